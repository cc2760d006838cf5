from dataclasses import replace
from datetime import date

import pytest

from mentoring.accounts import files
from mentoring.accounts.models import JournalEntry
from mentoring.calendar.due import Period
from roadmap import adopting, difference, uploading
from roadmap.adopting import AdoptingRefused
from roadmap.models import Event, Evidence, Occurrence, Roadmap
from roadmap.tests import drafts
from roadmap.tests.drafts import draft
from tests.cast import make_programme


@pytest.fixture
def by(curator):
    return curator.member


@pytest.fixture
def adopted(programme, by) -> Roadmap:
    return adopting.adopt(drafts.upload(programme, by=by, draft=draft()), by=by)


def lines(roadmap: Roadmap) -> list[tuple]:
    return [
        (event.section.number if event.section else "", event.number, event.title, event.due_text)
        for event in roadmap.events.select_related("section")
    ]


def renew(roadmap: Roadmap, *lines_of_document, by, kept: frozenset[str] = frozenset()) -> Roadmap:
    upload = drafts.upload(roadmap.programme, by=by, draft=draft(*lines_of_document))
    return adopting.apply_difference(upload, kept, by=by)


def test_a_newer_edition_changes_the_plan_in_its_place(adopted, by):
    before = {event.number: event.pk for event in adopted.events.all()}
    newer = [
        (0, "1.1", "Рассказ педагогам на совещании", "до 22 сентября", "Куратор программы"),
        (0, "1.2", "Вечер вопросов для родителей и учеников", "октябрь", "Классные руководители"),
        (1, "2.1", "Опрос желающих учиться у старших", "октябрь", "Рябинина А.С., педагог-психолог"),
        (1, "2.2", "Сверка списков", "1 раз в квартал", "Куратор программы"),
        (1, "2.3", "Школа наставников", "ноябрь", "Методист"),
    ]

    roadmap = renew(adopted, *newer, by=by)

    assert roadmap.pk == adopted.pk
    assert lines(roadmap) == [("1" if s == 0 else "2", n, t, d) for s, n, t, d, _ in newer]
    after = {event.number: event.pk for event in roadmap.events.all()}
    assert {number for number in before if before[number] == after[number]} == {"1.1", "1.2", "2.1", "2.2"}
    assert Occurrence.objects.get(event=after["1.1"]).due == date(2026, 9, 22)
    assert Event.objects.get(pk=after["2.2"]).responsibles.get().duty == "curator"
    assert Roadmap.objects.count() == 1
    entry = JournalEntry.objects.get(action="roadmap.renew")
    assert entry.values.after["added"] == 1
    assert entry.values.after["removed"] == 1


def test_marks_and_evidence_outlive_any_edition(adopted, by, school):
    for occurrence in Occurrence.objects.filter(event__number__in=("1.1", "2.1"), event__roadmap=adopted):
        Occurrence.objects.filter(pk=occurrence.pk).update(done_at=date(2026, 9, 10), note="было")
        file = files.store(school, f"{occurrence.pk}.txt", b"list", action="plan.see", by=by)
        Evidence.objects.create(organization=school, occurrence=occurrence, file=file)
    marked = set(Occurrence.objects.exclude(done_at=None).values_list("pk", flat=True))

    renew(adopted, (0, "1.1", "Рассказ педагогам на совещании", "до 29 сентября", "Куратор"), by=by)

    assert set(Occurrence.objects.exclude(done_at=None).values_list("pk", flat=True)) == marked
    assert set(Evidence.objects.values_list("occurrence", flat=True)) == marked
    gone = adopted.events.get(number="2.1")
    assert gone.withdrawn_at is not None
    assert adopted.events.get(number="1.1").occurrences.get().due == date(2026, 9, 29)
    assert not adopted.events.filter(number="2.2").exists()


def test_what_is_left_of_a_withdrawn_event_is_taken_off_the_plan(adopted, by):
    quarters = list(Occurrence.objects.filter(event__number="2.2", event__roadmap=adopted).order_by("due"))
    Occurrence.objects.filter(pk=quarters[0].pk).update(done_at=date(2026, 9, 29))

    renew(adopted, *drafts.LINES[:3], by=by)

    rows = Occurrence.objects.filter(event__number="2.2", event__roadmap=adopted).order_by("due")
    assert [(bool(row.done_at), bool(row.cancelled_at), row.note) for row in rows] == [
        (True, False, ""),
        *[(False, True, adopting.GONE)] * 3,
    ]


def test_changes_that_were_not_chosen_do_not_happen(adopted, by):
    upload = drafts.upload(
        adopted.programme, by=by, draft=draft(*drafts.LINES[:4], (1, "2.9", "Новое дело", "май", ""))
    )
    seen = adopting.comparison(upload)
    kept = frozenset(change.key for change in seen.found.changes)

    adopting.apply_difference(upload, kept, by=by, digest=seen.digest)

    assert [number for _, number, _, _ in lines(adopted)] == ["1.1", "1.2", "2.1", "2.2", "2.3"]


def test_a_plan_edited_meanwhile_is_not_changed_by_an_old_choice(adopted, by):
    upload = drafts.upload(adopted.programme, by=by, draft=draft(*drafts.LINES[:4]))
    digest = adopting.comparison(upload).digest
    adopted.events.filter(number="1.1").update(title="Правка коллеги")

    with pytest.raises(AdoptingRefused, match="план изменился"):
        adopting.apply_difference(upload, frozenset(), by=by, digest=digest)

    assert adopted.events.get(number="1.1").title == "Правка коллеги"


def test_the_same_document_again_makes_no_difference(adopted, by):
    upload = drafts.upload(adopted.programme, by=by, draft=draft())

    assert upload.against == adopted
    assert adopting.comparison(upload).found.changes == ()


def test_what_was_answered_about_a_date_is_not_asked_again(school, by):
    programme = make_programme(school, end=date(2028, 5, 31))
    upload = drafts.upload(programme, by=by, draft=draft())
    upload = uploading.answer(upload, {"dates": {"октябрь": {"year": "2027"}}}, version=1, by=by)
    adopting.adopt(upload, by=by)

    again = drafts.upload(programme, by=by, draft=draft())

    assert again.answers["dates"]["октябрь"] == {"year": "2027"}
    assert adopting.comparison(again).found.changes == ()


def test_a_changed_period_gives_yearly_things_their_new_years(adopted, by):
    longer = draft((0, "1.1", "Рассказ педагогам на совещании", "ежегодно до 15 сентября", "Куратор программы"))
    upload = drafts.upload(
        adopted.programme, by=by, draft=replace(longer, period=Period(date(2026, 9, 1), date(2028, 5, 31)))
    )

    roadmap = adopting.apply_difference(upload, frozenset(), by=by)

    roadmap.refresh_from_db()
    assert roadmap.period_end == date(2028, 5, 31)
    assert list(Occurrence.objects.filter(event__roadmap=roadmap).values_list("due", flat=True)) == [
        date(2026, 9, 15),
        date(2027, 9, 15),
    ]


def test_the_head_of_the_plan_may_be_kept(adopted, by):
    upload = drafts.upload(adopted.programme, by=by, draft=replace(draft(), title="Другое название"))
    head = difference.Change(difference.Kind.HEAD).key

    adopting.apply_difference(upload, frozenset({head}), by=by)

    adopted.refresh_from_db()
    assert adopted.title == "План наставничества"
