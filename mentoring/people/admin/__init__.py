"""The people of a school in the curators' admin."""

from mentoring.people.admin import consents, groups, partners, persons, staff

__all__ = ["consents", "groups", "partners", "persons", "staff"]
