"""From the entry to the exit: twelve people answer by link and on paper, and the pages say what a hand has counted."""

import re
from collections.abc import Sequence
from datetime import timedelta
from statistics import mean
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.accounts import schooldays
from surveys.models import Question, Response, Wave
from surveys.tests.cast import make_form, take_mentee
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_programme, make_school

pytestmark = pytest.mark.postgres_only
SURNAMES = (
    "Вязов",
    "Дубов",
    "Елов",
    "Ивов",
    "Кедров",
    "Клёнов",
    "Липов",
    "Ольхов",
    "Осинов",
    "Рябов",
    "Соснов",
    "Тополев",
)
# What each says to every scale, in the order of the surnames: at the entry, at the exit; the first half by link.
BEFORE = (3, 4, 5, 6, 3, 4, 5, 6, 3, 4, 5, 6)
AFTER = (7, 7, 8, 5, 8, 4, 9, 7, 8, 9, 9, 5)
YES = 9  # so many say yes to everything that is asked so
BY_LINK = 6
# Press the same point of every scale and the same answer to every yes or no of the page, as a thumb would.
PRESS = """([point, yes]) => {
  const names = new Set([...document.querySelectorAll("input[type=radio]")].map((box) => box.name));
  for (const name of names) {
    const few = document.getElementsByName(name).length === 2;
    document.querySelector(`label[for="${name}-${few ? yes : point}"]`).click();
  }
}"""


@pytest.fixture
def curator():
    """A curator of a school with twelve mentees of one form."""
    school = make_school("ozernaya", short_name="Озёрная школа", full_name="Озёрная средняя школа")
    today = schooldays.today(school)
    programme = make_programme(school, start=today - timedelta(days=60), end=today + timedelta(days=200))
    form = make_form(programme)
    for surname in SURNAMES:
        take_mentee(programme, surname, form=form)
    return make_member(school, Role.CURATOR, name="Соколова Вера Ильинична")


def take_ready(page: Page, curator) -> None:
    page.goto(f"/s/{curator.organization.slug}/surveys/")
    page.get_by_role("link", name="К анкетам").click()
    expect(page.get_by_role("heading", name="Анкет ещё нет")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Взять готовые").click()
    expect(page.get_by_role("link", name=re.compile("^Наставляемый на входе"))).to_be_visible()
    assert_good(page)


def hold(page: Page, curator, title: str) -> None:
    """Open a wave of a questionnaire."""
    page.goto(f"/s/{curator.organization.slug}/surveys/new/")
    assert_good(page)
    page.get_by_label(re.compile(f"^{title}")).check()
    page.get_by_role("button", name="Провести опрос").click()
    expect(page.locator(".alert-success")).to_contain_text(re.compile("спрашиваем 12.человек"))
    assert_good(page)


def print_links(page: Page) -> dict[str, str]:
    """Print slips for the first half; return the paths of their links by name."""
    page.get_by_role("link", name="Лист со ссылками").click()
    assert_good(page)
    for tick in page.get_by_role("checkbox").all()[BY_LINK:]:
        tick.uncheck()
    page.get_by_role("button", name="Показать лист").click()
    slips = page.locator(".slip")
    expect(slips).to_have_count(BY_LINK)
    assert_good(page)
    return {
        slip.get_by_role("heading").inner_text().split()[0]: urlsplit(slip.locator(".slip-address").inner_text()).path
        for slip in slips.all()
    }


def answer_by_link(window: Page, path: str, point: int, *, yes: bool) -> None:
    """Answer on a telephone, part by part, and never the same link twice."""
    window.goto(path)
    while True:
        window.wait_for_load_state()
        window.evaluate(PRESS, [point, int(yes)])
        last = window.get_by_role("button", name="Отправить ответы")
        if last.count():
            last.click()
            expect(window.get_by_role("heading", name="Спасибо, ответ принят")).to_be_visible()
            return
        step = window.locator("input[name=step]").input_value()
        window.get_by_role("button", name="Дальше").click()
        expect(window.locator("input[name=step]")).not_to_have_value(step)


def key_in(page: Page, points: Sequence[int], yes: Sequence[bool], kinds: dict[str, str]) -> None:
    """Key in the papers of all who are left, one opening after another, by keyboard alone."""
    page.get_by_role("link", name="Внести бумажные").click()
    assert_good(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("Ян Львович$")).first.click()
    for point, is_yes in zip(points, yes, strict=True):
        page.wait_for_load_state()
        heading = page.get_by_role("heading", level=1).inner_text()
        for name in [one.get_attribute("name") for one in page.locator("[data-keys] input[name^=q]").all()]:
            kind = kinds[name]
            if kind in ("scale", "yes_no"):
                page.locator(f"#{name}").fill(str(point if kind == "scale" else int(is_yes)))
        page.get_by_role("button", name="Сохранить и к следующему").press("Enter")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(heading)


def answer_all(page: Page, phone: Page, said: Sequence[int]) -> None:
    """Let half answer by link and key in the rest."""
    wave = Wave.objects.latest("pk")
    kinds = {f"q{one.pk}": one.kind for one in Question.objects.filter(edition=wave.edition)}
    address = page.url
    links = print_links(page)
    for place, surname in enumerate(SURNAMES[:BY_LINK]):
        answer_by_link(phone, links[surname], said[place], yes=place < YES)
    phone.goto(links[SURNAMES[0]])
    expect(phone.get_by_role("heading", name="Спасибо, ответ принят")).to_be_visible()
    page.goto(address)
    rest = range(BY_LINK, len(SURNAMES))
    key_in(page, said[BY_LINK:], [place < YES for place in rest], kinds)
    assert Response.objects.filter(wave=wave).count() == len(SURNAMES)
    page.goto(address)
    page.get_by_text("Продлить или закрыть").click()
    page.get_by_role("button", name="Закрыть опрос сейчас").click()
    expect(page.locator(".alert-success")).to_contain_text("Опрос закрыт")
    assert_good(page)


def words(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


@pytest.mark.timeout(240)
def test_entry_exit_comparison_and_strengths_say_what_a_hand_has_counted(page, phone, curator, settings, live_server):
    settings.SITE_URL = live_server.url
    sign_in(page, curator)
    take_ready(page, curator)
    hold(page, curator, "Наставляемый на входе")
    answer_all(page, phone, BEFORE)
    hold(page, curator, "Наставляемый на выходе")
    answer_all(page, phone, AFTER)

    page.goto(f"/s/{curator.organization.slug}/surveys/results/")
    assert_good(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("→")).click()
    assert_good(page)
    row = page.get_by_role("row").filter(has_text="рядом с наставником").first
    better = sum(after > before for before, after in zip(BEFORE, AFTER, strict=True))
    same = sum(after == before for before, after in zip(BEFORE, AFTER, strict=True))
    expect(row).to_contain_text(f"{words(mean(BEFORE))} → {words(mean(AFTER))}")
    expect(row.get_by_role("cell").nth(1)).to_have_text(str(better))
    expect(row.get_by_role("cell").nth(2)).to_have_text(str(same))
    expect(row).to_contain_text("изменение заметное")

    page.goto(f"/s/{curator.organization.slug}/surveys/results/swot/")
    page.get_by_role("button", name="Обновить черновик").click()
    content = round(100 * sum(point >= 7 for point in AFTER) / len(AFTER))
    strong = page.locator("section").first.locator(".col-md-6").first
    expect(strong).to_contain_text(f"{round(100 * YES / len(SURNAMES))} %")
    expect(strong).to_contain_text(f"{content} %")
    expect(strong).to_contain_text("появилось желание продолжать")
    assert_good(page)
