"""What must hold of effects that outlive their request; the doctor asks."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from mentoring.accounts.health import Problem
from mentoring.accounts.models import Organization
from mentoring.calendar.words import counted
from mentoring.notifications import quiet, schedule
from mentoring.notifications.models import OutboxItem, Reminder

State = OutboxItem.State
PATIENCE = timedelta(hours=1)


def moving_outbox() -> Iterator[Problem]:
    """Find work that nobody takes, that nobody finishes, and that was given up."""
    now = timezone.now()
    due = OutboxItem.objects.filter(state=State.QUEUED, due_at__lt=now - PATIENCE)
    waiting = due.aggregate(count=Count("pk"), oldest=Min("due_at"))
    if waiting["count"]:
        yield Problem(
            f"Больше часа ждёт своей очереди: {_works(waiting['count'])} (письма, файлы).",
            "Запустите `manage.py tick --forever` службой или рабочий процесс Celery.",
        )
    lost = OutboxItem.objects.filter(state=State.CLAIMED, leased_until__lt=now - PATIENCE).count()
    if lost:
        yield Problem(
            f"Взято и не доделано: {_works(lost)}.",
            "Рабочий процесс оборвался. Проверьте, что `tick` или Celery работает: он возьмёт их снова.",
        )
    failed = OutboxItem.objects.filter(state=State.FAILED, created_at__gt=now - timedelta(days=7))
    for kind, count in failed.values_list("kind").annotate(Count("pk")).order_by("kind"):
        yield Problem(
            f"За неделю не удалось: {_works(count)} вида «{kind}».",
            "Причина записана в строке исходящих. Чаще всего это почтовый сервер: проверьте EMAIL_URL.",
        )


def told_reminders() -> Iterator[Problem]:
    """Find schools, open now, where something should have been told on a day before this."""
    now = timezone.now()
    for school in quiet.open_now(now):
        late = Reminder.objects.filter(
            organization=school.organization, state=Reminder.State.PLANNED, day__lt=school.today
        ).count()
        if late:
            yield Problem(
                f"{school.organization}: не сказано в свой день: {_reminders(late)}.",
                "Проверьте, что работает `tick` или Celery beat: он догонит, по одному письму человеку.",
            )
    lost = Reminder.objects.filter(state=Reminder.State.CLAIMED, leased_until__lt=now - PATIENCE).count()
    if lost:
        yield Problem(
            f"Взято и не сказано: {_reminders(lost)}.",
            "Рассылка обрывается. Причина в журнале сервера: ищите «reminders of organization».",
        )


def planned_reminders() -> Iterator[Problem]:
    """Lay the ladders of every school anew and take it back: what changes was missed or out of line (I5)."""
    for organization in Organization.objects.order_by("pk"):
        with transaction.atomic():
            changed = schedule.replan(organization)
            transaction.set_rollback(True)
        if changed:
            yield Problem(
                f"{organization}: с планом и календарём расходятся напоминания, их {changed}.",
                "Сохраните заново календарь школы: напоминания будут посчитаны ещё раз.",
            )


def _reminders(count: int) -> str:
    return counted(count, "напоминание", "напоминания", "напоминаний")


def _works(count: int) -> str:
    return counted(count, "работа", "работы", "работ")


CHECKS = (moving_outbox, told_reminders, planned_reminders)
