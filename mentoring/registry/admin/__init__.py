"""The registries in the curators' admin."""

from mentoring.registry.admin import mentees, mentors, people, reference, restricted, schooling, selecting

__all__ = ["mentees", "mentors", "people", "reference", "restricted", "schooling", "selecting"]
