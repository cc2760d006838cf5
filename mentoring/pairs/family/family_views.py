"""The page of a mentee or a parent, who open it by a lasting link and have no account."""

from functools import wraps

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring import sent
from mentoring.accounts import links, schooldays, tries
from mentoring.accounts.links import secret_page
from mentoring.accounts.operations import Refused
from mentoring.accounts.views.entry import public
from mentoring.pairs.diary import sampling
from mentoring.pairs.family import calls, places, pulse, questions, retracting, showing, words
from mentoring.pairs.models import Meeting, Side
from mentoring.people.models import Consent

HELD = "family"  # key of the session: numbers of the links that were opened here
MOST_HELD = 20
METHODS = ["GET", "HEAD", "POST"]


@secret_page
@require_safe
def link(request, token):
    """Swap the token for the session and lead on to a clean address."""
    found = links.find(token, purpose=places.PURPOSE)
    if found is None or places.place_of(found) is None:
        return _gone(request) if tries.allowed(request, places.PURPOSE) else respond_429(request)
    held = [pk for pk in request.session.get(HELD, []) if pk != found.pk]
    request.session[HELD] = [*held, found.pk][-MOST_HELD:]
    return redirect("family", found.pk)


def _gone(request):
    """Say the same of everything that does not open: it tells nothing."""
    return render(request, "pairs/family_gone.html", {"title": "Страница не открывается"}, status=404)


def of_holder(view):
    """Find the place whose link was opened here; the rows are asked each time, so that a pair that is over is gone."""

    @public
    @wraps(view)
    def answer(request, pk, **kwargs):
        held = places.living().filter(pk=pk).first() if pk in request.session.get(HELD, []) else None
        place = places.place_of(held) if held else None
        return view(request, place, pk=pk, **kwargs) if place else _gone(request)

    return answer


def of_tap(done, *, of_work=False):
    """Make a view of one tap: POST alone, a refusal is said on the page, otherwise the words `done`.

    What is said of the work of a pair is not taken without a consent to the programme.
    """

    def decorate(view):
        @require_POST
        @of_holder
        @wraps(view)
        def perform(request, place, pk, **kwargs):
            if not tries.allowed(request, places.PURPOSE):
                return respond_429(request)
            try:
                if of_work:
                    _refuse_stopped(place)
                view(request, place, **kwargs)
                messages.success(request, done)
            except Refused as refusal:
                messages.error(request, str(refusal))
            return redirect("family", pk)

        return perform

    return decorate


def _refuse_stopped(place):
    if len(retracting.stopped(place, schooldays.today(place.pair.organization))) == len(place.learners):
        raise Refused("Согласия на участие сейчас нет, поэтому ответ не записан. Спросите куратора.")


@require_safe
@of_holder
def page(request, place, pk):
    """Show the pair, what may be said of it, and who hears it."""
    today = schooldays.today(place.pair.organization)
    title = "Пара вашего ребёнка" if place.side == Side.PARENT else "Ваша пара"
    context = showing.of_place(place, today) | {"title": title, "pk": pk}
    return render(request, "pairs/family.html", context)


@of_tap("Спасибо, записали.", of_work=True)
def say(request, place, public_id):
    """Keep a mark and a word about a meeting."""
    meeting = get_object_or_404(Meeting, pair=place.pair, public_id=public_id)
    words.say(meeting, place, _mark(request), request.POST.get("word", ""))


@of_tap("Спасибо за ответ.", of_work=True)
def confirm(request, place, drawn):
    """Keep whether an entry that was drawn by lot is true."""
    row = get_object_or_404(words.drawn(place), pk=drawn)
    said = request.POST.get("agreed", "")
    if said not in ("yes", "no"):
        raise Http404
    sampling.answer(row, said == "yes")


@of_tap("Вопрос передан куратору. Ответ появится на этой странице.")
def ask(request, place):
    """Pass a question on to the curator."""
    questions.ask(place.pair, place.person, place.side, request.POST.get("text", ""))


@of_tap("Спасибо, записали. До конца месяца оценку можно поправить.", of_work=True)
def pulse_told(request, place):
    """Keep the mark of the month."""
    today = schooldays.today(place.pair.organization)
    row = get_object_or_404(pulse.asked_of(place.person, today), pair=place.pair)
    pulse.answer(row, _mark(request), request.POST.get("word", ""))


@require_safe
@of_holder
def consent(request, place, pk, consent):
    """The last look before a consent is taken back."""
    today = schooldays.today(place.pair.organization)
    row = _signed(place, consent)
    if row.withdrawn_on:
        return redirect("family", pk)
    context = showing.of_consent(place, row, today) | {"title": "Отозвать согласие", "pk": pk}
    return render(request, "pairs/family_consent.html", context)


@of_tap("Согласие отозвано. Куратор об этом узнает.")
def withdraw(request, place, consent):
    """Take a consent back."""
    retracting.withdraw(place, _signed(place, consent))


def _signed(place, consent) -> Consent:
    rows = retracting.signed_by(place).select_related("kind", "person", "organization")
    return get_object_or_404(rows, pk=consent)


def _mark(request) -> int:
    return sent.whole(request.POST.get("mark", ""), 2) or 0


@require_http_methods(METHODS)
@of_holder
def quiet(request, place, pk):
    """The quiet button: who reads it is said first; it leaves nothing on the page of the pair."""
    if request.method == "POST":
        if not tries.allowed(request, places.PURPOSE):
            return respond_429(request)
        try:
            calls.ring(place.pair, place.person, place.side, request.POST.get("text", ""), now=timezone.now())
            return redirect("family_heard")
        except Refused as refusal:
            messages.error(request, str(refusal))
    readers = calls.hearers(place.pair)
    context = {"title": "Нужна помощь", "place": place, "pk": pk, "readers": readers, "longest": calls.LONGEST}
    return render(request, "pairs/family_quiet.html", context)


@public
@require_safe
def heard(request):
    """Say that the call is heard."""
    return render(request, "pairs/family_heard.html", {"title": "Вас услышали"})
