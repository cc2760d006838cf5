"""Fields that more than one form of this app asks."""

from django import forms

from mentoring.choosing import NameField, NameInput
from mentoring.people.models import Person, StudyGroup

_PEOPLE = StudyGroup._meta.get_field("teacher")  # its suggestions are the people of the school
_LINK = {
    "invalid": "Это не адрес. Скопируйте его из строки браузера целиком.",
    "required": "Укажите адрес, где это опубликовано.",
}


def link(label: str = "Ссылка", *, required: bool = False, help_text: str = "") -> forms.URLField:
    """Ask for an address; one typed without a scheme is a safe one."""
    return forms.URLField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=200,
        assume_scheme="https",
        error_messages=_LINK.copy(),
    )


def version() -> forms.IntegerField:
    """Carry the version of the row that was seen."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)


def one_person(label: str, *, required: bool = True) -> NameField:
    """Ask for a person by name; which ones are offered is said by the form."""
    return NameField(
        label=label,
        queryset=Person.objects.none(),
        required=required,
        widget=NameInput(_PEOPLE),
        help_text="Начните с фамилии.",
        error_messages={"required": "Впишите фамилию, имя и отчество."},
    )
