"""Groups of those who were asked: by class, by form of mentoring, by who they are; small ones stay unseen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, Exists, OuterRef, Value, When

from mentoring.accounts.models import Membership
from mentoring.people.models import Affiliation, Employment, Enrollment, Person
from mentoring.registry.models import MenteeForm, MentorForm
from surveys import counting
from surveys.asked import classes
from surveys.models import Questionnaire, Wave

KINDS = {"group": "Класс", "form": "Форма", "role": "Кто отвечает"}
_LEARNER, _WORKER, _PARTNER, _OTHER = "обучающиеся", "работники", "люди партнёров", "другие"
_NO_CLASS, _NO_FORM, _MANY_FORMS = "не в классе", "форма не указана", "несколько форм"


@dataclass(frozen=True)
class Slice:
    """Some of those who were asked; `seen` tells whether their answers may be shown."""

    key: str
    kind: str
    title: str
    asked: frozenset[int]  # respondents
    answered: frozenset[int]
    seen: bool = True


def of_wave(wave: Wave, *, member: Membership) -> list[Slice]:
    """Return the groups by which a named wave can be looked at; a wave without names has none."""
    if wave.anonymous:
        return []
    rows = list(wave.respondents.values_list("pk", "person", "about", "answered_on"))
    whose = {pk: about or person for pk, person, about, _ in rows}
    told = {pk for pk, _, _, day in rows if day}
    made: list[Slice] = []
    for kind, titles in (
        ("group", _classes(wave, whose)),
        ("form", {} if wave.form_id else _forms(wave, whose)),
        ("role", _roles(wave, {pk: person for pk, person, _, _ in rows})),
    ):
        groups = _grouped(kind, titles, told)
        if len(groups) > 1:
            made += groups if member.can("surveys.names") else _careful(groups, len(told), made)
    return made


def _grouped(kind: str, titles: Mapping[int, str], told: set[int]) -> list[Slice]:
    """Part everybody into groups by their titles."""
    found: dict[str, set[int]] = {}
    for pk, title in titles.items():
        found.setdefault(title, set()).add(pk)
    return [
        Slice(f"{kind}-{place}", kind, title, frozenset(found[title]), frozenset(found[title] & told))
        for place, title in enumerate(sorted(found, key=_natural))
    ]


def _natural(title: str) -> tuple[int, str]:
    """Let 9 stand before 10."""
    number = "".join(sign for sign in title.split()[0] if sign.isdigit()) if title.strip() else ""
    return (int(number) if number and len(number) < 5 else 10**5, title)


def _careful(groups: Sequence[Slice], whole: int, before: Sequence[Slice]) -> list[Slice]:
    """Hide groups that are too small, and those by whose difference from others a few people would be known."""
    shut = set(counting.hidden({one.key: len(one.answered) for one in groups}, whole))
    open_before = [one for one in before if one.seen]
    for one in groups:
        if one.key not in shut and _tells_of_few(one, open_before):
            shut.add(one.key)
    # What is hidden by a kind before may be all that this kind leaves over.
    left = [one for one in groups if one.key not in shut]
    while left and 0 < whole - sum(len(one.answered) for one in left) < counting.FEWEST:
        shut.add(left.pop(0).key)
    return [replace(one, seen=one.key not in shut and bool(one.answered)) for one in groups]


def _tells_of_few(one: Slice, others: Sequence[Slice]) -> bool:
    """Tell whether few people are left of a group when others inside it, or around it, are taken away."""
    inside = frozenset().union(*(other.answered for other in others if other.answered <= one.answered))
    around = [other.answered - one.answered for other in others if other.answered >= one.answered]
    rests = [one.answered - inside, *around] if inside or around else []
    return any(0 < len(rest) < counting.FEWEST for rest in rests)


def _classes(wave: Wave, whose: Mapping[int, int]) -> dict[int, str]:
    groups = classes(set(whose.values()), wave.opens_on)
    titles = {person: group.title for person, group in groups.items()}
    return {pk: titles.get(person, _NO_CLASS) for pk, person in whose.items()} if titles else {}


def _forms(wave: Wave, whose: Mapping[int, int]) -> dict[int, str]:
    people = set(whose.values())
    if wave.edition.questionnaire.side == Questionnaire.Side.MENTOR:
        rows = MentorForm.objects.filter(mentor__programme=wave.programme_id, mentor__person__in=people)
        pairs = rows.values_list("mentor__person", "form__title")
    else:
        rows = MenteeForm.objects.filter(mentee__programme=wave.programme_id, mentee__person__in=people)
        pairs = rows.values_list("mentee__person", "form__title")
    titles: dict[int, set[str]] = {}
    for person, title in pairs:
        titles.setdefault(person, set()).add(title)
    return {pk: _form(titles.get(person, ())) for pk, person in whose.items()} if titles else {}


def _form(titles: Iterable[str]) -> str:
    found = list(titles)
    if len(found) > 1:
        return _MANY_FORMS
    return found[0] if found else _NO_FORM


def _roles(wave: Wave, people: Mapping[int, int]) -> dict[int, str]:
    """Say of each who answers whether they learn or work here or come from a partner."""
    known = ((_LEARNER, Enrollment), (_WORKER, Employment), (_PARTNER, Affiliation))
    whens = [
        When(Exists(model.objects.on(wave.opens_on).filter(person=OuterRef("pk"))), Value(title))
        for title, model in known
    ]
    rows = Person.objects.filter(pk__in=set(people.values())).order_by()
    titles = dict(rows.values_list("pk", Case(*whens, default=Value(_OTHER))))
    return {pk: titles[person] for pk, person in people.items()}
