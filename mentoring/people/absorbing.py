"""One row takes over everything that refers to another: for any model, by its own foreign keys and constraints."""

from django.db import models
from django.db.models import UniqueConstraint

from mentoring.people.deeds import Changes, references


def absorb(kept: models.Model, other: models.Model, changes: Changes) -> list[str]:
    """Lead to `kept` all that leads to `other`, then remove `other`; return in words the rows that met their like.

    A row that may be there only once, and is there already, is absorbed by it in the same way.
    """
    met: list[str] = []
    for relation in references(type(other)):
        field = relation.field
        for row in relation.related_model._default_manager.filter(**{field.name: other}).order_by("pk"):
            like = alike(row, field, kept)
            if like is None:
                changes.change(row, **{field.attname: kept.pk})
            else:
                met += [f"{row._meta.verbose_name}: {row}", *absorb(like, row, changes)]
    changes.remove(other)
    return met


def alike(row: models.Model, field: models.Field, kept: models.Model) -> models.Model | None:
    """Find the row of `kept` that would not bear this one beside it."""
    rows = type(row)._default_manager.filter(**{field.name: kept})
    if field.unique:
        return rows.first()
    once = (one for one in row._meta.constraints if isinstance(one, UniqueConstraint) and field.name in one.fields)
    return next((found for one in once if (found := _met(row, field, one, rows))), None)


def _met(row, field, constraint: UniqueConstraint, rows) -> models.Model | None:
    beside = {name: getattr(row, name) for name in constraint.fields if name != field.name}
    if None in beside.values():
        return None
    if constraint.condition is not None:
        if not type(row)._default_manager.filter(constraint.condition, pk=row.pk).exists():
            return None
        rows = rows.filter(constraint.condition)
    return rows.filter(**beside).first()
