import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from mentoring.accounts import schooldays
from mentoring.notifications import jobs
from mentoring.notifications.models import Job
from mentoring.people.models import Employment
from roadmap import adopting, overview, uploading
from roadmap.models import Event, Roadmap
from roadmap.outputs import docx, later, pdf, table, xlsx
from roadmap.outputs.laying import sheet_of
from roadmap.outputs.table import EventRow, SectionRow
from roadmap.readers import reading
from roadmap.tests.cast import answer_for, employ, make_person, make_position, make_roadmap, many_events
from tests.cast import make_programme

SAMPLES = Path(os.environ.get("ROADMAP_SAMPLES", "../shared/seeds"))
TODAY = date(2026, 10, 5)
WIDE = [
    ["title", "Содержание"],
    ["due", "Сроки"],
    ["result", "Ожидаемый результат"],
    ["indicator", "Показатели эффективности"],
    ["responsible", "Ответственный"],
]


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


def sheet(plan, curator, **asked):
    return sheet_of(plan, member=curator.member, **({"marks": False, "names": False} | asked))


def pages(content: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content)]


def top_words(content: bytes) -> list[str]:
    """The first word of each page, from its upper edge."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [min(page.extract_words(), key=lambda word: word["top"])["text"] for page in document.pages]


def letters(text: str) -> str:
    """A text without what a line break may add to it."""
    return "".join(letter for letter in text if letter.isalnum())


def test_the_sheet_has_the_columns_numbers_and_sections_of_the_document(school, curator):
    laid = sheet(make_roadmap(school), curator)

    assert [column.heading for column in laid.columns] == ["№ п/п", "Мероприятие", "Сроки", "Ответственные"]
    assert laid.rows[0] == SectionRow(
        "1",
        "Подготовительный этап",
        (("Задача", "рассказать о наставничестве"), ("Результат", "все знают, что начинается")),
    )
    assert laid.rows[1] == EventRow((("1.1",), ("Рассказ педагогам на совещании",), ("до 15 сентября",), ()))
    assert (laid.landscape, round(sum(laid.shares), 6)) == (False, 1)


def test_a_column_with_more_words_is_wider_and_none_vanishes(school, curator):
    plan = make_roadmap(school, columns=WIDE)
    plan.events.update(indicator_text="не менее девяноста процентов участников " * 5, result_text="")

    shares = dict(zip([kind for kind, _ in WIDE], sheet(plan, curator).shares, strict=True))

    assert shares["indicator"] == max(shares.values())
    assert min(shares.values()) > 0.1


def test_widths_in_whole_percents_make_a_hundred():
    assert pdf.percents([1 / 3, 1 / 3, 1 / 3]) == [33, 34, 33]
    assert sum(pdf.percents([0.095, 0.405, 0.155, 0.345])) == 100


def test_marks_are_a_column_of_their_own(school, curator):
    plan = make_roadmap(school)
    repeated = plan.events.get(number="2.2").occurrences.first()
    type(repeated).objects.filter(pk=repeated.pk).update(done_at=TODAY)
    type(repeated).objects.filter(event__number="2.3").update(cancelled_at=TODAY)

    laid = sheet(plan, curator, marks=True)

    marks = {row.cells[0]: row.cells[-1] for row in laid.rows if isinstance(row, EventRow)}
    assert laid.landscape
    assert marks == {
        ("1.1",): ("выполнено 14.09.2026",),
        ("1.2",): (),
        ("2.1",): (),
        ("2.2",): ("выполнено 1 из 2:", "05.10.2026"),
        ("2.3",): ("снято с плана",),
    }


def test_names_of_those_in_the_positions_are_printed_when_asked_for(school, curator):
    plan = make_roadmap(school)
    methodist = make_position(school, "методист")
    employ(make_person(school, "Ёлкин Пётр Ильич"), methodist)
    event = plan.events.first()
    answer_for(event, methodist)
    answer_for(event, Employment.Duty.HEAD, order=1)
    Event.objects.filter(pk=event.pk).update(responsible_text="методист, директор")

    plain, named = (sheet(plan, curator, names=names).rows[1].cells[3] for names in (False, True))

    assert plain == ("методист, директор",)
    assert named == ("методист (Ёлкин\u00a0П.\u00a0И.)", "руководитель организации")


@pytest.mark.parametrize("kind", ["content", "stage"])
def test_titles_stand_in_the_column_of_contents_where_the_document_has_no_other(school, curator, kind):
    plan = make_roadmap(school, columns=[[kind, "Содержание"], ["due", "Сроки"]])

    laid = sheet(plan, curator)

    assert laid.rows[1].cells == (("Рассказ педагогам на совещании",), ("до 15 сентября",))
    assert "Рассказ педагогам на совещании" in curator.get("plan").content.decode()


def test_the_same_footnote_has_one_mark(school, curator):
    notes = ("по согласованию", "при наличии денег", "по согласованию")
    plan = make_roadmap(
        school, events=[{"title": f"Дело {place}", "footnote": note} for place, note in enumerate(notes)]
    )

    laid = sheet(plan, curator)

    assert [row.cells[1] for row in laid.rows[:3]] == [("Дело 0*",), ("Дело 1**",), ("Дело 2*",)]
    assert laid.footnotes == ("* по согласованию", "** при наличии денег")


def test_an_event_removed_by_a_new_edition_is_not_printed(school, curator):
    plan = make_roadmap(school)
    plan.events.filter(number="2.3").update(withdrawn_at=TODAY)

    assert "Консультации" not in str(sheet(plan, curator).rows)


def test_the_pdf_holds_every_title_repeats_the_head_and_numbers_pages_from_the_second(school, curator):
    plan = make_roadmap(school, events=many_events(50), title="Карта «Ёлка» № 7 — план на год")

    content = pdf.render(sheet(plan, curator))

    said = pages(content)
    whole = letters("".join(said))
    assert len(said) >= 2
    assert [letters(event.title) for event in plan.events.all() if letters(event.title) not in whole] == []
    assert all("Мероприятие" in page and "Ответственные" in page for page in said)
    assert top_words(content) == ["Средняя", *(str(number) for number in range(2, len(said) + 1))]
    assert "Карта «Ёлка» № 7 — план на год" in said[0]


def test_the_pdf_is_tagged_titled_and_set_in_our_font(school, curator):
    plan = make_roadmap(school, title="Карта «Ёлка»")

    content = pdf.render(sheet(plan, curator))

    with pdfplumber.open(io.BytesIO(content)) as document:
        fonts = {letter["fontname"].partition("+")[2] for letter in document.chars}
        catalog = document.doc.catalog
        assert document.metadata["Title"] == "Карта «Ёлка»"
    assert fonts == {"Tinos", "Tinos-Bold"}
    assert catalog["Lang"] == b"ru"
    assert "StructTreeRoot" in catalog


def test_the_sheet_lies_across_where_columns_are_many(school, curator):
    with pdfplumber.open(io.BytesIO(pdf.render(sheet(make_roadmap(school, columns=WIDE), curator)))) as document:
        page = document.pages[0]

    assert page.width > page.height


def test_a_section_stays_with_its_first_event(school, curator):
    for count in range(28, 44):
        events = [{"section": 0, "title": f"Дело {place}"} for place in range(count)]
        plan = make_roadmap(
            school, events=[*events, {"section": 1, "title": "Первое второго"}, {"section": 1, "title": "Ещё"}]
        )

        said = pages(pdf.render(sheet(plan, curator)))

        together = [page for page in said if "Сбор запросов" in page]
        assert ["Первое второго" in page for page in together] == [True]


def test_russian_letters_are_drawn_and_not_only_said(school, curator):
    def ink(title):
        content = pdf.render(sheet(make_roadmap(school, title=title, sections=(), events=()), curator))
        return pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil().tobytes()

    drawn = {title: ink(title) for title in ("ё", "е", "й", "и", "№", "«»", "Щ", "\ue000")}

    assert len(set(drawn.values())) == len(drawn)


def test_words_of_a_plan_fetch_nothing_and_break_nothing(school, curator, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("ТАЙНА")
    title = (
        f'<img src="file://{secret}"><link rel="attachment" href="file://{secret}">'
        '<style>@import "http://127.0.0.1:9/x"</style>{{ 7|add:7 }}{% now "Y" %}\x00\x0b'
    )
    plan = make_roadmap(school, title="Обычная", sections=(), events=[{"title": title.replace("\x00", "")}])

    content = pdf.render(sheet(plan, curator))

    assert letters("<img src=") in letters("".join(pages(content)))
    assert b"EmbeddedFile" not in content


def test_word_repeats_the_head_and_lies_as_the_table_needs(school, curator):
    document = Document(io.BytesIO(docx.render(sheet(make_roadmap(school, columns=WIDE), curator))))

    (written,) = document.tables
    section = document.sections[0]
    assert written.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert section.page_width > section.page_height
    assert document.core_properties.title == "Дорожная карта наставничества"
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_excel_never_counts_what_somebody_wrote(school, curator):
    titles = ["=1+1", "+7 999", "-1", "@cmd", '=HYPERLINK("http://x")']
    plan = make_roadmap(
        school, events=[{"title": title, "section": 0, "number": "=2"} for title in titles], title="=ПЛАН"
    )

    content = xlsx.render(sheet(plan, curator))

    page = load_workbook(io.BytesIO(content)).active
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert set(titles) <= {cell.value for cell in cells}
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("render", [docx.render, xlsx.render], ids=["docx", "xlsx"])
@pytest.mark.parametrize("columns", [None, WIDE], ids=["numbered", "wide"])
def test_what_went_out_comes_back_the_same(school, curator, render, columns):
    fields = {"columns": columns} if columns else {}
    plan = make_roadmap(school, title="Дорожная карта наставничества на 2026-2027 учебный год", **fields)
    plan.events.update(result_text="протокол", indicator_text="не менее 90 %", responsible_text="методист")
    laid = sheet(plan, curator)

    draft = reading.read(f"план.{render.__module__.rpartition('.')[2]}", render(laid))

    (read,) = draft.plans
    assert read.title == plan.title
    assert list(read.columns) == [column.heading for column in laid.columns]
    assert [(one.title, one.task, one.result) for one in read.sections] == [
        (one.title, one.task, one.result) for one in plan.sections.all()
    ]
    assert [(one.number, one.title, one.due.raw, one.responsible_text) for one in read.events] == [
        ("" if columns else one.number, one.title, one.due_text, "методист") for one in plan.events.all()
    ]
    assert {one.indicator_text for one in read.events} == ({"не менее 90 %"} if columns else {""})


def test_files_are_handed_over_under_the_name_of_the_plan(school, curator):
    plan = make_roadmap(school, title='Карта: "год"/2026')

    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = curator.get(f"plan_{kind}", plan.pk, query={"marks": "1"})
        assert (answer.status_code, answer.content[: len(start)]) == (200, start)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_long_plan_is_set_in_the_background(school, curator, django_capture_on_commit_callbacks):
    plan = make_roadmap(school, events=many_events(table.AT_ONCE + 1))
    assert curator.get("plan_pdf", plan.pk).status_code == 302

    answer = curator.post("plan_pdf_later", plan.pk, action="plan.see", data={"marks": "1"})

    job = Job.objects.get()
    assert answer.url == curator.at("job", job.public_id)
    jobs.run(job=job.pk, payload={"roadmap": plan.pk, "marks": True, "names": False})
    job.refresh_from_db()
    assert (job.state, job.file.content_type, job.file.action) == (Job.State.DONE, "application/pdf", "plan.see")


def test_a_plan_of_another_school_is_set_for_nobody_here(school, other_school, other_curator):
    plan = make_roadmap(school)
    job = Job.objects.create(organization=other_school, by=other_curator.member, kind="plan_pdf", title="План")

    with pytest.raises(Roadmap.DoesNotExist):
        later.render(job, roadmap=plan.pk, marks=False, names=False)


def test_the_plan_is_read_for_paper_in_a_fixed_number_of_queries(school, curator, django_assert_max_num_queries):
    plan = make_roadmap(school, events=many_events(350))

    with django_assert_max_num_queries(12):
        overview.load(plan, member=curator.member, today=TODAY)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.docx")) or ["none"])
def test_a_real_document_adopted_and_written_reads_the_same(school, curator, name):
    if name == "none":
        pytest.skip("no sample roadmaps: set ROADMAP_SAMPLES")
    content = (SAMPLES / name).read_bytes()
    programme = make_programme(school, start=date(2020, 9, 1), end=date(2026, 5, 31))
    plan = adopting.adopt(uploading.take(programme, name, content, by=curator.member), by=curator.member)

    for render, kind in ((docx.render, "docx"), (xlsx.render, "xlsx")):
        back = reading.read(f"план.{kind}", render(sheet(plan, curator)))
        first, second = (
            [(letters(one.title), letters(one.due.raw), letters(one.responsible_text)) for one in draft.plans[0].events]
            for draft in (reading.read(name, content), back)
        )
        assert first == second
