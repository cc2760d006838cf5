"""«Журнал документов»: what the school has numbered, and which numbers stand on papers made elsewhere."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy

from mentoring.accounts import schooldays
from mentoring.pages import FormPage, PlainPage, deed
from reports.documents import listing, numbering, telling
from reports.documents.forms import ActsFilter, OutsideForm
from reports.documents.models import OutsideNumbers


class ActsPage(PlainPage):
    """The register by journal and year."""

    action = "documents.see"
    title = "Журнал документов"
    template_name = "documents/acts.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        form = ActsFilter(self.request.GET, membership=self.membership, years=listing.years(self.membership))
        choice = form.chosen()
        rows = listing.acts(self.membership, **choice)
        return super().get_context_data(
            form=form,
            filtered=any(choice.values()),
            rows=[line(row) for row in rows],
            next_numbers=listing.next_numbers(self.membership, today.year),
            year=today.year,
            **kwargs,
        )


def line(row: listing.ActRow) -> dict:
    """Put together one line of the register."""
    if row.outside:
        first, last, scheme = row.outside.first, row.outside.last, row.outside.journal.scheme
        numbers = [numbering.format(scheme, n, row.outside.year) for n in sorted({first, last})]
        return {"outside": row.outside, "number": "–".join(numbers)}
    document = row.document
    return {
        "document": document,
        "number": document.number,
        "name": telling.name(document),
        "look": telling.look(document),
        "signer": document.signer.person.short_name if document.signer else "",
    }


class OutsidePage(FormPage):
    """Record numbers that stand on papers made elsewhere, so that the journal has no gap."""

    action = "documents.number"
    title = "Номера вне системы"
    template_name = "documents/outside.html"
    form_class = OutsideForm
    success_url = reverse_lazy("acts")

    def get_initial(self):
        return {"year": schooldays.today(self.organization).year}

    def perform(self, form):
        said = form.cleaned_data
        journal = numbering.journal_for(self.organization, said["journal"])
        self.done = "Записали номера. Следующий документ получит номер после них."
        return numbering.record_outside(
            journal, said["year"], said["first"], said["last"], said["reason"], by=self.membership
        )


@deed("documents.number")
def take_back(request, pk):
    """Undo a record made by mistake."""
    row = get_object_or_404(OutsideNumbers.objects.visible_to(request.membership), pk=pk)
    numbering.take_back_outside(row, by=request.membership)
    messages.success(request, "Запись о номерах убрана: они снова свободны.")
    return redirect("acts")
