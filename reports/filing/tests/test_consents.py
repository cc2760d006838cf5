"""Consents before an inspector: what is given by name, what is only counted, and what nobody takes by a link."""

import hashlib
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import load_workbook

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.people.consents import destroying, giving, rules, withdrawing
from mentoring.people.models import Consent
from mentoring.people.privacy import erasing
from mentoring.people.tests.consent_cast import Family, make_family, make_person
from mentoring.registry import mentees
from reports.documents.tests.office import text
from reports.filing import inspecting, packing
from reports.filing.models import CaseFile, Inspection, Visit
from reports.filing.shelves import Choice
from tests.cast import browse, make_member

PHOTO, DATA, HEALTH = "image_use", "pd_processing_minor", "special_categories"
SIGNED_BY = "Орлова Майя; подпись: Орлова Ирина (мать)"


@pytest.fixture
def today(school) -> date:
    return schooldays.today(school)


@pytest.fixture
def case(school) -> CaseFile:
    return CaseFile.objects.create(
        organization=school, index="01-20", title="Согласия", term="3 года", kinds=["consents"]
    )


@pytest.fixture
def family(school, today, case) -> Family:
    return make_family(school, rules.birthday(today, -12))


def sign(family: Family, code: str, on: date, *, by, scan: bytes = b"", **facts) -> Consent:
    """Record a paper as the curator does."""
    kept = giving.keep_scan(family.child, "скан.pdf", b"%PDF-1.7 " + scan, by=by) if scan else None
    return giving.give(family.child, family.kinds[code], **family.signed, on=on, scan=kept, by=by, **facts)


def pack(member, **choice) -> zipfile.ZipFile:
    target = io.BytesIO()
    packing.pack(inspecting.lines(member, Choice(**choice)), target)
    return zipfile.ZipFile(target)


def given(package: zipfile.ZipFile) -> list[str]:
    return [name for name in package.namelist() if name not in (packing.REGISTER, packing.HASHES)]


def register(package: zipfile.ZipFile) -> list[tuple]:
    """Return date, number, paper, state, file and remark of each line."""
    rows = list(load_workbook(io.BytesIO(package.read(packing.REGISTER))).active.values)
    return [tuple(row[number] or "" for number in (4, 5, 6, 7, 8, 10)) for row in rows[1:]]


def told(member, **choice) -> list[tuple[str, str, str]]:
    """Return of each line what it is, how it stands, and what is lacking."""
    return [(line.title, line.look.words, line.lacking) for line in inspecting.lines(member, Choice(**choice))]


def come(member, **choice) -> Client:
    client = Client()
    client.get(f"/inspect/{inspecting.open_link(Choice(**choice), 'Прокуратура', 7, by=member)}/")
    return client


def words(family: Family, *codes: str) -> list[str]:
    return [family.kinds[code].title for code in codes]


def test_consent_goes_by_name_with_its_scan_and_how_it_stands(family, curator, today):
    act = sign(family, PHOTO, today, by=curator.member, scan=b"photo")

    package = pack(curator.member, personal=True)

    path = f"01-20 Согласия за {today.year} год/{today:%Y-%m-%d} Орлова Майя скан.pdf"
    title = f"{family.kinds[PHOTO].title}: {SIGNED_BY}"
    state = f"действует по {act.until:%d.%m.%Y}"
    assert given(package) == [path]
    assert package.read(path) == b"%PDF-1.7 photo"
    assert register(package) == [(f"{today:%d.%m.%Y}", "", title, state, path, "")]


def test_consents_are_in_the_hashes(family, curator, today):
    sign(family, PHOTO, today, by=curator.member, scan=b"photo")
    package = pack(curator.member, personal=True)

    listed = dict(reversed(line.split("  ", 1)) for line in package.read(packing.HASHES).decode().splitlines())

    (path,) = given(package)
    assert listed[path] == hashlib.sha256(b"%PDF-1.7 photo").hexdigest()
    assert set(listed) == {path, packing.REGISTER}


def test_scan_of_two_consents_lies_in_the_folder_once_and_beside_both(family, curator, today):
    first = sign(family, PHOTO, today, by=curator.member, scan=b"both")
    giving.give(family.child, family.kinds[DATA], **family.signed, on=today, scan=first.scan, by=curator.member)

    package = pack(curator.member, personal=True)

    (path,) = given(package)
    assert [row[4] for row in register(package)] == [path, path]


def test_scan_that_was_changed_is_named_and_not_put_in(family, curator, today, settings):
    act = sign(family, PHOTO, today, by=curator.member, scan=b"photo")
    (settings.MEDIA_ROOT / act.scan.path).write_bytes(b"another")

    package = pack(curator.member, personal=True)

    assert given(package) == []
    assert [row[5] for row in register(package)] == [
        "файл на сервере изменён, отпечаток другой: скажите администратору"
    ]


def test_withdrawal_expiry_and_refusal_are_told(family, curator, today):
    by, long_ago = curator.member, today - timedelta(500)
    sign(family, PHOTO, long_ago, by=by)
    sign(family, "pd_transfer", today, by=by, until=today + timedelta(3))
    taken_back = sign(family, DATA, today, by=by)
    withdrawing.withdraw(taken_back, on=today, words_of="письмо от Озёрной", version=1, by=by)
    giving.refuse(family.child, family.kinds["pd_distribution"], **family.signed, on=today, by=by)

    said = [row[1] for row in told(by, personal=True)]

    ended = Consent.objects.get(kind__code=PHOTO).until
    soon = f"действует, истекает {today + timedelta(3):%d.%m.%Y}"
    expected = [f"отозвано {today:%d.%m.%Y}", f"отказ от {today:%d.%m.%Y}", soon]
    assert said == [f"истекло {ended:%d.%m.%Y}", *expected]


def test_act_of_destruction_is_named_beside_the_withdrawal(family, curator, today):
    act = sign(family, PHOTO, today, by=curator.member)
    withdrawing.withdraw(act, on=today, version=1, by=curator.member)
    done = destroying.destroy(Consent.objects.get(), by=curator.member)

    state = f"отозвано {today:%d.%m.%Y}, сведения уничтожены: акт № {done.number}"
    assert [row[1] for row in told(curator.member, personal=True)] == [state]


def test_consent_of_a_parent_ends_before_the_child_is_of_age(school, case, curator, today):
    family = make_family(school, rules.birthday(today, -18) + timedelta(1))
    act = sign(family, DATA, today, by=curator.member, co_signed=True)
    type(family.child).objects.filter(pk=family.child.pk).update(birth_date=rules.birthday(today, -18) - timedelta(1))

    ((title, state, _),) = told(curator.member, personal=True)

    assert title.endswith("(мать), и сам(а)")
    assert act.until > today
    assert state == "исполнилось 18 лет"


def test_reason_stands_where_there_is_no_scan(family, school, curator, today):
    by = curator.member
    sign(family, "pd_transfer", today, by=by)
    sign(family, PHOTO, today, by=None, how=Consent.How.ONLINE)

    assert {row[2] for row in told(by, personal=True)} == {"скана нет", "бумаги нет: дано по ссылке, текст № 1"}


def test_without_names_consents_are_counted_by_kind_and_nothing_is_given(family, school, curator, today):
    sister = make_family(school, rules.birthday(today, -9), surname="Соколова")
    for one in (family, sister):
        sign(one, PHOTO, today, by=curator.member, scan=b"photo")
    act = sign(family, DATA, today, by=curator.member, scan=b"data")
    withdrawing.withdraw(act, on=today, version=1, by=curator.member)

    package = pack(curator.member)

    lacking = "не вложены: в согласиях названы участники"
    data, photo = words(family, DATA, PHOTO)
    assert given(package) == []
    assert register(package) == [
        ("", "", f"{data}: 1", "отозвано 1", "", lacking),
        ("", "", f"{photo}: 2", "действует 2", "", lacking),
    ]
    said = text(come(curator.member).get("/inspect/"))
    assert f"{photo}: 2" in said
    assert "Орлова" not in said + "".join(map(str, register(package)))
    assert "/inspect/file/" not in said


def test_consents_of_another_school_are_never_there(family, curator, other_curator, today):
    act = sign(family, PHOTO, today, by=curator.member, scan=b"photo")
    client = come(other_curator.member, personal=True)

    assert told(curator.member, personal=True) != []
    assert told(other_curator.member, personal=True) == told(other_curator.member) == []
    assert client.get(f"/inspect/file/{act.scan.public_id}/").status_code == 404


def test_member_who_may_see_no_consents_gives_none(family, school, case, curator, today):
    sign(family, PHOTO, today, by=curator.member, scan=b"photo")
    keeper = make_member(school, Role.HR)

    assert len(told(curator.member, personal=True)) == 1
    assert told(keeper, personal=True) == told(keeper) == []


def test_class_teacher_gives_those_of_the_own_class_alone(family, school, curator, today):
    stranger = make_family(school, rules.birthday(today, -9), surname="Соколова", group="7 «Б»")
    for one in (family, stranger):
        sign(one, PHOTO, today, by=curator.member)
    teacher = make_person(school, "Дроздова", "Анна")
    teacher.membership = make_member(school, Role.CLASS_TEACHER)
    teacher.save()
    family.group.teacher = teacher
    family.group.save()

    assert [title for title, _, _ in told(teacher.membership, personal=True)] == [
        f"{family.kinds[PHOTO].title}: {SIGNED_BY}"
    ]


def test_consent_to_what_is_closed_is_only_counted_by_whoever_sees_no_closed_records(family, school, curator, today):
    deputy = make_member(school, Role.DEPUTY)
    health = sign(family, HEALTH, today, by=curator.member, scan=b"health")
    sign(family, PHOTO, today, by=curator.member, scan=b"photo")

    open_now = [row[0] for row in told(deputy, personal=True)]
    client = come(deputy, personal=True)

    photo, special = words(family, PHOTO, HEALTH)
    assert open_now == [f"{photo}: {SIGNED_BY}", f"{special}: 1"]
    assert told(deputy, personal=True)[1][2] == "не вложены: такие согласия показывает куратор программы"
    assert client.get(f"/inspect/file/{health.scan.public_id}/").status_code == 404
    assert len(given(pack(deputy, personal=True))) == 1
    assert len(given(pack(curator.member, personal=True))) == 2


@pytest.mark.parametrize("once", [True, False])
def test_scan_on_which_a_closed_consent_stands_as_well_is_kept_back(family, school, curator, today, once):
    deputy, by = make_member(school, Role.DEPUTY), curator.member
    health = sign(family, HEALTH, today - timedelta(400), by=by, scan=b"both")
    photo = giving.give(family.child, family.kinds[PHOTO], **family.signed, on=today, scan=health.scan, by=by)
    if not once:
        giving.attach(photo, "тот же лист.pdf", b"%PDF-1.7 both", by=by)

    said = told(deputy, personal=True, year=today.year)

    assert [row[2] for row in said] == ["скан не вложен: на нём и согласие, которое показывает куратор программы"]
    assert given(pack(deputy, personal=True)) == []
    assert len(given(pack(curator.member, personal=True, year=today.year))) == 1


def test_programme_year_and_case_choose_among_consents(family, school, curator, programme, cycle, today):
    by = curator.member
    other = make_family(school, rules.birthday(today, -9), surname="Соколова")
    mentees.enrol(programme, [family.child], by=by)
    mentees.enrol(cycle, [other.child], by=by)
    sign(family, PHOTO, today, by=by)
    sign(other, PHOTO, today - timedelta(366), by=by)

    def names(**choice) -> list[str]:
        return [re.search(r": (\w+)", title)[1] for title, _, _ in told(by, personal=True, **choice)]

    assert names() == ["Соколова", "Орлова"]
    assert names(programme=programme.pk) == ["Орлова"]
    assert names(programme=cycle.pk) == ["Соколова"]
    assert names(year=today.year) == ["Орлова"]
    assert names(indexes=("01-20",)) == ["Соколова", "Орлова"]
    assert names(indexes=("01-15",)) == []


def test_consents_without_a_case_of_their_own_lie_loose(family, curator, case, today):
    sign(family, PHOTO, today, by=curator.member)
    case.delete()

    assert [line.shelf.name for line in inspecting.lines(curator.member, Choice())] == ["Без дела"]


def test_scan_taken_by_a_link_is_written_down_with_its_consent(family, curator, today):
    act = sign(family, PHOTO, today, by=curator.member, scan=b"photo")
    client = come(curator.member, personal=True)

    (path,) = re.findall(r'href="(/inspect/file/[^"]+)"', text(client.get("/inspect/")))
    taken = b"".join(client.get(path).streaming_content)

    assert taken == b"%PDF-1.7 photo"
    rows = Visit.objects.order_by("pk").values_list("what", "count", "document", "consent")
    assert list(rows) == [("list", 0, None, None), ("file", 1, None, act.pk)]
    shown = text(curator.get("inspections"))
    assert f'<a href="{curator.at("consents_of", family.child.pk)}">{act}</a>' in shown
    assert "Орлова" not in shown


@pytest.mark.parametrize("what", ["list", "folder", "file"])
def test_visit_names_one_paper_where_a_file_was_taken_and_none_elsewhere(family, curator, today, what):
    act = sign(family, PHOTO, today, by=curator.member)
    come(curator.member)
    inspection = Inspection.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        inspecting.note(inspection, what, of=None if what == "file" else act)


def test_person_is_erased_though_an_inspector_has_taken_the_scan(
    family, curator, director, today, django_capture_on_commit_callbacks
):
    act = sign(family, PHOTO, today, by=curator.member, scan=b"photo")
    client = come(curator.member, personal=True)
    b"".join(client.get(f"/inspect/file/{act.scan.public_id}/").streaming_content)

    with django_capture_on_commit_callbacks(execute=True):
        done = erasing.erase(family.child, "demand", by=director.member)

    ((title, _, lacking),) = told(curator.member, personal=True)
    assert title.startswith(f"{family.kinds[PHOTO].title}: {done.pseudonym}")
    assert lacking == "скан уничтожен вместе с персональными данными"
    assert client.get(f"/inspect/file/{act.scan.public_id}/").status_code == 404
    assert Visit.objects.get(what="file").consent == act


def test_questions_to_the_database_do_not_grow_with_consents(
    family, school, curator, today, django_assert_num_queries, django_assert_max_num_queries
):
    sign(family, PHOTO, today, by=curator.member, scan=b"photo")
    client = come(curator.member, personal=True)

    def count() -> int:
        with django_assert_max_num_queries(20) as asked:
            client.get("/inspect/")
        return len(asked)

    first = count()
    for number in range(3):
        more = make_family(school, rules.birthday(today, -9 - number), surname="Соколова")
        sign(more, PHOTO, today, by=curator.member, scan=bytes([number]))
        sign(more, DATA, today, by=curator.member)

    assert count() == first
    maker = inspecting.living().get().by
    with django_assert_num_queries(3):
        assert len(inspecting.lines(maker, Choice(personal=True))) == 7


def test_pages_of_cases_count_consents_for_whoever_may_see_them(family, school, case, curator, today):
    sign(family, PHOTO, today, by=curator.member)
    keeper = make_member(school, Role.HR)
    page = ("case_file", case.pk, today.year)

    counted = 'data-label="Документов">1</td>'
    said = text(curator.get(*page))

    assert text(curator.get("case_files")).count(counted) == 1
    assert f"{family.kinds[PHOTO].title}: 1" in said
    assert "действует 1" in said
    assert "В этом году дело пустое" not in said
    assert "Орлова" not in said
    assert text(browse(keeper).get("case_files")).count(counted) == 0
    assert "В этом году дело пустое" in text(browse(keeper).get(*page))


def test_year_in_which_only_consents_were_signed_is_offered(family, curator, today):
    before = today - timedelta(800)
    sign(family, PHOTO, before, by=curator.member)

    assert f'<option value="{before.year}"' in text(curator.get("inspections"))


@pytest.mark.parametrize("year", [0, 10_000, 10**12])
def test_case_of_a_year_that_no_calendar_has_is_not_there(curator, case, year):
    assert curator.get("case_file", case.pk, year).status_code == 404
    assert curator.get("case_files_loose", year).status_code == 404
