"""What is asked about trial meetings: who meets whom and when, and how both have found it."""

from copy import deepcopy

from django import forms

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput, ShortListField
from mentoring.pages import PageForm
from mentoring.pairs.family.words import MARKS
from mentoring.pairs.models import Run, Side, Trial
from mentoring.pairs.runs import candidates, trying
from mentoring.registry.models import Mentee, Mentor

_DAY = {"invalid": "Укажите день."}
_CHOICE = "Такого человека в списке нет. Откройте страницу заново."
_PLACES = range(1, trying.MOST + 1)
_OPTIONAL = ", если нужен"
_SIDES = {Side.MENTEE: "Наставляемый", Side.MENTOR: "Наставник"}
_MARKS = [("", "нет"), *((mark, str(mark)) for mark in MARKS)]


class OfferForm(PageForm):
    """Whom one mentee meets, and when."""

    mentee = forms.ModelChoiceField(
        label="Наставляемый",
        queryset=Mentee.objects.none(),
        empty_label="—",
        error_messages={"required": "Выберите наставляемого.", "invalid_choice": _CHOICE},
    )
    on = forms.DateField(
        label="День", required=False, widget=DayInput, error_messages=_DAY, help_text="Не знаете — впишете позже."
    )

    def __init__(self, *args, run: Run, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = candidates.waiting_mentees(run.programme, run.form, schooldays.today(run.organization))
        mentees = Mentee.objects.visible_to(self.membership).filter(pk__in=[one.pk for one in waiting])
        self.fields["mentee"].queryset = mentees.select_related("person").order_by("person__name_key", "pk")
        mentors = Mentor.objects.visible_to(self.membership).filter(programme=run.programme_id, state="registered")
        listed = ShortListField(
            mentors.select_related("person").order_by("person__name_key", "pk"),
            required=False,
            empty_label="—",
            error_messages={"invalid_choice": _CHOICE},
        )
        for place in _PLACES:
            self.fields[f"mentor_{place}"] = deepcopy(listed)
            self.fields[f"mentor_{place}"].label = f"{place}-й наставник{_OPTIONAL if place > trying.FEWEST else ''}"
        self.order_fields(["mentee", *(f"mentor_{place}" for place in _PLACES), "on"])

    def mentors(self) -> list[Mentor]:
        chosen = (self.cleaned_data[f"mentor_{place}"] for place in _PLACES)
        return [one for one in chosen if one]


class TellForm(forms.Form):
    """How both sides have found one meeting."""

    on = forms.DateField(label="День", required=False, widget=DayInput, error_messages=_DAY)

    def __init__(self, *args, trial: Trial, **kwargs):
        names = ("on", "mentee_mark", "mentee_word", "mentor_mark", "mentor_word")
        initial = {name: getattr(trial, name) for name in names}
        super().__init__(*args, initial=initial, auto_id=f"id_{trial.pk}_%s", **kwargs)
        for side, name in _SIDES.items():
            self._ask(side, name)
        self.fields["on"].widget.attrs["max"] = trial.run.programme.end.isoformat()

    def _ask(self, side: str, name: str) -> None:
        self.fields[f"{side}_mark"] = forms.TypedChoiceField(
            label=f"{name}: оценка",
            choices=_MARKS,
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": "Отметьте оценку от 1 до 10."},
        )
        self.fields[f"{side}_word"] = forms.CharField(
            label="Слова о встрече",
            required=False,
            max_length=300,
            error_messages={"max_length": "Сократите слова до 300 знаков."},
        )

    def sides(self):
        """Return the fields of each side: its mark and its words."""
        return [(self[f"{side}_mark"], self[f"{side}_word"]) for side in _SIDES]

    def said(self) -> list[tuple[str, int | None, str]]:
        """Return the mark and the words of each side."""
        given = self.cleaned_data
        return [(side, given[f"{side}_mark"], given[f"{side}_word"]) for side in _SIDES]
