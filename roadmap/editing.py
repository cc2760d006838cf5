"""Editing the plan that is already at work: words of an event, who answers for it, its place among the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import reading
from roadmap import holders, numbering, planning
from roadmap.models import Event, Evidence, Occurrence, Responsible, Roadmap, Section

_ASIDE = 10_000  # orders wait here while events change places


class EditingRefused(Refused):
    """A change that the plan cannot take."""


@dataclass(frozen=True)
class Words:
    """An event as somebody has written it; `places` are keys like «position:7», «duty:head», «group:тьюторы»."""

    title: str
    number: str = ""
    section: Section | None = None
    content: tuple[str, ...] = ()
    due_text: str = ""
    places: tuple[str, ...] = ()
    result_text: str = ""
    indicator_text: str = ""
    footnote: str = ""


@transaction.atomic
def add(roadmap: Roadmap, words: Words, *, by: Membership) -> Event:
    """Add an event at the end of its section, with the next number where none is given."""
    roadmap = _open_plan(roadmap, by=by)
    events = list(roadmap.events.all())
    order = max((event.order for event in events), default=-1) + 1
    event = Event(organization=roadmap.organization, roadmap=roadmap, order=order)
    _write(event, words)
    event.number = words.number or numbering.following(
        [one.number for one in events if one.section_id == event.section_id],
        words.section.number if words.section else "",
    )
    event.save()
    _answer(event, words.places)
    _put_after(event, events)
    planning.schedule(roadmap, events=[event])
    journal.write(roadmap.organization, "event.add", event, by=by, after=_facts(event))
    return event


@transaction.atomic
def change(event: Event, words: Words, *, version: int, by: Membership) -> Event:
    """Rewrite an event; a changed term gives it new days, marked ones stay as they are."""
    event = _locked(event, by=by)
    if event.version != version:
        raise EditingRefused("Не сохранено: пока вы правили, мероприятие изменил кто-то ещё. Откройте его заново.")
    before, due_before, section_before = _facts(event), event.due_text, event.section_id
    _write(event, words)
    event.number = words.number
    event.version += 1
    if event.due_text != due_before:
        event.answers, event.inherited = {}, [one for one in event.inherited if one != "due"]
    event.save()
    if words.places != tuple(key(one) for one in event.responsibles.all()):
        _answer(event, words.places)
    if event.section_id != section_before:
        _put_after(event, [one for one in event.roadmap.events.all() if one.pk != event.pk])
    if event.due_text != due_before:
        planning.schedule(event.roadmap, events=[event])
    after = _facts(event)
    changed = [name for name in after if after[name] != before[name]]
    journal.write(
        event.organization,
        "event.change",
        event,
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return event


@transaction.atomic
def delete(event: Event, *, by: Membership) -> Roadmap:
    """Remove an event that nobody has worked on; one with marks is taken off the plan instead."""
    event = _locked(event, by=by)
    marked = Occurrence.objects.filter(event=event).exclude(done_at=None, cancelled_at=None, note="").exists()
    if marked or Evidence.objects.filter(occurrence__event=event).exists():
        raise EditingRefused(
            "У мероприятия есть отметки или файлы, поэтому удалить его нельзя. Его можно снять с плана: "
            "отметки и файлы останутся."
        )
    journal.write(event.organization, "event.delete", event, by=by, before=_facts(event))
    roadmap = event.roadmap
    event.delete()
    return roadmap


@transaction.atomic
def move(event: Event, step: int, *, by: Membership) -> Event:
    """Move an event up (-1) or down (1) among the events of its section."""
    event = _locked(event, by=by)
    neighbours = [one for one in event.roadmap.events.all() if one.section_id == event.section_id]
    place = next(index for index, one in enumerate(neighbours) if one.pk == event.pk)
    if not 0 <= place + step < len(neighbours):
        raise EditingRefused("Дальше двигать некуда: это край раздела. Чтобы сменить раздел, измените мероприятие.")
    other = neighbours[place + step]
    mine, theirs = event.order, other.order
    Event.objects.filter(pk=event.pk).update(order=mine + _ASIDE)
    Event.objects.filter(pk=other.pk).update(order=mine, version=F("version") + 1)
    Event.objects.filter(pk=event.pk).update(order=theirs, version=F("version") + 1)
    journal.write(event.organization, "event.move", event, by=by, before={"order": mine}, after={"order": theirs})
    event.refresh_from_db()
    return event


@transaction.atomic
def renumber(roadmap: Roadmap, *, by: Membership) -> int:
    """Number the events anew in the style of the document; return how many numbers changed."""
    roadmap = _open_plan(roadmap, by=by)
    if roadmap.sections.exclude(parent=None).exists():
        raise EditingRefused("Разделы этого плана вложены один в другой. Исправьте номера в самих мероприятиях.")
    events = list(roadmap.events.filter(withdrawn_at=None).select_related("section"))
    events.sort(key=lambda event: (event.section.order if event.section else -1, event.order))
    numbers = numbering.numbers(
        [(event.section_id, event.section.number if event.section else "", event.number) for event in events]
    )
    changed = {event: number for event, number in zip(events, numbers, strict=True) if event.number != number}
    if not changed:
        raise EditingRefused("Номера уже идут по порядку. Ничего не изменено.")
    before = {str(event.pk): event.number for event in changed}
    for event, number in changed.items():
        event.number = number
        event.version += 1
        event.save()
    after = {str(event.pk): event.number for event in changed}
    journal.write(roadmap.organization, "plan.renumber", roadmap, by=by, before=before, after=after)
    return len(changed)


def key(responsible: Responsible) -> str:
    """Return how a form names one who answers."""
    match responsible.kind:
        case Responsible.Kind.POSITION:
            return f"position:{responsible.position_id}"
        case Responsible.Kind.DUTY:
            return f"duty:{responsible.duty}"
        case Responsible.Kind.PERSON:
            return f"person:{responsible.person_id}"
    return f"group:{responsible.text}"


def _open_plan(roadmap: Roadmap, *, by: Membership) -> Roadmap:
    """Lock the plan: events change their places one deed at a time."""
    roadmap = (
        Roadmap.objects.visible_to(by).select_for_update(of=("self",)).select_related("organization").get(pk=roadmap.pk)
    )
    if roadmap.state == Roadmap.State.ARCHIVED:
        raise EditingRefused("План в архиве: его можно читать, но не менять.")
    return roadmap


def _locked(event: Event, *, by: Membership) -> Event:
    roadmap = _open_plan(event.roadmap, by=by)
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    event.roadmap = roadmap
    return event


def _write(event: Event, words: Words) -> None:
    event.title, event.section, event.content = words.title, words.section, list(words.content)
    if words.due_text != event.due_text or not event.due:
        event.due_text, event.due = words.due_text, reading.read(words.due_text).to_json()
    event.result_text, event.indicator_text, event.footnote = words.result_text, words.indicator_text, words.footnote


def _answer(event: Event, places: Iterable[str]) -> None:
    """Put these in place of those who answered, and say them in the plan's own column."""
    known = {key(one): one.text for one in event.responsibles.all()}
    event.responsibles.all().delete()
    for order, place in enumerate(places):
        kind, _, value = place.partition(":")
        fields = {
            "position": {"position_id": value},
            "duty": {"duty": value},
            "person": {"person_id": value},
            "group": {"text": value},
        }[kind]
        text = known.get(place, "")
        Responsible.objects.create(
            organization=event.organization, event=event, order=order, kind=kind, **{"text": text} | fields
        )
    said = [one.text or holders.label(one) for one in event.responsibles.select_related("position", "person")]
    event.responsible_text = ", ".join(said)
    event.inherited = [one for one in event.inherited if one != "responsible"]
    event.save()


def _put_after(event: Event, others: Sequence[Event]) -> None:
    """Give the event the place after the last one of its section, keeping the order of the rest."""
    own = [index for index, one in enumerate(others) if one.section_id == event.section_id]
    place = own[-1] + 1 if own else len(others)
    wanted = [*others[:place], event, *others[place:]]
    Event.objects.filter(roadmap=event.roadmap_id).update(order=F("order") + _ASIDE)
    for order, one in enumerate(wanted):
        one.order = order
    Event.objects.bulk_update(wanted, ["order"])


def _facts(event: Event) -> dict:
    return {
        "number": event.number,
        "title": event.title,
        "section": str(event.section) if event.section else "",
        "content": "\n".join(event.content),
        "due_text": event.due_text,
        "responsible_text": event.responsible_text,
        "result_text": event.result_text,
        "indicator_text": event.indicator_text,
        "footnote": event.footnote,
    }
