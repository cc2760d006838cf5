"""Which school a request is about, and whether its sender may be there.

A school stands in the address: «/s/<slug>/…». The middleware takes it off the path and makes it the script prefix,
so every `reverse` on a page of a school stays in that school, and two tabs of two schools never mix.
"""

import re
from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import timezone

from mentoring import access
from mentoring.accounts.models import Membership

METHODS = ("GET", "HEAD", "POST")
_SCHOOL = re.compile(r"^/s/(?P<slug>[-a-z0-9]+)(?P<rest>/.*)$")


def school_path(organization, name: str, *args, **kwargs) -> str:
    """Return the address of a named page in this organization, from wherever it is asked."""
    path = reverse(name, args=args, kwargs=kwargs).removeprefix(get_script_prefix())
    return f"/s/{organization.slug}/{path}"


def of_user(user, slug: str) -> Membership | None:
    """Return the membership by which this user is in the school now; None where there is none."""
    if not user.is_authenticated:
        return None
    return (
        Membership.objects.filter(user=user, organization__slug=slug, ended_at=None)
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


def must_set_up_second_factor(membership) -> bool:
    """Tell whether the days of grace for the second step of signing in are over."""
    return (
        settings.MFA_REQUIRED
        and membership.organization.second_factor_required
        and not membership.roles.isdisjoint(access.SECOND_FACTOR)
        and timezone.now() > membership.started_at + timedelta(days=settings.MFA_GRACE_DAYS)
        and not is_mfa_enabled(membership.user)
    )


class MembershipMiddleware:
    """Set request.membership for the addresses of a school; refuse pages its sender has no right to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.membership = None
        found = _SCHOOL.match(request.path_info)
        if not found:
            return self.get_response(request)
        prefix = get_script_prefix()
        set_script_prefix(f"{prefix}s/{found['slug']}/")
        request.path_info = found["rest"]
        request.membership = of_user(request.user, found["slug"])
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(prefix)

    def process_view(self, request, view, args, kwargs):
        action = action_of(view)
        if action == access.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if action is None or request.membership is None:
            raise Http404
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if must_set_up_second_factor(request.membership):
            return redirect("mfa_activate_totp")
        if not request.membership.can(action):
            raise PermissionDenied
        return None


def in_use(request):
    """Give templates the membership in use."""
    return {"membership": getattr(request, "membership", None)}
