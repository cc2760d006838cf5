"""Words that papers about rows of the registry have in common: who somebody is, what was decided, how they voted."""

from collections.abc import Iterable

from django.db import models

from mentoring.accounts.operations import Refused
from mentoring.people import declining
from mentoring.people.declension import Case
from mentoring.people.models import Person
from mentoring.registry.models import Evaluation, Interview
from reports.documents import wording
from reports.documents.filling import plain

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
    """Write the words of a person as a sentence without its full stop: the text of the kind has one."""
    return wording.low(" ".join(plain(text).split()).rstrip("."))


def decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",").removesuffix(",0")


def votes(row: Evaluation) -> str:
    sides = (("за", row.votes_for), ("против", row.votes_against), ("воздержались", row.abstained))
    if row.votes_for is None:
        return ""
    return ", ".join(f"«{side}» — {count or 'нет'}" for side, count in sides)
