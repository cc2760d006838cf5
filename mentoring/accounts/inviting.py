"""Places in a school and the one-time codes by which people take them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentoring.access import ROLE_WORDS, Role
from mentoring.accounts import codes, journal, schooldays
from mentoring.accounts.latin import login_of
from mentoring.accounts.models import Grant, Invitation, Membership, Organization, User
from mentoring.accounts.operations import Refused

LASTS = timedelta(hours=72)
OF_CENTRE = (Role.DIRECTOR, Role.REGIONAL, Role.TECHNICIAN)


class SpentCode(Refused):
    """A code that opens nothing any more; why is told to nobody."""

    def __init__(self):
        super().__init__("Этот код больше не действует. Попросите новый у того, кто вас пригласил.")


class LoginTaken(Refused):
    """A login that somebody has."""

    def __init__(self, login: str):
        super().__init__(f"Логин «{login}» уже занят. Выберите другой.")


@dataclass(frozen=True)
class Issued:
    """A code at the only moment when it is known."""

    invitation: Invitation
    code: str

    @property
    def membership(self) -> Membership:
        return self.invitation.membership

    @property
    def until(self) -> str:
        """Say until when by the clock of the school: «25 ноября, 14:30»."""
        return schooldays.moment_words(self.membership.organization, self.invitation.expires_at)


def offered_roles(organization: Organization) -> list[Role]:
    """Return the roles one may have in an organization of this kind."""
    if organization.kind == Organization.Kind.CENTRE:
        return list(OF_CENTRE)
    return [role for role in Role if role != Role.REGIONAL]


@transaction.atomic
def invite(
    organization: Organization, name: str, roles: Iterable[Role], *, email: str = "", by: Membership | None
) -> Membership:
    """Give a person a place with its roles; they take it by a code (`issue`)."""
    roles = sorted(set(roles))
    if not roles:
        raise Refused("Отметьте хотя бы одну роль.")
    if strange := set(roles) - set(offered_roles(organization)):
        raise Refused(f"В этой организации нет роли «{ROLE_WORDS[strange.pop()]}».")
    membership = Membership.objects.create(organization=organization, name=name.strip(), email=email)
    for role in roles:
        Grant.objects.create(organization=organization, membership=membership, role=role)
    journal.write(
        organization, "membership.invite", membership, by=by, after={"name": name, "roles": membership.role_words}
    )
    return membership


@transaction.atomic
def issue(membership: Membership, *, by: Membership | None) -> Issued:
    """Make a code for a person without an account, or for one who forgot the password; the codes before die."""
    membership = _locked(membership.pk)
    _refuse_code(membership)
    forget_codes(membership)
    code = codes.make()
    invitation = Invitation.objects.create(
        organization=membership.organization,
        membership=membership,
        code_hash=codes.digest(code),
        login=membership.user.login if membership.user else free_login(membership.name),
        by=by,
        expires_at=timezone.now() + LASTS,
    )
    journal.write(membership.organization, "membership.code", membership, by=by)
    return Issued(invitation, code)


def _refuse_code(membership: Membership) -> None:
    if membership.ended_at:
        raise Refused(f"{membership.name}: доступ закрыт. Пригласите этого человека заново.")
    user = membership.user
    if user is None:
        return
    # A code gives the whole account, so no school may make one for somebody who is also another school's.
    elsewhere = user.memberships.filter(ended_at=None).exclude(pk=membership.pk).exists()
    if user.email or elsewhere:
        raise Refused(
            f"{membership.name} меняет пароль сам: на странице входа — «Забыли пароль?». "
            "Если письмо не доходит, поможет администратор сервера."
        )


def forget_codes(membership: Membership) -> int:
    """Make every code of this person worthless; return how many there were."""
    return membership.invitations.live(timezone.now()).update(revoked_at=timezone.now())


@transaction.atomic
def revoke(membership: Membership, *, by: Membership) -> None:
    """Take the invitation back; the place stays, without a way in."""
    if not forget_codes(membership):
        raise Refused(f"{membership.name}: действующего кода нет, отзывать нечего.")
    journal.write(membership.organization, "membership.revoke", membership, by=by)


def free_login(name: str) -> str:
    """Propose a login nobody has: «v.sokolova», «v.sokolova2»."""
    wanted = login_of(name)
    taken = set(User.objects.filter(login__startswith=wanted).values_list("login", flat=True))
    numbered = (f"{wanted}{number}" for number in count(2))
    return wanted if wanted not in taken else next(login for login in numbered if login not in taken)


def find(code: str) -> Invitation | None:
    """Return the invitation a typed code opens; expired, used, revoked and invented codes are all None."""
    return _with_names().live(timezone.now()).filter(code_hash=codes.digest(code)).first()


def still_open(pk: int) -> Invitation | None:
    """Return an invitation found before, if it is still good."""
    return _with_names().live(timezone.now()).filter(pk=pk).first()


def _with_names():
    return Invitation.objects.filter(membership__ended_at=None).select_related(
        "organization", "membership__organization", "membership__user", "by"
    )


@transaction.atomic
def accept(invitation: Invitation, login: str, password: str) -> User:
    """Make the invited person an account and give them their place."""
    membership = _spend(invitation)
    if membership.user:
        raise SpentCode
    if User.objects.filter(login__iexact=login).exists():
        raise LoginTaken(login)
    # An address somebody else signs in with is passed over in silence: the page must not tell whose it is.
    email = "" if User.objects.filter(email__iexact=membership.email).exists() else membership.email
    try:
        with transaction.atomic():
            user = User.objects.create_user(login, password, email=email)
    except IntegrityError:
        raise LoginTaken(login) from None
    _take_place(membership, user)
    return user


@transaction.atomic
def join(invitation: Invitation, user: User) -> Membership:
    """Give the place to somebody who has an account already."""
    membership = _spend(invitation)
    if membership.user:
        raise SpentCode
    if user.memberships.filter(organization=membership.organization, ended_at=None).exists():
        raise Refused("Вы уже работаете в этой организации. Новые роли добавит тот, кто вас пригласил.")
    _take_place(membership, user)
    return membership


@transaction.atomic
def set_password(invitation: Invitation, password: str) -> User:
    """Let somebody who forgot the password set a new one; their open sessions end, the second step stays."""
    membership = _spend(invitation)
    if membership.user is None:
        raise SpentCode
    membership.user.set_password(password)
    membership.user.save(update_fields=["password"])
    journal.write(membership.organization, "membership.password", membership, by=membership)
    return membership.user


def _spend(invitation: Invitation) -> Membership:
    """Use the code up: of many requests at once, one passes."""
    now = timezone.now()
    if not Invitation.objects.live(now).filter(pk=invitation.pk, membership__ended_at=None).update(used_at=now):
        raise SpentCode
    return _locked(invitation.membership_id)


def _locked(pk: int) -> Membership:
    return Membership.objects.select_for_update(of=("self",)).select_related("organization", "user").get(pk=pk)


def _take_place(membership: Membership, user: User) -> None:
    membership.user, membership.started_at = user, timezone.now()
    membership.save(update_fields=["user", "started_at"])
    journal.write(membership.organization, "membership.accept", membership, by=membership, after={"login": user.login})
