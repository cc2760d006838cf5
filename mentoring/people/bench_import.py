"""Measure the loading of a class list: beside COPY of the same rows, beside a plain Resource, and its memory.

Everything happens in a transaction that is rolled back, in the tables of the configured database with their
constraints and walls. On SQLite the place of COPY is taken by executemany. The Resource gets a tenth of the rows
and its time is multiplied: it asks and saves row by row.
"""

import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import tablib
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection, models
from django.test.utils import override_settings
from import_export.resources import ModelResource, modelresource_factory
from openpyxl import Workbook

from mentoring.accounts.models import Membership, Organization, User
from mentoring.bench import BenchError, Goal, Result, interleave, undone
from mentoring.people import committing, copying, staging
from mentoring.people.models import Enrollment, Guardianship, ImportBatch, Person, StudyGroup

PUPILS = 10_000
TENTH = 10
HEAD = (
    "ФИО",
    "Класс",
    "Дата рождения",
    "Пол",
    "Телефон",
    "Почта",
    "Мать: ФИО",
    "Мать: телефон",
    "Отец: ФИО",
    "Отец: телефон",
)
_FIRST = (
    "Бор",
    "Вер",
    "Гол",
    "Дол",
    "Жар",
    "Зим",
    "Кам",
    "Лес",
    "Мор",
    "Нев",
    "Озер",
    "Пол",
    "Руч",
    "Сос",
    "Тум",
    "Яс",
)
_SECOND = ("ан", "ел", "ин", "ов", "ур", "яр", "ач", "ес", "иль", "ок")
_THIRD = ("ков", "нин", "тов", "син", "ров", "мин", "лов", "бин")
_SONS, _DAUGHTERS = ("Лев", "Марк", "Тимур", "Егор", "Платон"), ("Ева", "Майя", "Зоя", "Инна", "Лада")


def rows(pupils: int) -> Iterator[tuple]:
    """Make invented families, each of its own surname as long as surnames last."""
    for index in range(pupils):
        surname = _FIRST[index % 16] + _SECOND[index // 16 % 10] + _THIRD[index // 160 % 8]
        girl, turn = index % 2, index // 1280
        hers = surname + "а"
        name = (
            f"{hers} {_DAUGHTERS[turn % 5]} {_SONS[index // 7 % 5]}овна"
            if girl
            else f"{surname} {_SONS[turn % 5]} {_SONS[index // 7 % 5]}ович"
        )
        yield (
            name,
            f"{index % 11 + 1}{'АБВГ'[index // 11 % 4]}",
            date(2009, 1, 1) + timedelta(days=index * 7 % 3600),
            "ж" if girl else "м",
            f"8 912 {index // 100:03d}-{index % 100:02d}-11",
            f"pupil{index}@example.org",
            f"{hers} {_DAUGHTERS[index // 3 % 5]} Львовна",
            f"8 913 {index // 100:03d}-{index % 100:02d}-22",
            f"{surname} {_SONS[index // 5 % 5]} Ильич",
            f"8 914 {index // 100:03d}-{index % 100:02d}-33",
        )


def workbook(pupils: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Список")
    sheet.append(HEAD)
    for row in rows(pupils):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class School:
    """An invented school of the rolled back transaction, and the list on its way into it."""

    def __init__(self, slug: str = "bench-import") -> None:
        name = "Школа замера"
        self.organization = Organization.objects.create(slug=slug, short_name=name, full_name=name)
        user = User.objects.create(login=slug)
        self.member = Membership.objects.create(organization=self.organization, user=user, name="Кто мерит")

    def preview(self, data: bytes) -> ImportBatch:
        """Go from a file to what can be looked at."""

        book = staging.read("список.xlsx", data)
        batch = staging.keep("learners", "список.xlsx", data, book, by=self.member)
        return staging.stage(batch, book)

    def commit(self, batch: ImportBatch) -> int:

        return committing.commit(batch, version=batch.version, by=self.member).people


def kept() -> list[list[models.Model]]:
    """Give all that a list has brought, table by table, in the order in which it can be written again."""

    school = {"organization__slug": "bench-import"}
    return [list(model.objects.filter(**school)) for model in (StudyGroup, Person, Enrollment, Guardianship)]


def copy(tables: list[copying.Load]) -> None:
    """Write rows that lie ready as fast as the database takes them: the limit of any loading."""
    for table in tables:
        copying.write(table)


def _dataset(table: list[models.Model]) -> tuple[type[ModelResource], tablib.Dataset]:
    """Lay a table out as a plain Resource of its model takes it."""
    model = type(table[0])
    plain = modelresource_factory(model)
    names = [field.name for field in model._meta.concrete_fields]
    columns = [field.attname for field in model._meta.concrete_fields]
    return plain, tablib.Dataset(*([getattr(row, name) for name in columns] for row in table), headers=names)


def load(sets: list[tuple[type[ModelResource], tablib.Dataset]]) -> None:
    """Load rows by `import_data`, as the first page of the library's manual does."""
    for plain, dataset in sets:
        plain().import_data(dataset, dry_run=False, raise_errors=True)


def _alone(work: Callable[[], object]) -> Callable[[], None]:
    def alone() -> None:
        with undone():
            work()
            connection.check_constraints()  # what waits for the end of a transaction belongs to everybody's time

    return alone


def measure(rounds: int) -> Result:
    peak, child = _peaks()
    data = workbook(PUPILS)
    try:
        with undone(), tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=Path(folder)):
            school = School()
            return _measured(school, data, rounds, peak, child)
    except (OperationalError, ProgrammingError) as error:
        raise BenchError("Замер «import» не может начаться: сделайте таблицы командой migrate.") from error


def _measured(school: School, data: bytes, rounds: int, peak: float, child: float) -> Result:
    """Time everybody in the transaction that holds the school."""
    small: list[list[models.Model]] = []
    whole: list[list[models.Model]] = []
    for pupils, tables in ((PUPILS // TENTH, small), (PUPILS, whole)):
        with undone():
            school.commit(school.preview(workbook(pupils)))
            tables += kept()
    ready = [copying.laid_out(table) for table in whole]
    sets = [_dataset(table) for table in small]
    batch = school.preview(data)
    timing = interleave(
        {
            "copy": _alone(lambda: copy(ready)),
            "preview": _alone(lambda: school.preview(data)),
            "commit": _alone(lambda: school.commit(ImportBatch.objects.get(pk=batch.pk))),
            "resource": _alone(lambda: load(sets)),
        },
        rounds,
    )
    limit = "COPY" if connection.vendor == "postgresql" else "executemany"
    ours = [sum(pair) for pair in zip(timing.seconds["preview"], timing.seconds["commit"], strict=True)]
    faster = statistics.median(
        TENTH * theirs / own for theirs, own in zip(timing.seconds["resource"], ours, strict=True)
    )
    ratios = {
        f"file to preview / {limit} of the same rows": timing.ratio("preview", "copy"),
        f"commit / {limit} of the same rows": timing.ratio("commit", "copy"),
        "import_data of plain Resources / ours, preview and commit": faster,
    }
    figures = {
        f"{limit}, {sum(map(len, whole))} rows, ms": 1000 * timing.median("copy"),
        "file to preview, ms": 1000 * timing.median("preview"),
        "commit, ms": 1000 * timing.median("commit"),
        f"import_data, {sum(map(len, small))} rows, ms": 1000 * timing.median("resource"),
        "peak memory, MiB": peak,
        "peak memory of the confined reader, MiB": child,
    }
    goals = {
        f"file to preview / {limit} of the same rows": Goal("<=", 40),
        f"commit / {limit} of the same rows": Goal("<=", 15),
        "import_data of plain Resources / ours, preview and commit": Goal(">=", 8),
        "peak memory, MiB": Goal("<=", 300),
    }
    return Result("import", rounds, ratios, figures, goals)


def _peaks() -> tuple[float, float]:
    """Take the same list in once in a process of its own: the most memory it and its reader had."""
    code = f"import django; django.setup(); from {__package__} import bench_import; bench_import.once()"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    if done.returncode:
        raise BenchError(f"Замер «import» не может начаться: {done.stderr.strip().rpartition(chr(10))[2]}")
    own, child = done.stdout.split()
    return float(own), float(child)


def once() -> None:
    """Go the whole way and print the peaks in MiB."""
    data = workbook(PUPILS)
    with undone(), tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=Path(folder)):
        school = School()
        school.commit(school.preview(data))
        own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        print(int(own.split()[1]) / 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
