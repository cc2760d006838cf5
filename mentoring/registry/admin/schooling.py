"""Groups of the school of mentors with their lessons."""

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html

from mentoring import shown
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.curator import OrganizationAdmin, OrganizationInline
from mentoring.registry import schooling
from mentoring.registry.admin.participants import OfProgramme
from mentoring.registry.models import Course, Session

_LESSON = ~Q(sessions__form=Session.Form.CONSULTATION)


class SessionInline(OrganizationInline):
    see, edit = "training.see", "training.edit"
    model = Session
    about = "Кто проводит: человек из списка или приглашённый эксперт. Консультации записывают на странице группы."
    fields = ("on", "theme", "form", "hours", "expert", "expert_text")
    autocomplete_fields = ("expert",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("expert", "course")


@admin.register(Course)
class CourseAdmin(OfProgramme, OrganizationAdmin):
    see, edit = "training.see", "training.edit"
    stage, place, icon = 4, 43, "journal-text"
    title = "Школа наставников"
    about = "У группы не меньше трёх занятий, в программе не меньше пяти экспертов."
    add_words = "Добавить группу"
    counted_as = ("группа", "группы", "групп")
    none_yet = "Групп обучения ещё нет"
    next_step = "Назовите первую группу и впишите занятия: тему, день, кто проводит. Слушателей отметите потом."
    list_display = ("title", "days", "lessons", "people", "room")
    list_filter = ("programme",)
    list_select_related = ("programme",)
    autocomplete_fields = ("head",)
    fieldsets = (
        ("Группа", {"fields": ("title", ("programme", "head"), ("start", "end"))}),
        ("Зачем", {"fields": ("goal",)}),
    )
    inlines = (SessionInline,)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.resolver_match.url_name.endswith(("_changelist", "_export")):
            rows = rows.annotate(
                taught=Count("sessions", _LESSON, distinct=True), learning=Count("trainees", distinct=True)
            )
        return rows

    @admin.display(description="когда", ordering="start")
    def days(self, row):
        return words.span(Span(row.start, row.end)) if row.start or row.end else ""

    @admin.display(description="занятия")
    def lessons(self, row):
        said = words.counted(row.taught, "занятие", "занятия", "занятий")
        enough = row.taught >= schooling.LEAST_SESSIONS
        return shown.status("ok", said) if enough else shown.status("warn", f"{said} из {schooling.LEAST_SESSIONS}")

    @admin.display(description="слушатели")
    def people(self, row):
        return words.counted(row.learning, "человек", "человека", "человек") if row.learning else "никого"

    @admin.display(description="ход обучения")
    def room(self, row):
        return format_html('<a href="{}">Посещаемость и сертификаты</a>', reverse("course", args=[row.pk]))
