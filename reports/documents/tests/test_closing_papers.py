"""Papers that end a cycle: questionnaires, the last gathering, awards, figures of the report."""

from datetime import date

import pytest

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.pairs import pairing
from mentoring.pairs.models import Meeting, Pair, Plan, PlanItem
from mentoring.people.models import Consent, Person
from mentoring.registry.models import Certificate, Mentee, Mentor
from practices.models import Gathering, Publication
from reports.documents import approving, checking, drafting, issuing, listing, paper
from reports.documents.models import Document
from reports.documents.rendering import docx, html, pdf
from reports.documents.tests import aloud, participants
from reports.documents.tests.aloud import composed, rows, said, table_of
from reports.documents.tests.ending import TODAY, award, errors
from reports.documents.tests.printed import lines_of_docx, squashed, text_of_pdf
from surveys import pairing as pairing_of_waves
from surveys.models import Comparison, Wave
from surveys.tests import answered
from surveys.tests.cast import make_questionnaire
from tests.cast import make_member


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """Stop the clock on the wall, which is the world outside, in the last month of the school year."""
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)
    monkeypatch.setitem(aloud.ACT, "on", TODAY)


def drafted(kind: str, programme, curator) -> Document:
    return drafting.draft(kind, programme, by=curator.member)


def annexes(document: Document) -> list[tuple[str, str]]:
    return [(paper.words(one.stamp[0]).replace("\u00a0", " "), one.title) for one in composed(document).annexes]


def wave(programme, title: str, **own) -> Wave:
    edition = make_questionnaire(programme, code=title, **own.pop("asked", {})).editions.get()
    usual = {"moment": "exit", "opens_on": date(2027, 5, 10), "closes_on": date(2027, 5, 21)}
    return Wave.objects.create(
        organization=programme.organization, programme=programme, edition=edition, title=title, **usual | own
    )


def gathering(programme, title: str, **own) -> Gathering:
    facts = {"title": title, "on": date(2027, 5, 20), "place": "актовый зал"} | own
    return Gathering.objects.create(organization=programme.organization, programme=programme, **facts)


def pair_of(took, programme, curator, mentor="Дятлов", mentee="Ежова", **own) -> Pair:
    form = took.mentors[mentor].forms.get().form
    who = Mentee.objects.get(person=took.people[mentee])
    facts = {"start": date(2026, 9, 1), "end": date(2027, 5, 25), "goal": "Подготовить проект."} | own
    return pairing.propose(programme, form, took.mentors[mentor], [who], by=curator.member, **facts)


def test_order_on_monitoring_lists_the_questionnaires_to_come(took, programme, curator):
    wave(programme, "Выход: наставники", asked={"side": "mentor"}, anonymous=True)
    wave(programme, "Выход: родители", asked={"side": "parent"}, opens_on=date(2027, 5, 5), form=programme_form(took))
    wave(programme, "Прошлый", opens_on=date(2026, 9, 1), closes_on=date(2026, 9, 10))
    wave(programme, "Закрытый", state="closed")

    order = drafted("O12", programme, curator)

    assert said(order)[2:6] == [
        "1. Провести мониторинг программы наставничества в форме опросов её участников.",
        "2. Утвердить график опросов (приложение).",
        "3. Назначить ответственным за проведение мониторинга куратора программы наставничества Осипову И. Л.",
        "4. Куратору программы наставничества Осиповой И. Л.:",
    ]
    assert rows(table_of(composed(order).annexes[0].blocks)) == [
        ("1.", "Выход: родители", "выход", "родители — о наставляемых, Учитель — ученик", "05.05.2027 – / 21.05.2027"),
        ("2.", "Выход: наставники", "выход, без имён", "наставники", "10.05.2027 – / 21.05.2027"),
    ]
    assert errors(order) == []


def programme_form(took):
    return took.mentors["Дятлов"].forms.get().form


def test_order_on_monitoring_without_questionnaires_has_no_annex_and_a_term_for_the_schedule(took, programme, curator):
    order = drafted("O12", programme, curator)

    assert annexes(order) == []
    assert "3.1. Составить график опросов и сообщить его участникам в срок до 12 мая 2027 г." in said(order)
    assert not any("приложение" in line for line in said(order))
    assert errors(order) == []


def test_questionnaire_about_one_pair_stands_in_no_schedule(took, programme, curator):
    pair = pair_of(took, programme, curator)
    wave(programme, "О паре", pair=pair)

    assert annexes(drafted("O12", programme, curator)) == []


def test_gathering_that_ends_the_programme_is_named_in_an_annex_alone(took, programme, curator):
    gathering(programme, "Вечер итогов наставничества.")
    order = drafted("O13", programme, curator)
    body = [block for block in order.body if "finale" not in block.get("when", "")]
    annex = next(block for block in body if block["block"] == "annex")
    annex["blocks"].append({"block": "paragraph", "text": "{finale}"})
    order = drafting.edit(order, by=curator.member, version=order.version, body=body)

    last = paper.words(composed(order).annexes[0].blocks[-1].text).replace("\u00a0", " ")

    assert last == "Вечер итогов наставничества (20 мая 2027 г., актовый зал)"


def test_order_names_the_gathering_that_ends_the_programme(took, programme, curator):
    gathering(programme, "Вечер итогов наставничества.")
    gathering(programme, "Родительское собрание")
    gathering(programme, "Итоги первого полугодия", on=date(2026, 12, 20))
    gathering(programme, "Итоги мая", state="held", on=date(2027, 5, 30))

    order = drafted("O13", programme, curator)

    assert said(order)[2:4] == [
        "1. Провести итоговое мероприятие программы наставничества: Вечер итогов наставничества (20 мая 2027 г., "
        "актовый зал).",
        "2. Утвердить программу мероприятия (приложение).",
    ]
    annex = composed(order).annexes[0]
    assert [paper.words(line) for line in annex.stamp[1:3]] == ["УТВЕРЖДЕНА", "приказом директора"]
    assert paper.words(annex.blocks[1].text).replace("\u00a0", " ") == "Открытие. Слово директора Рябинина Е. И."
    assert errors(order) == []


def test_order_on_a_gathering_that_nobody_has_appointed_leaves_the_day_to_the_curator(took, programme, curator):
    order = drafted("O13", programme, curator)

    assert said(order)[2].startswith("1. Провести итоговое мероприятие программы наставничества в период с ")
    assert errors(order) == []


def test_invitation_asks_for_its_addressee_before_it_is_signed(took, programme, curator):
    type(took.people["Осипова"]).objects.filter(pk=took.people["Осипова"].pk).update(phone="+7 900 111-22-33")
    gathering(programme, "Вечер итогов")
    letter = drafted("invitation", programme, curator)
    assert errors(letter) == [
        "Не указано: кого приглашаем.",
        "Не указано: обращение: «Уважаемые родители», «Уважаемые партнёры», «Уважаемые коллеги».",
    ]

    typed = {
        "{invited}": "Руководителям организаций-партнёров\n(по списку)",
        "{invited.dear}!": "Уважаемые партнёры!",
    }
    body = [block | {"text": typed[block["text"]]} if block.get("text") in typed else block for block in letter.body]
    letter = drafting.edit(letter, by=curator.member, version=letter.version, body=body)

    assert errors(letter) == []
    assert any(line.endswith("мероприятие: Вечер итогов (20 мая 2027 г., актовый зал).") for line in said(letter))


@pytest.mark.parametrize(
    ("sort", "who"),
    [("school", "Классным руководителям"), ("college", "Кураторам групп"), ("additional", "Руководителям объединений")],
)
def test_whoever_leads_classes_is_called_as_the_organization_calls_them(took, programme, curator, sort, who):
    programme.organization.kind = sort
    programme.organization.save()

    for kind in ("O4", "O12", "O13"):
        assert any(who in line for line in said(drafted(kind, programme, curator))), kind


def test_kindergarten_has_neither_classes_nor_parents_in_these_orders(took, programme, curator):
    programme.organization.kind = "kindergarten"
    programme.organization.save()

    for kind in ("O4", "O12", "O13"):
        text = " ".join(said(drafted(kind, programme, curator)))
        assert not any(word in text for word in ("руководителям сообщить", "лассным", "одител", "обучающ")), kind


def test_invitation_to_what_is_not_appointed_asks_for_the_event(took, programme, curator):
    assert "Не указано: мероприятие, его день и место." in errors(drafted("invitation", programme, curator))


def annex(document: Document, number: int) -> list[tuple[str, ...]]:
    return rows(table_of(composed(document).annexes[number].blocks))


@pytest.fixture
def awarded(took, programme):
    award(took, programme, "Дятлов", "thanks", "За терпение и точность.")
    award(took, programme, "Дятлов", "bonus", "За работу с двумя парами")
    award(took, programme, "Ежова", "letter", "За проект по химии")
    award(took, programme, "Кедрова", "diploma", "за экскурсии на завод")
    award(took, programme, "Осипова", "thanks", "За год", state="given", basis="приказ от 12.01.2027 № 8")


def test_order_on_results_thanks_in_one_list_and_proposes_money_in_another(awarded, programme, curator):
    order = drafted("O14", programme, curator)

    assert said(order)[2:6] == [
        "1. Утвердить итоги программы наставничества «2026/27 учебный год» за период с 1 сентября 2026 г. по 31 мая "
        "2027 г. (приложение № 1).",
        "2. Поощрить участников программы наставничества и тех, кто ей помогал, по списку (приложение № 2).",
        "3. Представить к премированию работников по списку (приложение № 3). Размер и порядок выплаты определить "
        "отдельным приказом.",
        "4. Куратору программы наставничества Осиповой И. Л.:",
    ]
    assert annex(order, 1) == [
        ("1.", "Дятлов Олег Юрьевич", "учитель химии", "благодарность", "за терпение и точность"),
        ("2.", "Ежова Яна Олеговна", "8 «А»", "благодарственное письмо родителям", "за проект по химии"),
        ("3.", "Кедрова Нина Павловна", "технолог, Завод «Маяк»", "грамота", "за экскурсии на завод"),
    ]
    assert annex(order, 2) == [
        ("1.", "Дятлов Олег Юрьевич", "учитель химии", "премия", "за работу с двумя парами"),
    ]
    assert errors(order) == []


@pytest.mark.parametrize("kind", ["O12", "O13", "O14", "report", "invitation"])
def test_paper_says_the_same_in_pdf_and_word(awarded, took, programme, curator, kind):
    wave(programme, "Выход")
    made = composed(drafted(kind, programme, curator))

    assert html.missing_glyphs(made) == ()
    assert text_of_pdf(pdf.render(made), made) == squashed("".join(lines_of_docx(docx.render(made))))


def test_employee_who_is_thanked_reads_the_order_and_a_child_does_not(awarded, programme, curator):
    sheet = next(one for one in composed(drafted("O14", programme, curator)).blocks if isinstance(one, paper.SignSheet))

    names = [one.name for one in sheet.people]
    assert "Дятлов Олег Юрьевич" in names
    assert "Ежова Яна Олеговна" not in names
    assert "Кедрова Нина Павловна" not in names


def test_child_whose_consent_was_taken_back_stands_in_no_list(awarded, took, programme, curator):
    Consent.objects.filter(person=took.people["Ежова"]).update(withdrawn_on=TODAY)

    order = drafted("O14", programme, curator)

    assert [row[1] for row in annex(order, 1)] == ["Дятлов Олег Юрьевич", "Кедрова Нина Павловна"]
    warnings = [fault.text for fault in checking.faults(order)]
    assert "Не вошли, согласие не действует: Ежова Яна Олеговна." in warnings
    assert not any("Ежова" in line for line in paper.lines(composed(order)))


def test_money_for_who_does_not_work_here_stands_in_no_list(took, programme, curator):
    award(took, programme, "Ежова", "bonus", "За проект")
    award(took, programme, "Кедрова", "supplement", "За экскурсии")

    order = drafted("O14", programme, curator)

    assert annexes(order) == [("Приложение", "Показатели реализации программы наставничества")]
    warnings = [fault.text for fault in checking.faults(order)]
    assert "Не вошли, в организации не работают: Ежова Яна Олеговна, Кедрова Нина Павловна." in warnings


def test_order_on_results_without_awards_has_the_table_of_indicators_alone(took, programme, curator):
    Publication.objects.create(
        organization=programme.organization, programme=programme, title="О парах", planned_on=TODAY,
        published_on=TODAY, link="https://school.example/1",
    )  # fmt: skip
    gathering(programme, "Собрание", state="held", on=date(2026, 10, 1), invited=20, present=18)

    order = drafted("O14", programme, curator)

    assert annex(order, 0) == [
        ("Встречи и публикации",),
        ("1.", "Проведено встреч с участниками программы", "не менее 5", "1", "не выполнен"),
        ("2.", "Доля пришедших среди приглашённых на встречи", "не менее 90 %", "90 %", "выполнен"),
        ("3.", "Рубрик о наставничестве на информационных ресурсах", "не менее 2", "0", "не выполнен"),
        ("4.", "Опубликовано материалов о наставничестве", "не менее 5", "1", "не выполнен"),
    ]
    assert not any("оощрить" in line or "премировани" in line for line in said(order))
    assert errors(order) == []


def test_who_is_asked_to_read_the_order_may_open_it_though_awards_are_closed_to_them(
    awarded, took, programme, curator, director, school
):
    teacher, other = make_member(school, Role.CLASS_TEACHER), make_member(school, Role.PSYCHOLOGIST)
    Person.objects.filter(pk=took.people["Дятлов"].pk).update(membership=teacher)
    Person.objects.filter(pk=took.people["Рябинин"].pk).update(membership=director.member)
    order = drafted("O14", programme, curator)
    approving.submit(order, by=curator.member, accept_warnings=True)

    issuing.approve_and_issue(order, on=TODAY, by=director.member)

    assert [list(listing.seen_by(one)) for one in (teacher, other)] == [[order], []]


@pytest.fixture
def worked(took, programme, curator):
    """Let two pairs be fixed, one of them with a fulfilled plan, and a third stay a project."""
    first = pair_of(took, programme, curator)
    second = pair_of(took, programme, curator, "Кедрова", "Ивин")
    pairing.fix([first, second], basis="приказ № 7", on=date(2026, 9, 1), by=None)
    own = {"organization": programme.organization}
    for pair, done in ((first, TODAY), (second, None)):
        plan = Plan.objects.create(**own, pair=pair)
        PlanItem.objects.create(**own, plan=plan, task="Опыт", done_on=done)
    for number, (state, minutes) in enumerate((("held", 45), ("held", 60), ("held", None), ("missed", None)), 1):
        Meeting.objects.create(**own, pair=first, on=date(2026, 9, number), state=state, minutes=minutes, reason="—")
    return first, second


def test_report_counts_what_the_rows_say(worked, awarded, took, programme, curator):
    participants.teach(took, by=curator.member)

    report = drafted("report", programme, curator)

    tables = [rows(block) for block in composed(report).blocks if isinstance(block, paper.Table)]
    assert tables[0] == [("Учитель — ученик", "2", "2", "2", "0")]
    meetings = Meeting.objects.filter(state="held")
    hours = sum(one.minutes or 0 for one in meetings) / 60
    assert tables[1] == [
        ("Реестры",),
        ("Наставляемых, принятых в программу", str(Mentee.objects.count())),
        ("Наставников, внесённых в реестр", str(Mentor.objects.count())),
        ("Встречи наставников и наставляемых",),
        ("Проведено встреч", str(len(meetings))),
        ("Часов на встречах, по записям дневников", f"{hours:.1f}".replace(".", ",")),
        ("Встреч не состоялось", "1"),
        ("Индивидуальные планы",),
        ("Пар и групп, у которых есть план", "2"),
        ("Из них выполнили план не менее чем на 90 %", "1 (50 %)"),
        ("Школа наставников",),
        ("Слушателей", "2"),
        ("Получили сертификат", str(Certificate.objects.count())),
        ("Опросы",),
        ("Проведено опросов", "0"),
        ("Получено ответов", "0"),
        ("Мероприятия и практики",),
        ("Проведено мероприятий", "0"),
        ("Участников на них, всего", "0"),
        ("Описано кейсов", "0"),
        ("Вышло публикаций", "0"),
        ("Поощрения",),
        ("Вручено", "1"),
        ("Предложено и ещё не вручено", "4"),
    ]  # fmt: skip
    assert tables[2][1][1:] == ("обучающиеся — наставляемые", "—", "100 % (2 из 2)", "—")


def test_report_names_nobody_but_those_who_sign_it(worked, took, programme, curator):
    whole = "\n".join(paper.lines(composed(drafted("report", programme, curator))))

    assert [name for name in ("Ежов", "Ивин", "Дятлов", "Кедров") if name in whole] == []


def test_report_asks_for_its_conclusions(worked, programme, curator):
    report = drafted("report", programme, curator)
    assert errors(report) == ["Не указано: выводы и предложения куратора."]

    said_by_curator = [
        block | {"text": "Программу продолжить."} if block.get("text") == "{conclusions}" else block
        for block in report.body
    ]
    report = drafting.edit(report, by=curator.member, version=report.version, body=said_by_curator)
    assert errors(report) == []


def test_report_of_an_empty_programme_says_so(took, programme, curator):
    lines = said(drafted("report", programme, curator))

    assert "Наставнических пар и групп, которые работают или завершили работу, нет." in lines
    assert "Опросы, проведённые в начале и в конце программы, не сравнивались." in lines


def test_report_concludes_nothing_from_fewer_than_ten_answers(took, programme, curator):
    for people, few in ((30, False), (7, True)):
        Comparison.objects.all().delete()
        asked = answered.make_people(programme, people)
        before = answered.make_wave(programme, answered.make_questionnaire(programme.organization), asked)
        after = answered.make_wave(
            programme, before.wave.edition, asked, seed=3, moment=Wave.Moment.EXIT, opens_on=date(2027, 4, 5)
        )
        made = pairing_of_waves.compare(before.wave, after.wave, by=curator.member)

        (row,) = next(
            rows(block)
            for block in composed(drafted("report", programme, curator)).blocks
            if isinstance(block, paper.Table) and len(block.columns) == 4
        )

        assert row[2] == str(max(line["n"] for line in made.lines))
        assert (row[3] == f"ответов мало для вывода — {len(made.lines)}") is few
        assert ("мало" in row[3]) is few
