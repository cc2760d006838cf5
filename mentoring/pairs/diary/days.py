"""The meetings that a mentor has before them, for the calendar of a phone."""

from datetime import date

from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.notifications.about import Entry
from mentoring.pairs.models import Meeting, Pair


def feed(membership: Membership, today: date) -> list[Entry]:
    """Return the planned meetings of the pairs led today; calendars stand with strangers, so nobody is named."""
    rows = Meeting.objects.filter(organization=membership.organization_id, state=Meeting.State.PLANNED)
    return [_entry(row) for row in rows.led_by(membership, today).select_related("pair", "organization")]


def _entry(row: Meeting) -> Entry:
    length = [words.counted(row.minutes, "минута", "минуты", "минут")] if row.minutes else []
    return Entry(
        uid=f"meeting-{row.pk}",
        title="группа" if row.pair.kind == Pair.Kind.GROUP else "наставляемый",
        day=row.on,
        path=school_path(row.organization, "diary_write", row.pair.public_id),
        version=row.version,
        note=", ".join([row.get_way_display(), *([row.place] if row.place else []), *length]),
        what="Встреча",
    )
