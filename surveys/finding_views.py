"""The pages of measures beside questionnaires, and of strengths and weaknesses."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import sent
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.programmes import listed
from surveys import measuring, results, strengths
from surveys.models import Measure, SwotLine, Thresholds
from surveys.result_forms import MeasureForm, SwotForm, ThresholdsForm, ValuesForm

SEE, EDIT = "surveys.see", "surveys.edit"


class MeasuresPage(PlainPage):
    """What the school measures beside questionnaires."""

    action = EDIT
    title = "Измерения"
    template_name = "surveys/measures.html"

    def get_context_data(self, **kwargs):
        programme = listed.in_use(self.membership)
        return super().get_context_data(
            programme=programme, measures=measuring.listed(self.membership, programme), **kwargs
        )


class MeasureAddPage(FormPage):
    action = EDIT
    title = "Новое измерение"
    template_name = "surveys/measure_add.html"
    form_class = MeasureForm
    done = "Добавили измерение. Теперь внесите значения."

    def perform(self, form):
        return measuring.add(form.measure(), by=self.membership)

    def get_success_url(self):
        return reverse("survey_measure", args=[self.made.pk])


class MeasurePage(FormPage):
    """The values of one measure: a row for each mentee, a column for each moment."""

    action = EDIT
    template_name = "surveys/measure.html"
    form_class = ValuesForm

    @cached_property
    def measure(self) -> Measure:
        return get_object_or_404(Measure.objects.visible_to(self.membership), pk=self.kwargs["pk"])

    @cached_property
    def programme(self):
        return listed.in_use(self.membership)

    def get(self, request, *args, **kwargs):
        if self.measure and self.programme is None:
            return redirect("survey_measures")
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.measure and self.programme is None:
            return redirect("survey_measures")
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"measure": self.measure, "programme": self.programme}

    def perform(self, form):
        version = form.cleaned_data["version"] or 0
        touched = measuring.key_in(
            self.measure, self.programme, form.values(), days=form.days(), version=version, by=self.membership
        )
        said = words.counted(touched, "значение", "значения", "значений")
        messages.success(self.request, f"Сохранили {said}." if touched else "Значения прежние: менять было нечего.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.measure.title, measure=self.measure, programme=self.programme, **kwargs
        )

    def get_success_url(self):
        return reverse("survey_measure", args=[self.measure.pk])


@deed(EDIT)
def measure_remove(request, pk):
    """Remove a measure that nobody has filled in."""
    measure = get_object_or_404(Measure.objects.visible_to(request.membership), pk=pk)
    measuring.remove(measure, by=request.membership)
    messages.success(request, f"Убрали измерение «{measure}».")
    return redirect("survey_measures")


class SwotPage(PlainPage):
    """Strengths and weaknesses, opportunities and threats of the programme in use."""

    action = SEE
    title = "Сильные и слабые стороны"
    template_name = "surveys/swot.html"

    def get_context_data(self, **kwargs):
        programme = listed.in_use(self.membership)
        quadrants = strengths.quadrants(programme) if programme else []
        return super().get_context_data(
            programme=programme,
            halves=[("Внутренние", quadrants[:2]), ("Внешние", quadrants[2:])] if programme else [],
            empty=not any(rows for _, _, rows in quadrants),
            dropped=programme.swot.filter(dropped=True).count() if programme else 0,
            thresholds=results.thresholds(programme) if programme else None,
            **kwargs,
        )


@deed(EDIT)
def swot_refresh(request):
    """Lay the draft anew from the exit waves."""
    lines = strengths.refresh(listed.needed(request.membership), by=request.membership)
    if lines:
        said = words.counted(lines, "строка", "строки", "строк")
        messages.success(request, f"Черновик обновлён: {said}. Ваши правки остались.")
    else:
        messages.info(request, "Пока не из чего: нужны закрытые опросы на выходе, где ответили не меньше пяти человек.")
    return redirect("survey_swot")


@deed(EDIT)
def swot_bring_back(request):
    """Let the draft offer again what was removed."""
    count = strengths.bring_back(listed.needed(request.membership), by=request.membership)
    messages.success(request, f"Вернули {words.counted(count, 'строку', 'строки', 'строк')}.")
    return redirect("survey_swot")


class SwotAddPage(FormPage):
    action = EDIT
    title = "Новая строка"
    template_name = "surveys/swot_line.html"
    form_class = SwotForm
    done = "Добавили строку."

    def get_initial(self):
        return {"quadrant": self.request.GET.get("quadrant", "")}

    def perform(self, form):
        programme, said = listed.needed(self.membership), form.cleaned_data
        return strengths.add(programme, said["quadrant"], said["text"], by=self.membership)

    def get_success_url(self):
        return reverse("survey_swot")


class SwotLinePage(FormPage):
    """One line: its words and its place in the table."""

    action = EDIT
    title = "Строка таблицы"
    template_name = "surveys/swot_line.html"
    form_class = SwotForm
    done = "Сохранили строку."

    @cached_property
    def line(self) -> SwotLine:
        return get_object_or_404(SwotLine.objects.visible_to(self.membership), pk=self.kwargs["pk"])

    def get_initial(self):
        return {"quadrant": self.line.quadrant, "text": self.line.text, "version": self.line.version}

    def perform(self, form):
        said = form.cleaned_data
        version = said["version"] or 0
        return strengths.change(self.line, said["quadrant"], said["text"], version=version, by=self.membership)

    def get_context_data(self, **kwargs):
        return super().get_context_data(line=self.line, **kwargs)

    def get_success_url(self):
        return reverse("survey_swot")


@deed(EDIT)
def swot_drop(request, pk):
    """Remove a line from the table."""
    line = get_object_or_404(SwotLine.objects.visible_to(request.membership), pk=pk)
    strengths.drop(line, version=sent.version(request.POST), by=request.membership)
    messages.success(request, "Убрали строку.")
    return redirect("survey_swot")


class ThresholdsPage(FormPage):
    """From which shares something is a strength or a weakness."""

    action = EDIT
    title = "Пороги"
    template_name = "surveys/thresholds.html"
    form_class = ThresholdsForm
    done = "Сохранили пороги. Нажмите «Обновить черновик», чтобы строки пересчитались."

    @cached_property
    def programme(self):
        return listed.in_use(self.membership)

    def get_initial(self):
        kept = results.thresholds(self.programme) if self.programme else Thresholds()
        return {name: getattr(kept, name) for name in ("strength", "weakness", "satisfied")}

    def perform(self, form):
        return strengths.set_thresholds(listed.needed(self.membership), form.thresholds(), by=self.membership)

    def get_success_url(self):
        return reverse("survey_swot")
