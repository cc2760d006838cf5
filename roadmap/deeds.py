"""Deeds at the plan: each button of its pages calls one verb and leads back."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from mentoring.accounts import schooldays
from mentoring.accounts.models import StoredFile
from mentoring.calendar import words
from mentoring.pages import back, deed
from roadmap import checklist, editing, fulfilment, planning
from roadmap.forms import AnchorForm, MarkForm, PapersForm, QuickMarkForm, ReasonForm
from roadmap.fulfilment import FulfilmentRefused
from roadmap.models import CheckItem, Event, Evidence, Occurrence, Roadmap


def _occurrence(request: HttpRequest, pk: int) -> Occurrence:
    rows = Occurrence.objects.visible_to(request.membership).select_related("event__roadmap", "organization")
    return get_object_or_404(rows, pk=pk)


def _today(request: HttpRequest):
    return schooldays.today(request.membership.organization)


def _checked(form):
    """Return what a form understood; its first complaint is a refusal."""
    if not form.is_valid():
        label, problem = next(iter(form.errors.items()))
        raise FulfilmentRefused(f"Не сохранено. {form.fields[label].label or 'Страница'}: {problem[0]}")
    return form.cleaned_data


def _name(event: Event) -> str:
    return event.number.rstrip(".") if event.number else f"«{event.title[:60]}»"


def _say(request: HttpRequest, sentence: str, *, undo: tuple[str, str] | None = None, **hidden) -> None:
    """Tell what was done and offer the way back beside it: (name of the deed's address, words of its button)."""
    if undo is None:
        messages.success(request, sentence)
        return
    address, label = undo
    context = {"address": address, "label": label, "hidden": hidden, "back": request.POST.get("back", "")}
    button = render_to_string("roadmap/includes/undo.html", context, request)
    messages.success(request, format_html("{} {}", sentence, button))


@deed("event.mark")
def done(request, pk):
    """Mark one time as held: today at a click in the table, or with a day, a note and files."""
    occurrence = _occurrence(request, pk)
    today = _today(request)
    quick = "on" not in request.POST
    form = QuickMarkForm(request.POST) if quick else MarkForm(request.POST, request.FILES)
    given = _checked(form)
    marked = fulfilment.done(
        occurrence,
        on=given.get("on", today),
        today=today,
        by=request.membership,
        note=given.get("note", ""),
        papers=given.get("papers", ()),
        version=given["version"],
    )
    undo = reverse("event_undo", args=[marked.pk]), "Отменить"
    _say(request, f"Отметили {_name(marked.event)} выполненным.", undo=undo, version=marked.version)
    return redirect(back(request, "plan"))


@deed("event.mark")
def undo(request, pk):
    """Take a mark back."""
    version = _checked(QuickMarkForm(request.POST))["version"]
    occurrence = fulfilment.undo(
        _occurrence(request, pk), today=_today(request), by=request.membership, version=version
    )
    messages.success(request, f"Отметка {_name(occurrence.event)} отменена. Приложенные файлы остались.")
    return redirect(back(request, "plan"))


@deed("event.mark")
def cancel(request, pk):
    """Take one time off the plan."""
    given = _checked(ReasonForm(request.POST))
    occurrence = fulfilment.cancel(
        _occurrence(request, pk),
        reason=given["reason"],
        today=_today(request),
        by=request.membership,
        version=given["version"],
    )
    undo = reverse("event_restore", args=[occurrence.pk]), "Вернуть"
    _say(request, f"Сняли {_name(occurrence.event)} с плана.", undo=undo, version=occurrence.version)
    return redirect(back(request, "plan"))


@deed("event.mark")
def restore(request, pk):
    """Put one time back into the plan."""
    version = _checked(QuickMarkForm(request.POST))["version"]
    occurrence = fulfilment.restore(
        _occurrence(request, pk), today=_today(request), by=request.membership, version=version
    )
    messages.success(request, f"Вернули {_name(occurrence.event)} в план.")
    return redirect(back(request, "plan"))


@deed("event.mark")
def attach(request, pk):
    """Add files to one time."""
    occurrence = _occurrence(request, pk)
    if "file" in request.POST:
        file = get_object_or_404(StoredFile.objects.visible_to(request.membership), public_id=request.POST["file"])
        fulfilment.attach_again(occurrence, file, today=_today(request), by=request.membership)
        messages.success(request, f"Вернули файл «{file.name}».")
        return redirect(back(request, "plan"))
    papers = _checked(PapersForm(request.POST, request.FILES))["papers"]
    kept = fulfilment.attach(occurrence, papers, today=_today(request), by=request.membership)
    names = ", ".join(f"«{evidence.file.name}»" for evidence in kept)
    messages.success(request, f"Приложили к {_name(occurrence.event)}: {names}.")
    return redirect(back(request, "plan"))


@deed("event.mark")
def detach(request, pk):
    """Take a file off."""
    rows = Evidence.objects.visible_to(request.membership).select_related("occurrence__event", "file")
    evidence = get_object_or_404(rows, pk=pk)
    occurrence, file = fulfilment.detach(evidence, today=_today(request), by=request.membership)
    undo = reverse("event_attach", args=[occurrence.pk]), "Вернуть"
    _say(request, f"Сняли файл «{file.name}».", undo=undo, file=file.public_id)
    return redirect(back(request, "plan"))


@deed("event.mark_any")
def check(request, pk):
    """Tick a line of the check-list, or take the tick back."""
    item = get_object_or_404(CheckItem.objects.visible_to(request.membership), pk=pk)
    on = None if "undo" in request.POST else _today(request)
    item = checklist.tick(item, on=on, by=request.membership)
    messages.success(request, f"{'Отметили' if on else 'Сняли отметку'}: {item.text[:120]}")
    return redirect("plan_checks", item.roadmap_id)


@deed("plan.edit")
def anchor(request, pk):
    """Give the day from which an event is counted, or take it back."""
    event = get_object_or_404(Event.objects.visible_to(request.membership).select_related("roadmap"), pk=pk)
    on = _checked(AnchorForm(request.POST))["on"]
    event = planning.anchor_event(event, on=on, by=request.membership)
    said = f"Считаем срок {_name(event)} от {words.full(on)}" if on else f"День отсчёта {_name(event)} убран."
    messages.success(request, said)
    return redirect("event", event.pk)


@deed("plan.edit")
def move(request, pk):
    """Move an event up or down."""
    event = get_object_or_404(Event.objects.visible_to(request.membership).select_related("roadmap"), pk=pk)
    editing.move(event, -1 if request.POST.get("where") == "up" else 1, by=request.membership)
    return redirect(back(request, "plan"))


@deed("plan.edit")
def delete(request, pk):
    """Remove an event without marks."""
    event = get_object_or_404(Event.objects.visible_to(request.membership).select_related("roadmap"), pk=pk)
    name = _name(event)
    roadmap = editing.delete(event, by=request.membership)
    messages.success(request, f"Удалили {name} из плана. Что было написано, осталось в журнале.")
    return redirect("plan", roadmap.pk)


@deed("plan.edit")
def renumber(request, pk):
    """Number the events of a plan anew."""
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.membership), pk=pk)
    changed = editing.renumber(roadmap, by=request.membership)
    messages.success(request, f"Пронумеровали заново. Номеров изменилось: {changed}.")
    return redirect("plan", roadmap.pk)
