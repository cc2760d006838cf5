"""A curator of an empty school goes from a Word document to a plan, at a desk and with a phone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mentoring.access import Role
from roadmap.models import Occurrence, Roadmap
from roadmap.tests.cast import employ, make_person, make_position
from roadmap.tests.papers import word
from tests.browser import assert_good, sign_in
from tests.cast import browse, make_member, make_programme, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]

HEAD = ["№ п/п", "Мероприятие", "Сроки", "Ответственные"]
ROWS = [
    HEAD,
    ["1", "Подготовка условий. Задача: рассказать о программе. Результат: все знают, с чего начать", "<", "<"],
    ["1.1", "Рассказ педагогам на совещании", "до 15 сентября", "Директор, куратор программы"],
    ["1.2", "Вечер вопросов для родителей: не менее ___ выступлений", "октябрь", "Классные руководители"],
    ["2", "Формирование базы наставляемых", "<", "<"],
    ["2.1", "Опрос желающих учиться у старших", "ноябрь", "Рябинина А.С., педагог-психолог"],
    ["2.2", "Приглашения выпускникам", "02.11.2026 01.11.2027", "Орлов М.И., тьютор"],
    ["2.3", "Консультации", "как получится", ""],
]
COUNTS = [["№", "Показатель", "Факт 01.09.2026"], ["1", "Обучающихся всего", "412"]]
NEWER = [
    HEAD,
    *ROWS[1:3],
    [*ROWS[3][:2], "ноябрь", ROWS[3][3]],
    *ROWS[4:6],
    ["2.4", "Школа наставников", "декабрь", "Методист"],
]
SHEET = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def member():
    school = make_school("ozernaya", short_name="Озёрная школа")
    make_programme(school, title="2026–2028 учебные годы", end=date(2028, 5, 31))
    employ(make_person(school, "Рябинина Алла Сергеевна"), make_position(school, "педагог-психолог"))
    return browse(make_member(school, Role.CURATOR, name="Соколова Вера Ильинична"))


def read_document(page: Page, member, *blocks) -> None:
    page.goto(member.at("plan_upload"))
    assert_good(page)
    document = {"name": "План.docx", "mimeType": SHEET, "buffer": word("План наставничества", *blocks)}
    page.get_by_label("Файл плана").set_input_files(document)
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_role("heading", name="Прочитали документ целиком")).to_be_visible()
    assert_good(page)


def walk(page: Page, member) -> None:
    sign_in(page, member.member)
    page.goto(member.at("plan"))
    page.get_by_role("link", name="Загрузить файл").click()
    read_document(page, member, ROWS, "Контингент школы", COUNTS)

    page.get_by_label("один раз: до 15 сентября 2027 г.").check()
    page.get_by_role("button", name="Исправить: 2.3 Консультации").click()
    assert_good(page)
    page.get_by_label("Срок", exact=True).fill("до 20 декабря 2026")
    page.get_by_role("button", name="Сохранить строку").click()
    expect(page.get_by_text("до 20 декабря 2026 г.")).to_be_visible()
    expect(page.get_by_label("один раз: до 15 сентября 2027 г.")).to_be_checked()
    page.get_by_label("Перенести в контингент школы").check()
    page.get_by_role("button", name="Сохранить ответы и продолжить").last.click()

    expect(page.get_by_role("heading", name="Кто за что отвечает")).to_be_visible()
    assert_good(page)
    page.get_by_label("Фамилия, имя и отчество полностью").last.fill("Орлов Матвей Ильич")
    page.get_by_role("button", name="Сохранить и продолжить").click()

    expect(page.get_by_role("heading", name="Утвердить план")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Утвердить план").click()

    expect(page.get_by_text("План утверждён: 5 мероприятий.")).to_be_visible()
    for words in ("Рассказ педагогам на совещании", "Приглашения выпускникам", "Консультации"):
        expect(page.get_by_role("link", name=words)).to_be_visible()


def assert_adopted() -> Roadmap:
    roadmap = Roadmap.objects.get()
    days = Occurrence.objects.filter(event__roadmap=roadmap).order_by("event__order", "due")
    assert [(row.event.number, row.due) for row in days.select_related("event")] == [
        ("1.1", date(2027, 9, 15)),
        ("1.2", date(2027, 11, 1)),
        ("2.1", date(2027, 11, 30)),
        ("2.2", date(2026, 11, 2)),
        ("2.2", date(2027, 11, 1)),
        ("2.3", date(2026, 12, 21)),
    ]
    answering = roadmap.events.order_by("order").values_list("number", "responsibles__position__title")
    assert [title for number, title in answering if number in ("2.1", "2.2")] == ["педагог-психолог", "тьютор"]
    return roadmap


def test_a_word_document_becomes_the_plan_at_a_desk(page: Page, member):
    walk(page, member)

    roadmap = assert_adopted()
    Occurrence.objects.filter(event__roadmap=roadmap, event__number="2.3").update(done_at=date(2026, 12, 1))
    read_document(page, member, NEWER)
    page.get_by_role("button", name="Сохранить ответы и продолжить").last.click()
    page.get_by_role("button", name="Сохранить и продолжить").click()
    expect(page.get_by_role("heading", name="Чем новая редакция отличается")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Принять отмеченное").click()
    expect(page.get_by_text("План обновлён по документу")).to_be_visible()
    assert list(roadmap.events.filter(withdrawn_at=None).values_list("number", flat=True)) == [
        "1.1",
        "1.2",
        "2.1",
        "2.4",
    ]
    assert roadmap.events.get(number="2.3").occurrences.get().done_at == date(2026, 12, 1)


def test_a_word_document_becomes_the_plan_with_a_phone(phone: Page, member):
    walk(phone, member)

    assert_adopted()


@pytest.mark.parametrize("window", ["page", "phone"])
def test_a_ready_plan_is_looked_at_and_adopted(window, request, member):
    page = request.getfixturevalue(window)
    sign_in(page, member.member)
    page.goto(member.at("plan_upload"))
    page.get_by_role("link", name="Посмотреть: Семь этапов, 35 мероприятий").click()
    assert_good(page)

    page.get_by_role("button", name="Утвердить план").click()

    expect(page.get_by_text("План утверждён: 35 мероприятий.")).to_be_visible()
    assert Roadmap.objects.get().events.count() == 35
