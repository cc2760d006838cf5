"""A date text with its days."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.calendar.due import DueSpec, Recurrence, Span


@dataclass(frozen=True)
class Resolved:
    """A spec with its days: each span is one thing to do."""

    spec: DueSpec
    spans: tuple[Span, ...] = ()
    reviews: tuple[Span, ...] = ()  # later yearly looks at a thing done once («уточнение ежегодно»)
    inferred: bool = False  # a year was added
    note: str = ""  # Russian: what was added and why, or what it waits for

    @property
    def lasting(self) -> bool:
        """Tell whether it goes on all the time, so that its last day is no deadline."""
        return self.spec.recurrence == Recurrence.CONTINUOUS
