"""For which days labour papers give a work: what is over stands in nobody's way, days are never given twice."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mentoring.accounts.operations import Refused
from mentoring.pairs.models import PairMentor
from reports.documents import amending, approving, checking, drafting, issuing
from reports.documents.labour import hiring, resting, standing
from reports.documents.labour import notices as labour_notices
from reports.documents.labour.notices import Side
from reports.documents.labour.spans import WorkSpan
from reports.documents.models import Document
from reports.documents.tests.aloud import TODAY, said
from reports.documents.tests.hired import END, FIXED, START, colleague, fixed, heads, pair_of, papers, seat_of

pytestmark = pytest.mark.usefixtures("august")
AUTUMN = replace(FIXED, end=date(2026, 12, 31))
SPRING = replace(FIXED, start=date(2027, 1, 1))
DECEMBER, JANUARY = date(2026, 12, 10), date(2027, 1, 11)


@pytest.fixture
def head(took, director):
    return heads(took, director.member)


@pytest.fixture
def seat(took, programme, curator) -> PairMentor:
    """A mentor of a colleague, at work."""
    colleague(took, programme)
    return fixed(seat_of(pair_of(took, programme, curator.member, mentee="Чижова", form="own-2")))


@pytest.fixture
def on(monkeypatch):
    """Let another day come."""
    return lambda day: monkeypatch.setattr("mentoring.accounts.schooldays.today", lambda organization: day)


@pytest.fixture
def autumn(seat, curator, head) -> Document:
    """The order in force that gives the work until the end of December; its agreement is in force too."""
    order = hiring.draft_for_mentor(seat, AUTUMN, by=curator.member)
    issued(papers()["labour_agreement"], curator, head)
    return issued(order, curator, head)


def issued(document: Document, curator, head) -> Document:
    approving.submit(document, by=curator.member, accept_warnings=True)
    return issuing.approve_and_issue(document, on=TODAY, by=head)


def moved(block: dict) -> dict:
    """Let a block say another last day."""
    return block | {"text": block["text"].replace("31\xa0декабря", "25\xa0мая")} if "text" in block else block


def spring(seat, curator, **own) -> Document:
    return hiring.draft_for_mentor(seat, replace(SPRING, **own), by=curator.member)


def test_each_of_the_papers_keeps_the_days_that_were_entered(seat, curator, head):
    hiring.draft_for_mentor(seat, AUTUMN, by=curator.member)

    kept = WorkSpan.objects.values_list("document__kind", "start", "end").order_by("document__kind")
    assert list(kept) == [(kind, START, date(2026, 12, 31)) for kind in ("O10", "labour_agreement", "labour_consent")]


def test_days_that_end_before_they_begin_are_no_row(seat, curator, head):
    hiring.draft_for_mentor(seat, AUTUMN, by=curator.member)

    with pytest.raises(IntegrityError, match="work_span_runs"), transaction.atomic():
        WorkSpan.objects.update(end=date(2026, 8, 31))


def test_draft_that_is_thrown_away_leaves_no_days(seat, curator, head):
    drafting.discard(hiring.draft_for_mentor(seat, AUTUMN, by=curator.member), by=curator.member)

    assert WorkSpan.objects.count() == 2


def test_work_that_is_over_is_given_anew(seat, autumn, curator, on):
    on(JANUARY)

    order = spring(seat, curator, start=JANUARY)

    assert resting.days(order).edges == (JANUARY, END)
    assert Document.objects.filter(kind="O10").count() == 2


@pytest.mark.parametrize("day", [DECEMBER, JANUARY])
def test_days_of_an_order_in_force_are_not_given_twice(seat, autumn, curator, on, day):
    on(day)

    with pytest.raises(Refused) as refused:
        spring(seat, curator, start=date(2026, 12, 31))
    assert str(refused.value).replace("\xa0", " ") == (
        "Дятлов Олег Юрьевич. Эта работа уже поручена: приказ № 1, с 1 сентября 2026 г. по 31 декабря 2026 г. "
        "Назначьте дни вне этого срока или сначала отмените этот документ."
    )
    assert spring(seat, curator)


def test_papers_that_are_being_prepared_stand_in_the_way_of_any(seat, autumn, curator, on):
    on(DECEMBER)
    spring(seat, curator, end=date(2027, 3, 31))

    with pytest.raises(Refused, match="удалите черновики: приказ, согласие, дополнительное соглашение"):
        spring(seat, curator, start=date(2027, 4, 1))


def test_drafts_of_days_gone_by_stand_in_nobody_s_way(seat, curator, head, on):
    hiring.draft_for_mentor(seat, AUTUMN, by=curator.member)
    on(JANUARY)

    assert spring(seat, curator)


def test_papers_whose_days_nobody_knows_stand_as_they_did(seat, autumn, curator, on):
    WorkSpan.objects.all().delete()
    on(JANUARY)

    with pytest.raises(Refused, match="Чтобы составить их заново: приказ № 1 действует, отмените его"):
        spring(seat, curator)


def test_order_that_was_amended_may_last_longer_than_it_said(seat, autumn, curator, head, on):
    change = amending.amend(autumn, by=curator.member)
    change.body = [block for block in change.body if "…" not in block.get("text", "")]
    change.save(update_fields=["body"])
    issued(change, curator, head)
    autumn.refresh_from_db()
    on(JANUARY)

    assert resting.days(autumn) is None
    with pytest.raises(Refused, match="приказ № 1 действует, отмените его"):
        spring(seat, curator)


def test_work_that_is_over_may_become_a_duty(seat, autumn, curator, on):
    person = seat.mentor.person
    on(DECEMBER)
    with pytest.raises(Refused, match="приказ № 1 действует"):
        hiring.mark_in_duties(seat.pair, person, where="Инструкция.", by=curator.member)

    on(JANUARY)
    assert hiring.mark_in_duties(seat.pair, person, where="Инструкция.", by=curator.member)


def test_order_rests_on_the_papers_of_its_own_days(seat, autumn, curator, on):
    on(JANUARY)
    order = spring(seat, curator)
    assert said(order)[-2].endswith("дополнительное соглашение к трудовому договору.")

    Document.objects.filter(work_span__start=SPRING.start, kind="labour_consent").delete()

    lacks = [one.text for one in checking.faults(order) if one.place == "Основание"]
    assert lacks == ["Нет согласия: Дятлов Олег Юрьевич."]


def test_days_that_the_text_does_not_say_any_more_are_told(seat, curator, head):
    order = hiring.draft_for_mentor(seat, AUTUMN, by=curator.member)
    assert "Срок работы" not in [one.place for one in checking.faults(order)]

    for paper in papers().values():
        paper.body = [moved(block) for block in paper.body]
        told = [(one.level, one.text) for one in checking.faults(paper) if one.place == "Срок работы"]
        assert told == [("warning", "В тексте нет дня, который вы ввели: 31\xa0декабря 2026\xa0г.")]


def test_days_left_begin_after_the_last_that_were_given(seat, autumn, curator, on):
    term, person = hiring.term_of(seat), seat.mentor.person

    def left(day: date):
        found = standing.left(standing.drafted(seat.pair.programme, person, seat.pair), term, day)
        return found and found.edges

    assert left(TODAY) == left(DECEMBER) == left(JANUARY) == (SPRING.start, END)
    spring(seat, curator)
    assert left(DECEMBER) is None
    assert left(date(2027, 5, 26)) == (SPRING.start, END)  # nobody has issued them


def test_curator_is_given_the_work_anew_too(took, programme, curator, head, on):
    person = took.people["Осипова"]
    order = hiring.draft_for_curator(programme, person, AUTUMN, by=curator.member)
    issued(order, curator, head)
    on(JANUARY)

    assert hiring.draft_for_curator(programme, person, SPRING, by=curator.member).kind == "O10_curator"


# Notices.


def notify(seat, curator, day: date) -> Document:
    return labour_notices.notify_of_mentor(seat, side=Side.EMPLOYER, on=day, reason="", by=curator.member)


def test_last_day_comes_before_the_end_of_the_work_s_own_days(seat, autumn, curator, on):
    on(DECEMBER)

    with pytest.raises(Refused, match="и без уведомления кончается 31\xa0декабря"):
        notify(seat, curator, date(2026, 12, 31))
    assert notify(seat, curator, date(2026, 12, 30))


def test_days_of_the_pair_end_the_work_where_its_own_are_not_known(seat, autumn, curator, on):
    WorkSpan.objects.all().delete()
    on(DECEMBER)

    assert labour_notices.days_for_mentor(seat).end == date(2027, 5, 24)


def test_work_that_is_over_is_not_ended(seat, autumn, curator, on):
    on(JANUARY)

    with pytest.raises(Refused, match=r"по приказу № 1 кончился 31\.12\.2026: прекращать нечего"):
        notify(seat, curator, date(2027, 3, 1))


def test_work_given_once_more_ends_before_its_last_day(seat, autumn, curator, head, on):
    on(DECEMBER)
    order = spring(seat, curator)
    assert labour_notices.days_for_mentor(seat).end == date(2026, 12, 30)  # it is a draft yet

    issued(order, curator, head)
    assert labour_notices.days_for_mentor(seat).end == date(2027, 5, 24)


def test_work_of_the_curator_ends_with_its_own_days(took, programme, curator, head):
    person = took.people["Осипова"]
    hiring.draft_for_curator(programme, person, AUTUMN, by=curator.member)

    assert labour_notices.days_for_curator(programme, person).end == date(2026, 12, 30)


# Pages.


def shown(browser, name: str, *args) -> str:
    return browser.get(name, *args).content.decode().replace("\xa0", " ")


def test_page_offers_the_days_that_are_left(seat, autumn, curator, on):
    page = ("pair_labour", seat.pair.public_id, seat.pk)
    for day, noticed in ((DECEMBER, True), (JANUARY, False)):
        on(day)
        text = shown(curator, *page)
        assert "Эта работа уже поручена: приказ № 1 — с 1 сентября 2026 г. по 31 декабря 2026 г." in text
        assert 'value="2027-01-01"' in text and "Составить документы" in text
        assert ("Уведомить о прекращении работы" in text) is noticed


def test_page_of_work_given_to_the_last_day_has_no_form(seat, curator, head, on):
    issued(hiring.draft_for_mentor(seat, FIXED, by=curator.member), curator, head)
    page = ("pair_labour", seat.pair.public_id, seat.pk)

    text = shown(curator, *page)
    assert "приказ № 1 действует, отмените его" in text and "Уведомить о прекращении" in text
    on(date(2027, 5, 26))
    gone = shown(curator, *page)
    assert "Срок работы по приказу № 1 кончился 25.05.2027, дней для новых документов не осталось." in gone
    assert "Составить документы" not in text + gone


def test_work_that_an_agreement_alone_gave_is_over_without_an_order(seat, curator, head, on):
    hiring.draft_for_mentor(seat, FIXED, by=curator.member)
    issued(papers()["labour_agreement"], curator, head)
    on(date(2027, 5, 26))

    text = shown(curator, "pair_labour", seat.pair.public_id, seat.pk)
    assert '<p class="note">Срок этой работы кончился, дней для новых документов не осталось.' in text


def test_papers_of_a_pair_say_that_the_work_is_over(seat, autumn, curator, on):
    notice = curator.at("pair_labour_notice", seat.pair.public_id, seat.pk)
    before = shown(curator, "pair_papers", seat.pair.public_id)
    assert notice in before and "Срок работы по приказу" not in before

    on(JANUARY)
    text = shown(curator, "pair_papers", seat.pair.public_id)
    assert "Срок работы по приказу № 1 кончился 31.12.2026. Если работа продолжается, составьте документы" in text
    assert notice not in text
