"""`bench pdf`: an order with its annex of 36 rows, set by the warm renderer and by a naive call of WeasyPrint.

The naive one gets the same content and the same look, as one would write it first: the sheet inline, columns as wide
as their words want, a paragraph in each cell, fonts configured anew, in a process that is as warm as ours.
"""

import re
from collections.abc import Callable
from itertools import cycle, islice

from django.conf import settings
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from mentoring.bench import Goal, Result, interleave
from mentoring.printing import press
from reports.documents import paper
from reports.documents.bench import papers as bench_papers
from reports.documents.paper import Annex, Column, Paper, Point, Row, Run, Signer, Table, text
from reports.documents.rendering import html, pdf

ROWS = 36
FACES = (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"), ("BoldItalic", 700, "italic"))
_IN_CELLS = re.compile(r"<td>(?!<p>)(.*?)</td>")
GOALS = {"ours/naive": Goal("<=", 0.75)}
COLUMNS = (("№", 6), ("Мероприятие", 38), ("Срок", 14), ("Ответственный", 20), ("Результат", 22))
DEEDS = (
    "Обсудить на педагогическом совете, какие формы наставничества нужны школе и кто их поведёт",
    "Собрать пожелания обучающихся и согласия родителей, составить базу наставляемых",
    "Провести занятия с будущими наставниками: как слушать, ставить цель и завершать встречу",
    "Посмотреть дневники встреч и поддержать пары, которым трудно",
    "Сравнить первую и последнюю анкеты, подвести итоги года",
)
TERMS = ("до 15 сентября", "октябрь", "ежемесячно", "в течение года", "до 20 мая 2027 года", "по графику", "ноябрь")
WHO = ("Куратор", "Педагог-психолог", "Заместитель директора", "Классные руководители")
RESULTS = ("Протокол", "База наставляемых", "Справка, не менее 40 анкет", "Дневники встреч", "Отчёт на сайте школы")
PEOPLE = (
    ("Лебедева Мария Олеговна", "куратор"),
    ("Ёжиков Пётр Семёнович", "заместитель директора по воспитательной работе"),
    ("Саввинов Айаал Ньургунович", "педагог-психолог"),
)


def measure(rounds: int) -> Result:
    """Set the order by both in every round, from blocks to bytes.

    The goal is held by processor time, ours and the renderer's together: a neighbour's load is then nobody's.
    """
    content, style = order(), inline_style()
    contestants: dict[str, Callable[[], bytes]] = {
        "ours": lambda: pdf.render(content),
        "naive": lambda: naive(content, style),
    }
    work, wait = interleave(contestants, rounds, clock=bench_papers.cpu), interleave(contestants, rounds, warm=False)
    return Result(
        name="pdf",
        rounds=rounds,
        ratios={"ours/naive": work.ratio("ours", "naive"), "ours/naive, waiting": wait.ratio("ours", "naive")},
        figures={
            "ours, CPU ms": work.median("ours") * 1000,
            "naive, CPU ms": work.median("naive") * 1000,
            "ours, waiting ms": wait.median("ours") * 1000,
            "naive, waiting ms": wait.median("naive") * 1000,
            "ours, pages": _pages(pdf.render(content, uncompressed=True)),
            "naive, pages": _pages(naive(content, style, uncompressed_pdf=True)),
            "renderer, peak MiB": bench_papers.peak_mib(press.PRESS.pid),
        },
        goals=GOALS,
    )


def naive(content: Paper, style: str, **options) -> bytes:
    """Set the same content with automatic columns, paragraphs in cells, an inline sheet and fonts of its own."""
    return plain(_IN_CELLS.sub(r"<td><p>\1</p></td>", html.page(content)), style, **options)


def plain(page: str, style: str, **options) -> bytes:
    """Set a page with an inline sheet and fonts of its own."""
    page = page.replace("</head>", f"<style>{style}</style></head>", 1)
    return HTML(string=page).write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/a-3a", **options)


def inline_style() -> str:
    static = settings.BASE_DIR / "static"
    faces = "".join(
        f'@font-face {{ font-family: "Tinos"; font-weight: {weight}; font-style: {style}; '
        f"src: url({(static / 'fonts' / 'tinos' / f'Tinos-{name}.ttf').as_uri()}); }}"
        for name, weight, style in FACES
    )
    return faces + (static / "css" / "act.css").read_text().replace("table-layout: fixed", "table-layout: auto")


def order() -> Paper:
    """Make the order that puts a plan of 36 events in force."""
    return Paper(
        title="О внедрении целевой модели наставничества",
        blocks=(
            paper.Letterhead("Управление образования", "МБОУ «Заозёрная средняя школа № 7»", "Заозёрная СШ № 7"),
            paper.Name("ПРИКАЗ"),
            paper.Registration("1 сентября 2026 г.", "147", "посёлок Заозёрный"),
            paper.Heading(text("О внедрении целевой модели наставничества обучающихся")),
            paper.Paragraph(text("В целях поддержки обучающихся и молодых педагогов, на основании решения совета")),
            paper.Paragraph(text("ПРИКАЗЫВАЮ:"), flat=True),
            *(Point(f"{place}.", (Run(f"{deed} в срок до 25 сентября."),)) for place, deed in enumerate(DEEDS, 1)),
            paper.Signature(text("Директор"), text("М. О. Лебедева")),
            paper.SignSheet("С приказом ознакомлены:", tuple(Signer(*person) for person in PEOPLE)),
        ),
        annexes=(
            Annex(
                (text("Приложение"), text("к приказу от 01.09.2026 № 147")),
                "План мероприятий («дорожная карта»)",
                (Table(tuple(Column(*column) for column in COLUMNS), _rows()),),
                landscape=True,
            ),
        ),
    )


def _rows() -> tuple[Row, ...]:
    pools = [islice(cycle(pool), ROWS) for pool in (DEEDS, TERMS, WHO, RESULTS)]
    return tuple(
        Row(tuple((text(words),) for words in (f"{place}.", *cells)))
        for place, cells in enumerate(zip(*pools, strict=True), 1)
    )


def _pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))
