"""Lists that go out as a workbook or a text: the rows and columns of the screen, and no cell is ever a formula."""

import csv
import html
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_safe
from import_export.fields import Field
from import_export.resources import Resource
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from mentoring import downloads, shown, workbooks
from mentoring.accounts import journal

ACTION = "lists.export"
FORMATS = {"xlsx": "Excel", "csv": "CSV"}
WIDEST = 60
TOGETHER = 1_000  # rows read together
AT_ONCE = 2_000  # rows that go out while one waits; more go to the background
Told = Callable[[int, int], None]  # how many rows are written, of how many
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ENDS_OF_LINES = re.compile(r"</(?:div|p|li)>|<br\s*/?>")


class ScreenField(Field):
    """One column of a list, in the words in which the list says it."""

    def __init__(self, name: str, model_admin):
        self.name, self.model_admin = name, model_admin
        super().__init__(column_name=capfirst(label_for_field(name, model_admin.model, model_admin)))

    def export(self, instance, **kwargs) -> str:
        return plain(shown.of_row(self.name, instance, self.model_admin))


class ScreenResource(Resource):
    """The columns of a list of the admin as the fields of its export."""

    def __init__(self, model_admin, names: Iterable[str], request, told: Told):
        super().__init__()
        self.model_admin, self.request, self.told = model_admin, request, told
        for name in names:
            self.fields[name] = ScreenField(name, model_admin)

    @cached_property
    def columns(self) -> list[Field]:
        return list(self.fields.values())

    def get_export_fields(self, selected_fields=None) -> list[Field]:
        return self.columns

    def iter_queryset(self, queryset) -> Iterator[models.Model]:
        """Read the rows some at a time, each lot prepared as a page of the list is."""
        lots = Paginator(queryset, TOGETHER)
        for number in lots.page_range:
            lot = lots.page(number)
            yield from self.model_admin.prepared(self.request, list(lot))
            self.told(lot.end_index(), lots.count)


def plain(said: str) -> str:
    """Turn what a page shows into a text: without marks, its lines parted by semicolons, empty for «nothing»."""
    if isinstance(said, SafeString):
        lines = _ENDS_OF_LINES.sub("\n", said)
        said = html.unescape("; ".join(line for line in strip_tags(lines).splitlines() if line.strip()))
    said = workbooks.visible(said)
    return "" if said == shown.NOTHING else said


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a workbook of texts: whatever begins with «=» stays a text."""
    book, rows = Workbook(write_only=True), list(rows)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, 1):
        longest = max([len(heading), *(len(row[number - 1]) for row in rows[:1_000])])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 3, WIDEST)
    sheet.append([_bold(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    return workbooks.saved(book)


def _cell(sheet, text: str) -> "WriteOnlyCell | str":
    """Mark as a text what Excel would take for a formula; most cells are texts by themselves."""
    text = workbooks.visible(text)
    if not text.startswith(_BEGINS_FORMULA):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _bold(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type, cell.font = "s", Font(bold=True)
    return cell


def separated(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a text that Excel opens by itself; what would be a formula begins with an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(headings)
    writer.writerows([harmless(text) for text in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text


@dataclass(frozen=True)
class Taken:
    """A list as a file."""

    name: str
    content: bytes
    rows: int


class ExportedRows:
    """What a list needs to go out as it stands on the screen: `export_columns` where the screen's own are too few."""

    export_columns: tuple[str, ...] = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export.<slug:form>", self._export_view(), name=name), *super().get_urls()]

    def _export_view(self):
        def export(request, form):
            return self.exported(request, form)

        export = require_safe(export)
        export.action = ACTION
        return export

    def has_export_permission(self, request) -> bool:
        return self.has_view_permission(request) and request.membership.can(ACTION)

    def prepared(self, request, rows: list[models.Model]) -> list[models.Model]:
        """Ask for many rows at once what a list works out beside them."""
        return rows

    def exported(self, request, form: str) -> HttpResponse:
        """Give all rows that the list shows under this filter, and note in the journal who has taken them."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        if form not in FORMATS:
            raise Http404
        lists = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        try:
            found = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(lists)
        if found.result_count > AT_ONCE:
            messages.info(
                request, "Строк много: нажмите под списком «Excel» или «CSV», и готовый файл останется у вас."
            )
            return redirect(f"{reverse(lists)}?{request.GET.urlencode()}")
        taken = self.taken(request, found, form)
        return downloads.give(taken.content, taken.name)

    def taken(self, request, found: ChangeList, form: str, told: Told = lambda done, total: None) -> Taken:
        """Write all that a list shows into a file, and into the journal who has taken it."""
        names = self.export_columns or tuple(name for name in found.list_display if name != "action_checkbox")
        table = ScreenResource(self, names, request, told).export(found.queryset)
        title, member = self.list_title(request), request.membership
        content = workbook(title, table.headers, table) if form == "xlsx" else separated(table.headers, table)
        after = {"list": title, "rows": len(table), "format": form, "asked": request.GET.urlencode()}
        journal.write(
            member.organization, f"{self.opts.model_name}.export", member.organization, by=member, after=after
        )
        return Taken(f"{self.opts.model_name}.{form}", content, len(table))

    def changelist_view(self, request, extra_context=None):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        offered = [
            {
                "words": words,
                "url": f"{reverse(name, args=[form])}?{request.GET.urlencode()}",
                "later": reverse("list_export", args=[self.opts.label_lower, form]),
            }
            for form, words in FORMATS.items()
            if self.has_export_permission(request)
        ]
        own = {"exports": offered, "exports_at_once": AT_ONCE}
        return super().changelist_view(request, own | (extra_context or {}))
