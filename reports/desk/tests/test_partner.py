"""A partner's curator sees the own people and the events that name the partner; of children nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.people import access
from mentoring.people.models import Affiliation, Partner, Person
from mentoring.people.privacy import seeing
from mentoring.registry.models import Mentor
from mentoring.registry.tests.cast import agree, learner, outsider
from roadmap.tests.cast import make_roadmap
from tests.cast import browse, make_member

pytestmark = pytest.mark.django_db
FOREIGN = "Канарейкин"


@pytest.fixture
def lead(school) -> Person:
    """Make the curator of the only partner, «Маяк»."""
    row = outsider(school, "Лещёва")
    Partner.objects.update(title="Завод «Маяк»", title_key="завод маяк")
    Affiliation.objects.filter(person=row).update(curates=True, position="начальник цеха")
    return row


@pytest.fixture
def curator_of_partner(school, lead):
    lead.membership = make_member(school, Role.PARTNER)
    lead.save()
    return browse(lead.membership)


def colleague(lead: Person, surname: str) -> Person:
    row = Person.objects.create(
        organization=lead.organization, surname=surname, given="Ян", birth_date=date(1984, 2, 3)
    )
    partner = lead.affiliations.get().partner
    Affiliation.objects.create(organization=lead.organization, person=row, partner=partner, position="наладчик")
    return row


def shown(browser) -> str:
    return browser.get("partner").content.decode()


def test_own_people_stand_with_their_state_and_gaps_in_words(school, programme, lead, curator_of_partner):
    ready, bare = colleague(lead, "Окунев"), colleague(lead, "Сомов")
    colleague(lead, "Язев")
    agree(ready, on=schooldays.today(school))
    own = {"organization": school, "programme": programme}
    Mentor.objects.create(**own, person=ready, state=Mentor.State.REGISTERED)
    Mentor.objects.create(**own, person=bare)

    [side] = curator_of_partner.get("partner").context["sides"]

    said = {one.name.split()[0]: (one.state, [gap.words for gap in one.lacks]) for one in side.workers}
    assert said["Язев"] == said["Лещёва"] == ("в программу не записан(а)", [])
    assert said["Окунев"][0] == "в реестре" and "нет собеседования" in said["Окунев"][1]
    assert said["Сомов"][0] == "кандидат" and any("согласи" in words for words in said["Сомов"][1])
    assert "наладчик" in shown(curator_of_partner)


def test_events_that_name_the_partner_or_its_people_are_shown(school, lead, curator_of_partner):
    due = schooldays.today(school) + timedelta(days=10)
    titles = ("Экскурсия на завод «Маяк»", "Поездка со «Маяком»", "Беседа с родителями", "Встреча без названия")
    plan = make_roadmap(school, events=[{"title": title, "due": due, "section": 0} for title in titles])
    last = plan.events.get(title="Встреча без названия")
    last.responsibles.create(organization=school, kind="person", person=lead)

    [side] = curator_of_partner.get("partner").context["sides"]

    assert [line.title for line in side.events] == ["Экскурсия на завод «Маяк»", "Встреча без названия"]


def test_nothing_of_children_and_of_other_partners_is_there(school, lead, curator_of_partner):
    other = Partner.objects.create(organization=school, title="Пекарня")
    stranger = Person.objects.create(organization=school, surname=FOREIGN, given="Ян")
    Affiliation.objects.create(organization=school, person=stranger, partner=other)
    pupil = learner(school, FOREIGN)
    Affiliation.objects.create(organization=school, person=pupil, partner=lead.affiliations.get().partner)

    assert FOREIGN not in shown(curator_of_partner)
    for page in ("admin:index", "admin:people_person_changelist", "consents", "search", "plan", "registers"):
        assert curator_of_partner.get(page).status_code == 403
    assert curator_of_partner.get("admin:people_person_change", pupil.pk).status_code == 403


def test_work_begins_on_the_own_page(curator_of_partner):
    assert curator_of_partner.get("start").url == curator_of_partner.at("partner")


def test_page_of_one_who_curates_no_more_says_so(school, lead, curator_of_partner):
    Affiliation.objects.filter(person=lead).update(end=schooldays.today(school) - timedelta(days=1))

    assert "Организация ещё не указана" in shown(curator_of_partner)
    assert "Лещёва Ян" not in shown(curator_of_partner).replace(curator_of_partner.member.name, "")


def test_menu_of_a_partner_names_no_programme(programme, curator_of_partner):
    assert programme.title not in shown(curator_of_partner)


def test_menu_of_a_partner_asks_for_no_programme(curator_of_partner):
    assert "Программы ещё нет" not in shown(curator_of_partner)


def test_curator_of_a_partner_is_invited_as_others_are(school, lead, director):
    deputy = browse(make_member(school, Role.DEPUTY))
    assert access.usual_roles(lead, schooldays.today(school)) == [Role.PARTNER]
    assert "куратор от партнёра: Завод «Маяк»" in director.get("people_without_access").content.decode()
    assert "Дать доступ" in director.get("admin:people_person_change", lead.pk).content.decode()
    assert "Дать доступ" not in deputy.get("admin:people_person_change", lead.pk).content.decode()

    place = access.invite(lead, [Role.PARTNER], by=director.member)

    assert place.roles == {Role.PARTNER}


def test_role_is_given_to_nobody_who_does_not_curate(school, lead, director):
    worker = colleague(lead, "Окунев")

    with pytest.raises(Refused, match="отметьте на карточке"):
        access.invite(worker, [Role.PARTNER], by=director.member)


def test_page_costs_the_same_queries_for_any_number_of_people(school, programme, lead, curator_of_partner):
    counts = []
    shown(curator_of_partner)
    for number in range(2):
        for more in range(6):
            person = colleague(lead, f"Новый{number}{more}")
            Mentor.objects.create(organization=school, programme=programme, person=person)
        with CaptureQueriesContext(connection) as asked:
            shown(curator_of_partner)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


def test_own_people_are_told_that_the_curator_sees_them(school, lead, curator_of_partner):
    worker, pupil = colleague(lead, "Окунев"), learner(school, "Рябинин")

    seers = [{name for seen in seeing.everything(school, who) for name in seen.names} for who in (worker, pupil)]

    assert [curator_of_partner.member.name in names for names in seers] == [True, False]
