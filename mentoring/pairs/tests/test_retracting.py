"""A consent taken back on the page of a family: whose it is to take back, what follows, what stops."""

from datetime import date, timedelta

import pytest
from django.test import Client

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.notifications.models import OutboxItem, Reminder
from mentoring.pairs import pairing
from mentoring.pairs.family import places, pulse
from mentoring.pairs.models import Meeting, Pair, Pulse, Question
from mentoring.pairs.tests import cast
from mentoring.people import consents
from mentoring.people.consents import destroying, giving, withdrawing
from mentoring.people.models import Consent, ConsentKind, Guardianship, Person
from mentoring.registry.tests import cast as people

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 17)
GATE = {"publication": "image_use", "programme": "participation_minor"}


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr(schooldays, "today", lambda organization: DAY)


@pytest.fixture
def pair(programme, curator) -> Pair:
    row = cast.working(programme, curator.member)
    people.agree(child_of(row), on=cast.SIGNED, gate="publication")
    return row


def child_of(pair: Pair) -> Person:
    return pair.mentees.get().mentee.person


def mother_of(pair: Pair) -> Person:
    return child_of(pair).guardianships.get(right="mother").guardian


def father_of(pair: Pair) -> Person:
    """Make the other parent."""
    father = people.person(pair.organization, "Орлов-старший")
    Guardianship.objects.create(organization=pair.organization, child=child_of(pair), guardian=father, right="father")
    return father


def signed(pair: Pair, gate: str = "publication") -> Consent:
    return Consent.objects.get(person=child_of(pair), kind__code=GATE[gate], withdrawn_on=None)


def by_father(act: Consent, father: Person) -> Consent:
    """Put the signature of the other parent under the same purpose."""
    facts = {"organization": act.organization, "person": act.person, "kind": act.kind, "on": act.on}
    return Consent.objects.create(given_by=father, right="father", **facts)


def opened(pair: Pair, person: Person) -> tuple[Client, str]:
    """Open a fresh link as somebody without an account; return the browser and the clean address."""
    where = next(one for one in places.of([pair], DAY) if one.person == person)
    client = Client()
    return client, client.get("/family/" + places.links_for([where])[where.subject].rpartition("/family/")[2]).url


def withdraw(client: Client, page: str, act: Consent) -> str:
    """Press the button; return what the page says then."""
    return client.post(f"{page}withdraw/{act.pk}/", follow=True).content.decode().replace("\xa0", " ")


def refused(client: Client, page: str, act: Consent) -> bool:
    """Tell whether neither the last look nor the button opens, and nothing is taken back."""
    codes = [client.get(f"{page}consent/{act.pk}/"), client.post(f"{page}withdraw/{act.pk}/")]
    act.refresh_from_db()
    return [one.status_code for one in codes] == [404, 404] and act.withdrawn_on is None


def test_parent_sees_what_follows_and_takes_back_what_they_signed(pair):
    client, page = opened(pair, mother_of(pair))
    act = signed(pair)
    assert f"{page}consent/{act.pk}/" in client.get(page).content.decode()

    before = client.get(f"{page}consent/{act.pk}/").content.decode()
    after = withdraw(client, page, act)

    assert all(one.words in before for one in withdrawing.foreseen(act, DAY))
    assert "встречи с наставником прекращаются" not in before
    assert "Согласие отозвано. Куратор об этом узнает." in after
    assert f"{act.kind.title} — отозвано 17 ноября 2026" in after
    assert f"{page}consent/{act.pk}/" not in after
    assert client.get(f"{page}consent/{act.pk}/").url == page
    assert not consents.ready(child_of(pair), "publication", DAY)
    assert consents.ready(child_of(pair), "programme", DAY)


def test_withdrawal_by_a_link_leaves_what_that_of_the_curator_leaves(pair, programme, curator):
    other = cast.another(programme, curator.member)
    people.agree(child_of(other), on=cast.SIGNED, gate="publication")
    theirs, ours = signed(other), signed(pair)

    withdrawing.withdraw(theirs, on=DAY, version=1, by=curator.member)
    withdraw(*opened(pair, mother_of(pair)), ours)

    def left(act: Consent) -> tuple:
        act.refresh_from_db()
        laid = Reminder.objects.filter(subject_kind="withdrawal", subject_id=act.pk)
        return act.withdrawn_on, act.version, destroying.due(act), list(laid.values_list("step", "day").order_by("day"))

    assert left(ours) == left(theirs)
    assert left(ours)[3]


def test_journal_tells_that_it_came_by_a_link(pair):
    act = signed(pair)

    withdraw(*opened(pair, mother_of(pair)), act)

    entry = JournalEntry.objects.select_related("values").get(action="consent.withdrawn")
    assert (entry.by, entry.subject_id) == (None, str(act.pk))
    assert entry.values.after["withdrawal"] == "по личной ссылке: мать"
    assert journal.breaks(pair.organization) == []


def test_curator_is_called_by_a_letter_that_names_nobody(pair, curator):
    act = signed(pair)

    withdraw(*opened(pair, mother_of(pair)), act)

    letter = OutboxItem.objects.get(kind="letter").payload
    assert (letter["to"], letter["subject"]) == (curator.member.user.email, "Отозвано согласие")
    assert curator.at("consents_of", act.person_id) in letter["text"]
    assert "Орлов" not in letter["text"] + letter["html"]
    shown = curator.get("consents_of", act.person_id).content.decode()
    assert "отозвано 17.11.2026 (по личной ссылке: мать)" in shown


def test_sent_twice_it_is_done_once(pair):
    client, page = opened(pair, mother_of(pair))
    act = signed(pair)

    assert withdraw(client, page, act).count("Согласие отозвано.") == 1
    assert withdraw(client, page, act).count("Согласие отозвано.") == 1

    act.refresh_from_db()
    assert act.version == 2
    assert JournalEntry.objects.filter(action="consent.withdrawn").count() == 1
    assert OutboxItem.objects.filter(kind="letter").count() == 1


def test_other_parent_and_another_family_take_nothing_back(pair, programme, curator):
    father, other = father_of(pair), cast.another(programme, curator.member)
    act = signed(pair)
    client, page = opened(pair, father)

    shown = client.get(page).content.decode()

    assert act.kind.title in shown and "/consent/" not in shown
    assert refused(client, page, act)
    assert refused(*opened(other, mother_of(other)), act)


def test_signature_of_the_other_parent_falls_too_and_is_told_of_before(pair):
    act = signed(pair)
    second = by_father(act, father_of(pair))
    client, page = opened(pair, mother_of(pair))
    assert "прекратится и их согласие" in client.get(f"{page}consent/{act.pk}/").content.decode()

    withdraw(client, page, act)

    second.refresh_from_db()
    assert second.withdrawn_on == DAY


@pytest.mark.parametrize(("co_signed", "may"), [(True, True), (False, False)])
def test_child_of_fourteen_takes_back_only_what_they_signed_too(pair, co_signed, may):
    Person.objects.filter(pk=child_of(pair).pk).update(birth_date=date(2011, 5, 6))
    Consent.objects.filter(person=child_of(pair)).update(co_signed=co_signed)
    client, page = opened(pair, child_of(pair))
    act = signed(pair)

    if not may:
        assert refused(client, page, act)
        return
    withdraw(client, page, act)

    act.refresh_from_db()
    assert (act.withdrawn_on, act.withdrawal) == (DAY, "по личной ссылке: наставляемый")


def test_grown_mentee_answers_for_own_consents_alone(pair):
    child, old = child_of(pair), signed(pair)
    Person.objects.filter(pk=child.pk).update(birth_date=date(2008, 5, 6))
    Consent.objects.filter(person=child).update(co_signed=True)
    kind = ConsentKind.objects.get(organization=pair.organization, code="image_use")
    own = giving.give(Person.objects.get(pk=child.pk), kind, on=DAY, by=None)
    client, page = opened(pair, child)

    shown = client.get(page).content.decode()

    assert f"/consent/{own.pk}/" in shown and f"/consent/{old.pk}/" not in shown


def test_consent_that_has_run_out_is_not_taken_back(pair):
    client, page = opened(pair, mother_of(pair))
    act = signed(pair)
    Consent.objects.filter(pk=act.pk).update(until=DAY - timedelta(1))

    assert "Этого согласия в силе уже нет" in withdraw(client, page, act)

    act.refresh_from_db()
    assert act.withdrawn_on is None


@pytest.mark.parametrize("end", ["revoked", "dissolved", "stranger"])
def test_dead_link_takes_nothing_back(pair, curator, end):
    act = signed(pair)
    client, page = opened(pair, mother_of(pair))

    match end:
        case "revoked":
            places.revoke(pair, {mother_of(pair).pk}, by=curator.member)
        case "dissolved":
            pairing.dissolve(pair, ending="parent", reason="Переезд", on=DAY - timedelta(1), by=curator.member)
        case "stranger":
            client = Client()

    assert refused(client, page, act)


def test_without_the_consent_to_take_part_the_page_asks_for_nothing_and_still_hears(pair):
    mother, act = mother_of(pair), signed(pair, "programme")
    meeting = Meeting.objects.create(
        organization=pair.organization, pair=pair, state="held", on=DAY, minutes=45, topic="Дроби"
    )
    pulse.ask_month(pair.organization, date(2026, 11, 20))
    client, page = opened(pair, mother)
    before = client.get(page).content.decode()
    assert "Как прошла встреча" in before and pulse.QUESTION in before
    assert "встречи с наставником прекращаются" in client.get(f"{page}consent/{act.pk}/").content.decode()

    after = withdraw(client, page, act)

    assert "на участие в программе сейчас нет" in after and "куратор вам позвонит" in after
    assert "Как прошла встреча" not in after and pulse.QUESTION not in after
    said = client.post(f"{page}say/{meeting.public_id}/", {"mark": "9"}, follow=True).content.decode()
    client.post(f"{page}pulse/", {"mark": "9"})
    assert "ответ не записан" in said
    meeting.refresh_from_db()
    assert meeting.mentee_mark is None and not Pulse.objects.filter(mark=9).exists()
    client.post(f"{page}ask/", {"text": "Можно ли вернуться?"})
    assert Question.objects.get().person == mother


def test_consent_given_again_is_not_told_as_withdrawn(pair):
    client, page = opened(pair, mother_of(pair))
    act = signed(pair)
    withdraw(client, page, act)

    signature = {"right": "mother", "given_by": mother_of(pair), "co_signed": True}
    again = giving.give(act.person, act.kind, on=DAY, by=None, **signature)

    shown = client.get(page).content.decode()
    assert f"/consent/{again.pk}/" in shown and "— отозвано" not in shown


def test_parent_of_two_takes_back_for_one(programme, curator):
    mentees = [cast.mentee(programme, surname) for surname in ("Орлов", "Ланской")]
    mother = mentees[0].person.guardianships.get().guardian
    mentees[1].person.guardianships.update(guardian=mother)
    Consent.objects.filter(person=mentees[1].person).update(given_by=mother)
    group = cast.working(programme, curator.member, led_by=cast.mentor(programme, capacity=2), mentees=mentees)
    act = Consent.objects.get(person=mentees[1].person, kind__code="participation_minor")

    after = withdraw(*opened(group, mother), act)

    assert "Ланской Ян Львович: согласия на участие" in after
    assert "Орлов Ян Львович: согласия на участие" not in after
    assert Consent.objects.filter(withdrawn_on=DAY).get() == act
    assert "Следующая встреча" in after or "День следующей встречи" in after
