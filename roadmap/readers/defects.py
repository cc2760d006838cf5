"""Point at what a person should look at: nothing is dropped, nothing is invented."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from mentoring.calendar.due import DueSpec, Kind
from roadmap.readers import numbers, responsible, wording
from roadmap.readers.assembling import Gathered
from roadmap.readers.blocks import Pages
from roadmap.readers.draft import Draft, Event, Plan, Problem, Severity, Who

# What may have changed the meaning of what was read.
_SERIOUS = ("guessed-columns", "long-cell")
_FORMATS = "Загрузите файл, где план набран таблицей с заголовками столбцов: мероприятие, срок, ответственный."


def check(name: str, draft: Draft, pages: Pages, gathered: Gathered) -> Draft:
    found = [
        *_of_document(name, draft, pages, gathered),
        *(problem for plan in draft.plans for problem in _of_plan(plan)),
        *wording.check(draft, gathered.lines),
    ]
    return replace(draft, problems=tuple(dict.fromkeys(found)))


def _of_document(name: str, draft: Draft, pages: Pages, gathered: Gathered) -> Iterator[Problem]:
    pictures = [remark for remark in pages.remarks if remark.code == "picture"]
    if not any(plan.events for plan in draft.plans):
        why = " В документе есть картинки: возможно, план вставлен картинкой." if pictures else ""
        yield Problem(
            "no-plan", "документ", f"В файле «{name}» не найдена таблица плана.{why}", _FORMATS, Severity.ERROR
        )
    plans = [plan for plan in draft.plans if not plan.is_matrix]
    if len(plans) > 1:
        titles = "; ".join(f"«{plan.title or plan.place}»" for plan in plans)
        yield Problem(
            "two-plans",
            plans[1].place,
            f"В документе несколько планов: {titles}.",
            "Выберите, какой из них вести.",
            Severity.QUESTION,
        )
    for plan in draft.plans:
        if plan.is_matrix:
            yield Problem(
                "matrix",
                plan.place,
                "Это таблица этапов: дела, документы и показатели по этапам.",
                "Выберите: контрольный список этапов или второй план.",
                Severity.QUESTION,
            )
    if draft.contingent:
        yield Problem(
            "contingent",
            draft.contingent.place,
            "Это таблица контингента, в план она не входит.",
            "Перенесите её в контингент программы.",
            Severity.INFO,
        )
    if draft.working_group:
        yield Problem(
            "working-group",
            draft.working_group[0].place,
            "Это состав рабочей группы, в план он не входит.",
            "Перенесите его в рабочую группу программы.",
            Severity.INFO,
        )
    for place in gathered.strange:
        yield Problem(
            "strange-table",
            str(place),
            "Таблица не похожа на план и пропущена: столбцы не узнаны.",
            "Если это план, назовите столбцы: мероприятие, срок, ответственный.",
            Severity.INFO,
        )
    for remark in pages.remarks:
        if remark.code != "picture" or draft.plans:
            severity = Severity.WARNING if remark.code in _SERIOUS else Severity.INFO
            yield Problem(remark.code, str(remark.place), remark.text, remark.remedy, severity)


def _of_plan(plan: Plan) -> Iterator[Problem]:
    dated = any(event.due.raw for event in plan.events)
    answered = any(event.responsibles for event in plan.events)
    if plan.events and not dated:
        yield Problem("no-dates", plan.place, "В плане нет сроков.", "Укажите сроки мероприятий.")
    if plan.events and not answered and not plan.is_matrix:
        yield Problem("no-responsibles", plan.place, "В плане нет ответственных.", "Назначьте ответственных.")
    above = None
    for event in plan.events:
        if above and _maybe_merged(above, event):
            yield Problem(
                "merged-guess",
                event.place,
                f"«{_short(event.title)}»: нет ни срока, ни ответственного. Возможно, ячейки "
                "объединены со строкой выше.",
                "Выберите: как в строке выше или не указано.",
                Severity.QUESTION,
            )
        else:
            yield from _of_event(plan, event, dated=dated, answered=answered)
            above = event
    yield from _of_numbers(plan)
    for aside in plan.asides:
        yield Problem(
            "aside",
            aside.place,
            f"Строка «{_short(aside.text)}» не похожа на мероприятие и в план не вошла.",
            "Если это мероприятие, добавьте его.",
            Severity.INFO,
        )
    filled = {event.section for event in plan.events}
    parents = {section.parent for section in plan.sections}
    for index, section in enumerate(plan.sections):
        if index not in filled and index not in parents:
            yield Problem(
                "empty-section",
                section.place,
                f"Под заголовком «{_short(section.title)}» нет мероприятий.",
                "Проверьте: возможно, это мероприятие без срока и ответственного.",
            )


def _maybe_merged(above: Event, event: Event) -> bool:
    """A text copy leaves merged cells empty: a bare line under a full one of the same section."""
    bare = not event.due.raw and not event.responsible_text
    siblings = event.section == above.section and len(numbers.key(event.number)) == len(numbers.key(above.number))
    return bare and siblings and bool(above.due.raw and above.responsible_text)


def _of_event(plan: Plan, event: Event, *, dated: bool, answered: bool) -> Iterator[Problem]:
    title = _short(event.title)
    if not event.title:
        yield Problem(
            "no-title", event.place, "В строке нет названия мероприятия.", "Впишите название или удалите строку."
        )
    if event.due.raw or dated:
        yield from _of_due(event, title)
    if plan.is_matrix:
        return
    if not event.responsibles and answered:
        yield Problem(
            "no-responsible", event.place, f"«{title}»: не указан ответственный.", "Назначьте ответственного."
        )
    elif any(one.kind == Who.NONE for one in event.responsibles):
        yield Problem(
            "responsible-open",
            event.place,
            f"«{title}»: ответственный не назначен («{event.responsible_text}»).",
            "Выберите должность или роль.",
            Severity.QUESTION,
        )
    elif not responsible.is_clear(event.responsibles):
        yield Problem(
            "responsible-unclear",
            event.place,
            f"«{title}»: не понято, кто отвечает («{event.responsible_text}»).",
            "Выберите должность, роль или человека.",
            Severity.QUESTION,
        )
    if re.match(r"сроки\b", event.title, re.IGNORECASE):
        yield Problem(
            "column-as-title",
            event.place,
            f"«{title}» похоже на название столбца, а не мероприятия.",
            "Если это мероприятие, назовите его действием.",
        )
    if event.title.endswith("*") and not event.footnote:
        yield Problem(
            "footnote-lost",
            event.place,
            f"«{title}»: есть знак сноски, но самой сноски в документе нет.",
            "Допишите пояснение или уберите звёздочку.",
        )


def _of_due(event: Event, title: str) -> Iterator[Problem]:
    due = event.due
    if not due.raw:
        yield Problem("no-date", event.place, f"«{title}»: срок не указан.", "Укажите срок.")
    elif due.kind == Kind.UNCLEAR:
        yield Problem(
            "date-unclear", event.place, f"«{title}»: срок «{due.raw}» не понят: {due.reason}.", "Исправьте срок."
        )
    elif _year_is_open(due) and not event.due_inherited:
        yield Problem(
            "year-missing",
            event.place,
            f"«{title}»: в сроке «{due.raw}» нет года.",
            "Выберите год или «каждый год».",
            Severity.QUESTION,
        )


def _year_is_open(due: DueSpec) -> bool:
    return due.year_missing and due.kind not in (Kind.ANNUAL_MONTH, Kind.ANNUAL_DEADLINE, Kind.INTERVAL)


def _of_numbers(plan: Plan) -> Iterator[Problem]:
    seen: set[tuple[int | None, tuple[str, ...]]] = set()
    numbered = sum(1 for event in plan.events if event.number)
    for event in plan.events:
        if event.number:
            yield from _of_number(plan, event, doubled=(event.section, numbers.key(event.number)) in seen)
            seen.add((event.section, numbers.key(event.number)))
        elif not event.order and numbered * 2 > len(plan.events):
            yield Problem(
                "number-missing",
                event.place,
                f"«{_short(event.title)}»: нет номера.",
                "Номер будет проставлен сам.",
                Severity.INFO,
            )
    yield from _of_section_numbers(plan)


def _of_number(plan: Plan, event: Event, *, doubled: bool) -> Iterator[Problem]:
    if doubled and not event.order:
        yield Problem(
            "number-doubled",
            event.place,
            f"Номер «{event.number}» уже стоит у другого мероприятия.",
            "Пронумеруйте мероприятия заново.",
        )
    above = plan.sections[event.section].number if event.section is not None else ""
    if above and len(numbers.key(event.number)) > 1 and not numbers.is_under(event.number, above):
        yield Problem(
            "number-wrong",
            event.place,
            f"Номер «{event.number}» не подходит к разделу «{above}».",
            "Проверьте номер или раздел.",
        )


def _of_section_numbers(plan: Plan) -> Iterator[Problem]:
    counted = Counter(section.number for section in plan.sections if section.number)
    for section in plan.sections:
        if counted[section.number] > 1:
            yield Problem(
                "section-doubled",
                section.place,
                f"Номер раздела «{section.number}» повторяется.",
                "Пронумеруйте разделы заново.",
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
