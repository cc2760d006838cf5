"""The pages of documents: what each role sees and can do there."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.access import Role
from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Partner, Person
from mentoring.registry.models import Criterion
from reports.documents import approving, drafting, listing, numbering, offering
from reports.documents.models import Acquaintance, Document, LegalAct, OutsideNumbers, Rendering
from reports.documents.subjects import table as subjects
from reports.documents.templatetags.documents import waiting_for_signature
from reports.documents.tests import acts
from reports.documents.tests.office import issue, state, text
from tests.cast import browse, make_member

State = Document.State


def test_documents_lie_under_the_headings_of_their_states(cycle, head, curator, act):
    acts.make_draft(cycle, by=curator.member, title="О графике")
    acts.make_draft(cycle, by=curator.member, title="О замене", state=State.RETURNED)

    page = text(curator.get("documents"))

    headings = ("Возвращены с замечаниями", "Черновики", "Действуют")
    places = [page.index(f">{title}</h2>") for title in headings]
    assert places == sorted(places)
    assert "Приказ о графике" in page
    assert f"№ {act.number}" in page


def test_empty_page_names_the_next_step(cycle, curator, director):
    assert reverse("document_new") in text(curator.get("documents"))
    assert "Составляет куратор" not in text(director.get("documents"))
    assert reverse("document_new") not in text(director.get("documents"))


def test_school_without_a_programme_is_led_to_one(school, curator):
    assert reverse("admin:programmes_programme_add") in text(curator.get("documents"))
    assert reverse("admin:programmes_programme_add") in text(curator.get("document_new"))
    refused = curator.post("document_draft", "O1", action="documents.edit")
    assert (refused.status_code, Document.objects.count()) == (302, 0)


def test_choice_says_what_a_document_lacks(cycle, curator):
    page = text(curator.get("document_new"))

    assert "принятой дорожной карты" in page
    assert "руководителя в списке людей" in page
    assert "Составить: " not in page


def test_what_another_school_has_is_lacking_here(cycle, curator, other_curator, other_school):
    acts.make_head(other_school, other_curator.member)
    Criterion.objects.create(organization=other_school, title="Открытость", weight=1)

    page = text(curator.get("document_new"))

    assert "руководителя в списке людей" in page
    assert "критериев отбора" in page


def test_unknown_kind_is_no_page(cycle, curator):
    assert curator.post("document_draft", "nothing", action="documents.edit").status_code == 404
    assert curator.post("document_about", cycle.pk, "nothing", action="documents.edit").status_code == 404


def test_somebody_who_drafts_nothing_is_offered_nothing(school, cycle, curator):
    day, mentor = schooldays.today(school), make_member(school, Role.MENTOR)

    assert [bool(offering.offers(one, cycle, day)) for one in (curator.member, mentor)] == [True, False]


@pytest.mark.parametrize(("kind", "role"), [("employer_letter", Role.MENTOR), ("consideration", Role.HR)])
def test_paper_is_about_nobody_whom_its_writer_may_not_see(school, cycle, kind, role):
    row = Partner.objects.create(organization=school, title="Завод «Маяк»") if role == Role.MENTOR else cycle

    with pytest.raises(Http404):
        subjects.find(kind, row.pk, make_member(school, role))


def test_protocol_is_drafted_in_one_press(cycle, head, curator):
    response = curator.post("document_draft", "group_protocol", action="documents.edit")

    made = Document.objects.get()
    assert (made.kind, made.state, response.url) == (
        "group_protocol",
        State.DRAFT,
        curator.at("document", made.public_id),
    )


def test_drafts_are_seen_by_those_who_work_on_them(school, draft, act, curator, director):
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert teacher.get("document", draft.public_id).status_code == 404
    assert teacher.get("document_file", draft.public_id, "docx").status_code == 404
    assert "О дне открытых дверей" in text(teacher.get("document", act.public_id))
    listed = text(teacher.get("documents"))
    assert ("Черновики" in listed, "Действуют" in listed) == (False, True)
    for browser in (curator, director, browse(make_member(school, Role.HR))):
        assert browser.get("document", draft.public_id).status_code == 200


def test_warnings_ask_and_are_accepted_by_the_button(curator, draft):
    page = text(curator.get("document", draft.public_id))
    assert "Не названо правовое основание." in page
    assert "Отправить всё равно" in page

    sent = {"version": draft.version}
    curator.post("document_submit", draft.public_id, action="documents.edit", data=sent)
    assert state(draft) == State.DRAFT
    curator.post("document_submit", draft.public_id, action="documents.edit", data=sent | {"warnings": "1"})

    assert state(draft) == State.SUBMITTED


def test_draft_is_sent_in_one_press(school, curator, draft):
    law = LegalAct.objects.create(organization=school, title="закона о школе")
    draft = drafting.edit(draft, by=curator.member, version=draft.version, grounds=[law])
    page = text(curator.get("document", draft.public_id))
    assert "Отправить на утверждение" in page
    assert "замечаний нет" in page

    curator.post("document_submit", draft.public_id, action="documents.edit", data={"version": draft.version})

    assert state(draft) == State.SUBMITTED
    page = text(curator.get("document", draft.public_id))
    assert "Отозвать и править" in page
    assert "Изменить текст" not in page


def test_errors_stop_a_draft_and_its_text_is_what_to_do(cycle, head, curator):
    body = [*acts.BODY[:5], {"block": "point", "text": "Назначить {curator|who acc}."}, acts.BODY[-1]]
    draft = acts.make_draft(cycle, by=curator.member, body=body)

    page = text(curator.get("document", draft.public_id))
    curator.post(
        "document_submit", draft.public_id, action="documents.edit", data={"version": draft.version, "warnings": "1"}
    )

    assert "ошибка" in page
    assert "Отправить" not in page
    assert state(draft) == State.DRAFT


def test_stale_page_sends_nothing(curator, draft):
    drafting.edit(draft, by=curator.member, version=draft.version, title="О другом дне")

    response = curator.post(
        "document_submit", draft.public_id, action="documents.edit", data={"version": 1}, follow=True
    )

    assert "изменил кто-то ещё" in text(response)
    assert state(draft) == State.DRAFT


def test_draft_is_thrown_away_after_a_question(curator, draft):
    assert "Удалить черновик" in text(curator.get("document_discard", draft.public_id))

    curator.post("document_discard_now", draft.public_id, action="documents.edit")

    assert not Document.objects.exists()
    assert JournalEntry.objects.filter(action="document.discard").count() == 1


def test_only_a_draft_can_be_thrown_away(curator, act, waiting):
    assert curator.get("document_discard", act.public_id).status_code == 404


def test_act_shows_its_files_and_makes_a_failed_one_again(curator, act):
    Rendering.objects.filter(document=act, format="pdf").update(state="failed", error="Шрифт не найден.")
    page = text(curator.get("document", act.public_id))
    assert "Шрифт не найден." in page
    assert "готовится" in page

    curator.post("document_render", act.public_id, "pdf", action="documents.see")

    assert Rendering.objects.get(document=act, format="pdf").state == "waiting"
    assert curator.get("document_file", act.public_id, "pdf").status_code == 404
    assert curator.get("document_file", act.public_id, "exe").status_code == 404


def test_open_document_is_taken_away_as_a_project(curator, draft):
    response = curator.get("document_file", draft.public_id, "docx")

    assert response.content.startswith(b"PK")
    assert "%D0%9F%D1%80%D0%BE%D0%B5%D0%BA%D1%82" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    assert curator.get("document_file", draft.public_id, "exe").status_code == 404


def test_whoever_is_named_marks_that_they_have_read(school, act, curator):
    reader = browse(make_member(school, Role.CLASS_TEACHER, name="Юдина Яна Олеговна"))
    person = Person.objects.create(organization=school, surname="Юдина", given="Яна", membership=reader.member)
    Acquaintance.objects.create(organization=school, document=act, person=person, name="Юдина Яна", order=1)
    assert "Ознакомлен(а)" in text(reader.get("document", act.public_id))
    assert "Ознакомлены 0 из 1" in text(curator.get("document", act.public_id))

    reader.post("document_read", act.public_id, action="documents.acquaint")

    row = Acquaintance.objects.get()
    assert (row.how, row.on) == ("here", acts.today(act))
    assert "Ознакомлен(а)" not in text(reader.get("document", act.public_id))
    assert curator.post("document_read", act.public_id, action="documents.acquaint").status_code == 404


def test_steps_of_a_document_are_offered_to_those_who_may_take_them(school, cycle, head, curator, director, act):
    Acquaintance.objects.create(organization=school, document=act, person=head.person)
    draft = acts.make_draft(cycle, by=curator.member)
    waiting = acts.make_submitted(cycle, by=curator.member, title="О замене")
    approved = acts.make_approved(cycle, head, by=curator.member, title="О графике")
    three = (curator, director, browse(make_member(school, Role.DEPUTY)))

    def offered(document: Document, name: str) -> list[bool]:
        return [bool(who.get("document", document.public_id).context[name]) for who in three]

    assert offered(draft, "editable") == [True, False, True]
    assert offered(waiting, "signs") == [False, True, True]
    assert offered(waiting, "withdrawable") == [True, False, True]
    assert offered(approved, "numbering") == [True, True, False]
    assert offered(act, "scan_form") == [True, True, False]
    assert offered(act, "sheet_form") == [True, True, False]
    assert offered(act, "working") == [True, False, True]


def test_signatures_on_paper_are_marked_by_day(school, act, curator):
    person = Person.objects.create(organization=school, surname="Юдина", given="Яна")
    row = Acquaintance.objects.create(organization=school, document=act, person=person, name="Юдина Яна", order=1)

    curator.post(
        "document_sheet",
        act.public_id,
        action="documents.number",
        data={"people": [row.pk], "on": acts.today(act).isoformat()},
    )

    row.refresh_from_db()
    assert (row.how, row.by) == ("paper", curator.member)


def test_register_shows_documents_and_numbers_made_elsewhere(school, curator, act):
    numbering.record_outside(act.journal, act.year, 2, 4, "приказы на бумаге", by=curator.member)

    page = text(curator.get("acts"))

    assert page.index("2–4") < page.index("Приказ о дне открытых дверей")
    assert "номер 5</span>" in page
    assert "Приказ о дне открытых дверей" not in text(curator.get("acts", query={"q": "бумаге"}))
    assert "Приказ о дне открытых дверей" in text(curator.get("acts", query={"q": "ДНЕ", "year": act.year}))
    assert "По этому отбору документов нет" in text(curator.get("acts", query={"kind": "group_protocol"}))


def test_register_of_a_new_school_names_the_next_step(school, curator):
    assert reverse("acts_outside") in text(curator.get("acts"))


def test_years_of_another_school_are_offered_to_nobody_here(act, curator, other_curator, other_school):
    elsewhere = numbering.journal_for(other_school, "orders")
    numbering.record_outside(elsewhere, act.year - 1, 1, 2, "приказы на бумаге", by=other_curator.member)

    assert listing.years(curator.member) == [act.year]
    assert listing.years(other_curator.member) == [act.year - 1]


def test_numbers_made_elsewhere_are_recorded_and_taken_back(school, curator):
    year = schooldays.today(school).year
    sent = {"journal": "orders", "year": year, "first": "1", "last": "", "reason": "приказ на бумаге"}

    backwards = curator.post("acts_outside", action="documents.number", data=sent | {"first": "5", "last": "2"})
    assert "меньше, чем" in text(backwards)
    assert not OutsideNumbers.objects.exists()
    curator.post("acts_outside", action="documents.number", data=sent)
    row = OutsideNumbers.objects.get()
    assert (row.first, row.last) == (1, 1)
    curator.post("acts_outside_back", row.pk, action="documents.number")

    assert not OutsideNumbers.objects.exists()


def test_gap_in_numbers_is_refused_in_words(school, curator):
    sent = {"journal": "orders", "year": schooldays.today(school).year, "first": "3", "last": "4", "reason": "бумага"}

    page = text(curator.post("acts_outside", action="documents.number", data=sent))

    assert "без пропусков" in page
    assert not OutsideNumbers.objects.exists()


def test_history_is_told_to_leaders(school, curator, act):
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert "присвоен номер, документ действует" in text(curator.get("document", act.public_id))
    assert "История" not in text(teacher.get("document", act.public_id))


def test_history_is_what_the_own_school_wrote(act, curator, other_school):
    before = len(curator.get("document", act.public_id).context["history"])
    journal.write(other_school, "document.issue", act, by=None, after={})

    assert len(curator.get("document", act.public_id).context["history"]) == before > 0


def test_other_school_sees_nothing(other_curator, draft, act):
    for document in (draft, act):
        assert other_curator.get("document", document.public_id).status_code == 404
        assert other_curator.post("document_withdraw", document.public_id, action="documents.edit").status_code == 404
    assert act.title not in text(other_curator.get("acts"))


@pytest.mark.parametrize("name", ["documents", "acts", "sign"])
def test_list_costs_the_same_for_one_and_three(cycle, head, curator, director, name):
    def make(n):
        waiting = acts.make_submitted(cycle, by=curator.member, title=f"О деле {n}")
        issue(acts.make_submitted(cycle, by=curator.member, title=f"О сделанном {n}"), head)
        return waiting

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert director.get(name).status_code == 200
        return len(asked)

    make(1)
    cost()
    one = cost()
    make(2), make(3)

    assert cost() == one
    assert one <= 25


def test_page_of_a_document_costs_few_queries(draft, curator):
    text(curator.get("document", draft.public_id))

    with CaptureQueriesContext(connection) as asked:
        text(curator.get("document", draft.public_id))

    assert len(asked) <= 25


def test_paper_waits_for_nobody_who_may_not_approve_it(curator, director, waiting):
    frames = [{"request": SimpleNamespace(membership=who.member)} for who in (curator, director)]

    assert [list(listing.waiting(who.member)) for who in (curator, director)] == [[], [waiting]]
    assert [waiting_for_signature(frame) for frame in frames] == [None, 1]


def test_start_page_of_the_head_begins_with_what_waits(director, curator, waiting):
    page = text(director.get("start"))

    assert page.index("К подписи один документ") < page.index("</h1>") + 4000
    assert director.at("sign") in page
    approving.return_(waiting, "Не то.", by=director.member)
    assert "Исправить" in text(curator.get("admin:index"))


def test_search_finds_documents_by_title_and_number(curator, act):
    assert "Приказ о дне открытых дверей" in text(curator.get("search", query={"q": "открытых дверей"}))


def test_date_of_the_form_bears_nonsense(director, waiting):
    for asked in ("2026-13-45", "2026-02-30", "x", "0001-01-01"):
        page = director.get("sign", waiting.public_id, query={"earlier": asked})
        assert page.context["day"].initial["on"] == acts.today(waiting) != date.min
