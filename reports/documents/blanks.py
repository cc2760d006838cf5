"""A kind of paper for the pen: lines in place of values, empty rows in tables, nothing of the school but its name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.people.declension import Case, organisations
from reports.documents import facts as known
from reports.documents import filling, laying, paired, participants
from reports.documents.facts import Facts, Human, Roster, School, Seat
from reports.documents.filling import Subject
from reports.documents.kinds import Kind
from reports.documents.kinds.body import SIGNERS
from reports.documents.laying import PEN_DATE
from reports.documents.paper import Block, Paper, Row, Table, text
from reports.documents.subjects import mentors as mentor_papers
from reports.documents.subjects import pairs as pair_papers
from reports.documents.subjects import phrases
from reports.documents.subjects import table as subjects
from reports.documents.wording import Worker

LINE, SHORT = "_" * 24, "_" * 8
SPACE = words.NBSP
_WIDTH = 64  # letters of a line of the sheet
_ROWS, _HANDS, _COMMISSION = 8, 6, 3  # empty rows of a table, of a sheet of signatures; who signs a protocol
_CHOOSE = "(нужное подчеркнуть)"
_SOMEBODY = Worker(0, 1)  # whoever the pen will name, and their position
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_KEPT = ("organization.", "annex:", "marks.")  # what stands on a blank as on any paper
_UNTOLD = ("many_leads", "footnotes", "plan_period")  # what depends on a plan or on people nobody has named
_PLAN, _OF_PLAN = known.plan_word("")
_SIDES = {"pair_mentor": "Наставник", "pair_mentee": "Наставляемый", "pair_parent": "Представитель",
          "agreement": "Партнёр", "labour": "Работник"}  # fmt: skip
_COLUMNS = subjects.COLUMNS | pair_papers.COLUMNS | mentor_papers.COLUMNS
_TITLES = {"employer_letter": "Об участии в программе наставничества"}
ROSTERS = participants.COLUMNS | paired.COLUMNS | {
    "roadmap": (("№ п/п", 8), ("Мероприятие", 40), ("Срок", 16), ("Ответственный", 18), ("Результат", 18)),
}  # fmt: skip
# Words of a row that no line can stand for: days, choices, endings that fit anybody.
_WORDS = {
    **dict.fromkeys(("on", "start", "end"), PEN_DATE),
    **dict.fromkeys(("number", "people", "held", "minutes", "hours", "fulfilment", "meetings"), SHORT),
    "acting": "действующего (действующей)",
    "their_acting": "действующего (действующей)",
    "their_called": "именуемый (именуемая)",
    "monthly": f"{SHORT} раз",
    "ready": "Готов (готова)",
    "told": "ознакомлен (ознакомлена)",
    "passed": "прошёл (прошла) обучение",
    "dear": f"Уважаемый (уважаемая) {LINE}",
    "mentees_label": "наставляемый",
    "mentees_title": "Наставляемый",
    "parent": "Если мне нет восемнадцати лет, согласие законного представителя прилагаю",
    "minor": "соглашение с его законным представителем подписывается отдельно",
    "paid": f"Работа наставника: безвозмездная, с оплатой по дополнительному соглашению {_CHOOSE}",
    "right": f"мать, отец, опекун, попечитель {_CHOOSE}",
    "papers": f"заявление, согласия, справка об отсутствии судимости {_CHOOSE}",
    "verdict": f"рекомендовать, зачислить в резерв, не рекомендовать {_CHOOSE}",
    "decision": f"Рекомендовать, зачислить в резерв, не рекомендовать {_CHOOSE}",
    "advice": f"продолжить, сменить наставника, завершить {_CHOOSE}",
    "votes": "«за» — ____, «против» — ____, «воздержались» — ____",
    "from": f"от {LINE}\n{LINE}\nтелефон: {'_' * 16}",
    "to": f"{LINE}\n{LINE}\n{LINE}",
}
_VALUES = {
    "period": f"с {PEN_DATE} по {PEN_DATE}",
    "period.end": PEN_DATE,
    "grounds": LINE,
    "group.names": f"{LINE}, {LINE}, {LINE}",
    "lead.forms": f"формы наставничества «{LINE}»",
    "lead.titles": f"«{LINE}»",
    "roadmap.of": _OF_PLAN,
}


class _Lines:
    """Names and positions that the pen will write, in any case."""

    def name(self, person: int, case: Case, style: str) -> str:
        return LINE

    def position(self, position: int, case: Case) -> str:
        return LINE

    def own_name(self, naming: str, title: str, case: Case) -> str:
        return organisations.decline(title, case)


def lay(kind: Kind, school: School, today: date, text: Sequence[Mapping[str, Any]] = ()) -> Paper:
    """Return the kind as a paper for the pen: the school's own text of it, else the standard one."""
    blocks = [made for block in text or kind.body for made in _told(block)]
    body = [_lined(block) for block in filling.body(blocks, _subject(kind, school))]
    paper = laying.lay(kind, _TITLES.get(kind.code, kind.title), body, _facts(school, today)).paper
    annexes = (replace(annex, blocks=_spaced(annex.blocks)) for annex in paper.annexes)
    return replace(paper, blocks=_spaced(paper.blocks), annexes=tuple(annexes))


def _told(block: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Leave out what is printed for a plan or a form there is not; of two wordings, keep the one with a name."""
    when = block.get("when", "")
    if when.startswith("no_") or when in _UNTOLD or block.get("each") == "forms":
        return
    by_sort = when.startswith("of_") or when == "with_learners"
    dropped = {"" if by_sort else "when", "" if block.get("each") == "rows" else "each"}
    yield {name: value for name, value in block.items() if name not in dropped}


def _subject(kind: Kind, school: School) -> Subject:
    """Give every word of a row as the pen needs it."""
    asked = {name for block in kind.body for name in filling.names(block.get("text", ""))}
    said = dict.fromkeys(asked, LINE) | {name: said for name, said in _WORDS.items() if name in asked}
    said |= {"person": "1"} if "person" in asked else {}
    said |= {"called": phrases.called(school.full)} if "called" in asked else {}
    columns, rows = table(kind.subject)
    signers = _COMMISSION if kind.journal == "protocols" else 1
    return Subject(said, columns, rows, (0,) * signers, (said, said))


def table(subject: str) -> tuple[tuple[tuple[str, int], ...], list[tuple[str, ...]]]:
    """Return the columns and the empty rows of the table that papers about such a row have."""
    if subject in _SIDES:
        rows = [("{organization.full}", LINE), (LINE, LINE), ("М. П.", "")]
        return (("Организация", 50), (_SIDES[subject], 50)), rows
    columns = _COLUMNS.get(subject, (("№ п/п", 100),))
    return columns, [("",) * len(columns)] * (1 if subject == "pair" else _ROWS)


def _lined(block: dict[str, Any]) -> dict[str, Any]:
    """Put lines in place of what is asked of the day; a value at the end of its line takes the rest of it."""
    made = dict(block)
    for name in ("text", "title", "approved"):
        if name in made:
            made[name] = _PLACEHOLDER.sub(_said, made[name]).replace("г..", "г.")
    if "rows" in made:
        made["rows"] = [[_PLACEHOLDER.sub(_said, cell) for cell in row] for row in made["rows"]]
    if "blocks" in made:
        made["blocks"] = [_lined(inner) for some in made["blocks"] for inner in _told(some)]
    if made["block"] == "acquaintance":
        made = {**made, "also": list(range(1, _HANDS + 1))}
    if made["block"] == "paragraph" and not made.get("centered"):
        made["text"] = _extended(made["text"])
    return made


def _extended(said: str) -> str:
    """Run the line of «Цель: ____.» to the edge of the sheet, and leave one more below."""
    label, found, rest = said.partition(LINE)
    if not found or rest not in ("", ".") or not label.endswith((": ", ". ")):
        return said
    return f"{label}{'_' * max(_WIDTH - len(label), len(SHORT))}\n{'_' * _WIDTH}"


def _said(found: re.Match[str]) -> str:
    name, _, how = found[1].partition("|")
    if name.startswith(_KEPT):
        return found[0]
    if name.startswith("due:"):
        return PEN_DATE
    return _PLAN.say(how) if name == "roadmap.word" else _VALUES.get(name, LINE)


def _facts(school: School, today: date) -> Facts:
    """Give a school in which nobody has a name yet."""
    empty = {of: Roster(columns, (("",) * len(columns),) * _ROWS) for of, columns in ROSTERS.items()}
    return Facts(
        school=school,
        on=today,
        calendar=SchoolCalendar(),
        forms=_Lines(),
        period=Span(today, today),
        staff=dict.fromkeys(SIGNERS, _SOMEBODY),
        group=(Seat(None, SPACE, SPACE),) * _ROWS,
        chair=_SOMEBODY,
        secretary=_SOMEBODY,
        chosen={0: _SOMEBODY},
        humans={pk: Human(pk, SPACE, SPACE) for pk in range(1, _HANDS + 1)},
        grounds=(LINE,),
        rosters=empty,
    )


def _spaced(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the empty cells of tables the height of a hand."""
    return tuple(_tall(block) if isinstance(block, Table) else block for block in blocks)


def _tall(table: Table) -> Table:
    space = (text(SPACE), text(SPACE))
    rows = (Row(tuple(cell if any(cell) else space for cell in row.cells)) for row in table.rows)
    return replace(table, rows=tuple(rows))
