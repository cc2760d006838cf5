"""The base of mentors: candidates, the register, the reserve."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse

from mentoring.chosen import RowDeed
from mentoring.curator import ListLink, OrganizationForm, OrganizationInline
from mentoring.registry import cards, gaps, passing, step_views
from mentoring.registry.admin.participants import FormInline, ParticipantAdmin, RegistryRight
from mentoring.registry.models import Mentor, MentorCompetence, MentorForm

State = Mentor.State
_WHO = ("programme", "person")


class MentorFormInline(FormInline):
    model = MentorForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("form")


class CompetenceInline(RegistryRight, OrganizationInline):
    model = MentorCompetence
    verbose_name_plural = "В чём поможет"
    fields = ("competence",)
    extra = 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("competence")


class MentorCardForm(OrganizationForm):
    """Facts about a mentor; convenient days are ticked."""

    days = forms.TypedMultipleChoiceField(
        label="удобные дни",
        choices=[*cards.DAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@admin.register(Mentor)
class MentorAdmin(ParticipantAdmin):
    stage, place, icon = 3, 30, "person-badge"
    form = MentorCardForm
    about = "Кто готов помогать, от заявления до резерва."
    add_words = "Добавить кандидата"
    counted_as = ("человек", "человека", "человек")
    none_yet = "Наставников ещё нет"
    next_step = "Отметьте людей в списке «Люди» и нажмите «В наставники», добавьте по одному или раздайте ссылку."
    list_display = ("name", "place_of", "helps", "form_titles", "condition", "lacking")
    inlines = (CompetenceInline, MentorFormInline)
    tones = {State.REGISTERED: "go", State.RESERVE: "", State.REFUSED: "warn"}
    row_deeds = (
        RowDeed("register", "registry.edit", "Внести в реестр", step_views.register_mentors, "check-circle"),
        RowDeed("reserve", "registry.edit", "В резерв", step_views.reserve_mentors, "hourglass-split"),
    )
    links = (*ParticipantAdmin.links, ListLink("mentor_card_take", "registry.edit", "Взять карточку", "upload"))
    gaps_of = staticmethod(gaps.of_mentors)
    steps, step_page, first_state = step_views.MENTOR_STEPS, "mentor_step", State.APPLIED
    fieldsets = (
        (
            "Кто",
            {
                "fields": (
                    ("programme", "person"),
                    "applied_on",
                    "motivation",
                    "experience",
                    "achievements",
                    "interests",
                )
            },
        ),
        (
            "Что может",
            {"fields": (("age_from", "age_to"), ("capacity", "together"), "hours", "days", "shared")},
        ),
        ("Итог и заметки", {"fields": ("result", "link", "note")}),
    )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["passes_card"] = bool(obj) and obj.state in passing.READY and request.membership.can(self.edit)
        if obj and request.membership.can("selection.see"):
            context["selection_url"] = reverse("candidate", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def beside(self, request):
        return *super().beside(request), Prefetch("competences", MentorCompetence.objects.select_related("competence"))

    @admin.display(description="в чём поможет")
    def helps(self, row):
        return ", ".join(str(one.competence) for one in row.competences.all())
