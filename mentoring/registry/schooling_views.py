"""The page of a group of the school of mentors and its deeds."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import sent
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.registry import schooling
from mentoring.registry.models import Course
from mentoring.registry.schooling_forms import CertifyForm, ConsultationForm, TraineesForm

SEE, EDIT = "training.see", "training.edit"


def group(membership, pk: int) -> Course:
    rows = Course.objects.visible_to(membership).select_related("organization", "programme", "head")
    return get_object_or_404(rows, pk=pk)


class CoursePage(PlainPage):
    """One group: its lessons, who came, who was consulted, who has a certificate."""

    action = SEE
    template_name = "schooling/course.html"

    def get_context_data(self, pk, **kwargs):
        course = group(self.membership, pk)
        today = schooldays.today(self.organization)
        lessons, people = schooling.lessons_of(course), schooling.trainees_of(course)
        came, counts = schooling.came_to(course), schooling.visits(course)
        ready = schooling.ready(course)
        return super().get_context_data(
            title=course.title,
            course=course,
            progress=schooling.progress(course, lessons, today),
            least_sessions=schooling.LEAST_SESSIONS,
            least_experts=schooling.LEAST_EXPERTS,
            lessons=[{"session": one, "held": bool(one.on and one.on <= today), "day": _day(one)} for one in lessons],
            lines=[_line(one, lessons, came, counts, today) for one in people],
            consultations=schooling.consultations_of(course),
            ready=words.counted(len(ready), "слушатель", "слушателя", "слушателей") if ready else "",
            certify_form=CertifyForm(initial={"on": today}, auto_id="certify_%s"),
            **kwargs,
        )


def _day(session) -> str:
    return words.day_month(session.on) if session.on else "день не назначен"


def _line(trainee, lessons, came, counts, today) -> dict:
    """Put together a row of the table of attendance."""
    cells = [
        {
            "name": f"came-{one.pk}-{trainee.pk}",
            "came": (one.pk, trainee.pk) in came,
            "held": bool(one.on and one.on <= today),
            "day": _day(one),
        }
        for one in lessons
    ]
    certificate = getattr(trainee, "certificate", None)
    return {"trainee": trainee, "cells": cells, "count": counts.get(trainee.pk, 0), "certificate": certificate}


class _CoursePart(FormPage):
    """A form about one group."""

    action = EDIT
    template_name = "schooling/form.html"

    @cached_property
    def course(self) -> Course:
        return group(self.membership, self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"course": self.course}

    def get_context_data(self, **kwargs):
        return super().get_context_data(course=self.course, **kwargs)

    def get_success_url(self):
        return reverse("course", args=[self.course.pk])


class TraineesPage(_CoursePart):
    title = "Кто учится в группе"
    form_class = TraineesForm
    done = "Сохранили состав группы."

    def perform(self, form):
        return schooling.gather(self.course, form.cleaned_data["mentors"], by=self.membership)


class ConsultationPage(_CoursePart):
    title = "Записать консультацию"
    form_class = ConsultationForm
    done = "Записали консультацию."

    def perform(self, form):
        return schooling.consult(form.cleaned_data["trainee"], form.consultation(), by=self.membership)


@deed(EDIT)
def mark(request, pk):
    """Keep the whole table of attendance at once."""
    course, version = group(request.membership, pk), sent.version(request.POST)
    changed = schooling.mark(course, _ticked(request.POST), version=version, by=request.membership)
    said = words.counted(changed, "отметку", "отметки", "отметок")
    messages.success(request, f"Изменили {said}." if changed else "Отметки прежние: менять было нечего.")
    return redirect("course", pk)


def _ticked(names) -> set[tuple[int, int]]:
    """Return the pairs of session and trainee whose box is ticked."""
    found = set()
    for name in names:
        word, *parts = name.split("-")
        keys = sent.keys(parts)
        if word == "came" and len(parts) == len(keys) == 2:
            found.add(tuple(keys))
    return found


@deed(EDIT)
def certify(request, pk):
    """Give certificates to everybody who came to enough lessons."""
    form = CertifyForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(form.errors["on"]))
    made = schooling.certify(group(request.membership, pk), on=form.cleaned_data["on"], by=request.membership)
    said = words.counted(len(made), "сертификат", "сертификата", "сертификатов")
    messages.success(request, f"Выдали {said}: {', '.join(one.number for one in made)}.")
    return redirect("course", pk)
