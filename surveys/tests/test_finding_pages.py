"""The pages of measures, of strengths and weaknesses, and of what is asked each quarter."""

from datetime import date

import pytest

from surveys import results
from surveys.models import Measure, Measurement, SwotLine, Wave
from surveys.tests import answered
from surveys.tests.answered_cast import text

EDIT = "surveys.edit"


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
