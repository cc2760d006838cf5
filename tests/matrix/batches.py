"""Batches of papers: the pages of what one has begun oneself, a new one, its archive, its end."""

from functools import partial

from mentoring.accounts import files
from mentoring.pairs.models import PairMentor
from reports.batches.models import Batch, Part
from tests.matrix.expectations import may
from tests.matrix.page import Page

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def batch(school, owner, **own) -> Batch:
    """Make a batch of consents whose one paper is there."""
    facts = {"sort": "consents", "by": owner, "state": Batch.State.READY, "form": Batch.Form.ZIP, "programme": None}
    made = school.maker.row(Batch, **facts | own)
    file = files.store(school.organization, f"{school.maker.text()}.pdf", PDF, action="consents.see", by=owner)
    school.maker.row(Part, batch=made, order=0, state=Part.State.READY, file=file)
    return made


def wanted(school, row) -> dict:
    """Ask for the agreement of one mentor of a pair that is a project."""
    seat = school.maker.row(PairMentor, until=None)
    return {"sort": "mentors", "programme": seat.pair.programme_id, "form": "zip"}


def own(role: str, relation: str) -> bool:
    """Tell who opens a batch of consents: whoever has begun it, and may still see them."""
    return relation == "own" and may(role, "consents.see")


OWN = partial(Page, "jobs.see", model="batches.Batch", key="public_id", only=own)
BATCHES = {
    "batches": Page("jobs.see", listing="batches.Batch"),
    "batch_new": Page("documents.edit", "GET POST", data=wanted),
    "batch": OWN(make=batch),
    "batch_archive": OWN(make=batch),
    "batch_see": OWN("POST", make=batch),
    "batch_stop": OWN("POST", make=partial(batch, state=Batch.State.WORKING)),
    "batch_delete": OWN("POST", make=batch),
    "batch_again": OWN("POST", make=partial(batch, state=Batch.State.STOPPED)),
}
