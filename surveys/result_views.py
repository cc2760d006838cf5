"""The pages of what a wave shows: all results, one wave, the people behind a number, the conclusion."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from mentoring import downloads, paging, sent
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage
from surveys import pairing, result_books, result_papers, results, showing, slicing
from surveys.models import Comparison, Question, Wave
from surveys.result_forms import CompareForm, ConclusionForm
from surveys.wave_views import wave_of

SEE, EDIT, NAMES = "surveys.see", "surveys.edit", "surveys.names"
A_PAGE = 50


class AllResultsPage(PlainPage):
    """Everything that the answers show: comparisons and waves with answers."""

    action = SEE
    title = "Итоги и сравнения"
    template_name = "surveys/results_all.html"

    def get_context_data(self, **kwargs):
        rows = Comparison.objects.visible_to(self.membership)
        rows = rows.select_related("before", "after__form", "after__edition__questionnaire", "after__programme")
        waves = Wave.objects.visible_to(self.membership).exclude(state=Wave.State.PLANNED)
        waves = (
            waves.annotate(told=Count("responses"))
            .select_related("edition__questionnaire", "form")
            .order_by("-opens_on", "-pk")
        )
        page = Paginator(waves, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            comparisons=rows,
            page=page,
            pages=paging.named(page, {}),
            waves=[{"wave": one, "days": _days(one)} for one in page],
            **kwargs,
        )


class ComparePage(FormPage):
    """Two waves that somebody wants to lay side by side."""

    action = EDIT
    title = "Сравнить два опроса"
    template_name = "surveys/compare.html"
    form_class = CompareForm
    done = "Сравнили. Если посчитать снова, числа обновятся, а ваш вывод останется."

    def perform(self, form):
        return pairing.compare(form.cleaned_data["before"], form.cleaned_data["after"], by=self.membership)

    def get_success_url(self):
        return reverse("survey_comparison", args=[self.made.public_id])


class ResultsPage(PlainPage):
    """One wave: who has answered, what each question came to, texts, the conclusion."""

    action = SEE
    template_name = "surveys/result.html"

    def get_context_data(self, key, **kwargs):
        wave = wave_of(self.membership, key)
        chosen = self.request.GET.get("slice", "")
        shown = showing.of_wave(wave, member=self.membership, key=chosen)
        groups = [(title, [one for one in shown.slices if one.kind == kind]) for kind, title in slicing.KINDS.items()]
        return super().get_context_data(
            title=f"Итоги: {wave.title}",
            wave=wave,
            shown=shown,
            groups=[(title, some) for title, some in groups if any(one.seen for one in some)],
            unseen=[one for one in shown.slices if one.answered and not one.seen],
            days=_days(wave),
            **kwargs,
        )


def _days(wave: Wave) -> str:
    return f"{words.day_month(wave.opens_on)} — {words.full(wave.closes_on)}"


class PeoplePage(PlainPage):
    """The people behind one number of a wave."""

    action = NAMES
    template_name = "surveys/result_people.html"

    def get_context_data(self, key, **kwargs):
        wave, query = wave_of(self.membership, key), self.request.GET
        question = wave.edition.questions.filter(code=query.get("q", "")).first()
        if wave.anonymous or question is None:
            raise Http404
        row, value = sent.whole(query.get("row", "0")), sent.whole(query.get("value", ""), 9)
        if row not in range(len(question.lines)):
            raise Http404
        shown = showing.of_wave(wave, member=self.membership, key=query.get("slice", ""))
        people = results.behind(wave, question, row, value, shown.slice and shown.slice.answered)
        labels = results.labels_of(question)
        points = results.points_of(question)
        said = labels[points.index(value)] if value in points else ""
        return super().get_context_data(
            title=said and f"Ответ «{said}»" or "Кто ответил",
            wave=wave,
            question=question,
            told=value is None,
            line=question.rows[row] if question.kind == Question.Kind.MATRIX else "",
            people=people,
            counted=words.counted(len(people), "человек", "человека", "человек"),
            slice=shown.slice,
            **kwargs,
        )


class _ConclusionPage(FormPage):
    """A form for the conclusion; a stale save keeps both texts."""

    action = EDIT
    title = "Вывод"
    template_name = "surveys/result_conclude.html"
    form_class = ConclusionForm
    done = "Сохранили вывод."
    back = ""

    def get_initial(self):
        return {"conclusion": self.row.conclusion, "version": self.row.version}

    def perform(self, form):
        version = form.cleaned_data["version"] or 0
        return pairing.conclude(self.row, form.cleaned_data["conclusion"], version=version, by=self.membership)

    def refused(self, refusal):
        self.row.refresh_from_db()
        form = self.get_form()
        form.is_valid()
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["version"] = self.row.version
        return self.render_to_response(self.get_context_data(form=form, saved=self.row.conclusion))

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, back=self.get_success_url(), **kwargs)

    def get_success_url(self):
        return reverse(self.back, args=[self.kwargs["key"]])


class WaveConclusionPage(_ConclusionPage):
    back = "survey_results"

    @cached_property
    def row(self) -> Wave:
        return wave_of(self.membership, self.kwargs["key"])


class ComparisonConclusionPage(_ConclusionPage):
    back = "survey_comparison"

    @cached_property
    def row(self) -> Comparison:
        return get_object_or_404(Comparison.objects.visible_to(self.membership), public_id=self.kwargs["key"])


@require_safe
def workbook(request, key):
    return _book(request, key, names=False)


@require_safe
def named_workbook(request, key):
    return _book(request, key, names=True)


workbook.action, named_workbook.action = SEE, NAMES


def _book(request, key, *, names: bool):
    wave = wave_of(request.membership, key)
    shown = showing.of_wave(wave, member=request.membership, every_text=True)
    if shown.why_hidden or (names and not shown.names):
        messages.info(request, shown.why_hidden or "Опрос без имён: в файле имён быть не может.")
        return redirect("survey_results", key)
    content = result_books.of_wave(shown, by=request.membership, names=names)
    return downloads.give(content, f"{wave.title[:80]}.xlsx")


@require_safe
def paper(request, key):
    """Set the results of a wave as a paper."""
    wave = wave_of(request.membership, key)
    shown = showing.of_wave(wave, member=request.membership)
    if shown.why_hidden:
        messages.info(request, shown.why_hidden)
        return redirect("survey_results", key)
    return result_papers.answered(request, result_papers.of_wave, shown, wave.title, back=("survey_results", key))


paper.action = SEE
