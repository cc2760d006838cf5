"""A document, a plan of ours or last cycle's plan becomes the plan of a programme; a newer edition changes it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.operations import Refused
from mentoring.calendar import resolving
from mentoring.calendar.due import DueSpec, Period
from mentoring.calendar.resolving import Rule
from mentoring.calendar.schoolyear import school_year
from mentoring.programmes.models import Programme
from roadmap import assigning, builtin, difference, editions, enclosed, planning, uploading, writing
from roadmap.difference import Difference, Kind
from roadmap.models import CheckItem, Occurrence, Responsible, Roadmap, Upload
from roadmap.readers.draft import Draft
from roadmap.sheets import Event, Sheet

DOCUMENT, LAST = "document", "last"
SECOND, CHECKS = "second", "checks"  # what becomes of the other plan of a document
GONE = "Нет в новой редакции плана"


class AdoptingRefused(Refused):
    """A plan that cannot be adopted."""


@transaction.atomic
def adopt(upload: Upload, *, by: Membership, version: int | None = None) -> Roadmap:
    """Make the document the plan of its programme, with its people, tables and dates; a second plan stands beside."""
    upload = uploading.locked(upload, version=upload.version if version is None else version, by=by)
    _lock(upload.programme)
    sheet = uploading.sheet_of(upload)
    staff = assigning.staff_of(upload.organization, schooldays.today(upload.organization))
    people = _people(upload, sheet, staff, by=by)
    rule = uploading.rule_of(upload)
    roadmap = _make(upload.programme, sheet, people, DOCUMENT, by=by, source=upload.file, rule=rule)
    _take_beside(upload, roadmap, staff, by=by)
    return _finish(upload, roadmap)


@transaction.atomic
def adopt_builtin(programme: Programme, code: str, *, by: Membership) -> Roadmap:
    """Make a plan of ours the plan of a programme; duties answer for its events."""
    if code not in builtin.CODES:
        raise AdoptingRefused("Такого готового плана нет. Выберите план из списка.")
    _lock(programme)
    if _live(programme).filter(origin=code).exists():
        raise AdoptingRefused("Этот готовый план уже действует в программе. Ничего не изменено.")
    sheet = builtin.sheet(code, Period(programme.start, programme.end))
    return _make(programme, sheet, builtin.people(code), code, by=by)


@dataclass(frozen=True)
class Shifted:
    """Last cycle's plan with its dates in the new cycle, and those who answer for its events."""

    last: Roadmap
    sheet: Sheet
    people: Mapping[str, Sequence[dict]]


def last_plan(programme: Programme) -> Roadmap | None:
    """Find the plan of the cycle before."""
    return (
        Roadmap.objects.filter(organization=programme.organization, programme__start__lt=programme.start)
        .exclude(programme=programme)
        .exclude(state=Roadmap.State.SECOND)
        .order_by("-programme__start", "-adopted_at", "-pk")
        .first()
    )


def shifted(programme: Programme) -> Shifted | None:
    """Give the plan of the cycle before with the years in its texts moved; None where there was none."""
    last = last_plan(programme)
    if last is None:
        return None
    years = school_year(programme.start) - school_year(last.period_start)
    sheet = editions.of_roadmap(last)
    events = tuple(_later(event, years) for event in sheet.events if not event.withdrawn)
    title = resolving.shift(DueSpec(raw=sheet.title), years).raw
    people: dict[str, list[dict]] = {}
    for row in Responsible.objects.filter(event__roadmap=last):
        fields = {"kind": row.kind, "duty": row.duty, "text": row.text}
        people.setdefault(f"e{row.event_id}", []).append(
            fields | {"position_id": row.position_id, "person_id": row.person_id}
        )
    period = Period(programme.start, programme.end)
    return Shifted(last, replace(sheet, title=title, period=period, events=events), people)


def _later(event: Event, years: int) -> Event:
    """Move one event; the day it was counted from was another year's."""
    answers = {code: value for code, value in event.answers.items() if code != planning.ANCHOR}
    if answers.get("year", "").isdigit():
        answers["year"] = str(int(answers["year"]) + years)
    return replace(event, due=resolving.shift(event.due, years), answers=answers, marked=False)


@transaction.atomic
def shift_last(programme: Programme, *, by: Membership) -> Roadmap:
    """Make last cycle's plan, its dates moved, the plan of this one."""
    found = shifted(programme)
    if found is None:
        raise AdoptingRefused("Плана прошлого цикла нет. Загрузите документ или начните с готового плана.")
    _lock(programme)
    if _live(programme).filter(origin=LAST).exists():
        raise AdoptingRefused("План прошлого цикла уже перенесён в эту программу. Ничего не изменено.")
    roadmap = _make(programme, found.sheet, found.people, LAST, by=by)
    CheckItem.objects.bulk_create(
        CheckItem(
            organization=roadmap.organization, roadmap=roadmap, stage=row.stage, stage_title=row.stage_title,
            order=row.order, kind=row.kind, text=row.text,
        )
        for row in found.last.checks.all()
    )  # fmt: skip
    return roadmap


@dataclass(frozen=True)
class Comparison:
    """A plan beside its newer edition; `digest` names exactly what was shown."""

    old: Sheet
    new: Sheet
    found: Difference

    @property
    def digest(self) -> str:
        lines = [repr(self.old), *(change.key for change in self.found.changes)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def comparison(upload: Upload) -> Comparison:
    """Compare the plan at work with the document as it was corrected."""
    old, new = editions.of_roadmap(upload.against), uploading.sheet_of(upload)
    return Comparison(old, new, difference.compare(old, new))


@transaction.atomic
def apply_difference(upload: Upload, kept: frozenset[str], *, by: Membership, digest: str | None = None) -> Roadmap:
    """Change the plan at work as the newer edition says, but for the changes in `kept`; marks and evidence stay."""
    upload = uploading.locked(upload, version=upload.version, by=by)
    _lock(upload.programme)
    roadmap = Roadmap.objects.select_for_update(of=("self",)).filter(pk=upload.against_id).first()
    if roadmap is None or roadmap.state == Roadmap.State.ARCHIVED:
        raise AdoptingRefused(
            "Плана, с которым сравнивали документ, в работе больше нет. Примите документ новым планом."
        )
    seen = comparison(upload)
    if digest is not None and digest != seen.digest:
        raise AdoptingRefused("Пока вы выбирали, план изменился. Посмотрите разницу ещё раз: ничего не изменено.")
    result = difference.apply(seen.old, seen.new, seen.found, kept)
    _refuse_empty(result)
    staff = assigning.staff_of(upload.organization, schooldays.today(upload.organization))
    _write_difference(roadmap, upload, seen.old, result, staff, by=by)
    counts = {kind: sum(change.key not in kept for change in seen.found.of_kind(kind)) for kind in Kind}
    journal.write(roadmap.organization, "roadmap.renew", roadmap, by=by, after=counts | {"document": upload.name})
    _take_beside(upload, roadmap, staff, by=by)
    return _finish(upload, roadmap)


def _write_difference(
    roadmap: Roadmap, upload: Upload, old: Sheet, result: Sheet, staff: assigning.Staff, *, by: Membership
) -> None:
    before = {event.key: event for event in old.events}
    changed = [
        event
        for event in result.events
        if event.key not in before or before[event.key].responsible_text != event.responsible_text
    ]
    people = _people(upload, replace(result, events=tuple(changed)), staff, by=by)
    today = schooldays.today(roadmap.organization)
    roadmap.title, roadmap.columns = result.title, [list(column) for column in result.columns]
    roadmap.period_start, roadmap.period_end = result.period.start, result.period.end
    roadmap.source, roadmap.moving = upload.file, uploading.rule_of(upload)
    roadmap.version += 1
    roadmap.save()
    writing.write(roadmap, result, people, today=today)
    gone = [int(event.key[1:]) for event in result.events if event.withdrawn and not before[event.key].withdrawn]
    Occurrence.objects.filter(event__in=gone).open().update(cancelled_at=today, note=GONE)
    planning.schedule(roadmap)


def _make(
    programme: Programme,
    sheet: Sheet,
    people: Mapping[str, Sequence[dict]],
    origin: str,
    *,
    by: Membership,
    source: StoredFile | None = None,
    state: str | None = None,
    rule: Rule = Rule.LATER,
) -> Roadmap:
    """Write a new plan; the first one of a programme is the one it works by."""
    _refuse_empty(sheet)
    state = state or (Roadmap.State.SECOND if _live(programme).exists() else Roadmap.State.ADOPTED)
    roadmap = Roadmap.objects.create(
        organization=programme.organization,
        programme=programme,
        title=sheet.title,
        state=state,
        period_start=sheet.period.start,
        period_end=sheet.period.end,
        columns=[list(column) for column in sheet.columns],
        moving=rule,
        origin=origin,
        source=source,
        adopted_by=by,
    )
    writing.write(roadmap, sheet, people, today=schooldays.today(programme.organization))
    planning.schedule(roadmap)
    facts = {"title": sheet.title, "origin": origin, "sections": len(sheet.sections), "events": len(sheet.events)}
    journal.write(programme.organization, "roadmap.adopt", roadmap, by=by, after=facts)
    return roadmap


def _lock(programme: Programme) -> None:
    """Let plans be adopted one after another: two at once would both be the first. Comes before the journal's lock."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _live(programme: Programme):
    return Roadmap.objects.filter(programme=programme, state__in=planning.LIVE)


def _refuse_empty(sheet: Sheet) -> None:
    if not any(not event.withdrawn for event in sheet.events):
        raise AdoptingRefused(
            "В плане нет ни одного мероприятия. Верните строки, которые были убраны, или выберите другой файл."
        )
    if sheet.period.end < sheet.period.start:
        raise AdoptingRefused("Конец плана раньше начала. Исправьте период на шаге «Проверка и вопросы».")


def _people(upload: Upload, sheet: Sheet, staff: assigning.Staff, *, by: Membership) -> dict[str, list[dict]]:
    """Give by the keys of lines who answers, as it was answered on the step about people."""
    parts = assigning.parts_of(sheet)
    chosen = assigning.chosen(parts, upload.answers.get("people", {}), staff)
    settled = assigning.settle(parts, chosen, staff, upload.organization, by=by)
    return {event.key: assigning.rows_for(event, settled) for event in sheet.events}


def _take_beside(upload: Upload, roadmap: Roadmap, staff: assigning.Staff, *, by: Membership) -> None:
    """Do with the other plans and the tables of the document what was answered about them."""
    draft = Draft.from_json(upload.draft)
    for index, fate in upload.answers.get("others", {}).items():
        plan = draft.plans[int(index)]
        if fate == CHECKS and plan.is_matrix:
            enclosed.take_checks(roadmap, plan)
        elif fate == SECOND:
            sheet = uploading.sheet_of(upload, index=int(index))
            people = _people(upload, sheet, staff, by=by)
            own = {"source": upload.file, "state": Roadmap.State.SECOND, "rule": uploading.rule_of(upload)}
            _make(upload.programme, sheet, people, DOCUMENT, by=by, **own)
            staff = assigning.staff_of(upload.organization, schooldays.today(upload.organization))
    days = upload.answers.get("contingent")
    if draft.contingent and days:
        enclosed.take_contingent(
            upload.organization, draft.contingent, [date.fromisoformat(day) if day else None for day in days], by=by
        )
    group = upload.answers.get("group")
    if draft.working_group and group is not None:
        enclosed.take_group(upload.programme, draft.working_group, group, staff, by=by)


def _finish(upload: Upload, roadmap: Roadmap) -> Roadmap:
    upload.state, upload.roadmap = Upload.State.ADOPTED, roadmap
    upload.version += 1
    upload.save(update_fields=["state", "roadmap", "version"])
    return roadmap
