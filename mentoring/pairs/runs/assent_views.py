"""The pages of whoever is asked about a pair by a link: two buttons and one field."""

from allauth.core.ratelimit import respond_429
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mentoring.accounts import links, tries
from mentoring.accounts.links import secret_page
from mentoring.accounts.operations import Refused
from mentoring.accounts.views.entry import public
from mentoring.pairs.runs import assenting

HELD = "assents"  # key of the session: the questions that may be answered here
MOST_HELD = 20
ANSWERS = {"yes": True, "no": False}


@secret_page
@require_safe
def link(request, token):
    """Swap the token for the session and lead on to a clean address."""
    if not tries.allowed(request, assenting.PURPOSE):
        return respond_429(request)
    found = links.find(token, purpose=assenting.PURPOSE)
    row = assenting.held_by(found) if found else None
    if row is None:
        return _gone(request)
    held = [one for one in request.session.get(HELD, []) if one != row.public_id]
    request.session[HELD] = [*held, row.public_id][-MOST_HELD:]
    return redirect("assent", row.public_id)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def assent(request, public_id):
    """Ask whether somebody agrees to a pair."""
    row = None
    if public_id in request.session.get(HELD, []):
        row = assenting.open_to().filter(public_id=public_id).first()
    if row is None:
        return _gone(request)
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if request.method == "POST" and answer is not None:
        try:
            assenting.say(row, answer, request.POST.get("word", ""))
        except Refused:
            return _gone(request)
        return redirect("assent_done")
    return render(request, "pairs/assent.html", {"title": "Согласны ли вы на пару", "row": row})


@public
@require_safe
def done(request):
    """Thank for the answer."""
    return render(request, "pairs/assent_done.html", {"title": "Спасибо, ответ принят"})


def _gone(request):
    """Say the same of everything that cannot be answered: it tells nothing."""
    return render(request, "pairs/assent_gone.html", {"title": "Вопрос не открывается"}, status=404)
