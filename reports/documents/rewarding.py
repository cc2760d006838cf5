"""Awards rest on the order that lists them, from the day it has a number until it is cancelled.

Being named in an order is not yet being given: the curator marks that on the day of the handing over.
"""

from mentoring.accounts.models import Membership
from practices import awarding
from reports.documents import closing, participants, ties
from reports.documents.models import Document

ORDER = "O14"


def follow(document: Document, *, by: Membership) -> None:
    """Let the awards follow an order on results, or one that cancels it; done twice it changes nothing."""
    cancelled = document.cancels
    if cancelled is not None and cancelled.kind == ORDER:
        awarding.rest_no_more(document.organization, ties.named(cancelled), by=by)
    elif document.kind == ORDER and "thanked" in participants.tables_asked(document.body):
        awarding.rest_on(closing.thanked(document, document.on), ties.named(document), by=by)
