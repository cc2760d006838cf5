"""Pages on which mentors are chosen: the candidates, one candidate, the sheets of the commission."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import paging
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.programmes import listed
from mentoring.registry import scoring, selecting
from mentoring.registry.models import Evaluation, Interview, Mentor
from mentoring.registry.selecting_forms import EvaluationForm, InterviewForm, NoteForm

SEE, EDIT = "selection.see", "selection.edit"
PAGE = 50
TONES = {"": "", Interview.Verdict.RECOMMENDED: "ok", Interview.Verdict.RESERVE: "go", Interview.Verdict.REFUSED: "bad"}
ADVICE = {
    scoring.RECOMMENDED: "рекомендовать в наставники",
    scoring.RESERVE: "зачислить в резерв",
    scoring.REFUSED: "не рекомендовать",
}


def candidate(membership, pk: int) -> Mentor:
    rows = Mentor.objects.visible_to(membership).select_related("person", "programme", "organization")
    return get_object_or_404(rows, pk=pk)


class SelectionPage(PlainPage):
    """Everybody who offers to be a mentor, and how far each has come."""

    action = SEE
    title = "Отбор наставников"
    template_name = "selection/candidates.html"

    def get_context_data(self, **kwargs):
        programme = listed.on_page(self.request)
        rows = Mentor.objects.filter(programme=programme)
        rows = rows.exclude(state=Mentor.State.LEFT).select_related("person").order_by("person__name_key", "pk")
        interviews = Interview.objects.order_by("-on", "-pk")
        rows = rows.prefetch_related(Prefetch("interviews", interviews), Prefetch("evaluations", selecting.scored()))
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            programme=programme,
            page=page,
            lines=[_line(mentor) for mentor in page],
            pages=paging.named(page, {}),
            counted=words.counted(page.paginator.count, "кандидат", "кандидата", "кандидатов"),
            **kwargs,
        )


def _line(mentor: Mentor) -> dict:
    interview = next(iter(mentor.interviews.all()), None)
    evaluation = next(iter(mentor.evaluations.all()), None)
    return {
        "mentor": mentor,
        "open": mentor.state in selecting.CHOOSING,
        "interview": told(interview) if interview else None,
        "evaluation": told(evaluation) if evaluation else None,
        "score": selecting.score_of(evaluation) if evaluation else None,
    }


def told(sheet: Interview | Evaluation) -> dict:
    """Say when a sheet was filled in and what it came to."""
    verdict = sheet.get_verdict_display() if sheet.verdict else "решения ещё нет"
    return {"sheet": sheet, "on": words.full(sheet.on), "tone": TONES[sheet.verdict], "verdict": verdict}


class CandidatePage(PlainPage):
    """One candidate: conversations, marks, and what few may read."""

    action = SEE
    template_name = "selection/candidate.html"

    def get_context_data(self, pk, **kwargs):
        mentor = candidate(self.membership, pk)
        interviews = Interview.objects.filter(mentor=mentor).select_related("held_by")
        evaluations = selecting.scored().filter(mentor=mentor)
        evaluated = [told(one) | _result(one) for one in evaluations]
        restricted = self.membership.can("restricted.see")
        return super().get_context_data(
            title=mentor.person.full_name,
            mentor=mentor,
            open=mentor.state in selecting.CHOOSING,
            interviews=[told(one) for one in interviews],
            evaluations=evaluated,
            restricted=restricted,
            notes=selecting.notes_of_psychologist(mentor, seen_by=self.membership),
            note_form=NoteForm() if restricted else None,
            **kwargs,
        )


def _result(evaluation: Evaluation) -> dict:
    score = selecting.score_of(evaluation)
    return {"score": score, "advice": ADVICE[score.advice]}


class _SheetPage(FormPage):
    """What the sheets of a commission share: the candidate and the way back to them."""

    action = EDIT
    sheet = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"mentor": self.mentor, "sheet": self.sheet}

    def get_context_data(self, **kwargs):
        return super().get_context_data(mentor=self.mentor, sheet=self.sheet, **kwargs)

    def get_success_url(self):
        return reverse("candidate", args=[self.mentor.pk])


class _NewSheet(_SheetPage):
    @cached_property
    def mentor(self) -> Mentor:
        return candidate(self.membership, self.kwargs["pk"])


class _KeptSheet(_SheetPage):
    model: type[Interview | Evaluation]

    @cached_property
    def sheet(self):
        rows = self.model.objects.visible_to(self.membership)
        return get_object_or_404(rows.select_related("mentor__person", "mentor__organization"), pk=self.kwargs["pk"])

    @property
    def mentor(self) -> Mentor:
        return self.sheet.mentor


class InterviewAddPage(_NewSheet):
    title = "Собеседование"
    template_name = "selection/interview.html"
    form_class = InterviewForm
    done = "Записали собеседование."

    def perform(self, form):
        return selecting.hold_interview(self.mentor, form.conversation(), by=self.membership)


class InterviewPage(_KeptSheet):
    model = Interview
    title = "Собеседование"
    template_name = "selection/interview.html"
    form_class = InterviewForm
    done = "Сохранили собеседование."

    def perform(self, form):
        version = form.cleaned_data["version"]
        return selecting.rewrite_interview(self.sheet, form.conversation(), version=version, by=self.membership)


class EvaluationAddPage(_NewSheet):
    title = "Оценка кандидата"
    template_name = "selection/evaluation.html"
    form_class = EvaluationForm

    def perform(self, form):
        return _announced(self.request, selecting.evaluate(self.mentor, form.judgement(), by=self.membership))


class EvaluationPage(_KeptSheet):
    model = Evaluation
    title = "Оценка кандидата"
    template_name = "selection/evaluation.html"
    form_class = EvaluationForm

    def perform(self, form):
        version = form.cleaned_data["version"]
        made = selecting.rewrite_evaluation(self.sheet, form.judgement(), version=version, by=self.membership)
        return _announced(self.request, made)


def _announced(request, evaluation: Evaluation) -> Evaluation:
    """Say what the marks came to."""
    score = selecting.score_of(evaluation)
    said = f"{score.total} из {score.most} баллов, {score.percent}{words.NBSP}%, уровень {score.level}"
    messages.success(request, f"Сохранили оценку: {said}. По баллам — {ADVICE[score.advice]}.")
    return evaluation


@deed("restricted.see")
def note(request, pk):
    """Keep what the psychologist thinks of a candidate."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(form.errors["text"]))
    selecting.note_of_psychologist(candidate(request.membership, pk), form.cleaned_data["text"], by=request.membership)
    messages.success(request, "Записали заключение. Его видят только куратор и педагог-психолог.")
    return redirect("candidate", pk)
