"""The staff list, and who holds which position when."""

from django.contrib import admin
from django.db.models import Prefetch, Q

from mentoring import shown
from mentoring.accounts import schooldays, vocabulary
from mentoring.accounts.models import Unit
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.curator import OrganizationAdmin, OrganizationForm, OrganizationInline
from mentoring.people.admin.deletion import KeptDeletion
from mentoring.people.models import Employment, Position


def in_force(request):
    """Return the employments of this day, each with its person and position."""
    today = schooldays.today(request.membership.organization)
    return Employment.objects.on(today).select_related("person", "position")


class WorkingFilter(admin.SimpleListFilter):
    """Who works now, who did, who will."""

    title = "когда"
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("now", "работают сейчас"), ("past", "уже не работают"), ("future", "ещё не начали")]

    def queryset(self, request, queryset):
        today = schooldays.today(request.membership.organization)
        chosen = {"now": Q(working=True), "past": Q(end__lt=today), "future": Q(start__gt=today)}
        return queryset.filter(chosen[self.value()]) if self.value() in chosen else queryset


def duties(organization) -> dict[str, str]:
    """Name the duties as this kind of organization calls them."""
    own = vocabulary.of_kind(organization.kind)
    return dict(Employment.Duty.choices) | {
        Employment.Duty.HEAD: own.head,
        Employment.Duty.CLASS_TEACHER: own.group_teacher,
    }


class NamedDuties:
    """Duties offered in the words of the organization."""

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "duty":
            own = duties(request.membership.organization)
            field.choices = [(code, own.get(code, words)) for code, words in field.choices]
        return field


class EmploymentForm(OrganizationForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("acting") and not cleaned.get("order"):
            self.add_error("order", "Укажите приказ, по которому человек исполняет обязанности.")
        return cleaned


class EmploymentInline(NamedDuties, OrganizationInline):
    model, part = Employment, "employments"
    form = EmploymentForm
    verbose_name_plural = "Должности"
    about = "Должность должна быть в списке должностей. Прежние назначения не убирайте, а закройте датой «по»."
    autocomplete_fields = ("position",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Keep the headings of narrow columns short."""
        short = {"order": {"help_text": "Нужен исполняющему."}, "acting": {"label": "и.\N{NO-BREAK SPACE}о."}}
        return super().formfield_for_dbfield(db_field, request, **short.get(db_field.name, {}) | kwargs)

    def get_fields(self, request, obj=None):
        unit = ("unit",) if Unit.objects.visible_to(request.membership).exists() else ()
        return ("position", *unit, "duty", "start", "end", "acting", "order")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("position", "person")


@admin.register(Position)
class PositionAdmin(KeptDeletion, OrganizationAdmin):
    stage, place, icon = "people", 30, "person-badge"
    about = "План называет должности: сменится человек — план править не придётся."
    add_words = "Добавить должность"
    counted_as = ("должность", "должности", "должностей")
    none_yet = "Должностей ещё нет"
    next_step = "Добавьте первую: «директор», «педагог-психолог», «классный руководитель 8 «А»»."
    search_label = "Название"
    list_display = ("name", "holders")
    search_fields = ("title_key__contains",)
    fields = ("title",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(Prefetch("employments", in_force(request), "current"))

    @admin.display(description="название", ordering="title_key")
    def name(self, row):
        return row.title

    @admin.display(description="кто сейчас")
    def holders(self, row):
        if not row.current:
            return shown.status("warn", "никого")
        return ", ".join(employment.person.short_name for employment in row.current)


@admin.register(Employment)
class EmploymentAdmin(NamedDuties, OrganizationAdmin):
    stage, place, icon = "people", 20, "briefcase"
    title = "Кто кем работает"
    form = EmploymentForm
    about = "По этим датам находят директора, куратора и ответственных в плане и документах."
    add_words = "Добавить назначение"
    counted_as = ("назначение", "назначения", "назначений")
    none_yet = "Назначений ещё нет"
    next_step = "Сначала добавьте людей и должности, затем скажите, кто кем работает и с какого дня."
    search_label = "Фамилия или должность"
    list_display = ("who", "position", "role", "days", "state")
    list_filter = (WorkingFilter, "duty", "position")
    search_fields = ("person__name_key__contains", "position__title_key__contains")
    list_select_related = ("person", "position", "organization")
    autocomplete_fields = ("person", "position")
    fieldsets = (
        ("Кто и кем", {"fields": ("person", "position", "unit", "duty")}),
        ("Когда", {"fields": (("start", "end"), "acting", "order")}),
    )

    def get_queryset(self, request):
        today = schooldays.today(request.membership.organization)
        working = (Q(start=None) | Q(start__lte=today)) & (Q(end=None) | Q(end__gte=today))
        return super().get_queryset(request).annotate(working=working)

    @admin.display(description="человек", ordering="person__name_key")
    def who(self, row):
        return row.person.full_name

    @admin.display(description="обязанность", ordering="duty")
    def role(self, row):
        return duties(row.organization)[row.duty] if row.duty else ""

    @admin.display(description="когда", ordering="start")
    def days(self, row):
        return words.span(Span(row.start, row.end)) or "без дат"

    @admin.display(description="состояние")
    def state(self, row):
        if not row.working:
            return shown.status("", "сейчас не работает")
        return shown.status("go", "исполняет обязанности") if row.acting else shown.status("ok", "работает")
