"""Forms of reminders: to put one off, and to look through the log of letters."""

from django import forms

from mentoring.choosing import DayInput
from mentoring.notifications import deliveries


class SnoozeForm(forms.Form):
    """To which day, and why."""

    until = forms.DateField(
        label="До какого дня",
        widget=DayInput,
        error_messages={"required": "Выберите день.", "invalid": "Такого дня нет. Выберите день в календаре."},
    )
    reason = forms.CharField(
        label="Почему", max_length=300, error_messages={"required": "Напишите, почему откладываете."}
    )


class DeliveryFilter(forms.Form):
    """What to show of the log; a value nobody offers shows everything."""

    q = forms.CharField(label="Найти", required=False, max_length=100, widget=forms.SearchInput)
    state = forms.ChoiceField(label="Состояние", choices=deliveries.STATES, required=False)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
