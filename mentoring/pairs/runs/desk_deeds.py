"""The deeds of the matching, one a button."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from mentoring import qr, sent
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import deed, shown_once
from mentoring.pairs.models import RunPair
from mentoring.pairs.runs import assenting, handing, running
from mentoring.pairs.runs.desk_forms import WeighForm
from mentoring.pairs.runs.desk_views import EDIT, run_of
from mentoring.programmes import listed
from mentoring.programmes.models import MentoringForm
from mentoring.registry.models import Mentee, Mentor

HANDS = {
    "lock": (running.lock, "Закрепили пару: {} и {} — остальные подобраны вокруг неё."),
    "ban": (running.ban, "Запретили пару: {} и {} — подбор пересчитан."),
    "free": (running.free, "Сняли решение: {} и {} — подбор пересчитан."),
}
SETTLED = {
    "turn-down": (handing.turn_down, "Пара отклонена: {} ждёт следующего подбора."),
    "keep": (handing.keep_on, "{}: пара снова среди предложенных."),
}
AGAIN = "Ссылки показываются один раз. Нужны снова — напечатайте новый лист."


@deed(EDIT)
def begin(request, pk):
    """Begin the matching of a form of the programme in use."""
    form = get_object_or_404(MentoringForm.objects.visible_to(request.membership), pk=pk)
    run = running.begin(listed.needed(request.membership), form, by=request.membership)
    return redirect("matching_run", run.public_id)


@deed(EDIT)
def weigh(request, public_id):
    """Keep weights and rules; the desk is solved anew by itself."""
    run = run_of(request.membership, public_id)
    form = WeighForm(request.POST, run=run)
    if not form.is_valid():
        raise Refused(" ".join(text for texts in form.errors.values() for text in texts))
    running.weigh(run, weights=form.weights(), rules=form.rules(), by=request.membership)
    messages.success(request, "Пересчитали. Закреплённые пары прежние.")
    return redirect("matching_run", public_id)


@deed(EDIT)
def choose(request, public_id):
    """Choose one of the ready variants."""
    run = run_of(request.membership, public_id)
    row = running.choose(run, request.POST.get("order", ""), by=request.membership)
    messages.success(request, f"Выбран вариант «{row.get_order_display()}».")
    return redirect("matching_run", public_id)


@deed(EDIT)
def pair(request, public_id, verb):
    """Lock a pair by hand, forbid it, or take the decision back."""
    if verb not in HANDS:
        raise Http404
    run = run_of(request.membership, public_id)
    mentee, mentor = _two(request, run)
    act, said = HANDS[verb]
    act(run, mentee, mentor, request.POST.get("reason", ""), by=request.membership)
    messages.success(request, said.format(mentee.person.short_name, mentor.person.short_name))
    return redirect("matching_run", public_id)


def _two(request, run) -> tuple[Mentee, Mentor]:
    """Return the two people whom a button names as «mentee-mentor»."""
    keys = sent.keys(request.POST.get("pair", "").split("-"))
    if len(keys) != 2:
        raise Refused("Не выбраны двое. Выберите наставляемого и наставника.")
    mentees, mentors = (
        model.objects.visible_to(request.membership).filter(programme=run.programme_id).select_related("person")
        for model in (Mentee, Mentor)
    )
    return get_object_or_404(mentees, pk=keys[0]), get_object_or_404(mentors, pk=keys[1])


@deed(EDIT)
def hand(request, public_id):
    """Hand the proposal to those who decide."""
    run = run_of(request.membership, public_id)
    handing.hand(run, seen=request.POST.get("seen", ""), by=request.membership)
    messages.success(request, "Передали комиссии. Теперь спросите согласие участников.")
    return redirect("matching_handed", public_id)


@deed(EDIT)
def take_back(request, public_id):
    """Bring a run back to the draft."""
    handing.take_back(run_of(request.membership, public_id), by=request.membership)
    messages.success(request, "Подбор снова черновик: его можно менять.")
    return redirect("matching_run", public_id)


@deed(EDIT)
def drop(request, public_id):
    """Put a run off."""
    running.drop(run_of(request.membership, public_id), by=request.membership)
    messages.success(request, "Подбор отложен. Запись о нём осталась, можно начать новый.")
    return redirect("matching")


@deed(EDIT)
def settle(request, public_id, pk, verb):
    """Turn a proposed pair down, or keep it after all."""
    if verb not in SETTLED:
        raise Http404
    run = run_of(request.membership, public_id)
    act, said = SETTLED[verb]
    row = act(get_object_or_404(RunPair.objects.select_related("run"), pk=pk, run=run), by=request.membership)
    messages.success(request, said.format(row.mentee.person.short_name))
    return redirect("matching_handed", public_id)


@deed(EDIT)
def ask(request, public_id):
    """Write to everybody who has not answered."""
    told = assenting.write(run_of(request.membership, public_id), by=request.membership)
    messages.success(request, f"Отправили {words.counted(told, 'письмо', 'письма', 'писем')}.")
    return redirect("matching_handed", public_id)


@require_POST
def links(request, public_id):
    """Make the links of those who have not answered and show them this once, to be printed and cut."""
    run = run_of(request.membership, public_id)

    def show():
        made = assenting.print_links(run, by=request.membership)
        slips = [{"row": row, "address": address, "picture": qr.picture(address)} for row, address in made]
        return render(request, "pairs/desk_links.html", {"title": "Ссылки для ответа", "run": run, "slips": slips})

    return shown_once(request, EDIT, show, leads_to=reverse("matching_handed", args=[public_id]), again=AGAIN)


links.action = EDIT
