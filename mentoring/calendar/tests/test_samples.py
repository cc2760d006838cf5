"""The hand-made truth about real documents, where a folder with them is at hand."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from mentoring.calendar.due import stated_span
from mentoring.calendar.reading import read

FOLDER = Path(os.environ.get("ROADMAP_SAMPLES", "../shared/seeds"))


def events() -> list[Any]:
    """List the events of every expected file."""
    found = []
    for path in sorted(FOLDER.glob("*.expected.json")):
        for number, event in enumerate(json.loads(path.read_text(encoding="utf-8")).get("events", [])):
            found.append(pytest.param(event, id=f"{path.name.split('.')[0]}-{number}"))
    return found


@pytest.mark.parametrize("event", events())
def test_date_text_of_a_real_document_is_read_as_a_person_does(event: dict[str, Any]) -> None:
    spec = read(event["date_text"])

    assert [day and day.isoformat() for day in stated_span(spec)] == [event["date_from"], event["date_to"]]
    assert spec.recurrence in event.get("accept_recurrence", [event["recurrence"]])
    assert [day.isoformat() for day in spec.dates] == event.get("dates", [])
    assert spec.yearly_until == event.get("yearly_until", "")
    assert spec.document == event.get("refers_to", "")
    assert (spec.offset is not None) == event.get("relative", False)
    assert spec.year_missing or not event.get("month_only")
