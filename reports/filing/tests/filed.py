"""Acts with numbers and files, as an inspection finds them."""

from datetime import timedelta

from mentoring.accounts import files
from mentoring.accounts.models import Membership
from mentoring.people.models import Employment
from mentoring.programmes.models import Programme
from reports.documents import issuing
from reports.documents.models import Document, Rendering
from reports.documents.tests import acts
from reports.filing.models import CaseFile

ORDERS, RULES = ("O1", "O3", "O7", "O9"), ("criteria",)


def make_act(programme: Programme, head: Employment, *, by: Membership, days: int = 0, **fields) -> Document:
    """Issue an act some days ago; its files are not made."""
    document = acts.make_approved(programme, head, by=by, **fields)
    return issuing.issue(document, on=acts.today(document) - timedelta(days=days), by=by, accept_earlier=True)


def keep_pdf(act: Document, content: bytes | None = None) -> bytes:
    """Put a PDF where the renderer would have put it."""
    content = content or f"%PDF-1.7 {act.title}".encode()
    file = files.store(act.organization, "приказ.pdf", content, action="documents.see", by=None)
    act.renderings.filter(format="pdf").update(file=file, state=Rendering.State.READY)
    return content


def make_cases(school, **fields) -> tuple[CaseFile, CaseFile]:
    """Make the list of a school: orders, and local rules."""
    orders = {"index": "01-15", "title": "Приказы по основной деятельности", "term": "Постоянно", "kinds": [*ORDERS]}
    rules = {"index": "01-02", "title": "Положения и критерии", "term": "Постоянно", "kinds": [*RULES]}
    return tuple(CaseFile.objects.create(organization=school, **one | fields) for one in (orders, rules))
