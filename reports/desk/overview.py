"""How far a programme is: its seven stages by the marks of its plan, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, Min, Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import NoReverseMatch, reverse

from mentoring.accounts import schooldays
from mentoring.calendar.words import counted, short
from mentoring.programmes.models import Programme
from roadmap.models import STAGES, Occurrence, Roadmap

SOON = timedelta(days=7)
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
    roadmap: Roadmap | None
    tallies: dict[int, Tally]

    @property
    def stages(self) -> list[dict]:
        return [stage(number, title, self.tallies.get(number, Tally()), self.today) for number, title in STAGES]


def of_request(request) -> Overview:
    """Return the overview of the school in use, asked once for the whole page."""
    if not hasattr(request, "overview"):
        request.overview = of_member(request.membership)
    return request.overview


def of_member(membership) -> Overview:
    today = schooldays.today(membership.organization)
    programme = Programme.objects.visible_to(membership).in_use(today)
    roadmap = programme and adopted(membership, programme)
    return Overview(today, programme, roadmap, tallies(roadmap, today) if roadmap else {})


def adopted(membership, programme: Programme) -> Roadmap | None:
    """Return the plan this programme works by: the last one adopted."""
    plans = Roadmap.objects.visible_to(membership).filter(programme=programme, state=Roadmap.State.ADOPTED)
    return plans.select_related("programme").first()


def dated(roadmap: Roadmap):
    """Return the occurrences of a plan that still count, each with the stage of its section."""
    return Occurrence.objects.filter(event__roadmap=roadmap, cancelled_at=None).annotate(
        stage=Coalesce("event__section__stage", "event__section__parent__stage")
    )


def tallies(roadmap: Roadmap, today: date) -> dict[int, Tally]:
    """Count each stage by one query, whatever the length of the plan."""
    rows = (
        dated(roadmap)
        .exclude(stage=None)
        .values("stage")
        .annotate(
            events=Count("event", distinct=True),
            unfinished=Count("event", distinct=True, filter=_OPEN),
            overdue=Count("pk", filter=_OPEN & Q(due__lt=today)),
            soon=Count("pk", filter=_OPEN & Q(due__range=(today, today + SOON))),
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


def stage(number: int, title: str, tally: Tally, today: date) -> dict:
    """Say in one word and one sign how far a stage is."""
    status, words = readiness(tally, today)
    return {
        "number": number,
        "title": title,
        "url": f"{plan_address()}#stage-{number}",
        "status": status,
        "icon": _ICONS[status],
        "words": words,
    }


def plan_address() -> str:
    try:
        return reverse("plan")
    except NoReverseMatch:  # until the plan has its page
        return reverse("start")


def readiness(tally: Tally, today: date) -> tuple[str, str]:
    """Return the state of a stage and its words, the most pressing first."""
    if not tally.events:
        return "", "нет в плане"
    if not tally.unfinished:
        return "ok", "готово"
    if tally.overdue:
        return "bad", counted(tally.overdue, "срок прошёл", "срока прошло", "сроков прошло")
    if tally.soon:
        return "warn", f"{counted(tally.soon, 'срок', 'срока', 'сроков')} за неделю"
    if tally.start and tally.start > today:
        return "", f"с {short(tally.start).partition(',')[0]}"
    return "go", f"идёт, {tally.events - tally.unfinished} из {tally.events}"
