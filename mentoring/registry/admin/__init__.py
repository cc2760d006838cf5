"""The registries in the curators' admin."""

from mentoring.registry.admin import selecting

__all__ = ["selecting"]
