"""What is asked of whoever plans a wave."""

from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from django import forms

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from mentoring.people.models import StudyGroup
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry.models import Mentee, Mentor
from roadmap.models import Event, Roadmap
from surveys import asked
from surveys.models import Questionnaire, Wave

_CHOICE = "Такого варианта в списке нет. Выберите из списка."
_DAY = {"required": "Укажите день.", "invalid": "Укажите день."}
REMIND = (("7", "за неделю"), ("3", "за три дня"), ("1", "накануне"))
OF_ALL = "Для всех форм"
USUAL, REGISTERED, EVERYBODY = "usual", "registered", "all"
WHOM = (
    (USUAL, "кто сейчас в программе"),
    (REGISTERED, "только тех, кто в реестре"),
    (EVERYBODY, "и тех, кто уже закончил или в резерве"),
)
MOMENTS = {
    Questionnaire.Moment.ENTRY: Wave.Moment.ENTRY,
    Questionnaire.Moment.EXIT: Wave.Moment.EXIT,
    Questionnaire.Moment.QUARTERLY: Wave.Moment.QUARTERLY,
}


class Group(NamedTuple):
    """Boxes of questionnaires under one heading."""

    title: str
    boxes: list
    near: bool  # of the programme in use, so it stands open


class WaveForm(PageForm):
    """One or several questionnaires asked at one time."""

    questionnaires = forms.ModelMultipleChoiceField(
        label="Анкеты",
        queryset=Questionnaire.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": "Отметьте хотя бы одну анкету.", "invalid_choice": _CHOICE},
    )
    title = forms.CharField(
        label="Название опроса",
        required=False,
        max_length=200,
        help_text="Видят те, кто отвечает. Если оставить пустым, будет название анкеты.",
    )
    whom = forms.ChoiceField(label="Кого спросить", choices=WHOM, initial=USUAL, error_messages={"required": _CHOICE})
    form = forms.ModelChoiceField(
        label="Только одной формы",
        queryset=MentoringForm.objects.none(),
        required=False,
        empty_label="всех форм",
        help_text="Для общих анкет. Анкета с формой спрашивает только участников этой формы.",
        error_messages={"invalid_choice": _CHOICE},
    )
    group = forms.ModelChoiceField(
        label="Только одного класса",
        queryset=StudyGroup.objects.none(),
        required=False,
        empty_label="всех классов",
        error_messages={"invalid_choice": _CHOICE},
    )
    opens_on = forms.DateField(label="Первый день", widget=DayInput, error_messages=_DAY)
    closes_on = forms.DateField(label="Последний день", widget=DayInput, error_messages=_DAY)
    remind = forms.MultipleChoiceField(
        label="Напомнить тем, кто не ответил",
        choices=REMIND,
        required=False,
        initial=["3", "1"],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _CHOICE},
    )
    event = forms.ModelChoiceField(
        label="Мероприятие плана",
        queryset=Event.objects.none(),
        required=False,
        empty_label="не связан с планом",
        help_text="Когда опрос закроется, мероприятие будет отмечено выполненным.",
        error_messages={"invalid_choice": _CHOICE},
    )
    anonymous = forms.BooleanField(
        label="Без имён",
        required=False,
        help_text="Видно, кто ответил, но не что: такой опрос не сравнить «до и после». Итоги — от пяти ответов.",
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        member = self.membership
        today = schooldays.today(member.organization)
        self.initial |= {"opens_on": today, "closes_on": today + timedelta(14)}
        self.shown = Questionnaire.objects.visible_to(member).filter(archived_on=None).select_related("form")
        self.fields["questionnaires"].queryset = self.shown
        self.fields["form"].queryset = MentoringForm.objects.filter(pk__in=programme.forms.values("form"))
        self.fields["group"].queryset = StudyGroup.objects.visible_to(member).filter(closed_on=None)
        self.fields["event"].queryset = Event.objects.filter(
            roadmap__programme=programme, roadmap__state=Roadmap.State.ADOPTED, withdrawn_at=None
        ).order_by("order")
        self.fields["event"].label_from_instance = _event

    def groups(self) -> list[Group]:
        """Return the boxes of questionnaires: of each form of the programme, of no form, of the other forms."""
        boxes = {str(box.data["value"]): box for box in self["questionnaires"]}
        own = {form.pk for form in self.fields["form"].queryset}

        def place(row: Questionnaire) -> tuple[int, str]:
            if row.form is None:
                return 1, ""
            return (0 if row.form_id in own else 2), row.form.title_key

        rows = sorted(self.shown, key=lambda row: (place(row), row.title_key))
        return [
            Group(some[0].form.title if some[0].form else OF_ALL, [boxes[str(row.pk)] for row in some], where[0] < 2)
            for where, some in ((where, list(rows)) for where, rows in groupby(rows, key=place))
        ]

    def facts(self, questionnaire: Questionnaire) -> dict:
        """Return what a wave of this questionnaire is planned with."""
        said = self.cleaned_data
        names = ("group", "opens_on", "closes_on", "anonymous", "event")
        return {name: said[name] for name in names} | {
            "title": said["title"].strip() or questionnaire.title,
            "moment": MOMENTS.get(questionnaire.moment, Wave.Moment.ONCE),
            "form": questionnaire.form or said["form"],
            "states": states(questionnaire.side, said["whom"]),
            "remind": sorted((int(days) for days in said["remind"]), reverse=True),
        }


class ProlongForm(PageForm):
    """Until which day one may answer."""

    until = forms.DateField(label="Последний день", widget=DayInput, error_messages=_DAY)


def states(side: str, whom: str) -> list[str]:
    """Return the states of participants that the words mean; empty are those who are in the programme."""
    mentor = side == Questionnaire.Side.MENTOR
    if whom == REGISTERED:
        return [Mentor.State.REGISTERED if mentor else Mentee.State.REGISTERED]
    if whom == EVERYBODY:
        return list(asked.STATES[Questionnaire.Side.MENTOR if mentor else Questionnaire.Side.MENTEE])
    return []


def _event(event: Event) -> str:
    words = " ".join(f"{event.number} {event.title}".split())
    return words if len(words) <= 90 else f"{words[:89]}…"
