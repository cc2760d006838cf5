"""What is not wrong today and yet deserves a look: gaps in the plan and in its people, work that failed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from mentoring.calendar import words, zones
from mentoring.calendar.words import counted
from mentoring.notifications.models import Job
from mentoring.programmes.models import GroupMember
from reports.batches.models import Batch
from reports.desk.overview import Overview
from reports.documents import telling
from reports.documents.models import Document


@dataclass(frozen=True)
class Signal:
    """A warning with its next step."""

    title: str
    text: str
    status: str
    icon: str
    button: str
    url: str
    is_deed: bool = False  # whether the button does something, after which there is no signal


def of_member(membership, overview: Overview, pending: Iterable[Document] = (), *, ended: int = 0) -> list[Signal]:
    """Collect the signals for those who can do something about them; batches are asked for where some have ended."""
    found = []
    if overview.roadmap and membership.can("plan.edit"):
        found += gaps(overview)
    if overview.programme and membership.can("programme.edit"):
        found += vacancies(overview)
    if membership.can("documents.edit"):
        found += waiting(pending, overview)
    return [*found, *failures(membership), *(batches(membership) if ended else ())]


def waiting(pending: Iterable[Document], overview: Overview) -> Iterator[Signal]:
    """Remind of papers that have lain with the head for days."""
    for row in pending:
        if row.state == Document.State.SUBMITTED and (look := telling.waits(row, overview.today)).tone:
            yield Signal(
                title=f"На утверждении: {look.words}",
                text=f"{telling.name(row)}. Напомните руководителю или отзовите, чтобы поправить.",
                status=look.tone,
                icon="hourglass-split",
                button="Открыть",
                url=reverse("document", args=[row.public_id]),
            )


def gaps(overview: Overview) -> Iterator[Signal]:
    """Name how many events nobody answers for and how many have no date."""
    if overview.roadmap.nobody:
        yield Signal(
            title=f"{_events(overview.roadmap.nobody)} без ответственного",
            text="О сроке некому напомнить. Назовите должность: человек найдётся по штату.",
            status="warn",
            icon="person-dash",
            button="Назвать ответственных",
            url=reverse("plan"),
        )
    if overview.roadmap.undated:
        yield Signal(
            title=f"{_events(overview.roadmap.undated)} без даты",
            text="Срок зависит от решения или события. Раз в месяц проверьте, не настал ли он.",
            status="",
            icon="calendar-x",
            button="Посмотреть",
            url=f"{reverse('plan')}?due=none",
        )


def _events(count: int) -> str:
    return counted(count, "мероприятие", "мероприятия", "мероприятий")


def vacancies(overview: Overview) -> Iterator[Signal]:
    """Name the free places of the working group."""
    group = GroupMember.objects.filter(programme=overview.programme, person=None)
    places = [place or "место без названия" for place in group.values_list("position_text", flat=True)]
    if places:
        yield Signal(
            title=f"В рабочей группе {counted(len(places), 'свободное место', 'свободных места', 'свободных мест')}",
            text=f"Свободно: {', '.join(places[:3])}{' и другие' if len(places) > 3 else ''}.",
            status="warn",
            icon="people",
            button="Назначить людей",
            url=reverse("admin:programmes_programme_change", args=[overview.programme.pk]),
        )


def failures(membership) -> Iterator[Signal]:
    """Show the member's own long work that did not succeed."""
    failed = Job.objects.visible_to(membership).filter(state=Job.State.FAILED)
    for job in failed[:3]:
        yield Signal(
            title=f"Не удалось: {job.title}",
            text=job.message or "Причина записана. Повторите; если не выйдет, позовите технического специалиста.",
            status="bad",
            icon="exclamation-octagon",
            button="Подробнее",
            url=reverse("job", args=[job.public_id]),
        )


def batches(membership) -> Iterator[Signal]:
    """Tell of the member's own batches of papers that came to their end, until the member comes to see them."""
    for batch in Batch.objects.visible_to(membership).untold().counted()[:3]:
        text, status, icon = _ended(batch, membership.organization.zone)
        url = reverse("batch_see", args=[batch.public_id])
        yield Signal(batch.title, text, status, icon, "Открыть", url, is_deed=True)


def _ended(batch: Batch, zone: str) -> tuple[str, str, str]:
    """Say how a batch has ended: words, tone and icon."""
    if batch.state == Batch.State.FAILED:
        return "Пачка не получилась. Почему и что делать, сказано на её странице.", "bad", "exclamation-octagon"
    if batch.lost:
        said = f"Пачка готова, не получилось бумаг: {batch.lost}. Причины названы на её странице."
        return said, "warn", "exclamation-triangle"
    day = words.day_month(zones.today(zone, batch.until))
    return f"Пачка готова, файлы лежат до {day}.", "ok", "check-circle-fill"
