"""Registers as files: the standard bases for the school, a short one for its site."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from mentoring import downloads, exporting
from mentoring.accounts import journal, schooldays
from mentoring.pages import PlainPage
from mentoring.programmes.models import Programme
from mentoring.registry import registers

SEE, TAKE = "registry.see", "lists.export"


@dataclass(frozen=True)
class Register:
    """One register: its name in addresses and in words, its columns, where its rows come from."""

    code: str
    title: str
    about: str
    columns: tuple[str, ...]
    rows: object


REGISTERS = (
    Register("mentees", "База наставляемых", "13 столбцов типовой формы.", registers.MENTEES, registers.mentees),
    Register("mentors", "База наставников", "16 столбцов типовой формы.", registers.MENTORS, registers.mentors),
    Register(
        "public",
        "Для сайта",
        "Имя, роль и форма — только тех, кто согласился на распространение данных.",
        registers.PUBLIC,
        registers.public,
    ),
)


class RegistersPage(PlainPage):
    """Where the registers of each programme are taken."""

    action = SEE
    title = "Реестры в файл"
    template_name = "registry/registers.html"

    def get_context_data(self, **kwargs):
        programmes = Programme.objects.visible_to(self.membership)
        return super().get_context_data(
            programmes=programmes, registers=REGISTERS, may_take=self.membership.can(TAKE), **kwargs
        )


@require_safe
def register(request, pk, code, form):
    """Give one register as a file; the journal keeps who took it."""
    programme = get_object_or_404(Programme.objects.visible_to(request.membership), pk=pk)
    if not request.membership.can(SEE):
        raise PermissionDenied
    chosen = next((one for one in REGISTERS if one.code == code), None)
    if chosen is None or form not in exporting.FORMATS:
        raise Http404
    today = schooldays.today(request.membership.organization)
    rows = chosen.rows(programme, today=today, by=request.membership)
    write = exporting.workbook if form == "xlsx" else lambda _, columns, rows: exporting.separated(columns, rows)
    content = write(chosen.title, chosen.columns, rows)
    journal.write(
        programme.organization,
        "programme.export",
        programme,
        by=request.membership,
        after={"list": chosen.title, "rows": len(rows), "format": form},
    )
    return downloads.give(content, f"{code}.{form}")


register.action = TAKE
