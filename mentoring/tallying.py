"""Numbers of rows that are asked for within a query of something else, so that many of them cost one query."""

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def grouped(rows: QuerySet) -> QuerySet:
    """Make of all rows one group."""
    return rows.order_by().annotate(all=Value(1)).values("all")


def count(rows: QuerySet, distinct: str = "") -> Coalesce:
    """Count the rows, or the different values of one field of theirs."""
    number = Count(distinct or "pk", distinct=bool(distinct))
    return Coalesce(Subquery(grouped(rows).annotate(number=number).values("number")), 0)
