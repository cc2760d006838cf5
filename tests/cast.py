"""The people whom every test meets: two schools of one region, and a member of each role in both."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.access import Role
from mentoring.accounts import operations
from mentoring.accounts.models import Grant, Membership, Organization, Region, User
from mentoring.pages import TOKEN
from mentoring.programmes.models import Programme

PASSWORD = "очень-длинный-пароль-7"


def make_school(slug: str, **fields) -> Organization:
    region, _ = Region.objects.get_or_create(name="Приозёрская область")
    names = {"short_name": f"Школа {slug}", "full_name": f"Средняя школа {slug}", "region": region}
    return Organization.objects.create(slug=slug, **names | fields)


def make_member(organization: Organization, *roles: Role, name: str = "") -> Membership:
    login = f"{organization.slug}-{roles[0]}"
    user = User.objects.create_user(login, email=f"{login}@example.org")
    member = Membership.objects.create(organization=organization, user=user, name=name or f"Сотрудник {login}")
    for role in roles:
        Grant.objects.create(organization=organization, membership=member, role=role)
    return member


def make_programme(organization: Organization, **fields) -> Programme:
    dates = {"title": "2026/27 учебный год", "start": date(2026, 9, 1), "end": date(2027, 5, 31)}
    return Programme.objects.create(organization=organization, **dates | fields)


@dataclass
class Browser:
    """A signed-in member at the pages of one school."""

    member: Membership
    client: Client

    def at(self, name: str, *args) -> str:
        return f"/s/{self.member.organization.slug}{reverse(name, args=args)}"

    def get(self, name: str, *args, query: dict | None = None, **extra):
        return self.client.get(self.at(name, *args), query or {}, **extra)

    def post(self, name: str, *args, action: str, data: dict | None = None, token: str | None = None, **extra):
        """Send a form of the deed `action`, with a fresh one-time token unless one is given."""
        token = token if token is not None else operations.offer(self.member, action)
        return self.client.post(self.at(name, *args), (data or {}) | {TOKEN: token}, **extra)


def browse(member: Membership) -> Browser:
    client = Client()
    client.force_login(member.user)
    return Browser(member, client)


@pytest.fixture
def school(db) -> Organization:
    return make_school("ozernaya", short_name="Озёрная школа")


@pytest.fixture
def other_school(db) -> Organization:
    return make_school("lesnaya", short_name="Лесная школа")


@pytest.fixture
def programme(school) -> Programme:
    return make_programme(school)


@pytest.fixture
def curator(school) -> Browser:
    return browse(make_member(school, Role.CURATOR, name="Соколова Вера Ильинична"))


@pytest.fixture
def director(school) -> Browser:
    return browse(make_member(school, Role.DIRECTOR, name="Беляев Олег Маркович"))


@pytest.fixture
def other_curator(other_school) -> Browser:
    return browse(make_member(other_school, Role.CURATOR, name="Канарейкина Чужая Школьная"))
