"""Tables and words of the papers that end a cycle: which questionnaires are asked, what ends the programme."""

import re
from datetime import date

from mentoring.calendar import words
from mentoring.programmes.models import Programme
from practices.models import Gathering
from reports.documents import participants
from reports.documents.facts import Roster
from reports.documents.models import Document
from surveys.models import Wave

_FINAL = re.compile(r"итог|торжеств|финал|заключительн|закрыти", re.IGNORECASE)
_WAVES = (("№ п/п", 8), ("Опрос", 30), ("Замер", 16), ("Кто отвечает", 28), ("Сроки", 18))


def rosters(document: Document, on: date) -> dict[str, Roster]:
    """Return the tables of the end of a cycle that the body asks for."""
    return {of: _MADE[of](document, on) for of in sorted(participants.tables_asked(document.body) & _MADE.keys())}


def finale(programme: Programme, on: date) -> str:
    """Name the gatherings appointed to end the programme: what, when and where."""
    rows = Gathering.objects.filter(programme=programme, state=Gathering.State.PLANNED, on__gte=on)
    return "; ".join(_appointed(row) for row in rows.order_by("on", "pk") if _FINAL.search(row.title))


def _appointed(row: Gathering) -> str:
    return f"{row.title.strip().rstrip('.')} ({', '.join(filter(None, (words.full(row.on), row.place.strip())))})"


def _waves(document: Document, on: date) -> Roster:
    """List the questionnaires that are yet to be answered; one about a single pair would name a child."""
    rows = Wave.objects.filter(programme=document.programme_id, pair=None, closes_on__gte=on)
    rows = rows.exclude(state=Wave.State.CLOSED).select_related("edition__questionnaire", "form", "group")
    return Roster(
        _WAVES,
        tuple(
            (
                f"{number}.",
                row.title,
                _moment(row),
                _answers(row),
                f"{words.digits(row.opens_on)} –\n{words.digits(row.closes_on)}",
            )
            for number, row in enumerate(rows.order_by("opens_on", "closes_on", "pk"), 1)
        ),
    )


def _moment(row: Wave) -> str:
    return f"{row.get_moment_display()}{', без имён' if row.anonymous else ''}"


def _answers(row: Wave) -> str:
    whose = [one.title for one in (row.form, row.group) if one]
    return ", ".join([row.edition.questionnaire.get_side_display(), *whose])


_MADE = {"waves": _waves}
