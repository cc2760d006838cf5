"""Base pages and deeds: rights, one-time token, one transaction, a message, a redirect."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from mentoring.accounts import operations
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused

TOKEN = "operation"


class Page:
    """A page of a school. `action` names its line in the access table; `title` is its heading."""

    action: str
    title = ""

    @property
    def membership(self):
        return self.request.membership

    @property
    def organization(self):
        return self.request.membership.organization

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"title": self.title} | kwargs)


class PlainPage(Page, TemplateView):
    """A page that only shows."""


class PageForm(forms.Form):
    """A form of a page of a school, which tells it for whom it is shown."""

    def __init__(self, *args, membership: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership = membership


class FormPage(Page, FormView):
    """A page with a form whose valid POST is a deed: `perform(form)` calls the verb and returns what it made."""

    done = ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"membership": self.membership}

    def post(self, request, *args, **kwargs):
        return once(request, self.action, lambda: super(FormPage, self).post(request, *args, **kwargs), self.refused)

    def refused(self, refusal: Refused):
        form = self.get_form()
        form.is_valid()
        form.add_error(None, str(refusal))
        return self.form_invalid(form)

    def form_valid(self, form):
        self.made = self.perform(form)
        if self.done:
            messages.success(self.request, self.done)
        return super().form_valid(form)


def once(request, action, do, refused):
    """Run a deed in one transaction unless its form was already spent; undo all where it led nowhere."""
    try:
        with transaction.atomic():
            token = request.POST.get(TOKEN, "")
            operation, first = operations.spend(request.membership, action, token)
            if not first:
                return redirect(operation.result_url or reverse("home"))
            response = do()
            if isinstance(response, HttpResponseRedirect):
                operations.settle(operation, response.url)
            else:
                transaction.set_rollback(True)
            return response
    except Refused as refusal:
        return refused(refusal)


def deed(action):
    """Make a view of one deed: POST alone, its right, its token; a refusal is said where the person came from."""

    def decorate(view):
        @wraps(view)
        def perform(request, *args, **kwargs):
            def refused(refusal):
                messages.error(request, str(refusal))
                return redirect(back(request))

            return once(request, action, lambda: view(request, *args, **kwargs), refused)

        perform = require_POST(perform)
        perform.action = action
        return perform

    return decorate


def shown_once(request, action, show, *, leads_to: str, again: str):
    """Run a deed whose page is seen this once: sent again, the form says so in the words of `again`."""
    try:
        with transaction.atomic():
            operation, first = operations.spend(request.membership, action, request.POST.get(TOKEN, ""))
            if first:
                response = show()
                operations.settle(operation, leads_to)
                return response
            messages.info(request, again)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(leads_to)


def back(request, otherwise: str = "home") -> str:
    """Return the page of ours the person came from."""
    came_from = request.POST.get("back") or request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return came_from
    return reverse(otherwise)
