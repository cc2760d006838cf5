"""The pages of cases: the list, one case, how it goes from a draft to the public."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.pages import PlainPage, deed
from mentoring.paging import named
from mentoring.pairs import naming
from mentoring.programmes import listed
from practices import publishing, stories
from practices.models import Case
from practices.pages import EDIT, SEE, AddPage, BackForm, ChangePage, OfProgramme
from practices.story_forms import CaseForm, CaseOutForm

A_PAGE = 50
_PARTS = ("situation", "done", "result", "advice")


def case_of(membership: Membership, key: str) -> Case:
    """Return a case this member may see, with what its pages name."""
    rows = Case.objects.visible_to(membership).select_related("organization", "programme", "form", "pair__organization")
    return get_object_or_404(rows, public_id=key)


class CasesPage(PlainPage):
    """The cases of the programme in use."""

    action = SEE
    title = "Кейсы"
    template_name = "practices/cases.html"

    def get_context_data(self, **kwargs):
        programme = listed.on_page(self.request)
        page = Paginator(stories.of_programme(self.membership, programme), A_PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(programme=programme, page=page, pages=named(page, {}), **kwargs)


class CasePage(PlainPage):
    """One case by its parts, and where it has appeared."""

    action = SEE
    template_name = "practices/case.html"

    def get_context_data(self, key, **kwargs):
        row, today = case_of(self.membership, key), schooldays.today(self.organization)
        parts = [(row._meta.get_field(name).verbose_name, getattr(row, name)) for name in _PARTS]
        return super().get_context_data(
            title=row.title,
            row=row,
            pair=naming.name(row.pair) if row.pair else "",
            lacking=stories.lacking(row.pair, today),
            parts=parts,
            publications=row.publications.select_related("rubric"),
            **kwargs,
        )


class CaseNewPage(OfProgramme, AddPage):
    title = "Новый кейс"
    form_class = CaseForm
    done = "Начали кейс. Допишите все части и отметьте готовым."
    about = "История, на которой другие могут поучиться. Черновик можно сохранить, не заполнив всех частей."

    def fresh(self):
        return Case(programme=self.programme)

    def up(self):
        return reverse("cases"), "Кейсы"

    def perform(self, form):
        return stories.add(form.instance, by=self.membership)

    def get_success_url(self):
        return reverse("case", args=[self.made.public_id])


class _OfCase:
    """A form about one case."""

    def find(self) -> Case:
        return case_of(self.membership, self.kwargs["key"])

    def up(self):
        return reverse("case", args=[self.kwargs["key"]]), self.find().title


class CaseEditPage(_OfCase, ChangePage):
    title = "Изменить кейс"
    form_class = CaseForm
    done = "Сохранили кейс."

    def perform(self, form):
        _, facts = form.values()
        return stories.change(self.row, facts, version=form.cleaned_data["version"], by=self.membership)


class CasePublishPage(_OfCase, BackForm):
    title = "Отметить публикацию кейса"
    form_class = CaseOutForm
    done = "Отметили: кейс опубликован."

    def perform(self, form):
        said = form.cleaned_data
        return publishing.publish_case(self.find(), **said, by=self.membership)


@deed(EDIT)
def ready(request, key):
    """Say that a case is whole."""
    stories.make_ready(case_of(request.membership, key), by=request.membership)
    messages.success(request, "Кейс готов к публикации.")
    return redirect("case", key)


@deed(EDIT)
def redraft(request, key):
    """Take a case back to be rewritten."""
    stories.redraft(case_of(request.membership, key), by=request.membership)
    messages.success(request, "Кейс снова черновик.")
    return redirect("case", key)


@deed(EDIT)
def remove(request, key):
    """Forget a case that never went out."""
    stories.remove(case_of(request.membership, key), by=request.membership)
    messages.success(request, "Удалили кейс.")
    return redirect("cases")
