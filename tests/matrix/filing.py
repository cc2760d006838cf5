"""Cases, the folder of an inspection, and the links by which somebody from outside may look."""

from functools import partial

from reports.documents.models import Document
from reports.filing import inspecting
from reports.filing.models import CaseFile, Inspection
from reports.filing.shelves import Choice
from tests.matrix import documents
from tests.matrix.page import AdminPages, Page


def case(school, owner) -> CaseFile:
    """Make a дело in which an act lies."""
    documents.issued(school, owner)
    return school.maker.row(CaseFile, kinds=["O1"])


def filed(school, owner=None) -> Document:
    return documents.issued(school, owner or school.members["curator"])


def inspected(school, owner) -> Inspection:
    """Make a link that works, by which somebody has come."""
    filed(school)
    inspecting.open_link(Choice(), school.maker.text(), 7, by=school.members["curator"])
    made = Inspection.objects.filter(organization=school.organization).latest("pk")
    inspecting.note(made, "file", count=1, of=school.maker.any(Document))
    return made


def asked(school, row) -> dict:
    return {"whom": school.maker.text(), "days": 7, "indexes": [], "year": "", "programme": ""}


DEED = partial(Page, "documents.edit", "POST")
FILING = {
    "case_files": Page("documents.see", listing="filing.CaseFile"),
    "case_file": Page("documents.see", model="filing.CaseFile", make=case, after=lambda row: (2026,)),
    "case_files_loose": Page("documents.see", arguments=(2026,)),
    "inspections": Page("documents.edit", "GET POST", data=asked),
    "inspection_folder": Page("documents.edit", shown=(200, 302)),
    "inspection_close": DEED(model="filing.Inspection", make=inspected),
    "admin:filing_casefile_usual": DEED(),
}
FILING_ADMIN = AdminPages("documents.see", "documents.edit")

# Pages for anybody who holds a link, and one that nobody was given.
INSPECTING = {
    name: {"anonymous": 404, "signed in": 404} for name in ("inspect", "inspect_folder", "inspect_file", "inspect_link")
}
INSPECTING_ARGUMENTS = {"inspect_link": ["no-such-token"], "inspect_file": ["no-such-file"]}
