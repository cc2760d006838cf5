"""The page on which one person's duties become another's."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput, NameField, NameInput
from mentoring.pages import FormPage
from mentoring.people import handing
from mentoring.people.models import Person, StudyGroup

_TEACHER = StudyGroup._meta.get_field("teacher")  # its suggestions are the people of the school


class HandingForm(forms.Form):
    """To whom, from which day, and what of all that this person holds."""

    to = NameField(
        label="кому",
        queryset=Person.objects.none(),
        widget=NameInput(_TEACHER),
        help_text="Начните с фамилии. Человек должен быть в списке людей.",
    )
    on = forms.DateField(label="с какого дня", widget=DayInput)
    what = forms.MultipleChoiceField(label="что передать", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args, membership, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Person.objects.visible_to(membership)
        self.fields["what"].choices = [(one.key, f"{one.kind}: {one.words}") for one in places]
        self.initial.setdefault("what", [one.key for one in places])


class HandingPage(FormPage):
    """Everything that waits for one person, to be handed on at once."""

    action = "people.edit"
    template_name = "people/handing.html"
    form_class = HandingForm
    done = "Передали. Отменить можно неделю."

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.visible_to(self.membership), pk=self.kwargs["pk"])

    @cached_property
    def today(self):
        return schooldays.today(self.organization)

    @cached_property
    def places(self) -> list[handing.Held]:
        return handing.held(self.person, self.today)

    def get_initial(self):
        return {"on": self.today}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"places": self.places}

    def perform(self, form):
        sent = form.cleaned_data
        return handing.hand(self.person, sent["to"], sent["what"], on=sent["on"], today=self.today, by=self.membership)

    def get_success_url(self):
        return reverse("people_deed", args=[self.made.pk])

    def get_context_data(self, **kwargs):
        title = f"Передать обязанности: {self.person.full_name}"
        return super().get_context_data(**kwargs | {"title": title, "person": self.person, "places": self.places})
