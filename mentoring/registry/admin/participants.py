"""What the lists and cards of mentees and mentors have in common."""

from django.contrib import admin
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html_join

from mentoring import shown
from mentoring.accounts import schooldays
from mentoring.curator import ListLink, OrganizationAdmin, OrganizationInline
from mentoring.people import standing
from mentoring.programmes import listed
from mentoring.programmes.models import MentoringForm

EVERY = "all"
SHOWN = 3  # gaps named in a list; the card names all


class RegistryRight:
    """Registries are seen by those who lead and by class teachers, edited by the curator and the leads of forms."""

    see, edit = "registry.see", "registry.edit"


class ProgrammeFilter(admin.SimpleListFilter):
    """One programme: the one in use unless another is asked for."""

    title = "программа"
    parameter_name = "programme"

    def __init__(self, request, params, model, model_admin):
        rows = listed.of_request(request)
        self.current = listed.on_page(request)
        self.rows = [(str(row.pk), row.title) for row in rows]
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [*self.rows, (EVERY, "все программы")]

    def value(self):
        return super().value() or (str(self.current.pk) if self.current else EVERY)

    def choices(self, changelist):
        for code, words in self.lookup_choices:
            yield {
                "selected": self.value() == code,
                "query_string": changelist.get_query_string({self.parameter_name: code}),
                "display": words,
            }

    def queryset(self, request, queryset):
        asked = self.value()
        return queryset.filter(programme=int(asked[:18])) if asked.isascii() and asked.isdigit() else queryset


class FormFilter(admin.SimpleListFilter):
    """Those of one form of mentoring."""

    title = "форма"
    parameter_name = "form"

    def lookups(self, request, model_admin):
        rows = MentoringForm.objects.visible_to(request.membership)
        return [*((str(row.pk), row.title) for row in rows), ("none", "не указана")]

    def queryset(self, request, queryset):
        asked = self.value() or ""
        if asked == "none":
            return queryset.filter(forms=None)
        return queryset.filter(forms__form=int(asked[:18])) if asked.isascii() and asked.isdigit() else queryset


class FormInline(RegistryRight, OrganizationInline):
    """The forms of mentoring of one participant."""

    fields = ("form",)
    extra = 1


class OfProgramme:
    """A row of a programme begins with the one in use."""

    def get_changeform_initial_data(self, request):
        found = listed.on_page(request)
        return ({"programme": found.pk} if found else {}) | super().get_changeform_initial_data(request)


class ParticipantAdmin(OfProgramme, RegistryRight, OrganizationAdmin):
    """A list of participants of a programme: steps change states, the card holds facts."""

    list_filter = (ProgrammeFilter, "state", FormFilter)
    search_label = "Фамилия, имя или отчество"
    search_fields = ("person__name_key__contains",)
    autocomplete_fields = ("person",)
    links = (ListLink("registers", "registry.see", "Реестр в файл", "download"),)
    change_form_template = "admin/registry/card.html"
    gaps_of = None  # the function that names what each lacks
    steps: dict[str, tuple] = {}  # which steps lead out of each state
    step_page = ""
    first_state = ""

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "programme", "person")

    def beside(self, request) -> tuple[Prefetch, ...]:
        """Name what a list shows of each row besides the row."""
        today = schooldays.today(request.membership.organization)
        forms = self.model._meta.get_field("forms").related_model.objects.select_related("form")
        return *standing.beside(request.membership, today, of="person__"), Prefetch("forms", forms)

    def get_readonly_fields(self, request, obj=None):
        """Who takes part in which programme is said once; a state is changed by steps alone."""
        return ("programme", "person") if obj else ()

    def has_delete_permission(self, request, obj=None):
        """Nobody who was in the register is deleted: such a one leaves."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.state == self.first_state)

    def prepared(self, request, rows):
        """Ask at once for all that a page of the list says of its rows."""
        prefetch_related_objects(rows, *self.beside(request))
        self._name_gaps(rows, request)
        return rows

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        cl = getattr(response, "context_data", {}).get("cl")
        if cl is not None:
            cl.result_list = self.prepared(request, list(cl.result_list))
        return response

    def _name_gaps(self, rows, request):
        today = schooldays.today(request.membership.organization)
        found = type(self).gaps_of(rows, today)
        for row in rows:
            row.lacks = found[row.pk]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            self._name_gaps([obj], request)
            context["state_now"] = self.condition(obj)
            if self.has_change_permission(request, obj):
                context["steps"] = [
                    {"step": one, "url": reverse(self.step_page, args=[obj.pk, one.verb])}
                    for one in self.steps.get(obj.state, ())
                ]
            context["sees_notes"] = request.membership.can("restricted.see")
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="фамилия, имя, отчество", ordering="person__name_key")
    def name(self, row):
        return row.person.full_name

    @admin.display(description="кто это")
    def place_of(self, row):
        said = standing.words(row.person, schooldays.today(row.organization))
        return format_html_join("", "<div>{}</div>", ((line,) for line in said))

    @admin.display(description="форма")
    def form_titles(self, row):
        return ", ".join(one.form.title for one in row.forms.all())

    @admin.display(description="состояние", ordering="state")
    def condition(self, row):
        return shown.status(self.tones.get(row.state, ""), row.get_state_display())

    @admin.display(description="чего не хватает")
    def lacking(self, row):
        lines = [shown.status("bad" if gap.closes else "warn", gap.words) for gap in row.lacks[:SHOWN]]
        if len(row.lacks) > SHOWN:
            lines.append(f"и ещё {len(row.lacks) - SHOWN}")
        return (
            format_html_join("", "<div>{}</div>", ((line,) for line in lines))
            if lines
            else shown.status("ok", "всё есть")
        )
