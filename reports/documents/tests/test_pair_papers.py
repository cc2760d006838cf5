"""Papers about pairs: the protocol, the orders that move them, agreements, plan, diary, summary."""

from datetime import date

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.pairs import pairing
from mentoring.pairs.models import Meeting, Pair, PairMentor, Plan, PlanItem, RouteStep
from mentoring.people.models import Consent, Guardianship, Person
from mentoring.programmes.models import MentoringForm
from mentoring.registry.models import Mentee
from reports.documents import approving, changing, checking, drafting, issuing
from reports.documents.models import Concern, Document
from reports.documents.paper import words
from reports.documents.subjects import table as subjects
from reports.documents.tests.aloud import TODAY, composed, rows, said, signed, table_of
from reports.documents.tests.staff import gather_group
from surveys.models import Respondent
from surveys.tests.cast import make_questionnaire
from tests.cast import make_member

pytestmark = pytest.mark.usefixtures("august")
START, END = date(2026, 9, 1), date(2027, 5, 25)


@pytest.fixture
def head(took, programme, director):
    """Let the director head the school, which has a working group."""
    gather_group(programme, took.people)
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    return director.member


def pair_of(took, programme, by, mentor="Дятлов", mentee="Ежова", **own) -> Pair:
    form = MentoringForm.objects.get(organization=programme.organization, code="own-1")
    who = Mentee.objects.get(person=took.people[mentee])
    facts = {"start": START, "end": END, "goal": "Подготовить проект по химии."} | own
    return pairing.propose(programme, form, took.mentors[mentor], [who], by=by, **facts)


@pytest.fixture
def pair(took, programme, curator):
    return pair_of(took, programme, curator.member)


@pytest.fixture
def both(took, programme, curator, pair):
    return pair, pair_of(took, programme, curator.member, "Кедрова", "Ивин")


def issued(document: Document, curator, head, on: date = TODAY) -> Document:
    approving.submit(document, by=curator.member, accept_warnings=True)
    return issuing.approve_and_issue(document, on=on, by=head)


def fixed(pair: Pair) -> Pair:
    pairing.fix([pair], basis="приказ № 7", on=TODAY, by=None)
    return Pair.objects.get(pk=pair.pk)


def test_protocol_attaches_every_project_and_says_who_decides(both, programme, curator):
    MentoringForm.objects.update(decided_by="Педагогический совет", heard="Родители обучающегося")

    protocol = drafting.draft("attachment", programme, by=curator.member)

    assert said(protocol)[-4:] == [
        "Кто принимает решение: педагогический совет.",
        "Выслушано мнение: родители обучающегося.",
        "2. РЕШИЛИ: прикрепить наставников к наставляемым:",
        "3. Представить список на утверждение руководителю.",
    ]
    term = "01.09.2026 – / 25.05.2027"
    assert rows(table_of(composed(protocol).blocks)) == [
        ("1.", "Дятлов Олег Юрьевич", "учитель химии", "Ежова Яна Олеговна", "8 «А»", "Учитель — ученик", term),
        ("2.", "Кедрова Нина Павловна", "технолог, Завод «Маяк»", "Ивин Пётр Саввич", "8 «А»", "Учитель — ученик",
         term),
    ]  # fmt: skip


def test_order_fixes_the_pairs_of_its_list_on_its_day(both, programme, curator, head):
    protocol = issued(drafting.draft("attachment", programme, by=curator.member), curator, head)
    order = drafting.draft("O7", programme, by=curator.member)
    assert said(order)[2:4] == [
        "1. Принять к сведению решения о прикреплении наставников (протокол от 24.08.2026 № 1).",
        "2. Закрепить наставников за наставляемыми на сроки, указанные в списке (приложение).",
    ]
    assert protocol.number == "1"

    act = issued(order, curator, head)

    found = Pair.objects.order_by("pk").values_list("state", "fixed_on", "basis")
    assert list(found) == [(Pair.State.FIXED, TODAY, f"приказ от 24.08.2026 № {act.number}")] * 2
    assert not Concern.objects.filter(document=act, done_at=None).exists()


def test_pairs_follow_whoever_gives_the_number(both, programme, curator, head, school):
    personnel = make_member(school, Role.HR)
    order = drafting.draft("O7", programme, by=curator.member)
    approving.submit(order, by=curator.member, accept_warnings=True)
    approving.approve(order, by=head)

    issuing.issue(order, on=TODAY, by=personnel)

    assert set(Pair.objects.values_list("state", flat=True)) == {Pair.State.FIXED}
    assert personnel.can("pairs.see") is False


def test_pair_without_a_consent_stands_in_no_list_and_stays_a_project(both, took, programme, curator, head):
    Consent.objects.filter(person=took.people["Ивин"]).update(withdrawn_on=TODAY)
    order = drafting.draft("O7", programme, by=curator.member)
    assert "Не вошли, согласие не действует: Ивин Пётр Саввич." in [one.text for one in checking.faults(order)]

    issued(order, curator, head)

    assert [pair.state for pair in Pair.objects.order_by("pk")] == [Pair.State.FIXED, Pair.State.PROJECT]


def test_no_second_order_is_drafted_on_the_same_pairs(both, programme, curator):
    drafting.draft("O7", programme, by=curator.member)

    with pytest.raises(Refused, match="Закреплять некого"):
        drafting.draft("O7", programme, by=curator.member)
    assert Document.objects.filter(kind="O7").count() == 1


def test_employee_among_the_mentors_reads_the_order(both, programme, curator):
    order = drafting.draft("O7", programme, by=curator.member)

    names = [
        one.name for block in composed(order).blocks if type(block).__name__ == "SignSheet" for one in block.people
    ]
    assert "Дятлов Олег Юрьевич" in names
    assert "Кедрова Нина Павловна" not in names
    assert "Ежова Яна Олеговна" not in names


def test_order_approves_the_agreed_plans(pair, programme, curator, head):
    pair = fixed(pair)
    own = {"organization": pair.organization}
    plan = Plan.objects.create(**own, pair=pair, state=Plan.State.AGREED)
    PlanItem.objects.create(**own, plan=plan, section="Раздел 1", task="Провести опыт")
    order = drafting.draft("O8", programme, by=curator.member)
    assert rows(table_of(composed(order).annexes[0].blocks)) == [
        ("1.", "Ежова Яна Олеговна", "Дятлов Олег Юрьевич", "1", "01.09.2026 – / 25.05.2027")
    ]

    act = issued(order, curator, head)

    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == (Plan.State.APPROVED, TODAY)
    assert plan.basis == f"приказ от 24.08.2026 № {act.number}"
    paper = subjects.draft("pair_plan", pair, by=curator.member)
    assert words(composed(paper).stamp[0]) == "УТВЕРЖДЁН"


def test_order_replaces_a_mentor_on_the_day_it_names(pair, took, curator, head):
    pair = fixed(pair)
    comes, day = took.mentors["Кедрова"], date(2026, 10, 1)

    order = changing.replace(pair, comes, on=day, reason="Заявление наставника от 20.08.2026.", by=curator.member)

    assert said(order)[2:5] == [
        "1. Прекратить с 1 октября 2026 г. работу наставника Дятлова Олега Юрьевича с Ежовой Яной Олеговной.",
        "2. Закрепить с 1 октября 2026 г. за Ежовой Яной Олеговной наставника Кедрову Нину Павловну.",
        "3. Основание: заявление наставника от 20.08.2026.",
    ]
    assert [row.kind for row in Document.objects.order_by("pk")] == ["O11", "agreement_mentor"]
    issued(order, curator, head)
    seats = (
        PairMentor.objects.filter(pair=pair).order_by("since").values_list("mentor__person__surname", "since", "until")
    )
    assert list(seats) == [("Дятлов", START, date(2026, 9, 30)), ("Кедрова", day, None)]


def test_order_dated_after_the_day_it_names_is_not_issued(pair, took, curator, head, monkeypatch):
    pair = fixed(pair)
    order = changing.replace(
        pair, took.mentors["Кедрова"], on=date(2026, 9, 1), reason="Заявление наставника.", by=curator.member
    )
    approving.submit(order, by=curator.member, accept_warnings=True)
    monkeypatch.setattr(schooldays, "today", lambda organization: date(2026, 9, 3))

    with pytest.raises(Refused, match="раньше даты приказа"):
        issuing.approve_and_issue(order, on=date(2026, 9, 3), by=head)

    assert PairMentor.objects.get(pair=pair).mentor == took.mentors["Дятлов"]
    assert Document.objects.get(pk=order.pk).number == ""


def test_employee_is_warned_three_working_days_before(pair, took, curator):
    pair = fixed(pair)

    with pytest.raises(Refused, match="27\u00a0августа"):
        changing.replace(pair, took.mentors["Кедрова"], on=TODAY, reason="Заявление.", by=curator.member)
    assert not Document.objects.exists()


def test_order_ends_a_pair(pair, curator, head):
    pair, day = fixed(pair), date(2026, 9, 15)

    order = changing.end(pair, ending=Pair.Ending.MENTEE, on=day, reason="Заявление родителя.", by=curator.member)
    assert said(order)[2] == (
        "1. Прекратить работу наставника Дятлова Олега Юрьевича с Ежовой Яной Олеговной: по инициативе наставляемого. "
        "Последний день работы — 15 сентября 2026 г."
    )
    issued(order, curator, head)

    pair.refresh_from_db()
    assert (pair.ending, pair.end) == (Pair.Ending.MENTEE, day)


def test_pair_that_ends_by_an_order_is_asked_what_it_gave(pair, programme, curator, head):
    asked = {"code": "useful", "kind": "scale", "text": "Насколько полезно?"}
    make_questionnaire(programme, asked, code="out", side="mentee", moment="exit")
    pair = fixed(pair)
    order = changing.end(
        pair, ending=Pair.Ending.MENTEE, on=date(2026, 9, 15), reason="Заявление родителя.", by=curator.member
    )

    issued(order, curator, head)

    assert [(row.wave.pair, row.person.surname) for row in Respondent.objects.all()] == [(pair, "Ежова")]
    page = curator.get("pair_papers", pair.public_id).content.decode()
    assert curator.at("pair_ask_ending", pair.public_id) in page


def test_pair_at_work_is_not_asked_of_its_end(pair, curator):
    curator.post("pair_ask_ending", fixed(pair).public_id, action="surveys.edit")

    assert not Respondent.objects.exists()


def test_only_one_order_at_a_time_changes_a_pair(pair, took, curator):
    pair, day = fixed(pair), date(2026, 9, 15)
    changing.end(pair, ending=Pair.Ending.MENTEE, on=day, reason="Заявление.", by=curator.member)

    with pytest.raises(Refused, match="уже составлен такой приказ"):
        changing.replace(pair, took.mentors["Кедрова"], on=day, reason="Заявление.", by=curator.member)


def test_agreement_with_an_employee_speaks_of_the_labour_contract(pair, curator):
    seat = fixed(pair).mentors.get()

    paper = subjects.draft("agreement_mentor", seat, by=curator.member)

    lines = said(paper)
    assert lines[1].endswith(
        "с одной стороны, и Дятлов Олег Юрьевич, именуемый в дальнейшем «Наставник», с другой стороны, заключили "
        "настоящее соглашение."
    )
    assert (
        "1.1. Наставник сопровождает в программе наставничества «2026/27 учебный год» следующих участников: Ежова Яна "
        "Олеговна, 8 «А»."
    ) in lines
    assert "1.3. Встречи проходят не реже чем 4 раза в месяц." in lines
    assert lines[-3].endswith("определены дополнительным соглашением к трудовому договору.")
    assert not any("безвозмездная" in line for line in lines)
    assert checking.faults(paper) == ()


def test_agreement_with_a_partners_worker_is_free_of_charge(both, took, curator):
    seat = both[1].mentors.get()

    lines = said(subjects.draft("agreement_mentor", seat, by=curator.member))

    assert any(line.endswith("Работа по настоящему соглашению безвозмездная.") for line in lines)


def test_child_and_parent_sign_agreements_of_their_own(pair, took, programme, curator):
    seat, child = pair.mentees.get(), took.people["Ежова"]
    mother = Guardianship.objects.get(child=child).guardian

    of_child = said(subjects.draft("agreement_mentee", seat, by=curator.member))
    of_parent = said(subjects.draft("agreement_parent", seat, by=curator.member))

    assert any("соглашение с его законным представителем подписывается отдельно" in line for line in of_child)
    assert any(f"и {mother.full_name} (мать), именуемая в дальнейшем «Представитель»" in line for line in of_parent)


def test_parent_of_nobody_is_asked_for_in_words(pair, took, curator):
    Guardianship.objects.filter(child=took.people["Ежова"]).delete()

    with pytest.raises(Refused, match="не записан родитель или опекун"):
        subjects.draft("agreement_parent", pair.mentees.get(), by=curator.member)


def test_diary_is_a_table_of_what_was(pair, curator):
    pair = fixed(pair)
    own = {"organization": pair.organization, "pair": pair}
    Meeting.objects.create(**own, on=date(2026, 9, 2), state="held", minutes=45, kind="intro", topic="{Знакомство}",
                           done="Познакомились.", mark=8, mentee_mark=9)  # fmt: skip
    Meeting.objects.create(**own, on=date(2026, 9, 9), state="missed", reason="заболел")
    Meeting.objects.create(**own, on=date(2026, 9, 16))

    paper = subjects.draft("pair_diary", pair, by=curator.member)

    assert rows(table_of(composed(paper).blocks)) == [
        ("1.", "02.09.2026", "знакомство: (Знакомство)", "Познакомились.", "45", "наставник — 8 / наставляемый — 9",
         ""),
        ("2.", "09.09.2026", "не состоялась", "заболел", "", "", ""),
    ]  # fmt: skip
    assert "Проведено встреч: 1, всего 0,8 ч." in said(paper)
    assert signed(paper)[0][1] == "О. Ю. Дятлов"


def test_route_map_takes_its_marks_from_the_diary(pair, curator):
    pair = fixed(pair)
    own = {"organization": pair.organization}
    plan = Plan.objects.create(**own, pair=pair)
    step = RouteStep.objects.create(**own, plan=plan, stage="meeting", on=START, theme="Знакомство", work="беседа")
    Meeting.objects.create(**own, pair=pair, step=step, on=START, state="held", minutes=30)

    paper = subjects.draft("route_map", pair, by=curator.member)

    assert rows(table_of(composed(paper).blocks)) == [
        ("1.", "знакомство и адаптация", "01.09.2026", "Знакомство", "беседа", "", "", "проведена 01.09.2026")
    ]


def test_summary_counts_what_the_diary_says(pair, curator):
    pair = fixed(pair)
    own = {"organization": pair.organization, "pair": pair, "state": "held"}
    Meeting.objects.create(**own, on=date(2026, 9, 2), minutes=60, mark=6, mentee_mark=7)
    Meeting.objects.create(**own, on=date(2026, 9, 9), minutes=30, mark=9, mentee_word="Стало понятнее")
    Pair.objects.filter(pk=pair.pk).update(
        state=Pair.State.COMPLETED, ended_on=date(2026, 9, 30), ending="goal", result="Проект защищён.", advice="grow"
    )

    lines = said(subjects.draft("pair_summary", Pair.objects.get(pk=pair.pk), by=curator.member))

    assert "Встречи: проведено 2 из 2, всего 1,5 ч." in lines
    assert "Как менялась оценка встреч: наставник — с 6 до 9, в среднем 7,5; наставляемый — 7." in lines
    assert "Мнение наставляемого: Стало понятнее." in lines
    assert "Почему работа окончена: цель достигнута." in lines
    assert "Достигнутые результаты: проект защищён." in lines


def test_working_pair_has_no_summary(pair, curator):
    with pytest.raises(Refused, match="ещё работает"):
        subjects.draft("pair_summary", pair, by=curator.member)


def test_papers_of_a_pair_are_on_one_page(pair, curator):
    written = subjects.draft("agreement_pair", pair, by=curator.member)

    page = curator.get("pair_papers", pair.public_id).content.decode()

    assert curator.at("document", written.public_id) in page
    assert curator.at("document_about", pair.mentors.get().pk, "agreement_mentor") in page


def test_change_is_ordered_from_its_page(pair, took, curator):
    pair = fixed(pair)
    sent = {"mentor": took.mentors["Кедрова"].pk, "on": "2026-10-01", "reason": "Заявление наставника."}

    answer = curator.post("pair_change", pair.public_id, action="documents.edit", data=sent)

    assert answer.url == curator.at("document", Document.objects.get(kind="O11").public_id)


def test_change_without_anybody_or_a_cause_is_asked_about(pair, curator):
    pair, sent = fixed(pair), {"on": "2026-10-01", "reason": "Заявление."}

    answer = curator.post("pair_change", pair.public_id, action="documents.edit", data=sent)

    assert "Выберите нового наставника или укажите, почему работа прекращается." in answer.content.decode()
    assert not Document.objects.exists()
