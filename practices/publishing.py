"""The plan of publications: what is to appear and when, what has appeared and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.programmes.models import Programme
from practices import keeping, stories
from practices.models import Case, Publication, Rubric


@dataclass(frozen=True)
class Group:
    """The publications of one month, or those that are late."""

    title: str
    late: bool
    rows: tuple[Publication, ...]


def of_programme(member: Membership, programme: Programme | None) -> QuerySet[Publication]:
    """Return the plan of a programme by days."""
    rows = Publication.objects.visible_to(member).filter(programme=programme)
    return rows.select_related("rubric", "case", "gathering").order_by("planned_on", "pk")


def by_months(rows: Iterable[Publication], today: date) -> list[Group]:
    """Lay the plan out by months, what is late first."""
    rows = list(rows)
    late = tuple(row for row in rows if row.published_on is None and row.planned_on < today)
    rest = [row for row in rows if row not in late]
    months = [
        Group(words.month_year(month).capitalize(), False, tuple(some))
        for month, some in groupby(rest, key=lambda row: row.planned_on.replace(day=1))
    ]
    return [Group("Не вышли в срок", True, late), *months] if late else months


@transaction.atomic
def publish(publication: Publication, *, on: date, link: str, version: int, by: Membership) -> Publication:
    """Mark that a text has appeared; a case goes out with it."""
    row = keeping.locked(publication, version=version, by=by)
    if row.published_on:
        raise Refused(f"Уже отмечено: публикация вышла {words.digits(row.published_on)}.")
    if on > schooldays.today(row.organization):
        raise Refused("Этот день ещё не наступил. Отметьте публикацию, когда она выйдет.")
    row.published_on, row.link = on, link
    keeping.touch(row)
    keeping.write("out", row, by=by, after={"published_on": on, "link": link})
    if row.case:
        stories.go_out(row.case, by=by)
    return row


@transaction.atomic
def publish_case(case: Case, *, on: date, link: str, rubric: Rubric | None, by: Membership) -> Publication:
    """Mark that a case has appeared: in its place of the plan, or in a new one."""
    waiting = case.publications.filter(published_on=None).order_by("planned_on").first()
    facts = {"organization": case.organization, "programme": case.programme, "case": case, "rubric": rubric}
    row = waiting or keeping.add(Publication(**facts, title=case.title, planned_on=on), by=by)
    return publish(row, on=on, link=link, version=row.version, by=by)


@transaction.atomic
def recall(publication: Publication, *, by: Membership) -> Publication:
    """Take back the mark that a text has appeared."""
    row = keeping.locked(publication, by=by)
    if not row.published_on:
        raise Refused("Отметки о выходе нет, снимать нечего.")
    before = {"published_on": row.published_on, "link": row.link}
    row.published_on, row.link = None, ""
    keeping.touch(row)
    keeping.write("recalled", row, by=by, before=before)
    if row.case:
        stories.come_back(row.case, by=by)
    return row


@transaction.atomic
def remove(publication: Publication, *, by: Membership) -> None:
    """Take out of the plan what has not appeared."""
    if keeping.locked(publication, by=by).published_on:
        raise Refused("Публикация вышла. Сначала снимите отметку о выходе.")
    keeping.remove(publication, by=by)


@transaction.atomic
def close_rubric(rubric: Rubric, *, by: Membership) -> None:
    """Remove a rubric in which nothing was written."""
    row = keeping.locked(rubric, by=by)
    if row.publications.exists():
        raise Refused(f"В рубрике «{row}» есть публикации. Переставьте их в другую рубрику, потом уберите эту.")
    keeping.remove(row, by=by)
