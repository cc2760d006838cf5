"""What must hold of effects that outlive their request; the doctor asks."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from mentoring.accounts.health import Problem
from mentoring.calendar.words import counted
from mentoring.notifications.models import OutboxItem

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


def _works(count: int) -> str:
    return counted(count, "работа", "работы", "работ")


CHECKS = (moving_outbox,)
