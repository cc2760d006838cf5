"""People who may be one: found over the whole school, compared side by side, made one."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import paging
from mentoring.accounts import schooldays
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.people import apart, doubles, merging, standing
from mentoring.people.models import Person

PAGE = 50
DECIDED = 50  # the latest decisions shown


class DoublesPage(PlainPage):
    """Pairs of people who may be one."""

    action = "people.edit"
    title = "Похожие люди"
    template_name = "people/merge/doubles.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        found = doubles.everywhere(self.membership, today)
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        told = _told({row.pk for pair in page for row in (pair.kept, pair.other)}, self.membership, today)
        pairs = [{"pair": pair, "kept": told[pair.kept.pk], "other": told[pair.other.pk]} for pair in page]
        known = apart.decided(self.membership)[:DECIDED]
        return super().get_context_data(pairs=pairs, page=page, pages=paging.named(page, {}), known=known, **kwargs)


@deed("people.edit")
def tell_apart(request, pk, other):
    """Keep that two like cards are two people."""
    if pk == other:
        raise Http404
    people = Person.objects.visible_to(request.membership)
    apart.decide(*(get_object_or_404(people, pk=key) for key in (pk, other)), by=request.membership)
    messages.success(request, "Запомнили: это разные люди. Больше не спросим.")
    return redirect("people_doubles")


@deed("people.edit")
def offer_again(request, pk):
    """Take the decision about a pair back."""
    apart.forget(get_object_or_404(apart.decided(request.membership), pk=pk), by=request.membership)
    messages.success(request, "Решение отменено.")
    return redirect("people_doubles")


def _told(numbers, member, today) -> dict[int, list[str]]:
    """Say of each who they are: a few queries for all of them."""
    people = standing.gathered(Person.objects.filter(pk__in=numbers), member, today)
    return {row.pk: standing.words(row, today) for row in people}


class MergeForm(forms.Form):
    """Which of two values stays, for each field in which two cards differ."""

    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, membership, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            if line.differs:
                choices = [(merging.KEPT, line.kept), (merging.OTHER, line.other)]
                self.fields[line.field] = forms.ChoiceField(
                    label=line.label, choices=choices, initial=line.likely, widget=forms.RadioSelect
                )

    def rows(self) -> list[dict]:
        """Return the lines in their order, each with its field where there is something to choose."""
        return [{"line": line, "field": self[line.field] if line.differs else None} for line in self.lines]

    def clean_versions(self) -> tuple[int, int]:
        one, _, other = self.cleaned_data["versions"].partition("-")
        if not (one.isdecimal() and other.isdecimal()):
            raise forms.ValidationError("Страница устарела. Откройте её заново.")
        return int(one[:9]), int(other[:9])


class MergePage(FormPage):
    """Two cards side by side, with the question which value stays."""

    action = "people.edit"
    title = "Это один человек?"
    template_name = "people/merge/merge.html"
    form_class = MergeForm

    @cached_property
    def cards(self) -> tuple[Person, Person]:
        if self.kwargs["pk"] == self.kwargs["other"]:
            raise Http404
        people = Person.objects.visible_to(self.membership)
        return get_object_or_404(people, pk=self.kwargs["pk"]), get_object_or_404(people, pk=self.kwargs["other"])

    def get_initial(self):
        kept, other = self.cards
        return {"versions": f"{kept.version}-{other.version}"}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"lines": merging.compared(*self.cards)}

    def perform(self, form):
        chosen = dict(form.cleaned_data)
        versions = chosen.pop("versions")
        deed = merging.merge(*self.cards, chosen, by=self.membership, versions=versions)
        self.done = f"Теперь это одна карточка. Объединили: {deed.title}."
        return deed

    def get_success_url(self):
        return reverse("people_deed", args=[self.made.pk])

    def get_context_data(self, **kwargs):
        kept, other = self.cards
        today = schooldays.today(self.organization)
        told = _told((kept.pk, other.pk), self.membership, today)
        return super().get_context_data(
            kept=kept, other=other, kept_told=told[kept.pk], other_told=told[other.pk], **kwargs
        )
