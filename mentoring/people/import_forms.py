"""The form that takes a list in."""

from django import forms

from mentoring.accounts import vocabulary
from mentoring.accounts.models import Membership
from mentoring.people.models import ImportBatch


class ImportForm(forms.Form):
    """What is in the file, and the file."""

    kind = forms.ChoiceField(
        label="Кто в списке",
        choices=ImportBatch.Kind,
        initial=ImportBatch.Kind.LEARNERS,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Скажите, кто в списке.", "invalid_choice": "Скажите, кто в списке."},
    )
    file = forms.FileField(
        label="Файл со списком",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv"}),
        help_text="Excel (.xlsx) или CSV, до 20 МБ и 20 000 строк. Столбцы — в любом порядке, с любыми названиями.",
        error_messages={"required": "Выберите файл со списком."},
    )

    def __init__(self, *args, membership: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        own = vocabulary.of_kind(membership.organization.kind)
        self.fields["kind"].choices = [
            (ImportBatch.Kind.LEARNERS, own.learners.capitalize()),
            (ImportBatch.Kind.STAFF, ImportBatch.Kind.STAFF.label.capitalize()),
        ]
