"""What must always hold among organizations, their rows, journals and files; the doctor asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from mentoring.accounts import files, journal, walls
from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Organization, StoredFile, User

ORPHANED = timedelta(days=1)  # a file whose row has not been written for so long belongs to nobody
_BATCH = 500


@dataclass(frozen=True)
class Problem:
    """Something that is not as it must be, and what to do about it."""

    text: str
    remedy: str


def standing_walls() -> Iterator[Problem]:
    for name in walls.missing():
        yield Problem(
            f"База данных не охраняет границу между школами: нет стены «{name}».",
            "Выполните `manage.py doctor --fix`: стены строятся заново.",
        )


def unbroken_journals() -> Iterator[Problem]:
    for organization in Organization.objects.order_by("pk"):
        for fault in journal.breaks(organization):
            yield Problem(
                f"{fault[0].upper()}{fault[1:]}.",
                "Журнал правили мимо программы. Сохраните копию базы и сравните её с последней целой копией.",
            )


def whole_files() -> Iterator[Problem]:
    """Find files that are lost, changed or belong to nobody."""
    for fault in files.faults():
        yield Problem(f"{fault[0].upper()}{fault[1:]}.", "Верните файл из резервной копии папки файлов.")
    kept = set(StoredFile.objects.values_list("path", flat=True))
    before = timezone.now() - ORPHANED
    for path in sorted(Path(settings.MEDIA_ROOT).glob("*/*")):
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if str(path.relative_to(settings.MEDIA_ROOT)) not in kept and written < before:
            yield Problem(f"Ничей файл на диске: {path.name}.", "Его уберёт ночная уборка: проверьте, идёт ли `tick`.")


def true_keys() -> Iterator[Problem]:
    """Compare the keys by which names are searched and sorted with the names themselves."""
    for model in keyed_models():
        wrong = sum(1 for _ in untrue(model))
        if wrong:
            yield Problem(
                f"«{model._meta.verbose_name_plural}»: ключ поиска устарел, строк: {wrong}.",
                "Выполните `manage.py doctor --fix`: ключи считаются заново.",
            )


def keyed_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if _keys(model)]


def _keys(model) -> list[RussianKeyField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, RussianKeyField)]


def untrue(model: type[models.Model]) -> Iterator[models.Model]:
    """Return the rows of a model whose keys differ from their names, already put right in memory."""
    for row in model._default_manager.order_by("pk").iterator(chunk_size=_BATCH):
        true = {field.attname: field.computed(row) for field in _keys(model)}
        if any(getattr(row, name) != value for name, value in true.items()):
            for name, value in true.items():
                setattr(row, name, value)
            yield row


def put_right() -> None:
    """Mend what can be mended without a decision: walls and keys."""
    walls.build()
    for model in keyed_models():
        model._default_manager.bulk_update(list(untrue(model)), [field.name for field in _keys(model)], _BATCH)


def ended_sessions() -> Iterator[Problem]:
    """Find sessions of those who may no longer sign in."""
    gone = {str(pk) for pk in User.objects.filter(is_active=False).values_list("pk", flat=True)}
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator() if gone else ():
        if session.get_decoded().get(SESSION_KEY) in gone:
            yield Problem(
                "Открыт сеанс человека, которому вход закрыт.",
                "Выполните `manage.py clearsessions` и закройте сеанс: смените SECRET_KEY, если причина неясна.",
            )


CHECKS = (standing_walls, unbroken_journals, whole_files, true_keys, ended_sessions)
