"""Pages of cases: what lies where, and the folder or the link for an inspection."""

from datetime import MAXYEAR, MINYEAR

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from mentoring import qr
from mentoring.accounts import journal, links, schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from reports.documents import telling
from reports.documents.models import Document
from reports.filing import consents, inspecting, packing, shelves
from reports.filing.forms import ChoiceForm, FolderForm, LinkForm
from reports.filing.models import CaseFile, Inspection
from reports.filing.shelves import Choice, Shelf

ADDRESS = "inspect_address"  # key of the session: the address of a fresh link, shown once
EDIT = "documents.edit"


class CasesPage(PlainPage):
    """The cases of a year with the number of papers in each, and the papers that have none."""

    action = "documents.see"
    title = "Дела"
    template_name = "filing/cases.html"

    def get_context_data(self, **kwargs):
        form = ChoiceForm(self.request.GET, membership=self.membership)
        choice, known = form.chosen(), shelves.cases(self.membership)
        year = choice.year or schooldays.today(self.organization).year
        signed = shelves.consents(self.membership, choice).only("on")
        found = shelves.lay(shelves.acts(self.membership, choice), signed, known)
        return super().get_context_data(
            form=form,
            known=known,
            shelves=shelves.with_empty(found, known, year),
            query=self.request.GET.urlencode(),
            **kwargs,
        )


class CasePage(PlainPage):
    """The acts of one дело of a year in the order of their numbers; consents are counted, they have their own page."""

    action = "documents.see"
    template_name = "filing/case.html"

    def get_context_data(self, year, pk=None, **kwargs):
        if not MINYEAR <= year <= MAXYEAR:
            raise Http404
        case = get_object_or_404(CaseFile.objects.visible_to(self.membership), pk=pk) if pk else None
        form = ChoiceForm(self.request.GET, membership=self.membership)
        choice = Choice(programme=form.chosen().programme, year=year)
        rows = shelves.with_files(shelves.acts(self.membership, choice))
        signed = shelves.consents(self.membership, choice).select_related("kind", "person")
        laid = shelves.lay(rows, signed, shelves.cases(self.membership))
        shelf = next((one for one in laid if (one.case.pk if one.case else None) == pk), Shelf(None, year))
        return super().get_context_data(
            title=str(case) if case else shelves.LOOSE,
            case=case,
            year=year,
            acts=[_told(document) for document in shelf.acts],
            consents=consents.summary(shelf, shelf.consents, schooldays.today(self.organization)),
            **kwargs,
        )


def _told(document: Document) -> dict:
    """Put together one line of a дело."""
    scans = list(document.scans.all())
    return {
        "document": document,
        "name": telling.name(document),
        "look": telling.look(document),
        "scans": sum(scan.sort == scan.Sort.SCAN for scan in scans),
        "signatures": sum(scan.sort == scan.Sort.SIGNATURE for scan in scans),
        "ready": any(one.format == "pdf" and one.state == one.State.READY for one in document.renderings.all()),
    }


class InspectionsPage(FormPage):
    """Choose papers for an inspection: a folder to take, or a link to give; and who has looked by the links."""

    action = EDIT
    title = "Папка для проверки"
    template_name = "filing/inspections.html"
    form_class = LinkForm
    success_url = reverse_lazy("inspections")

    def get_initial(self):
        """Keep what the page before was about."""
        choice = ChoiceForm(self.request.GET, membership=self.membership).chosen()
        return {"programme": choice.programme, "year": choice.year, "days": inspecting.USUAL}

    def get_context_data(self, **kwargs):
        address = self.request.session.pop(ADDRESS, "")
        context = super().get_context_data(
            address=address,
            picture=qr.picture(address) if address else "",
            inspections=inspecting.told(self.organization),
            **kwargs,
        )
        initial = context["form"].initial
        return context | {"folder_form": FolderForm(membership=self.membership, initial=initial, auto_id="folder_%s")}

    def perform(self, form):
        said = form.cleaned_data
        token = inspecting.open_link(form.chosen(), said["whom"], said["days"], by=self.membership)
        self.request.session[ADDRESS] = links.address("inspect_link", token)


@require_safe
def folder(request):
    """Hand over the folder, and note in the journal who has taken it."""
    form = FolderForm(request.GET, membership=request.membership)
    if not form.is_valid():
        messages.error(request, "Список дел или программ изменился. Выберите документы снова.")
        return redirect("inspections")
    choice = form.chosen()
    lines = inspecting.lines(request.membership, choice)
    if not lines:
        messages.info(request, "По этому отбору ничего нет: папку собирать не из чего.")
        return redirect("inspections")
    try:
        target, packed = packing.packed_file(lines)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inspections")
    after = {"rows": len(lines), "files": packed.files, "lacking": packed.lacking, "personal": choice.personal}
    organization = request.membership.organization
    journal.write(organization, "casefile.folder", organization, by=request.membership, after=after)
    return given(target, schooldays.today(organization))


folder.action = EDIT


def given(target, today) -> FileResponse:
    """Answer with a made folder."""
    name = f"Папка для проверки {words.digits(today)}.zip"
    response = FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


@deed(EDIT)
def close_link(request, pk):
    """Close a link."""
    row = get_object_or_404(Inspection.objects.visible_to(request.membership), pk=pk)
    inspecting.close(row, by=request.membership)
    messages.success(request, "Ссылка закрыта: по ней больше ничего не открыть.")
    return redirect("inspections")
