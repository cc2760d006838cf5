"""Two waves by the same people: pairs laid by hand in the test against the lines that are kept."""

import statistics
from datetime import date

import pytest
from scipy import stats

from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from surveys import comparing, pairing, results
from surveys.models import Comparison, Measure, Measurement, Wave
from surveys.tests import answered

Moment = Wave.Moment


@pytest.fixture
def people(programme):
    return answered.make_people(programme, 45)


@pytest.fixture
def waves(programme, people):
    """Make an entry and an exit wave: the first two were asked at the entry alone, the last three at the exit."""
    school = programme.organization
    entry = answered.make_wave(programme, answered.make_questionnaire(school, code="in"), people[:-3], seed=5)
    leave = answered.make_wave(
        programme,
        answered.make_questionnaire(school, code="out"),
        people[2:],
        seed=6,
        moment=Moment.EXIT,
        opens_on=date(2027, 5, 10),
    )
    return entry, leave


def by_hand(waves, code: str, row: int = 0) -> list[tuple[int, int]]:
    entry, leave = waves
    key = (code, row)
    return [
        (entry.said[person][key][0], leave.said[person][key][0])
        for person in entry.said.keys() & leave.said.keys()
        if key in entry.said[person] and key in leave.said[person]
    ]


@pytest.mark.parametrize(("code", "reverse"), [("wish", False), ("fear", True), ("pleased", False)])
def test_line_is_counted_from_those_who_answered_both_times(waves, curator, code: str, reverse: bool):
    entry, leave = waves
    pairs = by_hand(waves, code)
    moved = [after - before for before, after in pairs]

    made = pairing.compare(entry.wave, leave.wave, by=curator.member)

    line = next(one for one in pairing.kept_lines(made) if one.code == code)
    risen, fallen = sum(one > 0 for one in moved), sum(one < 0 for one in moved)
    assert line.n == len(pairs)
    assert line.before == pytest.approx(statistics.fmean(before for before, _ in pairs))
    assert line.after == pytest.approx(statistics.fmean(after for _, after in pairs))
    assert (line.better, line.worse) == ((fallen, risen) if reverse else (risen, fallen))
    assert line.same == moved.count(0)
    judge = stats.wilcoxon([one for one in moved if one], method="asymptotic", correction=False).pvalue
    assert line.n >= comparing.IN_WORDS
    assert line.p == pytest.approx(judge, abs=0.05)


def test_lines_are_the_twins_alone_in_their_order(waves, curator):
    made = pairing.compare(waves[0].wave, waves[1].wave, by=curator.member)

    assert [one["code"] for one in made.lines] == ["wish", "fear", "pleased"]
    assert pairing.untwinned(waves[0].wave, waves[1].wave) == []


def test_scale_with_other_bounds_is_not_compared_and_is_named(programme, people):
    school = programme.organization
    question = {"code": "wish", "text": "Интересно?", "pair_code": "wish"}
    entry = answered.make_wave(
        programme, answered.make_questionnaire(school, code="a", questions=[question | {"high": 5}]), people
    )
    leave = answered.make_wave(programme, answered.make_questionnaire(school, code="b", questions=[question]), people)

    assert pairing.twins_of(entry.wave, leave.wave) == []
    assert pairing.untwinned(entry.wave, leave.wave) == ["Интересно?"]


def test_everybody_is_sorted_by_the_waves_they_answered(waves):
    entry, leave = waves
    asked = {wave.wave.pk: set(wave.wave.respondents.values_list("person", flat=True)) for wave in waves}
    everybody = asked[entry.wave.pk] | asked[leave.wave.pk]

    found = pairing.meeting(entry.wave, leave.wave)

    def people(keys):
        return {person for person, _ in keys}

    assert people(found.both) == entry.said.keys() & leave.said.keys()
    assert people(found.only_before) == entry.said.keys() - leave.said.keys()
    assert people(found.only_after) == leave.said.keys() - entry.said.keys()
    assert people(found.neither) == everybody - entry.said.keys() - leave.said.keys()
    assert found.everybody == len(everybody)


def test_people_behind_a_number_are_those_who_changed(waves, curator):
    made = pairing.compare(waves[0].wave, waves[1].wave, by=curator.member)

    item, pairs = pairing.changed(made, "fear", 0)

    assert item.reverse
    assert sorted((int(before), int(after)) for before, after in pairs.values()) == sorted(by_hand(waves, "fear"))
    assert pairing.changed(made, "unknown", 0) is None


def test_measures_of_the_programme_stand_beside_the_scales(waves, programme, people, curator):
    school = programme.organization
    measure = Measure.objects.create(organization=school, title="Пропуски", low=0, high=50, reverse=True)
    for place, person in enumerate(people[:12]):
        for moment, value in ((Moment.ENTRY, 20), (Moment.EXIT, 20 - place)):
            Measurement.objects.create(
                organization=school, measure=measure, programme=programme, person=person, moment=moment,
                on=date(2026, 9, 1), value=value,
            )  # fmt: skip
    Measurement.objects.create(
        organization=school, measure=measure, programme=programme, person=people[20], on=date(2026, 9, 1), value=1
    )

    made = pairing.compare(waves[0].wave, waves[1].wave, by=curator.member)

    line = pairing.kept_lines(made)[-1]
    assert (line.title, line.n, line.better, line.same, line.worse) == ("Пропуски", 12, 11, 1, 0)
    assert line.delta == pytest.approx(-statistics.fmean(range(12)))


def test_closing_an_exit_wave_compares_it_with_its_entry(waves, curator):
    entry, leave = waves

    made = results.on_close(leave.wave, by=curator.member)

    assert (made.before, made.after) == (entry.wave, leave.wave)
    assert made.conclusion == comparing.conclusion(pairing.kept_lines(made))
    assert JournalEntry.objects.filter(action="comparison.compute", subject_id=str(made.pk)).exists()
    assert results.on_close(entry.wave, by=curator.member) is None


def test_entry_wave_of_the_same_class_is_taken_before_that_of_all(waves, programme, people):
    entry, leave = waves
    group = people[0].enrollments.get().group
    own = answered.make_wave(programme, entry.wave.edition, people, seed=9, group=group, opens_on=date(2026, 9, 1))
    leave.wave.group = group

    assert pairing.earlier(leave.wave) == own.wave


@pytest.mark.parametrize("change", [{"state": Wave.State.OPEN}, {"anonymous": True}, {"moment": Moment.ONCE}])
def test_entry_that_goes_on_or_has_no_names_is_not_compared(waves, change: dict):
    entry, leave = waves
    Wave.objects.filter(pk=entry.wave.pk).update(**change)

    assert pairing.earlier(leave.wave) is None


def test_quarterly_waves_follow_one_another(programme, people):
    edition = answered.make_questionnaire(programme.organization)
    first, second, third = (
        answered.make_wave(
            programme, edition, people, seed=month, moment=Moment.QUARTERLY, opens_on=date(2026, month, 1)
        ).wave
        for month in (9, 10, 11)
    )

    assert (pairing.earlier(first), pairing.earlier(second), pairing.earlier(third)) == (None, first, second)


def test_second_count_keeps_the_conclusion_and_takes_new_answers(waves, curator):
    entry, leave = waves
    made = pairing.compare(entry.wave, leave.wave, by=curator.member)
    pairing.conclude(made, "Стало лучше, продолжаем.", version=made.version, by=curator.member)
    leave.wave.responses.all().delete()

    again = pairing.compare(entry.wave, leave.wave, by=None)

    assert Comparison.objects.count() == 1
    assert again.conclusion == "Стало лучше, продолжаем."
    assert {one["n"] for one in again.lines} == {0}


def test_stale_conclusion_is_refused(waves, curator):
    made = pairing.compare(waves[0].wave, waves[1].wave, by=curator.member)
    pairing.conclude(made, "Первый", version=1, by=curator.member)

    with pytest.raises(Refused, match="изменил кто-то ещё"):
        pairing.conclude(made, "Второй", version=1, by=curator.member)

    made.refresh_from_db()
    assert made.conclusion == "Первый"


def test_wave_without_names_is_not_compared(waves, curator):
    entry, leave = waves
    Wave.objects.filter(pk=entry.wave.pk).update(anonymous=True)
    entry.wave.refresh_from_db()

    with pytest.raises(Refused, match="без имён не сравнить"):
        pairing.compare(entry.wave, leave.wave, by=curator.member)


def test_wave_is_not_compared_with_itself(waves, curator):
    with pytest.raises(Refused, match="два разных опроса"):
        pairing.compare(waves[0].wave, waves[0].wave, by=curator.member)


def test_teacher_s_answers_are_paired_by_the_mentee_they_tell_of(programme, people, curator):
    question = [{"code": "calm", "text": "Спокоен ли он?", "pair_code": "calm"}]
    edition = answered.make_questionnaire(programme.organization, side="class_teacher", questions=question)
    teacher, pupils = people[0], people[1:13]
    made = [
        answered.make_wave(programme, edition, [], moment=moment, opens_on=day)
        for moment, day in ((Moment.ENTRY, date(2026, 9, 1)), (Moment.EXIT, date(2027, 5, 1)))
    ]
    for shift, one in enumerate(made):
        for place, pupil in enumerate(pupils):
            row = one.wave.respondents.create(
                organization=programme.organization, person=teacher, about=pupil, answered_on=one.wave.opens_on
            )
            response = one.wave.responses.create(
                organization=programme.organization, respondent=row, on=one.wave.opens_on
            )
            response.answers.create(
                organization=programme.organization, question=edition.questions.get(), value=place % 5 + 1 + shift
            )

    kept = pairing.kept_lines(pairing.compare(made[0].wave, made[1].wave, by=curator.member))

    assert [(one.n, one.better, one.delta) for one in kept] == [(12, 12, 1.0)]


def test_what_curators_wrote_of_the_programme_is_laid_side_by_side(programme, people, waves):
    questions = [
        {"code": "pairs", "kind": "number", "text": "Сколько пар?"},
        {"code": "goal", "text": "Цель", "low": 0, "high": 2},
        {"code": "new", "kind": "number", "text": "Сколько партнёров?"},
    ]
    edition = answered.make_questionnaire(programme.organization, code="cur", side="curator", questions=questions)
    made = []
    for given in ({"pairs": 7, "goal": 1}, {"pairs": 12, "goal": 1, "new": 3}):
        wave = answered.make_wave(programme, edition, []).wave
        response = wave.responses.create(organization=programme.organization, on=wave.opens_on)
        for code, value in given.items():
            question = edition.questions.get(code=code)
            response.answers.create(organization=programme.organization, question=question, value=value)
        made.append(wave)

    found = pairing.figures(*made)

    assert [(one.title, one.before, one.after, one.change) for one in found] == [
        ("Сколько пар?", 7, 12, 5),
        ("Цель", 1, 1, 0),
        ("Сколько партнёров?", None, 3, None),
    ]
    assert pairing.figures(waves[0].wave, waves[1].wave) == []
