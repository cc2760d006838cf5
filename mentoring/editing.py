"""The form of one row that two people may edit at once."""

from django import forms
from django.utils.html import format_html

from mentoring import shown
from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.choosing import NameField

STALE = (
    "Не сохранено: пока вы правили, эту запись изменил кто-то ещё. Ваш текст остался в полях, под ними — то, "
    "что сохранено сейчас. Проверьте и сохраните снова."
)

MISTAKES = {
    "required": "Заполните это поле.",
    "invalid_choice": "Такого варианта в списке нет. Выберите из списка.",
}


class OrganizationForm(forms.ModelForm):
    """A form of the school in use: its row, its version, its choices. `membership` is set by the admin."""

    membership = None
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.instance, OrganizationRow) and self.instance.organization_id is None:
            self.instance.organization = self.membership.organization
        for name, field in self.fields.items():
            field.error_messages |= MISTAKES
            if isinstance(field, NameField) and self.instance.pk:
                self.initial[name] = field.current = getattr(self.instance, name)
        if self.instance.pk and isinstance(self.instance, Versioned):
            self.initial["version"] = self.instance.version
        else:
            self.fields.pop("version", None)

    def _get_validation_exclusions(self):
        """Check the constraints that name the organization too, though it is no field of the form."""
        return super()._get_validation_exclusions() - {"organization"}

    def clean(self):
        cleaned = super().clean()
        if "version" in self.fields and cleaned.get("version") != self.initial["version"]:
            self._show_both_texts()
        return cleaned

    def _show_both_texts(self):
        """Keep what was typed, and say beside each field what somebody has saved meanwhile."""
        self.add_error(None, STALE)
        saved = type(self.instance).objects.get(pk=self.instance.pk)
        for name in self.changed_data:
            if name in self.initial and name != "version":
                field = saved._meta.get_field(name)
                now = shown.value(getattr(saved, name), field)
                self[name].help_text = format_html("Сохранено сейчас: {}", now)
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.initial["version"]

    def values(self) -> tuple[dict, dict]:
        """Return what was and what becomes of the changed fields, for the journal."""
        kept = self.cleaned_data.keys() - {"version", "DELETE"}
        changed = [name for name in self.changed_data if name in kept]
        before = {name: self._was(name) for name in changed if name in self.initial}
        return before, {name: self.cleaned_data[name] for name in changed}

    def _was(self, name):
        field, initial = self.fields[name], self.initial[name]
        if isinstance(field, forms.ModelChoiceField) and isinstance(initial, int):
            return str(field.queryset.filter(pk=initial).first() or "")
        return initial
