"""Pages of documents: all of a programme, what can be drafted, one document, its files."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import downloads, history
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.pages import PlainPage
from mentoring.programmes import listed
from reports.documents import (
    acquainting,
    around,
    chain,
    checking,
    composing,
    kinds,
    listing,
    offering,
    scanning,
    telling,
)
from reports.documents.forms import DayForm, ReasonForm, ScanForm, SheetForm, SignatureForm
from reports.documents.models import Acquaintance, Document
from reports.documents.rendering import docx, html, pdf

State = Document.State
_HISTORY = 30  # latest entries shown
_NAMED = 6  # people named who have not read an act
_UPCOMING = 3  # papers that the chain asks for next
_LONGEST = 200  # letters of what is searched for
_FORMATS = ("pdf", "docx")
_EDITABLE = (State.DRAFT, State.RETURNED)


class DocumentsPage(PlainPage):
    """The papers of the programme in use, by their state."""

    action = "documents.see"
    title = "Документы"
    template_name = "documents/documents.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        programme = listed.on_page(self.request)
        rows = listing.listed(self.membership).filter(programme=programme).order_by("-on", "-sequence", "-drafted_at")
        kind = kinds.KINDS.get(self.request.GET.get("kind", ""))
        if kind:
            rows = rows.filter(kind=kind.code)
        return super().get_context_data(
            programme=programme,
            only=telling.named(kind, kind.title) if kind else "",
            overdue=acquainting.overdue(rows, today) if self.membership.can("documents.number") else (),
            long=acquainting.LONG,
            groups=[
                {"title": title, "rows": [card(row, today) for row in some]} for title, some in listing.groups(rows)
            ],
            **kwargs,
        )


def card(document: Document, today) -> dict:
    """Put together one line of a list of documents."""
    return {
        "document": document,
        "name": telling.name(document),
        "look": telling.look(document),
        "progress": telling.progress(document, today),
        "url": reverse("document", args=[document.public_id]),
    }


class OffersPage(PlainPage):
    """Which papers can be drafted: those that the chain asks for next, then all by what they are for."""

    action = "documents.edit"
    title = "Составить документ"
    template_name = "documents/new.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        programme = listed.on_page(self.request)
        asked = self.request.GET.get("q", "")[:_LONGEST]
        offers = offering.offers(self.membership, programme, today) if programme else []
        upcoming = chain.upcoming(chain.stages(self.membership, programme, today)) if offers and not asked else []
        by_code = {offer.kind.code: offer for offer in offers}
        return super().get_context_data(
            programme=programme,
            asked=asked,
            upcoming=[by_code[code] for code in upcoming[:_UPCOMING]],
            groups=offering.grouped(self.membership, offers, asked),
            **kwargs,
        )


class DocumentPage(PlainPage):
    """One document: its text as it will be printed, how it stands, and what can be done with it now."""

    action = "documents.see"
    template_name = "documents/document.html"

    def get_context_data(self, public_id, **kwargs):
        document = listing.one(self.membership, public_id)
        today = schooldays.today(self.organization)
        return super().get_context_data(
            title=telling.name(document),
            document=document,
            look=telling.look(document),
            progress=telling.progress(document, today),
            history=self._history(document),
            **(self._issued(document, today) if document.is_issued else self._open(document, today)),
            **kwargs,
        )

    def _open(self, document: Document, today) -> dict:
        """Tell what only concerns a document that has no number yet."""
        editable = document.state in _EDITABLE and self.membership.can("documents.edit")
        laid, facts, _ = composing.laid(document)
        checked = document.state in _EDITABLE
        faults = checking.find(laid, facts, around.read(document, facts.on)) if checked else ()
        words = telling.declined(laid.paper)
        return {
            "sheet": html.preview(laid.paper),
            "editable": editable,
            "printed": not telling.is_approved(document),
            "faults": telling.faults(faults),
            "errors": sum(fault.level == checking.ERROR for fault in faults),
            "words": words,
            "words_title": telling.words_title(words),
            "remarks": document.remarks.select_related("by"),
            "signs": document.state == State.SUBMITTED and self.membership.can("documents.approve"),
            "withdrawable": document.state == State.SUBMITTED and self.membership.can("documents.edit"),
            "numbering": self._numbering(document, today),
        }

    def _numbering(self, document: Document, today) -> dict | None:
        if document.state != State.APPROVED or not self.membership.can("documents.number"):
            return None
        return {
            "next": listing.next_number(document, today),
            "form": DayForm.offered(today, self.request.GET.get("earlier", "")),
        }

    def _issued(self, document: Document, today) -> dict:
        """Tell what only concerns a document in force: files, who has read it, what came after it."""
        people = list(document.acquaintances.select_related("person"))
        unread = [one for one in people if one.on is None]
        own = next((one for one in people if one.person.membership_id == self.membership.pk), None)
        working_here = self.membership.can("documents.number") and document.state in Document.IN_FORCE
        working = self.membership.can("documents.edit") and document.state in Document.IN_FORCE
        return {
            "sheet": html.preview(composing.compose(document)),
            **self._files(document),
            "people": people,
            "told": len(people) - len(unread),
            "reminds": working_here and any(one.person.membership_id for one in unread),
            "reminded": acquainting.reminded(document) if unread else None,
            "unread": unread[:_NAMED],
            "unread_more": max(0, len(unread) - _NAMED),
            "own": own,
            "sheet_form": self._sheet_form(people, today),
            "working": working,
            "cancel_form": ReasonForm(auto_id="cancel_%s") if working else None,
            "followers": list(
                listing.listed(self.membership).filter(Q(amends=document) | Q(cancels=document)).order_by("drafted_at")
            ),
        }

    def _files(self, document: Document) -> dict:
        """Tell the files of an act, the scans and signatures beside them, and their digests."""
        own = scanning.signable(document)
        keeps = self.membership.can("documents.number")
        return {
            "files": list(document.renderings.order_by("-format")),
            "beside": scanning.beside(document, own),
            "digests": own,
            "scan_form": ScanForm(auto_id="scan_%s") if keeps else None,
            "signature_form": SignatureForm(auto_id="signature_%s", own=own) if keeps and own else None,
        }

    def _sheet_form(self, people: list[Acquaintance], today) -> SheetForm | None:
        if not self.membership.can("documents.number") or all(one.on for one in people):
            return None
        return SheetForm(auto_id="sheet_%s", people=Acquaintance.objects.none(), initial={"on": today})

    def _history(self, document: Document) -> list[dict]:
        if not self.membership.can("journal.see"):
            return []
        entries = (
            JournalEntry.objects.visible_to(self.membership)
            .filter(subject_kind="documents.document", subject_id=str(document.pk))
            .select_related("by")[:_HISTORY]
        )
        return [{"at": entry.at, "by": entry.by, "deed": history.deed(entry).partition(": ")[2]} for entry in entries]


class DiscardPage(PlainPage):
    """Say what throwing a draft away will do, before it is done."""

    action = "documents.edit"
    template_name = "documents/discard.html"
    title = "Удалить черновик?"

    def get_context_data(self, public_id, **kwargs):
        document = listing.one(self.membership, public_id)
        if document.state not in _EDITABLE:
            raise Http404
        return super().get_context_data(document=document, name=telling.name(document), **kwargs)


@require_safe
def document_file(request, public_id, format):
    """Give the file of an issued document as it is kept, or the text of an open one as it stands now."""
    if format not in _FORMATS:
        raise Http404
    document = listing.one(request.membership, public_id)
    if document.is_issued:
        kept = get_object_or_404(document.renderings.exclude(file=None).select_related("file"), format=format)
        return redirect("file", kept.file.public_id)
    sheet = composing.compose(document)
    content = pdf.render(sheet) if format == "pdf" else docx.render(sheet)
    draft = "Проект — " if telling.is_approved(document) else ""
    return downloads.give(content, f"{draft}{telling.name(document)[:120]}.{format}")


document_file.action = "documents.see"
