"""The registries in the curators' admin."""

from mentoring.registry.admin import schooling, selecting

__all__ = ["schooling", "selecting"]
