"""Who answers for an event, out of every form in which a cell names them."""

import pytest

from roadmap.readers import responsible
from roadmap.readers.draft import Who

PERSON, POSITION, ROLE, NONE = Who.PERSON, Who.POSITION, Who.ROLE, Who.NONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Ильина Т.П., директор", [(PERSON, "Ильина Т.П.", "директор", "director", False)]),
        ("Т.П. Ильина, директор", [(PERSON, "Ильина Т.П.", "директор", "director", False)]),
        (
            "Ильина Т. П., директор Седов Г.Н., зам. директора по ВР",
            [
                (PERSON, "Ильина Т.П.", "директор", "director", False),
                (PERSON, "Седов Г.Н.", "зам. директора по ВР", "deputy", False),
            ],
        ),
        (
            "директор Ильина Т.П., педагог-психолог Орлова О.О.",
            [
                (PERSON, "Ильина Т.П.", "директор", "director", False),
                (PERSON, "Орлова О.О.", "педагог-психолог", "psychologist", False),
            ],
        ),
        ("Методист (Седов Г.Н.)", [(PERSON, "Седов Г.Н.", "Методист", "methodist", False)]),
        ("Ильина Тамара Петровна", [(PERSON, "Ильина Тамара Петровна", "", "", False)]),
        (
            "Ильина Т.П., директор, классные руководители",
            [
                (PERSON, "Ильина Т.П.", "директор", "director", False),
                (POSITION, "", "классные руководители", "class_teacher", True),
            ],
        ),
        ("зам. директора по УВР", [(POSITION, "", "зам. директора по УВР", "deputy", False)]),
        (
            "Директор, куратор внедрения ЦМН",
            [(POSITION, "", "Директор", "director", False), (ROLE, "", "", "curator", False)],
        ),
        (
            "зам. директора по УВР, классные руководители, педагоги",
            [
                (POSITION, "", "зам. директора по УВР", "deputy", False),
                (POSITION, "", "классные руководители", "class_teacher", True),
                (POSITION, "", "педагоги", "", True),
            ],
        ),
        ("зам. директора по УР, ВР", [(POSITION, "", "зам. директора по УР, ВР", "deputy", False)]),
        (
            "Куратор программы и классные руководители",
            [(ROLE, "", "", "curator", False), (POSITION, "", "классные руководители", "class_teacher", True)],
        ),
        ("Рабочие группы", [(ROLE, "", "", "working_group", True)]),
        ("Координатор внедрения модели", [(ROLE, "", "", "coordinator", False)]),
        ("Руководитель реализации программы обучений", [(ROLE, "", "", "training_lead", False)]),
        (
            "Куратор программы, ответственные исполнители",
            [(ROLE, "", "", "curator", False), (ROLE, "", "", "executor", True)],
        ),
        ("Наставники", [(ROLE, "", "", "mentor", True)]),
        (
            "Руководитель МО, учителя",
            [(POSITION, "", "Руководитель МО", "", False), (POSITION, "", "учителя", "", True)],
        ),
        ("Определяется ОО", [(NONE, "", "", "", False)]),
        ("–", [(NONE, "", "", "", False)]),
    ],
)
def test_cell_names_persons_positions_and_roles(text: str, expected: list[tuple[Who, str, str, str, bool]]) -> None:
    found = responsible.read(text)

    assert [(one.kind, one.name, one.position, one.role_code, one.plural) for one in found] == expected


@pytest.mark.parametrize(
    ("text", "clear"),
    [("Директор", True), ("Наставники", True), ("Ильина Т.П.", True), ("кто-нибудь свободный", False)],
)
def test_what_names_nobody_known_is_not_clear(text: str, clear: bool) -> None:
    assert responsible.is_clear(responsible.read(text)) is clear
