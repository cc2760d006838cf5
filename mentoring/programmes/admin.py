"""A school's programmes, their forms, means and people, head counts and goals."""

import secrets

from django.contrib import admin
from django.db.models import Q

from mentoring import shown
from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.curator import ListDeed, OrganizationAdmin, OrganizationForm, OrganizationInline
from mentoring.programmes import mentoring_forms
from mentoring.programmes.models import (
    AssessedResult,
    Contingent,
    ContingentRow,
    GroupMember,
    MentoringForm,
    Programme,
    ProgrammeForm,
    Resource,
    RoleModel,
    Target,
)


class ProgrammeRight:
    """Programmes are seen by the staff and edited by the curator."""

    see, edit = "programme.see", "programme.edit"


class ProgrammeFormInline(ProgrammeRight, OrganizationInline):
    model = ProgrammeForm
    verbose_name_plural = "Формы наставничества"
    about = "Какие формы берёте в эту программу и кто отвечает за каждую."
    fields = ("form", "lead")
    autocomplete_fields = ("lead",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("form", "lead", "programme")


class ResourceInline(ProgrammeRight, OrganizationInline):
    model = Resource
    about = "Что нужно для программы и откуда это возьмётся."
    fields = ("kind", "what", "source", "source_text")


class GroupInline(ProgrammeRight, OrganizationInline):
    model = GroupMember
    about = "Пустое имя — свободное место. Обязанности записывают на странице участника: «Подробнее»."
    fields = ("order", "person", "position_text")
    autocomplete_fields = ("person",)
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "programme")


@admin.register(Programme)
class ProgrammeAdmin(ProgrammeRight, OrganizationAdmin):
    stage, place, icon = "programme", 10, "collection"
    about = "Программа — один цикл: обычно учебный год."
    add_words = "Добавить программу"
    counted_as = ("программа", "программы", "программ")
    none_yet = "Программы ещё нет"
    next_step = "Назовите её и укажите первый и последний день. Дорожную карту загрузите потом."
    list_display = ("title", "days", "state")
    fieldsets = (("Программа", {"fields": ("title", ("start", "end"))}), ("Зачем", {"fields": ("goal", "tasks")}))
    inlines = (ProgrammeFormInline, ResourceInline, GroupInline)

    def get_queryset(self, request):
        today = schooldays.today(request.membership.organization)
        return super().get_queryset(request).annotate(begun=Q(start__lte=today), ended=Q(end__lt=today))

    @admin.display(description="когда", ordering="start")
    def days(self, row):
        return words.span(Span(row.start, row.end))

    @admin.display(description="состояние")
    def state(self, row):
        if row.ended:
            return shown.status("", "закончена")
        return shown.status("go", "идёт") if row.begun else shown.status("", "ещё не началась", "clock")


class MentoringFormForm(OrganizationForm):
    """A form of the school's own gets a code that nobody has to invent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.code:
            self.instance.code = f"own-{secrets.token_hex(4)}"


class RoleModelInline(ProgrammeRight, OrganizationInline):
    model = RoleModel
    about = "Кто с кем встречается внутри формы."
    fields = ("order", "title")
    extra = 1


class AssessedInline(ProgrammeRight, OrganizationInline):
    model = AssessedResult
    about = "Это считают в начале и в конце программы."
    fields = ("order", "title", "falls")
    extra = 1


def _usual_words(membership) -> str:
    return "Взять обычные формы" if mentoring_forms.missing(membership.organization) else ""


def _take_usual(membership) -> str:
    taken = mentoring_forms.take_usual(membership.organization, by=membership)
    added = words.counted(len(taken), "форму", "формы", "форм")
    return f"Добавили {added}. Названия можно изменить, лишние — удалить."


@admin.register(MentoringForm)
class MentoringFormAdmin(ProgrammeRight, OrganizationAdmin):
    stage, place, icon = "programme", 20, "arrow-left-right"
    form = MentoringFormForm
    about = "Так формы называются в вашей программе, анкетах и документах."
    add_words = "Добавить форму"
    counted_as = ("форма", "формы", "форм")
    none_yet = "Форм наставничества ещё нет"
    next_step = "Возьмите обычные для вашей организации, затем переименуйте или удалите лишние."
    search_label = "Название"
    list_display = ("title",)
    search_fields = ("title_key__contains",)
    fieldsets = (
        ("Форма", {"fields": ("title", "goal", "tasks", "results", "area")}),
        ("Люди и решения", {"fields": ("mentor_portrait", "mentee_portrait", ("decided_by", "heard"))}),
    )
    inlines = (RoleModelInline, AssessedInline)
    deeds = (ListDeed("usual", "programme.edit", _usual_words, _take_usual),)


@admin.register(GroupMember)
class GroupMemberAdmin(ProgrammeRight, OrganizationAdmin):
    stage, place, icon = "programme", 30, "people"
    about = "Люди вокруг куратора: с ними согласуют план и решения о парах."
    add_words = "Добавить участника"
    counted_as = ("место", "места", "мест")
    none_yet = "Рабочей группы ещё нет"
    next_step = "Добавьте директора, заместителя, психолога. Если человека ещё нет, запишите свободное место."
    search_label = "Фамилия"
    list_display = ("who", "position_text", "programme", "tasks")
    list_filter = ("programme",)
    list_select_related = ("person", "programme")
    search_fields = ("person__name_key__contains",)
    autocomplete_fields = ("person",)
    fieldsets = (
        ("Место в группе", {"fields": (("programme", "order"), "person", "position_text")}),
        ("Что делает", {"fields": ("duties",)}),
    )

    @admin.display(description="кто")
    def who(self, row):
        return row.person.full_name if row.person else shown.status("warn", "свободное место")

    @admin.display(description="обязанности")
    def tasks(self, row):
        lines = [line for line in row.duties.splitlines() if line.strip()]
        return words.counted(len(lines), "обязанность", "обязанности", "обязанностей") if lines else ""


class ContingentRowInline(ProgrammeRight, OrganizationInline):
    model = ContingentRow
    verbose_name_plural = "Показатели"
    about = "Например: «обучающихся всего», «педагогов со стажем до 3 лет»."
    fields = ("order", "label", "value")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("contingent")


@admin.register(Contingent)
class ContingentAdmin(ProgrammeRight, OrganizationAdmin):
    stage, place, icon = "programme", 40, "bar-chart"
    about = "Сколько людей в организации на дату: от этого считают охват."
    add_words = "Добавить таблицу"
    counted_as = ("таблица", "таблицы", "таблиц")
    none_yet = "Численности ещё нет"
    next_step = "Запишите, сколько обучающихся и педагогов сейчас и сколько ожидаете в следующем году."
    list_display = ("date", "kind", "filled")
    list_filter = ("kind",)
    fields = (("date", "kind"),)
    inlines = (ContingentRowInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("rows")

    @admin.display(description="заполнено")
    def filled(self, row):
        known = sum(line.value is not None for line in row.rows.all())
        if not known:
            return shown.status("warn", "чисел ещё нет")
        return shown.status("ok", words.counted(known, "показатель", "показателя", "показателей"))


@admin.register(Target)
class TargetAdmin(ProgrammeRight, OrganizationAdmin):
    stage, place, icon = "programme", 50, "bullseye"
    about = "Какую долю каждой группы хотите охватить и к какому году."
    add_words = "Добавить цель"
    counted_as = ("цель", "цели", "целей")
    none_yet = "Целей охвата ещё нет"
    next_step = "Возьмите доли из приказа региона или решите сами. Достижение посчитаем по парам."
    list_display = ("group", "year", "share")
    list_filter = ("year", "group")
    fields = ("group", ("year", "percent"))

    @admin.display(description="не менее", ordering="percent")
    def share(self, row):
        return f"{row.percent.normalize():f}\N{NO-BREAK SPACE}%".replace(".", ",")
