from mentoring.access import Role
from mentoring.accounts.models import Organization
from tests.cast import browse, make_member, make_school


def test_centre_is_offered_no_plan_and_no_stages_of_its_own(db):
    head = make_member(make_school("centre", kind=Organization.Kind.CENTRE), Role.DIRECTOR, Role.REGIONAL)

    page = browse(head).get("region").content.decode()

    assert "Свод региона" in page
    assert "Этапы" not in page
    assert "Дорожная карта</a>" not in page
    assert "Контингент" not in page


def test_school_is_offered_its_plan_and_stages(curator):
    page = browse(curator.member).get("members").content.decode()

    assert "Этапы" in page
    assert "Дорожная карта</a>" in page
    assert "Контингент" in page
