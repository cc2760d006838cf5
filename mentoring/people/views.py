"""Giving people of the school a way into the system."""

from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from mentoring.accounts import schooldays
from mentoring.notifications import invitations
from mentoring.pages import FormPage, PlainPage
from mentoring.people import access
from mentoring.people.forms import AccessForm
from mentoring.people.models import Person


class WithoutAccessPage(PlainPage):
    """Those who work here and cannot sign in yet."""

    action = "members.invite"
    title = "Кому дать доступ"
    template_name = "people/without_access.html"

    def get_context_data(self, **kwargs):
        people = access.without(self.organization, schooldays.today(self.organization))
        return super().get_context_data(people=people)


class AccessPage(FormPage):
    """Choose the roles of one person and invite them."""

    action = "members.invite"
    template_name = "people/access.html"
    form_class = AccessForm
    success_url = reverse_lazy("members")

    @property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.visible_to(self.membership), pk=self.kwargs["pk"])

    def get_initial(self):
        return {"roles": access.usual_roles(self.person, schooldays.today(self.organization))}

    def get_context_data(self, **kwargs):
        person = self.person
        return super().get_context_data(**kwargs | {"title": f"Дать доступ: {person.full_name}", "person": person})

    def perform(self, form):
        member = access.invite(self.person, form.cleaned_data["roles"], by=self.membership)
        self.done = invitations.tell(member, by=self.membership)
        return member
