"""Waves on paper: slips with links, the empty form, and keying in what came back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe

from mentoring import downloads, sent
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, shown_once
from mentoring.printing import press
from surveys import answering, blank, handing
from surveys.models import Respondent, Response, Wave
from surveys.paper_forms import KeyForm
from surveys.wave_views import wave_of

EDIT = "surveys.edit"
NAMES = "surveys.names"
AGAIN = "Ссылки показываются один раз. Нужны снова — напечатайте новый лист."


class _WavePage(PlainPage):
    """A page about one wave and those of it who have not answered."""

    action = EDIT

    def get_context_data(self, public_id, **kwargs):
        wave = wave_of(self.membership, public_id)
        called = self.request.GET.get("q", "").strip()[:100]
        rows = handing.by_classes(handing.waiting(wave, by=self.membership, called=called), by=self.membership)
        lines = [{"row": row, "group": group} for row, group in rows]
        return super().get_context_data(wave=wave, called=called, lines=lines, is_open=_is_open(wave), **kwargs)


def _is_open(wave: Wave) -> bool:
    return wave.state == Wave.State.OPEN


class SheetPage(_WavePage):
    """Choose for whom to print links."""

    title = "Лист со ссылками"
    template_name = "surveys/answer_sheet.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(most=handing.ON_ONE_SHEET, **kwargs)


@require_POST
def slips(request, public_id):
    """Make the links and show them this once, to be printed and cut."""
    wave = wave_of(request.membership, public_id)

    def show():
        chosen = set(sent.keys(request.POST.getlist("row")))
        made = handing.hand_out(wave, chosen, by=request.membership)
        context = {"title": "Ссылки для печати", "wave": wave, "slips": made, "until": words.day_month(wave.closes_on)}
        return render(request, "surveys/answer_slips.html", context)

    return shown_once(request, EDIT, show, leads_to=reverse("survey_sheet", args=[public_id]), again=AGAIN)


@require_safe
def empty(request, public_id):
    """Hand the empty form over."""
    wave = wave_of(request.membership, public_id)
    try:
        content = blank.render(wave)
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect("survey_sheet", public_id)
    return downloads.give(content, f"Бланк {wave.title[:80]}.pdf", opened=True)


slips.action = empty.action = EDIT


class KeyPage(_WavePage):
    """Choose whose paper to key in."""

    title = "Внести бумажные ответы"
    template_name = "surveys/answer_keys.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"keyed": list(handing.keyed(context["wave"], by=self.membership))}


class KeyInPage(FormPage):
    """One paper: digits and Enter, then the paper of the next person."""

    action = EDIT
    title = "Бумажный бланк"
    template_name = "surveys/answer_key.html"
    form_class = KeyForm

    @cached_property
    def respondent(self) -> Respondent:
        rows = answering.respondents().visible_to(self.membership)
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    @cached_property
    def questions(self):
        return answering.questions_of(self.respondent)

    def get_form_kwargs(self):
        response = Response.objects.filter(respondent=self.respondent).first()
        shows = response and self.membership.can(NAMES) and self.respondent.how == Respondent.How.PAPER
        kept = answering.raws_of(response, self.questions) if shows else {}
        own = super().get_form_kwargs() | {"questions": self.questions, "kept": kept}
        if response:
            own["initial"] = {"on": response.on}
        return own

    def get_context_data(self, **kwargs):
        (_, group), *_ = handing.by_classes([self.respondent], by=self.membership)
        return super().get_context_data(
            row=self.respondent,
            wave=self.respondent.wave,
            group=group,
            is_open=_is_open(self.respondent.wave),
            **kwargs,
        )

    def perform(self, form):
        return answering.key_in(self.respondent, form.raws, on=form.cleaned_data["on"], by=self.membership)

    def get_success_url(self):
        row, wave = self.respondent, self.respondent.wave
        left = handing.waiting(wave, by=self.membership).count()
        said = words.counted(left, "человек", "человека", "человек")
        rest = f"Ещё не ответили: {said}." if left else "Ответили все."
        messages.success(self.request, f"Записали ответы: {row.person.full_name}. {rest}")
        following = handing.next_after(row, by=self.membership)
        if following is None:
            return reverse("survey_key", args=[wave.public_id])
        return reverse("survey_key_in", args=[following.public_id])
