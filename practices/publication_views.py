"""The pages of the plan of publications and of its rubrics."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from mentoring import sent
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.pages import PlainPage, deed
from mentoring.programmes import listed
from practices import counting, publishing
from practices.models import Gathering, Publication, Rubric
from practices.pages import EDIT, SEE, AddPage, BackForm, ChangePage, OfProgramme
from practices.story_forms import OutForm, PublicationForm, RubricForm

GOALS = ("meetings", "rubrics", "publications")


def publication_of(membership: Membership, pk: int) -> Publication:
    rows = Publication.objects.visible_to(membership).select_related("organization", "programme")
    return get_object_or_404(rows, pk=pk)


def rubric_of(membership: Membership, pk: int) -> Rubric:
    return get_object_or_404(Rubric.objects.visible_to(membership), pk=pk)


class PublicationsPage(PlainPage):
    """The plan of publications by months, what is late first."""

    action = SEE
    title = "Публикации"
    template_name = "practices/publications.html"

    def get_context_data(self, **kwargs):
        programme, today = listed.on_page(self.request), schooldays.today(self.organization)
        rows = publishing.of_programme(self.membership, programme)
        return super().get_context_data(
            programme=programme,
            groups=publishing.by_months(rows, today),
            goals=counting.goals(programme, GOALS) if programme else [],
            **kwargs,
        )


class _UpToPlan:
    """A form that leads back to the plan of publications."""

    def up(self):
        return reverse("publications"), "Публикации"


class PublicationNewPage(_UpToPlan, OfProgramme, AddPage):
    title = "Новая публикация"
    form_class = PublicationForm
    done = "Добавили публикацию в план."

    def fresh(self):
        return Publication(programme=self.programme)

    def get_initial(self):
        key = sent.whole(self.request.GET.get("gathering", ""))
        rows = Gathering.objects.visible_to(self.membership).filter(programme=self.programme)
        found = rows.filter(pk=key).first() if key else None
        return {"gathering": found, "title": found.title} if found else {}


class _OfPublication(_UpToPlan):
    def find(self) -> Publication:
        return publication_of(self.membership, self.kwargs["pk"])


class PublicationEditPage(_OfPublication, ChangePage):
    title = "Изменить публикацию"
    form_class = PublicationForm
    done = "Сохранили публикацию."


class PublicationOutPage(_OfPublication, BackForm):
    title = "Отметить выход"
    form_class = OutForm
    done = "Отметили: публикация вышла."

    def get_initial(self):
        return {"version": self.find().version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(about=self.find().title, **kwargs)

    def perform(self, form):
        said = form.cleaned_data
        facts = {"on": said["on"], "link": said["link"], "version": said["version"] or 0}
        return publishing.publish(self.find(), **facts, by=self.membership)


@deed(EDIT)
def recall(request, pk):
    """Take back the mark that a text has appeared."""
    publishing.recall(publication_of(request.membership, pk), by=request.membership)
    messages.success(request, "Сняли отметку о выходе.")
    return redirect("publications")


@deed(EDIT)
def remove(request, pk):
    """Take a line out of the plan."""
    publishing.remove(publication_of(request.membership, pk), by=request.membership)
    messages.success(request, "Убрали публикацию из плана.")
    return redirect("publications")


class RubricsPage(PlainPage):
    """Where the school writes on mentoring."""

    action = SEE
    title = "Рубрики"
    template_name = "practices/rubrics.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=Rubric.objects.visible_to(self.membership), **kwargs)


class _UpToRubrics:
    def up(self):
        return reverse("rubrics"), "Рубрики"


class RubricNewPage(_UpToRubrics, AddPage):
    title = "Новая рубрика"
    form_class = RubricForm
    done = "Добавили рубрику."

    def fresh(self):
        return Rubric()


class RubricEditPage(_UpToRubrics, ChangePage):
    title = "Изменить рубрику"
    form_class = RubricForm
    done = "Сохранили рубрику."

    def find(self) -> Rubric:
        return rubric_of(self.membership, self.kwargs["pk"])


@deed(EDIT)
def close_rubric(request, pk):
    """Remove an empty rubric."""
    publishing.close_rubric(rubric_of(request.membership, pk), by=request.membership)
    messages.success(request, "Убрали рубрику.")
    return redirect("rubrics")
