"""Print a draft in the agreed form of the expected files: what the text says, guesses marked as such."""

from datetime import date
from typing import Any

from mentoring.calendar.due import Kind, stated_span
from roadmap.readers.draft import Draft, Event, Plan, Problem, Section

_REFERS = (Kind.PER_DOCUMENT, Kind.BY_AGREEMENT)


def as_expected(draft: Draft) -> dict[str, Any]:
    """Give title, columns, period, stages, events, tables and problems."""
    tables = [_table(plan, several=len(draft.plans) > 1) for plan in draft.plans]
    return {
        "kind": draft.kind,
        "title": draft.title,
        "organization": draft.organization_hint,
        "order": {"number": draft.order_number, "date": _day(draft.order_date)},
        "columns": list(draft.columns),
        "period": {
            "text": draft.period_text,
            "from": draft.period.start.year if draft.period else None,
            "to": draft.period.end.year if draft.period else None,
        },
        "stages_or_sections": [section for table in tables for section in table["stages_or_sections"]],
        "events": [event for table in tables for event in table["events"]],
        "tables": tables if len(tables) > 1 else [],
        "contingent": _contingent(draft),
        "working_group": [
            {"number": member.number, "name": member.name, "post": member.position, "duties": list(member.duties)}
            for member in draft.working_group
        ],
        "problems": [_problem(problem) for problem in draft.problems],
    }


def _table(plan: Plan, *, several: bool) -> dict[str, Any]:
    name = "stage_plan" if plan.is_matrix else "roadmap"
    return {
        "name": name,
        "heading": plan.title,
        "columns": list(plan.columns),
        "layout": str(plan.layout),
        "stages_or_sections": [_section(plan, section) for section in plan.sections],
        "events": [_event(plan, event, name if several else "") for event in plan.events],
    }


def _section(plan: Plan, section: Section) -> dict[str, Any]:
    printed: dict[str, Any] = {
        "number": section.number,
        "title": section.title,
        "goal_text": section.goal,
        "task_text": section.task,
        "result_text": section.result,
        "parent": _name(plan.sections[section.parent]) if section.parent is not None else "",
    }
    if plan.is_matrix:
        printed |= {
            "tasks": list(section.items),
            "documents": list(section.documents),
            "indicators": list(section.indicators),
        }
    if section.due.raw:
        printed["date_text"] = section.due.raw
    if section.responsible_text:
        printed["responsible_text"] = section.responsible_text
    return printed


def _name(section: Section) -> str:
    return section.number or section.title


def _event(plan: Plan, event: Event, unsectioned: str) -> dict[str, Any]:
    """A cell merged from above is empty in the text: it is printed empty, with what it inherits beside it."""
    merged_date = "date" in event.merged
    start, end = (None, None) if merged_date else stated_span(event.due)
    printed: dict[str, Any] = {
        "section": unsectioned if event.section is None else _name(plan.sections[event.section]),
        "number": event.number,
        "title": event.title,
        "date_text": "" if merged_date else event.due.raw,
        "date_from": _day(start),
        "date_to": _day(end),
        "recurrence": "none" if merged_date else str(event.due.recurrence),
        "responsible_text": "" if "responsible" in event.merged else event.responsible_text,
        "result_text": event.result_text,
        "indicator_text": event.indicator_text,
    }
    return printed | _marks(event, merged_date=merged_date) | {"place": event.place}


def _marks(event: Event, *, merged_date: bool) -> dict[str, Any]:
    due = event.due
    marks: dict[str, Any] = {
        "due_kind": str(due.kind),
        "dates": [day.isoformat() for day in due.dates],
        "month_only": due.year_missing and not merged_date and not due.yearly_until,
        "yearly_until": due.yearly_until,
        "relative": due.kind == Kind.RELATIVE,
        "refers_to": due.document or due.party if due.kind in _REFERS else "",
        "date_missing": not due.raw,
        "responsible_missing": not event.responsible_text,
        "merged_above": list(event.merged),
        "date_inherited_from_stage": event.due_inherited and not merged_date,
        "content": list(event.content),
        "footnote": event.footnote,
        "order_in_stage": event.order,
        "other": {extra.column: extra.text for extra in event.extras},
        "responsibles": [
            {"kind": str(one.kind), "name": one.name, "position": one.position, "role": one.role_code, "text": one.raw}
            for one in event.responsibles
        ],
    }
    if merged_date:
        marks["inherited"] = {"date_text": due.raw, "responsible_text": event.responsible_text}
    return {name: value for name, value in marks.items() if value}


def _contingent(draft: Draft) -> dict[str, Any] | None:
    if draft.contingent is None:
        return None
    return {
        "columns": list(draft.contingent.columns),
        "rows": [
            {"number": row.number, "label": row.label, "values": list(row.values)} for row in draft.contingent.rows
        ],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "place": problem.place,
        "text": problem.text,
        "remedy": problem.remedy,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def summary(name: str, draft: Draft) -> str:
    """Tell in Russian, for a person at a terminal, what was found."""
    lines = [f"Файл: {name}", f"Заголовок: {draft.title or 'не найден'}"]
    if draft.period_text:
        lines.append(f"Период: {draft.period_text}")
    if draft.order_number:
        lines.append(
            f"Приказ: № {draft.order_number}" + (f" от {draft.order_date:%d.%m.%Y}" if draft.order_date else "")
        )
    for plan in draft.plans:
        lines += ["", f"{plan.title or 'План без заголовка'} ({plan.place})"]
        lines.append(f"Разделов: {len(plan.sections)}, мероприятий: {len(plan.events)}")
        lines.append("Столбцы: " + " · ".join(plan.columns))
        lines += [_line(event) for event in plan.events]
    if draft.contingent:
        lines += ["", f"Контингент: строк {len(draft.contingent.rows)} ({draft.contingent.place})"]
    if draft.working_group:
        lines += ["", f"Рабочая группа: человек {len(draft.working_group)}"]
    if draft.problems:
        lines += ["", f"На что обратить внимание: {len(draft.problems)}"]
        lines += [f"  {problem.place}: {problem.text} {problem.remedy}" for problem in draft.problems]
    return "\n".join(lines)


def _line(event: Event) -> str:
    due = event.due.raw or "срок не указан"
    return f"  {event.number or '–'} {event.title} · {due} · {event.responsible_text or 'ответственный не указан'}"
