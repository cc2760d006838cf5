"""A quiet call is seen by nobody but those it reaches: no page, list, extract or journal tells of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts.models import Grant
from mentoring.notifications.models import OutboxItem
from mentoring.pairs.family import calls
from mentoring.pairs.models import Call, Pair
from mentoring.pairs.tests import cast
from mentoring.people.models import StudyGroup
from mentoring.people.privacy import extract
from mentoring.registry.tests.cast import teacher
from tests.cast import Browser, browse, make_member

pytestmark = pytest.mark.django_db
SECRET = "Кричит на меня при всех"
OTHERS = [
    Role.DIRECTOR,
    Role.DEPUTY,
    Role.FORM_LEAD,
    Role.CLASS_TEACHER,
    Role.METHODIST,
    Role.HR,
    Role.WORKING_GROUP,
    Role.TECHNICIAN,
]
TRACES = (SECRET.casefold(), "тихий сигнал")


@pytest.fixture
def pair(programme, curator) -> Pair:
    today = timezone.now().date()
    return cast.working(programme, curator.member, start=today - timedelta(60), end=today + timedelta(60))


@pytest.fixture
def call(pair, curator) -> Call:
    child = pair.mentees.get().mentee.person
    return calls.ring(pair, child, "mentee", SECRET, now=timezone.now())


@pytest.fixture
def mentor(pair) -> Browser:
    return browse(cast.account(cast.lead(pair)))


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def others(school, pair) -> list[Browser]:
    """Let everybody else of the school come, the teacher of the very class among them."""
    members = [make_member(school, role) for role in OTHERS]
    lead = teacher(school, "Рябова")
    lead.membership = members[OTHERS.index(Role.CLASS_TEACHER)]
    lead.save()
    StudyGroup.objects.update(teacher=lead)
    return [browse(member) for member in members]


def test_curator_and_psychologist_read_the_call(call, curator, school):
    psychologist = browse(make_member(school, Role.PSYCHOLOGIST))

    for reader in (curator, psychologist):
        assert SECRET in text(reader.get("calls"))
        assert SECRET in text(reader.get("call", call.public_id))


def test_nobody_else_opens_the_list_or_the_call(call, others, mentor, other_curator):
    for member in [*others, mentor, other_curator]:
        listed, opened = member.get("calls"), member.get("call", call.public_id)
        assert opened.status_code in (403, 404)
        assert listed.status_code == 403 or SECRET not in text(listed)
        written = member.post("call", call.public_id, action="calls.see", data={"go": "take"})
        assert written.status_code in (403, 404)
    assert Call.objects.get().state == "new"


def test_no_other_page_of_the_school_tells_of_a_call(call, others, mentor, pair):
    child = call.person
    pages = [
        ("start", ()),
        ("search", ()),
        ("admin:people_person_changelist", ()),
        ("admin:people_person_change", (child.pk,)),
        ("admin:people_person_history", (child.pk,)),
        ("admin:people_person_delete", (child.pk,)),
        ("admin:registry_mentee_change", (pair.mentees.get().mentee_id,)),
        ("admin:accounts_journalentry_changelist", ()),
        ("deliveries", ()),
        ("pair", (pair.public_id,)),
        ("diary_pair", (pair.public_id,)),
        ("diary_feed", ()),
        ("pulses", ()),
        ("questions", ()),
    ]
    for member in [*others, mentor]:
        for name, arguments in pages:
            query = {"q": SECRET.split()[0]} if name == "search" else {}
            answer = member.get(name, *arguments, query=query)
            if answer.status_code == 200:
                body = text(answer).casefold()
                assert [trace for trace in TRACES if trace in body] == [], (member.member.roles, name)


def test_journal_of_the_head_and_the_technician_lists_no_call(call, others, curator):
    for member in others:
        if member.member.can("journal.see"):
            body = text(member.get("admin:accounts_journalentry_changelist"))
            assert "pairs.call" not in body
            assert "сигнал: пришёл" not in body
    assert "сигнал: пришёл" in text(curator.get("admin:accounts_journalentry_changelist"))


def test_extract_of_the_mentor_does_not_show_the_call_of_the_mentee(call, pair, curator):
    of_mentor = extract.of(cast.lead(pair).person, curator.member)
    of_child = extract.of(call.person, curator.member)

    assert SECRET not in str(of_mentor) and "сигнал" not in str(of_mentor).casefold()
    assert SECRET in str(of_child)


def test_extract_that_the_head_gives_leaves_the_call_out(call, director):
    told = extract.of(call.person, director.member)

    assert SECRET not in str(told)
    assert "сигнал" not in str(told).casefold()


def test_curator_who_is_also_the_mentor_sees_nothing_anywhere(call, pair, curator, mentor):
    Grant.objects.create(organization=pair.organization, membership=mentor.member, role=Role.CURATOR)

    assert SECRET not in text(mentor.get("calls"))
    assert mentor.get("call", call.public_id).status_code == 404
    assert SECRET not in text(mentor.get("start"))
    calls.note(call, "Позвонили маме", by=curator.member)
    told = str(extract.of(call.person, mentor.member))
    assert SECRET not in told and "Позвонили" not in told and "сигнал" not in told.casefold()
    person = call.person.pk
    assert "сигнал:" not in text(mentor.get("admin:people_person_delete", person)).casefold()


def test_mentor_rings_from_a_page_of_their_own_and_sees_no_trace(pair, mentor, curator):
    page = text(mentor.get("call_ring", pair.public_id))
    assert curator.member.name in page

    answer = mentor.post("call_ring", pair.public_id, action="diary.write", data={"text": "Родители угрожают"})

    assert answer.status_code == 302
    row = Call.objects.get()
    assert (row.of, row.person) == ("mentor", cast.lead(pair).person)
    assert "угрожают" not in text(mentor.get("start"))
    assert "угрожают" not in str(list(OutboxItem.objects.values_list("payload", flat=True)))


def test_mentor_cannot_ring_for_a_pair_that_is_not_theirs(pair, programme, curator, mentor):
    other = cast.another(programme, curator.member, start=pair.start, end=pair.end)

    assert mentor.get("call_ring", other.public_id).status_code == 404
    assert curator.get("call_ring", other.public_id).status_code == 404


def test_head_reads_a_call_once_it_is_handed_over(call, director, school):
    calls.escalate_due(school, timezone.now() + timedelta(days=30))

    assert SECRET in text(director.get("calls"))
    done = director.post(
        "call", call.public_id, action="calls.see", data={"go": "answer", "text": "Поговорили с семьёй"}
    )
    assert done.status_code == 302
    assert Call.objects.get().answered_by == director.member


def test_list_of_calls_asks_as_often_for_many_as_for_one(pair, curator):
    child, now = pair.mentees.get().mentee.person, timezone.now()
    counts = []
    for number in range(3):
        calls.ring(pair, child, "mentee", f"сигнал {number}", now=now)
        with CaptureQueriesContext(connection) as asked:
            curator.get("calls")
        counts.append(len(asked))

    assert counts[1] == counts[2]  # the first visit saves the session
