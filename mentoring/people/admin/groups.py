"""Classes and groups, in the words of the kind of organization."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from mentoring import shown
from mentoring.accounts import schooldays, vocabulary
from mentoring.calendar import words
from mentoring.curator import ListLink, OrganizationAdmin
from mentoring.people.admin.deletion import KeptDeletion
from mentoring.people.models import Enrollment, StudyGroup


def own_words(request) -> vocabulary.Vocabulary:
    return vocabulary.of_kind(request.membership.organization.kind)


def counted(rows: QuerySet, owner: str) -> Subquery:
    """Count the rows of each owner beside it: a grouped query could not be locked by a form."""
    own = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Subquery(own.annotate(count=Count("pk")).values("count"))


class OpenFilter(admin.SimpleListFilter):
    """Groups that study now, and those that have left."""

    title = "состояние"
    parameter_name = "open"

    def lookups(self, request, model_admin):
        return [("yes", "учатся"), ("no", "выпущены")]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(closed_on__isnull=self.value() == "yes")
        return queryset


@admin.register(StudyGroup)
class StudyGroupAdmin(KeptDeletion, OrganizationAdmin):
    stage, place, icon = "people", 15, "collection"
    add_words = "Добавить"
    counted_as = ("класс или группа", "класса или группы", "классов и групп")
    none_yet = "Здесь пока никого"
    next_step = "Загрузите список из электронного журнала: классы и группы появятся сами. Или добавьте первый."
    search_label = "Название или его часть"
    list_display = ("title", "learners", "teacher_name", "state")
    list_filter = (OpenFilter,)
    list_select_related = ("teacher",)
    search_fields = ("title_key__contains",)
    autocomplete_fields = ("teacher",)
    links = (ListLink("people_turn", "people.edit", "Новый учебный год", "arrow-right-circle"),)

    def list_title(self, request) -> str:
        return capfirst(own_words(request).groups)

    def get_fieldsets(self, request, obj=None):
        return [
            (capfirst(own_words(request).group), {"fields": ("title", ("grade", "letter"), "teacher")}),
            ("Выпуск", {"fields": ("closed_on",)}),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Name the teacher of the group as this kind of organization does."""
        if db_field.name == "teacher":
            kwargs["label"] = own_words(request).group_teacher
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request):
        here = Enrollment.objects.on(schooldays.today(request.membership.organization))
        return super().get_queryset(request).annotate(count=counted(here, "group"))

    @admin.display(description="учатся")
    def learners(self, row):
        if not row.count:
            return "никого"
        return format_html(
            '<a href="{}?group={}">{}</a>',
            reverse("admin:people_person_changelist"),
            row.pk,
            words.counted(row.count, "человек", "человека", "человек"),
        )

    @admin.display(description="кто ведёт")
    def teacher_name(self, row):
        if row.teacher:
            return row.teacher.full_name
        return "" if row.closed_on else shown.status("warn", "не указан")

    @admin.display(description="состояние", ordering="closed_on")
    def state(self, row):
        if row.closed_on:
            return shown.status("", f"выпущен {words.full(row.closed_on)}")
        return shown.status("go", "учится")
