"""The account of somebody whose data are destroyed: nothing opens any more, no name is left."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from mentoring.accounts import inviting
from mentoring.accounts.models import Membership, User
from mentoring.people.privacy import rows


def forget(member: Membership, name: str) -> None:
    """End the access, and the account too unless it serves another school; the row stays for the journal."""
    inviting.forget_codes(member)
    member.links.all().delete()
    user, is_only_here = member.user, rows.is_only_here(member)
    member.name, member.email, member.user = name, "", None
    member.ended_at = member.ended_at or timezone.now()
    member.version += 1
    member.save()
    if user and is_only_here:
        _close(user)


def _close(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
    user.login, user.email, user.is_active, user.last_login = f"erased-{user.pk}", "", False, None
    user.set_unusable_password()
    user.save()
