"""The pages of results: numbers as they are, names for those who may, nothing for whom it is not."""

import io
from datetime import date

import openpyxl
import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from surveys import pairing, results
from surveys.models import Answer, Comparison, Measure, Measurement, SwotLine, Wave
from surveys.tests import answered
from tests.cast import browse, make_member

EDIT = "surveys.edit"


@pytest.fixture
def people(programme):
    return answered.make_people(programme, 30)


@pytest.fixture
def made(programme, people):
    return answered.make_wave(programme, answered.make_questionnaire(programme.organization), people)


@pytest.fixture
def nameless(programme, people):
    return answered.make_wave(
        programme,
        answered.make_questionnaire(programme.organization),
        people,
        anonymous=True,
        moment=Wave.Moment.ONCE,
        title="Без имён",
    )


@pytest.fixture
def compared(programme, people, made, curator) -> Comparison:
    leave = answered.make_wave(
        programme, made.wave.edition, people, seed=3, moment=Wave.Moment.EXIT, opens_on=date(2027, 5, 3)
    )
    return pairing.compare(made.wave, leave.wave, by=curator.member)


@pytest.fixture
def methodist(school):
    return browse(make_member(school, Role.METHODIST))


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def sheet(answer, title: str) -> list[tuple]:
    """Return the rows of a sheet of a workbook that was handed over."""
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book[title].iter_rows(values_only=True))


def test_page_shows_the_numbers_in_the_drawing_and_in_the_table(curator, made):
    page = text(curator.get("survey_results", made.wave.public_id))
    sums = [
        one for part in curator.get("survey_results", made.wave.public_id).context["shown"].parts for one in part[1]
    ]
    wish = next(one for one in sums if one.question.code == "wish").sums[0]

    assert f"Ответили {wish.n}, пропустили {wish.missing}." in page
    assert f"Среднее <b>{wish.mean}</b>, медиана <b>{wish.median}</b>" in page
    assert f'aria-label="{wish.chart.words}"' in page
    assert "style=" not in page


def test_number_leads_to_its_people(curator, made):
    point = made.points("wish")[0]
    own = {person for person, said in made.said.items() if said.get(("wish", 0)) == [point]}
    query = {"q": "wish", "row": 0, "value": point}

    page = curator.get("survey_result_people", made.wave.public_id, query=query)

    assert f"?q=wish&amp;row=0&amp;value={point}" in text(curator.get("survey_results", made.wave.public_id))
    names = {row.person.full_name for row in made.wave.respondents.filter(person__in=own)}
    assert {one.who for one in page.context["people"]} == names


def test_people_are_not_shown_to_whoever_may_not_read_names(methodist, director, made, people):
    for browser in (methodist, director):
        page = text(browser.get("survey_results", made.wave.public_id))
        assert browser.get("survey_result_people", made.wave.public_id, query={"q": "wish"}).status_code == 403
        assert browser.get("survey_results_names", made.wave.public_id).status_code == 403
        assert not any(person.full_name in page for person in people)


def test_nobody_stands_behind_a_number_of_a_wave_without_names(curator, nameless, people):
    page = text(curator.get("survey_results", nameless.wave.public_id))

    assert curator.get("survey_result_people", nameless.wave.public_id, query={"q": "wish"}).status_code == 404
    assert not any(person.full_name in page for person in people)
    assert "&amp;value=" not in page


def test_workbook_with_names_of_a_wave_without_them_is_not_made(curator, nameless):
    answer = curator.get("survey_results_names", nameless.wave.public_id)

    assert answer.url == curator.at("survey_results", nameless.wave.public_id)


def test_hidden_wave_gives_no_numbers_and_no_file(curator, programme):
    made = answered.make_wave(
        programme,
        answered.make_questionnaire(programme.organization),
        answered.make_people(programme, 4),
        anonymous=True,
        moment=Wave.Moment.ONCE,
    )

    page = text(curator.get("survey_results", made.wave.public_id))

    assert results.TOO_FEW in page
    assert '<svg class="chart"' not in page
    for name in ("survey_results_xlsx", "survey_results_names", "survey_results_pdf"):
        assert curator.get(name, made.wave.public_id).url == curator.at("survey_results", made.wave.public_id)


def test_class_is_chosen_and_its_numbers_are_its_own(curator, made, people):
    page = curator.get("survey_results", made.wave.public_id, query={"slice": "group-1"})

    shown = page.context["shown"]
    assert shown.slice.title == "9 «Б»"
    assert shown.rate.asked == 10
    assert '<option value="group-1" selected>9 «Б»' in text(page)


@pytest.mark.parametrize("code", ["wish", "what", "climate", "words", "again", "times"])
def test_every_kind_of_question_names_its_people(curator, made, code: str):
    page = curator.get("survey_result_people", made.wave.public_id, query={"q": code})

    assert page.status_code == 200
    assert len(page.context["people"]) == sum(
        len(values) for said in made.said.values() for key, values in said.items() if key == (code, 0)
    )


class TestConclusion:
    def test_it_is_written_under_a_wave(self, curator, made):
        data = {"conclusion": "Все довольны", "version": made.wave.version}

        answer = curator.post("survey_results_conclude", made.wave.public_id, action=EDIT, data=data)

        assert answer.url == curator.at("survey_results", made.wave.public_id)
        assert "Все довольны" in text(curator.get("survey_results", made.wave.public_id))

    def test_stale_one_shows_both_texts(self, curator, made):
        pairing.conclude(made.wave, "Первый вывод", version=1, by=curator.member)
        data = {"conclusion": "Второй вывод", "version": 1}

        page = text(curator.post("survey_results_conclude", made.wave.public_id, action=EDIT, data=data))

        assert "Первый вывод" in page and "Второй вывод" in page
        assert '<input type="hidden" name="version" value="2"' in page

    def test_it_is_written_under_a_comparison(self, curator, compared):
        data = {"conclusion": "Стало лучше", "version": compared.version}

        curator.post("survey_comparison_conclude", compared.public_id, action=EDIT, data=data)

        compared.refresh_from_db()
        assert (compared.conclusion, compared.version) == ("Стало лучше", 2)


class TestComparison:
    def test_page_shows_what_was_kept(self, curator, compared):
        Answer.objects.all().delete()

        page = text(curator.get("survey_comparison", compared.public_id))

        line = pairing.kept_lines(compared)[0]
        assert f"{line.before:.1f}".replace(".", ",") in page
        assert f"?code={line.code}&amp;row=0&amp;change=better" in page

    def test_people_behind_better_are_those(self, curator, compared):
        line = pairing.kept_lines(compared)[0]

        for change in ("better", "same", "worse"):
            query = {"code": line.code, "row": 0, "change": change}
            page = curator.get("survey_comparison_people", compared.public_id, query=query)
            assert len(page.context["people"]) == getattr(line, change)

    @pytest.mark.parametrize("who", ["both", "only_before", "only_after", "neither"])
    def test_people_behind_who_answered_are_those(self, curator, compared, who: str):
        page = curator.get("survey_comparison_people", compared.public_id, query={"who": who})

        assert len(page.context["people"]) == len(getattr(pairing.meeting(compared.before, compared.after), who))

    @pytest.mark.parametrize("query", [{}, {"who": "all"}, {"change": "better", "code": "none"}, {"change": "other"}])
    def test_number_that_is_not_there_has_no_people(self, curator, compared, query: dict):
        assert curator.get("survey_comparison_people", compared.public_id, query=query).status_code == 404

    def test_whoever_may_not_read_names_sees_numbers_without_links(self, director, compared, people):
        page = text(director.get("survey_comparison", compared.public_id))

        assert "change=better" not in page and "who=both" not in page
        assert director.get("survey_comparison_people", compared.public_id, query={"who": "both"}).status_code == 403

    def test_two_waves_are_compared_by_hand(self, curator, made, compared):
        Comparison.objects.all().delete()
        data = {"before": made.wave.pk, "after": compared.after_id}

        answer = curator.post("survey_compare", action=EDIT, data=data)

        assert answer.url == curator.at("survey_comparison", Comparison.objects.get().public_id)

    def test_it_stands_in_the_list(self, director, compared):
        page = text(director.get("survey_results_all"))

        assert director.at("survey_comparison", compared.public_id) in page


class TestFiles:
    def test_workbook_has_every_answer_without_a_name(self, director, made, people):
        rows = sheet(director.get("survey_results_xlsx", made.wave.public_id), "Ответы")

        place = rows[0].index("wish")
        assert rows[0][0] == "№"
        assert sorted(row[place] for row in rows[1:] if row[place] is not None) == sorted(made.points("wish"))
        assert len(rows) == len(made.said) + 1
        assert not any(person.full_name in map(str, row) for row in rows for person in people)

    def test_workbook_with_names_says_who_and_is_written_down(self, curator, made, people):
        rows = sheet(curator.get("survey_results_names", made.wave.public_id), "Ответы")

        place = rows[0].index("wish")
        by_name = {row[0]: row[place] for row in rows[1:]}
        person = next(one for one in people if ("wish", 0) in made.said.get(one.pk, {}))
        assert by_name[person.full_name] == made.said[person.pk][("wish", 0)][0]
        assert JournalEntry.objects.filter(action="wave.export_names").count() == 1

    def test_codes_say_what_numbers_mean(self, curator, made):
        rows = {row[0]: row[1:] for row in sheet(curator.get("survey_results_xlsx", made.wave.public_id), "Коды")}

        assert rows["again"][2] == "0 — нет; 1 — да"
        assert rows["fear"] == ("Насколько вы волнуетесь на уроках?", "шкала", "1 — меньше, 10 — больше", "да")
        assert rows["climate_2"][0] == "Как вам: дома"

    def test_results_are_those_of_the_page(self, curator, made):
        rows = sheet(curator.get("survey_results_xlsx", made.wave.public_id), "Итоги")

        line = next(row for row in rows if row[0] == "wish")
        values = made.points("wish")
        assert line[2] == len(values)
        counts = [row[7] for row in rows if row[0] == "wish" and row[6]]
        assert counts == [values.count(point) for point in range(1, 11)]

    def test_text_never_becomes_a_formula(self, curator, made):
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

    def test_few_answers_of_a_wave_without_names_are_in_no_column(self, curator, nameless):
        kept = Answer.objects.filter(question__code="wish").values_list("pk", flat=True)[:4]
        Answer.objects.filter(question__code="wish").exclude(pk__in=list(kept)).delete()

        rows = sheet(curator.get("survey_results_xlsx", nameless.wave.public_id), "Ответы")

        assert "wish" not in rows[0] and "fear" in rows[0]

    def test_comparison_is_a_workbook(self, director, compared):
        rows = sheet(director.get("survey_comparison_xlsx", compared.public_id), "Сравнение")

        line = pairing.kept_lines(compared)[0]
        assert rows[1][:3] == (line.title, line.n, round(line.before, 2))
        assert rows[1][6:9] == (line.better, line.same, line.worse)

    @pytest.mark.parametrize("name", ["survey_results_pdf", "survey_comparison_pdf"])
    def test_paper_has_numbers_conclusion_and_no_name(self, director, compared, people, name: str):
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


class TestMeasures:
    def test_measure_is_added_and_filled_in_by_one_table(self, curator, people):
        data = {"title": "Математика", "kind": "mark", "low": "2", "high": "5"}
        answer = curator.post("survey_measure_add", action=EDIT, data=data)
        measure = Measure.objects.get()
        assert answer.url == curator.at("survey_measure", measure.pk)
        page = curator.get("survey_measure", measure.pk)
        assert len(page.context["form"].lines) == 30
        data = {"on_entry": "2026-09-02", "on_exit": "2026-09-03", "version": 1}
        data |= {f"value-{people[0].pk}-entry": "3,5", f"value-{people[0].pk}-exit": "4"}

        curator.post("survey_measure", measure.pk, action=EDIT, data=data)

        assert sorted(Measurement.objects.values_list("moment", "value")) == [("entry", 3.5), ("exit", 4)]
        assert 'value="3,5"' in text(curator.get("survey_measure", measure.pk))

    def test_wrong_value_is_named_beside_its_field(self, curator, people, school):
        measure = Measure.objects.create(organization=school, title="Тест", low=0, high=20)
        data = {"on_entry": "2026-09-02", "on_exit": "2026-09-03", "version": 1}

        page = text(
            curator.post("survey_measure", measure.pk, action=EDIT, data=data | {f"value-{people[0].pk}-entry": "21"})
        )

        assert "Укажите число от 0 до 20." in page
        assert not Measurement.objects.exists()

    def test_high_below_low_is_named(self, curator):
        data = {"title": "Тест", "kind": "test", "low": "5", "high": "5"}

        assert "больше наименьшего" in text(curator.post("survey_measure_add", action=EDIT, data=data))

    def test_without_a_programme_the_page_leads_to_the_list(self, curator, school):
        measure = Measure.objects.create(organization=school, title="Тест")

        assert curator.get("survey_measure", measure.pk).url == curator.at("survey_measures")
        assert "Измерения" in text(curator.get("survey_measures"))


class TestSwot:
    def test_line_is_added_moved_and_removed(self, curator, programme):
        curator.post("survey_swot_add", action=EDIT, data={"quadrant": "threat", "text": "Мало времени"})
        row = SwotLine.objects.get()
        data = {"quadrant": "weakness", "text": "Времени не хватает", "version": 1}
        curator.post("survey_swot_line", row.pk, action=EDIT, data=data)
        page = text(curator.get("survey_swot"))
        assert "Времени не хватает" in page and "Мало времени" not in page

        curator.post("survey_swot_drop", row.pk, action=EDIT, data={"version": 2})

        assert not SwotLine.objects.exists()

    def test_draft_says_when_there_is_nothing_to_draw_on(self, curator, programme):
        answer = curator.post("survey_swot_refresh", action=EDIT)

        assert "Пока не из чего" in text(curator.client.get(answer.url))

    def test_removal_without_a_version_is_refused(self, curator, programme):
        row = SwotLine.objects.create(
            organization=programme.organization, programme=programme, quadrant="threat", text="Мало времени"
        )

        curator.post("survey_swot_drop", row.pk, action=EDIT)

        assert SwotLine.objects.filter(pk=row.pk, dropped=False).exists()

    def test_thresholds_are_changed(self, curator, programme):
        data = {"strength": 80, "weakness": 30, "satisfied": 8}

        curator.post("survey_thresholds", action=EDIT, data=data)

        kept = results.thresholds(programme)
        assert (kept.strength, kept.weakness, kept.satisfied) == (80, 30, 8)

    def test_whoever_only_sees_has_no_buttons(self, director, programme):
        page = text(director.get("survey_swot"))

        assert "Обновить черновик" not in page
        assert "Добавить строку" not in page

    def test_school_without_a_programme_is_told_so(self, curator):
        assert "Программы ещё нет" in text(curator.get("survey_swot"))


def test_quarters_are_a_line_from_wave_to_wave(curator, programme, people):
    edition = answered.make_questionnaire(programme.organization)
    made = [
        answered.make_wave(
            programme, edition, people, seed=month, moment=Wave.Moment.QUARTERLY, opens_on=date(2026, month, 1)
        )
        for month in (9, 11)
    ]

    page = curator.get("survey_diagnostics")

    course = page.context["diagnostics"][0].courses[0]
    means = [sum(one.points("wish")) / len(one.points("wish")) for one in made]
    assert [n for _, n, _ in course.means] == [len(one.points("wish")) for one in made]
    assert [float(mean.replace(",", ".")) for _, _, mean in course.means] == pytest.approx(means, abs=0.051)
    assert "<polyline" in text(page)


def test_quarter_of_few_answers_has_no_mean(curator, programme):
    few = answered.make_people(programme, 5)
    edition = answered.make_questionnaire(programme.organization)
    answered.make_wave(programme, edition, few, moment=Wave.Moment.QUARTERLY)

    page = curator.get("survey_diagnostics")

    assert page.context["diagnostics"][0].courses[0].means[0][2] == "—"


@pytest.mark.parametrize("count", [12, 30])
def test_pages_ask_few_and_steady_questions(curator, programme, count: int):
    people = answered.make_people(programme, count)
    edition = answered.make_questionnaire(programme.organization)
    first = answered.make_wave(programme, edition, people)
    second = answered.make_wave(programme, edition, people, seed=2, moment=Wave.Moment.EXIT)
    made = pairing.compare(first.wave, second.wave, by=curator.member)
    curator.get("survey_results_all")

    asked = {}
    for name, key in (("survey_results", first.wave.public_id), ("survey_comparison", made.public_id)):
        with CaptureQueriesContext(connection) as seen:
            curator.get(name, key)
        asked[name] = len(seen)

    assert all(number <= 25 for number in asked.values()), asked
