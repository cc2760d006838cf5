"""A body and the facts of a school become a paper whose numbers and references cannot disagree."""

from dataclasses import replace
from datetime import date

import pytest

from reports.documents import kinds, paper
from reports.documents.facts import Lead, Ordered, Seat, plan_word
from reports.documents.laying import NO_DATE, NO_NUMBER, Lack
from reports.documents.paper import (
    Heading,
    Letterhead,
    Name,
    Paragraph,
    Point,
    Registration,
    Run,
    Signature,
    Signer,
    SignSheet,
    Table,
    words,
)
from reports.documents.tests.known import (
    ACT,
    lay,
    make_block,
    make_facts,
    make_line,
    make_plan,
    points,
    whole,
    with_plan,
)
from reports.documents.wording import Missing, Worker

ANNEX = {"block": "annex", "key": "one", "title": "Список", "blocks": [{"block": "paragraph", "text": "Список."}]}


def numbers(laid) -> list[str]:
    return [block.number for block in laid.paper.blocks if isinstance(block, Point)]


def texts(laid) -> list[str]:
    return [words(block.text) for block in laid.paper.blocks if isinstance(block, Point | Paragraph)]


def test_points_are_numbered_by_their_levels():
    body = points("а", "б", "в", "г", "д")
    body[1]["level"] = body[2]["level"] = body[4]["level"] = 2
    body[3]["restart"] = True

    assert numbers(lay(body)) == ["1.", "1.1.", "1.2.", "1.", "1.1."]


def test_inner_point_without_an_outer_one_is_an_outer_one():
    laid = lay([{"block": "point", "text": "а", "level": 2}, {"block": "point", "text": "б", "level": 2}])

    assert [(block.number, block.level) for block in laid.paper.blocks] == [("1.", 1), ("1.1.", 2)]


def test_only_annex_has_no_number_and_two_are_numbered_by_their_order():
    said = points("Утвердить ({annex:one}).")
    other = ANNEX | {"key": "two"}

    alone, both = lay([*said, ANNEX]), lay([*said, other, ANNEX])

    assert texts(alone) == ["Утвердить (приложение)."]
    assert texts(both) == ["Утвердить (приложение №\u00a02)."]
    assert [words(annex.stamp[0]) for annex in both.paper.annexes] == ["Приложение №\u00a01", "Приложение №\u00a02"]
    assert words(alone.paper.annexes[0].stamp[0]) == "Приложение"


def test_annex_that_is_approved_bears_the_stamp_that_agrees():
    laid = lay([ANNEX | {"approved": "дорожная карта"}], act=ACT)

    assert [words(line) for line in laid.paper.annexes[0].stamp] == [
        "Приложение",
        "УТВЕРЖДЕНА",
        "приказом директор-gen",
        "от 23.11.2026 №\u00a012-од",
    ]


def test_annex_before_its_act_has_a_number_leaves_room_for_the_pen():
    laid = lay([ANNEX])

    assert [words(line) for line in laid.paper.annexes[0].stamp] == [
        "Приложение",
        "к приказу",
        f"от {NO_DATE} №\u00a0{NO_NUMBER}",
    ]


def test_head_of_the_paper_is_the_school_its_name_its_date():
    laid = lay([{"block": "letterhead"}, {"block": "name"}, {"block": "registration"}, {"block": "heading"}], act=ACT)

    assert laid.paper.blocks == (
        Letterhead("Управление образования", "Средняя школа № 5", "СШ № 5"),
        Name("ПРИКАЗ"),
        Registration("23\u00a0ноября 2026\u00a0г.", "12-од", "Ключевск"),
        Heading((Run("О порядке"),)),
    )
    assert laid.paper.title == "Приказ «О порядке»"


def test_paper_without_a_number_leaves_date_and_number_to_the_pen():
    assert lay([{"block": "registration"}]).paper.blocks == (Registration("", "", "Ключевск"),)


def test_title_that_begins_with_the_name_of_the_kind_does_not_say_it_twice():
    laid = whole(kind="group_protocol")

    assert laid.paper.blocks[2] == Heading((Run("заседания рабочей группы"),))
    assert laid.paper.title == "Протокол заседания рабочей группы"


def test_preamble_names_the_grounds_in_their_order():
    facts = make_facts(grounds=("закона № 1", "приказа № 2"))

    assert texts(lay([{"block": "preamble", "text": "в целях порядка"}], facts)) == [
        "На основании закона № 1, приказа № 2, в целях порядка"
    ]


def test_preamble_without_grounds_begins_with_the_purpose():
    assert texts(lay([{"block": "preamble", "text": "в целях порядка"}], make_facts(grounds=()))) == ["В целях порядка"]


def test_point_begins_with_a_large_letter_whoever_it_names():
    assert texts(lay(points("{curator|position dat} подготовить план."))) == ["Методист-dat подготовить план."]


@pytest.mark.parametrize(
    ("condition", "facts", "printed"),
    [
        ("hr", {}, False),
        ("no_hr", {}, True),
        ("hr", {"staff": {"hr": Worker(4, 13)}}, True),
        ("no_hr", {"staff": {"hr": Worker(4, 13)}}, False),
        ("technician", {}, False),
        ("one_lead", {}, True),
        ("many_leads", {}, False),
        ("many_leads", {"leads": (Lead(Worker(3, 12), ("А",)), Lead(Worker(2, 11), ("Б",)))}, True),
        ("one_lead", {"leads": ()}, False),
        ("grounds", {}, True),
        ("grounds", {"grounds": ()}, False),
        ("footnotes", {}, False),
    ],
)
def test_block_is_printed_where_its_condition_holds(condition, facts, printed):
    laid = lay([{"block": "point", "text": "Сделать.", "when": condition}], make_facts(**facts))

    assert texts(laid) == (["Сделать."] if printed else [])


def test_point_is_repeated_for_each_lead_with_all_their_forms():
    leads = (Lead(Worker(3, 12), ("Ученик — ученик",)), Lead(Worker(2, 11), ("А", "Б", "В")))
    body = [{"block": "point", "text": "За {lead.forms} ({lead.titles}) — {lead|name gen}.", "each": "leads"}]

    assert texts(lay(body, make_facts(leads=leads))) == [
        "За формы наставничества «Ученик — ученик» («Ученик — ученик») — Дятлова-gen-after.",
        "За форм наставничества «А», «Б» и «В» («А», «Б» и «В») — Осипова-gen-after.",
    ]


def test_everybody_named_stands_on_the_sheet_once_but_the_head():
    body = [
        *points("{curator|who acc}, {lead_|who}, {head|name dat}, {curator|name dat}"),
        {"block": "acquaintance", "title": "Ознакомлены:", "also": [4, 3, 99]},
        ANNEX | {"blocks": [{"block": "table", "of": "group"}]},
    ]

    laid = lay(body)

    assert laid.named == (2, 3, 4)
    assert laid.paper.blocks[-1] == SignSheet(
        "Ознакомлены:",
        (
            Signer("Осипова Инна Львовна", "методист"),
            Signer("Дятлова Рита Олеговна", "учитель химии"),
            Signer("Зябликов Марк Саввич", "специалист по кадрам"),
        ),
    )


def test_sheet_for_nobody_is_left_out():
    assert lay([{"block": "acquaintance", "title": "Ознакомлены:"}]).paper.blocks == ()


def test_names_of_the_group_in_a_sentence_name_its_people():
    assert lay(points("Присутствовали: {group.names}.")).named == (2, 3)


def test_group_is_a_table_with_duties_and_a_vacancy():
    facts = make_facts(group=(*make_facts().group, Seat(None, "", "социальный педагог")))

    table = lay([{"block": "table", "of": "group"}], facts).paper.blocks[0]

    assert [[" ".join(words(line) for line in cell) for cell in row.cells] for row in table.rows] == [
        ["1.", "Осипова Инна Львовна", "куратор", "– ведёт план – собирает группу"],
        ["2.", "Дятлова Рита Олеговна", "учитель", ""],
        ["3.", "вакансия", "социальный педагог", ""],
    ]
    assert sum(column.share for column in table.columns) == 100


def test_group_without_duties_has_no_column_for_them():
    table = lay([{"block": "table", "of": "group"}], make_facts(group=(Seat(2, "Осипова И. Л."),))).paper.blocks[0]

    assert [column.heading for column in table.columns] == ["№ п/п", "Фамилия, имя, отчество", "Должность"]


def test_plan_is_a_table_with_sections_across():
    block = make_block("1", "Начало", make_line("1.1", "Рассказ педагогам", date(2026, 12, 1)))
    block = replace(block, said=(("Задача", "всё рассказать"),))

    table = lay([{"block": "table", "of": "roadmap"}], with_plan(make_facts(), make_plan(block))).paper.blocks[0]

    assert isinstance(table, Table)
    assert [column.heading for column in table.columns] == ["№", "Мероприятие", "Срок", "Кто"]
    assert sum(column.share for column in table.columns) == 100
    assert [words(line) for line in table.rows[0].cells[0]] == ["1. Начало", "Задача: всё рассказать"]
    assert table.rows[0].across
    assert [words(cell[0]) for cell in table.rows[1].cells] == ["1.1", "Рассказ педагогам", "до 01.12.2026", "куратор"]


def test_typed_table_is_filled():
    columns = [{"heading": "Кто", "share": 30}, {"heading": "Что", "share": 70}]
    body = [{"block": "table", "columns": columns, "rows": [["{curator|name nom}", "план\n\nпары"], ["вместе"]]}]

    table = lay(body).paper.blocks[0]

    assert [[words(line) for line in cell] for cell in table.rows[0].cells] == [
        ["Осипова-nom-after"],
        ["план", "пары"],
    ]
    assert table.rows[1].across


def test_signature_has_initials_before_the_surname():
    assert lay([{"block": "signature", "who": "head"}]).paper.blocks == (
        Signature((Run("Директор-nom"),), (Run("Рябинин-nom-before"),)),
    )


def test_acting_head_signs_as_acting():
    facts = make_facts(staff={"head": Worker(4, 13, acting_for="директора")})

    signature = lay([{"block": "signature", "who": "head"}], facts).paper.blocks[0]

    assert words(signature.position) == "Исполняющий обязанности директора"


def test_chair_and_secretary_sign_a_protocol():
    signatures = [block for block in whole(kind="group_protocol").paper.blocks if isinstance(block, Signature)]

    assert [(words(one.position), words(one.name)) for one in signatures] == [
        ("Председатель", "Осипова-nom-before"),
        ("Секретарь", "Дятлова-nom-before"),
    ]


def test_plan_by_itself_waits_for_the_hand_of_the_head():
    assert [words(line) for line in whole(kind="roadmap", act=None).paper.stamp] == [
        "УТВЕРЖДАЮ",
        "Директор-nom",
        f"{NO_DATE} Рябинин-nom-before",
        f"«____» {NO_DATE} 20___ г.",
    ]


def test_plan_by_itself_bears_the_day_when_it_has_one():
    assert words(whole(kind="roadmap").paper.stamp[-1]) == "23\u00a0ноября 2026\u00a0г."


def test_plan_approved_by_an_order_says_by_which():
    facts = make_facts(ordered=Ordered(date(2026, 9, 7), "4-од"))

    assert [words(line) for line in whole(facts, kind="roadmap").paper.stamp] == [
        "УТВЕРЖДЕНА",
        "приказом директор-gen",
        "от 07.09.2026 №\u00a04-од",
    ]


def test_plan_of_measures_is_approved_in_its_own_gender():
    facts = with_plan(make_facts(ordered=Ordered(date(2026, 9, 7), "4")), make_plan(title="Комплекс мер"))

    assert words(whole(facts, kind="roadmap").paper.stamp[0]) == "УТВЕРЖДЁН"


@pytest.mark.parametrize(
    ("title", "accusative", "after"),
    [
        ("Дорожная карта (план мероприятий)", "дорожную карту", "внедрения"),
        ("План мероприятий («дорожная карта»)", "план мероприятий", "по внедрению"),
        ("Комплекс мер на 2026–2027 годы", "комплекс мер", "по внедрению"),
        ("Наставничество в школе", "дорожную карту", "внедрения"),
    ],
)
def test_plan_is_called_by_the_first_words_of_its_title(title, accusative, after):
    word, of = plan_word(title)

    assert (word.say("acc"), of) == (accusative, after)


@pytest.mark.parametrize(("title", "said"), [("Дорожная карта", 1), ("Дорожная карта на 2026–2027 годы", 0)])
def test_period_is_said_once(title, said):
    facts = with_plan(make_facts(), make_plan(title=title))

    assert len([line for line in paper.lines(whole(facts).paper) if line.startswith("на период с")]) == said


def test_wide_plan_lies_across_the_sheet_wherever_it_stands():
    plan = replace(make_plan(), columns=(*make_plan().columns, *make_plan().columns[2:]))
    facts = with_plan(make_facts(), plan)

    assert whole(facts, kind="roadmap").paper.landscape
    assert [annex.landscape for annex in whole(facts).paper.annexes] == [False, True]
    assert not whole(kind="roadmap").paper.landscape


def test_missing_values_are_named_with_their_places():
    facts = make_facts(staff={}, group=(), plan=None, sheet=None, chair=None)

    body = [
        *points("Назначить {curator|who acc}.", "Пусто."),
        {"block": "point", "text": "{hr|name dat}", "level": 2},
        {"block": "signature", "who": "head"},
        {"block": "signature", "who": "chair"},
        ANNEX | {"blocks": [{"block": "table", "of": "group"}, {"block": "table", "of": "roadmap"}]},
    ]

    assert lay(body, facts).lacks == (
        Lack("Пункт 1", Missing("curator")),
        Lack("Пункт 2.1", Missing("hr")),
        Lack("Подпись", Missing("head")),
        Lack("Подпись", Missing("chair")),
        Lack("Приложение, таблица", Missing("group")),
        Lack("Приложение, таблица", Missing("roadmap")),
    )


def test_torn_placeholder_is_told_with_its_place():
    assert lay(points("Назначить {curator|who acc.")).torn == ("Пункт 1",)


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_ready_text_of_a_kind_lacks_nothing_in_a_school_that_has_everybody(kind):
    staff = {"head": Worker(1, 10), "curator": Worker(2, 11), "hr": Worker(4, 13), "technician": Worker(3, 12)}
    typed = {"invitation": {"invited", "invited.dear"}, "report": {"conclusions"}}.get(
        kind, set()
    )  # what the curator alone can write

    for facts in (make_facts(), make_facts(staff=staff)):
        laid = whole(facts, kind=kind)

        assert {lack.missing.name for lack in laid.lacks} == typed
        assert laid.torn == ()
        open_ = [line for line in paper.lines(laid.paper) if "{" in line or "}" in line or "не указано" in line]
        assert len(open_) == len(typed)
