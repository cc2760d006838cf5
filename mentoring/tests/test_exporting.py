"""Any list goes out as it stands on the screen, and nothing in it runs when it is opened."""

import csv
import io

import pytest
from openpyxl import load_workbook

from mentoring import exporting
from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Employment, Person, Position
from mentoring.tests.rows import ADMIN, address, fill
from tests.cast import browse, make_member

LIST = "admin:people_person_changelist"
EXPORT = "admin:people_person_export"
DANGEROUS = ("=1+1", "+7 900 000-00-01", "-1", "@SUM(A1)", "\t=1", "\r=1")


@pytest.fixture
def people(school):
    own = {"organization": school}
    return [
        Person.objects.create(**own, surname="Семёнова", given="Анна", phone="+7 900 000-00-01"),
        Person.objects.create(**own, surname="=HYPERLINK(1)", given="@Иван", patronymic="-Петрович"),
    ]


def sheet(answer) -> list[tuple]:
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())


def lines(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_workbook_holds_the_rows_and_no_formula(curator, people):
    answer = curator.get(EXPORT, "xlsx")

    rows = sheet(answer)
    assert [cell.value for cell in rows[0]][:3] == ["Фамилия", "Имя", "Отчество"]
    assert {(row[0].value, row[1].value) for row in rows[1:]} == {("Семёнова", "Анна"), ("=HYPERLINK(1)", "@Иван")}
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert answer["Content-Disposition"] == 'attachment; filename="person.xlsx"'


def test_text_opens_in_excel_and_has_no_formula(curator, people):
    rows = lines(curator.get(EXPORT, "csv"))

    assert {tuple(row[:3]) for row in rows[1:]} == {
        ("Семёнова", "Анна", ""),
        ("'=HYPERLINK(1)", "'@Иван", "'-Петрович"),
    }
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


@pytest.mark.parametrize("text", DANGEROUS)
def test_whatever_begins_like_a_formula_is_made_a_text(text):
    assert exporting.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Анна-Мария", "1", "", "а=б", "'+7"])
def test_other_texts_stay_as_they_are(text):
    assert exporting.harmless(text) == text


def test_only_the_rows_of_the_filter_go_out_in_the_order_of_the_screen(school, curator):
    post = Position.objects.create(organization=school, title="методист")
    for surname in ("Ясенева", "Алова", "Берёзов"):
        person = Person.objects.create(organization=school, surname=surname, given="Лев")
        if surname != "Берёзов":
            Employment.objects.create(organization=school, person=person, position=post)

    rows = lines(curator.get(EXPORT, "csv", query={"who": "staff", "o": "-0"}))

    assert [row[0] for row in rows[1:]] == ["Ясенева", "Алова"]
    assert [row[5] for row in rows[1:]] == ["методист", "методист"]


def test_search_of_the_screen_counts_too(curator, people):
    assert [row[0] for row in lines(curator.get(EXPORT, "csv", query={"q": "семен"}))[1:]] == ["Семёнова"]


def test_all_pages_go_out_not_the_first_alone(school, curator):
    Person.objects.bulk_create(
        Person(organization=school, surname=f"Рощин{number}", given="Лев", name_key=f"рощин{number} лев")
        for number in range(120)
    )

    assert len(sheet(curator.get(EXPORT, "xlsx"))) == 121


def test_what_a_page_says_by_signs_goes_out_in_words(school, curator):
    fill(school, "Синицын")

    rows = lines(curator.get("admin:people_studygroup_export", "csv"))

    assert rows == [["Название", "Учатся", "Кто ведёт", "Состояние"], ["Синицын 0", "никого", "Синицын Имя0", "учится"]]


def test_who_has_taken_a_list_stands_in_the_journal(school, curator, people):
    curator.get(EXPORT, "csv", query={"q": "7"})

    entry = JournalEntry.objects.get(organization=school, action="person.export")
    assert entry.by == curator.member
    assert entry.values.after == {
        "list": "Люди",
        "rows": 0,
        "format": "csv",
        "asked": "q=7",
    }


def test_list_offers_what_this_member_may_take(school, curator, people):
    teacher = browse(make_member(school, Role.CLASS_TEACHER))

    assert f"{curator.at(EXPORT, 'xlsx')}?q=%D1%81" in curator.get(LIST, query={"q": "с"}).content.decode()
    assert "Выгрузить" not in teacher.get(LIST).content.decode()
    assert teacher.get(EXPORT, "xlsx").status_code == 403


@pytest.mark.parametrize("form", ["pdf", "html", "exe"])
def test_unknown_format_is_not_there(curator, form):
    assert curator.get(EXPORT, form).status_code == 404


def test_nonsense_in_the_filter_leads_back_to_the_list(curator):
    assert curator.get(EXPORT, "csv", query={"given__nonsense": "1"}).url == curator.at(LIST)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("model", ADMIN)
def test_every_list_goes_out_without_the_rows_of_another_school(school, other_school, curator, model, form):
    fill(school, "Синицын"), fill(other_school, "Канарейкин")

    answer = curator.get(address(model, "export"), form)

    if answer.status_code in (302, 403):  # a list of one row is its form; special notes never go out
        return
    text = " ".join(str(cell.value) for row in sheet(answer) for cell in row) if form == "xlsx" else str(lines(answer))
    assert (answer.status_code, "Канарейкин" in text) == (200, False)
