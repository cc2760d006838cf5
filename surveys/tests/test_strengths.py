"""Strengths and weaknesses: what the draft suggests, and what of it is the curator's."""

import pytest

from mentoring.accounts.operations import Refused
from surveys import results, strengths
from surveys.models import Answer, SwotLine, Thresholds, Wave
from surveys.strengths import Finding
from surveys.tests import answered

Quadrant = SwotLine.Quadrant
AGAIN = "появилось желание продолжать"


def found(part: int, whole: int) -> Finding:
    return Finding("mentee", AGAIN, part, whole, ("Хотите продолжать?",))


@pytest.mark.parametrize(
    ("part", "whole", "quadrants"),
    [
        (7, 10, [Quadrant.STRENGTH]),
        (69, 100, []),
        (4, 10, []),
        (39, 100, [Quadrant.WEAKNESS]),
        (0, 5, [Quadrant.WEAKNESS]),
        (4, 4, []),
    ],
)
def test_much_is_a_strength_little_a_weakness_and_few_people_tell_nothing(part: int, whole: int, quadrants: list):
    made = strengths.draft([found(part, whole)], strength=70, weakness=40)

    assert [one.quadrant for one in made] == quadrants


def test_line_says_the_share_and_names_its_source():
    many, few = strengths.draft([found(18, 22), found(7, 22)], strength=70, weakness=40)

    assert many.text == "у 82\N{NO-BREAK SPACE}% наставляемых появилось желание продолжать"
    assert many.source == "18 из 22 ответивших: «Хотите продолжать?»"
    assert few.text == "только у 32\N{NO-BREAK SPACE}% наставляемых появилось желание продолжать"


@pytest.fixture
def leaving(programme):
    """Make a closed exit wave of a programme."""
    people = answered.make_people(programme, 30)
    return answered.make_wave(
        programme, answered.make_questionnaire(programme.organization), people, moment=Wave.Moment.EXIT
    )


def say(wave: Wave, code: str, value: int) -> None:
    """Let everybody give one answer."""
    Answer.objects.filter(response__wave=wave, question__code=code).update(value=value)


def lines(programme) -> list[tuple[str, str]]:
    return list(programme.swot.filter(dropped=False).order_by("order").values_list("quadrant", "text"))


def test_findings_are_the_shares_of_yes_and_of_high_points(leaving, programme):
    again, pleased = leaving.points("again"), leaving.points("pleased")

    shares = {one.text: (one.part, one.whole) for one in strengths.findings_of(programme)}

    assert shares == {
        AGAIN: (sum(again), len(again)),
        "довольны программой": (sum(point >= 7 for point in pleased), len(pleased)),
    }


def test_same_finding_of_two_forms_is_one_line(leaving, programme):
    people = answered.make_people(programme, 20)
    other = answered.make_wave(programme, leaving.wave.edition, people, seed=7, moment=Wave.Moment.EXIT)
    again = leaving.points("again") + other.points("again")

    shares = {one.text: (one.part, one.whole) for one in strengths.findings_of(programme)}

    assert shares[AGAIN] == (sum(again), len(again))


@pytest.mark.parametrize("change", [{"state": Wave.State.OPEN}, {"moment": Wave.Moment.ENTRY}])
def test_only_closed_exit_waves_are_drawn_on(leaving, programme, change: dict):
    Wave.objects.filter(pk=leaving.wave.pk).update(**change)

    assert strengths.findings_of(programme) == []


def test_wave_without_names_tells_nothing_below_five(programme):
    people = answered.make_people(programme, 5)
    answered.make_wave(
        programme,
        answered.make_questionnaire(programme.organization),
        people,
        moment=Wave.Moment.EXIT,
        anonymous=True,
    )

    assert strengths.findings_of(programme) == []


def test_draft_lays_lines_and_lays_them_anew_when_answers_change(leaving, programme, curator):
    say(leaving.wave, "again", 1)
    say(leaving.wave, "pleased", 1)
    strengths.refresh(programme, by=curator.member)
    first = lines(programme)

    say(leaving.wave, "again", 0)
    say(leaving.wave, "pleased", 5)
    strengths.refresh(programme, by=curator.member)

    assert [quadrant for quadrant, _ in first] == [Quadrant.WEAKNESS, Quadrant.STRENGTH]  # as they are asked
    assert lines(programme) == [
        (Quadrant.WEAKNESS, "только у 0\N{NO-BREAK SPACE}% наставляемых довольны программой"),
        (Quadrant.WEAKNESS, f"только у 0\N{NO-BREAK SPACE}% наставляемых {AGAIN}"),
    ]


def test_draft_leaves_what_was_edited_moved_removed_and_added(leaving, programme, curator):
    say(leaving.wave, "again", 1)
    say(leaving.wave, "pleased", 10)
    strengths.refresh(programme, by=curator.member)
    pleased, again = sorted(programme.swot.all(), key=lambda row: AGAIN in row.text)
    strengths.change(again, Quadrant.OPPORTUNITY, "Все хотят дальше", version=1, by=curator.member)
    strengths.drop(pleased, version=1, by=curator.member)
    strengths.add(programme, Quadrant.THREAT, "Завод закрывают", by=curator.member)
    say(leaving.wave, "again", 0)

    strengths.refresh(programme, by=curator.member)

    assert sorted(lines(programme)) == [
        (Quadrant.OPPORTUNITY, "Все хотят дальше"),
        (Quadrant.THREAT, "Завод закрывают"),
    ]


def test_removed_lines_can_come_back(leaving, programme, curator):
    say(leaving.wave, "again", 1)
    strengths.refresh(programme, by=curator.member)
    row = programme.swot.get(text__contains=AGAIN)
    strengths.drop(row, version=1, by=curator.member)

    assert strengths.bring_back(programme, by=curator.member) == 1

    row.refresh_from_db()
    assert (row.dropped, row.by) == (False, None)
    with pytest.raises(Refused, match="возвращать нечего"):
        strengths.bring_back(programme, by=curator.member)


def test_stale_change_of_a_line_is_refused(programme, curator):
    row = strengths.add(programme, Quadrant.THREAT, "Мало времени", by=curator.member)
    strengths.change(row, Quadrant.THREAT, "Совсем мало времени", version=1, by=curator.member)

    with pytest.raises(Refused, match="изменил кто-то ещё"):
        strengths.change(row, Quadrant.WEAKNESS, "Мало времени", version=1, by=curator.member)
    with pytest.raises(Refused, match="изменил кто-то ещё"):
        strengths.drop(row, version=1, by=curator.member)


def test_line_that_is_gone_is_refused(programme, curator):
    row = strengths.add(programme, Quadrant.THREAT, "Мало времени", by=curator.member)
    strengths.drop(row, version=1, by=curator.member)

    with pytest.raises(Refused, match="уже нет"):
        strengths.change(row, Quadrant.THREAT, "Снова", version=1, by=curator.member)


def test_thresholds_decide_what_is_much(leaving, programme, curator):
    again = leaving.points("again")
    share = 100 * sum(again) // len(again)

    strengths.set_thresholds(programme, Thresholds(strength=share, weakness=1, satisfied=7), by=curator.member)
    strengths.refresh(programme, by=curator.member)

    assert any(quadrant == Quadrant.STRENGTH and text.endswith(AGAIN) for quadrant, text in lines(programme))
    assert results.thresholds(programme).strength == share


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"strength": 40, "weakness": 40, "satisfied": 7}, "выше порога слабой"),
        ({"strength": 101, "weakness": 40, "satisfied": 7}, "не больше 100"),
        ({"strength": 70, "weakness": 40, "satisfied": 11}, "от 1 до 10"),
    ],
)
def test_thresholds_that_make_no_sense_are_refused(programme, curator, given: dict, words: str):
    with pytest.raises(Refused, match=words):
        strengths.set_thresholds(programme, Thresholds(**given), by=curator.member)
