"""Workbooks and papers of results: the numbers of the pages, no formula, names only where they may be."""

import io

import openpyxl
import pdfplumber
import pytest

from mentoring.accounts.models import JournalEntry
from surveys import pairing
from surveys.models import Answer, SwotLine


def sheet(answer, title: str) -> list[tuple]:
    """Return the rows of a sheet of a workbook that was handed over."""
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book[title].iter_rows(values_only=True))


def test_workbook_has_every_answer_without_a_name(director, made, people):
    rows = sheet(director.get("survey_results_xlsx", made.wave.public_id), "Ответы")

    place = rows[0].index("wish")
    assert rows[0][0] == "№"
    assert sorted(row[place] for row in rows[1:] if row[place] is not None) == sorted(made.points("wish"))
    assert len(rows) == len(made.said) + 1
    assert not any(person.full_name in map(str, row) for row in rows for person in people)


def test_workbook_with_names_says_who_and_is_written_down(curator, made, people):
    rows = sheet(curator.get("survey_results_names", made.wave.public_id), "Ответы")

    place = rows[0].index("wish")
    by_name = {row[0]: row[place] for row in rows[1:]}
    person = next(one for one in people if ("wish", 0) in made.said.get(one.pk, {}))
    assert by_name[person.full_name] == made.said[person.pk][("wish", 0)][0]
    assert JournalEntry.objects.filter(action="wave.export_names").count() == 1


def test_codes_say_what_numbers_mean(curator, made):
    rows = {row[0]: row[1:] for row in sheet(curator.get("survey_results_xlsx", made.wave.public_id), "Коды")}

    assert rows["again"][2] == "0 — нет; 1 — да"
    assert rows["fear"] == ("Насколько вы волнуетесь на уроках?", "шкала", "1 — меньше, 10 — больше", "да")
    assert rows["climate_2"][0] == "Как вам: дома"


def test_results_are_those_of_the_page(curator, made):
    rows = sheet(curator.get("survey_results_xlsx", made.wave.public_id), "Итоги")

    line = next(row for row in rows if row[0] == "wish")
    values = made.points("wish")
    assert line[2] == len(values)
    counts = [row[7] for row in rows if row[0] == "wish" and row[6]]
    assert counts == [values.count(point) for point in range(1, 11)]


def test_text_never_becomes_a_formula(curator, made):
    answer = Answer.objects.filter(question__code="words").first()
    Answer.objects.filter(pk=answer.pk).update(text='=HYPERLINK("http://example.org")')

    content = curator.get("survey_results_xlsx", made.wave.public_id).content

    cells = [
        cell
        for row in openpyxl.load_workbook(io.BytesIO(content))["Ответы"].iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    assert [cell.data_type for cell in cells] == ["s"]


def test_few_answers_of_a_wave_without_names_are_in_no_column(curator, nameless):
    kept = Answer.objects.filter(question__code="wish").values_list("pk", flat=True)[:4]
    Answer.objects.filter(question__code="wish").exclude(pk__in=list(kept)).delete()

    rows = sheet(curator.get("survey_results_xlsx", nameless.wave.public_id), "Ответы")

    assert "wish" not in rows[0] and "fear" in rows[0]


def test_comparison_is_a_workbook(director, compared):
    rows = sheet(director.get("survey_comparison_xlsx", compared.public_id), "Сравнение")

    line = pairing.kept_lines(compared)[0]
    assert rows[1][:3] == (line.title, line.n, round(line.before, 2))
    assert rows[1][6:9] == (line.better, line.same, line.worse)


@pytest.mark.parametrize("name", ["survey_results_pdf", "survey_comparison_pdf"])
def test_paper_has_numbers_conclusion_and_no_name(director, compared, people, name: str):
    pairing.conclude(compared, "Вывод куратора", version=1, by=director.member)
    pairing.conclude(compared.before, "Вывод куратора", version=1, by=director.member)
    SwotLine.objects.create(
        organization=compared.organization,
        programme=compared.after.programme,
        quadrant=SwotLine.Quadrant.THREAT,
        text="Мало времени",
    )
    key = compared.public_id if "comparison" in name else compared.before.public_id

    answer = director.get(name, key)

    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        said = " ".join(page.extract_text() for page in paper.pages)
    assert "Вывод куратора" in said
    assert "Насколько вам интересно" in said
    assert ("Мало времени" in said) == ("comparison" in name)
    assert not any(person.surname in said for person in people)
