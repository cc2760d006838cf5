"""What a wave shows: every figure counted again from the rows, one by one."""

import statistics

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from surveys import results, showing, slicing
from surveys.models import Answer, Thresholds, Wave
from surveys.tests import answered
from tests.cast import browse, make_member

Kind = answered.Kind


@pytest.fixture
def psychologist(school):
    return browse(make_member(school, Role.PSYCHOLOGIST))


def tally(made, code: str, row: int = 0, only=None) -> results.Tally:
    found = results.tallies(made.wave, results.questions_of(made.wave), only)
    return next(one for one in found if (one.question.code, one.row) == (code, row))


@pytest.mark.parametrize(
    ("code", "row"), [("wish", 0), ("fear", 0), ("pleased", 0), ("climate", 0), ("climate", 1), ("times", 0)]
)
def test_mean_median_and_counts_are_those_of_the_rows(made, code: str, row: int):
    values, found = made.points(code, row), tally(made, code, row)

    assert found.summary.n == len(values)
    assert found.summary.missing == len(made.said) - len(values)
    assert float(found.summary.mean) == pytest.approx(statistics.fmean(values))
    assert float(found.summary.median) == statistics.median(values)
    assert {int(value): count for value, count in found.summary.distribution if count} == {
        value: values.count(value) for value in set(values)
    }


def test_several_options_are_counted_by_people_and_by_options(made):
    told = [said[("what", 0)] for said in made.said.values() if said.get(("what", 0))]

    found = tally(made, "what")

    assert (found.summary.n, found.summary.missing) == (len(told), len(made.said) - len(told))
    assert [count for _, count in found.summary.distribution] == [
        sum(option in some for some in told) for option in range(3)
    ]
    assert found.labels == ("встречи", "поездки", "игры")


def test_question_that_was_not_shown_is_not_missed(made):
    shown = [said for said in made.said.values() if said.get(("again", 0)) == [1]]
    told = [said for said in shown if ("where", 0) in said]

    found = tally(made, "where")

    assert (found.summary.n, found.summary.missing) == (len(told), len(shown) - len(told))


def test_rate_counts_who_was_asked_and_who_answered(made):
    assert results.rate(made.wave) == results.Rate(30, len(made.said))


def test_those_are_content_whose_mean_reaches_the_threshold(made, school):
    points = [said[("pleased", 0)][0] for said in made.said.values() if ("pleased", 0) in said]
    questions = results.questions_of(made.wave)

    found = results.satisfaction(made.wave, questions, 7)

    assert found == results.Share(sum(point >= 7 for point in points), len(points))


def test_reverse_and_shorter_scales_are_laid_on_one_to_ten(programme, people):
    questions = (
        {"code": "calm", "text": "Тревожно?", "satisfaction": True, "reverse": True},
        {"code": "short", "text": "Хорошо?", "satisfaction": True, "low": 1, "high": 5},
    )
    made = answered.make_wave(
        programme, answered.make_questionnaire(programme.organization, questions=questions), people
    )
    content = 0
    for said in made.said.values():
        points = [11 - point for point in said.get(("calm", 0), [])]
        points += [1 + 9 * (point - 1) / 4 for point in said.get(("short", 0), [])]
        content += bool(points) and statistics.fmean(points) >= 7 - 1e-9

    found = results.satisfaction(made.wave, results.questions_of(made.wave), 7)

    assert found.part == content


@pytest.mark.parametrize(("point", "level"), [(2, "оптимальный"), (1, "допустимый"), (0, "недопустимый")])
def test_level_of_the_curator_is_read_from_the_sum(programme, people, point: int, level: str):
    questions = [{"code": f"c{place}", "text": f"Признак {place}", "low": 0, "high": 2} for place in range(9)]
    levels = [[15, "оптимальный"], [9, "допустимый"], [0, "недопустимый"]]
    edition = answered.make_questionnaire(programme.organization, side="curator", questions=questions, levels=levels)
    made = answered.make_wave(programme, edition, [])
    whole, part = people[:2]
    for person, count in ((whole, 9), (part, 8)):
        row = made.wave.respondents.create(
            organization=programme.organization, person=person, answered_on=made.wave.opens_on
        )
        response = made.wave.responses.create(
            organization=programme.organization, respondent=row, on=made.wave.opens_on
        )
        for question in edition.questions.all()[:count]:
            Answer.objects.create(
                organization=programme.organization, response=response, question=question, value=point
            )

    found = results.level(made.wave, results.questions_of(made.wave))

    assert (found.n, found.mean, found.most, found.title) == (1, 9 * point, 18, level)
    assert found.words == f"{9 * point} из 18"


def test_wave_without_answers_has_nothing_to_sum_up(programme):
    made = answered.make_wave(programme, answered.make_questionnaire(programme.organization), [])

    found = tally(made, "wish")

    assert (found.summary.n, found.summary.mean, found.summary.median) == (0, None, None)
    assert results.satisfaction(made.wave, results.questions_of(made.wave), 7) == results.Share(0, 0)
    assert results.rate(made.wave).percent == 0


def test_group_counts_only_its_own(made, psychologist, school):
    groups = {one.title: one for one in slicing.of_wave(made.wave, member=psychologist.member) if one.kind == "group"}
    chosen = groups["8 «А»"]
    own = made.wave.respondents.filter(pk__in=chosen.answered).values_list("person", flat=True)
    values = [value for person in own for value in made.said[person].get(("wish", 0), [])]

    found = tally(made, "wish", only=chosen.answered)

    assert set(groups) == {"8 «А»", "9 «Б»"}
    assert float(found.summary.mean) == pytest.approx(statistics.fmean(values))
    assert (len(chosen.asked), len(chosen.answered)) == (20, len(own))


def test_text_carries_its_author_for_those_who_may_know(made, psychologist, director):
    code = next(one.pk for one in results.questions_of(made.wave) if one.code == "words")
    said = {value for told in made.said.values() for value in told.get(("words", 0), [])}

    named = results.texts(made.wave, names=True)[code]
    bare = results.texts(made.wave, names=False)[code]

    assert {one.text for one in named} == {one.text for one in bare} == said
    assert all(one.person for one in named) and not any(one.person for one in bare)


def test_number_of_statements_does_not_grow_with_the_answers(programme, people, curator):
    edition = answered.make_questionnaire(programme.organization)
    few = answered.make_wave(programme, edition, people[:6], seed=2)
    many = answered.make_wave(programme, edition, people, seed=3)

    counted = []
    for made in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            showing.of_wave(made.wave, member=curator.member)
        counted.append(len(seen))

    assert counted[0] == counted[1]


def test_counts_are_one_statement(made):
    with CaptureQueriesContext(connection) as seen:
        results.counts(made.wave)

    assert len(seen) == 1


class TestWithoutNames:
    def make(self, programme, count: int, **more):
        people = answered.make_people(programme, count)
        edition = answered.make_questionnaire(programme.organization)
        return answered.make_wave(programme, edition, people, anonymous=True, moment=Wave.Moment.ONCE, **more)

    def test_nothing_is_told_below_five_answers(self, programme, curator):
        made = self.make(programme, 5)

        shown = showing.of_wave(made.wave, member=curator.member)

        assert len(made.said) == 4
        assert (shown.why_hidden, shown.parts, shown.satisfaction) == (results.TOO_FEW, (), None)

    def test_five_answers_are_told(self, programme, curator):
        made = self.make(programme, 6)

        shown = showing.of_wave(made.wave, member=curator.member)

        assert len(made.said) == 5
        assert (shown.why_hidden, shown.names, shown.slices) == ("", False, ())

    def test_nothing_is_told_while_it_goes_on(self, programme, curator):
        made = self.make(programme, 30, state=Wave.State.OPEN)

        assert showing.of_wave(made.wave, member=curator.member).why_hidden == results.GOES_ON

    def test_question_that_few_have_answered_is_kept_back(self, programme, curator):
        made = self.make(programme, 30)
        answers = Answer.objects.filter(question__code="wish").values_list("pk", flat=True)
        Answer.objects.filter(pk__in=list(answers)[4:]).delete()
        texts = Answer.objects.filter(question__code="words").values_list("pk", flat=True)
        Answer.objects.filter(pk__in=list(texts)[4:]).delete()

        shown = showing.of_wave(made.wave, member=curator.member)

        told = {one.question.code: one for _, some in shown.parts for one in some}
        assert told["wish"].sums[0].kept_back and not told["wish"].sums[0].cells
        assert told["words"].kept_back and not told["words"].texts
        assert not told["fear"].sums[0].kept_back


class TestGroupsBeforeOthers:
    """Whoever may not read names sees no group by which somebody could be known."""

    def test_small_class_is_hidden_and_so_is_what_it_would_tell_by_difference(self, programme, director):
        people = answered.make_people(programme, 14)
        edition = answered.make_questionnaire(programme.organization)
        made = answered.make_wave(programme, edition, people)

        found = {one.title: one for one in slicing.of_wave(made.wave, member=director.member) if one.kind == "group"}

        assert {title: len(one.answered) for title, one in found.items()} == {"8 «А»": 8, "9 «Б»": 4}
        assert not any(one.seen for one in found.values())

    def test_whoever_reads_names_sees_every_group(self, programme, curator):
        people = answered.make_people(programme, 14)
        made = answered.make_wave(programme, answered.make_questionnaire(programme.organization), people)

        assert all(one.seen for one in slicing.of_wave(made.wave, member=curator.member) if one.kind == "group")

    def test_hidden_group_cannot_be_asked_for_by_address(self, programme, director):
        people = answered.make_people(programme, 14)
        made = answered.make_wave(programme, answered.make_questionnaire(programme.organization), people)

        shown = showing.of_wave(made.wave, member=director.member, key="group-1")

        assert shown.slice is None and shown.rate.answered == len(made.said)

    def test_named_wave_of_four_is_hidden_from_whoever_may_not_read_names(self, programme, curator, director):
        people = answered.make_people(programme, 5)
        made = answered.make_wave(programme, answered.make_questionnaire(programme.organization), people)

        assert showing.of_wave(made.wave, member=director.member).why_hidden == results.TOO_FEW
        assert showing.of_wave(made.wave, member=curator.member).why_hidden == ""


def test_thresholds_are_the_usual_until_the_programme_has_its_own(programme):
    assert results.thresholds(programme).strength == 70

    Thresholds.objects.create(organization=programme.organization, programme=programme, strength=80)

    assert results.thresholds(programme).strength == 80
