"""The words by which one person is known in any text: their name in every case, their address, their telephone."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db import connection, models
from django.db.models import Q, Value
from django.db.models.functions import Cast

from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.people.declension import Case, initials, names
from mentoring.people.models import Declension, Person

NEVER = re.compile(r"(?!)")
_SHORTEST = 10  # digits of a telephone without the code of the country


@dataclass(frozen=True)
class Marks:
    """What finds a person in a text: `sure` is nobody else's, `wide` takes in the surname alone as well."""

    sure: re.Pattern
    wide: re.Pattern
    needles: tuple[str, ...]  # one of them stands in every text that a pattern can find

    def replaced(self, text: str, by: str) -> str:
        return self.sure.sub(by, text)

    def in_values(self, values: Any, by: str) -> Any:
        """Replace within plain values of JSON, whatever their depth."""
        if isinstance(values, str):
            return self.replaced(values, by)
        if isinstance(values, list):
            return [self.in_values(one, by) for one in values]
        if isinstance(values, dict):
            return {key: self.in_values(one, by) for key, one in values.items()}
        return values

    def known(self, values: Any) -> bool:
        """Whether the person is named anywhere in plain values, be it by the surname alone."""
        return bool(self.wide.search(" ".join(texts(values))))

    def somewhere(self, model: type[models.Model], fields: Iterable[str], also: Q | None = None) -> models.QuerySet:
        """Return rows in which one of the needles stands: fewer are found by the patterns."""
        found, rows = also or Q(), model._default_manager.all()
        for name in fields:
            is_json = isinstance(model._meta.get_field(name), models.JSONField)
            column = f"{name}_as_text" if is_json else name
            if is_json:
                rows = rows.alias(**{column: Cast(name, models.TextField())})
            for needle in self.needles:
                found |= Q(**{f"{column}__contains": _as_kept(needle) if is_json else needle})
        return rows.filter(found) if found else rows.none()


def texts(values: Any) -> Iterator[str]:
    """Give every word of plain values, numbers as they are written."""
    if isinstance(values, dict):
        values = list(values.values())
    if isinstance(values, list | tuple):
        for one in values:
            yield from texts(one)
    elif values is not None and not isinstance(values, bool):
        yield str(values)


def _as_kept(needle: str) -> str:
    """Write a needle as this database keeps it inside JSON."""
    return json.dumps(needle)[1:-1] if connection.vendor == "sqlite" else needle


def of(person: Person) -> Marks:
    """Gather the marks of a person, leaving out what a namesake or a relative shares with them."""
    stem = _stem(person)
    others = _others(person, stem)
    surnames = {_declined(person, case).surname for case in Case} - {""}
    full = {*_full_names(person, others), *_corrected(person)}
    short = _short_names(person, others)
    emails, phones = _contacts(person)
    contacts = [_email(one) for one in emails] + [_phone(one) for one in phones]
    sure = [_words(one) for one in sorted(full | short, key=len, reverse=True)] + contacts
    alone = [] if others else [_words(one) for one in sorted(surnames, key=len, reverse=True)]
    return Marks(_pattern(sure), _pattern(sure + alone), tuple(_needles(person, stem, emails, phones)))


def _declined(person: Person, case: Case):
    return names.decline_parts(person.surname, person.given, person.patronymic, case, sex=person.sex)


def _stem(person: Person) -> str:
    """Return what all cases of the surname begin with."""
    forms = [_declined(person, case).surname for case in Case]
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*forms, strict=False))
    return "".join(letters[0] for letters in same) or person.surname


def _others(person: Person, stem: str) -> list[Person]:
    """Return others of the school whose surname begins alike: a wife, a brother, a namesake."""
    rows = Person.objects.filter(organization=person.organization_id, name_key__startswith=russian_key(stem))
    return list(rows.exclude(pk=person.pk).only("surname", "given", "patronymic"))


def _full_names(person: Person, others: list[Person]) -> Iterator[str]:
    same = {(russian_key(one.given), russian_key(one.patronymic)) for one in others}
    given, patronymic = russian_key(person.given), russian_key(person.patronymic)
    for case in Case:
        parts = _declined(person, case)
        if patronymic and (given, patronymic) not in same:
            yield f"{parts.surname} {parts.given} {parts.patronymic}"
            yield f"{parts.given} {parts.patronymic} {parts.surname}"
        if given not in {one for one, _ in same}:
            yield f"{parts.surname} {parts.given}"
            yield f"{parts.given} {parts.surname}"


def _short_names(person: Person, others: list[Person]) -> set[str]:
    found = set()
    for given, patronymic in {(person.given, person.patronymic), (person.given, "")}:
        own = initials.of(given, patronymic)
        if not own or own in {initials.of(one.given, one.patronymic if patronymic else "") for one in others}:
            continue
        for case in Case:
            surname = _declined(person, case).surname
            found |= {initials.after(surname, given, patronymic), initials.before(surname, given, patronymic)}
    return found


def _corrected(person: Person) -> Iterator[str]:
    """Give the forms of the name that were corrected by hand, and the name of the account."""
    yield from Declension.objects.filter(person=person).values_list("text", flat=True)
    if person.membership and " " in person.membership.name:
        yield person.membership.name


def _contacts(person: Person) -> tuple[list[str], list[str]]:
    """Return addresses and telephones by which nobody else of the school is reached."""
    member, school = person.membership, person.organization_id
    emails = {person.email, member.email if member else "", member.user.email if member and member.user else ""} - {""}
    phones = {person.phone} - {""}
    people = Person.objects.filter(Q(email__in=emails) | Q(phone__in=phones), organization=school).exclude(pk=person.pk)
    members = Membership.objects.filter(email__in=emails, organization=school).exclude(pk=person.membership_id)
    no_phone = Value("", models.CharField())
    shared = people.order_by().values_list("email", "phone").union(
        members.order_by().annotate(none=no_phone).values_list("email", "none")
    )  # fmt: skip
    taken = {one for row in shared for one in row}
    return sorted(emails - taken), sorted(phones - taken)


def _needles(person: Person, stem: str, emails: list[str], phones: list[str]) -> Iterator[str]:
    yield from dict.fromkeys((stem, stem.upper(), stem.lower(), stem.replace("ё", "е")))
    if person.membership:
        yield from person.membership.name.split()[:1]
    for email in emails:
        yield from dict.fromkeys((email, email.lower()))
    for phone in phones:
        yield from dict.fromkeys((phone, _digits(phone)[-_SHORTEST:], phone[-5:]))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _email(text: str) -> str:
    return rf"(?<![\w.+-]){re.escape(text)}(?![\w-])"


def _phone(text: str) -> str:
    """Match a telephone however it is written."""
    digits = _digits(text)
    if len(digits) < _SHORTEST:
        return rf"(?<!\w){re.escape(text)}(?!\w)"
    return r"(?<!\d)(?:\+?[78]\W{0,3})?" + r"\W{0,3}".join(digits[-_SHORTEST:]) + r"(?!\d)"


def _words(text: str) -> str:
    """Match words whatever stands between them: «Иванова А.П.» and «Иванова А. П.» are one."""
    words = [re.escape(word).replace("ё", "[её]").replace("Ё", "[ЕЁ]") for word in text.split()]
    joined = "".join(
        word + (r"\s*" if word.endswith(r"\.") else r"\s+") for word in words[:-1]
    ) + words[-1]  # fmt: skip
    return rf"(?<!\w){joined}(?!\w)"


def _pattern(alternatives: list[str]) -> re.Pattern:
    return re.compile("|".join(alternatives), re.IGNORECASE) if alternatives else NEVER
