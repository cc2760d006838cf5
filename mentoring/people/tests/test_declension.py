from pathlib import Path

import pytest

from mentoring.people.declension import Case, agreement, gender, initials, names, positions
from mentoring.people.declension.cases import OBLIQUE

GOLD = Path(__file__).parent / "gold"


def read(what: str) -> list[tuple[str, Case, str]]:
    """Return what is declined, the case, and its form by hand: two lists, the second unseen by the tuning."""
    texts = [(GOLD / f"{name}.tsv").read_text(encoding="utf-8") for name in (what, f"{what}_second")]
    rows = [line.split("\t") for text in texts for line in text.split("\n") if line]
    return [(text, case, form) for text, *forms in rows for case, form in zip(OBLIQUE, forms, strict=True)]


def test_rare_names_are_declined_as_written_by_hand():
    assert [(text, case) for text, case, form in read("names") if names.decline(text, case) != form] == []


def test_positions_are_declined_as_written_by_hand():
    assert [(text, case) for text, case, form in read("positions") if positions.decline(text, case) != form] == []


def test_positions_are_declined_without_the_stored_table_too():
    assert [(text, case) for text, case, form in read("positions") if positions.by_rules(text, case) != form] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "123",
        "№ 5",
        "-",
        "— —",
        "(",
        "«»",
        "и",
        "А.",
        "а-",
        "-а",
        "\x00",
        "я" * 300,
        "а " * 300,
        "Ъ",
        "директор-",
    ],
)
@pytest.mark.parametrize("case", Case)
def test_odd_text_is_never_an_error(text, case):
    assert isinstance(names.decline(text, case), str)
    assert isinstance(positions.decline(text, case), str)
    assert agreement.approved(text).startswith("УТВЕРЖД")
    assert gender.of(text) in ("", "m", "f")


@pytest.mark.parametrize("text", ["", "123", "John Smith", "№ 5", "???"])
def test_what_is_no_russian_name_stays_as_it_is(text):
    assert names.decline(text, Case.GEN) == text
    assert positions.decline(text, Case.GEN) == text


def test_nominative_of_a_name_is_trimmed_and_has_usual_capitals():
    assert names.decline("  СОКОЛОВА-ПЕТРОВА   анна\u00a0", Case.NOM) == "Соколова-Петрова Анна"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Римская–Корсакова Анна Петровна", "Римской-Корсаковой Анны Петровны"),
        ("Римская - Корсакова Анна Петровна", "Римской - Корсаковой Анны Петровны"),
        ("Соколова А П", "Соколовой А П"),
        ("Белый Пётр", "Белого Петра"),
        ("Анна Заяц", "Анны Заяц"),
        ("Олег Заяц", "Олега Зайца"),
        ("Марк Янович Чехович", "Марка Яновича Чеховича"),
        ("Ахметов Нурлан Маратулы", "Ахметова Нурлана Маратулы"),
        ("Ли", "Ли"),
        ("Ван Дейк Роберт", "Ван Дейка Роберта"),
        ("Мак Олег", "Мака Олега"),
        ("фон Штейн", "фон Штейна"),
        ("Мирза-Ахмедов Рустам", "Мирза-Ахмедова Рустама"),
    ],
)
def test_name_is_understood_however_it_is_written(written, form):
    assert names.decline(written, Case.GEN) == form


def test_said_sex_wins_over_the_name():
    assert names.decline("Коваль Саша", Case.GEN, sex="m") == "Коваля Саши"
    assert names.decline("Коваль Саша", Case.GEN, sex="f") == "Коваль Саши"


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Коваль Никита Ильич", "m"),
        ("Коваль Любовь Ильинична", "f"),
        ("Мамедов Вагиф Рашид оглы", "m"),
        ("Мамедова Лаля Рашид кызы", "f"),
        ("Ткач Илья", "m"),
        ("Ткач Гюзель", "f"),
        ("Ткач Гульназ", "f"),
        ("Сафин Муса", "m"),
        ("Анна Петровна Заяц", "f"),
        ("Соколова А. П.", "f"),
        ("Ткач Саша", ""),
        ("Ткач А. П.", ""),
    ],
)
def test_sex_is_told_by_the_patronymic_then_by_the_given_name(name, sex):
    assert gender.of(name) == sex


def test_initials_stand_after_the_surname_or_before_it_and_never_part_from_it():
    assert initials.after("Иванова", "Анна", "Петровна") == "Иванова\u00a0А.\u00a0П."
    assert initials.before("Иванова", "Анна", "Петровна") == "А.\u00a0П.\u00a0Иванова"
    assert initials.after("Руссо", "Жан-Жак") == "Руссо\u00a0Ж.-Ж."
    assert initials.after("Ооржак", "Мерген", "Кызыл-оолович") == "Ооржак\u00a0М.\u00a0К."
    assert initials.after("Мамедов", "Вагиф", "Рашид оглы") == "Мамедов\u00a0В.\u00a0Р."
    assert initials.before("Пеле", "") == "Пеле"


def test_name_written_with_initials_is_declined_by_its_surname():
    assert names.decline("Соколова А. П.", Case.DAT) == "Соколовой А. П."
    assert names.decline("А.П. Соколова", Case.DAT) == "А.П. Соколовой"


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ("Положение о программе наставничества", "УТВЕРЖДЕНО"),
        ("План мероприятий", "УТВЕРЖДЁН"),
        ("Реестр наставников", "УТВЕРЖДЁН"),
        ("Программа наставничества", "УТВЕРЖДЕНА"),
        ("«Дорожная карта» внедрения целевой модели", "УТВЕРЖДЕНА"),
        ("Персонализированная программа", "УТВЕРЖДЕНА"),
        ("Модель наставничества", "УТВЕРЖДЕНА"),
        ("Рабочий план", "УТВЕРЖДЁН"),
        ("Планы индивидуального развития", "УТВЕРЖДЕНЫ"),
        ("Индивидуальные планы", "УТВЕРЖДЕНЫ"),
        ("Формы договоров", "УТВЕРЖДЕНЫ"),
        ("Критерии отбора", "УТВЕРЖДЕНЫ"),
        ("Две формы", "УТВЕРЖДЕНЫ"),
        ("№ 5", "УТВЕРЖДЕНО"),
    ],
)
def test_stamp_agrees_with_the_document(document, word):
    assert agreement.approved(document) == word


def test_other_stamps_agree_too():
    assert agreement.stamp("ПРИНЯТ", "Программа наставничества") == "ПРИНЯТА"
    assert agreement.stamp("Согласован", "Списки") == "Согласованы"


def test_words_about_a_person_take_sex_and_case():
    assert agreement.of_person("назначенный", "f") == "назначенная"
    assert agreement.of_person("ознакомлен", "f") == "ознакомлена"
    assert agreement.of_person("Уважаемый", "f") == "Уважаемая"
    assert agreement.of_person("обучающийся", "f", Case.ACC) == "обучающуюся"
    assert agreement.of_person("действующий", "m", Case.ACC) == "действующего"
    assert agreement.of_person("закреплён", "") == "закреплён (закреплена)"
    assert agreement.agreed("ознакомлен", "p") == "ознакомлены"


def test_a_word_of_nothing_but_beginnings_is_left_as_it_is():
    endless = "ниже" * 2_000

    assert agreement.agreed(endless, "f") == endless
    assert agreement.agreed("нижеподписавшийся", "f") == "нижеподписавшаяся"
