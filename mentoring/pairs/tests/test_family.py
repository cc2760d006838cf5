"""Links of families: who gets one, what it opens, when it dies; what is said on the page."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.accounts import links, schooldays, tries
from mentoring.accounts.models import JournalEntry, PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.notifications.models import OutboxItem
from mentoring.pairs import pairing
from mentoring.pairs.family import places, words
from mentoring.pairs.models import Call, Confirmation, Meeting, Pair, PairMentee, Question
from mentoring.pairs.tests import cast
from mentoring.people.models import Consent, Person

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 17)


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr(schooldays, "today", lambda organization: DAY)


@pytest.fixture
def pair(programme, curator) -> Pair:
    return cast.working(programme, curator.member)


def child_of(pair: Pair) -> Person:
    return pair.mentees.get().mentee.person


def mother_of(pair: Pair) -> Person:
    return child_of(pair).guardianships.get().guardian


def born(person: Person, birth: date) -> None:
    Person.objects.filter(pk=person.pk).update(birth_date=birth)


def place(pair: Pair, person: Person) -> places.Place:
    return next(one for one in places.of([pair], DAY) if one.person == person)


def token_of(pair: Pair, person: Person) -> str:
    where = place(pair, person)
    return places.links_for([where])[where.subject].rstrip("/").rpartition("/")[2]


def opened(pair: Pair, person: Person, client: Client | None = None) -> tuple[Client, str]:
    """Open a fresh link as somebody without an account; return the browser and the clean address."""
    client = client or Client()
    answer = client.get(f"/family/{token_of(pair, person)}/")
    assert answer.status_code == 302
    return client, answer.url


def held(pair: Pair, on: date = DAY, **own) -> Meeting:
    return Meeting.objects.create(
        organization=pair.organization, pair=pair, state="held", on=on, minutes=45, **{"topic": "Дроби"} | own
    )


def sides(pair: Pair) -> list[tuple[Person, str]]:
    return [(one.person, one.side) for one in places.of([pair], DAY)]


@pytest.mark.parametrize(
    ("birth", "who"),
    [
        (date(2013, 11, 18), ["parent"]),  # fourteen is a year away
        (date(2012, 11, 17), ["mentee", "parent"]),  # fourteen today
        (date(2008, 11, 18), ["mentee", "parent"]),  # eighteen tomorrow
        (date(2008, 11, 17), ["mentee"]),  # eighteen today
    ],
)
def test_child_has_a_link_from_fourteen_and_a_parent_until_eighteen(pair, birth, who):
    born(child_of(pair), birth)

    people = {"mentee": child_of(pair), "parent": mother_of(pair)}
    assert sides(pair) == [(people[side], side) for side in who]


def test_parent_of_two_in_one_group_has_one_place(programme, curator):
    mentees = [cast.mentee(programme, surname) for surname in ("Орлов", "Ланской")]
    mother = mentees[0].person.guardianships.get().guardian
    mentees[1].person.guardianships.update(guardian=mother)
    group = cast.working(programme, curator.member, led_by=cast.mentor(programme, capacity=2), mentees=mentees)

    where = place(group, mother)

    assert [one.surname for one in where.learners] == ["Орлов", "Ланской"]
    assert len([one for one in places.of([group], DAY) if one.person == mother]) == 1


def test_link_leads_to_a_clean_address_and_shows_the_pair(pair, curator):
    client, page = opened(pair, mother_of(pair))

    answer = client.get(page)

    text = answer.content.decode()
    assert "Зимин Ян Львович" in text and "учитель" in text
    assert "Орлов Ян Львович" in text
    assert curator.member.name in text
    assert answer["Cache-Control"] == "no-store, private"
    assert page.startswith("/family/of/")


def test_page_shows_the_next_meeting_and_the_consents(pair):
    Meeting.objects.create(organization=pair.organization, pair=pair, on=DAY + timedelta(3), place="каб. 12")
    client, page = opened(pair, mother_of(pair))

    text = client.get(page).content.decode().replace("\xa0", " ")

    assert "20 ноября, пт" in text and "каб. 12" in text
    kinds = {row.kind.title for row in Consent.objects.filter(person=child_of(pair))}
    assert kinds and all(title in text for title in kinds)


def test_nobody_opens_the_page_without_a_link_of_their_own(pair):
    client, page = opened(pair, mother_of(pair))

    assert Client().get(page).status_code == 404
    assert client.get(f"/family/of/{PersonalLink.objects.get().pk + 1}/").status_code == 404
    assert Client().get("/family/no-such-token/").status_code == 404


def test_guessing_of_links_is_slowed_down(pair, monkeypatch):
    monkeypatch.setattr(tries, "allowed", lambda request, what: False)

    assert Client().get("/family/no-such-token/").status_code == 429
    client = Client()
    assert client.get(f"/family/{token_of(pair, mother_of(pair))}/").status_code == 302


@pytest.mark.parametrize("end", ["revoked", "expired", "dissolved", "left", "kin", "grown", "over"])
def test_link_dies_at_once(pair, curator, end, monkeypatch):
    token, (client, page) = token_of(pair, mother_of(pair)), opened(pair, mother_of(pair))
    assert client.get(page).status_code == 200

    match end:
        case "revoked":
            places.revoke(pair, {mother_of(pair).pk}, by=curator.member)
        case "expired":
            PersonalLink.objects.update(expires_at=timezone.now())
        case "dissolved":
            Pair.objects.filter(pk=pair.pk).update(state="dissolved", ended_on=DAY)
        case "left":
            PairMentee.objects.filter(pair=pair).update(until=DAY - timedelta(1))
        case "kin":
            child_of(pair).guardianships.update(end=DAY - timedelta(1))
        case "grown":
            born(child_of(pair), date(2008, 11, 17))
        case "over":
            monkeypatch.setattr(schooldays, "today", lambda organization: pair.end + timedelta(1))

    assert client.get(page).status_code == 404
    assert client.get(f"{page}quiet/").status_code == 404
    assert client.post(f"{page}ask/", {"text": "Ещё здесь"}).status_code == 404
    assert Client().get(f"/family/{token}/").status_code == 404
    assert Question.objects.count() == 0


def test_link_of_another_purpose_does_not_open_the_page(pair, school):
    subject = place(pair, mother_of(pair)).subject
    _, token = links.make(school, "survey", subject, lasts=timedelta(days=9))

    assert Client().get(f"/family/{token}/").status_code == 404


def test_link_dies_with_the_verb_that_ends_the_pair(pair, curator):
    client, page = opened(pair, mother_of(pair))

    pairing.dissolve(pair, ending="parent", reason="Переезд", on=DAY - timedelta(1), by=curator.member)

    assert client.get(page).status_code == 404


def test_curator_prints_links_once(pair, curator):
    mother = mother_of(pair)
    shown = curator.post("pair_links_print", pair.public_id, action="pairs.edit", data={"person": [mother.pk]})

    text = shown.content.decode()
    assert mother.full_name in text and "data:image/svg+xml" in text and "/family/" in text
    assert PersonalLink.objects.get().subject == f"{pair.public_id}:{mother.pk}"
    assert JournalEntry.objects.filter(action="pair.links").count() == 1
    assert "ссылка есть" in curator.get("pair_links", pair.public_id).content.decode()


def test_letter_brings_a_link_to_those_with_an_address(pair, curator):
    mother = mother_of(pair)
    with pytest.raises(Refused, match="нет электронной почты"):
        places.letter(pair, {mother.pk}, by=curator.member)
    Person.objects.filter(pk=mother.pk).update(email="mother@example.org")

    assert places.letter(pair, {mother.pk}, by=curator.member) == 1

    letter = OutboxItem.objects.get(kind="letter").payload
    assert letter["to"] == "mother@example.org"
    assert "Орлов" not in letter["subject"]
    token = letter["text"].split("/family/")[1].split("/")[0]
    assert Client().get(f"/family/{token}/").status_code == 302


def test_nobody_is_written_to_after_the_consent_is_withdrawn(pair, curator):
    Person.objects.filter(pk=mother_of(pair).pk).update(email="mother@example.org")
    Consent.objects.update(withdrawn_on=DAY)

    with pytest.raises(Refused, match="нет действующего согласия"):
        places.letter(pair, {mother_of(pair).pk}, by=curator.member)


def test_stranger_to_the_pair_is_given_no_link(pair, curator, programme):
    other = cast.mentee(programme, "Чужаков").person

    with pytest.raises(Refused, match="не в этой паре"):
        places.print_links(pair, {other.pk}, by=curator.member)


def test_one_tap_says_how_a_meeting_was(pair):
    meeting = held(pair)
    client, page = opened(pair, mother_of(pair))
    assert "Как прошла встреча" in client.get(page).content.decode()

    client.post(f"{page}say/{meeting.public_id}/", {"mark": "9", "word": "Сын доволен"})

    meeting.refresh_from_db()
    assert (meeting.mentee_mark, meeting.mentee_word) == (9, "Сын доволен")
    assert meeting.mentee_by == mother_of(pair)
    assert "Как прошла встреча" not in client.get(page).content.decode()


@pytest.mark.parametrize("mark", ["", "0", "11", "семь", "9" * 5000])
def test_mark_out_of_the_scale_is_not_kept(pair, mark):
    meeting = held(pair)
    client, page = opened(pair, mother_of(pair))

    answer = client.post(f"{page}say/{meeting.public_id}/", {"mark": mark}, follow=True)

    assert "Отметьте оценку от 1 до 10." in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.mentee_mark is None


def test_meeting_of_another_pair_cannot_be_marked(pair, programme, curator):
    other = cast.another(programme, curator.member)
    meeting = held(other)
    client, page = opened(pair, mother_of(pair))

    assert client.post(f"{page}say/{meeting.public_id}/", {"mark": "1"}).status_code == 404
    with pytest.raises(Refused, match="не состоялась или прошла без вас"):
        words.say(meeting, place(pair, mother_of(pair)), 1)


def test_second_of_the_family_does_not_overwrite_the_first(pair):
    born(child_of(pair), date(2011, 5, 6))
    meeting = words.say(held(pair), place(pair, child_of(pair)), 3, "Было скучно")

    with pytest.raises(Refused, match="уже сказали"):
        words.say(meeting, place(pair, mother_of(pair)), 10)

    again = words.say(meeting, place(pair, child_of(pair)), 5, "Потом стало лучше")
    assert (again.mentee_mark, again.mentee_word) == (5, "Потом стало лучше")


def test_meeting_that_a_mentee_missed_or_that_is_long_ago_is_not_asked_about(programme, curator):
    pair = cast.working(programme, curator.member, start=date(2026, 9, 2))
    mother = place(pair, mother_of(pair))
    absent = held(pair)
    pair.mentees.get().presences.create(organization=pair.organization, meeting=absent, came=False)
    held(pair, DAY - timedelta(60))
    fresh = held(pair, DAY - timedelta(59))

    assert list(words.unmarked(mother, DAY)) == [fresh]
    with pytest.raises(Refused):
        words.say(absent, mother, 5)


@pytest.mark.parametrize(("button", "agreed"), [("yes", True), ("no", False)])
def test_drawn_entry_is_confirmed_by_one_tap(pair, button, agreed):
    meeting = held(pair, DAY - timedelta(30), mentee_mark=5)
    row = Confirmation.objects.create(organization=pair.organization, meeting=meeting, month=date(2026, 10, 1))
    client, page = opened(pair, mother_of(pair))
    assert "Так и было?" in client.get(page).content.decode()

    client.post(f"{page}confirm/{row.pk}/", {"agreed": button})

    row.refresh_from_db()
    assert row.agreed is agreed
    assert "Так и было?" not in client.get(page).content.decode()


def test_question_is_answered_on_the_page_of_whoever_asked_alone(pair, curator):
    born(child_of(pair), date(2011, 5, 6))
    client, page = opened(pair, mother_of(pair))
    client.post(f"{page}ask/", {"text": "Можно ли заниматься дома?"})
    question = Question.objects.get()
    assert question.side == "parent"
    letter = OutboxItem.objects.get(kind="letter").payload
    assert (letter["to"], "дома" in str(letter)) == (curator.member.user.email, False)

    curator.post("question_reply", question.public_id, action="diary.answer", data={"text": "Да, по видеосвязи."})

    assert "Да, по видеосвязи." in client.get(page).content.decode()
    other, of_child = opened(pair, child_of(pair))
    assert "заниматься дома" not in other.get(of_child).content.decode()


def test_quiet_button_rings_and_leaves_no_trace_on_the_page(pair):
    client, page = opened(pair, mother_of(pair))
    assert "прочитает" in client.get(f"{page}quiet/").content.decode()

    answer = client.post(f"{page}quiet/", {"text": "Сын боится ходить на встречи"})

    assert answer.url == "/family/heard/"
    call = Call.objects.get()
    assert (call.person, call.of, call.pair) == (mother_of(pair), "parent", pair)
    assert "боится" not in client.get(page).content.decode()
    assert "сигнал" not in client.get(page).content.decode().casefold()


def test_two_links_in_one_browser_do_not_speak_for_each_other(pair):
    born(child_of(pair), date(2011, 5, 6))
    meeting = held(pair)
    client, of_mother = opened(pair, mother_of(pair))
    opened(pair, child_of(pair), client)

    client.post(f"{of_mother}say/{meeting.public_id}/", {"mark": "4"})

    meeting.refresh_from_db()
    assert meeting.mentee_by == mother_of(pair)


def test_page_of_many_meetings_costs_few_queries(pair, django_assert_max_num_queries):
    client, page = opened(pair, mother_of(pair))
    for day in range(8):
        held(pair, DAY - timedelta(day))

    with django_assert_max_num_queries(25):
        client.get(page)
