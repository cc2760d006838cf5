"""Tables about the programme itself: its passport, its targets, its forms; read only where a paper asks for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.people.models import Employment, Partner
from mentoring.programmes.models import ProgrammeForm, Resource, Target
from reports.documents import facts as known
from reports.documents import participants, wording
from reports.documents.facts import Roster
from reports.documents.models import Document, Ground
from roadmap.models import STAGES, Roadmap, Section

_PASSPORT = (("Раздел паспорта", 30), ("Содержание", 70))
_TARGETS = (("№ п/п", 8), ("Показатель охвата", 52), ("Год", 18), ("Не менее, %", 22))
_FORMS = (("Форма наставничества", 26), ("Кто может быть наставником", 37), ("Кому нужен наставник", 37))
_DECISIONS = (("Форма наставничества", 30), ("Кто решает о паре или группе", 36), ("Чьё мнение учитывают", 34))
_TAKEN = (("№ п/п", 8), ("Форма наставничества", 26), ("Ролевые модели", 38), ("Ответственный", 28))
_USUALLY_DECIDES = "Рабочая группа"
_MONITORING = (
    "Первый этап — качество самой программы: анкеты участников, сильные и слабые стороны, возможности и риски.",
    "Второй этап — влияние на участников: ответы и показатели в начале и в конце программы.",
    "Отвечает куратор программы.",
)


def rosters(document: Document, on: date) -> dict[str, Roster]:
    """Return the tables about the programme that the body asks for, those with rows."""
    asked = participants.tables_asked(document.body) & _MADE.keys()
    made = {of: _MADE[of](document, on) for of in sorted(asked)}
    return {of: roster for of, roster in made.items() if roster.rows}


def _passport(document: Document, on: date) -> Roster:
    programme = document.programme
    forms = _taken_forms(document)
    said = (
        ("Наименование программы", _name(programme.title)),
        ("Основание разработки", _bases(document)),
        ("Разработчик", f"{document.organization.full_name}, рабочая группа программы"),
        ("Куратор программы", _curator(document, on)),
        ("Сроки реализации", known.between(Span(programme.start, programme.end))),
        ("Цель", programme.goal.strip()),
        ("Задачи", _numbered(programme.tasks.splitlines())),
        ("Целевая аудитория", _audience(forms)),
        ("Формы и ролевые модели", _each_form(forms, _models)),
        ("Этапы", _numbered(_stages(document))),
        ("Ожидаемые результаты", _numbered(line for row in forms for line in row.form.results.splitlines())),
        ("Что считают в начале и в конце", _each_form(forms, _assessed)),
        ("Ресурсы", _resources(document)),
        ("Партнёры", "\n".join(_partners(document, on))),
        ("Мониторинг", "\n".join(_MONITORING)),
    )
    return Roster(_PASSPORT, tuple(row for row in said if row[1]))


def _name(title: str) -> str:
    return title if "наставнич" in title.lower() else f"Программа наставничества. {title}"


def _bases(document: Document) -> str:
    acts = Ground.objects.filter(document=document).select_related("act")
    titles = [" ".join(row.act.title.split()).rstrip(".,;") for row in acts]
    if not titles:
        return ""
    return "\n".join(["Разработана на основании:", *(f"– {title};" for title in titles[:-1]), f"– {titles[-1]}."])


def _curator(document: Document, on: date) -> str:
    rows = Employment.objects.filter(organization=document.organization_id).holding(Employment.Duty.CURATOR, on)
    row = rows.select_related("person", "position").first()
    if row is None:
        return ""
    title = wording.low(row.position.title)
    return row.person.full_name if title.startswith("куратор") else f"{row.person.full_name}, {title}"


def _taken_forms(document: Document) -> list[ProgrammeForm]:
    rows = ProgrammeForm.objects.filter(programme=document.programme_id).select_related("form", "lead")
    rows = rows.prefetch_related("form__role_models", "form__assessed_results")
    return list(rows.order_by("form__title_key", "pk"))


def _audience(forms: Iterable[ProgrammeForm]) -> str:
    """Say for whom the programme is, each portrait once."""
    rows = [row.form for row in forms]
    needs = _portraits("Наставляемые", [form.mentee_portrait for form in rows])
    return "\n".join([*needs, *_portraits("Наставники", [form.mentor_portrait for form in rows])])


def _portraits(head: str, told: Iterable[str]) -> list[str]:
    lines = list(dict.fromkeys(_within(one) for one in told if one.strip()))
    return [f"{head}:", *(f"– {line};" for line in lines[:-1]), f"– {lines[-1]}."] if lines else []


def _each_form(forms: Iterable[ProgrammeForm], say: Callable[[ProgrammeForm], list[str]]) -> str:
    """Give each form a line with what is said of it; a form of which nothing is said stands alone."""
    return "\n".join(f"«{row.form.title}»" + (f": {'; '.join(say(row))}" if say(row) else "") for row in forms)


def _models(row: ProgrammeForm) -> list[str]:
    return [model.title for model in row.form.role_models.all()]


def _assessed(row: ProgrammeForm) -> list[str]:
    """Name what is measured; a form of which nothing is chosen says so, and is not left without a word."""
    return [_within(result.title) for result in row.form.assessed_results.all()] or ["показатели не определены"]


def _stages(document: Document) -> list[str]:
    """Name the stages by the plan that the programme has adopted, else the seven usual ones."""
    plan = Roadmap.objects.filter(programme=document.programme_id, state=Roadmap.State.ADOPTED).first()
    own = Section.objects.filter(roadmap=plan, parent=None).values_list("title", flat=True) if plan else ()
    return list(own) or [title for _, title in STAGES]


def _resources(document: Document) -> str:
    rows = Resource.objects.filter(programme=document.programme_id)
    by_kind: dict[str, list[str]] = {}
    for row in rows:
        source = f" ({_within(row.source_text)})" if row.source_text else ""
        by_kind.setdefault(row.get_kind_display(), []).append(f"{_within(row.what)}{source}")
    return "\n".join(f"{kind.capitalize()}: {'; '.join(some)}." for kind, some in by_kind.items())


def _partners(document: Document, on: date) -> Iterator[str]:
    """Name the partners; an agreement that has run out by the day of the paper is none."""
    for row in Partner.objects.filter(organization=document.organization_id).order_by("title_key", "pk"):
        agreed = row.agreement and (row.agreement_until is None or row.agreement_until >= on)
        yield f"{row.title} (соглашение {row.agreement})" if agreed else row.title


def _targets(document: Document, on: date) -> Roster:
    """List what the school means to reach in the years of the programme."""
    years = (document.programme.start.year, document.programme.end.year)
    rows = Target.objects.filter(organization=document.organization_id, year__range=years).order_by("group", "year")
    return Roster(
        _TARGETS,
        tuple(
            (f"{number}.", row.get_group_display(), str(row.year), words.decimal(row.percent))
            for number, row in enumerate(rows, 1)
        ),
    )


def _forms(document: Document, on: date) -> Roster:
    forms = (row.form for row in _taken_forms(document))
    return Roster(_FORMS, tuple((form.title, form.mentor_portrait, form.mentee_portrait) for form in forms))


def _decisions(document: Document, on: date) -> Roster:
    forms = (row.form for row in _taken_forms(document))
    return Roster(
        _DECISIONS, tuple((form.title, form.decided_by or _USUALLY_DECIDES, form.heard or "—") for form in forms)
    )


def _programme_forms(document: Document, on: date) -> Roster:
    forms = _taken_forms(document)
    return Roster(
        _TAKEN,
        tuple(
            (f"{number}.", row.form.title, "\n".join(_models(row)), row.lead.full_name if row.lead else "куратор")
            for number, row in enumerate(forms, 1)
        ),
        tuple(dict.fromkeys(row.lead_id for row in forms if row.lead_id)),
    )


def _numbered(lines: Iterable[str]) -> str:
    """Number lines that are not numbered yet, each once."""
    told = dict.fromkeys(line.strip().rstrip(".;") for line in lines if line.strip())
    return "\n".join(f"{number}) {line}" for number, line in enumerate(told, 1))


def _within(text: str) -> str:
    """Write a text as it stands within a sentence."""
    return wording.low(" ".join(text.split()).rstrip(".;"))


_MADE: Mapping[str, Callable[[Document, date], Roster]] = {
    "passport": _passport,
    "targets": _targets,
    "forms": _forms,
    "decisions": _decisions,
    "programme_forms": _programme_forms,
}
