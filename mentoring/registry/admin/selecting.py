"""By what candidates for mentors are judged."""

from django.contrib import admin

from mentoring.calendar import words
from mentoring.curator import ListDeed, ListLink, OrganizationAdmin
from mentoring.registry import criteria
from mentoring.registry.models import Criterion


def _usual_words(membership) -> str:
    return "Взять обычные критерии" if criteria.missing(membership.organization) else ""


def _take_usual(membership) -> str:
    taken = criteria.take_usual(membership.organization, by=membership)
    added = words.counted(len(taken), "критерий", "критерия", "критериев")
    return f"Добавили {added}. Веса можно изменить, лишние — удалить."


@admin.register(Criterion)
class CriterionAdmin(OrganizationAdmin):
    see, edit = "selection.see", "selection.edit"
    stage, place, icon = 4, 42, "list-check"
    about = "Чем больше вес, тем больше значит оценка. Кто получил ниже порога, того не рекомендуют."
    add_words = "Добавить критерий"
    counted_as = ("критерий", "критерия", "критериев")
    none_yet = "Критериев отбора ещё нет"
    next_step = "Возьмите обычные с весами, затем измените под себя. По ним комиссия оценит кандидатов."
    list_display = ("title", "weight", "threshold", "for_form")
    list_filter = ("form",)
    list_select_related = ("form",)
    fieldsets = (("Критерий", {"fields": ("title", "form", ("weight", "least", "order"))}),)
    links = (ListLink("selection", "selection.see", "К отбору наставников", "people"),)
    deeds = (ListDeed("usual", "selection.edit", _usual_words, _take_usual),)

    @admin.display(description="не ниже", ordering="least")
    def threshold(self, row):
        return row.least or "без порога"

    @admin.display(description="для формы")
    def for_form(self, row):
        return row.form.title if row.form else "для всех"
