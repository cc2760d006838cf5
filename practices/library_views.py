"""The pages of the library: the shelf, one material, to whom it was handed; what a mentor has."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.pages import PlainPage, deed
from mentoring.paging import named
from mentoring.programmes.models import MentoringForm
from practices import library
from practices.library_forms import HandForm, MaterialForm
from practices.models import Handed, Material
from practices.pages import EDIT, SEE, AddPage, BackForm, ChangePage, OfProgramme
from roadmap.models import STAGES

MINE = "diary.write"
A_PAGE = 50
_ASKED = ("form", "stage", "audience", "away")


def material_of(membership: Membership, key: str) -> Material:
    """Return a material of the school with what its pages name."""
    rows = Material.objects.visible_to(membership).select_related("organization", "form", "file")
    return get_object_or_404(rows, public_id=key)


class MaterialsPage(PlainPage):
    """The shelf: materials by form, stage and reader."""

    action = SEE
    title = "Библиотека"
    template_name = "practices/materials.html"

    def get_context_data(self, **kwargs):
        query = {name: self.request.GET.get(name, "") for name in _ASKED}
        page = Paginator(library.found(self.membership, query), A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            pages=named(page, query),
            query=query,
            narrowed=any(query.values()),
            forms=MentoringForm.objects.visible_to(self.membership),
            stages=STAGES,
            audiences=Material.Audience.choices,
            **kwargs,
        )


class MinePage(PlainPage):
    """What whoever asks was handed."""

    action = MINE
    title = "Мои материалы"
    template_name = "practices/materials_mine.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=library.handed_to(self.membership), **kwargs)


class MaterialPage(PlainPage):
    """One material, and to whom it was handed."""

    action = SEE
    template_name = "practices/material.html"

    def get_context_data(self, key, **kwargs):
        row = material_of(self.membership, key)
        handed = Handed.objects.visible_to(self.membership).filter(material=row).select_related("person")
        page = Paginator(handed, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(title=row.title, row=row, page=page, pages=named(page, {}), **kwargs)


class MaterialNewPage(AddPage):
    title = "Новый материал"
    form_class = MaterialForm
    done = "Добавили материал в библиотеку."
    about = "Методические рекомендации, памятка, бланк, ссылка. Потом отметите, кому вручили."

    def fresh(self):
        return Material()

    def up(self):
        return reverse("materials"), "Библиотека"

    def perform(self, form):
        return library.add(form.instance, form.paper(), by=self.membership)

    def get_success_url(self):
        return reverse("material", args=[self.made.public_id])


class _OfMaterial:
    """A form about one material."""

    def find(self) -> Material:
        return material_of(self.membership, self.kwargs["key"])

    def up(self):
        return reverse("material", args=[self.kwargs["key"]]), self.find().title


class MaterialEditPage(_OfMaterial, ChangePage):
    title = "Изменить материал"
    form_class = MaterialForm
    done = "Сохранили материал."

    def perform(self, form):
        version = form.cleaned_data["version"]
        return library.change(self.row, form.facts(), form.paper(), version=version, by=self.membership)


class MaterialHandPage(_OfMaterial, OfProgramme, BackForm):
    """Whom of the programme the material was given."""

    title = "Отметить вручение"
    form_class = HandForm
    template_name = "practices/material_hand.html"
    button = "Вручено"

    @cached_property
    def called(self) -> str:
        return self.request.GET.get("q", "").strip()[:100]

    def get_form_kwargs(self):
        material = self.find()
        people = library.readers(material, self.programme, self.membership)
        free = library.named(people, self.called).exclude(pk__in=material.handed.values("person"))
        return super().get_form_kwargs() | {"people": free}

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.find(), called=self.called, **kwargs)

    def perform(self, form):
        said = form.cleaned_data
        fresh = library.hand(self.find(), said["people"], on=said["on"], by=self.membership)
        messages.success(self.request, f"Отметили вручение: {words.counted(fresh, 'человек', 'человека', 'человек')}.")
        return fresh


@deed(EDIT)
def put_away(request, key):
    """Take a material off the shelf."""
    library.put_away(material_of(request.membership, key), by=request.membership)
    messages.success(request, "Убрали материал. Он среди убранных, его можно вернуть.")
    return redirect("material", key)


@deed(EDIT)
def bring_back(request, key):
    """Put a material back on the shelf."""
    library.bring_back(material_of(request.membership, key), by=request.membership)
    messages.success(request, "Вернули материал в библиотеку.")
    return redirect("material", key)


@deed(EDIT)
def take_back(request, key, pk):
    """Undo a mark of handing."""
    rows = Handed.objects.visible_to(request.membership).select_related("material", "person")
    row = get_object_or_404(rows, material=material_of(request.membership, key), pk=pk)
    library.take_back(row, by=request.membership)
    messages.success(request, f"Сняли отметку: {row.person.full_name}.")
    return redirect("material", key)
