"""Answers become properties of candidates, as each question declares: the matching asks of them, never of a code.

What somebody says of themselves is theirs; what a parent or a teacher says of a mentee is the mentee's.
"""

from collections.abc import Iterable
from datetime import date

from mentoring.pairs.models import Trait
from mentoring.pairs.runs import traits
from mentoring.pairs.runs.traits import About
from mentoring.people.models import Person
from surveys import filling
from surveys.filling import Filled, Item, Value
from surveys.models import Respondent

Kind = Trait.Kind
_OF_PEOPLE = traits.ABOUT


def offered(kind: str) -> list[tuple[str, str]]:
    """Return the properties that a question of this kind may tell."""
    return [(one.value, one.label) for one in Kind if (one in _OF_PEOPLE) == (kind == filling.PERSON)]


def learn(respondent: Respondent, questions: Iterable[Item], filled: Filled, *, on: date) -> None:
    """Keep what the answers say of a candidate; of a questionnaire that declares nothing, do nothing."""
    telling = [one for one in questions if one.trait]
    if not telling:
        return
    said: dict[str, list] = {one.trait: [] for one in telling}
    people = _people(telling, filled)
    for one in telling:
        value = filled.values.get(one.code)
        said[one.trait] += (
            [About(people[pk]) for pk in _several(value)] if one.trait in _OF_PEOPLE else _words(one, value)
        )
    for kind in _OF_PEOPLE:
        if kind in said:
            said[kind] = said[kind][: traits.MOST_ABOUT]
    wave = respondent.wave
    who = respondent.about or respondent.person
    traits.learn(wave.programme, who, said, source=f"анкета «{wave.title}»"[:200], on=on, by=None)


def _people(telling: Iterable[Item], filled: Filled) -> dict[int, Person]:
    """Return those whom the answers name."""
    named = {pk for one in telling if one.trait in _OF_PEOPLE for pk in _several(filled.values.get(one.code))}
    return Person.objects.in_bulk(named)


def _several(value: Value) -> tuple[int, ...]:
    return tuple(one for one in value if one is not None) if isinstance(value, tuple) else ()


def _words(one: Item, value: Value) -> list[str]:
    """Say an answer in the words of its question."""
    if value is None:
        return []
    if one.kind == filling.MANY:
        return [one.options[place] for place in _several(value)]
    return [one.options[value]] if one.kind == filling.ONE else [str(value)]
