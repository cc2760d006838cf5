"""«Журнал документов»: what the school has numbered, and which numbers stand on papers made elsewhere."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.accounts import schooldays
from mentoring.notifications import jobs
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.printing import press
from reports.documents import act_register, listing, numbering, telling
from reports.documents.forms import ActsFilter, OutsideForm
from reports.documents.models import OutsideNumbers


class ActsPage(PlainPage):
    """The register by journal and year."""

    action = "documents.see"
    title = "Журнал документов"
    template_name = "documents/acts.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        form = _filter(self.membership, self.request.GET)
        choice = form.chosen()
        rows = listing.acts(self.membership, **choice)
        return super().get_context_data(
            form=form,
            filtered=any(choice.values()),
            rows=[line(row) for row in rows],
            next_numbers=listing.next_numbers(self.membership, today.year),
            year=today.year,
            query=self.request.GET.urlencode(),
            pdf_later=len(rows) > act_register.AT_ONCE,
            asked=[(name, self.request.GET[name]) for name in form.fields if self.request.GET.get(name)],
            **kwargs,
        )


def _filter(membership, query) -> ActsFilter:
    return ActsFilter(query, membership=membership, years=listing.years(membership))


@require_safe
def register_file(request, format):
    """Hand over the register that the page shows, as PDF or Excel; a long one is set as PDF in the background."""
    if format not in ("pdf", "xlsx"):
        raise Http404
    page = f"{reverse('acts')}?{request.GET.urlencode()}"
    entries = act_register.lay(request.membership, **_filter(request.membership, request.GET).chosen())
    if format == "pdf" and len(entries) > act_register.AT_ONCE:
        messages.info(request, "Журнал большой: нажмите «Подготовить PDF», и готовый файл останется у вас.")
        return redirect(page)
    try:
        content = act_register.take(entries, format, by=request.membership)
    except press.Failed as failed:
        messages.error(request, f"{failed.words} Журнал можно взять как файл Excel.")
        return redirect(page)
    return downloads.give(content, f"{act_register.NAME}.{format}")


register_file.action = "documents.see"


@deed("documents.see")
def register_later(request):
    """Begin setting a long register; its page shows how far the work is."""
    choice = _filter(request.membership, request.POST).chosen()
    chosen = choice.pop("journal")
    payload = choice | {"journal_id": chosen and chosen.pk}
    job = jobs.start(act_register.JOB, act_register.TITLE, by=request.membership, payload=payload)
    return redirect("job", job.public_id)


def line(row: listing.ActRow) -> dict:
    """Put together one line of the register."""
    if row.outside:
        return {"outside": row.outside, "number": numbering.run(row.outside)}
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
