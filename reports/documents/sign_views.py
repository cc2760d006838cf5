"""«К подписи»: the head reads what waits, corrects a name, sends back or approves, one paper or several."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.pages import PlainPage, deed
from mentoring.people.declension import numbers
from reports.documents import approving, around, checking, composing, dressing, issuing, listing, telling
from reports.documents.deeds import numbered
from reports.documents.forms import DayForm, RemarksForm, SeveralForm, checked
from reports.documents.rendering import html


class SignPage(PlainPage):
    """What waits for the head: the list on the left, the chosen paper on the right."""

    action = "documents.approve"
    template_name = "documents/sign.html"

    def get_context_data(self, public_id="", **kwargs):
        today = schooldays.today(self.organization)
        rows = list(listing.waiting(self.membership))
        chosen = next((row for row in rows if public_id in ("", row.public_id)), None)
        if public_id and chosen is None:
            raise Http404
        return super().get_context_data(
            title=heading(len(rows)),
            waits=len(rows),
            rows=[
                {"document": row, "name": telling.name(row), "waits": telling.waits(row, today), "now": row == chosen}
                for row in rows
            ],
            heads=approving.head_today(self.organization, by=self.membership),
            **(self._paper(chosen, today) if chosen else {}),
            **kwargs,
        )

    def _paper(self, document, today) -> dict:
        document = listing.one(self.membership, document.public_id)
        laid, facts, _ = composing.laid(document)
        found = telling.declined(laid.paper)
        return {
            "document": document,
            "name": telling.name(document),
            "sheet": html.preview(laid.paper),
            "lost": dressing.LOST if laid.paper.look.lost else "",
            "words": found,
            "words_title": telling.words_title(found),
            "faults": telling.faults(checking.find(laid, facts, around.read(document, facts.on))),
            "next": listing.next_number(document, today),
            "day": DayForm.offered(today, self.request.GET.get("earlier", "")),
            "remarks": RemarksForm(auto_id="back_%s"),
        }


def heading(count: int) -> str:
    """Say how many papers wait."""
    if not count:
        return "Подписывать нечего"
    return f"К{words.NBSP}подписи {numbers.plainly(count)} {words.plural(count, 'документ', 'документа', 'документов')}"


@deed("documents.approve")
def send_back(request, public_id):
    """Return a document with what has to be changed."""
    remarks = checked(RemarksForm(request.POST))["remarks"]
    document = approving.return_(listing.one(request.membership, public_id), remarks, by=request.membership)
    messages.success(request, f"Вернули с замечанием: {telling.name(document)}.")
    return redirect("sign")


@deed("documents.approve")
def approve(request, public_id):
    """Approve without a number: the office numbers it later."""
    document = approving.approve(listing.one(request.membership, public_id), by=request.membership)
    messages.success(request, f"Утвердили: {telling.name(document)}. Номер присвоят в журнале документов.")
    return redirect("document", public_id)


@deed("documents.approve")
def approve_and_issue(request, public_id):
    """Approve and number in one press."""
    return numbered(request, public_id, issuing.approve_and_issue, "sign")


@deed("documents.approve")
def approve_several(request):
    """Approve and number everything that is ticked, or nothing where one of them cannot be."""
    form = SeveralForm(request.POST, waiting=listing.waiting(request.membership))
    today = schooldays.today(request.membership.organization)
    done = issuing.approve_and_issue_many(checked(form)["documents"], on=today, by=request.membership)
    given = ", ".join(f"№{words.NBSP}{document.number}" for document in done)
    messages.success(request, f"Утвердили и пронумеровали: {given}.")
    return redirect("documents")
