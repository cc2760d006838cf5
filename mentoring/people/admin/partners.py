"""Organizations outside the school, and their people."""

from django.contrib import admin

from mentoring import shown
from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.curator import OrganizationAdmin, OrganizationInline
from mentoring.people.admin.deletion import KeptDeletion
from mentoring.people.admin.groups import counted
from mentoring.people.models import Affiliation, Partner


class WorkerInline(OrganizationInline):
    model = Affiliation
    verbose_name_plural = "Люди партнёра"
    about = "Человека сначала добавьте в список людей. Кто больше не приходит, закройте днём «по»."
    fields = ("person", "position", "curates", "start", "end")
    autocomplete_fields = ("person",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "partner")


@admin.register(Partner)
class PartnerAdmin(KeptDeletion, OrganizationAdmin):
    stage, place, icon = "people", 40, "building"
    about = "Предприятия, общественные организации, другие школы: от них приходят наставники и наставляемые."
    add_words = "Добавить партнёра"
    counted_as = ("партнёр", "партнёра", "партнёров")
    none_yet = "Партнёров ещё нет"
    next_step = "Добавьте организацию и впишите соглашение, затем её людей."
    search_label = "Название или его часть"
    list_display = ("title", "kind", "contour", "workers", "contact", "paper")
    list_filter = ("kind", "contour")
    list_select_related = ("organization",)
    search_fields = ("title_key__contains",)
    fieldsets = (
        ("Организация", {"fields": ("title", ("kind", "contour"), ("agreement", "agreement_until"))}),
        ("Связь", {"fields": ("contact", ("phone", "email"))}),
    )
    inlines = (WorkerInline,)

    def get_queryset(self, request):
        here = Affiliation.objects.on(schooldays.today(request.membership.organization))
        return super().get_queryset(request).annotate(count=counted(here, "partner"))

    @admin.display(description="люди")
    def workers(self, row):
        return words.counted(row.count, "человек", "человека", "человек") if row.count else "никого"

    @admin.display(description="соглашение", ordering="agreement_until")
    def paper(self, row):
        if not row.agreement:
            return shown.status("warn", "не подписано")
        if row.agreement_until is None:
            return shown.status("ok", row.agreement)
        if row.agreement_until < schooldays.today(row.organization):
            return shown.status("bad", f"{row.agreement}, закончилось {words.full(row.agreement_until)}")
        return shown.status("ok", f"{row.agreement}, до {words.full(row.agreement_until)}")
