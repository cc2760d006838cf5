"""Files made for whoever asked: handed over under their name, and of the kind that the name tells."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mentoring.accounts.files import clean_name
from mentoring.workbooks import XLSX

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "zip": "application/zip",
}


def give(content: bytes, name: str, *, opened: bool = False) -> HttpResponse:
    """Hand a file over; an opened one is shown by the browser at once. A slash in a name is no folder."""
    shown = clean_name(name.replace("/", "-").replace("\\", "-"))
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=not opened, filename=shown),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=TYPES[shown.rpartition(".")[2]], headers=headers)
