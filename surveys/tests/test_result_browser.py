"""The pages of results in a browser: good on a desk and on a phone, and values keyed in without a mouse."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.programmes.models import Programme
from surveys import pairing, strengths
from surveys.models import Measure, Measurement, SwotLine, Wave
from surveys.tests import answered
from tests.browser import assert_good, sign_in
from tests.cast import make_member, make_programme, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def curator():
    school = make_school("ozernaya", short_name="Озёрная школа", full_name="Озёрная средняя школа")
    today = schooldays.today(school)
    make_programme(school, start=today - timedelta(days=90), end=today + timedelta(days=200))
    return make_member(school, Role.CURATOR, name="Соколова Вера Ильинична")


@pytest.fixture
def addresses(curator) -> list[str]:
    """Make everything that the pages of results can show, and name those pages."""
    programme = Programme.objects.get(organization=curator.organization)
    today = schooldays.today(curator.organization)
    people, edition = answered.make_people(programme, 16), answered.make_questionnaire(curator.organization)
    before = answered.make_wave(programme, edition, people, opens_on=today - timedelta(days=80))
    exit_day = today - timedelta(days=20)
    after = answered.make_wave(programme, edition, people, seed=2, moment=Wave.Moment.EXIT, opens_on=exit_day)
    for days in (70, 30):
        answered.make_wave(
            programme, edition, people, seed=days, moment=Wave.Moment.QUARTERLY, opens_on=today - timedelta(days=days)
        )
    compared = pairing.compare(before.wave, after.wave, by=curator)
    strengths.refresh(programme, by=curator)
    strengths.add(programme, SwotLine.Quadrant.THREAT, "Мало времени", by=curator)
    key, pair = before.wave.public_id, compared.public_id
    named = [
        ("survey_results_all", []), ("survey_results", [key]), ("survey_results_conclude", [key]),
        ("survey_comparison", [pair]), ("survey_diagnostics", []), ("survey_swot", []),
    ]  # fmt: skip
    school = f"/s/{curator.organization.slug}"
    paths = [school + reverse(name, args=args) for name, args in named]
    return [
        *paths,
        f"{school}{reverse('survey_result_people', args=[key])}?q=wish",
        f"{school}{reverse('survey_comparison_people', args=[pair])}?who=both",
    ]


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_every_page_is_good(request, curator, addresses, screen: str):
    window: Page = request.getfixturevalue(screen)
    sign_in(window, curator)
    for address in addresses:
        window.goto(address)
        assert_good(window)


def test_values_are_keyed_in_by_keyboard_alone(page: Page, curator):
    programme = Programme.objects.get(organization=curator.organization)
    people = answered.make_people(programme, 2)
    measure = Measure.objects.create(organization=curator.organization, title="Математика", low=2, high=5)
    sign_in(page, curator)
    page.goto(f"/s/{curator.organization.slug}{reverse('survey_measure', args=[measure.pk])}")
    assert_good(page)

    page.get_by_label(f"{people[0].full_name}, вход").focus()
    for value in ("3,5", "4", "2", "5"):
        page.keyboard.type(value)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Сохранили 4")).to_be_visible()
    kept = Measurement.objects.order_by("person__name_key", "moment").values_list("person", "moment", "value")
    assert list(kept) == [
        (people[0].pk, "entry", 3.5),
        (people[0].pk, "exit", 4),
        (people[1].pk, "entry", 2),
        (people[1].pk, "exit", 5),
    ]
