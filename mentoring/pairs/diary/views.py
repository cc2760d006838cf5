"""Pages on which a mentor writes a diary: a meeting, one that did not take place, the next one, a correction."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import sent
from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.pages import FormPage
from mentoring.pairs import naming
from mentoring.pairs.diary import access, coming, forms
from mentoring.pairs.diary import meetings as diary
from mentoring.pairs.diary.access import WRITE
from mentoring.pairs.diary.offering import Item, Offer
from mentoring.pairs.models import Meeting, Pair, PairMentee, PlanItem


class _PairPart(FormPage):
    """A form about one pair whose diary the member writes."""

    action = WRITE

    @cached_property
    def today(self):
        return schooldays.today(self.organization)

    @cached_property
    def pair(self) -> Pair:
        seats = PairMentee.objects.select_related("mentee__person")
        rows = coming.with_next(access.writable(self.membership, self.today), self.membership, self.today)
        rows = rows.select_related("organization").prefetch_related(Prefetch("mentees", seats))
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    @cached_property
    def offer(self) -> Offer:
        return coming.offer(self.pair, self.today)

    @property
    def seats(self) -> list[PairMentee]:
        return naming.mentees_on(self.pair, self.offer.on)

    def get_context_data(self, **kwargs):
        who = coming.who(self.pair, self.seats)
        return super().get_context_data(pair=self.pair, who=who, offer=self.offer, mine=self.mine, **kwargs)

    @property
    def mine(self) -> bool:
        """Whether the member comes from the own meetings; the office comes from the diary of the pair."""
        return not self.membership.can(access.READ)

    def get_success_url(self):
        return reverse("diary_mine") if self.mine else reverse("diary_pair", args=[self.pair.public_id])


class WritePage(_PairPart):
    """One meeting, written down in half a minute."""

    title = "Запись о встрече"
    template_name = "pairs/diary_write.html"
    form_class = forms.MeetingForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | forms.offered(self.offer, self.seats, self.today)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        lines, people = forms.lines(form, self.offer.items), forms.people(form, self.seats)
        return context | {"lines": lines, "people": people, "said": forms.said(form)}

    def perform(self, form):
        row = diary.record(self.pair, form.entry(), by=self.membership)
        messages.success(self.request, f"Записали встречу {words.day_month(row.on)}.")
        return row


class MissPage(_PairPart):
    """A meeting that did not take place."""

    title = "Встреча не состоялась"
    template_name = "pairs/diary_miss.html"
    form_class = forms.MissForm
    done = "Записали: встреча не состоялась."

    def get_form_kwargs(self):
        known = forms.offered(self.offer, self.seats, self.today)
        return super().get_form_kwargs() | {name: known[name] for name in ("initial", "days", "nexts", "today")}

    def perform(self, form):
        data = form.cleaned_data
        said = {"reason": data["reason"], "next_on": form.next_day(), "key": data["key"]}
        return diary.miss(self.pair, data["on"], **said, by=self.membership)


class PlanPage(_PairPart):
    """The day of the next meeting."""

    title = "Назначить встречу"
    template_name = "pairs/diary_plan.html"
    form_class = forms.PlanForm

    def get_form_kwargs(self):
        first = self.offer.next_on.isoformat() if self.offer.next_on else forms.OTHER
        return super().get_form_kwargs() | {
            "initial": {"next_on": first},
            "nexts": self.offer.nexts,
            "today": self.today,
        }

    def perform(self, form):
        row = diary.plan_next(self.pair, form.next_day(), by=self.membership)
        messages.success(self.request, f"Назначили встречу на {words.short(row.on)}.")
        return row


class _MeetingPart(_PairPart):
    """A form about one meeting of a pair whose diary the member writes."""

    @cached_property
    def meeting(self) -> Meeting:
        rows = Meeting.objects.visible_to(self.membership).prefetch_related("presences", "items")
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    @cached_property
    def pair(self) -> Pair:
        rows = coming.with_next(access.writable(self.membership, self.today), self.membership, self.today)
        return get_object_or_404(naming.with_people(rows), pk=self.meeting.pair_id)

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def get_success_url(self):
        return f"{reverse('diary_pair', args=[self.pair.public_id])}#m{self.meeting.pk}"


class CorrectPage(_MeetingPart):
    """An entry, said anew."""

    title = "Исправить запись"
    template_name = "pairs/diary_correct.html"
    form_class = forms.MeetingForm
    done = "Исправили запись."

    @cached_property
    def meeting(self) -> Meeting:
        row = super().meeting
        if not diary.may_correct(row, self.membership):
            raise Http404
        return row

    @property
    def seats(self):
        return naming.mentees_on(self.pair, self.meeting.on)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | forms.written(self.meeting, self.today)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        mine = {one.item_id for one in self.meeting.items.all()}
        found = PlanItem.objects.filter(plan__pair=self.pair)
        items = [Item(one.pk, one.task) for one in found if one.done_on is None or one.pk in mine]
        lines, people = forms.lines(form, items), forms.people(form, self.seats)
        return context | {"lines": lines, "people": people, "said": forms.said(form)}

    def perform(self, form):
        version = sent.version(self.request.POST)
        return diary.correct(self.meeting, form.entry(), version=version, by=self.membership)


class CallOffPage(_MeetingPart):
    """A planned meeting that will not take place."""

    title = "Отменить встречу"
    template_name = "pairs/diary_miss.html"
    form_class = forms.CallOffForm
    done = "Отменили встречу."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"nexts": self.offer.nexts, "today": self.today}

    def perform(self, form):
        said = {"reason": form.cleaned_data["reason"], "next_on": form.next_day()}
        return diary.call_off(self.meeting, **said, by=self.membership)
