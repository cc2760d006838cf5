"""Choosing a row of the school in a form: from a short list, or by its name where the list would be long."""

import re
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils.html import format_html

from mentoring.accounts.keys import RussianKeyField, russian_key

_NUMBERED = re.compile(r" \(№\s?(\d+)\)\s*$")


class DayInput(forms.DateInput):
    """The browser's own calendar: works by keyboard and thumb, without a script of ours."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class _Shared(ModelChoiceIterator):
    def __iter__(self):
        if not self.field.read:
            self.field.read.extend(super().__iter__())
        return iter(self.field.read)


class ShortListField(forms.ModelChoiceField):
    """A list of rows, read once for all the rows of a table of forms."""

    iterator = _Shared

    def __init__(self, *args, **kwargs):
        self.read = []
        super().__init__(*args, **kwargs)

    def __deepcopy__(self, memo):
        copy = super().__deepcopy__(memo)
        copy.read = self.read
        return copy


class NameInput(forms.TextInput):
    """A name typed with the browser's own suggestions, which a script asks from the admin's autocomplete."""

    def __init__(self, db_field, attrs=None):
        super().__init__(attrs)
        self.db_field = db_field

    def render(self, name, value, attrs=None, renderer=None):
        asked = {
            "app_label": self.db_field.model._meta.app_label,
            "model_name": self.db_field.model._meta.model_name,
            "field_name": self.db_field.name,
        }
        hints = f"hints-{name}"
        attrs = (attrs or {}) | {
            "list": hints,
            "autocomplete": "off",
            "data-suggest": f"{reverse('admin:autocomplete')}?{urlencode(asked)}",
        }
        return format_html('{}<datalist id="{}"></datalist>', super().render(name, value, attrs, renderer), hints)


class NameField(forms.ModelChoiceField):
    """A row chosen by its name; namesakes are told apart by their number."""

    default_error_messages = {
        "nobody": "«%(typed)s»: такого в списках нет. Проверьте написание или сначала добавьте.",
        "namesakes": "Таких несколько: %(names)s. Впишите нужное целиком, вместе с номером.",
    }
    current = None

    def prepare_value(self, value):
        if isinstance(value, models.Model):
            return str(value)
        if isinstance(value, int):
            return str(self.queryset.filter(pk=value).first() or "")
        return value

    def to_python(self, value):
        typed = " ".join((value or "").split())
        if not typed:
            return None
        if self.current is not None and typed == str(self.current):
            return self.current
        found = list(self._named(typed)[:5])
        if not found:
            raise ValidationError(self.error_messages["nobody"], code="nobody", params={"typed": typed})
        if len(found) > 1:
            names = ", ".join(f"«{numbered(row)}»" for row in found)
            raise ValidationError(self.error_messages["namesakes"], code="namesakes", params={"names": names})
        return found[0]

    def _named(self, typed: str):
        number = _NUMBERED.search(typed)
        if number:
            return self.queryset.filter(pk=number[1])
        return self.queryset.filter(**{_key_of(self.queryset.model): russian_key(typed)})


def numbered(row) -> str:
    """Name a row so that it differs from its namesakes."""
    return f"{row} (№ {row.pk})"


def _key_of(model) -> str:
    return next(field.name for field in model._meta.fields if isinstance(field, RussianKeyField))
