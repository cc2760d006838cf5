"""The people of a school in the curators' admin."""

from mentoring.people.admin import groups, partners, persons, staff

__all__ = ["groups", "partners", "persons", "staff"]
