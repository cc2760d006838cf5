"""The organization's own card, its calendar and the journal."""

from django.contrib import admin
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst

from mentoring import history, shown
from mentoring.accounts import terms, vocabulary
from mentoring.accounts.models import DayCorrection, JournalEntry, Organization, SchoolTerm, Unit
from mentoring.calendar import words
from mentoring.calendar.words import counted
from mentoring.curator import ListDeed, OrganizationAdmin
from mentoring.filters import DaysFilter


@admin.register(Organization)
class OwnOrganizationAdmin(OrganizationAdmin):
    """The card of the organization in use: the only one anybody sees here."""

    stage, place, icon = "school", 10, "building"
    see, edit = "organization.see", "organization.edit"
    fieldsets = (
        ("Название", {"fields": ("short_name", "full_name", "founder", ("kind", "zone"))}),
        ("Где находится", {"fields": (("region", "municipality"), "locality", "address")}),
        ("Как работает", {"fields": ("six_day_week", "second_factor_required", "slug")}),
    )
    readonly_fields = ("slug", "region", "municipality")

    def list_title(self, request):
        return capfirst(vocabulary.of_kind(request.membership.organization.kind).organization)

    def get_queryset(self, request):
        rows = Organization.objects.select_related("region", "municipality")
        return rows.filter(pk=request.membership.organization_id)

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect(reverse("admin:accounts_organization_change", args=[request.membership.organization_id]))

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        response.context_data["list_url"] = ""
        return response


@admin.register(Unit)
class UnitAdmin(OrganizationAdmin):
    stage, place, icon = "school", 20, "diagram-3"
    see, edit = "organization.see", "organization.edit"
    list_display = ("name", "locality")
    search_fields = ()
    fields = ("name", "locality")
    add_words = "Добавить подразделение"
    counted_as = ("подразделение", "подразделения", "подразделений")
    none_yet = "Подразделений ещё нет"
    next_step = "Они нужны, если работа идёт в нескольких зданиях или филиалах. Если здание одно, ничего не добавляйте."


def _usual_words(membership) -> str:
    year = terms.year_to_fill(membership.organization)
    if not terms.missing(membership.organization, year):
        return ""
    return f"Взять обычные на {year}/{(year + 1) % 100:02d} год"


def _take_usual(membership) -> str:
    organization = membership.organization
    taken = terms.take_usual(organization, terms.year_to_fill(organization), by=membership)
    return f"Записали обычные даты: {counted(len(taken), 'период', 'периода', 'периодов')}. Проверьте и исправьте свои."


@admin.register(SchoolTerm)
class SchoolTermAdmin(OrganizationAdmin):
    stage, place, icon = "school", 30, "calendar3"
    see, edit = "organization.see", "organization.edit"
    about = "По ним считаются сроки: «в каникулы», «раз в четверть»."
    list_display = ("code", "year", "start", "end")
    list_filter = ("school_year",)
    fields = (("code", "school_year"), ("start", "end"))
    add_words = "Добавить период"
    counted_as = ("период", "периода", "периодов")
    none_yet = "Своих четвертей и каникул ещё нет"
    next_step = "Пока сроки считаются по обычным датам. Возьмите их за основу и исправьте то, что у вас иначе."
    deeds = (ListDeed("usual", "organization.edit", _usual_words, _take_usual, icon="calendar3"),)

    @admin.display(description="учебный год", ordering="school_year")
    def year(self, row):
        return f"{row.school_year}/{(row.school_year + 1) % 100:02d}"


@admin.register(DayCorrection)
class DayCorrectionAdmin(OrganizationAdmin):
    stage, place, icon = "school", 40, "calendar-x"
    see, edit = "organization.see", "organization.edit"
    about = "Дни, когда у вас работают или отдыхают не так, как в производственном календаре."
    list_display = ("day", "kind", "reason")
    list_filter = (("day", DaysFilter), "works")
    fields = ("day", "works", "reason")
    add_words = "Добавить особый день"
    counted_as = ("день", "дня", "дней")
    none_yet = "Особых дней нет"
    next_step = "Добавьте день, если работаете в субботу за другой день или отдыхаете, когда остальные работают."

    @admin.display(description="какой", ordering="works")
    def kind(self, row):
        return shown.status("ok", "рабочий") if row.works else shown.status("", "нерабочий")


class KindFilter(admin.SimpleListFilter):
    """What kind of row an entry is about."""

    title = "о чём"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = model_admin.get_queryset(request).order_by().values_list("subject_kind", flat=True).distinct()
        return sorted(((kind, history.kind(kind)) for kind in kinds), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(subject_kind=self.value()) if self.value() else queryset


@admin.register(JournalEntry)
class JournalAdmin(OrganizationAdmin):
    """What was done in this school, by whom and when; nobody writes here by hand."""

    stage, place, icon = "school", 60, "journal-text"
    see = "journal.see"
    title = "Журнал действий"
    about = "Записи не изменяются и не удаляются."
    list_display = ("number", "moment", "who", "done", "what")
    list_filter = (("at", DaysFilter), "by", KindFilter)
    list_select_related = ("by", "values")
    sortable_by = ()
    fields = (("moment", "who"), ("done", "what"), "changed")
    counted_as = ("запись", "записи", "записей")
    none_yet = "В журнале пусто"

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def heading(self, obj):
        return f"Запись журнала № {obj.number}"

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        response.context_data["sees_journal"] = False
        return response

    @admin.display(description="когда")
    def moment(self, row):
        at = timezone.localtime(row.at)
        return format_html('<span class="text-nowrap">{}, {}</span>', words.digits(at.date()), at.strftime("%H:%M"))

    @admin.display(description="кто")
    def who(self, row):
        return row.by.name if row.by else "программа"

    @admin.display(description="что сделано")
    def done(self, row):
        return capfirst(history.deed(row))

    @admin.display(description="что именно")
    def what(self, row):
        return ", ".join(change.label for change in history.changes(row)) or f"№ {row.subject_id}"

    @admin.display(description="что изменилось")
    def changed(self, row):
        return render_to_string("admin/changes.html", {"changes": history.changes(row)})
