"""The first steps of a curator in a browser: both lists, loaded by what each page says next."""

from playwright.sync_api import Page, expect

from mentoring.people.tests.lists import HEAD, LESNOV, ORLOVA, RYABOVA, STAFF_HEAD, separated, xlsx
from tests.browser import assert_good

ASKED = ("Зимин Лев Олегович", "9А", "05.06.12", "", "", "")
WRONG = ("Озеров Пётр Ильич", "9А", "31.02.2011", "", "", "")
TITLE = ("Список 9-х классов",)


def give(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Файл со списком").set_input_files({"name": name, "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    assert_good(page)


def load_staff(page: Page) -> None:
    page.get_by_role("link", name="Загрузите список сотрудников").click()
    expect(page.get_by_role("radio", name="Сотрудники")).to_be_checked()
    assert_good(page)
    give(page, "Кадры.csv", separated(STAFF_HEAD, RYABOVA, encoding="cp1251"))
    page.get_by_role("button", name="Внести 1").click()
    expect(page.get_by_text("Список внесён")).to_be_visible()
    assert_good(page)


def load_class(page: Page) -> None:
    """Load four pupils: of one the birth date is asked, of one it is wrong."""
    page.get_by_role("link", name="Загрузить список: ученики").click()
    expect(page.get_by_role("radio", name="Ученики")).to_be_checked()
    give(page, "9 классы.xlsx", xlsx(TITLE, (), HEAD, ORLOVA, LESNOV, ASKED, WRONG))
    expect(page.get_by_text("год двумя цифрами")).to_be_visible()
    page.get_by_role("combobox", name="Так ли понято?").select_option("Понято верно")
    page.get_by_role("button", name="Сохранить решения").click()
    expect(page.get_by_text("Решать больше нечего")).to_be_visible()
    page.get_by_role("link", name="Не внести 1").click()
    expect(page.get_by_text("такого дня нет")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Внести 3").click()
    expect(page.get_by_text("Новых: 3.")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("link", name="Строки, которые надо исправить").click()
    assert given.value.suggested_filename == "ispravit.xlsx"
