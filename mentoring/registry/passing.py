"""A mentor is offered to another organization: their card goes out with their consent, and comes in there as a file."""

from datetime import date

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import JournalEntry, Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people import consents, staging, standing
from mentoring.people.declension import gender
from mentoring.people.models import Affiliation, Consent, ConsentKind, Partner, Person
from mentoring.programmes.models import Programme
from mentoring.registry import cards, mentors, moving
from mentoring.registry.cards import Card
from mentoring.registry.models import Competence, Mentor, MentorCompetence

GATE = ConsentKind.Gate.TRANSFER
PASSED = "mentor.card"
READY = {Mentor.State.REGISTERED, Mentor.State.RESERVE}


def refuse(mentor: Mentor, on: date) -> None:
    """Say why this card may not go out."""
    if mentor.state not in READY:
        raise Refused(
            f"{mentor}: передают карточки наставников из реестра и резерва. Сейчас — «{mentor.get_state_display()}»."
        )
    found = consents.missing([mentor.person_id], GATE, on, organization=mentor.organization)[mentor.person_id]
    if found:
        raise Refused(
            f"{mentor}: {found[0].words}. Без него карточку не передают: возьмите подпись на странице согласий."
        )
    if not mentor.shared:
        raise Refused(f"{mentor}: не отмечено «можно предложить другой организации». Спросите наставника и отметьте.")


def card_of(mentor: Mentor, *, to: str, on: date, by: Membership) -> Card:
    """Write down what the card says; nothing that the school has thought of the mentor is in it."""
    person = standing.gathered(Person.objects.filter(pk=mentor.person_id), by, on).get()
    signed = Consent.objects.filter(person=person, kind__gate=GATE).valid(on).select_related("kind").first()
    skills = mentor.competences.select_related("competence").order_by("competence__title_key")
    return Card(
        **{name: getattr(person, name) for name in ("surname", "given", "patronymic", "phone", "email")},
        **{name: getattr(mentor, name) for name in ("achievements", "interests", "experience")},
        **{name: getattr(mentor, name) for name in ("age_from", "age_to", "capacity", "hours")},
        place="; ".join([*(one.position.title for one in person.posts), *standing.coming(person)]),
        days=tuple(sorted(mentor.days)),
        together=mentor.get_together_display(),
        skills=tuple(one.competence.title for one in skills),
        sent_by=mentor.organization.short_name,
        sent_to=to,
        sent_on=cards.day(on),
        ground=f"{signed.kind} от {words.digits(signed.on)}" if signed else "",
    )


@transaction.atomic
def pass_on(mentor: Mentor, to: str, *, on: date, by: Membership) -> JournalEntry:
    """Write down to whom the card goes; the file is taken by the number of this entry."""
    [row] = moving.locked(Mentor, [mentor.pk], by=by) or [None]
    if row is None:
        raise Refused("Этой записи уже нет. Обновите страницу.")
    if not to.strip():
        raise Refused("Напишите, какой организации передаёте карточку.")
    refuse(row, on)
    after = {"person": str(row), "to": to.strip()[:300]}
    return journal.write(row.organization, PASSED, row, by=by, after=after)


def read(name: str, data: bytes) -> Card:
    """Read a card that came as a file, in a confined child as any list."""
    book = staging.read(name, data)
    try:
        return cards.read(book.sheets[0].rows)
    except cards.NoCard as refusal:
        raise Refused(str(refusal)) from refusal


@transaction.atomic
def take(card: Card, programme: Programme, who: Person | None, *, on: date, by: Membership) -> Mentor:
    """Write a mentor of another organization down as a candidate here; their own consents are still to be signed."""
    organization = Organization.objects.select_for_update(no_key=True).get(pk=programme.organization_id)
    person = who or _make(card, organization, by)
    if card.sent_by:
        _affiliate(person, card, organization)
    made = mentors.enrol(programme, [person], on=on, by=by)
    if not made:
        raise Refused(f"{person}: уже есть в базе наставников этой программы. Ничего не изменено.")
    [row] = made
    _fill(row, card, organization)
    after = {"person": card.full_name, "origin": card.sent_by, "grounds": card.ground}
    journal.write(organization, "mentor.card_taken", row, by=by, after=after)
    return row


def _make(card: Card, organization: Organization, by: Membership) -> Person:
    names = {name: getattr(card, name) for name in ("surname", "given", "patronymic", "phone", "email")}
    sex = gender.of_parts(card.surname, card.given, card.patronymic)
    person = Person.objects.create(organization=organization, sex=sex, **names)
    journal.write(organization, "person.add", person, by=by, after=names)
    return person


def _affiliate(person: Person, card: Card, organization: Organization) -> None:
    """Name the organization that has passed the card as a partner from which the mentor comes."""
    title = card.sent_by[:300]
    partner, _ = Partner.objects.get_or_create(
        organization=organization,
        title_key=russian_key(title),
        defaults={"title": title, "kind": Partner.Kind.SCHOOL},
    )
    Affiliation.objects.get_or_create(
        organization=organization, person=person, partner=partner, defaults={"position": card.place[:200]}
    )


def _fill(row: Mentor, card: Card, organization: Organization) -> None:
    """Put the facts of the card on the mentor; a sphere that the school does not know stays in words."""
    own = {one.title_key: one for one in Competence.objects.filter(organization=organization)}
    known = {russian_key(title): title for title in card.skills}
    unknown = [title for key, title in known.items() if key not in own]
    named = {label.casefold(): code for code, label in Mentor.Together.choices}
    row.achievements, row.interests = card.achievements, card.interests
    row.experience = "\n".join(part for part in (card.experience, *(f"Умеет: {title}" for title in unknown)) if part)
    row.age_from, row.age_to, row.hours, row.days = card.age_from, card.age_to, card.hours, list(card.days)
    row.capacity = card.capacity if card.capacity is not None else row.capacity
    row.together = named.get(card.together.casefold(), row.together)
    row.version += 1
    row.save()
    for key in known.keys() & own.keys():
        MentorCompetence.objects.create(organization=organization, mentor=row, competence=own[key])
