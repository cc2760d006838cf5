"""The base of mentees: who is in it, what each asks for, what is missing."""

from django.contrib import admin
from django.db.models import Prefetch

from mentoring.chosen import RowDeed
from mentoring.curator import OrganizationInline
from mentoring.registry import gaps, step_views
from mentoring.registry.admin.participants import FormInline, ParticipantAdmin, RegistryRight
from mentoring.registry.models import Category, Mentee, MenteeCategory, MenteeForm, Request

State = Mentee.State


class RequestInline(RegistryRight, OrganizationInline):
    model = Request
    verbose_name_plural = "Запросы"
    about = "Что наставничество должно решить: сфера, своими словами, какого результата ждут."
    fields = ("competence", "text", "wished", "source", "priority", "on")
    extra = 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in ("text", "wished"):
            field.widget.attrs["rows"] = 2
        return field

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("competence")


class MenteeFormInline(FormInline):
    model = MenteeForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("form")


class CategoryInline(RegistryRight, OrganizationInline):
    """Categories of a mentee; the closed ones are there for the curator and the psychologist alone."""

    model = MenteeCategory
    verbose_name_plural = "Категории"
    fields = ("category",)
    extra = 1

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("category")
        return rows if request.membership.can("restricted.see") else rows.filter(category__restricted=False)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "category":
            rows = Category.objects.filter(of=Category.Of.MENTEE)
            kwargs["queryset"] = rows if request.membership.can("restricted.see") else rows.filter(restricted=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Mentee)
class MenteeAdmin(ParticipantAdmin):
    stage, place, icon = 2, 20, "people"
    about = "Кому программа помогает и с каким запросом."
    add_words = "Добавить наставляемого"
    counted_as = ("наставляемый", "наставляемых", "наставляемых")
    none_yet = "Наставляемых ещё нет"
    next_step = "Отметьте людей в списке «Люди» и нажмите «В наставляемые», добавьте по одному или раздайте ссылку."
    list_display = ("name", "place_of", "wants", "form_titles", "condition", "lacking")
    inlines = (RequestInline, MenteeFormInline, CategoryInline)
    tones = {State.OFFERED: "", State.REGISTERED: "go", State.FINISHED: "ok", State.LEFT: ""}
    row_deeds = (
        RowDeed("register", "registry.edit", "Внести в реестр", step_views.register_mentees, "check-circle"),
        RowDeed("finish", "registry.edit", "Прошли программу", step_views.finish_mentees, "check-circle"),
    )
    gaps_of = staticmethod(gaps.of_mentees)
    steps, step_page, first_state = step_views.MENTEE_STEPS, "mentee_step", State.OFFERED
    fieldsets = (
        ("Кто", {"fields": (("programme", "person"), "role_model", "strengths", "interests")}),
        ("Итог и заметки", {"fields": ("result", "link", "note")}),
    )

    def beside(self, request):
        return *super().beside(request), Prefetch("requests", Request.objects.select_related("competence"))

    @admin.display(description="запрос")
    def wants(self, row):
        return "; ".join(str(one.competence or one.text) for one in row.requests.all())
