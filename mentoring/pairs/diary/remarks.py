"""What the curator and the mentor say to each other about an entry, and the curator's tick."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pairs.diary import access, letters
from mentoring.pairs.models import Meeting, Remark

LONGEST = 2000


def unread(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Keep the entries that no curator has ticked, the important ones first."""
    return rows.filter(seen_at=None).exclude(written_at=None).order_by("-important", "-on", "-pk")


@transaction.atomic
def say(meeting: Meeting, text: str, *, by: Membership) -> Remark:
    """Leave a remark: whoever answers diaries has read the entry by it; a mentor's word makes it unread again."""
    today = schooldays.today(by.organization)
    rows = access.answerable(by, today).filter(pk=meeting.pk).select_for_update(of=("self",))
    row = rows.select_related("organization", "pair", "mentor__person__membership__user").first()
    if row is None:
        raise Refused("Этой записи больше нет, или пару ведёт другой наставник. Обновите страницу.")
    text = text.strip()
    if not text:
        raise Refused("Напишите, что хотите сказать.")
    if len(text) > LONGEST:
        raise Refused(f"Слишком длинно: уместите в {LONGEST} знаков.")
    remark = Remark.objects.create(organization=row.organization, meeting=row, by=by, text=text)
    answers = by.can(access.ANSWER)
    row.seen_by, row.seen_at = (by, timezone.now()) if answers else (None, None)
    row.save(update_fields=["seen_by", "seen_at"])
    journal.write(row.organization, "meeting.remarked", row, by=by)
    if answers:
        letters.answered(remark)
    return remark


@transaction.atomic
def tick(meetings: Iterable[Meeting], *, by: Membership) -> int:
    """Note that entries were read; return how many of them were new."""
    rows = unread(Meeting.objects.visible_to(by)).filter(pk__in=[one.pk for one in meetings])
    found = list(rows.select_for_update(of=("self",)).select_related("organization"))
    for row in found:
        row.seen_by, row.seen_at = by, timezone.now()
        row.save(update_fields=["seen_by", "seen_at"])
        journal.write(row.organization, "meeting.seen", row, by=by)
    return len(found)
