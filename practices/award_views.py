"""The pages of awards: the list by people and years, a proposal, and the word that it was given."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.pages import PlainPage, deed
from mentoring.paging import named
from mentoring.programmes import listed
from practices import awarding
from practices.award_forms import AwardForm, GiveForm
from practices.models import Award
from practices.pages import AddPage, BackForm, ChangePage, OfProgramme

SEE, EDIT = "awards.see", "awards.edit"
A_PAGE = 50
_ASKED = ("q", "year", "state")


def award_of(membership: Membership, pk: int) -> Award:
    rows = Award.objects.visible_to(membership).select_related("organization", "programme", "person")
    return get_object_or_404(rows, pk=pk)


class AwardsPage(PlainPage):
    """Who was awarded, for what, and who is proposed."""

    action = SEE
    title = "Поощрения"
    template_name = "practices/awards.html"

    def get_context_data(self, **kwargs):
        query = {name: self.request.GET.get(name, "").strip()[:100] for name in _ASKED}
        page = Paginator(awarding.found(self.membership, query), A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            programme=listed.on_page(self.request),
            lines=[{"row": row, "gives": awarding.gives(row, self.membership)} for row in page.object_list],
            page=page,
            pages=named(page, query),
            query=query,
            narrowed=any(query.values()),
            years=awarding.years(self.membership),
            states=Award.State.choices,
            **kwargs,
        )


class _UpToAwards:
    action = EDIT

    def up(self):
        return reverse("awards"), "Поощрения"


class AwardNewPage(_UpToAwards, OfProgramme, AddPage):
    title = "Предложить поощрение"
    form_class = AwardForm
    done = "Записали предложение."
    button = "Предложить"

    def fresh(self):
        return Award(programme=self.programme)

    def perform(self, form):
        return awarding.propose(form.instance, by=self.membership)


class AwardEditPage(_UpToAwards, ChangePage):
    title = "Изменить предложение"
    form_class = AwardForm
    done = "Сохранили предложение."

    def find(self) -> Award:
        return award_of(self.membership, self.kwargs["pk"])

    def perform(self, form):
        _, facts = form.values()
        return awarding.change(self.row, facts, version=form.cleaned_data["version"], by=self.membership)


class AwardGivePage(_UpToAwards, BackForm):
    """Say that an award was given: whoever may, by its kind."""

    action = SEE
    title = "Отметить вручение"
    form_class = GiveForm
    done = "Отметили: поощрение вручено."
    button = "Вручено"

    def find(self) -> Award:
        row = award_of(self.membership, self.kwargs["pk"])
        if not awarding.gives(row, self.membership):
            raise Http404
        return row

    def get_initial(self):
        row = self.find()
        return {"on": schooldays.today(self.organization), "basis": row.basis, "version": row.version}

    def get_context_data(self, **kwargs):
        row = self.find()
        return super().get_context_data(about=f"{row}. {row.reason}.", **kwargs)

    def perform(self, form):
        said = form.cleaned_data
        facts = {"on": said["on"], "basis": said["basis"], "version": said["version"] or 0}
        return awarding.give(self.find(), **facts, by=self.membership)


@deed(SEE)
def take_back(request, pk):
    """Undo the mark that an award was given."""
    row = award_of(request.membership, pk)
    if not awarding.gives(row, request.membership):
        raise Http404
    awarding.take_back(row, by=request.membership)
    messages.success(request, "Сняли отметку о вручении.")
    return redirect("awards")


@deed(EDIT)
def remove(request, pk):
    """Take back a proposal."""
    awarding.remove(award_of(request.membership, pk), by=request.membership)
    messages.success(request, "Убрали предложение.")
    return redirect("awards")
