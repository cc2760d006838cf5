"""A document on its way into a plan: taken, read in a child of its own, corrected and answered step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from mentoring.accounts import files, journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar.due import Period
from mentoring.calendar.resolving import Rule
from mentoring.programmes.models import Programme
from roadmap import correcting, planning, reading
from roadmap.models import Roadmap, Upload
from roadmap.readers.blocks import UnreadableFile
from roadmap.readers.cleaning import fold
from roadmap.readers.draft import Draft, Plan
from roadmap.sheets import Sheet

OPENED_BY = "plan.see"  # the right that opens the document
PASTED = "Вставленный текст.txt"
ANSWERED, DOCUMENT, DATES, PROGRAMME = "answered", "document", "dates", "programme"  # where a period is from
_NEAR = timedelta(days=180)  # dates of this cycle, not of one long ago
_LONGEST_GUESS = 6 * 366  # days; dates further apart hold a slip of the pen


class UploadRefused(Refused):
    """A document that cannot be taken, or a step that is no longer possible."""


class UploadStale(UploadRefused):
    """Somebody else has changed the same upload meanwhile."""

    def __init__(self):
        super().__init__(
            "Не сохранено: пока страница была открыта, этот документ разбирал кто-то ещё. Ваши ответы остались на "
            "странице, рядом — то, что сохранено сейчас. Проверьте и сохраните снова."
        )


def read(name: str, data: bytes) -> Draft:
    """Read a document; what is too large or unreadable is refused by name, before anything is kept."""
    shown = files.clean_name(name)
    if len(data) > files.LIMIT:
        raise UploadRefused(f"«{shown}»: больше 20 МБ. Уменьшите файл: уберите из него снимки и загрузите снова.")
    try:
        draft = reading.read(shown, data)
    except UnreadableFile as refusal:
        raise UploadRefused(str(refusal)) from refusal
    if not draft.events:
        problem = next(one for one in draft.problems if one.code == "no-plan")
        raise UploadRefused(f"{problem.text} {problem.remedy}")
    return draft


@transaction.atomic
def keep(programme: Programme, name: str, data: bytes, draft: Draft, *, by: Membership) -> Upload:
    """Keep a document that was read, beside what was read; an adopted plan is what it will be compared with."""
    stored = files.store(programme.organization, name, data, action=OPENED_BY, by=by)
    against = Roadmap.objects.filter(programme=programme, state=Roadmap.State.ADOPTED).first()
    upload = Upload.objects.create(
        organization=programme.organization,
        programme=programme,
        file=stored,
        name=stored.name,
        draft=draft.to_json(),
        answers={"dates": _answered_before(against)} if against else {},
        against=against,
        by=by,
    )
    journal.write(
        programme.organization, "upload.take", upload, by=by, after={"name": stored.name, "sha256": stored.sha256}
    )
    return upload


def take(programme: Programme, name: str, data: bytes, *, by: Membership) -> Upload:
    """Read a document and keep it; nothing is kept of what cannot be read."""
    return keep(programme, name, data, read(name, data), by=by)


def _answered_before(roadmap: Roadmap) -> dict[str, dict[str, str]]:
    """Ask nothing twice: the same words about a date mean in the new edition what they meant in the old one."""
    rows = roadmap.events.exclude(answers={}).values_list("due_text", "answers")
    return {
        fold(text): {code: value for code, value in answers.items() if code != planning.ANCHOR}
        for text, answers in rows
    }


@dataclass(frozen=True)
class Reading:
    """An upload unpacked: the draft, its plan in use, and the period and title that hold now."""

    draft: Draft
    index: int
    plan: Plan | None
    title: str
    period: Period
    period_from: str = DOCUMENT


def unpack(upload: Upload, *, index: int | None = None) -> Reading:
    """Read the stored draft back; `index` names another plan of the same document."""
    draft = Draft.from_json(upload.draft)
    index = upload.plan if index is None else index
    plan = draft.plans[index] if index < len(draft.plans) else None
    period, period_from = _period(upload, draft, plan)
    own = plan.title if plan and index != upload.plan else ""
    title = own or upload.answers.get("title") or draft.title or (plan.title if plan else "") or "Дорожная карта"
    return Reading(draft, index, plan, title, period, period_from)


def _period(upload: Upload, draft: Draft, plan: Plan | None) -> tuple[Period, str]:
    """Say the period and where it is from: answered, named by the document, by its dates, else the programme's."""
    said = upload.answers.get("period")
    own = Period(upload.programme.start, upload.programme.end)
    if said:
        return Period(date.fromisoformat(said["start"]), date.fromisoformat(said["end"])), ANSWERED
    if draft.period:
        return draft.period, DOCUMENT
    days = [day for event in (plan.events if plan else ()) for span in event.due.spans for day in span.edges]
    if not days or (max(days) - min(days)).days > _LONGEST_GUESS:
        return own, PROGRAMME
    first, last = min(days), max(days)
    if first - _NEAR <= own.end and last + _NEAR >= own.start:
        first, last = min(first, own.start), max(last, own.end)
    return Period(first, last), PROGRAMME if (first, last) == (own.start, own.end) else DATES


def rule_of(upload: Upload) -> Rule:
    """Say where a deadline on a day off goes: as chosen, as in the plan at work, else later."""
    default = upload.against.moving if upload.against else Rule.LATER
    return Rule(upload.answers.get("moving") or default)


def read_sheet(found: Reading) -> Sheet:
    """Give the plan in the document's own words, before any correction."""
    return correcting.read_sheet(found.plan, found.title, found.period)


def sheet_of(upload: Upload, *, index: int | None = None) -> Sheet:
    """Give a plan of the document as it was corrected and answered so far."""
    found = unpack(upload, index=index)
    if found.plan is None:
        return Sheet(found.title, found.period)
    calendar = schooldays.calendar_of(upload.organization)
    corrected = correcting.correct(read_sheet(found), upload.corrections.get(str(found.index), {}))
    return correcting.answer(correcting.number(corrected), upload.answers, calendar)


@transaction.atomic
def answer(
    upload: Upload, answers: Mapping[str, Any], *, version: int, by: Membership, plan: int | None = None
) -> Upload:
    """Save the answers of one step over those given before."""
    upload = locked(upload, version=version, by=by)
    before, upload.answers = upload.answers, upload.answers | dict(answers)
    if plan is not None:
        upload.plan = plan
    changed = {name for name in upload.answers if upload.answers[name] != before.get(name)}
    facts = ({name: values.get(name) for name in changed} for values in (before, upload.answers))
    return _save(upload, "answers", "plan", action="upload.answer", facts=tuple(facts), by=by)


@transaction.atomic
def compare_with(upload: Upload, roadmap: Roadmap | None, *, by: Membership) -> Upload:
    """Say whether the document is a newer edition of an adopted plan or a plan beside it."""
    upload = locked(upload, version=upload.version, by=by)
    facts = ({"against": upload.against_id}, {"against": roadmap.pk if roadmap else None})
    upload.against = roadmap
    return _save(upload, "against", action="upload.compare", facts=facts, by=by)


@transaction.atomic
def correct(upload: Upload, key: str, fixes: Mapping[str, Any], *, version: int, by: Membership) -> Upload:
    """Lay a correction over one line of what was read; no fixes at all bring back the document's own words."""
    upload = locked(upload, version=version, by=by)
    plans = dict(upload.corrections)
    lines = dict(plans.get(str(upload.plan), {}))
    facts = ({key: lines.get(key)}, {key: dict(fixes)})
    if fixes:
        lines[key] = dict(fixes)
    else:
        lines.pop(key, None)
    upload.corrections = plans | {str(upload.plan): lines}
    return _save(upload, "corrections", action="upload.correct", facts=facts, by=by)


@transaction.atomic
def drop(upload: Upload, *, by: Membership) -> Upload:
    """Put an upload aside for good; its document stays among the files."""
    upload = locked(upload, version=upload.version, by=by)
    facts = ({"state": upload.state}, {"state": Upload.State.DROPPED})
    upload.state = Upload.State.DROPPED
    return _save(upload, "state", action="upload.drop", facts=facts, by=by)


def locked(upload: Upload, *, version: int, by: Membership) -> Upload:
    """Lock the row and check that it is still open and the one that was seen."""
    row = Upload.objects.visible_to(by).select_for_update(of=("self",)).select_related("organization", "programme")
    upload = row.get(pk=upload.pk)
    if upload.state != Upload.State.READ:
        said = "уже принят в план" if upload.state == Upload.State.ADOPTED else "отложен"
        raise UploadRefused(f"Документ «{upload.name}» {said}. Чтобы разобрать его заново, загрузите файл ещё раз.")
    if upload.version != version:
        raise UploadStale
    return upload


def _save(upload: Upload, *fields: str, action: str, facts: tuple[dict, dict], by: Membership) -> Upload:
    upload.version += 1
    upload.save(update_fields=[*fields, "version"])
    before, after = facts
    journal.write(upload.organization, action, upload, by=by, before=before, after=after)
    return upload
