"""The registries in the curators' admin."""

from mentoring.registry.admin import applications, mentees, mentors, people, reference, restricted, schooling, selecting

__all__ = ["applications", "mentees", "mentors", "people", "reference", "restricted", "schooling", "selecting"]
