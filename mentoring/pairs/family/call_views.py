"""The pages of quiet calls: the list, one call, and the button of a mentor."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.accounts.schooldays import moment_words
from mentoring.pages import FormPage, PageForm, PlainPage
from mentoring.pairs import naming
from mentoring.pairs.family import calls
from mentoring.pairs.models import Call, Pair, Side

MOST_CLOSED = 50


class CallsPage(PlainPage):
    """The calls that wait for an answer, those in hand, and the last closed ones."""

    action = calls.SEE
    title = "Тихие сигналы"
    template_name = "pairs/calls.html"

    def get_context_data(self, **kwargs):
        rows, now = calls.seen_by(self.membership), timezone.now()
        opened = [_line(row, now) for row in rows.exclude(state=Call.State.CLOSED)]
        closed = rows.filter(state=Call.State.CLOSED).order_by("-at", "-pk")[:MOST_CLOSED]
        return super().get_context_data(
            waiting=[line for line in opened if line["call"].answered_at is None],
            in_hand=[line for line in opened if line["call"].answered_at],
            closed=[_line(row, now) for row in closed],
            **kwargs,
        )


def _line(call: Call, now) -> dict:
    return {
        "call": call,
        "at": moment_words(call.organization, call.at),
        "until": moment_words(call.organization, call.answer_by),
        "late": call.answered_at is None and call.answer_by <= now,
    }


class CallForm(PageForm):
    """What was done about a call."""

    text = forms.CharField(
        label="Что сделано", widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=calls.LONGEST
    )


class CallPage(FormPage):
    """One call: who asks for help, what was done, and what to do next."""

    action = calls.SEE
    title = "Тихий сигнал"
    template_name = "pairs/call.html"
    form_class = CallForm

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(calls.seen_by(self.membership), public_id=self.kwargs["public_id"])

    def get_context_data(self, **kwargs):
        pair = naming.with_people(Pair.objects.filter(pk=self.call.pair_id)).get()
        notes = self.call.notes.select_related("by")
        return super().get_context_data(
            call=self.call,
            line=_line(self.call, timezone.now()),
            name=naming.name(pair),
            notes=[{"note": one, "at": moment_words(self.organization, one.at)} for one in notes],
            **kwargs,
        )

    def perform(self, form):
        words, by = form.cleaned_data["text"], self.membership
        match self.request.POST.get("go", "note"):
            case "take":
                return calls.take(self.call, by=by)
            case "note":
                return calls.note(self.call, words, by=by)
            case "answer":
                return calls.answer(self.call, words, by=by, now=timezone.now())
            case "close":
                return calls.close(self.call, words, by=by)
        raise Http404

    def get_success_url(self):
        return reverse("call", args=[self.call.public_id])


class RingForm(PageForm):
    """A call for help, with words or without."""

    text = forms.CharField(
        label="Что случилось",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=calls.LONGEST,
        help_text="Можно не писать: вас спросят сами.",
    )


class RingPage(FormPage):
    """The quiet button of a mentor."""

    action = "diary.write"
    title = "Нужна помощь"
    template_name = "pairs/call_ring.html"
    form_class = RingForm
    done = "Сигнал передан. С вами свяжутся не позже следующего рабочего дня."

    @cached_property
    def pair(self) -> Pair:
        own = Pair.objects.filter(organization=self.organization)
        rows = own.led_by(self.membership, schooldays.today(self.organization))
        return get_object_or_404(naming.with_people(rows), public_id=self.kwargs["public_id"])

    def get_context_data(self, **kwargs):
        readers = calls.hearers(self.pair)
        return super().get_context_data(name=naming.name(self.pair), readers=readers, **kwargs)

    def perform(self, form):
        pair, text = self.pair, form.cleaned_data["text"]
        return calls.ring(pair, self.membership.person, Side.MENTOR, text, now=timezone.now())

    def get_success_url(self):
        return reverse("start")
