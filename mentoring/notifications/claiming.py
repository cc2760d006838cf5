"""Taking what is due: one statement for all schools, so that of many workers each row has one.

A worker that dies holds its rows for the length of the lease; what it had not told is then taken by another.
"""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction

from mentoring.notifications.models import Reminder
from mentoring.notifications.quiet import Open

LEASE = timedelta(minutes=5)

# Rows are locked in the order of their keys: whoever comes second waits a moment and finds them taken.
_CLAIM = {
    "postgresql": """
        UPDATE notifications_reminder AS r SET state = 'claimed', claim = %s, leased_until = %s
        FROM (
            SELECT d.id FROM notifications_reminder AS d
            JOIN jsonb_to_recordset(%s::jsonb) AS school(id bigint, today date) ON school.id = d.organization_id
            WHERE d.state = 'planned' AND d.day <= school.today ORDER BY d.id FOR UPDATE OF d
        ) AS due
        WHERE r.id = due.id AND r.state = 'planned' RETURNING r.organization_id
    """,
    "sqlite": """
        UPDATE notifications_reminder SET state = 'claimed', claim = %s, leased_until = %s
        WHERE id IN (
            SELECT d.id FROM json_each(%s) AS school CROSS JOIN notifications_reminder AS d
            WHERE d.organization_id = school.value ->> 'id' AND d.state = 'planned'
            AND d.day <= school.value ->> 'today'
        ) RETURNING organization_id
    """,
}


def claim(schools: Iterable[Open], now: datetime) -> tuple[str, dict[int, int]]:
    """Take every reminder that is due in these schools; return the mark on the rows and how many each school has."""
    mark = secrets.token_urlsafe(9)
    until = connection.ops.adapt_datetimefield_value(now + LEASE)
    todays = [{"id": school.organization.pk, "today": school.today.isoformat()} for school in schools]
    taken: dict[int, int] = {}
    if todays:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM[connection.vendor], [mark, until, json.dumps(todays)])
            for (school,) in cursor.fetchall():
                taken[school] = taken.get(school, 0) + 1
    return mark, taken


@transaction.atomic
def release(now: datetime) -> int:
    """Give back what a worker took and never told."""
    lost = Reminder.objects.filter(state=Reminder.State.CLAIMED, leased_until__lt=now)
    free = Reminder.objects.filter(pk__in=lost.select_for_update(skip_locked=True).values("pk"))
    return free.update(state=Reminder.State.PLANNED, claim="", leased_until=None)
