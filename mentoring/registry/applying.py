"""Applications by a link: the link, the act of consent, what is kept after it, and what the curator makes of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.accounts import journal, links
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership, Organization, PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.calendar import zones
from mentoring.people.consents import giving, usual, wording
from mentoring.people.declension import gender
from mentoring.people.models import Consent, ConsentKind, Enrollment, Guardianship, Person, StudyGroup
from mentoring.programmes.models import Programme
from mentoring.registry import mentees, mentors
from mentoring.registry.models import Application, Mentee, Mentor, MentorCompetence, Request

EDIT = "registry.edit"
PURPOSE = "join"
LASTS = timedelta(days=60)
MOST = 500  # applications of one school that wait
PERSONAL = ("surname", "given", "patronymic", "place", "phone", "email", "guardian", "text")


@dataclass(frozen=True)
class Words:
    """One purpose as it is shown before anything is asked."""

    code: str
    title: str
    purpose: str
    data: Sequence[str]
    actions: Sequence[str]
    text: str
    months: int | None


def purposes(organization: Organization, *, child: bool, today: date) -> list[Words]:
    """Return the purposes of the programme that may be agreed to on a page; the school's own words, or the usual."""
    whose = {ConsentKind.Whose.ANY, ConsentKind.Whose.MINOR if child else ConsentKind.Whose.ADULT}
    kinds = ConsentKind.objects.filter(organization=organization)
    if not kinds.exists():
        return [
            Words(one.code, one.title, one.purpose, one.data, one.actions, one.text, one.months)
            for one in usual.KINDS
            if one.gate == ConsentKind.Gate.PROGRAMME and one.whose in whose and not one.written
        ]
    found = []
    for kind in kinds.filter(gate=ConsentKind.Gate.PROGRAMME, whose__in=whose, written=False):
        said = wording.parts_of(wording.in_force(kind, today))
        data, actions = said["data"].splitlines(), said["actions"].splitlines()
        found.append(Words(kind.code, kind.title, said["purpose"], data, actions, said["text"], kind.months))
    return found


@transaction.atomic
def open_link(programme: Programme, side: str, *, name: str = "", by: Membership) -> str:
    """Make a link by which many may apply, or the one it is made for; its token is told this once."""
    subject = f"{Application.Side(side).value}:{programme.pk}"
    link, token = links.make(programme.organization, PURPOSE, subject, person_name=name, lasts=LASTS)
    journal.write(programme.organization, "personallink.link", link, by=by, after={"side": side})
    return token


@transaction.atomic
def close_link(pk: int, *, by: Membership) -> None:
    """Let nobody apply by this link any more."""
    link = living(by.organization).filter(pk=pk).first()
    if link is None:
        raise Refused("Эта ссылка уже закрыта.")
    links.revoke(link)
    journal.write(by.organization, "personallink.revoke", link, by=by)


def living(organization: Organization | None = None):
    """Return the links by which one may apply now."""
    rows = PersonalLink.objects.filter(
        purpose=PURPOSE, revoked_at=None, used_at=None, expires_at__gt=timezone.now()
    ).select_related("organization")
    return rows if organization is None else rows.filter(organization=organization)


def aim(link: PersonalLink) -> tuple[str, Programme]:
    """Tell what a link is for: a side and a programme."""
    side, _, programme = link.subject.partition(":")
    return side, Programme.objects.get(pk=programme, organization=link.organization)


@transaction.atomic
def apply(link: PersonalLink, said: dict, *, agreed: Collection[str]) -> Application:
    """Keep an application whose sender has agreed; the same one sent again is the same one."""
    if not agreed:
        raise Refused("Без согласия заявку сохранить нельзя.")
    side, programme = aim(link)
    own = {"organization": link.organization, "programme": programme, "side": side}
    waiting = Application.objects.filter(**own, state=Application.State.WAITING)
    known = waiting.filter(**{name: said[name] for name in ("surname", "given", "patronymic", "birth_date")}).first()
    if known:
        return known
    if waiting.count() >= MOST:
        raise Refused("Заявок сейчас слишком много. Напишите в школу или попробуйте через несколько дней.")
    row = Application.objects.create(**own, **said, purposes=sorted(agreed))
    if link.person_name:
        PersonalLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    journal.write(link.organization, "application.add", row, by=None, after={"side": side})
    return row


def undecided(member: Membership) -> QuerySet[Application]:
    """Return the applications that wait for this member, the oldest first."""
    rows = Application.objects.visible_to(member) if member.can(EDIT) else Application.objects.none()
    return rows.filter(state=Application.State.WAITING).order_by("at", "pk")


@transaction.atomic
def admit(application: Application, person: Person | None, *, on: date, by: Membership) -> Mentee | Mentor:
    """Take an application in: its person is found or made, with a guardian, the consents and a row of the registry."""
    row = _waiting(application, by)
    person = person or _make_person(row)
    guardian = _guardian(row, person)
    signed_on = zones.local(row.organization.zone, row.at).date()
    for code in row.purposes:
        _keep_consent(row, person, guardian, code, signed_on)
    made = _enrol(row, person, on=on, by=by)
    _close(row, Application.State.ACCEPTED, "admit", person=person, by=by)
    return made


@transaction.atomic
def decline(application: Application, *, by: Membership) -> Application:
    """Turn an application down: who sent it is forgotten at once."""
    row = _waiting(application, by)
    _close(row, Application.State.DECLINED, "decline", person=None, by=by)
    return row


def _waiting(application: Application, by: Membership) -> Application:
    rows = Application.objects.visible_to(by).select_related("organization", "programme", "competence")
    row = rows.select_for_update(of=("self",)).filter(pk=application.pk).first()
    if row is None or row.state != Application.State.WAITING:
        raise Refused("По этой заявке уже решили. Обновите страницу.")
    return row


def _close(row: Application, state: str, verb: str, *, person: Person | None, by: Membership) -> None:
    """Keep the decision and not what was told: it now stands on the card, or nowhere."""
    row.state, row.person, row.decided_by, row.decided_at = state, person, by, timezone.now()
    for name in PERSONAL:
        setattr(row, name, "")
    row.birth_date, row.competence = None, None
    row.version += 1
    row.save()
    journal.write(row.organization, f"application.{verb}", row, by=by, after={"state": row.get_state_display()})


def _make_person(row: Application) -> Person:
    said = {name: getattr(row, name) for name in ("surname", "given", "patronymic", "birth_date", "phone", "email")}
    if row.right != Consent.SELF:
        said |= {"phone": "", "email": ""}  # a parent has left their own
    person = Person.objects.create(
        organization=row.organization, sex=gender.of_parts(row.surname, row.given, row.patronymic), **said
    )
    group = _group(row)
    if group and row.right != Consent.SELF:
        Enrollment.objects.create(organization=row.organization, person=person, group=group)
    return person


def _group(row: Application) -> StudyGroup | None:
    """Find the class that was written, however it was written."""
    written = russian_key(row.place).replace(" ", "")
    groups = StudyGroup.objects.filter(organization=row.organization, closed_on=None)
    return next((one for one in groups if written and one.title_key.replace(" ", "") == written), None)


def _guardian(row: Application, child: Person) -> Person | None:
    """Find the representative who applied among those of the child, or write them down."""
    if row.right == Consent.SELF:
        return None
    known = Guardianship.objects.filter(child=child, organization=row.organization).select_related("guardian")
    for ward in known:
        if ward.guardian.name_key == russian_key(row.guardian) and ward.right == row.right:
            return ward.guardian
    surname, given, patronymic = (*row.guardian.split(), "", "", "")[:3]
    guardian = Person.objects.create(
        organization=row.organization,
        surname=surname[:100],
        given=given[:100] or "—",
        patronymic=patronymic[:100],
        sex=gender.of_parts(surname, given, patronymic),
        phone=row.phone,
        email=row.email,
    )
    Guardianship.objects.create(organization=row.organization, child=child, guardian=guardian, right=row.right)
    return guardian


def _keep_consent(row: Application, person: Person, guardian: Person | None, code: str, on: date) -> None:
    """Keep what was agreed to on the page as an act; what the rules do not take stays a gap to be closed on paper."""
    kind = ConsentKind.objects.filter(organization=row.organization, code=code).first()
    if kind is None:
        return
    try:
        with transaction.atomic():
            signed = {"right": row.right, "given_by": guardian, "co_signed": row.co_signed}
            giving.give(person, kind, on=on, how=Consent.How.ONLINE, by=None, **signed)
    except Refused:
        return


def _enrol(row: Application, person: Person, *, on: date, by: Membership) -> Mentee | Mentor:
    if row.side == Application.Side.MENTEE:
        mentees.enrol(row.programme, [person], by=by)
        mentee = Mentee.objects.get(programme=row.programme, person=person)
        source = Request.Source.SELF if row.right == Consent.SELF else Request.Source.PARENT
        if row.text or row.competence:
            mentees.ask(mentee, text=row.text, competence=row.competence, source=source, on=on, by=by)
        return mentee
    mentors.enrol(row.programme, [person], on=on, by=by)
    mentor = Mentor.objects.select_for_update().get(programme=row.programme, person=person)
    if row.text and not mentor.motivation:
        mentor.motivation, mentor.version = row.text, mentor.version + 1
        mentor.save(update_fields=["motivation", "version"])
    if row.competence:
        MentorCompetence.objects.get_or_create(organization=row.organization, mentor=mentor, competence=row.competence)
    return mentor
