"""Measure the pages of long lists: 12,000 people beside 120, and beside the bare SQL of the same rows.

Two schools are made in a transaction that is rolled back; each page is asked for as a browser asks for it.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import OperationalError, ProgrammingError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.accounts.models import Grant
from mentoring.bench import BenchError, Goal, Result, interleave, undone
from mentoring.people import bench_import
from mentoring.people.consents import usual
from mentoring.people.models import Consent, ConsentKind, Guardianship, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee, Mentor

PUPILS, FEW = 4_000, 40  # each comes with both parents: 12,000 people and 120
SLOWEST = 1000  # ms
SETTINGS = {"ALLOWED_HOSTS": ["testserver"], "MFA_REQUIRED": False, "SECURE_SSL_REDIRECT": False}
_OWN, _FIFTY = "SELECT * FROM people_person WHERE organization_id = %s", "ORDER BY name_key, id LIMIT 50"
_PEOPLE = f"{_OWN} {_FIFTY}"
_NAMED = f"{_OWN} AND name_key LIKE '%%елков%%' {_FIFTY}"
_JOINED = (
    "SELECT * FROM registry_{0} AS r JOIN people_person AS p ON p.id = r.person_id"
    " WHERE r.organization_id = %s ORDER BY p.name_key, r.id LIMIT 50"
)
_LEARNERS = (
    "SELECT * FROM people_person AS p WHERE p.organization_id = %s"
    " AND p.id IN (SELECT person_id FROM people_enrollment) ORDER BY p.name_key, p.id LIMIT 50"
)


@dataclass(frozen=True)
class Page:
    """A page that is measured: its address, what is asked of the big school and of the small one, the bare rows."""

    view: str
    bare: str
    asked: str = ""
    asked_of_few: str = ""
    queries: int = 20
    growth: int = 3  # how much longer it may take for a hundred times as many people

    def open(self, client: Client, slug: str, asked: str) -> None:
        answer = client.get(f"/s/{slug}{reverse(self.view)}{asked}")
        if answer.status_code != 200:
            raise BenchError(f"Страница {self.view}{asked} ответила {answer.status_code}.")


_LIST, _SEARCHED = "admin:people_person_changelist", "?q=елков"
PAGES = {
    "people": Page(_LIST, _PEOPLE),
    "people, page 100": Page(_LIST, f"{_PEOPLE} OFFSET 4950", "?p=100", "?p=2"),
    "people, middle of a name": Page(_LIST, _NAMED, _SEARCHED, _SEARCHED),
    "mentees": Page("admin:registry_mentee_changelist", _JOINED.format("mentee")),
    "mentors": Page("admin:registry_mentor_changelist", _JOINED.format("mentor")),
    "consents": Page("consents", _LEARNERS),
    "consents, who lacks": Page(
        "consents", _LEARNERS, "?state=lacking", "?state=lacking", growth=6
    ),  # looks at everybody
    "search": Page("search", _NAMED, _SEARCHED, _SEARCHED),
}


class School:
    """A school of some size: its people, its registries, a part of its consents, and its curator's window."""

    def __init__(self, slug: str, pupils: int):
        made = bench_import.School(slug)
        Grant.objects.create(organization=made.organization, membership=made.member, role=Role.CURATOR)
        made.commit(made.preview(bench_import.workbook(pupils)))
        self.organization, self.member, self.slug = made.organization, made.member, slug
        self._register()
        self._sign()
        self.client = Client()
        self.client.force_login(made.member.user)

    def _register(self) -> None:
        own = {"organization": self.organization}
        year = schooldays.today(self.organization).year
        programme = Programme.objects.create(**own, title="Замер", start=date(year, 1, 1), end=date(year, 12, 31))
        learners = Person.objects.filter(**own, enrollments__isnull=False).order_by("pk")
        parents = Person.objects.filter(**own, wards__isnull=False).order_by("pk")
        for model, people in ((Mentee, learners[::2]), (Mentor, parents[::4])):
            model.objects.bulk_create(model(**own, programme=programme, person=one) for one in people)

    def _sign(self) -> None:
        """Let every second family agree to what the programme needs."""
        own = {"organization": self.organization}
        usual.take_usual(self.organization, by=self.member)
        kinds = ConsentKind.objects.filter(**own, gate=ConsentKind.Gate.PROGRAMME, whose=ConsentKind.Whose.MINOR)
        today = schooldays.today(self.organization)
        wards = Guardianship.objects.filter(**own, right="mother").order_by("pk")[::2]
        Consent.objects.bulk_create(
            Consent(**own, person_id=row.child_id, kind=kind, given_by_id=row.guardian_id, right=row.right, on=today)
            for row in wards
            for kind in kinds
        )


def measure(rounds: int) -> Result:
    try:
        with (
            undone(),
            tempfile.TemporaryDirectory() as folder,
            override_settings(MEDIA_ROOT=Path(folder), **SETTINGS),
        ):
            return _measured(School("bench-many", PUPILS), School("bench-few", FEW), rounds)
    except (OperationalError, ProgrammingError) as error:
        raise BenchError("Замер «lists» не может начаться: сделайте таблицы командой migrate.") from error


def _measured(many: School, few: School, rounds: int) -> Result:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ratios: dict[str, float] = {}
    figures: dict[str, float] = {"people": Person.objects.filter(organization=many.organization).count()}
    goals: dict[str, Goal] = {}
    for name, page in PAGES.items():
        contestants = _contestants(page, many, few)
        timing = interleave(contestants, rounds)
        asked, asked_of_few = (queries(contestants[which]) for which in ("many", "few"))
        ratios[f"{name}: {PUPILS * 3} people / {FEW * 3}"] = timing.ratio("many", "few")
        ratios[f"{name}: the page / bare SQL of its rows"] = timing.ratio("many", "bare")
        figures[f"{name}: ms"] = 1000 * timing.median("many")
        figures[f"{name}: queries"] = asked
        figures[f"{name}: queries more than for {FEW * 3}"] = asked - asked_of_few
        goals[f"{name}: {PUPILS * 3} people / {FEW * 3}"] = Goal("<=", page.growth)
        goals[f"{name}: ms"] = Goal("<=", SLOWEST)
        goals[f"{name}: queries"] = Goal("<=", page.queries)
        goals[f"{name}: queries more than for {FEW * 3}"] = Goal("<=", 0)
    return Result("lists", rounds, ratios, figures, goals)


def _contestants(page: Page, many: School, few: School) -> dict[str, Callable[[], None]]:
    return {
        "many": lambda: page.open(many.client, many.slug, page.asked),
        "few": lambda: page.open(few.client, few.slug, page.asked_of_few),
        "bare": lambda: _bare(page.bare, many.organization.pk),
    }


def _bare(statement: str, organization: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [organization])
        cursor.fetchall()


def queries(ask: Callable[[], None]) -> int:
    """Count what a page asks the database."""
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)
