"""The pages of trial meetings: who has met whom and how it was; a new one; marks that the matching hears."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.pairs.models import Run, Trial
from mentoring.pairs.runs import trying
from mentoring.pairs.runs.desk_views import EDIT, SEE, run_of
from mentoring.pairs.runs.trial_forms import OfferForm, TellForm


class TrialsPage(PlainPage):
    """The trial meetings of a run, mentee by mentee."""

    action = SEE
    title = "Пробные встречи"
    template_name = "pairs/trials.html"

    def get_context_data(self, **kwargs):
        run, today = run_of(self.membership, self.kwargs["public_id"]), schooldays.today(self.organization)
        is_open = run.state in trying.OPEN
        edits = is_open and self.membership.can(EDIT)
        rows = run.trials.select_related("mentee__person", "mentor__person", "mentee_by", "mentor_by")
        ordered = rows.order_by("mentee__person__name_key", "mentee", "pk")
        groups = [
            (mentee, [_line(one, run, today, edits=edits) for one in met])
            for mentee, met in groupby(ordered, key=lambda one: one.mentee)
        ]
        unheard = len(trying.unheard(run)) if groups and is_open else 0
        return super().get_context_data(
            run=run,
            groups=groups,
            edits=edits,
            is_draft=run.state == Run.State.DRAFT,
            marked=any(line["marked"] for _, lines in groups for line in lines),
            unheard=words.counted(unheard, "человека", "человек", "человек") if unheard else "",
            **kwargs,
        )


def _line(trial: Trial, run: Run, today, *, edits: bool) -> dict:
    trial.run = run
    return {
        "row": trial,
        "day": words.near(trial.on, today) if trial.on else "день не назначен",
        "ahead": bool(trial.on and trial.on > today),
        "marked": trial.mentee_mark is not None or trial.mentor_mark is not None,
        "sides": [
            ("Наставляемый", trial.mentee_mark, trial.mentee_word, trial.mentee_by),
            ("Наставник", trial.mentor_mark, trial.mentor_word, trial.mentor_by),
        ],
        "form": TellForm(trial=trial) if edits else None,
    }


class OfferPage(FormPage):
    """Choose a mentee and two or three mentors who meet on trial."""

    action = EDIT
    title = "Назначить пробные встречи"
    template_name = "pairs/trial_new.html"
    form_class = OfferForm
    done = "Пробные встречи назначены. После них впишите, как прошло."

    @cached_property
    def run(self) -> Run:
        return run_of(self.membership, self.kwargs["public_id"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"run": self.run}

    def get_context_data(self, **kwargs):
        return super().get_context_data(run=self.run, **kwargs)

    def perform(self, form):
        given = form.cleaned_data
        return trying.offer(self.run, given["mentee"], form.mentors(), on=given["on"], by=self.membership)

    def get_success_url(self):
        return reverse("matching_trials", args=[self.run.public_id])


def _trial_of(request, public_id: str, pk: int) -> Trial:
    rows = Trial.objects.visible_to(request.membership).select_related(
        "run__programme", "mentee__person", "mentor__person"
    )
    return get_object_or_404(rows, pk=pk, run__public_id=public_id)


@deed(EDIT)
def tell(request, public_id, pk):
    """Write down the day of a meeting and how both sides have found it."""
    trial = _trial_of(request, public_id, pk)
    form = TellForm(request.POST, trial=trial)
    if not form.is_valid():
        raise Refused(" ".join(text for texts in form.errors.values() for text in texts))
    trying.appoint(trial, form.cleaned_data["on"], by=request.membership)
    for side, mark, word in form.said():
        trying.tell(trial, side, mark, word, by=request.membership)
    messages.success(request, f"Записали: {trial.mentee.person.short_name} и {trial.mentor.person.short_name}.")
    return redirect("matching_trials", public_id)


@deed(EDIT)
def cancel(request, public_id, pk):
    """Strike a meeting."""
    trial = _trial_of(request, public_id, pk)
    trying.cancel(trial, by=request.membership)
    names = f"{trial.mentee.person.short_name} и {trial.mentor.person.short_name}"
    messages.success(request, f"Пробная встреча отменена: {names}. В подборе она больше не учтена.")
    return redirect("matching_trials", public_id)


@deed(EDIT)
def take(request, public_id):
    """Let the matching hear the marks."""
    count = trying.take_as_wishes(run_of(request.membership, public_id), by=request.membership)
    if count:
        told = words.counted(count, "человека", "человек", "человек")
        messages.success(request, f"Учли оценки: пожелания изменились у {told}. Подбор пересчитан.")
    else:
        messages.info(request, "Всё уже учтено: новых хороших оценок нет.")
    return redirect("matching_run", public_id)
