"""Which school a request is about, and whether its sender may be there.

A school stands in the address: «/s/<slug>/…». The middleware takes it off the path and makes it the script prefix,
so every `reverse` on a page of a school stays in that school, and two tabs of two schools never mix.
"""

import re
import time
from datetime import datetime, timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Exists
from django.http import Http404, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import timezone

from mentoring import access
from mentoring.accounts import sessions
from mentoring.accounts.models import Membership

METHODS = ("GET", "HEAD", "POST")
NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_SCHOOL = re.compile(r"^/s/(?P<slug>[-a-z0-9]+)(?P<rest>/.*)$")


def school_path(organization, name: str, *args, **kwargs) -> str:
    """Return the address of a named page in this organization, from wherever it is asked."""
    path = reverse(name, args=args, kwargs=kwargs).removeprefix(get_script_prefix())
    return f"/s/{organization.slug}/{path}"


def site_path(name: str, *args) -> str:
    """Return the address of a named page that belongs to no school, from wherever it is asked."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, args=args)
    finally:
        set_script_prefix(prefix)


def of_user(user, slug: str) -> Membership | None:
    """Return the membership by which this user is in the school now; None where there is none."""
    if not user.is_authenticated:
        return None
    others = Membership.objects.filter(user=user, ended_at=None).exclude(organization__slug=slug)
    return (
        Membership.objects.filter(user=user, organization__slug=slug, ended_at=None)
        .annotate(elsewhere=Exists(others))
        .select_related("organization__region", "user")
        .prefetch_related("grants")
        .first()
    )


def action_of(view) -> str | None:
    """Return the action a view names; the admin asks its own table for each model after «desk»."""
    named = getattr(view, "action", None) or getattr(getattr(view, "view_class", None), "action", None)
    if named:
        return named
    if hasattr(view, "model_admin") or hasattr(view, "admin_site"):
        return "desk"
    if view.__module__.startswith("allauth."):
        return access.PUBLIC
    return None


def second_factor_due(membership) -> datetime | None:
    """Return when the second step of signing in becomes a must; None where it is set up or not asked."""
    if not (settings.MFA_REQUIRED and membership.organization.second_factor_required):
        return None
    granted = [grant.granted_at for grant in membership.grants.all() if grant.role in access.SECOND_FACTOR]
    if not granted or is_mfa_enabled(membership.user):
        return None
    return max(membership.started_at, min(granted)) + timedelta(days=settings.MFA_GRACE_DAYS)


def days_of_grace(due: datetime | None) -> int | None:
    """Count the days one may still work by password alone; None where no second step is asked."""
    return None if due is None else max(0, (due - timezone.now()).days + 1)


def refuse_nonsense(*sent: QueryDict) -> None:
    """Refuse what no form of ours sends and no database takes."""
    if any("\x00" in text for data in sent for name, values in data.lists() for text in (name, *values)):
        raise BadRequest("NUL")


class MembershipMiddleware:
    """Set request.membership for the addresses of a school; refuse pages its sender has no right to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        refuse_nonsense(request.GET)
        if "\x00" in request.path_info:
            raise BadRequest("NUL")
        response = self.in_school(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        return response

    def in_school(self, request):
        """Answer with the school of the address set; without one there is no membership."""
        request.membership = None
        found = _SCHOOL.match(request.path_info)
        if not found:
            return self.get_response(request)
        request.membership = of_user(request.user, found["slug"])
        request.path_info = found["rest"]
        prefix = get_script_prefix()
        set_script_prefix(f"{prefix}s/{found['slug']}/")
        try:
            with timezone.override(request.membership and request.membership.organization.zone):
                return self.get_response(request)  # moments are told by the clock on the school's wall
        finally:
            set_script_prefix(prefix)

    def process_view(self, request, view, args, kwargs):
        refuse_nonsense(request.POST)
        action = action_of(view)
        if action == access.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if sessions.has_ended(request.session, time.time(), idles=_idles(request.membership)):
            logout(request)
            messages.info(request, "Вы давно не работали здесь. Войдите снова, чтобы продолжить.")
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if action is None or request.membership is None:
            raise Http404
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        request.second_factor_due = second_factor_due(request.membership)
        if days_of_grace(request.second_factor_due) == 0:
            return redirect("mfa_activate_totp")
        if not request.membership.can(action):
            raise PermissionDenied
        return None


def _idles(membership) -> bool:
    """Tell who is signed out after half an hour away: everybody but mentors, whose phones are their own."""
    return membership is not None and membership.roles != {access.Role.MENTOR}


def in_use(request):
    """Give templates the membership in use, and the days left to set up the second step of signing in."""
    return {
        "membership": getattr(request, "membership", None),
        "days_of_grace": days_of_grace(getattr(request, "second_factor_due", None)),
    }
