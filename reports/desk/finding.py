"""Find people, pairs, events and documents of a school by words, «е» and «ё» alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from mentoring.accounts.keys import russian_key
from mentoring.calendar.words import digits
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.people.models import Person
from reports.documents import listing, telling
from roadmap.models import Event, Roadmap, Upload

MOST = 20
_COMPARED = 500  # names of uploads and papers have no key, so the latest are compared here
_TOLD = 8  # words by which people of a pair are told from others


@dataclass(frozen=True)
class Found:
    """One answer: its name, a word about it, and its page."""

    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Group:
    """The answers of one kind; `more` tells that there were others."""

    title: str
    icon: str
    rows: tuple[Found, ...]
    more: bool


def find(membership, asked: str) -> list[Group]:
    """Return the groups in which something was found; each word must occur."""
    words = russian_key(asked).split()
    if not words:
        return []
    groups = []
    if membership.can("people.see"):
        groups.append(_group("Люди", "people", people(membership, words)))
    if membership.can("pairs.see"):
        groups.append(_group("Пары и группы", "link-45deg", pairs(membership, words)))
    if membership.can("plan.see"):
        groups.append(_group("Мероприятия", "list-check", events(membership, words)))
    groups.append(_group("Документы", "file-earmark-text", documents(membership, words)))
    if membership.can("plan.edit"):
        groups.append(_group("Загруженные файлы", "file-earmark-arrow-up", uploads(membership, words)))
    return [group for group in groups if group.rows]


def _group(title: str, icon: str, rows: Iterable[Found]) -> Group:
    found = list(rows)
    return Group(title, icon, tuple(found[:MOST]), len(found) > MOST)


def _with(rows: QuerySet, field: str, words: Iterable[str]) -> QuerySet:
    for word in words:
        rows = rows.filter(**{f"{field}__contains": word})
    return rows


def people(membership, words: list[str]) -> list[Found]:
    rows = _with(Person.objects.visible_to(membership), "name_key", words).prefetch_related("employments__position")
    return [
        Found(
            row.full_name,
            ", ".join(employment.position.title for employment in row.employments.all()),
            reverse("admin:people_person_change", args=[row.pk]),
        )
        for row in rows[: MOST + 1]
    ]


def pairs(membership, words: list[str]) -> list[Found]:
    """Find pairs by the people who have ever sat in them."""
    rows = Pair.objects.visible_to(membership)
    for word in words[:_TOLD]:
        mentors = PairMentor.objects.filter(mentor__person__name_key__contains=word)
        mentees = PairMentee.objects.filter(mentee__person__name_key__contains=word)
        rows = rows.filter(Q(pk__in=mentors.values("pair")) | Q(pk__in=mentees.values("pair")))
    found = naming.with_people(rows.select_related("form"))[: MOST + 1]
    return [
        Found(naming.name(row), f"{row.form}, {row.get_state_display()}", reverse("pair", args=[row.public_id]))
        for row in found
    ]


def events(membership, words: list[str]) -> list[Found]:
    rows = Event.objects.visible_to(membership).filter(withdrawn_at=None).exclude(roadmap__state=Roadmap.State.ARCHIVED)
    return [
        Found(Truncator(str(row)).chars(160), row.due_text, reverse("event", args=[row.pk]))
        for row in _with(rows, "search_key", words)[: MOST + 1]
    ]


def documents(membership, words: list[str]) -> list[Found]:
    """Find papers by their title and number; their names have no key, so they are compared here."""
    return [
        Found(
            Truncator(telling.name(row)).chars(160),
            telling.requisites(row) or row.get_state_display(),
            reverse("document", args=[row.public_id]),
        )
        for row in listing.listed(membership)[:_COMPARED]
        if all(word in russian_key(f"{telling.name(row)} {row.number}") for word in words)
    ]


def uploads(membership, words: list[str]) -> list[Found]:
    rows = Upload.objects.visible_to(membership).only("public_id", "name", "created_at", "state")[:_COMPARED]
    return [
        Found(
            row.name,
            f"{row.get_state_display()}, загружен {digits(row.created_at)}",
            reverse("plan_upload_check", args=[row.public_id]),
        )
        for row in rows
        if all(word in russian_key(row.name) for word in words)
    ]
