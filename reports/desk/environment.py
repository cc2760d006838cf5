"""What the program needs of its machine; the doctor asks."""

import os
import shutil
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mentoring import faults
from mentoring.accounts.health import Problem
from mentoring.printing import faces

LIBRARIES = {"pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0"}
FONTS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")
LEAST_FREE = 1024**3  # bytes


def applied_migrations() -> Iterator[Problem]:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if left:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in left[:5])
        yield Problem(f"База данных отстала от программы: {names}.", "Выполните `manage.py migrate`.")


def sound_database() -> Iterator[Problem]:
    """Ask SQLite to look at its own file; PostgreSQL looks after itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        said = cursor.execute("PRAGMA quick_check").fetchone()[0]
        loose = len(cursor.execute("PRAGMA foreign_key_check").fetchall())
    if said != "ok":
        yield Problem(f"Файл базы данных повреждён: {said}.", "Остановите программу и верните резервную копию.")
    if loose:
        yield Problem(f"Строк, которые ссылаются в пустоту: {loose}.", "Верните резервную копию, в которой их нет.")


def present_libraries() -> Iterator[Problem]:
    for library, package in LIBRARIES.items():
        if not find_library(library):
            yield Problem(
                f"Нет библиотеки {library}: документы PDF не получатся.", f"Установите: `apt-get install {package}`."
            )
    folder = settings.BASE_DIR / "static" / "fonts" / "tinos"
    for name in FONTS:
        if not (folder / name).exists():
            yield Problem(f"Нет шрифта {name}: документы PDF не получатся.", "Верните папку static/fonts из поставки.")


def fonts_of_the_operator() -> Iterator[Problem]:
    if settings.FONTS_DIR and not faces.offered():
        yield Problem(
            f"В папке {settings.FONTS_DIR} нет шрифта, которым можно набрать документ.",
            "Положите туда четыре начертания одного семейства в файлах .ttf или уберите FONTS_DIR из .env.",
        )


def writable_folders() -> Iterator[Problem]:
    for folder in {Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT)}:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            yield Problem(f"В папку {folder} нельзя писать.", f"Отдайте её программе: `chown` для {folder}.")
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < LEAST_FREE:
        yield Problem(f"На диске осталось {free // 1024**2} МБ.", "Освободите место: программе нужен хотя бы 1 ГБ.")


def answering_cache() -> Iterator[Problem]:
    try:
        cache.set("doctor", "here", 10)
        heard = cache.get("doctor")
    except Exception as error:
        heard = type(error).__name__
    if heard != "here":
        yield Problem("Кэш не отвечает: вход не ограничивает попыток.", "Выполните `manage.py createcachetable`.")


def disarmed_faults() -> Iterator[Problem]:
    if faults.is_armed():
        yield Problem(
            f"Задана переменная {faults.VARIABLE}: программа обрывает сама себя.",
            f"Она нужна только испытаниям. Уберите {faults.VARIABLE} из .env и из окружения службы.",
        )


CHECKS = (sound_database, present_libraries, fonts_of_the_operator, writable_folders, answering_cache, disarmed_faults)
