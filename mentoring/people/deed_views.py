"""Large deeds of the last days: what each has changed, and the way back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from mentoring.calendar import words
from mentoring.pages import PlainPage, deed
from mentoring.people import deeds
from mentoring.people.models import BulkDeed

ACTION = "people.edit"
SHOWN = 300  # changes named on the page of one deed; more are counted


def _rows(request):
    return BulkDeed.objects.visible_to(request.membership).select_related("by")


class DeedsPage(PlainPage):
    """Merges, yearly turns, duties handed over and deletions, the latest first."""

    action = ACTION
    title = "Большие изменения"
    template_name = "people/deeds/list.html"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        rows = [{"deed": row, "until": deeds.until(row, now)} for row in _rows(self.request).defer("changes")[:50]]
        return super().get_context_data(rows=rows, **kwargs)


class DeedPage(PlainPage):
    """One deed: every row it has changed; after it is taken back, what has stayed."""

    action = ACTION
    template_name = "people/deeds/deed.html"

    def get_context_data(self, pk, **kwargs):
        row = get_object_or_404(_rows(self.request), pk=pk)
        changes = [{"row": one["row"], "what": _said(one)} for one in row.changes[:SHOWN]]
        return super().get_context_data(
            deed=row,
            title=row.get_kind_display().capitalize(),
            changes=changes,
            more=max(0, len(row.changes) - SHOWN),
            counted=words.counted(len(row.changes), "запись", "записи", "записей"),
            until=deeds.until(row, timezone.now()),
            **kwargs,
        )


def _said(change: dict) -> str:
    if change["before"] is None:
        return "появилась"
    return "убрана" if change["after"] is None else "изменена"


@deed(ACTION)
def undo(request, pk):
    """Take a deed back."""
    row = deeds.undo(get_object_or_404(_rows(request), pk=pk), by=request.membership, now=timezone.now())
    if row.left:
        messages.warning(request, f"Отменено. Осталось как есть записей: {len(row.left)}, они названы ниже.")
    else:
        messages.success(request, "Отменено. Всё вернули, как было.")
    return redirect("people_deed", row.pk)
