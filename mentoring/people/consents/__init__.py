"""Consents: one act per purpose, and what stays closed without it."""

from mentoring.people.consents.gates import missing, ready
from mentoring.people.consents.rules import Lack

__all__ = ["Lack", "missing", "ready"]
