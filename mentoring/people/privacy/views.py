"""Personal data of one person: who sees them, the extract, the end of them and its act."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.operations import Refused
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.people.models import Consent, Erasure, Person
from mentoring.people.privacy import books, erasing, extract, foreseeing, seeing
from mentoring.people.privacy.forms import EraseForm


def one(request, pk: int) -> Person:
    rows = Person.objects.visible_to(request.membership).select_related("organization", "membership__user")
    return get_object_or_404(rows, pk=pk)


class OfPerson:
    """A page about one person of the school."""

    @cached_property
    def person(self) -> Person:
        return one(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"person": self.person} | kwargs)


class SeenPage(PlainPage):
    """Who of this school sees the data of those who are in it: for everybody who signs in."""

    action = "home"
    title = "Кто видит мои данные"
    template_name = "people/privacy/seen.html"

    def get_context_data(self, **kwargs):
        person = Person.objects.filter(membership=self.membership).first()
        everything = seeing.everything(self.organization, person)
        return super().get_context_data(groups=seeing.together(everything), known=person, **kwargs)


class SeenOfPersonPage(OfPerson, PlainPage):
    """Who sees the data of one person."""

    action = "people.see"
    title = "Кто видит данные"
    template_name = "people/privacy/seen.html"

    def get_context_data(self, **kwargs):
        everything = seeing.everything(self.organization, self.person)
        return super().get_context_data(groups=seeing.together(everything), **kwargs)


class PersonDataPage(OfPerson, PlainPage):
    """What one may do with the data of a person: hand them out, see who sees them, destroy them."""

    action = extract.ACTION
    title = "Персональные данные"
    template_name = "people/privacy/person.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            everything=seeing.everything(self.organization, self.person),
            is_erased=erasing.is_erased(self.person),
            **kwargs,
        )


@deed(extract.ACTION)
def give(request, pk: int):
    """Hand out an extract: the journal remembers to whom it was shown and when."""
    person = one(request, pk)
    entry = extract.give(person, by=request.membership)
    return redirect("person_extract", person.pk, entry.number)


class ExtractPage(OfPerson, PlainPage):
    """An extract that was handed out, to be read and printed."""

    action = extract.ACTION
    title = "Выписка о персональных данных"
    template_name = "people/privacy/extract.html"

    def get_context_data(self, number: int, **kwargs):
        entry = _given(self.person, number)
        told = extract.of(self.person, self.membership)
        return super().get_context_data(entry=entry, told=told, number=number, **kwargs)


def _given(person: Person, number: int) -> JournalEntry:
    entry = extract.given(person, number)
    if entry is None:
        raise Http404
    return entry


@require_safe
def workbook(request, pk: int, number: int):
    """Give an extract that was handed out as a workbook."""
    return downloads.give(books.xlsx(_told(request, pk, number)), f"выписка-{number}.xlsx")


@require_safe
def plain(request, pk: int, number: int):
    """Give it as JSON, for another system to read."""
    return downloads.give(books.as_json(_told(request, pk, number)), f"выписка-{number}.json")


workbook.action = plain.action = extract.ACTION


def _told(request, pk: int, number: int) -> extract.Extract:
    person = one(request, pk)
    _given(person, number)
    return extract.of(person, request.membership)


class ErasePage(OfPerson, FormPage):
    """What will be destroyed, what stays and why; the surname typed by hand destroys it."""

    action = erasing.ACTION
    title = "Уничтожить данные"
    template_name = "people/privacy/erase.html"
    form_class = EraseForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.person}

    def get_context_data(self, **kwargs):
        seen = foreseeing.of(self.person)
        return super().get_context_data(seen=seen, refusal=self._refusal(), **kwargs)

    def _refusal(self) -> str:
        try:
            erasing.refuse(self.person, self.membership)
        except Refused as refusal:
            return str(refusal)
        return ""

    def perform(self, form):
        said = form.cleaned_data
        self.act = erasing.erase(self.person, said["reason"], by=self.membership, basis=said["basis"])
        self.done = f"Данные уничтожены. Акт № {self.act.number} составлен."
        return self.act

    def get_success_url(self):
        return reverse("erasure", args=[self.act.public_id])


class ErasuresPage(PlainPage):
    """All acts by which data were destroyed."""

    action = erasing.ACTION
    title = "Акты об уничтожении данных"
    template_name = "people/privacy/erasures.html"

    def get_context_data(self, **kwargs):
        acts = Erasure.objects.visible_to(self.membership).select_related("by")
        return super().get_context_data(acts=acts[:200], **kwargs)


class ErasurePage(PlainPage):
    """One act with its extract from the journal, to be printed and signed."""

    action = erasing.ACTION
    template_name = "people/privacy/erasure.html"

    def get_context_data(self, public_id: str, **kwargs):
        acts = Erasure.objects.visible_to(self.membership).select_related("by", "organization")
        act = get_object_or_404(acts, public_id=public_id)
        entry = JournalEntry.objects.visible_to(self.membership).filter(
            subject_kind=act._meta.label_lower, subject_id=str(act.pk)
        )
        return super().get_context_data(
            act=act,
            entry=entry.first(),
            partly=Consent.objects.filter(act=act).exists(),
            title=f"Акт № {act.number} об уничтожении персональных данных",
            **kwargs,
        )
