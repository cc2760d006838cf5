"""The world of the proof: two schools and a regional centre full of canaries, and everybody who may come."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import operations, walls
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Grant, Membership, Organization, User
from mentoring.notifications.models import OutboxItem
from mentoring.pages import TOKEN
from tests.cast import make_member, make_school
from tests.matrix import classes, texts
from tests.matrix.rows import Maker

MISSING = 10**9
MOST_QUERIES = 25
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
_SAVEPOINT = re.compile(r'^(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "?(\w+)"?$')
# Reading a page may touch the session and nothing else; a refusal may be written down too.
PASSING = {"django_session"}
JOURNAL = {"accounts_journalentry", "accounts_journalvalues", "accounts_journalhead"}


@dataclass(frozen=True)
class School:
    """One organization, its maker of rows, and one member of each role."""

    organization: Organization
    maker: Maker
    members: dict[str, Membership]
    colleague: Membership  # somebody else of this school

    def at(self, name: str, *args) -> str:
        return school_path(self.organization, name, *args)

    def paper(self) -> SimpleUploadedFile:
        """Return a file that somebody of this school would put in."""
        return SimpleUploadedFile(f"{self.maker.text()}.txt", self.maker.text().encode(), "text/plain")


@dataclass(frozen=True)
class Actor:
    """Somebody who comes to a page: signed in or not, with a place in a school or not."""

    name: str
    client: Client
    home: School
    membership: Membership | None = None

    def relations(self, method: str, *, named: bool, owned: bool = False) -> list[str]:
        """Return whose rows to ask for: all where a row can be told from a row, one where the method is refused."""
        if method not in ("GET", "POST"):
            return ["own"]
        rows = ["own", *(["same"] if owned else []), *(["other", "missing"] if named else [])]
        schools = ["their school", "no school"] if method == "GET" else ["their school"]
        return [*rows, *schools] if self.membership else ["own", *schools]

    @property
    def role(self) -> str:
        return self.name if self.membership else ""


@dataclass
class Answer:
    """What came back for one cell, and what it did to the database on its way."""

    status: int
    text: str
    body: bytes
    writes: set[str]
    queries: int
    location: str


@dataclass
class World:
    own: School
    other: School
    centre: School
    actors: dict[str, Actor]
    logged: "Logged"
    cells: int = 0

    @property
    def comers(self) -> list[Actor]:
        """Return who comes to every page."""
        return list(self.actors.values())

    def ask(self, actor: Actor, method: str, path: str, data: dict | None = None) -> Answer:
        """Send one request and see what it says and writes; the caller undoes it."""
        self.cells += 1
        actor.client.raise_request_exception = True
        with watching() as seen:
            send = getattr(actor.client, method.lower())
            response = send(path, data or {}) if method in ("GET", "POST") else send(path)
        whole = texts.body(response)
        text = texts.said(response, whole)
        return Answer(response.status_code, text, whole, seen.writes, seen.queries, response.get("Location", ""))

    @staticmethod
    def signed(actor: Actor, action: str, data: dict) -> dict:
        """Add the one-time token that the form of this member would carry."""
        if actor.membership is None:
            return data
        return data | {TOKEN: operations.offer(actor.membership, action)}

    @staticmethod
    def plain(name: str, *args) -> str:
        """Return the address of a page that stands in no school."""
        return reverse(name, args=args)

    @staticmethod
    @contextmanager
    def strict(actor: Actor) -> Iterator[None]:
        """Let the client be refused as a browser would be."""
        actor.client.handler.enforce_csrf_checks = True
        try:
            yield
        finally:
            actor.client.handler.enforce_csrf_checks = False

    def leaks(self, actor: Actor, answer: Answer) -> list[str]:
        """Return the marks of a foreign school in an answer, a letter or a log record, in words."""
        foreign = [mark for school in (self.own, self.other) if school is not actor.home for mark in school.maker.marks]
        letters = " ".join(str(row) for row in OutboxItem.objects.values_list("payload", flat=True)).casefold()
        every = [mark for school in (self.own, self.other) for mark in school.maker.marks]
        foreign += classes.MARKS if actor.role == "class_teacher" else ()
        found = [f"«{mark}» на странице" for mark in foreign if mark in answer.text]
        found += [f"«{mark}» в письме" for mark in foreign if mark in letters] if "outbox" in str(answer.writes) else []
        logged = self.logged.drain()
        return found + [f"«{mark}» в журнале сервера" for mark in every if mark in logged]


@dataclass
class Seen:
    """What was written and not taken back, and how many queries were asked."""

    writes: set[str] = field(default_factory=set)
    points: dict[str, set[str]] = field(default_factory=dict)
    queries: int = 0

    def __call__(self, execute, sql, params, many, context):
        mark = _SAVEPOINT.match(sql)
        if mark and mark[1] == "SAVEPOINT":
            self.points[mark[2]] = set(self.writes)
        elif mark and mark[1] == "ROLLBACK TO SAVEPOINT":
            self.writes = self.points[mark[2]]
        written = _WRITE.match(sql)
        if written:
            self.writes.add(written[1])
        self.queries += mark is None and not (written and written[1] in PASSING)
        return execute(sql, params, many, context)


@contextmanager
def watching() -> Iterator[Seen]:
    """Note each table that is written and the number of queries."""
    seen = Seen()
    with connection.execute_wrapper(seen):
        yield seen


class Logged(logging.Handler):
    """Keeps what the program said in its log."""

    def __init__(self):
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record):
        self.lines.append(self.format(record).casefold())

    def drain(self) -> str:
        said, self.lines = "\n".join(self.lines), []
        return said


@contextmanager
def undone() -> Iterator[None]:
    """Run a cell and leave no trace of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make() -> World:
    """Fill the schools with two rows of every model and let everybody sign in."""
    own = _school("ozernaya", "зяблик", "zyablik")
    other = _school("lesnaya", "кукша", "kuksha")
    centre = _school("centr", "сойка", "soyka", kind=Organization.Kind.CENTRE)
    logged = Logged()
    logging.getLogger().addHandler(logged)
    world = World(own, other, centre, {}, logged)
    for school in (own, other, centre):
        for model in walls.school_models():
            school.maker.any(model), school.maker.row(model)
        school.maker.keeping = False
    classes.fill(own.maker, own.members["class_teacher"])
    for role, member in (own.members | {"regional": centre.members["regional"]}).items():
        home = centre if role == "regional" else own
        world.actors[role] = Actor(role, _signed_in(member.user), home, member)
    world.actors["anonymous"] = Actor("anonymous", Client(), own)
    world.actors["stranger"] = Actor("stranger", _signed_in(User.objects.create(login="stranger")), own)
    world.actors["former"] = Actor("former", _signed_in(_former(own)), own)
    return world


def _school(slug: str, word: str, latin: str, **fields) -> School:
    organization = make_school(slug, **fields)
    members = {}
    for role in Role:
        members[role.value] = member = make_member(organization, role)
        Membership.objects.filter(pk=member.pk).update(name=f"Канарейка-{word}-{role}", name_key=f"канарейка {word}")
    maker = Maker(organization, word, latin)
    return School(organization, maker, members, maker.any(Membership))


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _former(school: School) -> User:
    user = User.objects.create(login="former")
    member = Membership.objects.create(organization=school.organization, user=user, name="Бывший куратор")
    Grant.objects.create(organization=school.organization, membership=member, role=Role.CURATOR)
    Membership.objects.filter(pk=member.pk).update(ended_at=timezone.now())
    return user


def nowhere(name: str, *args) -> str:
    """Return the address of a page in a school that does not exist."""
    return f"/s/net-takoy{reverse(name, args=args)}"


def told_apart(actor: Actor, method: str, bodies: dict[str, bytes]) -> list[str]:
    """Complain where a foreign row, or a foreign school, looks otherwise than one that does not exist."""
    pairs = (("other", "missing"), ("their school", "no school"))
    return [
        f"{actor.name}, {method}: «{foreign}» отличается от «{missing}»"
        for foreign, missing in pairs
        if missing in bodies and bodies[foreign] != bodies[missing]
    ]
