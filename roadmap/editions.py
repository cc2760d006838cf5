"""A plan of the school as a sheet: what is adopted, beside what is being adopted."""

from django.db.models import Count, Q

from mentoring.calendar.due import Period
from roadmap.models import Event, Roadmap
from roadmap.sheets import Event as Line
from roadmap.sheets import Section, Sheet

_MARKED = (
    Q(occurrences__done_at__isnull=False)
    | Q(occurrences__cancelled_at__isnull=False)
    | ~Q(occurrences__note="")
    | Q(occurrences__evidence__isnull=False)
)


def of_roadmap(roadmap: Roadmap) -> Sheet:
    """Give an adopted plan as plain values; «e7» is the event with the key 7, «s7» the section."""
    events = Event.objects.filter(roadmap=roadmap).annotate(
        marks=Count("occurrences", filter=_MARKED & Q(occurrences__isnull=False), distinct=True)
    )
    return Sheet(
        roadmap.title,
        Period(roadmap.period_start, roadmap.period_end),
        tuple((role, text) for role, text in roadmap.columns),
        tuple(_section(row) for row in roadmap.sections.all()),
        tuple(_line(row) for row in events),
    )


def _section(row) -> Section:
    return Section(
        key=f"s{row.pk}",
        title=row.title,
        number=row.number,
        goal=row.goal,
        task=row.task,
        result=row.result,
        due_text=row.due_text,
        responsible_text=row.responsible_text,
        stage=row.stage,
        parent=f"s{row.parent_id}" if row.parent_id else None,
    )


def _line(row: Event) -> Line:
    return Line(
        key=f"e{row.pk}",
        title=row.title,
        section=f"s{row.section_id}" if row.section_id else None,
        number=row.number,
        content=tuple(row.content),
        due=row.due_spec,
        answers=row.answers,
        responsible_text=row.responsible_text,
        result_text=row.result_text,
        indicator_text=row.indicator_text,
        footnote=row.footnote,
        extras=tuple((column, text) for column, text in row.extras),
        inherited=tuple(row.inherited),
        template_code=row.template_code,
        marked=row.marks > 0,
        withdrawn=row.withdrawn_at is not None,
    )
