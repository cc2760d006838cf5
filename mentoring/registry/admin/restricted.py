"""What only the curator and the psychologist may know: on pages of its own, in no list of others, in no journal."""

from django.contrib import admin

from mentoring.accounts import journal
from mentoring.curator import OrganizationAdmin
from mentoring.registry.models import RestrictedNote

WARNING = (
    "«Состоит на учёте»: наставника такому ребёнку назначает комиссия по делам несовершеннолетних (закон 322-ФЗ, "
    "с 05.02.2025). Пара в программе школы её решения не заменяет — согласуйте с комиссией и родителями."
)


@admin.register(RestrictedNote)
class RestrictedNoteAdmin(OrganizationAdmin):
    """Notes that never leave this page: exports, mails and the journal do without their words."""

    see = edit = "restricted.see"
    stage, place, icon = "people", 60, "lock-fill"
    title = "Закрытые записи"
    about = "Видят только куратор и психолог. В реестры, документы и письма эти записи не попадают."
    add_words = "Добавить закрытую запись"
    counted_as = ("запись", "записи", "записей")
    none_yet = "Закрытых записей нет"
    next_step = "Здесь записывают, какие особые условия нужны человеку и что сказал психолог."
    search_label = "Фамилия"
    list_display = ("who", "kind", "text", "author")
    list_filter = ("kind",)
    search_fields = ("person__name_key__contains",)
    autocomplete_fields = ("person",)
    fieldsets = (("Закрытая запись", {"fields": ("person", "kind", "text"), "description": WARNING}),)

    def heading(self, obj):
        return f"Закрытая запись: {obj.person}"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "by")

    def get_readonly_fields(self, request, obj=None):
        return ("person",) if obj else ()

    def has_export_permission(self, request):
        """Let nobody carry these notes away as a file."""
        return False

    def save_model(self, request, obj, form, change):
        obj.by = obj.by or request.membership
        super().save_model(request, obj, form, change)

    def _write(self, request, verb, obj, before, after):
        """Keep in the journal that something was done, and not what: others read the journal too."""
        journal.write(request.membership.organization, f"restrictednote.{verb}", obj, by=request.membership)

    @admin.display(description="о ком", ordering="person__name_key")
    def who(self, row):
        return row.person.full_name

    @admin.display(description="кто записал")
    def author(self, row):
        return row.by.name if row.by else ""
