"""What needs a member today: deadlines missed and near, work left halfway, invitations that nobody took."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from mentoring import access
from mentoring.accounts.models import Invitation
from mentoring.calendar import zones
from mentoring.calendar.words import counted, from_now, plural, short
from mentoring.pairs.covering import Share
from mentoring.people.consents import destroying
from mentoring.people.declension.numbers import plainly
from mentoring.registry import applying
from mentoring.registry.models import Application
from reports.desk import accompanying, asking
from reports.desk.needs import Need
from reports.desk.overview import DEADLINE, SOON, Overview, dated
from reports.documents import approving, sign_views, telling
from reports.documents.models import Document
from roadmap import holders
from roadmap.models import Occurrence, Upload

SHOWN = 6
State = Document.State
AHEAD = timedelta(days=60)  # how far the nearest deadline is looked for
_LATE, _NEAR, _LATER = ("bad", "exclamation-octagon"), ("warn", "exclamation-triangle"), ("", "clock")


@dataclass(frozen=True)
class Desk:
    """What needs the member now, what is left out of the list, the nearest deadline after it, whom pairs reach."""

    needs: tuple[Need, ...]
    more: int
    following: Need | None
    shares: tuple[Share, ...] = ()  # of learners and staff in pairs
    batches: int = 0  # of papers that came to their end, told among the signals


def of_member(membership, overview: Overview, pending: Sequence[Document] = ()) -> Desk:
    """Collect what needs this member today, the most urgent first, in a fixed number of queries."""
    events = _mine(membership, overview)
    late = [need for due, need in events if due < overview.today]
    near = [need for due, need in events if overview.today <= due <= overview.today + SOON]
    ahead = [need for due, need in events if due > overview.today + SOON]
    pairs = accompanying.of_member(membership, overview.programme, overview.today)
    other = [
        *papers(membership, pending),
        *applications(membership),
        *withdrawals(membership, overview.today),
        *uploads(membership),
        *pairs.rest,
        *asking.of_member(membership, overview.today),
        *invitations(membership),
    ]
    first = [*pairs.calls, *to_sign(membership, pending, overview.today)]
    needs = [*first, *late[:SHOWN], *other, *near[:SHOWN]]
    every = len(first) + len(late) + len(other) + len(near)
    return Desk(tuple(needs), every - len(needs), ahead[0] if ahead else None, pairs.shares, pairs.batches)


def sees_all(membership) -> bool:
    """Tell whose business the whole plan is; everybody else meets only their own part of it."""
    return membership.can("event.mark_any") or access.Role.DIRECTOR in membership.roles


def _mine(membership, overview: Overview) -> list[tuple[date, Need]]:
    """Return the open dated occurrences that concern the member, the earliest first."""
    if overview.roadmap is None or not membership.can("plan.see"):
        return []
    rows = (
        dated(overview.roadmap)
        .filter(DEADLINE, done_at=None, due__lte=overview.today + AHEAD)
        .select_related("event")
        .prefetch_related("event__responsibles__position", "event__responsibles__person")
        .order_by("due", "event__order", "pk")
    )
    staff = holders.on(membership.organization, overview.today)
    everything, any_mark = sees_all(membership), membership.can("event.mark_any")
    found = []
    for row in rows:
        answers = staff.answers(membership, row.event.responsibles.all())
        if everything or answers:
            may_mark = any_mark or (answers and membership.can("event.mark"))
            found.append((row.due, event_need(row, _answering(row, staff), overview.today, may_mark=may_mark)))
    return found


def _answering(row: Occurrence, staff: holders.Staff) -> str:
    """Name who answers for an event: the place, and who holds it now."""
    said = []
    for responsible in row.event.responsibles.all():
        names = ", ".join(holder.words for holder in staff.holders(responsible))
        place = holders.label(responsible)
        said.append(f"{place} ({names})" if names and names != place else place)
    return f"Отвечает: {'; '.join(said)}" if said else "Ответственный не назван"


def event_need(row: Occurrence, who: str, today: date, *, may_mark: bool) -> Need:
    """Say what an event asks for: the mark that it was held."""
    late, near = row.due < today, row.due <= today + timedelta(days=2)
    status, icon = (
        ("bad", "exclamation-octagon") if late else ("warn", "exclamation-triangle") if near else ("", "clock")
    )
    return Need(
        title=Truncator(str(row.event)).chars(110),
        url=reverse("event", args=[row.event_id]),
        status=status,
        icon=icon,
        when=from_now(row.due, today) if late or near else f"до {short(row.due)}",
        why=who,
        button="Отметить" if may_mark else "Открыть",
    )


def to_sign(membership, pending: Iterable[Document], today: date) -> Iterator[Need]:
    """Ask the head for the papers that wait, the longest wait said."""
    waiting = sorted((row for row in pending if row.state == State.SUBMITTED), key=lambda row: row.submitted_at)
    if waiting and membership.can("documents.approve"):
        if not approving.head_today(membership.organization, by=membership):
            return
        look = telling.waits(waiting[0], today)
        names = [Truncator(telling.name(document)).chars(90) for document in waiting]
        yield Need(
            title=sign_views.heading(len(names)),
            url=reverse("sign"),
            status=look.tone,
            icon=look.icon,
            when=look.words,
            why=f"{'; '.join(names[:2])}{' и другие' if len(names) > 2 else ''}.",
            button="Прочитать",
        )


def papers(membership, pending: Iterable[Document]) -> Iterator[Need]:
    """Name the papers that wait for this member: not yet read, sent back, approved without a number."""
    for document in pending:
        if document.unread:
            yield _paper(document, "warn", "не прочитан", "В нём названы вы: прочитайте и отметьте это.", "Прочитать")
        elif document.state == State.RETURNED and membership.can("documents.edit"):
            why = "Руководитель вернул с замечанием. Исправьте и отправьте снова."
            yield _paper(document, "warn", "возвращён", why, "Исправить")
        elif document.state == State.APPROVED and membership.can("documents.number"):
            yield _paper(document, "go", "утверждён", "Осталось присвоить номер и дату.", "Присвоить номер")


def _paper(document: Document, status: str, when: str, why: str, button: str) -> Need:
    return Need(
        title=Truncator(telling.name(document)).chars(110),
        url=reverse("document", args=[document.public_id]),
        status=status,
        icon="file-earmark-text",
        when=when,
        why=why,
        button=button,
    )


def applications(membership) -> Iterator[Need]:
    """Ask to decide on what came by a link, by one query for any number."""
    first = list(applying.undecided(membership).annotate(total=Window(Count("pk")))[:2])
    if first:
        total = first[0].total
        sent = short(zones.today(membership.organization.zone, first[0].at))
        names = "; ".join(f"{row.full_name}, {row.get_side_display()}" for row in first)
        yield Need(
            title=counted(total, "заявка ждёт решения", "заявки ждут решения", "заявок ждут решения"),
            url=f"{reverse('admin:registry_application_changelist')}?state__exact={Application.State.WAITING}",
            status="go",
            icon="envelope",
            when=f"подана {sent}" if total == 1 else f"первая подана {sent}",
            why=f"{names}{' и другие' if total > len(first) else ''}. Примите или отклоните.",
            button="Решить",
        )


def withdrawals(membership, today: date) -> Iterator[Need]:
    """Ask to destroy what rested on a withdrawn consent, by its last day."""
    if not membership.can(destroying.ACTION):
        return
    for act in destroying.waiting(membership, today)[:SHOWN]:
        due = destroying.due(act)
        status, icon = _LATE if due < today else _NEAR
        yield Need(
            title=f"{act.person.full_name}: уничтожьте сведения после отзыва согласия",
            url=reverse("consent_destroy", args=[act.pk]),
            status=status,
            icon=icon,
            when=from_now(due, today),
            why=f"{act.kind}. Программа покажет, что исчезнет, и составит акт.",
            button="Открыть",
        )


def uploads(membership) -> Iterator[Need]:
    """Remind of documents that were read and not yet adopted."""
    if not membership.can("plan.edit"):
        return
    left = Upload.objects.visible_to(membership).filter(state=Upload.State.READ)
    for upload in left.only("public_id", "name", "created_at")[:SHOWN]:
        yield Need(
            title=f"Закончите с документом «{upload.name}»",
            url=reverse("plan_upload_check", args=[upload.public_id]),
            status="",
            icon="hourglass-split",
            when=f"загружен {short(zones.today(membership.organization.zone, upload.created_at))}",
            why="Прочитан, но ещё не стал планом: остались вопросы или проверка.",
            button="Продолжить",
        )


def invitations(membership) -> Iterator[Need]:
    """Name those whose invitation has expired while their place is still empty."""
    if not membership.can("members.invite"):
        return
    expired = Invitation.objects.visible_to(membership).filter(
        used_at=None, revoked_at=None, expires_at__lt=timezone.now(), membership__user=None, membership__ended_at=None
    )
    names = list(expired.order_by("membership__name_key").values_list("membership__name", flat=True).distinct())
    if names:
        yield Need(
            title=counted(len(names), "приглашение не принято", "приглашения не приняты", "приглашений не принято"),
            url=reverse("members"),
            status="warn",
            icon="exclamation-triangle",
            when="срок истёк",
            why=f"{', '.join(names[:4])}{' и другие' if len(names) > 4 else ''}. Отправьте новую ссылку.",
            button="Пригласить снова",
        )


def sentence(desk: Desk, signals: Sequence, overview: Overview) -> str:
    """Say the state of things in one or two sentences."""
    total = len(desk.needs) + desk.more
    if not total:
        return "Дел на ближайшую неделю нет." if overview.roadmap else "Начните с дорожной карты: из неё появятся дела."
    said = (
        f"Вас {plural(total, 'ждёт', 'ждут', 'ждут')} {plainly(total, kind='n')} {plural(total, 'дело', 'дела', 'дел')}"
    )
    if signals:
        said += f" и {plainly(len(signals))} {plural(len(signals), 'сигнал', 'сигнала', 'сигналов')}"
    first = desk.needs[0]
    return f"{said}. Начните с первого: {first.when}." if first.status == "bad" else f"{said}."
