"""The plan taken away as a file: the same table with its columns, numbering and marks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.notifications import jobs
from mentoring.pages import deed
from mentoring.printing import press
from roadmap.models import Roadmap
from roadmap.outputs import docx, laying, pdf, xlsx
from roadmap.outputs.table import AT_ONCE, Sheet


@require_safe
def pdf_file(request, pk):
    paper = asked(request, pk)
    if len(paper.rows) > AT_ONCE:
        messages.info(request, "План большой: нажмите «Подготовить PDF», и готовый файл останется у вас.")
        return redirect("plan", pk)
    try:
        return given(pdf.render(paper), paper, "pdf")
    except press.Failed as failed:
        messages.error(request, f"{failed.words} План можно взять как документ Word.")
        return redirect("plan", pk)


@deed("plan.see")
def pdf_later(request, pk):
    """Begin setting a long plan; its page shows how far the work is."""
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.membership), pk=pk)
    payload = {"roadmap": roadmap.pk, "marks": "marks" in request.POST, "names": "names" in request.POST}
    job = jobs.start("plan_pdf", f"PDF: {roadmap.title}"[:200], by=request.membership, payload=payload)
    return redirect("job", job.public_id)


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
    asked_for = {"marks": "marks" in request.GET, "names": "names" in request.GET}
    return laying.sheet_of(roadmap, member=request.membership, **asked_for)


def given(content: bytes, paper: Sheet, kind: str) -> HttpResponse:
    """Hand a file over under the name of its plan."""
    return downloads.give(content, laying.file_name(paper, kind))
