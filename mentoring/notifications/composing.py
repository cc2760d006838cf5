"""The words of a letter with reminders: what is late, what comes, what has no date, and on Mondays the week."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings

from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Organization
from mentoring.notifications import letters
from mentoring.notifications.about import Addressee, Fact, Line, Week
from mentoring.notifications.letters import Written
from mentoring.notifications.models import Notice

LATE, AHEAD, UNDATED = "Срок прошёл", "Подходит срок", "Без даты: не пора ли отметить или назначить день?"


def letter(
    organization: Organization,
    person: Addressee,
    notices: Iterable[Notice],
    facts: Mapping[tuple[str, int], Fact],
    week: Week | None,
    today: date,
) -> Written:
    """Write the one letter that a person gets today."""
    lines = [line for _, line in lines_of(notices, facts, today)]
    context = {
        "person": person,
        "groups": [group for group in _groups(lines) if group[1]],
        "lines": lines,
        "week": week,
        "page": settings.SITE_URL + school_path(organization, "reminders"),
    }
    parts = letters.render(organization, "digest" if week else "reminder", context)
    return Written(f"reminder:{organization.pk}:{person.key}:{today}", person.email, **parts)


def lines_of(
    notices: Iterable[Notice], facts: Mapping[tuple[str, int], Fact], today: date
) -> Iterable[tuple[Notice, Line]]:
    """Say each notice in words, a subject once however often it was spoken of."""
    latest = {(one.reminder.subject_kind, one.reminder.subject_id, one.reminder.due): one for one in notices}
    for (kind, subject, due), notice in latest.items():
        fact = facts.get((kind, subject))
        if fact and not fact.closed:
            dated = fact.due is not None
            yield notice, Line(fact.title, fact.path, fact.when, fact.who, dated and due < today, dated)


def _groups(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    groups: dict[str, list[Line]] = {LATE: [], AHEAD: [], UNDATED: []}
    for line in lines:
        groups[(LATE if line.late else AHEAD) if line.dated else UNDATED].append(line)
    return list(groups.items())
