"""The pages of somebody who was invited: the code, the account, the place."""

from allauth.account.utils import perform_login
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring.accounts import inviting, tries
from mentoring.accounts.forms import AccountForm, CodeForm, PasswordForm
from mentoring.accounts.links import secret_page
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Invitation
from mentoring.accounts.operations import Refused
from mentoring.accounts.views.entry import public

HELD = "invitation"  # the session's key to the invitation whose code was shown
WHAT = "invitation"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def code(request):
    """Take a typed code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if not tries.allowed(request, WHAT):
            return respond_429(request)
        if form.is_valid():
            invitation = inviting.find(form.cleaned_data["code"])
            if invitation:
                return _hold(request, invitation)
            form.add_error(
                "code",
                "Такой код не действует: в нём опечатка, прошло 72 часа или его уже приняли. "
                "Проверьте знаки или попросите новый у того, кто вас пригласил.",
            )
    return render(request, "accounts/code.html", {"title": "Вход по коду", "form": form})


@secret_page
@require_safe
def link(request, code):
    """Swap the code of a letter for the session and lead on to a clean address; looking consumes nothing."""
    if not tries.allowed(request, WHAT):
        return respond_429(request)
    invitation = inviting.find(code)
    if invitation is None:
        return render(request, "accounts/code_spent.html", {"title": "Приглашение не действует"}, status=404)
    return _hold(request, invitation)


def _hold(request, invitation: Invitation):
    request.session[HELD] = invitation.pk
    return redirect("invite_accept")


def _held(request) -> Invitation | None:
    pk = request.session.get(HELD)
    return inviting.still_open(pk) if pk else None


@public
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request):
    """Show who invites whom and where; make the account, or a new password."""
    invitation = _held(request)
    if invitation is None:
        return redirect("invite")
    if invitation.membership.user:
        return _new_password(request, invitation)
    if request.user.is_authenticated:
        return _page(request, invitation, None)
    form = AccountForm(request.POST or None, initial={"login": inviting.free_login(invitation.membership.name)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            user = inviting.accept(invitation, said["login"], said["password"])
        except inviting.LoginTaken as refusal:
            form.add_error("login", str(refusal))
        except Refused as refusal:
            return _refused(request, refusal)
        else:
            request.session.pop(HELD)
            return perform_login(request, user, redirect_url=school_path(invitation.organization, "start"))
    return _page(request, invitation, form)


def _page(request, invitation: Invitation, form):
    context = {"title": "Вас приглашают", "invitation": invitation, "form": form}
    return render(request, "accounts/accept.html", context)


def _new_password(request, invitation: Invitation):
    form = PasswordForm(request.POST or None, user=invitation.membership.user)
    if request.method == "POST" and form.is_valid():
        try:
            inviting.set_password(invitation, form.cleaned_data["password"])
        except Refused as refusal:
            return _refused(request, refusal)
        request.session.pop(HELD)
        messages.success(request, "Пароль изменён. Войдите с ним.")
        return redirect("account_login")
    context = {"title": "Новый пароль", "invitation": invitation, "form": form}
    return render(request, "accounts/new_password.html", context)


@public
@require_POST
def join(request):
    """Give the place to the account that is signed in."""
    invitation = _held(request)
    if invitation is None or not request.user.is_authenticated:
        return redirect("invite")
    try:
        membership = inviting.join(invitation, request.user)
    except Refused as refusal:
        return _refused(request, refusal)
    request.session.pop(HELD)
    messages.success(request, f"Готово: вы работаете здесь как {membership.role_words}.")
    return redirect(school_path(membership.organization, "start"))


def _refused(request, refusal: Refused):
    messages.error(request, str(refusal))
    return redirect("home" if request.user.is_authenticated else "invite")
