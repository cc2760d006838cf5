"""The pages of results: numbers as they are, names for those who may, nothing for whom it is not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from surveys import pairing, results
from surveys.models import Answer, Comparison, Wave
from surveys.tests import answered
from surveys.tests.answered_cast import text
from tests.cast import browse, make_member

EDIT = "surveys.edit"


@pytest.fixture
def methodist(school):
    return browse(make_member(school, Role.METHODIST))


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


@pytest.mark.parametrize("row", ["2", "x", "9" * 5000], ids=len)
def test_line_that_a_table_does_not_have_names_nobody(curator, made, row: str):
    query = {"q": "climate", "row": row}

    assert curator.get("survey_result_people", made.wave.public_id, query=query).status_code == 404


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

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"who": "all"},
            {"change": "better", "code": "none"},
            {"change": "other"},
            {"change": "better", "code": "wish", "row": "9" * 5000},
        ],
    )
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
