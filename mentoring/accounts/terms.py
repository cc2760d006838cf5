"""The school's own quarters and vacations."""

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization, SchoolTerm
from mentoring.accounts.operations import Refused
from mentoring.calendar import schoolyear

_QUARTERS = schoolyear.QUARTERS + schoolyear.VACATIONS
_HALVES = ("half1", "half2", "winter", "summer")


def missing(organization: Organization, year: int) -> list[schoolyear.Term]:
    """Return the usual terms of the year that the organization has not set itself."""
    codes = _HALVES if organization.kind == Organization.Kind.COLLEGE else _QUARTERS
    own = set(SchoolTerm.objects.filter(organization=organization, school_year=year).values_list("code", flat=True))
    return [term for term in schoolyear.usual_terms(year) if term.code in codes and term.code not in own]


def year_to_fill(organization: Organization) -> int:
    """Return the school year people plan for: from July on, the one that is coming."""
    today = schooldays.today(organization)
    return today.year if today.month >= 7 else today.year - 1


@transaction.atomic
def take_usual(organization: Organization, year: int, *, by: Membership) -> list[SchoolTerm]:
    """Write the usual terms of a year down as the organization's own, to be corrected by it."""
    terms = missing(organization, year)
    if not terms:
        raise Refused("Четверти и каникулы этого года уже записаны. Исправьте даты в списке.")
    taken = []
    for term in terms:
        row = SchoolTerm.objects.create(
            organization=organization, code=term.code, school_year=year, start=term.start, end=term.end
        )
        journal.write(organization, "schoolterm.add", row, by=by, after={"start": row.start, "end": row.end})
        taken.append(row)
    return taken
