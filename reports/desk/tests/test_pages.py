import pytest

from mentoring.access import Role
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Organization
from mentoring.pairs.tests import cast as pairs
from reports.desk import finding, region
from reports.documents.models import Document
from roadmap.models import Event, Upload
from roadmap.tests.cast import employ, make_person, make_position, make_roadmap
from tests.cast import browse, make_member, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(db) -> Organization:
    return make_school("centr", kind=Organization.Kind.CENTRE, short_name="Центр")


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.CURATOR, "/s/ozernaya/admin/"),
        (Role.REGIONAL, "/s/ozernaya/region/"),
        (Role.MENTOR, "/s/ozernaya/diary/mine/"),
    ],
)
def test_start_leads_where_the_work_of_a_role_is(school, role, path):
    response = browse(make_member(school, role)).get("start")

    assert (response.status_code, response["Location"]) == (302, path)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.PSYCHOLOGIST])
def test_start_is_a_page_of_its_own_for_everybody_else(school, role):
    response = browse(make_member(school, role)).get("start")

    assert response.status_code == 200


def test_empty_school_is_led_to_its_first_steps(curator):
    page = curator.get("admin:index").content.decode()

    assert "Загрузите дорожную карту" in page
    assert "Семь этапов" not in page


def test_search_makes_e_and_yo_one(curator, school):
    employ(make_person(school, "Ёлкина Алёна Фёдоровна"), make_position(school, "логопед"))

    people = finding.find(curator.member, "елкин алена")[0]

    assert (people.title, [(row.title, row.about) for row in people.rows]) == (
        "Люди",
        [("Ёлкина Алёна Фёдоровна", "логопед")],
    )


def test_search_finds_a_pair_by_either_side(curator, programme):
    pair = pairs.working(programme, curator.member)

    for asked in ("орлов", "зимин"):
        (found,) = (group for group in finding.find(curator.member, asked) if group.title == "Пары и группы")
        assert [row.url for row in found.rows] == [curator.at("pair", pair.public_id).removeprefix("/s/ozernaya")]
    assert "Пары и группы" not in [group.title for group in finding.find(curator.member, "орлов зайцев")]


def test_search_finds_events_and_documents_by_words(curator, school, programme):
    make_roadmap(school, programme=programme)
    Upload.objects.create(organization=school, programme=programme, name="Отчёт о собраниях.docx", by=curator.member)

    groups = finding.find(curator.member, "родительские")
    documents = finding.find(curator.member, "отчет")

    assert [(group.title, [row.title for row in group.rows]) for group in groups] == [
        ("Мероприятия", ["1.2 Родительские собрания"])
    ]
    assert [row.title for row in documents[0].rows] == ["Отчёт о собраниях.docx"]


def test_search_stays_in_its_school(curator, other_school):
    other = make_member(other_school, Role.CURATOR)
    plan = make_roadmap(other_school)
    name = "Канарейкины собрания.docx"
    make_person(other_school, "Канарейкина Чужая Школьная")
    Event.objects.filter(roadmap=plan).update(search_key=russian_key("Канарейкины собрания"))
    Upload.objects.create(organization=other_school, programme=plan.programme, name=name, by=other)

    Document.objects.create(
        organization=other_school, programme=plan.programme, kind="O1", title="Канарейкин приказ", drafted_by=other
    )

    assert len(finding.find(other, "канарейкин")) == 4
    assert finding.find(curator.member, "канарейкин") == []


def test_search_finds_nothing_for_somebody_who_sees_nothing(curator, school):
    plan = make_roadmap(school)
    Event.objects.filter(roadmap=plan).update(search_key="сбор")
    make_person(school, "Сборова Инна Львовна")
    by = curator.member
    Upload.objects.create(organization=school, programme=plan.programme, name="Сбор.docx", by=by)
    Document.objects.create(organization=school, programme=plan.programme, kind="O1", title="Сбор", drafted_by=by)

    found = [
        [group.title for group in finding.find(member, "сбор")]
        for member in (by, make_member(school, Role.DEPUTY), make_member(school, Role.MENTOR))
    ]

    seen = ["Люди", "Мероприятия", "Документы"]
    assert found == [[*seen, "Загруженные файлы"], seen, []]


@pytest.mark.parametrize("asked", ["", "   ", "«»", "ничего-такого-нет" * 20])
def test_search_answers_anything_that_is_typed(curator, asked):
    assert curator.get("search", query={"q": asked}).status_code == 200


def test_region_counts_plans_of_its_schools(centre, school, other_school):
    make_roadmap(school)
    officer = make_member(centre, Role.REGIONAL)

    rows = region.of_centre(officer, make_roadmap(school, state="archived").period_end)

    assert [(row.name, row.events, row.done, row.overdue) for row in rows] == [
        ("Лесная школа", None, 0, 0),
        ("Озёрная школа", 6, 1, 4),
    ]


def test_region_shows_numbers_and_nobodys_name(centre, school):
    employ(make_person(school, "Рябинина Алла Сергеевна"), make_position(school))
    make_roadmap(school)

    page = browse(make_member(centre, Role.REGIONAL)).get("region").content.decode()

    assert "Озёрная школа" in page
    assert "Рябинина" not in page
    assert "Родительские собрания" not in page


def test_regional_role_in_a_school_sees_no_region(school):
    assert region.of_centre(make_member(school, Role.REGIONAL), make_roadmap(school).period_end) == []


def test_centre_sees_no_school_of_another_region(centre, school):
    school.region = None
    school.save()

    assert region.of_centre(make_member(centre, Role.REGIONAL), make_roadmap(school).period_end) == []
