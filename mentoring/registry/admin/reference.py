"""Lists that a school edits for itself: spheres of help, categories of participants."""

from django.contrib import admin

from mentoring import shown
from mentoring.calendar.words import counted
from mentoring.curator import ListDeed, OrganizationAdmin
from mentoring.registry import reference
from mentoring.registry.models import Category, Competence


class ReferenceAdmin(OrganizationAdmin):
    """A short list that begins with what schools usually write."""

    see, edit = "registry.see", "programme.edit"
    stage, icon = "programme", "list-check"
    search_label = "Название"
    search_fields = ("title_key__contains",)


def _usual_words(model):
    return lambda member: "Взять обычные" if reference.lacking(model, member.organization) else ""


def _take(model):
    def take(member):
        taken = reference.take_usual(model, member.organization, by=member)
        return f"Добавили {counted(len(taken), 'строку', 'строки', 'строк')}. Лишние можно удалить, названия изменить."

    return take


@admin.register(Competence)
class CompetenceAdmin(ReferenceAdmin):
    place = 22
    title = "Сферы помощи"
    about = "По ним запрос наставляемого встречается с тем, в чём поможет наставник."
    add_words = "Добавить сферу"
    counted_as = ("сфера", "сферы", "сфер")
    none_yet = "Сфер ещё нет"
    next_step = "Возьмите обычные, затем переименуйте или удалите лишние."
    list_display = ("title",)
    fields = ("title",)
    deeds = (ListDeed("usual", "programme.edit", _usual_words(Competence), _take(Competence)),)


@admin.register(Category)
class CategoryAdmin(ReferenceAdmin):
    place = 24
    title = "Категории участников"
    about = "Почему человеку нужен наставник и откуда приходят наставники."
    add_words = "Добавить категорию"
    counted_as = ("категория", "категории", "категорий")
    none_yet = "Категорий ещё нет"
    next_step = "Возьмите обычные, затем переименуйте или удалите лишние."
    list_display = ("title", "of", "seen")
    list_filter = ("of",)
    fields = ("of", "title", "restricted")
    deeds = (ListDeed("usual", "programme.edit", _usual_words(Category), _take(Category)),)

    @admin.display(description="кто видит")
    def seen(self, row):
        return shown.status("warn", "куратор и психолог", "lock-fill") if row.restricted else "все, кто видит реестр"
