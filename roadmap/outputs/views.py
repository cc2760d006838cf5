"""The plan taken away as a file: the same table with its columns, numbering and marks."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mentoring.accounts import schooldays
from mentoring.accounts.files import clean_name
from roadmap import overview
from roadmap.models import Roadmap
from roadmap.outputs import docx, pdf, xlsx
from roadmap.outputs.table import Sheet, sheet

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def pdf_file(request, pk):
    paper = asked(request, pk)
    return given(pdf.render(paper), paper, "pdf")


@require_safe
def docx_file(request, pk):
    paper = asked(request, pk)
    return given(docx.render(paper), paper, "docx")


@require_safe
def xlsx_file(request, pk):
    paper = asked(request, pk)
    return given(xlsx.render(paper), paper, "xlsx")


pdf_file.action = docx_file.action = xlsx_file.action = "plan.see"


def asked(request, pk) -> Sheet:
    """Lay out the plan that was asked for, as the address wants it: «marks», «names»."""
    rows = Roadmap.objects.visible_to(request.membership).select_related("organization")
    roadmap = get_object_or_404(rows, pk=pk)
    organization = request.membership.organization
    plan = overview.load(roadmap, member=request.membership, today=schooldays.today(organization))
    return sheet(plan, organization=organization.full_name, marks="marks" in request.GET, names="names" in request.GET)


def given(content: bytes, paper: Sheet, kind: str) -> HttpResponse:
    """Hand a file over under the name of its plan."""
    name = clean_name(f"{paper.title[:80].strip()}.{kind}")
    response = HttpResponse(content, content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
