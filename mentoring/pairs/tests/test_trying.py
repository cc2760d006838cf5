"""Trial meetings: who may be brought together, what both say, and how the matching hears it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.history import deed
from mentoring.pairs.models import Run, Trait, Trial
from mentoring.pairs.runs import handing, running, traits, trying
from mentoring.pairs.runs.traits import About
from mentoring.pairs.tests.desk_cast import TODAY, begun, chosen, ready, waiting
from mentoring.pairs.tests.test_desk_pages import EDIT, text
from mentoring.people.models import Erasure
from mentoring.people.privacy import erasing
from tests.cast import browse, make_member

WISH = Trait.Kind.WISH


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def trials(run, people, curator) -> list[Trial]:
    """Let Чижов meet both mentors, yesterday."""
    return trying.offer(run, people[0], people[2:], on=TODAY - timedelta(1), by=curator.member)


def wishes(programme) -> list[tuple[str, str, int, str]]:
    rows = Trait.objects.filter(programme=programme, kind=WISH, source="пробная встреча").order_by(
        "person__surname", "rank"
    )
    return [(row.person.surname, row.about.surname, row.rank, row.why) for row in rows]


def plain(refusal) -> str:
    return str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")


def hand(run, by) -> Run:
    return handing.hand(run, seen=running.live(run).fingerprint.whole, by=by)


def test_mentee_meets_two_mentors_on_a_day(trials, people):
    assert [(one.mentee, one.mentor, one.on) for one in Trial.objects.all()] == [
        (people[0], people[2], date(2026, 11, 19)),
        (people[0], people[3], date(2026, 11, 19)),
    ]


def test_third_mentor_may_come_later_and_a_fourth_is_refused(programme, form, run, trials, people, curator):
    third, fourth = (ready(programme, form, surname) for surname in ("Вербина", "Рябинина"))

    trying.offer(run, people[0], [third], by=curator.member)
    with pytest.raises(Refused, match="не больше трёх, назначено уже 3"):
        trying.offer(run, people[0], [fourth], by=curator.member)

    assert Trial.objects.count() == 3


def test_one_mentor_alone_is_no_trial(run, people, curator):
    for mentors in ([], [people[2]]):
        with pytest.raises(Refused, match="Сравнивать не с кем"):
            trying.offer(run, people[0], mentors, by=curator.member)


def test_same_mentor_is_met_once(run, trials, people, curator):
    with pytest.raises(Refused, match="назван дважды"):
        trying.offer(run, people[0], [people[2]], by=curator.member)


def test_two_whom_a_rule_keeps_apart_do_not_meet(programme, form, run, people, curator):
    untaught = ready(programme, form, "Вербина", taught=False)

    with pytest.raises(Refused) as refusal:
        trying.offer(run, people[0], [people[2], untaught], by=curator.member)

    assert plain(refusal) == (
        "Чижов Я. Л. и Вербина Я. Л.: пробную встречу не назначить. "
        "Вербина Я. Л.: не обучен. Выберите другого наставника."
    )
    assert not Trial.objects.exists()


def test_closed_reason_is_told_in_neutral_words(programme, run, people, curator):
    said = {Trait.Kind.BAN: [About(people[3].person, "обидела")]}
    traits.learn(programme, people[0].person, said, source="лист", on=TODAY, by=curator.member)

    with pytest.raises(Refused) as refusal:
        trying.offer(run, people[0], people[2:], by=curator.member)

    assert plain(refusal) == (
        "Чижов Я. Л. и Осокина Я. Л.: пробную встречу не назначить. "
        "Есть закрытая причина: её знают куратор и психолог. Выберите другого наставника."
    )


def test_pair_forbidden_by_hand_does_not_meet(run, people, curator):
    running.ban(run, people[0], people[3], "спор", by=curator.member)

    with pytest.raises(Refused, match="запрещена вручную"):
        trying.offer(run, people[0], people[2:], by=curator.member)


def test_meeting_is_within_the_programme(programme, run, people, curator):
    with pytest.raises(Refused, match="в дни программы"):
        trying.offer(run, people[0], people[2:], on=programme.end + timedelta(1), by=curator.member)


def test_marks_wait_for_the_meeting(run, trials, curator):
    trying.appoint(trials[0], TODAY + timedelta(3), by=curator.member)

    with pytest.raises(Refused, match="Встреча назначена на 23\N{NO-BREAK SPACE}ноября"):
        trying.tell(trials[0], "mentee", 8, by=curator.member)


@pytest.mark.parametrize("mark", [0, 11])
def test_mark_is_on_the_scale(trials, curator, mark):
    with pytest.raises(Refused, match="от 1 до 10"):
        trying.tell(trials[0], "mentor", mark, by=curator.member)


def test_both_sides_are_written_down_with_who_wrote(trials, curator):
    trying.tell(trials[0], "mentee", 8, " рассказывает понятно ", by=curator.member)
    trying.tell(trials[0], "mentor", 5, by=curator.member)

    row = Trial.objects.get(pk=trials[0].pk)
    assert (row.mentee_mark, row.mentee_word, row.mentee_by) == (8, "рассказывает понятно", curator.member)
    assert (row.mentor_mark, row.mentor_word, row.mentor_by) == (5, "", curator.member)


def test_same_words_twice_leave_one_trace(trials, curator):
    for _ in range(2):
        trying.tell(trials[0], "mentee", 8, "хорошо", by=curator.member)

    assert JournalEntry.objects.filter(action="trial.told").count() == 1


def test_good_marks_become_wishes_the_best_first(programme, run, trials, curator):
    trying.tell(trials[0], "mentee", 6, "спокойно", by=curator.member)
    trying.tell(trials[1], "mentee", 9, "весело", by=curator.member)
    trying.tell(trials[0], "mentor", 5, by=curator.member)
    trying.tell(trials[1], "mentor", 10, by=curator.member)

    assert trying.take_as_wishes(run, by=curator.member) == 2

    assert wishes(programme) == [
        ("Осокина", "Чижов", 1, ""),
        ("Чижов", "Осокина", 1, "весело"),
        ("Чижов", "Липина", 2, "спокойно"),
    ]
    assert trying.take_as_wishes(run, by=curator.member) == 0


def test_draft_is_solved_anew_with_the_marks(programme, run, trials, people, curator):
    running.weigh(run, weights={"wish": 5}, rules={}, by=curator.member)
    both = trying.offer(run, people[1], people[2:], by=curator.member)
    trying.tell(trials[1], "mentee", 10, by=curator.member)
    trying.tell(both[0], "mentee", 10, by=curator.member)

    trying.take_as_wishes(run, by=curator.member)

    assert chosen(run) == {"Чижов": "Осокина", "Дроздов": "Липина"}


def test_mark_that_became_worse_takes_the_wish_back(programme, run, trials, curator):
    trying.tell(trials[0], "mentee", 9, by=curator.member)
    trying.take_as_wishes(run, by=curator.member)

    trying.tell(trials[0], "mentee", 3, by=curator.member)
    trying.take_as_wishes(run, by=curator.member)

    assert wishes(programme) == []


def test_mentor_who_liked_four_wishes_for_three(programme, form, run, people, curator):
    mentees = [*people[:2], *(waiting(programme, form, surname) for surname in ("Сорокин", "Щеглов"))]
    for mark, mentee in enumerate(mentees, 6):
        first, _ = trying.offer(run, mentee, people[2:], by=curator.member)
        trying.tell(first, "mentor", mark, by=curator.member)

    trying.take_as_wishes(run, by=curator.member)

    assert [about for _, about, _, _ in wishes(programme)] == ["Щеглов", "Сорокин", "Дроздов"]


def test_wish_of_a_sheet_stays_where_it_is(programme, run, trials, people, curator):
    said = {WISH: [About(people[2].person, "вела кружок")]}
    traits.learn(programme, people[0].person, said, source=traits.BY_HAND, on=TODAY, by=curator.member)
    trying.tell(trials[0], "mentee", 9, by=curator.member)

    assert trying.take_as_wishes(run, by=curator.member) == 0

    assert wishes(programme) == []
    assert Trait.objects.get(kind=WISH).why == "вела кружок"


def test_nothing_is_taken_before_the_first_mark(run, trials, curator):
    with pytest.raises(Refused, match="оценок ещё нет"):
        trying.take_as_wishes(run, by=curator.member)


def test_run_before_those_who_decide_hears_no_marks_but_keeps_them(run, trials, curator):
    hand(run, curator.member)

    trying.tell(trials[0], "mentee", 9, by=curator.member)
    with pytest.raises(Refused, match="в другом состоянии"):
        trying.take_as_wishes(run, by=curator.member)

    assert Trial.objects.get(pk=trials[0].pk).mentee_mark == 9


def test_meeting_of_a_run_put_off_is_changed_no_more(run, trials, curator):
    running.drop(run, by=curator.member)

    for change in (
        lambda: trying.tell(trials[0], "mentee", 9, by=curator.member),
        lambda: trying.appoint(trials[0], None, by=curator.member),
        lambda: trying.cancel(trials[0], by=curator.member),
    ):
        with pytest.raises(Refused, match="в другом состоянии"):
            change()


def test_struck_meeting_takes_its_wishes_along(programme, run, trials, curator):
    for trial, mark in zip(trials, (7, 9), strict=True):
        trying.tell(trial, "mentee", mark, by=curator.member)
        trying.tell(trial, "mentor", mark, by=curator.member)
    trying.take_as_wishes(run, by=curator.member)

    trying.cancel(trials[1], by=curator.member)

    assert wishes(programme) == [("Липина", "Чижов", 1, ""), ("Чижов", "Липина", 1, "")]
    assert Trial.objects.get() == trials[0]


def test_meetings_are_out_of_reach_of_another_school(trials, other_curator):
    with pytest.raises(Refused, match="в другом состоянии"):
        trying.cancel(trials[0], by=other_curator.member)


def test_journal_tells_the_story_in_words(run, trials, curator):
    trying.appoint(trials[0], TODAY, by=curator.member)
    trying.tell(trials[0], "mentee", 7, by=curator.member)
    trying.cancel(trials[0], by=curator.member)

    told = [deed(entry) for entry in JournalEntry.objects.filter(subject_kind="pairs.trial").order_by("number")]
    assert told == [
        "пробная встреча: назначена",
        "пробная встреча: назначена",
        "пробная встреча: изменён день",
        "пробная встреча: поставлена оценка",
        "пробная встреча: отменена",
    ]


def test_erased_person_leaves_no_meeting(trials, people, director):
    erasing.erase(people[2].person, Erasure.Reason.DEMAND, by=director.member)

    assert [one.mentor for one in Trial.objects.all()] == [people[3]]


def test_erased_person_is_named_in_no_words_of_others(trials, people, curator, director):
    mentor = people[2].person
    mentor.surname, mentor.given = "Ясенева", "Ева"
    mentor.save()
    trying.tell(trials[1], "mentee", 6, f"интереснее, чем {mentor.short_name}", by=curator.member)

    erasing.erase(mentor, Erasure.Reason.DEMAND, by=director.member)

    assert "Ясенева" not in Trial.objects.get(pk=trials[1].pk).mentee_word


def test_way_from_the_desk_to_marks_that_count(curator, programme, run, people):
    assert "Пробные встречи" in text(curator.get("matching_run", run.public_id))
    data = {"mentee": people[0].pk, "mentor_1": people[2].pk, "mentor_2": people[3].pk, "on": TODAY}
    curator.post("matching_trial_new", run.public_id, action=EDIT, data=data)
    trial = Trial.objects.get(mentor=people[3])

    said = {"on": TODAY, "mentee_mark": "9", "mentee_word": "весело", "mentor_mark": "", "mentor_word": ""}
    page = curator.post("matching_trial_tell", run.public_id, trial.pk, action=EDIT, data=said, follow=True)

    assert "Чижов Ян Львович Липина Ян Львович 20 ноября, пт" in text(page)
    assert "Наставляемый 9 из 10 «весело» записано: Соколова Вера Ильинична" in text(page)
    assert "Оценки ещё не учтены у 1 человека." in text(page)
    page = curator.post("matching_trials_take", run.public_id, action=EDIT, follow=True)
    assert "Учли оценки: пожелания изменились у 1 человека. Подбор пересчитан." in text(page)
    assert wishes(programme) == [("Чижов", "Осокина", 1, "весело")]
    assert "Подбор знает все оценки от 6." in text(curator.get("matching_trials", run.public_id))


def test_refused_offer_keeps_what_was_chosen(curator, run, people):
    data = {"mentee": people[0].pk, "mentor_1": people[2].pk, "on": ""}

    page = curator.post("matching_trial_new", run.public_id, action=EDIT, data=data)

    assert "Сравнивать не с кем." in text(page)
    assert f'<option value="{people[2].pk}" selected>' in page.content.decode()
    assert not Trial.objects.exists()


def test_who_may_only_see_reads_marks_and_changes_none(school, run, trials, curator):
    trying.tell(trials[0], "mentee", 8, "понятно", by=curator.member)
    director = browse(make_member(school, Role.DIRECTOR))

    page = director.get("matching_trials", run.public_id)

    assert "8 из 10 «понятно»" in text(page)
    assert "Сохранить" not in text(page) and "Назначить" not in text(page)
    assert director.post("matching_trial_cancel", run.public_id, trials[0].pk, action=EDIT).status_code == 403


def test_run_before_those_who_decide_says_how_marks_are_heard(curator, run, trials):
    hand(run, curator.member)
    trying.tell(trials[0], "mentee", 9, by=curator.member)

    page = text(curator.get("matching_trials", run.public_id))

    assert "верните подбор в черновик, чтобы он их учёл" in page
    assert "Учесть в подборе" not in page


def test_meeting_is_reached_through_its_own_run_alone(curator, form, run, trials):
    running.drop(run, by=curator.member)
    other = begun(run.programme, form, curator.member)

    answer = curator.post("matching_trial_cancel", other.public_id, trials[0].pk, action=EDIT)

    assert answer.status_code == 404
    assert Trial.objects.count() == 2


def test_page_asks_the_same_for_any_number_of_meetings(curator, programme, form, run, trials, people):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            curator.get("matching_trials", run.public_id)
        return len(queries)

    trying.tell(trials[0], "mentee", 8, by=curator.member)
    asked()
    few = asked()
    for surname in ("Сорокин", "Щеглов"):
        for trial in trying.offer(run, waiting(programme, form, surname), people[2:], by=curator.member):
            trying.tell(trial, "mentor", 7, by=curator.member)

    assert asked() == few
