from datetime import date

import pytest

from mentoring.access import Role
from mentoring.accounts import files, journal
from mentoring.accounts.models import JournalEntry
from roadmap import fulfilment
from roadmap.fulfilment import FulfilmentRefused
from roadmap.models import Evidence, Occurrence, Roadmap
from roadmap.tests.cast import answer_for, employ, make_person, make_position, make_roadmap
from tests.cast import make_member

TODAY = date(2026, 10, 5)
PAPER = ("протокол № 4.pdf", b"%PDF-1.7 protocol")


@pytest.fixture
def occurrence(school):
    return make_roadmap(school).events.get(number="2.1").occurrences.get()


@pytest.fixture
def member(curator):
    return curator.member


def entries(school) -> list[str]:
    return list(JournalEntry.objects.filter(organization=school).order_by("number").values_list("action", flat=True))


def test_a_mark_says_who_when_how_and_shows_the_paper(school, occurrence, member):
    marked = fulfilment.done(
        occurrence, on=date(2026, 10, 2), today=TODAY, by=member, note="Опросили 48 человек", papers=[PAPER]
    )

    marked.refresh_from_db()
    assert (marked.done_at, marked.done_by, marked.note, marked.version) == (
        date(2026, 10, 2),
        member,
        "Опросили 48 человек",
        2,
    )
    file = marked.evidence.get().file
    assert (file.name, file.action, files.read(file)) == (PAPER[0], "plan.see", PAPER[1])
    assert entries(school) == ["occurrence.done", "evidence.attach"]
    assert journal.breaks(school) == []


def test_each_occurrence_has_its_own_mark(school, member):
    first, second = make_roadmap(school).events.get(number="2.2").occurrences.all()

    fulfilment.done(second, on=TODAY, today=TODAY, by=member)

    first.refresh_from_db()
    assert first.done_at is None
    assert list(Occurrence.objects.filter(event=first.event).open()) == [first]


def test_undo_takes_the_mark_back_and_keeps_the_paper(school, occurrence, member):
    marked = fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member, papers=[PAPER])

    fulfilment.undo(marked, today=TODAY, by=member, version=marked.version)

    marked.refresh_from_db()
    assert (marked.done_at, marked.done_by, marked.evidence.count()) == (None, None, 1)
    assert entries(school)[-1] == "occurrence.undo"


def test_a_day_that_has_not_come_is_refused(occurrence, member):
    with pytest.raises(FulfilmentRefused, match="ещё не наступила"):
        fulfilment.done(occurrence, on=date(2026, 10, 6), today=TODAY, by=member)


def test_a_second_mark_is_refused_in_words(occurrence, member):
    fulfilment.done(occurrence, on=date(2026, 10, 2), today=TODAY, by=member)

    with pytest.raises(FulfilmentRefused, match=r"Уже отмечено выполненным 02\.10\.2026"):
        fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member)


def test_a_mark_made_from_an_old_page_is_refused(occurrence, member):
    seen = occurrence.version
    fulfilment.cancel(occurrence, reason="Каникулы", today=TODAY, by=member)
    fulfilment.restore(occurrence, today=TODAY, by=member)

    with pytest.raises(FulfilmentRefused, match="изменил кто-то ещё"):
        fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member, version=seen)


def test_taking_off_the_plan_needs_a_reason_and_can_be_taken_back(school, occurrence, member):
    with pytest.raises(FulfilmentRefused, match="почему"):
        fulfilment.cancel(occurrence, reason="  ", today=TODAY, by=member)

    off = fulfilment.cancel(occurrence, reason="Объединили с 2.2", today=TODAY, by=member)
    assert (off.cancelled_at, off.note) == (TODAY, "Объединили с 2.2")
    with pytest.raises(FulfilmentRefused, match="снято с плана"):
        fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member)

    back = fulfilment.restore(off, today=TODAY, by=member)
    assert (back.cancelled_at, back.note) == (None, "")
    assert entries(school) == ["occurrence.cancel", "occurrence.restore"]


def test_what_is_done_is_not_taken_off_the_plan(occurrence, member):
    fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member)

    with pytest.raises(FulfilmentRefused, match="Сначала отмените отметку"):
        fulfilment.cancel(occurrence, reason="Лишнее", today=TODAY, by=member)


def test_a_paper_can_be_taken_off_and_put_back(school, occurrence, member):
    (evidence,) = fulfilment.attach(occurrence, [PAPER], today=TODAY, by=member)

    taken_from, file = fulfilment.detach(evidence, today=TODAY, by=member)
    assert Evidence.objects.count() == 0

    fulfilment.attach_again(taken_from, file, today=TODAY, by=member)
    assert Evidence.objects.get().file == file
    with pytest.raises(FulfilmentRefused, match="уже приложен"):
        fulfilment.attach_again(taken_from, file, today=TODAY, by=member)
    assert entries(school) == ["evidence.attach", "evidence.detach", "evidence.attach"]


def test_attaching_nothing_is_refused(occurrence, member):
    with pytest.raises(FulfilmentRefused, match="Выберите файл"):
        fulfilment.attach(occurrence, [], today=TODAY, by=member)


def test_a_refused_paper_leaves_no_mark(school, occurrence, member):
    with pytest.raises(files.FileRefused):
        fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member, papers=[PAPER, ("пусто.pdf", b"")])

    occurrence.refresh_from_db()
    assert (occurrence.done_at, occurrence.evidence.count(), entries(school)) == (None, 0, [])


def test_an_archived_plan_is_only_read(occurrence, member):
    Roadmap.objects.update(state=Roadmap.State.ARCHIVED)

    with pytest.raises(FulfilmentRefused, match="в архиве"):
        fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member)


def test_staff_mark_what_they_answer_for_and_nothing_else(school, occurrence):
    member = make_member(school, Role.METHODIST)
    methodist = make_position(school)
    with pytest.raises(FulfilmentRefused, match="тот, кто за него отвечает"):
        fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member)

    answer_for(occurrence.event, methodist)
    employ(make_person(school, member=member), methodist)

    assert fulfilment.done(occurrence, on=TODAY, today=TODAY, by=member).done_by == member


def test_who_left_the_position_marks_no_more(school, occurrence):
    member = make_member(school, Role.METHODIST)
    methodist = make_position(school)
    answer_for(occurrence.event, methodist)
    employ(make_person(school, member=member), methodist, end=date(2026, 10, 4))

    assert not fulfilment.may_mark(occurrence.event, by=member, today=TODAY)
    assert fulfilment.may_mark(occurrence.event, by=member, today=date(2026, 10, 4))


def test_a_deputy_marks_any_event_and_a_technician_none(school, occurrence):
    assert fulfilment.may_mark(occurrence.event, by=make_member(school, Role.DEPUTY), today=TODAY)
    assert not fulfilment.may_mark(occurrence.event, by=make_member(school, Role.TECHNICIAN), today=TODAY)


def test_whoever_marks_nothing_marks_not_even_their_own(school, occurrence):
    clerk = make_member(school, Role.HR)
    answer_for(occurrence.event, make_person(school, member=clerk))

    assert not fulfilment.may_mark(occurrence.event, by=clerk, today=TODAY)


def test_a_mark_of_another_school_does_not_exist(occurrence, other_curator):
    with pytest.raises(Occurrence.DoesNotExist):
        fulfilment.done(occurrence, on=TODAY, today=TODAY, by=other_curator.member)
