"""The pages of somebody who applies by a link, and those of the curator who gave it."""

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mentoring import qr, sent
from mentoring.accounts import links, schooldays, tries
from mentoring.accounts.links import secret_page
from mentoring.accounts.models import PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.accounts.views.entry import public
from mentoring.pages import PlainPage, deed
from mentoring.people.models import Person
from mentoring.programmes import listed
from mentoring.registry import applying
from mentoring.registry.applying_forms import ApplicationForm
from mentoring.registry.models import Application

HELD, AGREED, SHOWN = "join", "join_agreed", "join_address"  # keys of the session; nothing in it names anybody
WHAT = "join"
EDIT = "registry.edit"
METHODS = ["GET", "HEAD", "POST"]


@secret_page
@require_safe
def link(request, token):
    """Swap the token for the session and lead on to a clean address."""
    if not tries.allowed(request, WHAT):
        return respond_429(request)
    found = links.find(token, purpose=applying.PURPOSE)
    if found is None:
        return _gone(request)
    request.session[HELD] = found.pk
    request.session.pop(AGREED, None)
    return redirect("join")


def _held(request):
    pk = request.session.get(HELD)
    return applying.living().filter(pk=pk).first() if pk else None


def _gone(request):
    return render(request, "registry/join_gone.html", {"title": "Ссылка не действует"}, status=404)


@public
@require_http_methods(METHODS)
def consent(request):
    """Show the act of consent; nothing is asked and nothing kept before it."""
    held = _held(request)
    if held is None:
        return _gone(request)
    side, _ = applying.aim(held)
    who = request.POST.get("who") or request.GET.get("who", "")
    context = {"title": "Заявка на наставничество", "link": held, "side": side, "who": who}
    if who not in ("self", "child"):
        return render(request, "registry/join.html", context)
    today = schooldays.today(held.organization)
    words = applying.purposes(held.organization, child=who == "child", today=today)
    if request.method == "POST":
        if words and set(request.POST.getlist("agree")) >= {one.code for one in words}:
            request.session[AGREED] = {"who": who, "codes": [one.code for one in words]}
            return redirect("join_form")
        context["fault"] = True
    return render(request, "registry/join.html", context | {"purposes": words})


@public
@require_http_methods(METHODS)
def form(request):
    """Ask for a few facts, once it is agreed that they are kept."""
    held, agreed = _held(request), request.session.get(AGREED)
    if held is None:
        return _gone(request)
    if not agreed:
        return redirect("join")
    side, _ = applying.aim(held)
    asked = ApplicationForm(
        request.POST or None,
        link=held,
        side=side,
        child=agreed["who"] == "child",
        today=schooldays.today(held.organization),
    )
    if request.method == "POST":
        if not tries.allowed(request, WHAT):
            return respond_429(request)
        if asked.is_valid():
            try:
                applying.apply(held, asked.told(), agreed=agreed["codes"])
            except Refused as refusal:
                asked.add_error(None, str(refusal))
            else:
                request.session.pop(AGREED)
                return redirect("join_done")
    context = {"title": "Заявка на наставничество", "link": held, "side": side, "form": asked}
    return render(request, "registry/join_form.html", context)


@public
@require_safe
def done(request):
    """Say that the application waits."""
    return render(request, "registry/join_done.html", {"title": "Заявка отправлена"})


class LinksPage(PlainPage):
    """The links by which people apply, and a new one shown once."""

    action = EDIT
    title = "Ссылки для заявок"
    template_name = "registry/links.html"

    def get_context_data(self, **kwargs):
        address = self.request.session.pop(SHOWN, "")
        programmes = {row.pk: row for row in listed.of_request(self.request)}
        found = []
        for row in applying.living(self.organization).order_by("-pk"):
            side, _, programme = row.subject.partition(":")
            label = Application.Side(side).label
            found.append({"link": row, "side": label, "programme": programmes.get(int(programme))})
        picture = qr.picture(address) if address else ""
        return super().get_context_data(
            found=found, address=address, picture=picture, sides=Application.Side.choices, **kwargs
        )


@deed(EDIT)
def make_link(request):
    """Make a link to the programme in use and show its address once."""
    side = request.POST.get("side", "")
    if side not in Application.Side:
        raise Refused("Выберите, куда ведёт ссылка: в наставляемые или в наставники.")
    programme = listed.needed(request.membership)
    name = " ".join(request.POST.get("name", "").split())[:300]
    token = applying.open_link(programme, side, name=name, by=request.membership)
    request.session[SHOWN] = links.address("join_link", token)
    return redirect("join_links")


@deed(EDIT)
def close_link(request, pk):
    """Close a link."""
    link = get_object_or_404(PersonalLink.objects.visible_to(request.membership), pk=pk, purpose=applying.PURPOSE)
    applying.close_link(link.pk, by=request.membership)
    messages.success(request, "Ссылка закрыта: по ней больше не подать заявку.")
    return redirect("join_links")


@deed(EDIT)
def decide(request, pk, verb):
    """Take an application in, or turn it down."""
    row = get_object_or_404(Application.objects.visible_to(request.membership), pk=pk)
    today = schooldays.today(request.membership.organization)
    if verb == "decline":
        applying.decline(row, by=request.membership)
        messages.success(request, "Заявка отклонена, сведения о человеке стёрты.")
        return redirect("admin:registry_application_changelist")
    if verb != "admit":
        raise Http404
    person = _chosen(request)
    made = applying.admit(row, person, on=today, by=request.membership)
    messages.success(request, f"Заявка принята: {made}.")
    return redirect(f"admin:registry_{made._meta.model_name}_change", made.pk)


def _chosen(request) -> Person | None:
    key = sent.whole(request.POST.get("person", ""))
    return None if key is None else get_object_or_404(Person.objects.visible_to(request.membership), pk=key)
