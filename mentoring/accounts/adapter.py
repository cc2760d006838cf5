"""How allauth signs people in: by invitation only, in our own words, its letters through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import get_script_prefix, reverse

from mentoring.accounts.models import Membership
from mentoring.notifications import letters

_NOT_LET_IN = "Логин или пароль не подошли. Проверьте раскладку и Caps Lock."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _NOT_LET_IN,
        "email_password_mismatch": _NOT_LET_IN,
        "too_many_login_attempts": "Слишком много попыток. Подождите несколько минут и войдите снова.",
        "enter_current_password": "Это не ваш нынешний пароль. Проверьте раскладку и Caps Lock.",
        "incorrect_password": "Пароль не подошёл. Проверьте раскладку и Caps Lock.",
    }

    def is_open_for_signup(self, request):
        """Nobody signs up by themselves: the school invites."""
        return False

    def send_mail(self, template_prefix, email, context):
        """Write the letter now and send it later, so that no answer takes longer where the account exists."""
        message = self.render_mail(template_prefix, email, {"email": email, "site_url": settings.SITE_URL} | context)
        letters.queue(
            _organization_of(context.get("user")),
            email,
            subject=message.subject,
            text=message.body,
            html=next((part.content for part in getattr(message, "alternatives", [])), ""),
        )

    def get_reset_password_from_key_url(self, key):
        """Lead to our own address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.SITE_URL}/{path.removeprefix(get_script_prefix())}".replace("UID-KEY", key)


def _organization_of(user):
    membership = Membership.objects.filter(user=user, ended_at=None).select_related("organization").first()
    return membership and membership.organization
