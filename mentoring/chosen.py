"""Deeds over the rows that were ticked in a list of the curators' admin."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import redirect
from django.urls import path, reverse

from mentoring import sent
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pages import back, deed

MOST = 200  # rows of one deed: more than a page of a list holds


@dataclass(frozen=True)
class RowDeed:
    """A button below a list: its words and its verb, which is given the ticked rows and says what it did."""

    name: str
    action: str
    words: str
    do: Callable[[Membership, QuerySet], str]
    icon: str = "check-circle"


class ChosenRows:
    """What a list needs so that its rows can be ticked: each deed has an address of its own."""

    row_deeds: tuple[RowDeed, ...] = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [path(f"rows/{one.name}/", self._rows_view(one), name=f"{name}_{one.name}") for one in self.row_deeds]
        return own + super().get_urls()

    def _rows_view(self, chosen: RowDeed):
        def perform(request):
            rows = self.get_queryset(request).filter(pk__in=_ticked(request.POST))
            messages.success(request, chosen.do(request.membership, rows))
            return redirect(back(request))

        return deed(chosen.action)(perform)

    def changelist_view(self, request, extra_context=None):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        offered = [
            {"words": one.words, "icon": one.icon, "action": one.action, "url": reverse(f"{name}_{one.name}")}
            for one in self.row_deeds
            if request.membership.can(one.action)
        ]
        return super().changelist_view(request, {"row_deeds": offered} | (extra_context or {}))


def _ticked(data) -> list[int]:
    """Return the rows that were ticked, or all that the page showed."""
    ticked = data.getlist("shown" if data.get("every") else "row")
    found = sent.keys(ticked)
    if not found:
        raise Refused("Никто не отмечен. Отметьте нужные строки и нажмите кнопку ещё раз.")
    if len(found) > MOST:
        raise Refused(f"Отмечено больше {MOST} строк. Сделайте это в несколько приёмов.")
    return found
