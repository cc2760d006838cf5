"""How far a programme is: its seven stages by the marks of its plan, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber, TruncMonth
from django.urls import reverse
from django.utils.text import Truncator

from mentoring import tallying
from mentoring.accounts import schooldays
from mentoring.calendar.words import counted, day_month
from mentoring.programmes import listed
from mentoring.programmes.models import Programme, in_use
from roadmap.models import STAGES, Event, Occurrence, Roadmap

SOON = timedelta(days=7)
DEADLINE = Q(lasting=False)  # the last day of what goes on all the time is no deadline
_OPEN = Q(done_at=None)
_ICONS = {
    "ok": "check-circle-fill",
    "go": "arrow-right-circle",
    "warn": "exclamation-triangle",
    "bad": "exclamation-octagon",
    "": "circle",
}


@dataclass(frozen=True)
class Tally:
    """What the plan says of one stage: events in all and done, deadlines missed and near, its first and last day."""

    events: int = 0
    unfinished: int = 0
    overdue: int = 0
    soon: int = 0
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Overview:
    """The programme in use, its plan, and what the plan says of each stage on this day."""

    today: date
    programme: Programme | None
    plans: QuerySet[Roadmap]  # the plan it works by, or none

    @cached_property
    def roadmap(self) -> Roadmap | None:
        """The plan, with the events of it that nobody answers for and those without a date counted on the way."""
        events = Event.objects.filter(roadmap=OuterRef("pk"), withdrawn_at=None)
        nobody = tallying.count(events.filter(responsibles=None))
        undated = tallying.count(events.filter(occurrences__due=None), distinct="pk")
        return self.plans.annotate(nobody=nobody, undated=undated).first()

    @cached_property
    def tallies(self) -> dict[int, Tally]:
        return tallies(self.plans, self.today)

    @property
    def stages(self) -> list[dict]:
        return [stage(number, title, self.tallies.get(number, Tally()), self.today) for number, title in STAGES]


def of_request(request) -> Overview:
    """Return the overview of the school in use, asked once for the whole page."""
    if not hasattr(request, "overview"):
        request.overview = _of(request.membership, listed.of_request(request))
    return request.overview


def of_member(membership) -> Overview:
    return _of(membership, list(Programme.objects.visible_to(membership)))


def _of(membership, programmes: list[Programme]) -> Overview:
    today = schooldays.today(membership.organization)
    programme = in_use(programmes, today)
    return Overview(today, programme, _plans(programme) if programme else Roadmap.objects.none())


def adopted(programme: Programme) -> Roadmap | None:
    """Return the plan this programme works by: the last one adopted."""
    return _plans(programme).first()


def _plans(programme: Programme) -> QuerySet[Roadmap]:
    plans = Roadmap.objects.filter(programme=programme, state=Roadmap.State.ADOPTED)
    return plans.select_related("programme")[:1]


def dated(roadmap: Roadmap):
    """Return the occurrences of a plan that are still in it, each with the stage of its section."""
    return _dated(event__roadmap=roadmap)


def _dated(**plans):
    kept = Occurrence.objects.filter(**plans, event__withdrawn_at=None, cancelled_at=None)
    return kept.annotate(stage=Coalesce("event__section__stage", "event__section__parent__stage"))


def tallies(plans: QuerySet[Roadmap], today: date) -> dict[int, Tally]:
    """Count each stage of a plan by one query, whatever its length."""
    rows = (
        _dated(event__roadmap__in=plans.values("pk"))
        .exclude(stage=None)
        .values("stage")
        .annotate(
            events=Count("event", distinct=True),
            unfinished=Count("event", distinct=True, filter=_OPEN),
            overdue=Count("pk", filter=_OPEN & DEADLINE & Q(due__lt=today)),
            soon=Count("pk", filter=_OPEN & DEADLINE & Q(due__range=(today, today + SOON))),
            first=Min(Coalesce("start", "due")),
            end=Max("due"),
        )
        .order_by("stage")
    )
    return {row.pop("stage"): Tally(start=row.pop("first"), **row) for row in rows}


def nearest(roadmap: Roadmap) -> dict[int, Occurrence]:
    """Return the earliest open occurrence of each stage: what is missing there first."""
    rows = (
        dated(roadmap)
        .filter(_OPEN)
        .exclude(stage=None)
        .annotate(place=Window(RowNumber(), partition_by=F("stage"), order_by=[F("due").asc(nulls_last=True), F("pk")]))
        .filter(place=1)
        .select_related("event")
    )
    return {row.stage: row for row in rows}


def monthly(roadmap: Roadmap) -> list[tuple[date, int, int]]:
    """Return each month of the plan with what is due in it and what of that is done."""
    rows = (
        dated(roadmap)
        .filter(DEADLINE, due__isnull=False)
        .values(month=TruncMonth("due"))
        .annotate(planned=Count("pk"), done=Count("pk", filter=~_OPEN))
        .order_by("month")
    )
    return [(row["month"], row["planned"], row["done"]) for row in rows]


def table(overview: Overview) -> list[dict]:
    """Return the seven stages with what is missing first in each and its last day."""
    missing = nearest(overview.roadmap)
    rows = []
    for row in overview.stages:
        tally, first = overview.tallies.get(row["number"], Tally()), missing.get(row["number"])
        rows.append(
            row
            | {
                "missing": Truncator(first.event.title).chars(48) if first else "",
                "event": reverse("event", args=[first.event_id]) if first else "",
                "end": day_month(tally.end) if tally.end else "",
                "words": _with_count(row, tally),
            }
        )
    return rows


def _with_count(row: dict, tally: Tally) -> str:
    """Add to the words of a stage how much of it is done, where they do not say it themselves."""
    done = tally.events - tally.unfinished
    return f"{row['words']}, {done} из {tally.events}" if row["status"] in ("ok", "bad", "warn") else row["words"]


def stage(number: int, title: str, tally: Tally, today: date) -> dict:
    """Say in one word and one sign how far a stage is."""
    status, words = readiness(tally, today)
    return {
        "number": number,
        "title": title,
        "url": f"{reverse('plan')}#stage-{number}",
        "status": status,
        "icon": _ICONS[status],
        "words": words,
    }


def readiness(tally: Tally, today: date) -> tuple[str, str]:
    """Return the state of a stage and its words, the most pressing first."""
    if not tally.events:
        return "", "нет в плане"
    if not tally.unfinished:
        return "ok", "готово"
    if tally.overdue:
        return "bad", f"просрочено: {tally.overdue}" if tally.overdue > 1 else "просрочено"
    if tally.soon:
        return "warn", f"{counted(tally.soon, 'срок', 'срока', 'сроков')} за неделю"
    if tally.start and tally.start > today:
        return "", f"с {day_month(tally.start)}"
    return "go", f"идёт, {tally.events - tally.unfinished} из {tally.events}"
