"""What `bench documents` sets: two-page agreements and long registers, and how a worker of ours sets one of them."""

import os
import re
import resource
import time
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import django

from mentoring.printing import press
from reports.documents import paper
from reports.documents.paper import Column, Paper, Point, Row, Run, Signature, Table, text
from reports.documents.rendering import pdf

PATIENCE = 600.0  # seconds for a register of 2,000 rows on a busy machine
_SURNAMES = ("Лебедева", "Ёжикова", "Саввинова", "Дятлова", "Кедрова", "Ивина", "Рябинина", "Берёзкина")
_NAMES = ("Мария Олеговна", "Анна Петровна", "Айаана Ньургуновна", "Екатерина Станиславовна", "Вера Ильинична")
_DUTIES = (
    "Наставник встречается с наставляемым не реже двух раз в месяц и записывает в дневник, о чём договорились и что "
    "удалось сделать к следующей встрече",
    "Организация даёт помещение и время для встреч, знакомит с правилами безопасности и отвечает на обращения "
    "наставника в течение трёх рабочих дней",
    "Стороны не передают другим людям сведения, которые узнали во время совместной работы, кроме случаев, когда жизни "
    "или здоровью ребёнка что-то угрожает",
)
_REGISTER = (
    ("№", 4), ("Фамилия, имя, отчество", 17), ("Класс", 7), ("Год рождения", 8), ("Основной запрос", 19),
    ("Наставник", 15), ("Форма наставничества", 12), ("Результаты программы", 18),
)  # fmt: skip
_WISHES = ("Подготовить проект по химии", "Научиться планировать время", "Выбрать профессию", "Догнать математику")
_RESULTS = ("План выполнен, проект защищён", "Проведено 14 встреч из 16", "Продолжает во втором полугодии")


@dataclass(frozen=True)
class Spent:
    """What one paper took of a worker: processor seconds of it and its renderer, the highest memory of each."""

    bytes: int
    cpu: float
    worker: float  # MiB
    renderer: float  # MiB


def agreement(number: int) -> Paper:
    """Make an agreement of two pages; each says other names and numbers."""
    who = _person(number)
    sides = (("МБОУ «Заозёрная СШ № 7»", who), ("Директор", ""), ("____________ М. О. Лебедева", "____________"))
    return Paper(
        title=f"Соглашение с наставником: {who}",
        blocks=(
            paper.Letterhead("Управление образования", "МБОУ «Заозёрная средняя школа № 7»", "Заозёрная СШ № 7"),
            paper.Name("СОГЛАШЕНИЕ"),
            paper.Registration("1 сентября 2026 г.", str(number), "посёлок Заозёрный"),
            paper.Paragraph(text(f"Организация в лице директора и {who}, далее «Наставник», договорились:")),
            *(Point(f"{place}.", (Run(f"{duty}, пара № {number}."),)) for place, duty in _points(18)),
            Table((Column("Организация", 50), Column("Наставник", 50)), tuple(_row(side) for side in sides)),
            Signature(text("Директор"), text("М. О. Лебедева")),
        ),
    )


def register(count: int, shift: int = 0) -> Paper:
    """Make a register of so many mentees; a shift makes it another one."""
    rows = (
        (
            f"{place}.", _person(place + shift), f"{5 + place % 6} «Б»", str(2009 + place % 8),
            _WISHES[place % 4], _person(place // 3 + shift), "учитель — ученик", _RESULTS[place % 3],
        )
        for place in range(1, count + 1)
    )  # fmt: skip
    return Paper(
        title="Реестр наставляемых",
        landscape=True,
        blocks=(
            paper.Paragraph(text("Реестр (база) наставляемых", bold=True), centered=True),
            Table(tuple(Column(*column) for column in _REGISTER), tuple(map(_row, rows))),
        ),
    )


def start() -> None:
    """Make this process a worker as the product has them: all its apps loaded, its renderer warm."""
    django.setup()
    press.PRESS.limits = replace(press.PRESS.limits, wall=PATIENCE)
    pdf.render(agreement(0))


def set_agreement(number: int) -> Spent:
    return _spent(agreement(number))


def set_register(rows: int, shift: int) -> Spent:
    return _spent(register(rows, shift))


def cpu() -> float:
    """Give the processor seconds that this process and its renderers have taken so far."""
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + gone.ru_utime + gone.ru_stime + _cpu_of(press.PRESS.pid)


def _cpu_of(pid: int | None) -> float:
    if pid is None:
        return 0.0  # let go after so many papers; the next one starts another
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mib(pid: int | None) -> float:
    """Give the highest memory that a process has had; of none, that of the renderers which were let go."""
    if pid is None:
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(peak[1]) / 1024 if peak else 0.0


def _spent(content: Paper) -> Spent:
    before = cpu()
    made = pdf.render(content)
    return Spent(len(made), cpu() - before, peak_mib(os.getpid()), peak_mib(press.PRESS.pid))


def _points(count: int) -> enumerate:
    return enumerate(islice(cycle(_DUTIES), count), 1)


def _person(number: int) -> str:
    return f"{_SURNAMES[number % len(_SURNAMES)]} {_NAMES[number % len(_NAMES)]}"


def _row(cells: tuple[str, ...]) -> Row:
    return Row(tuple((text(words),) for words in cells))
