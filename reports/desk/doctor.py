"""Whether this installation is healthy: its rows, its files, its surroundings; every fault a sentence with a remedy."""

import importlib
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.utils import timezone

from mentoring.accounts import files, journal, walls
from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Organization, User
from mentoring.notifications.models import OutboxItem
from roadmap.models import Event

LEAST_SPACE = 500 * 1024 * 1024  # bytes
FONTS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")


def problems() -> list[str]:
    """Return what is wrong, in words; an empty list means healthy."""
    waiting = list(_migrations())
    if waiting:
        return waiting  # rows of an older shape cannot be judged
    return [fault for check in CHECKS for fault in check()]


def _migrations() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "База данных старше программы. Выполните: manage.py migrate"


def _walls() -> Iterator[str]:
    for name in walls.missing():
        yield f"В базе нет стены между школами {name}. Выполните: manage.py migrate"


def _journals() -> Iterator[str]:
    for organization in Organization.objects.all():
        yield from journal.breaks(organization)


def _files() -> Iterator[str]:
    yield from files.faults()


def _keys() -> Iterator[str]:
    """Compare every kept search key with the words it is made of."""
    for model in apps.get_models():
        keys = [field for field in model._meta.concrete_fields if isinstance(field, RussianKeyField)]
        for row in model._default_manager.iterator() if keys else ():
            if any(getattr(row, key.attname) != key.computed(row) for key in keys):
                yield f"{model._meta.verbose_name} {row.pk}: ключ поиска устарел. Откройте запись и сохраните"


def _outbox() -> Iterator[str]:
    now = timezone.now()
    stuck = Q(state=OutboxItem.State.CLAIMED, leased_until__lt=now - timedelta(hours=1))
    late = Q(state=OutboxItem.State.QUEUED, due_at__lt=now - timedelta(hours=1), error="")
    for item in OutboxItem.objects.filter(stuck | late):
        yield f"Исходящее {item.pk} ({item.kind}) ждёт больше часа. Проверьте, работает ли manage.py tick"


def _events() -> Iterator[str]:
    for event in Event.objects.filter(occurrences=None):
        yield f"Мероприятие {event.pk} без единого срока. Откройте его и сохраните"


def _sessions() -> Iterator[str]:
    """Nobody stays signed in after their account is closed."""
    closed = {str(key) for key in User.objects.filter(is_active=False).values_list("pk", flat=True)}
    for session in Session.objects.filter(expire_date__gt=timezone.now()) if closed else ():
        if session.get_decoded().get("_auth_user_id") in closed:
            yield "Закрытая учётная запись ещё открыта в браузере. Выполните: manage.py tick"
            return


def _paper() -> Iterator[str]:
    try:
        importlib.import_module("weasyprint")
    except OSError:
        yield "Нет библиотеки Pango, PDF не сделать. Установите: apt install libpango-1.0-0 libpangoft2-1.0-0"
    folder = settings.BASE_DIR / "static" / "fonts" / "tinos"
    for name in FONTS:
        if not (folder / name).exists():
            yield f"Нет шрифта {name} в static/fonts/tinos. Верните его из дистрибутива"


def _disk() -> Iterator[str]:
    for folder in (settings.VAR_DIR, settings.MEDIA_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            yield f"В папку {folder} нельзя писать. Дайте на неё право пользователю программы"
        elif shutil.disk_usage(folder).free < LEAST_SPACE:
            yield f"На диске с папкой {folder} осталось меньше 500 МБ. Освободите место"


CHECKS = (_walls, _journals, _files, _keys, _outbox, _events, _sessions, _paper, _disk)
