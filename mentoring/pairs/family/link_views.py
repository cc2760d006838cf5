"""The page of the curator about the links of one pair: who has one, new ones on paper and by letter."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from mentoring import sent
from mentoring.calendar import words
from mentoring.pages import PlainPage, deed, shown_once
from mentoring.pairs import naming
from mentoring.pairs.family import places
from mentoring.pairs.models import Pair

EDIT = "pairs.edit"
AGAIN = "Ссылки показываются один раз. Нужны снова — напечатайте новый лист."


def pair_of(membership, public_id: str) -> Pair:
    return get_object_or_404(naming.with_people(Pair.objects.visible_to(membership)), public_id=public_id)


class LinksPage(PlainPage):
    """Who of the family's side has a link to the page of their pair."""

    action = EDIT
    title = "Ссылки на страницу пары"
    template_name = "pairs/family_links.html"

    def get_context_data(self, public_id, **kwargs):
        pair = pair_of(self.membership, public_id)
        return super().get_context_data(pair=pair, name=naming.name(pair), found=places.holders(pair), **kwargs)


@require_POST
def slips(request, public_id):
    """Make the links and show them this once, to be printed and cut."""
    pair = pair_of(request.membership, public_id)

    def show():
        made = places.print_links(pair, _chosen(request), by=request.membership)
        context = {"title": "Ссылки для печати", "pair": pair, "name": naming.name(pair), "slips": made}
        return render(request, "pairs/family_slips.html", context)

    return shown_once(request, EDIT, show, leads_to=reverse("pair_links", args=[public_id]), again=AGAIN)


slips.action = EDIT


@deed(EDIT)
def change(request, public_id, verb):
    """Send the links by letter, or close them."""
    pair = pair_of(request.membership, public_id)
    if verb == "letter":
        count = places.letter(pair, _chosen(request), by=request.membership)
        said = words.counted(count, "письмо", "письма", "писем")
        messages.success(request, f"Отправили: {said}.")
    elif verb == "revoke":
        count = places.revoke(pair, _chosen(request), by=request.membership)
        said = words.counted(count, "ссылка", "ссылки", "ссылок")
        messages.success(request, f"Закрыли: {said}. По ним больше ничего не открыть.")
    else:
        raise Http404
    return redirect("pair_links", public_id)


def _chosen(request) -> set[int]:
    return set(sent.keys(request.POST.getlist("person")))
