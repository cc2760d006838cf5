"""What is asked before the data of a person are destroyed."""

from django import forms

from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.people.models import Erasure, Person


class EraseForm(forms.Form):
    """The reason, the paper on which it rests, and the surname typed by hand."""

    reason = forms.ChoiceField(
        label="Причина",
        choices=Erasure.Reason,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Отметьте причину.", "invalid_choice": "Отметьте причину."},
    )
    basis = forms.CharField(
        label="Основание",
        max_length=200,
        required=False,
        help_text="Дата и номер заявления или приказа, без имени: «заявление от 12.10.2026 № 4».",
    )
    surname = forms.CharField(
        label="Фамилия этого человека",
        max_length=100,
        help_text="Наберите её, чтобы подтвердить: вернуть данные будет нельзя.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Наберите фамилию."},
    )

    def __init__(self, *args, membership: Membership, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_surname(self):
        typed = self.cleaned_data["surname"]
        if russian_key(typed) != russian_key(self.person.surname):
            raise forms.ValidationError("Фамилия другая. Проверьте, тот ли это человек, и наберите её снова.")
        return typed

    def clean_basis(self):
        basis = self.cleaned_data["basis"]
        if russian_key(self.person.surname) in russian_key(basis):
            raise forms.ValidationError("В основании названо имя, а акт остаётся без имён. Оставьте дату и номер.")
        return basis
