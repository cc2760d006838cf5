"""What goes to people on paper: slips with links, and whose papers are still to be keyed in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from mentoring import qr
from mentoring.accounts import journal, schooldays
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from surveys import answering, asked, inviting
from surveys.models import Respondent, Wave

ON_ONE_SHEET = 80


@dataclass(frozen=True)
class Slip:
    """A strip of paper for one respondent: whose it is, the address and its square for telephones."""

    respondent: Respondent
    group: str
    address: str
    picture: str


@transaction.atomic
def hand_out(wave: Wave, chosen: Collection[int], *, by: Membership) -> list[Slip]:
    """Make a fresh link for each of the chosen who have not answered yet; the addresses are seen this once."""
    if wave.state != Wave.State.OPEN:
        raise Refused("Опрос сейчас не идёт: ссылки никуда не приведут.")
    if not chosen:
        raise Refused("Никто не выбран. Отметьте имена, для которых нужны ссылки.")
    if len(chosen) > ON_ONE_SHEET:
        raise Refused(f"За один раз печатаем не больше {ON_ONE_SHEET} ссылок. Отметьте меньше имён.")
    rows = by_classes(waiting(wave, by=by).filter(pk__in=chosen), by=by)
    if len(rows) != len(chosen):
        raise Refused("Кто-то из отмеченных уже ответил. Обновите страницу и отметьте снова.")
    addresses = inviting.make_links([row for row, _ in rows])
    journal.write(wave.organization, "wave.links", wave, by=by, after={"links": len(rows)})
    return [Slip(row, group, addresses[row.pk], qr.picture(addresses[row.pk])) for row, group in rows]


def waiting(wave: Wave, *, by: Membership, called: str = "") -> QuerySet[Respondent]:
    """Return who has not answered yet, by name; of those called so, where a name is looked for."""
    rows = answering.respondents().visible_to(by).filter(wave=wave, answered_on=None)
    return rows.filter(person__name_key__contains=russian_key(called)) if called else rows


def keyed(wave: Wave, *, by: Membership) -> QuerySet[Respondent]:
    """Return whose papers have been keyed in and may be keyed in anew; without names nobody knows where they are."""
    rows = answering.respondents().visible_to(by).filter(wave=wave, how=Respondent.How.PAPER)
    return rows.none() if wave.anonymous else rows


def by_classes(rows: Iterable[Respondent], *, by: Membership) -> list[tuple[Respondent, str]]:
    """Lay respondents out by the class of whoever answers, or of the child they tell of; those without one first."""
    learners = {row: row.learner_id for row in rows}
    groups = asked.classes(set(learners.values()), schooldays.today(by.organization))
    of = {row: groups.get(learner) for row, learner in learners.items()}
    places = {row: (group.grade or 0, group.title_key) if group else (-1, "") for row, group in of.items()}
    return [(row, of[row].title if of[row] else "") for row in sorted(of, key=places.__getitem__)]


def next_after(respondent: Respondent, *, by: Membership) -> Respondent | None:
    """Return whose paper comes next: who follows by name, else the first who has not answered."""
    rows = list(waiting(respondent.wave, by=by))
    mine = (respondent.person.name_key, respondent.pk)
    return next((row for row in rows if (row.person.name_key, row.pk) > mine), next(iter(rows), None))
