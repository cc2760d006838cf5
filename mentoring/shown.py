"""How a value looks in lists and on forms that only show: words and signs, never colours alone."""

from datetime import date, datetime

from django.contrib.admin.utils import display_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from mentoring.calendar import words

NOTHING = "—"
_ICONS = {
    "ok": "check-circle-fill",
    "go": "arrow-right-circle",
    "warn": "exclamation-triangle",
    "bad": "exclamation-octagon",
    "": "circle",
}


def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite; with a label it speaks, without one it is decoration."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', said, static("icons.svg"), name)


def status(tone: str, text: str, picture: str = "") -> SafeString:
    """A state as a sign and words; the tone is ok, go, warn, bad or empty."""
    return format_html(
        '<span class="status{}">{}<span>{}</span></span>',
        f" status-{tone}" if tone else "",
        icon(picture or _ICONS[tone]),
        text,
    )


def value(given, field: models.Field | None = None, *, yes_no: bool = False) -> str:
    """Say a value in words: dates, moments, choices, yes and no, text with its lines."""
    if yes_no or isinstance(given, bool):
        return status("ok", "да") if given else status("", "нет")
    if given is None or given == "":
        return NOTHING
    if isinstance(given, datetime):
        moment = timezone.localtime(given)
        return f"{words.full(moment.date())}, {moment:%H:%M}"
    if isinstance(given, date):
        return words.full(given)
    if isinstance(field, models.TextField):
        return mark_safe(linebreaks(given, autoescape=True))
    if field is None or field.is_relation:
        return given if isinstance(given, SafeString) else str(given)
    return display_for_field(given, field, NOTHING)


def of_row(name, row, model_admin) -> str:
    """Say what the column or read-only field `name` of a row holds."""
    try:
        field, attribute, given = lookup_field(name, row, model_admin)
    except ObjectDoesNotExist:
        return NOTHING
    if field is not None and field.is_relation:
        return value(getattr(row, field.name))
    return value(given, field, yes_no=getattr(attribute, "boolean", False))
