"""What is asked on the pages of results."""

from decimal import Decimal

from django import forms

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from surveys import counting, measuring
from surveys.models import Measure, SwotLine, Thresholds, Wave

_CHOICE = "Такого варианта в списке нет. Выберите из списка."
_NUMBER = "Напишите число, например 7 или 7,5."
_NEEDED = "Заполните это поле."
_DAY = "Укажите день."
_BEYOND = "Укажите число от {} до {}."


def _text(label: str, rows: int = 8, **more) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "grows"})
    return forms.CharField(
        label=label, widget=widget, max_length=8000, error_messages={"required": "Напишите текст."}, **more
    )


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)


class ConclusionForm(PageForm):
    """The conclusion under a wave or a comparison."""

    conclusion = _text("Вывод", 10, required=False)
    version = _version()


class CompareForm(PageForm):
    """Two closed waves with names to be laid side by side."""

    before = forms.ModelChoiceField(
        label="До", queryset=None, error_messages={"required": "Выберите первый опрос.", "invalid_choice": _CHOICE}
    )
    after = forms.ModelChoiceField(
        label="После", queryset=None, error_messages={"required": "Выберите второй опрос.", "invalid_choice": _CHOICE}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Wave.objects.visible_to(self.membership).filter(state=Wave.State.CLOSED, anonymous=False)
        for name in ("before", "after"):
            self.fields[name].queryset = rows


class MeasureForm(PageForm):
    """Something new that is measured."""

    title = forms.CharField(label="Что измеряем", max_length=200, error_messages={"required": _NEEDED})
    kind = forms.ChoiceField(label="Вид", choices=Measure.Kind, error_messages={"invalid_choice": _CHOICE})
    low = forms.DecimalField(label="Наименьшее", initial=0, max_digits=7, decimal_places=2, localize=True)
    high = forms.DecimalField(label="Наибольшее", initial=100, max_digits=7, decimal_places=2, localize=True)
    reverse = forms.BooleanField(label="хорошо, когда меньше", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("low", "high"):
            self.fields[name].error_messages |= {"invalid": _NUMBER, "required": _NEEDED}

    def clean(self):
        cleaned = super().clean()
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and high <= low:
            self.add_error("high", "Наибольшее значение должно быть больше наименьшего.")
        return cleaned

    def measure(self) -> Measure:
        return Measure(**{name: self.cleaned_data[name] for name in ("title", "kind", "low", "high", "reverse")})


class ValuesForm(PageForm):
    """The values of one measure for every mentee, before and after."""

    on_entry = forms.DateField(label="День замера на входе", widget=DayInput, error_messages={"invalid": _DAY})
    on_exit = forms.DateField(label="День замера на выходе", widget=DayInput, error_messages={"invalid": _DAY})
    version = _version()

    def __init__(self, *args, measure: Measure, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.measure = measure
        today = schooldays.today(self.membership.organization)
        self.initial |= {"on_entry": min(programme.start, today), "on_exit": today, "version": measure.version}
        self.people = measuring.mentees(programme)
        kept = measuring.values_of(measure, programme)
        for one in self.people:
            for moment in measuring.MOMENTS:
                found = kept.get((one.person_id, moment))
                self._ask(one.person, moment, found.value if found else None)

    def _ask(self, person, moment: str, value: Decimal | None) -> None:
        low, high = self.measure.low, self.measure.high
        word = Wave.Moment(moment).label
        field = forms.DecimalField(
            label=f"{person.full_name}, {word}",
            required=False,
            min_value=low,
            max_value=high,
            max_digits=7,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 7}),
        )
        beyond = _BEYOND.format(counting.plain(low), counting.plain(high))
        field.error_messages |= {"invalid": _NUMBER, "min_value": beyond, "max_value": beyond}
        name = f"value-{person.pk}-{moment}"
        self.fields[name] = field
        self.initial[name] = counting.plain(value) if value is not None else None

    @property
    def lines(self) -> list[dict]:
        """Return the rows of the table: a mentee and a field for each moment."""
        return [
            {"person": one.person, "fields": [self[f"value-{one.person_id}-{moment}"] for moment in measuring.MOMENTS]}
            for one in self.people
        ]

    def values(self) -> dict[tuple[int, str], Decimal | None]:
        """Return what was keyed in, by person and moment."""
        keys = [(one.person_id, moment) for one in self.people for moment in measuring.MOMENTS]
        return {key: self.cleaned_data[f"value-{key[0]}-{key[1]}"] for key in keys}

    def days(self) -> dict:
        return {Wave.Moment.ENTRY: self.cleaned_data["on_entry"], Wave.Moment.EXIT: self.cleaned_data["on_exit"]}


class SwotForm(PageForm):
    """One line of the table of strengths and weaknesses."""

    quadrant = forms.ChoiceField(
        label="Куда", choices=SwotLine.Quadrant, error_messages={"required": _CHOICE, "invalid_choice": _CHOICE}
    )
    text = _text("Строка", 3)
    version = _version()


class ThresholdsForm(PageForm):
    """From which shares something is a strength or a weakness."""

    strength = forms.IntegerField(label="Сильная сторона — от, %", min_value=1, max_value=100)
    weakness = forms.IntegerField(label="Слабая сторона — меньше, %", min_value=0, max_value=99)
    satisfied = forms.IntegerField(
        label="Доволен тот, чей средний балл от", min_value=1, max_value=10, help_text="По шкале от 1 до 10."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            beyond = _BEYOND.format(field.min_value, field.max_value)
            field.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), beyond)

    def thresholds(self) -> Thresholds:
        return Thresholds(**{name: self.cleaned_data[name] for name in self.fields})
