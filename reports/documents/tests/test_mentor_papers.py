"""Papers about one mentor, one mentee, the cases of a programme: what is told and counted, who is left out."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.operations import Refused
from mentoring.pairs.models import Meeting, Pair, PairMentee, PairMentor, Plan, PlanItem
from mentoring.people.models import Consent, Person
from mentoring.programmes.models import MentoringForm
from mentoring.registry.models import Category, Mentee, MenteeCategory, Request
from practices import stories
from practices.models import Award, Case, Gathering, Guest, Publication
from reports.documents import approving, checking, drafting, issuing
from reports.documents.models import Document
from reports.documents.subjects import mentors as mentor_papers
from reports.documents.subjects import table as subjects
from reports.documents.tests import participants
from reports.documents.tests.aloud import TODAY, composed, rows, said, signed, table_of
from reports.documents.tests.staff import gather_group

pytestmark = pytest.mark.usefixtures("august")
START, END = date(2026, 8, 12), date(2027, 5, 25)
HELD = ((date(2026, 8, 13), 45), (date(2026, 8, 17), 40), (date(2026, 8, 20), 50))


@pytest.fixture
def pair(took, programme):
    """A pair of the teacher and a learner that has met three times and missed once."""
    own = {"organization": programme.organization}
    form = MentoringForm.objects.get(**own, code="own-1")
    facts = {"start": START, "end": END, "state": Pair.State.WORKS, "basis": "приказ от 11.08.2026 № 9"}
    pair = Pair.objects.create(**own, programme=programme, form=form, **facts)
    PairMentor.objects.create(**own, pair=pair, mentor=took.mentors["Дятлов"], since=START)
    mentee = Mentee.objects.get(person=took.people["Ежова"])
    PairMentee.objects.create(**own, pair=pair, mentee=mentee, since=START)
    for on, minutes in HELD:
        Meeting.objects.create(**own, pair=pair, state=Meeting.State.HELD, on=on, minutes=minutes)
    Meeting.objects.create(**own, pair=pair, state=Meeting.State.MISSED, on=date(2026, 8, 21), reason="болел")
    plan = Plan.objects.create(**own, pair=pair)
    for number, done_on in enumerate((TODAY, TODAY, None)):
        PlanItem.objects.create(**own, plan=plan, task=f"задание {number}", done_on=done_on)
    return pair


def of_mentor(took, kind, curator):
    return subjects.draft(kind, took.mentors["Дятлов"], by=curator.member)


def test_statement_tells_of_orders_pairs_plans_and_hours(took, pair, curator):
    written = of_mentor(took, "mentor_statement", curator)

    assert said(written) == [
        "о наставнической деятельности",
        "Настоящая справка подтверждает наставническую деятельность учителя химии Дятлова Олега Юрьевича в программах "
        "наставничества организации с 12 августа 2026 г. по 24 августа 2026 г.",
        "Основание: приказ от 11.08.2026 № 9.",
        "Всего: 1 пара, наставляемых — 1, проведено встреч — 3, часов — 2,2.",
        "Сведения взяты из дневников и планов пар. Имена наставляемых не названы: это персональные данные.",
    ]
    assert rows(table_of(composed(written).blocks)) == [
        ("1.", "2026/27 учебный год", "Учитель — ученик", "12.08.2026 – / 25.05.2027", "1", "66", "3", "2,2")
    ]
    assert signed(written) == [("Директор", "Е. И. Рябинин")]
    assert [fault for fault in checking.faults(written) if fault.level == checking.ERROR] == []


def test_statement_names_no_mentee(took, pair, curator):
    for kind in ("mentor_statement", "portfolio"):
        assert "Ежов" not in str(of_mentor(took, kind, curator).body)


def test_hours_are_those_of_the_diary_counted_anew(took, pair):
    (served,) = mentor_papers.history(took.people["Дятлов"])

    diary = Meeting.objects.filter(pair=pair, state="held").values_list("minutes", flat=True)
    assert Fraction(served.minutes, 60) == sum(Fraction(one, 60) for one in diary)
    assert served.meetings == diary.count()


def test_meeting_of_another_mentor_and_of_days_before_the_seat_are_not_counted(took, programme, pair):
    own = {"organization": programme.organization, "pair": pair}
    PairMentor.objects.filter(pair=pair).update(until=date(2026, 8, 17))
    PairMentor.objects.create(**own, mentor=took.mentors["Кедрова"], since=date(2026, 8, 18))
    held = {"state": Meeting.State.HELD, "minutes": 30}
    Meeting.objects.create(**own, **held, on=date(2026, 8, 16), mentor=took.mentors["Кедрова"])

    (first,), (second,) = (mentor_papers.history(took.people[name]) for name in ("Дятлов", "Кедрова"))

    assert (first.meetings, first.minutes, second.meetings, second.minutes) == (2, 85, 2, 80)
    assert (first.days.end, second.days.start) == (date(2026, 8, 17), date(2026, 8, 18))


def test_order_in_force_is_named_instead_of_the_words_of_the_pair(took, programme, pair, curator, director):
    gather_group(programme, took.people)
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.PROJECT)
    order = drafting.draft("O7", programme, by=curator.member)
    approving.submit(order, by=curator.member, accept_warnings=True)
    issuing.approve_and_issue(order, on=TODAY, by=director.member)

    written = of_mentor(took, "mentor_statement", curator)

    assert "Основание: приказ от 24.08.2026 № 1." in said(written)


def test_mentor_without_pairs_gets_no_statement(took, curator):
    with pytest.raises(Refused, match="Дятлов Олег Юрьевич: пар ещё не было"):
        of_mentor(took, "mentor_statement", curator)


def test_project_of_a_pair_is_not_work_done(took, pair, curator):
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.PROJECT)

    assert mentor_papers.history(took.people["Дятлов"]) == []


def test_pairs_and_groups_are_counted_apart(took, programme, pair, curator):
    own = {"organization": programme.organization, "programme": programme, "form": pair.form}
    for number in range(3):
        kind = Pair.Kind.GROUP if number else Pair.Kind.ONE
        more = Pair.objects.create(**own, kind=kind, start=START, end=END, state=Pair.State.WORKS)
        seat = {"organization": programme.organization, "pair": more, "since": START}
        PairMentor.objects.create(**seat, mentor=took.mentors["Дятлов"])

    lines = said(of_mentor(took, "mentor_statement", curator))

    assert any(line.startswith("Всего: 2 пары и 2 группы, наставляемых — 1,") for line in lines)


def test_pair_that_is_yet_to_begin_is_not_done(took, pair):
    PairMentor.objects.filter(pair=pair).update(since=date(2026, 9, 1))

    assert mentor_papers.history(took.people["Дятлов"]) == []


def test_who_stands_in_for_a_mentor_has_no_pair_of_their_own(took, pair):
    PairMentor.objects.filter(pair=pair).update(role=PairMentor.Role.SUBSTITUTE)

    assert mentor_papers.history(took.people["Дятлов"]) == []


@pytest.mark.parametrize("kind", ["portfolio", "mentor_statement"])
def test_name_of_a_child_in_the_words_of_others_stops_a_paper_of_a_mentor(took, programme, pair, curator, kind):
    award = {"person": took.people["Дятлов"], "reason": "за успехи ЕЖОВОЙ", "state": "given", "on": TODAY}
    Award.objects.create(organization=programme.organization, programme=programme, kind="thanks", **award)

    with pytest.raises(Refused, match="Дятлов Олег Юрьевич: назван наставляемый, смотрите «поощрения»"):
        of_mentor(took, kind, curator)


def test_name_of_a_child_in_the_own_words_of_a_mentor_is_found_without_its_dots(took, pair, curator):
    Person.objects.filter(pk=took.people["Ежова"].pk).update(surname="Семёнова")
    mentor = took.mentors["Дятлов"]
    mentor.experience = "Готовил Семенову к олимпиаде"
    mentor.save()

    with pytest.raises(Refused, match="смотрите «опыт»"):
        of_mentor(took, "portfolio", curator)


def test_portfolio_tells_of_training_thanks_and_pairs(took, programme, pair, curator):
    certificate = participants.teach(took, by=curator.member)
    mentor = certificate.trainee.mentor
    mentor.experience = "Вёл кружок."
    mentor.save()
    own = {"organization": programme.organization, "programme": programme}
    gathering = Gathering.objects.create(**own, title="День наставника", state="held", on=date(2026, 8, 19))
    Guest.objects.create(organization=programme.organization, gathering=gathering, person=mentor.person, came=True)
    thanks = {"person": mentor.person, "reason": "за терпение", "state": "given", "on": date(2026, 8, 22)}
    Award.objects.create(**own, kind="thanks", **thanks)
    Award.objects.create(**own, kind="bonus", basis="приказ № 3", **thanks)
    case = Case.objects.create(**own, title="Первые шаги", pair=pair)
    out = {"planned_on": TODAY, "published_on": TODAY, "link": "https://example.org/1"}
    Publication.objects.create(**own, title="Первые шаги", case=case, **out)

    written = said(subjects.draft("portfolio", mentor, by=curator.member))

    assert "Опыт: вёл кружок." in written
    assert (
        f"Обучение: «Школа наставников», группа «первая», сертификат № {certificate.number} от 24.08.2026." in written
    )
    assert "Мероприятия: День наставника, 19.08.2026." in written
    assert "Поощрения: благодарность, 22.08.2026 (за терпение)." in written
    assert "Публикации: «Первые шаги», 24.08.2026, https://example.org/1." in written


def test_card_of_needs_says_what_is_asked_and_keeps_closed_categories_out(took, programme, curator):
    own = {"organization": programme.organization}
    mentee = Mentee.objects.get(person=took.people["Ежова"])
    facts = {"text": "Готовлюсь к олимпиаде.", "wished": "Призовое место", "source": "parent", "priority": 1}
    Request.objects.create(**own, mentee=mentee, **facts)
    for title, closed in (("одарённые дети", False), ("состоит на учёте", True)):
        category = Category.objects.create(**own, of=Category.Of.MENTEE, title=title, restricted=closed)
        MenteeCategory.objects.create(**own, mentee=mentee, category=category)

    written = subjects.draft("needs_card", mentee, by=curator.member)

    assert said(written) == [
        "Карточка запроса наставляемого",
        "Программа: «2026/27 учебный год».",
        "Наставляемый: Ежова Яна Олеговна, 8 «А».",
        "Категория: одарённые дети.",
        "Подходящие формы наставничества: «Учитель — ученик».",
    ]
    assert rows(table_of(composed(written).blocks)) == [
        ("1.", "", "Готовлюсь к олимпиаде.", "Призовое место", "родитель", "сначала")
    ]


def test_mentee_without_a_request_has_no_card(took, curator):
    with pytest.raises(Refused, match="Ежова Яна Олеговна: запроса ещё нет"):
        subjects.draft("needs_card", Mentee.objects.get(person=took.people["Ежова"]), by=curator.member)


def test_collection_has_ready_cases_alone_and_leaves_out_whoever_did_not_agree(took, programme, pair, curator):
    own = {"organization": programme.organization, "programme": programme, "situation": "Ученик молчал."}
    told = {"done": "Дали роль ведущего.", "result": "Выступил сам."}
    Case.objects.create(**own, **told, title="Голос", state="ready")
    Case.objects.create(**own, **told, title="Черновик")
    Case.objects.create(**own, **told, title="С именами", state="ready", pair=pair)
    Consent.objects.filter(person=took.people["Ежова"], kind__gate="publication").delete()

    written = subjects.draft("cases", programme, by=curator.member)

    assert said(written) == [
        "Сборник практик наставничества",
        "2026/27 учебный год",
        "1. Голос",
        "Ситуация. Ученик молчал.",
        "Что сделали. Дали роль ведущего.",
        "Результат. Выступил сам.",
    ]


def test_case_that_names_a_mentee_in_any_case_of_grammar_stops_the_collection(took, programme, curator):
    own = {"organization": programme.organization, "programme": programme}
    Case.objects.create(**own, title="Голос", state="ready", situation="Дали роль Ежовой.", done="а", result="б")

    with pytest.raises(Refused, match="В кейсе «Голос» назван наставляемый"):
        subjects.draft("cases", programme, by=curator.member)


def test_case_that_names_a_mentee_in_small_letters_stops_the_collection(took, programme, curator):
    own = {"organization": programme.organization, "programme": programme}
    Case.objects.create(**own, title="Голос", state="ready", situation="Помогли ежовой.", done="а", result="б")

    with pytest.raises(Refused, match="В кейсе «Голос» назван наставляемый"):
        subjects.draft("cases", programme, by=curator.member)


def test_many_cases_are_asked_of_consents_as_few(took, programme, pair, curator):
    own = {"organization": programme.organization, "programme": programme, "state": "ready"}
    Case.objects.create(**own, title="Без имён")
    queries = set()
    for number in range(3):
        cases = Case.objects.filter(programme=programme)
        Case.objects.create(**own, title=f"Случай {number}", pair=pair)
        with CaptureQueriesContext(connection) as asked:
            shown = stories.to_be_shown(cases, TODAY)
        assert shown == [one for one in cases if not stories.lacking(one.pair, TODAY)]
        queries.add(len(asked))

    assert len(queries) == 1


def test_nothing_is_gathered_while_no_case_is_ready(programme, curator):
    with pytest.raises(Refused, match="Готовых кейсов"):
        subjects.draft("cases", programme, by=curator.member)


def test_papers_are_offered_on_the_cards_and_drafted_there(took, pair, curator):
    mentor, mentee = took.mentors["Дятлов"], Mentee.objects.get(person=took.people["Ежова"])
    of_the_mentor = curator.get("admin:registry_mentor_change", mentor.pk).content.decode()
    of_the_mentee = curator.get("admin:registry_mentee_change", mentee.pk).content.decode()

    answer = curator.post("document_about", mentor.pk, "mentor_statement", action="documents.edit")

    for kind in ("portfolio", "mentor_statement"):
        assert curator.at("document_about", mentor.pk, kind) in of_the_mentor
    assert curator.at("document_about", mentee.pk, "needs_card") in of_the_mentee
    assert answer.url == curator.at("document", Document.objects.get(kind="mentor_statement").public_id)


def test_mentor_of_another_school_is_not_there(took, pair, other_curator):
    answer = other_curator.post(
        "document_about", took.mentors["Дятлов"].pk, "mentor_statement", action="documents.edit"
    )

    assert answer.status_code == 404
    assert not Document.objects.filter(kind="mentor_statement").exists()
