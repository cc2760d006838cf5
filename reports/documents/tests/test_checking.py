"""Each fault of words and people is found with its place and remedy; a paper without it is not blamed."""

import pytest

from reports.documents import checking, kinds
from reports.documents.checking import people, whose
from reports.documents.facts import Human, Seat
from reports.documents.tests.blamed import annex, found, of_text
from reports.documents.tests.known import ACT, lay, make_facts, points, whole
from reports.documents.wording import Worker


def test_ready_order_of_a_whole_school_has_no_faults():
    assert found(whole()) == []


# What two people agree on themselves, the mentor's own map, and forms for the pen ask nothing of the school.
ASKING = {code for code, kind in kinds.KINDS.items() if not kind.pen} - {"agreement_pair", "route_map"}


@pytest.mark.parametrize("kind", sorted(ASKING))
def test_every_fault_has_a_place_and_a_remedy(kind):
    facts = make_facts(staff={}, group=(), leads=(), chair=None, secretary=None, grounds=(), plan=None, sheet=None)

    faults = checking.find(whole(facts, kind=kind), facts)

    assert faults
    assert all(one.place and one.text and one.remedy.endswith(".") for one in faults)


# Missing values, the head, the curator.


def test_missing_value_stops_and_says_where_it_is_given():
    facts = make_facts(staff={"head": Worker(1, 10)})

    fault = checking.find(lay(points("Назначить {curator|who acc}."), facts), facts)[0]

    assert (fault.level, fault.place, fault.text) == ("error", "Пункт 1", "Не указано: куратор программы.")
    assert fault.url_name == "admin:people_employment_changelist"


def test_unknown_placeholder_stops():
    assert ("error", "Пункт 1", "Не понято: mystery.") in of_text("Сделать {mystery}.")


def test_torn_placeholder_stops():
    assert ("error", "Пункт 1", "Подстановка разорвана: скобка без пары.") in of_text("Сделать {period.")


def test_school_without_a_head_cannot_approve():
    facts = make_facts(staff={"curator": Worker(2, 11)})

    assert found(lay(points("Сделать."), facts), facts) == [
        ("error", "Утверждение", "Руководитель организации не назначен.")
    ]


def test_head_who_does_not_sign_is_told_once():
    facts = make_facts(staff={"curator": Worker(2, 11)})

    laid = lay([{"block": "signature", "who": "head"}], facts)

    assert found(laid, facts) == [("error", "Подпись", "Не указано: руководитель организации.")]


# 1. References to annexes.


def test_reference_to_an_annex_that_is_not_there_stops():
    assert of_text("Утвердить (приложение № 3).", annex("a", "Список"), annex("b", "Состав")) == [
        ("error", "Пункт 1", "Приложения «приложение № 3» в документе нет."),
        ("warning", "Приложение №\u00a01", "На «Список» в тексте нет ссылки."),
        ("warning", "Приложение №\u00a02", "На «Состав» в тексте нет ссылки."),
    ]


def test_reference_to_no_annex_at_all_stops():
    assert of_text("Утвердить (приложение).") == [("error", "Пункт 1", "Приложения «приложение» в документе нет.")]


def test_annex_named_without_a_number_among_two_stops():
    texts = of_text("Утвердить (приложение № 1) и {annex:b} и приложение.", annex("a", "Список"), annex("b", "Состав"))

    assert texts == [("error", "Пункт 1", "Приложение названо без номера, а их несколько.")]


def test_number_of_an_annex_that_is_alone_stops():
    told = ("error", "Пункт 1", "Приложения «приложение № 1» в документе нет.")

    assert told in of_text("Утвердить (приложение № 1).", annex("a", "Список"))


def test_roadmap_under_the_number_of_the_group_stops():
    body = [
        *points(
            "Утвердить состав рабочей группы (приложение № 1).",
            "Обеспечить выполнение дорожной карты (приложение № 1).",
            "Утвердить ({annex:b}).",
        ),
        annex("a", "Состав рабочей группы"),
        annex("b", "Дорожная карта"),
    ]

    assert [(level, place) for level, place, text in found(lay(body)) if "расходятся" in text] == [("error", "Пункт 2")]


def test_references_by_key_agree_however_annexes_are_turned_round():
    body = [
        *points("Утвердить состав рабочей группы ({annex:a}).", "Утвердить дорожную карту ({annex:b})."),
        annex("b", "Дорожная карта"),
        annex("a", "Состав рабочей группы"),
    ]

    assert found(lay(body)) == []


# 2, 3, 4. Blanks, a lost «не», pieces of a form.


@pytest.mark.parametrize(
    "text", ["Провести не менее ___ встреч.", "Провести не менее … встреч.", "Пригласить не менее представителей."]
)
def test_blank_number_stops(text):
    assert [(level, place) for level, place, told in of_text(text) if "Пропущено" in told] == [("error", "Пункт 1")]


def test_blank_place_stops():
    assert of_text("Поручить ________ подготовку.") == [
        ("error", "Пункт 1", "Осталось пустое место: «Поручить ________ подготовку.».")
    ]


def test_words_never_typed_between_the_marks_stop():
    assert of_text("Пункт 1 изложить в следующей редакции: «…».") == [
        ("error", "Пункт 1", "Осталось пустое место: «следующей редакции: «…».».")
    ]


def test_number_that_is_there_is_no_blank():
    assert of_text("Провести не менее 5 встреч.") == []


def test_lost_negation_asks():
    told = ("warning", "Пункт 1", "Похоже, потеряно «не»: «выполненные менее чем на».")

    assert of_text("Считать планы, выполненные менее чем на 90 %, успешными.") == [told]


def test_negation_in_its_place_is_fine():
    assert of_text("Считать планы, выполненные не менее чем на 90 %, успешными.") == []


# 5. People.


def test_name_typed_by_hand_that_is_not_on_the_sheet_stops():
    assert of_text("Назначить {curator|who acc} и Перепёлкина С. Л. ответственными.") == [
        ("error", "Пункт 1", "Перепёлкина С. Л.: этого человека нет в листе ознакомления.")
    ]


def test_name_typed_by_hand_with_initials_before_it_is_found_too():
    assert [told[:2] for told in of_text("{curator|who dat}: подготовить с С.\u00a0Л. Перепёлкиным план.")] == [
        ("error", "Пункт 1")
    ]


def test_name_typed_by_hand_of_somebody_on_the_sheet_is_fine():
    assert of_text("{curator|who dat}: известить Осипову И. Л. и Рябинина Е. И. до встречи.") == []


@pytest.mark.parametrize(
    ("said", "full", "expected"),
    [
        ("Соловья", "Соловей", True),
        ("Щёголева", "Щеголев", True),
        ("Ким", "Ким", True),
        ("Киму", "Ким", True),
        ("Осиповой", "Осипова", True),
        ("Цоем", "Цой", True),
        ("Льву", "Лев", True),
        ("Осипов", "Осьминог", False),
        ("Осипенко", "Осипова", False),
        ("Петров", "Петриченко", False),
    ],
)
def test_surname_is_known_in_every_case(said, full, expected):
    assert whose.is_surname(said, full) is expected


def test_short_names_are_known_in_every_case():
    assert [word for word in ("Яной", "Яну", "Яне", "Яны") if not whose.is_given(word, "Яна")] == []
    assert [word for word in ("Ильича", "Ильичом", "Ильиче") if not whose.is_patronymic(word, "Ильич")] == []
    assert not whose.is_given("Яну", "Янина")


def test_surname_in_the_form_that_somebody_has_corrected_is_known():
    assert whose.namesakes("Осипова-gen-full", make_facts())[0].pk == 2


def test_order_that_lost_its_sheet_stops():
    laid = lay(points("Назначить {curator|who acc}."))

    assert found(laid) == [("error", "Лист ознакомления", "Документ называет людей, а листа ознакомления в нём нет.")]


def test_paper_of_a_kind_without_a_sheet_needs_none():
    assert found(whole(kind="group_protocol")) == []


def test_vacancy_in_the_group_asks():
    facts = make_facts(group=(*make_facts().group, Seat(None, "", "социальный педагог")))

    assert found(whole(facts), facts) == [("warning", "Рабочая группа", "Вакансия: социальный педагог.")]


def test_group_of_vacancies_stops():
    facts = make_facts(group=(Seat(None, "", "психолог"),))

    assert found(whole(facts), facts) == [("error", "Рабочая группа", "В ней одни вакансии.")]


def test_empty_group_stops():
    facts = make_facts(group=())

    assert ("error", "Приложение №\u00a01, таблица", "Не указано: состав рабочей группы.") in found(whole(facts), facts)


def test_paper_without_the_group_does_not_ask_for_it():
    facts = make_facts(group=(Seat(None, "", "психолог"),))

    assert found(whole(facts, kind="roadmap"), facts) == []


def test_those_without_an_account_are_counted():
    humans = make_facts().humans | {3: Human(3, "Дятлова Рита Олеговна", "учитель химии")}
    facts = make_facts(humans=humans)

    assert found(whole(facts), facts) == [
        ("warning", "Лист ознакомления", "1\u00a0человек без доступа в систему: Дятлова Рита Олеговна.")
    ]


def test_long_list_of_names_is_cut():
    humans = [Human(pk, f"Человек {pk}") for pk in range(5)]

    assert people._names(humans) == "Человек 0, Человек 1, Человек 2 и ещё 2"


def test_unknown_sex_and_position_ask():
    humans = make_facts().humans | {2: Human(2, "Осипова Инна Львовна", "", account=True, sex_known=False)}
    facts = make_facts(humans=humans)

    assert found(whole(facts), facts) == [
        ("warning", "Имена в тексте", "Не указан пол, падежи имени могут быть неверны: Осипова Инна Львовна."),
        ("warning", "Имена в тексте", "Не указана должность: Осипова Инна Львовна."),
    ]


# Grounds.


def test_order_without_grounds_asks():
    facts = make_facts(grounds=())

    assert found(whole(facts), facts) == [("warning", "Преамбула", "Не названо правовое основание.")]


def test_order_about_another_act_needs_no_other_ground():
    facts = make_facts(grounds=(), about=ACT, about_title="О начале")

    assert found(lay(points("Отменить приказ {about} «{about.title}»."), facts), facts) == []


def test_grounds_typed_by_hand_are_grounds():
    facts = make_facts(grounds=())
    body = kinds.get("O1").body
    body[4]["text"] = "в соответствии с уставом школы"

    assert found(lay(body, facts), facts) == []


def test_errors_stand_before_warnings():
    facts = make_facts(staff={}, grounds=(), group=(Seat(None, "", "психолог"),))

    levels = [level for level, _, _ in found(whole(facts), facts)]

    assert levels == sorted(levels) and {"error", "warning"} == set(levels)
