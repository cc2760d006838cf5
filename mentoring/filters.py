"""Filters of the curators' lists: each is a labelled control of one GET form."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from django.contrib import admin
from django.db import models

from mentoring.accounts.rows import OrganizationRow
from mentoring.calendar import zones


class SchoolRowFilter(admin.RelatedFieldListFilter):
    """Offer the related rows of the school in use alone."""

    include_empty_choice = False

    def has_output(self):
        return bool(self.used_parameters) or super().has_output()

    def field_choices(self, field, request, model_admin):
        rows = field.related_model._default_manager.visible_to(request.membership)
        return [(row.pk, str(row)) for row in rows]


class DaysFilter(admin.FieldListFilter):
    """Rows of some days: from one to another, both included."""

    template = "admin/filter_days.html"

    def __init__(self, field, request, params, model, model_admin, field_path):
        self.since_name, self.till_name = f"{field_path}_since", f"{field_path}_till"
        super().__init__(field, request, params, model, model_admin, field_path)
        self.since = _day(self.used_parameters.get(self.since_name))
        self.till = _day(self.used_parameters.get(self.till_name))

    def expected_parameters(self):
        return [self.since_name, self.till_name]

    def choices(self, changelist):
        return []

    def queryset(self, request, queryset):
        since, till = self.since, self.till and self.till + timedelta(days=1)
        if isinstance(self.field, models.DateTimeField):
            zone = request.membership.organization.zone
            since, till = (day and zones.moment(zone, day, 0) for day in (since, till))
        if since:
            queryset = queryset.filter(**{f"{self.field_path}__gte": since})
        if till:
            queryset = queryset.filter(**{f"{self.field_path}__lt": till})
        return queryset


def _day(given) -> date | None:
    text = given[-1] if isinstance(given, list) else given
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def scoped(model, named):
    """Let a filter named by a field of another row of the school offer that school's rows alone."""
    if not isinstance(named, str):
        return named
    field = model._meta.get_field(named)
    if field.is_relation and issubclass(field.related_model, OrganizationRow):
        return named, SchoolRowFilter
    return named


def options(spec, changelist) -> tuple[str, list[dict]]:
    """Return the name of a filter's parameter and its choices as options of a select."""
    name = spec.expected_parameters()[0]
    found = [
        {
            "value": parse_qs(urlsplit(choice["query_string"]).query).get(name, [""])[0],
            "words": choice["display"],
            "selected": choice["selected"],
        }
        for choice in spec.choices(changelist)
    ]
    return name, found
