"""Destroying the bytes of a file: at once where nothing rests on it, else a word stands in its place."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction

from mentoring.accounts import files
from mentoring.accounts.models import Organization, StoredFile

NAME = "уничтожен.txt"
WORDS = "Файл уничтожен вместе с персональными данными. Основание — акт об уничтожении.\n"


def destroy(organization: Organization, keys: Iterable[int]) -> None:
    """Let go of files with the transaction; one that a killed process leaves on the disk is swept within a day."""
    for file in StoredFile.objects.select_for_update(of=("self",)).filter(organization=organization, pk__in=keys):
        path = file.path
        try:
            with transaction.atomic():
                file.delete()
        except models.ProtectedError:
            _replace(file)
        transaction.on_commit(lambda path=path: _unlink(path), robust=True)


def _replace(file: StoredFile) -> None:
    """Keep the row on which something rests, with words instead of the bytes."""
    stand_in = files.store(file.organization, NAME, WORDS.encode(), action=file.action, by=None)
    values = {name: getattr(stand_in, name) for name in ("name", "content_type", "size", "sha256", "path")}
    stand_in.delete()
    StoredFile.objects.filter(pk=file.pk).update(**values)


def _unlink(path: str) -> None:
    (settings.MEDIA_ROOT / path).unlink(missing_ok=True)
