"""The list of a gathering on paper: names to be signed against, and empty lines for those who come besides."""

from django.template.loader import render_to_string

from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.printing import press
from practices.models import Gathering, Guest

SHEETS = ("css/act.css",)
EMPTY, LEAST = 5, 20  # empty lines after the names, lines in all


def render(gathering: Gathering, *, by: Membership) -> bytes:
    """Set the sheet as PDF."""
    return press.pdf(render_to_string("practices/print/sheet.html", facts(gathering, by=by)), sheets=SHEETS)


def facts(gathering: Gathering, *, by: Membership) -> dict:
    """Return the sheet as plain values for its template."""
    rows = Guest.objects.visible_to(by).filter(gathering=gathering).select_related("person")
    names = [row.person.full_name for row in rows]
    empty = max(EMPTY, LEAST - len(names))
    return {
        "organization": gathering.organization.full_name,
        "title": gathering.title,
        "when": words.full(gathering.on),
        "place": gathering.place,
        "audience": gathering.audience,
        "names": names + [""] * empty,
    }
