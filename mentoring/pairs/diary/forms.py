"""Forms of a diary: everything is chosen by a thumb, one line is typed."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple, HiddenInput, RadioSelect

from mentoring import sent
from mentoring.calendar import words
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from mentoring.pairs.diary.meetings import Entry
from mentoring.pairs.diary.offering import LENGTHS, Item, Offer
from mentoring.pairs.models import Meeting, Pair, PairMentee

OTHER = "other"
REASONS = (
    "заболел наставляемый",
    "заболел наставник",
    "отменились занятия",
    "не пришёл без предупреждения",
    "не нашли времени",
    "другая причина",
)
_MARKS = [(mark, str(mark)) for mark in range(1, 11)]
_THUMB = {"class": "btn-check"}


class DayField(forms.CharField):
    """A day by one tap; a page that was kept and comes later brings a day that is no longer offered."""

    def __init__(self, label: str, **kwargs):
        super().__init__(label=label, max_length=10, widget=RadioSelect(attrs=_THUMB), **kwargs)

    def offer(self, days: Iterable[date], today: date, *, none: str = "") -> None:
        near = {today: "Сегодня", today - timedelta(1): "Вчера"}
        choices = [(day.isoformat(), _day(near.get(day), day)) for day in days]
        self.widget.choices = [*choices, (OTHER, "Другой день"), *([("", none)] if none else [])]

    def clean(self, value):
        text = super().clean(value)
        if text in ("", OTHER):
            return text
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValidationError("Выберите день.") from None


def _day(near: str | None, day: date) -> str:
    return f"{near}, {words.WEEKDAYS[day.weekday()]}" if near else words.short(day)


class KeysField(forms.Field):
    """Ticks that name rows by their keys; the verb looks whose they are."""

    widget = CheckboxSelectMultiple

    def clean(self, value) -> frozenset[int]:
        return frozenset(sent.keys(value or []))


class NextForm(PageForm):
    """A form that may name the day of the next meeting."""

    undecided = "Решим позже"
    next_on = DayField("Следующая встреча", required=False)
    other_next_on = forms.DateField(label="День следующей встречи", required=False, widget=DayInput)

    def __init__(self, *args, nexts: Iterable[date], today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_on"].offer(nexts, today, none=self.undecided)

    def clean(self):
        data = super().clean()
        for name in ("on", "next_on"):
            if data.get(name) == OTHER:
                data[name] = data.get(f"other_{name}")
                if data[name] is None:
                    self.add_error(f"other_{name}", "Укажите день.")
        return data

    def next_day(self) -> date | None:
        return self.cleaned_data.get("next_on") or None


class PlanForm(NextForm):
    """The day of the next meeting."""

    undecided = ""
    next_on = DayField("Какой день")


class _DayForm(NextForm):
    """A form about a day that is over."""

    on = DayField("Когда")
    other_on = forms.DateField(label="Какой день", required=False, widget=DayInput)
    key = forms.CharField(max_length=40, required=False, widget=HiddenInput)

    def __init__(self, *args, days: Iterable[date], today: date, **kwargs):
        super().__init__(*args, today=today, **kwargs)
        self.fields["on"].offer(days, today)


class MeetingForm(_DayForm):
    """What a mentor says of a meeting."""

    kind = forms.ChoiceField(label="Вид встречи", choices=Meeting.Kind.choices, widget=RadioSelect(attrs=_THUMB))
    minutes = forms.IntegerField(label="Сколько длилась", min_value=1, max_value=600, widget=RadioSelect(attrs=_THUMB))
    way = forms.ChoiceField(label="Как встретились", choices=Pair.Way.choices, widget=RadioSelect(attrs=_THUMB))
    place = forms.CharField(max_length=200, required=False, widget=HiddenInput)
    present = KeysField(label="Кто был", required=False)
    items = KeysField(label="Что делали по плану", required=False)
    finished = KeysField(label="Выполнено", required=False)
    step = forms.CharField(max_length=17, required=False, widget=HiddenInput)
    topic = forms.CharField(max_length=300, required=False, widget=HiddenInput)
    mark = forms.TypedChoiceField(
        label="Как прошло",
        choices=_MARKS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=RadioSelect(attrs=_THUMB),
    )
    done = forms.CharField(label="Что получилось", max_length=2000, required=False)
    important = forms.BooleanField(label="Важно: сказать куратору сегодня", required=False)

    def __init__(self, *args, lengths: Iterable[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.choices = [(one, f"{one} мин") for one in lengths]

    def entry(self) -> Entry:
        data = self.cleaned_data
        names = ("on", "kind", "minutes", "way", "place", "present", "items", "finished", "topic", "mark", "important")
        facts = {name: data[name] for name in names}
        step, key = sent.whole(data["step"]), data["key"]
        return Entry(**facts, done=data["done"].strip(), step=step, next_on=self.next_day(), key=key)


def offered(offer: Offer, present: Iterable[PairMentee], today: date) -> dict:
    """Return what the form of a new meeting shows: everything filled in."""
    initial = {
        "on": offer.on.isoformat(),
        "kind": offer.kind,
        "minutes": offer.minutes,
        "way": offer.way,
        "place": offer.place,
        "present": [seat.pk for seat in present],
        "items": list(offer.ticked),
        "step": offer.step or "",
        "topic": offer.topic,
        "next_on": offer.next_on.isoformat() if offer.next_on else "",
        "key": secrets.token_urlsafe(12),
    }
    chosen = {"days": offer.days, "nexts": offer.nexts[:1], "lengths": offer.lengths, "today": today}
    return {"initial": initial, **chosen}


def written(row: Meeting, today: date) -> dict:
    """Return what the form of an entry that is there shows."""
    names = ("kind", "minutes", "way", "place", "topic", "done", "mark", "important")
    parts = {
        "on": row.on.isoformat(),
        "step": row.step_id or "",
        "present": [one.seat_id for one in row.presences.all() if one.came],
        "items": [one.item_id for one in row.items.all()],
        "finished": [one.item_id for one in row.items.all() if one.finished],
    }
    lengths = sorted({row.minutes, *LENGTHS[:3]})
    return {
        "initial": {name: getattr(row, name) for name in names} | parts,
        "days": [row.on],
        "nexts": (),
        "lengths": lengths,
        "today": today,
    }


class _WhyForm(forms.Form):
    """Why there was no meeting."""

    reason = forms.ChoiceField(
        label="Почему", choices=[(one, one.capitalize()) for one in REASONS], widget=RadioSelect(attrs=_THUMB)
    )


class MissForm(_WhyForm, _DayForm):
    """Why a meeting did not take place, and when."""


class CallOffForm(_WhyForm, NextForm):
    """Why a planned meeting will not take place."""


def lines(form: MeetingForm, items: Iterable[Item]) -> list[dict]:
    """Lay the items of the plan beside their two ticks: worked on, and finished."""
    worked, finished = ({str(key) for key in form[name].value() or ()} for name in ("items", "finished"))
    return [{"item": one, "worked": str(one.key) in worked, "finished": str(one.key) in finished} for one in items]


def people(form: MeetingForm, seats: Iterable[PairMentee]) -> list[dict]:
    """Lay the mentees beside the tick that they came."""
    came = {str(key) for key in form["present"].value() or ()}
    return [{"seat": seat, "came": str(seat.pk) in came} for seat in seats]


def said(form: MeetingForm) -> str:
    """Say what stands under the fold: «рабочая, очно»."""
    return ", ".join(dict(form.fields[name].choices).get(form[name].value(), "—") for name in ("kind", "way"))
