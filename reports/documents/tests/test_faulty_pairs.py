"""Pairs of a faulty text and its nearest right one: the fault is found at its place, the right text is silent."""

import re
from dataclasses import replace
from datetime import date

import pytest

from mentoring.calendar import words
from reports.documents import checking, kinds
from reports.documents.beside import Act, Beside, Bond, Party
from reports.documents.tests.blamed import SHEET, annex, found
from reports.documents.tests.known import PERIOD, lay, make_facts, points, whole
from reports.documents.wording import Worker

_DIFFER = re.compile("⟦(?P<faulty>[^→]*)→(?P<right>[^⟧]*)⟧")
# What is said, and of which text: «⟦faulty→right⟧» stands where the two differ.
POINTS = [
    # Numbers.
    ("Пропущено число", "Провести не менее ⟦занятий→3 занятий⟧."),
    ("Пропущено число", "Привлечь не менее ⟦наставников→двух наставников⟧."),
    ("Пропущено число", "Известить участников не позднее чем за ⟦дней→5 дней⟧."),
    ("Пропущено число", "Передать списки в течение ⟦рабочих→трёх рабочих⟧ дней."),
    ("Пропущено число", "Увеличить число участников на ⟦%→10 %⟧."),
    ("Пропущено число", "Пригласить не менее ⟦…→12⟧ человек."),
    ("Пропущено число", "Собрать от ⟦___→5⟧ до 10 отзывов."),
    ("Нет номера после «№»", "Исполнить письмо управления ⟦№,→№ 14,⟧ полученное вчера."),
    ("Нет номера после «№»", "Разместить выставку в кабинете ⟦№→№ 7⟧."),
    ("Дата не дописана", "Начать работу в сентябре ⟦20__→2026⟧ года."),
    ("Дата не дописана", "Начать работу с ⟦ХХ.ХХ→07.12⟧.2026."),
    ("потеряно «не»: «менее 5»", "Провести в каждой паре ⟦менее→не менее⟧ 5 встреч."),
    ("потеряно «не»: «менее чем на 90»", "Обеспечить выполнение планов ⟦менее→не менее⟧ чем на 90 %."),
    ("потеряно «не»: «выполненные менее", "Учесть планы, выполненные ⟦менее→не менее⟧ чем на 90 %."),
    ("потеряно «не»: «реже двух", "Собирать рабочую группу ⟦реже→не реже⟧ двух раз в год."),
    ("потеряно «не»: «позднее 15", "Представить отчёт ⟦позднее→не позднее⟧ 15.12.2026."),
    ("Цифра и слово не совпадают", "Ответить за ⟦3→5⟧ (пять) рабочих дней."),
    ("Цифра и слово не совпадают", "Собрать 12 ⟦(две) анкеты→(двенадцать) анкет⟧."),
    ("Больше целого", "Охватить не менее ⟦120→100⟧ % обучающихся."),
    ("Предупреждение короче", "Предупредить наставника об отмене поручения за ⟦2→3⟧ рабочих дня."),
    ("Предупреждение короче", "Уведомить наставника о прекращении работы за три ⟦дня→рабочих дня⟧."),
    # Days.
    ("Такого дня нет", "Провести собрание ⟦31→30⟧ ноября 2026 г. в актовом зале."),
    ("Такого дня нет", "Сдать план до ⟦30→26⟧.02.2027."),
    ("кончается раньше, чем начинается", "Принимать заявки с ⟦15.12.2026 по 01→01.12.2026 по 15⟧.12.2026."),
    ("далеко за концом программы", "Сдать план до ⟦24.12.2062→24.12.2026⟧."),
    ("Срок уже прошёл", "Сдать план до ⟦20.11.2026→20.01.2027⟧."),
    ("Срок в нерабочий день", "Сдать план до ⟦06→07⟧.12.2026."),
    ("В сроке нет года", "Сдать план до 7 ⟦декабря→декабря 2026 г⟧."),
    # What is left of a form.
    ("Осталась подсказка бланка", "Ответственный за выставку ⟦(ФИО)→выберет группа⟧."),
    ("Осталась подсказка бланка", "Собираться в кабинете ⟦[номер кабинета]→12⟧."),
    ("Осталась подсказка бланка", "Отчёт ⟦устный, письменный (нужное подчеркнуть)→письменный⟧."),
    ("Остались слова бланка", "Цель: ⟦Задача: помочь→помочь⟧ новым учителям."),
    ("После «Срок:» ничего нет", "Подготовить выставку. Срок: ⟦→декабрь 2026 года⟧."),
    ("Номер напечатан поверх", "⟦2. Подготовить→Подготовить⟧ выставку."),
    ("Осталось пустое место", "Собраться в кабинете ⟦________→12⟧ после уроков."),
    ("Подстановка разорвана", "Работать ⟦{period→{period}⟧."),
    ("Не понято", "Работать ⟦{perod}→{period}⟧."),
    # The pen.
    ("Слово стоит дважды", "Провести ⟦провести выставку→выставку⟧."),
    ("Лишний знак", "Провести ⟦выставку.→выставку⟧."),
    ("Лишний знак", "Собрать ⟦анкеты,,→анкеты,⟧ отзывы и заявки."),
    ("Пробел перед знаком", "Собрать ⟦анкеты ,→анкеты,⟧ отзывы и заявки."),
    ("Кавычка открыта и не закрыта", "Провести встречу «Первые ⟦шаги→шаги»⟧."),
    ("Кавычка закрыта, но не открыта", "Провести встречу ⟦Первые→«Первые⟧ шаги»."),
    ("Скобка открыта и не закрыта", "Собрать отзывы (не позже ⟦среды→среды)⟧."),
    ("Скобка закрыта, но не открыта", "Собрать ⟦отзывы не позже среды)→отзывы: а) до среды; б) после неё⟧."),
    # References.
    ("Пункта 7 нет", "Считать п. ⟦7→1⟧ настоящего приказа исполненным."),
    ("Пункта 4.2 нет", "Отчитаться о пунктах ⟦4.2→1⟧ и 3 настоящего приказа."),
    ("сам на себя", "Отчитаться об исполнении пункта ⟦2→1⟧ настоящего приказа."),
    ("Среди документов программы нет", "Учесть протокол от 2⟦1.10.2026 № 5→0.10.2026 № 4⟧."),
    ("Дата другая", "Исполнить приказ от ⟦05→06⟧.10.2026 № 9-од."),
    ("Номер другой", "Исполнить приказ от 06.10.2026 № ⟦8→9⟧-од."),
    ("Акт отменён", "Исполнить приказ от ⟦01.09.2026 № 2-од→06.10.2026 № 9-од⟧."),
    ("ещё не наступила", "Учесть протокол от 20.1⟦2→0⟧.2026 № 4."),
    # People.
    ("Инициалы другие", "Известить Осипову ⟦А→И⟧. Л. о встрече."),
    ("Имя или отчество другое", "Известить Осипову Инну ⟦Ильиничну→Львовну⟧ о встрече."),
    ("Должность другая", "Поручить ⟦методисту→учителю химии⟧ Дятловой Р. О. показать урок."),
    ("Класс другой", "Пригласить Ежову Яну, ⟦7→8⟧ «А», на встречу."),
    ("Класс другой", "Пригласить ученицу ⟦8 «Б»→8 «А»⟧ класса Ежову Яну на встречу."),
    ("нет в листе ознакомления", "Известить ⟦Перепёлкину С. Л.→Осипову И. Л.⟧ о встрече."),
    ("Латинская буква", "Провести ⟦oпрос→опрос⟧ наставляемых."),
    ("Латинская буква", "Собрать 8 ⟦«B»→«В»⟧ класс в читальном зале."),
]  # fmt: skip


# References to annexes of an order that has two: the criteria and the questionnaire.
ANNEXES = [
    (
        "Приложения «приложение № 3» в документе нет",
        "Взять (приложение № 1, приложение № 2⟦, приложение № 3→⟧).",
    ),
    ("по словам это № 1", "Утвердить критерии отбора (приложение № ⟦2→1⟧) и (приложение № 1), (приложение № 2)."),
    ("названо без номера", "Взять бланки (приложение № 1, приложение № 2⟦, приложение→⟧)."),
    ("нет ссылки", "Утвердить критерии отбора (приложение № 1)⟦→, анкету (приложение № 2)⟧."),
]
FACTS = make_facts(chosen={3: Worker(3, 12)})
BESIDE = Beside.of(
    (
        Act(date(2026, 9, 1), "2-од", "приказ", "O1", cancelled=True),
        Act(date(2026, 10, 6), "9-од", "приказ", "O1"),
        Act(date(2026, 10, 20), "4", "протокол", "consideration"),
    ),
    mentees=(Party(8, "Ежова Яна Олеговна", "8 «А»"),),
)


def faults_of(text: str, *more: dict) -> list[tuple[str, str, str]]:
    """Find the faults of an order whose second point is this text."""
    body = [
        *points("{curator|who dat} и {person:3|who dat} проверить исполнение.", text, "Повесить объявление."),
        SHEET,
    ]
    faults = checking.find(lay([*body, *more], FACTS), FACTS, BESIDE)
    return [(fault.level, fault.place, fault.text) for fault in faults]


@pytest.mark.parametrize(("said", "text"), POINTS)
def test_fault_of_a_point_is_found_and_its_nearest_right_text_is_silent(said, text):
    faulty, right = both(text)
    faults = faults_of(faulty)

    assert [place for _, place, _ in faults] == ["Пункт 2"]
    assert said in faults[0][2]
    assert faults_of(right) == []


@pytest.mark.parametrize(("said", "text"), ANNEXES)
def test_fault_of_a_reference_to_an_annex_is_found_and_the_right_one_is_silent(said, text):
    two = (annex("a", "Критерии отбора"), annex("b", "Анкета кандидата"))
    faulty, right = both(text)
    faults = faults_of(faulty, *two)

    assert len(faults) == 1
    assert said in faults[0][2]
    assert faults_of(right, *two) == []


def both(text: str) -> tuple[str, str]:
    """Give the faulty text and the right one."""
    return tuple(_DIFFER.sub(rf"\g<{side}>", text) for side in ("faulty", "right"))


# What a quotation, a list and a firm name may look like.
RIGHT = [
    "Направить письмо в «Лицей «Росток» до встречи.",
    "Изложить пункт 3 в редакции: «Провести встречу».",
    "Обсудить: а) планы; б) дневники; 1) отзывы.",
    "Снять с контроля то, что что-либо меняет.",
    "Хранить и т. д. и т. п. в кабинете.",
    "Разместить в VK-сообществе и на IT-площадке.",
    "Сообщить за один день о переносе выездной встречи.",
    "Хранить анкеты 5 лет, отчёты 3 (три) года.",
    "Собираться не реже раза в месяц; собирать отзывы и т. п.; хранить файлы .docx.",
    "Ответственный: Осипова И. Л. Срок: в течение года.",
    "Назвать пары, в которых прошло менее 5 встреч.",
    "Выполнить план на 100 %, охватить от 5 до 10 % классов.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_text_that_only_looks_faulty_is_silent(text):
    assert faults_of(text) == []


def test_quotation_through_several_paragraphs_is_closed_by_the_last():
    texts = ("Изложить в редакции: «Порядок.", "Встречи проходят раз в неделю».")

    assert found(lay([{"block": "paragraph", "text": text} for text in texts])) == []


def test_sections_numbered_by_hand_do_not_share_a_number():
    made = [{"block": "paragraph", "text": text} for text in ("1. Общие положения", "1. Порядок встреч")]
    right = [{"block": "paragraph", "text": text} for text in ("1. Общие положения", "2. Порядок встреч")]
    body = [*points("{curator|who dat} проверить ({annex:a})."), SHEET]

    assert found(lay([*body, annex("a", "Порядок", *made)])) == [
        ("warning", "Приложение, абзац «1. Порядок встреч»", "Номер 1 уже стоит у «1. Общие положения».")
    ]
    assert found(lay([*body, annex("a", "Порядок", *right)])) == []


# Pairs: a right state of the programme, what spoils it, and what is said of a paper of this kind.
MENTOR, MENTEE = Party(3, "Дятлова Рита Олеговна"), Party(8, "Ежова Яна Олеговна", "8 «А»")
OTHER_MENTOR, OTHER_MENTEE = Party(5, "Кедрова Нина Павловна"), Party(9, "Ивин Пётр Саввич", "8 «А»")
PROJECT = Bond("Ежова Яна и Дятлова Р. О.", PERIOD.start, PERIOD.end, "проект", project=True,
               mentors=(MENTOR,), mentees=(MENTEE,))  # fmt: skip
FIXED = replace(PROJECT, state="закреплена", project=False)
OVER = replace(FIXED, state="завершена", over=True)
BONDS = [
    ("O7", PROJECT, {"fixes": ("Приказ о закреплении",)}, "Её закрепляет и другой документ: Приказ о закреплении."),
    ("O7", PROJECT, {"project": False, "state": "работает"}, "Закреплять поздно: пара работает."),
    ("O8", FIXED, {"project": True}, "План утверждают раньше, чем закреплена пара."),
    ("O8", FIXED, {"over": True, "state": "завершена"}, "Пара уже завершена."),
    ("O7", PROJECT, {"mentors": (replace(MENTOR, registered=False),)}, "Нет в реестре: Дятлова Рита Олеговна."),
    ("O7", PROJECT, {"end": date(2027, 8, 1)}, "Срок пары выходит за дни программы."),
    ("agreement_mentee", FIXED, {"project": True}, "Соглашение выйдет раньше приказа о закреплении."),
    ("agreement_mentee", FIXED, {"mentors": (OTHER_MENTOR,)},
     "В документе наставник Дятлова Рита Олеговна, а в паре — Кедрова Нина Павловна."),
    ("agreement_mentee", FIXED, {"mentees": (OTHER_MENTEE,)},
     "В документе назван не тот наставляемый: Ежова Яна Олеговна."),
    ("agreement_mentee", FIXED, {"end": date(2027, 5, 20)},
     "В тексте другой срок: пара работает до 20\u00a0мая 2027\u00a0г."),
    ("agreement_mentee", FIXED, {"start": date(2026, 9, 2)},
     "В тексте другой срок: пара начинает 2\u00a0сентября 2026\u00a0г."),
]  # fmt: skip


def faults_beside(kind: str, bond: Bond, *codes: str) -> list[tuple[str, str]]:
    """Find the faults of a paper about a pair, where orders of these kinds are in force."""
    text = f"Работать с {words.full(PERIOD.start)} по {words.full(PERIOD.end)}"
    beside = Beside(
        mentors=(MENTOR, OTHER_MENTOR),
        mentees=(MENTEE, OTHER_MENTEE),
        bonds=(bond,),
        named=frozenset({3, 8}) if kind.startswith("agreement") else frozenset(),
        in_force=frozenset(codes),
    )
    return [(fault.place, fault.text) for fault in checking.find(lay(points(text), kind=kind), make_facts(), beside)]


@pytest.mark.parametrize(("kind", "right", "spoilt", "said"), BONDS)
def test_paper_that_disagrees_with_its_pair_is_found_and_one_that_agrees_is_silent(kind, right, spoilt, said):
    assert faults_beside(kind, replace(right, **spoilt), "O6") == [(f"Пара «{right.name}»", said)]
    assert faults_beside(kind, right, "O6") == []


def test_pairs_fixed_before_mentors_are_ordered_ask():
    assert faults_beside("O7", PROJECT) == [("Документ", "Наставники ещё не утверждены приказом.")]
    assert faults_beside("O7", PROJECT, "O6") == []


def test_mentor_whom_an_order_under_way_brings_is_no_other_mentor():
    assert faults_beside("agreement_mentor", replace(FIXED, mentors=(OTHER_MENTOR,), coming=(MENTOR,)), "O6") == []


def test_summary_of_a_pair_that_is_over_is_silent():
    assert faults_beside("pair_diary", OVER, "O6") == []


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_ready_text_of_a_kind_is_silent(kind):
    """Values that a school has not given are not faults of the text."""
    assert [text for _, _, text in found(whole(kind=kind)) if not text.startswith("Не указано")] == []
