"""An order from its draft to the paper: a curator writes and checks it, the head signs it on a phone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.people.models import Declension, Employment, Person
from mentoring.programmes.models import GroupMember, MentoringForm, ProgrammeForm
from reports.documents.models import Document, Rendering
from reports.documents.tests import staff
from roadmap.models import Roadmap
from roadmap.tests.cast import make_roadmap
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_programme, make_school

pytestmark = pytest.mark.postgres_only
Duty = Employment.Duty
NAMED = (
    ("head", "Беляева Ольга Марковна", "f", "директор", Duty.HEAD, Role.DIRECTOR),
    ("curator", "Соколова Вера Ильинична", "f", "методист", Duty.CURATOR, Role.CURATOR),
    ("technician", "Мышкин Лев Львович", "m", "инженер", Duty.TECHNICIAN, Role.TECHNICIAN),
    ("hr", "Гречко Инна Олеговна", "f", "специалист по кадрам", Duty.HR, Role.HR),
)


@pytest.fixture
def school(transactional_db):
    return make_school(
        "ozernaya", short_name="Озёрная школа", full_name="Озёрная средняя школа", locality="посёлок Озёрный"
    )


@pytest.fixture
def people(school) -> dict:
    """A school with its plan: who heads it, who is the curator, who else is named."""
    today = schooldays.today(school)
    programme = make_programme(school, start=today - timedelta(days=20), end=today + timedelta(days=200))
    events = [{"section": 0, "number": "1.1", "title": "Собрание", "due": today + timedelta(days=30)}]
    make_roadmap(school, programme=programme, events=events, state=Roadmap.State.ADOPTED)
    found = {}
    for key, name, sex, position, duty, role in NAMED:
        found[key] = make_member(school, role, name=name)
        person = staff.hire(school, name, sex, position, duty).person
        Person.objects.filter(pk=person.pk).update(membership=found[key])
        GroupMember.objects.create(organization=school, programme=programme, person=person)
    form = MentoringForm.objects.create(organization=school, code="own", title="«Учитель — учитель»")
    ProgrammeForm.objects.create(organization=school, programme=programme, form=form, lead=person)
    return found


def test_order_goes_from_its_draft_to_the_signed_paper(people, page, phone):
    sign_in(page, people["curator"])
    page.goto("/s/ozernaya/documents/")
    assert_good(page)
    page.get_by_role("link", name="Составить").click()
    assert_good(page)
    page.get_by_role("button", name="Составить: Приказ о внедрении").click()
    expect(page.get_by_text("Черновик составлен.")).to_be_visible()
    assert_good(page)

    page.get_by_role("link", name="Изменить текст").click()
    assert_good(page)
    page.get_by_label("Заголовок").fill("О внедрении наставничества")
    page.get_by_role("button", name="Сохранить", exact=True).last.click()
    expect(page.get_by_role("heading", name="Приказ о внедрении наставничества")).to_be_visible()

    page.get_by_role("link", name="Исправить: Мышкину").first.click()
    assert_good(page)
    page.get_by_label("Как правильно").fill("Мышкину-Серому Льву Львовичу")
    page.get_by_role("button", name="Запомнить").click()
    expect(page.get_by_role("mark").filter(has_text="Мышкину-Серому Л. Л.").first).to_be_visible()
    assert Declension.objects.count() == 1
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_text("Отправили на утверждение")).to_be_visible()

    sign_in(phone, people["head"])
    phone.goto("/s/ozernaya/start/")
    phone.get_by_role("link", name="Прочитать: К подписи один документ").click()
    assert_good(phone)
    phone.get_by_role("button", name="Утвердить и присвоить номер").last.click()
    expect(phone.get_by_text("присвоен № 1 от")).to_be_visible()
    assert_good(phone)

    call_command("tick")
    assert set(Rendering.objects.values_list("state", flat=True)) == {"ready"}
    phone.reload()
    with phone.expect_download() as download:
        phone.get_by_role("link", name="PDF", exact=True).click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    phone.get_by_role("link", name="Документы").first.click()
    expect(phone.get_by_role("heading", name="Действуют")).to_be_visible()
    page.goto("/s/ozernaya/documents/acts/")
    assert_good(page)
    page.get_by_role("link", name="Приказ о внедрении наставничества").click()
    page.get_by_role("button", name="Ознакомлен(а)").click()
    expect(page.get_by_text("Записали: вы ознакомлены.")).to_be_visible()
    assert Document.objects.get().acquaintances.filter(on=None).count() == 2
