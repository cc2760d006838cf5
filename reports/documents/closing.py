"""Tables and words of the papers that end a cycle: questionnaires, the last gathering, awards, indicators.

Whose consent is not in force stands in no list of awards: the roster names them to whoever drafts the paper.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mentoring.calendar import words
from mentoring.pairs import covering
from mentoring.pairs.covering import Share
from mentoring.programmes.models import Programme, Target
from mentoring.registry.models import Mentee, Mentor
from practices import counting
from practices.counting import Goal
from practices.models import Award, Gathering
from reports.documents import participants, wording
from reports.documents.facts import Roster
from reports.documents.models import Document
from surveys.models import Wave

_FINAL = re.compile(r"итог|торжеств|финал|заключительн|закрыти", re.IGNORECASE)
_WAVES = (("№ п/п", 8), ("Опрос", 30), ("Замер", 16), ("Кто отвечает", 28), ("Сроки", 18))

_THANKED = (
    ("№ п/п", 6), ("Фамилия, имя, отчество", 27), ("Место работы или учёбы", 19), ("Чем поощрить", 18), ("За что", 30),
)  # fmt: skip
_RESULTS = (("№ п/п", 7), ("Показатель", 37), ("План", 20), ("Факт", 20), ("Итог", 16))
# The figures that the model asks for, as an order calls them.
_GOALS = {
    "meetings": "Проведено встреч с участниками программы",
    "present": "Доля пришедших среди приглашённых на встречи",
    "rubrics": "Рубрик о наставничестве на информационных ресурсах",
    "publications": "Опубликовано материалов о наставничестве",
}
_UNKNOWN = "—"


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


def _thanked(document: Document, on: date) -> Roster:
    return _listed(document, _to_be_thanked(document), on)


def thanked(document: Document, on: date) -> list[Award]:
    """Return the awards that an order on results lists."""
    rows = _to_be_thanked(document)
    closed = not_to_be_named([row.person_id for row in rows], document.programme, on)
    return [row for row in rows if row.person_id not in closed]


def _to_be_thanked(document: Document) -> list[Award]:
    """Return what is not money; what was given on another ground, or by another order, is not given again."""
    rows = _awards(document).exclude(kind__in=Award.MATERIAL).exclude(state=Award.State.GIVEN, basis__gt="")
    return list(rows.exclude(basis__istartswith="приказ"))


def _proposed(document: Document, on: date) -> Roster:
    """List whom the head is asked to give money: those alone who work here."""
    rows = list(_awards(document).filter(kind__in=Award.MATERIAL, state=Award.State.PROPOSED))
    _, employed = participants.places_of([row.person_id for row in rows], on)
    others = (row.person.full_name for row in rows if row.person_id not in employed)
    made = _listed(document, [row for row in rows if row.person_id in employed], on)
    return replace(made, elsewhere=tuple(others))


def _awards(document: Document):
    rows = Award.objects.filter(programme=document.programme_id).select_related("person")
    return rows.order_by("person__name_key", "person", "kind", "pk")


def _listed(document: Document, rows: list[Award], on: date) -> Roster:
    closed = not_to_be_named([row.person_id for row in rows], document.programme, on)
    kept = [row for row in rows if row.person_id not in closed]
    places, employed = participants.places_of([row.person_id for row in kept], on)
    return Roster(
        _THANKED,
        tuple(
            (
                f"{number}.",
                row.person.full_name,
                places.get(row.person_id, ""),
                row.get_kind_display(),
                wording.low(row.reason.strip().rstrip(".")),
            )
            for number, row in enumerate(kept, 1)
        ),
        tuple(dict.fromkeys(row.person_id for row in kept if row.person_id in employed)),
        tuple(dict.fromkeys(row.person.full_name for row in rows if row.person_id in closed)),
    )


def not_to_be_named(people: Sequence[int], programme: Programme, on: date) -> set[int]:
    """Return those of these people, of participants and of learners, whose consent is not in force."""
    taking_part = participants.learners_among(people, on)
    for model in (Mentee, Mentor):
        taking_part |= set(
            model.objects.filter(programme=programme, person__in=people).values_list("person", flat=True)
        )
    return participants.without_consent(taking_part, programme, on) if taking_part else set()


def _results(document: Document, on: date) -> Roster:
    """Lay what was meant beside what has come of it: shares in pairs, then meetings and publications."""
    rows: list[tuple[str, ...]] = []
    number = itertools.count(1)
    shares = [one for one in covering.of_programme(document.programme, on) if _counts(one)]
    for title, lines in (
        ("Охват наставничеством", [_share(one) for one in shares]),
        ("Встречи и публикации", _goals(document.programme)),
    ):
        rows += [(title,), *((f"{next(number)}.", *line) for line in lines)] if lines else []
    return Roster(_RESULTS, tuple(rows))


def _counts(one: Share) -> bool:
    """Leave out a group that is nobody and of whom nothing was meant: a kindergarten's learners."""
    return bool(one.of or one.people or one.target is not None)


def _share(one: Share) -> tuple[str, str, str, str]:
    plan = f"не менее {words.per_cent(one.target)}" if one.target is not None else _UNKNOWN
    fact = f"{words.per_cent(one.percent)} ({one.people} из {one.of})" if one.percent is not None else _UNKNOWN
    known = one.target is not None and one.percent is not None
    return Target.Group(one.group).label, plan, fact, _outcome(one.reached) if known else _UNKNOWN


def _goals(programme: Programme) -> list[tuple[str, str, str, str]]:
    counted = counting.goals(programme, tuple(_GOALS))
    return [(title, *_goal(one)) for title, one in zip(_GOALS.values(), counted, strict=True)]


def _goal(one: Goal) -> tuple[str, str, str]:
    unit = f"{words.NBSP}{one.unit}" if one.unit else ""
    plan = f"не менее {one.least}{unit}"
    if one.count is None:
        return plan, _UNKNOWN, _UNKNOWN
    return plan, f"{one.count}{unit}", _outcome(one.reached)


def _outcome(reached: bool) -> str:
    return "выполнен" if reached else "не выполнен"


_MADE = {"waves": _waves, "thanked": _thanked, "proposed": _proposed, "results": _results}
