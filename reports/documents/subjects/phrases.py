"""Words that papers about rows of the registry have in common: who somebody is, what was decided, how they voted."""

from collections.abc import Iterable

from django.db import models

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.people import declining
from mentoring.people.declension import Case, agreement, lexicon
from mentoring.people.models import Employment, Person
from mentoring.registry.models import Evaluation, Interview
from reports.documents import wording
from reports.documents.filling import plain

PEN = "_" * 20
DECISIONS = {
    Interview.Verdict.RECOMMENDED: "Рекомендовать {person:%s|name acc} в наставники",
    Interview.Verdict.RESERVE: "Зачислить {person:%s|name acc} в резерв наставников",
    Interview.Verdict.REFUSED: "Не рекомендовать {person:%s|name acc} в наставники",
}


def members(rows: models.Manager) -> list[int]:
    return list(rows.values_list("person", flat=True))


def refuse_unsigned(signers: Iterable[int]) -> None:
    if not signers:
        raise Refused("Протокол некому подписать. Отметьте, кто был в комиссии, затем составьте протокол.")


def listed(people: Iterable[int]) -> str:
    return ", ".join(f"{{person:{pk}|name nom}}" for pk in people)


def name(person: Person, case: Case) -> str:
    return declining.name(person, case, style="full")


def sentence(text: str) -> str:
    """Write the words of a person within a sentence, without its full stop: the text of the kind has one."""
    said = " ".join(plain(text).split()).rstrip(".")
    return said if lexicon.begins_with_name(said) else wording.low(said)


def decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",").removesuffix(",0")


def votes(row: Evaluation) -> str:
    sides = (("за", row.votes_for), ("против", row.votes_against), ("воздержались", row.abstained))
    if row.votes_for is None:
        return ""
    return ", ".join(f"«{side}» — {count or 'нет'}" for side, count in sides)


def head_of(organization: Organization) -> Employment | None:
    """Return who heads the organization today; whoever acts for the head comes first."""
    rows = Employment.objects.filter(organization=organization)
    rows = rows.holding(Employment.Duty.HEAD, schooldays.today(organization))
    return rows.select_related("person", "position").first()


def acting(head: Employment | None) -> str:
    """Say «действующего» of the head who signs for an organization."""
    return agreement.of_person("действующий", head.person.sex if head else "", Case.GEN)


def title(head: Employment | None) -> str:
    """Give the position of the head as a line begins; of who acts for them, as the day of the paper has it."""
    said = plain(head.position.title) if head and not head.acting else "{head|position nom}"
    return said[:1].upper() + said[1:]


def called(name: str) -> str:
    """Say «именуемое» as the name of an organization asks."""
    return agreement.agreed("именуемый", agreement.kind_of(name.partition("«")[0]))
