"""Pages on which an event is added, edited or about to be deleted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.calendar import describing, resolving, words
from mentoring.calendar.due import Kind, Period
from mentoring.pages import FormPage, PlainPage
from roadmap import editing
from roadmap.forms import EventForm
from roadmap.models import Event, Roadmap

_SHOWN = 6  # days named in a message


class _EventForm(FormPage):
    """What adding and editing share: the form of an event and what is said of its term."""

    action = "plan.edit"
    template_name = "roadmap/event_form.html"
    form_class = EventForm
    event = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"roadmap": self.roadmap, "event": self.event}

    def get_context_data(self, **kwargs):
        return super().get_context_data(roadmap=self.roadmap, event=self.event, **kwargs)

    def get_success_url(self):
        messages.success(self.request, f"Сохранили {self.made}." if self.event else f"Добавили {self.made}.")
        said = understood(self.made, self.organization)
        if said:
            tell = messages.warning if self.made.due_spec.kind == Kind.UNCLEAR else messages.info
            tell(self.request, said)
        return reverse("event", args=[self.made.pk])


class EventEditPage(_EventForm):
    title = "Изменить мероприятие"

    @cached_property
    def event(self):
        rows = Event.objects.visible_to(self.membership).select_related("roadmap__organization", "section")
        event = get_object_or_404(rows.prefetch_related("responsibles"), pk=self.kwargs["pk"])
        if event.roadmap.state == Roadmap.State.ARCHIVED:
            raise Http404
        return event

    @property
    def roadmap(self):
        return self.event.roadmap

    def get_context_data(self, **kwargs):
        said = understood(self.event, self.organization)
        return super().get_context_data(understood=said, up=reverse("event", args=[self.event.pk]), **kwargs)

    def perform(self, form):
        version = form.cleaned_data["version"]
        return editing.change(self.event, form.words(), version=version, by=self.membership)


class EventAddPage(_EventForm):
    title = "Новое мероприятие"

    @cached_property
    def roadmap(self):
        rows = Roadmap.objects.visible_to(self.membership).exclude(state=Roadmap.State.ARCHIVED)
        return get_object_or_404(rows.select_related("organization"), pk=self.kwargs["pk"])

    def get_initial(self):
        asked = self.request.GET.get("section", "")
        section = self.roadmap.sections.filter(pk=asked).first() if asked.isdecimal() else None
        return {"section": section.pk if section else None}

    def get_context_data(self, **kwargs):
        return super().get_context_data(up=reverse("plan", args=[self.roadmap.pk]), **kwargs)

    def perform(self, form):
        return editing.add(self.roadmap, form.words(), by=self.membership)


class EventDeletePage(PlainPage):
    """Say what deleting an event will do, before it is done."""

    action = "plan.edit"
    template_name = "roadmap/event_delete.html"
    title = "Удалить мероприятие из плана?"

    def get_context_data(self, pk, **kwargs):
        rows = Event.objects.visible_to(self.membership).exclude(roadmap__state=Roadmap.State.ARCHIVED)
        return super().get_context_data(event=get_object_or_404(rows, pk=pk), **kwargs)


def understood(event: Event, organization) -> str:
    """Say how the term of an event was understood and which days came of it."""
    spec = event.due_spec
    if spec.kind == Kind.UNCLEAR:
        return f"Срок «{event.due_text}» не понят: {spec.reason or 'напишите его иначе'}. Мероприятие стоит без даты."
    if not event.due_text:
        return ""
    roadmap = event.roadmap
    period = Period(roadmap.period_start, roadmap.period_end)
    note = resolving.resolve(spec, period, event.answers, calendar=schooldays.calendar_of(organization)).note
    days = [words.full(one.due) for one in event.occurrences.all() if one.due and not one.cancelled_at]
    said = [f"Срок «{event.due_text}» понят так: {describing.describe(spec)}"]
    if days:
        said.append(f"Дни: {words.some(days, _SHOWN)}")
    else:
        said.append("Дней в календаре пока нет")
    if note:
        said.append(f"{note[0].upper()}{note[1:]}")
    return " ".join(f"{sentence.rstrip('.')}." for sentence in said)
