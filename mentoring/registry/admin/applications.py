"""Applications that came by a link and wait for the curator."""

from django.contrib import admin
from django.urls import reverse
from django.utils.timezone import localdate

from mentoring import shown
from mentoring.accounts import schooldays
from mentoring.curator import ListLink, OrganizationAdmin
from mentoring.people import doubles
from mentoring.registry import applying
from mentoring.registry.models import Application

State = Application.State
TONES = {State.WAITING: "warn", State.ACCEPTED: "ok", State.DECLINED: ""}


@admin.register(Application)
class ApplicationAdmin(OrganizationAdmin):
    """Read and decided, never edited: who has applied has said it so."""

    see, edit = "registry.see", applying.EDIT
    stage, place, icon = 2, 15, "envelope"
    about = "Пришли по ссылке. Сведения об отклонённых стираются сразу, о принятых — переходят на карточку."
    counted_as = ("заявка", "заявки", "заявок")
    none_yet = "Заявок нет"
    next_step = "Раздайте ссылку или рисунок для телефона: кнопка «Ссылки для заявок»."
    links = (ListLink("join_links", "registry.edit", "Ссылки для заявок", "link-45deg"),)
    list_display = ("who", "side", "born", "sent", "condition")
    list_filter = ("state", "side")
    list_select_related = ("person", "organization")
    change_form_template = "admin/registry/application.html"
    fieldsets = (
        ("Кто", {"fields": (("surname", "given"), ("patronymic", "birth_date"), "place", ("phone", "email"))}),
        ("Заявка", {"fields": (("side", "programme"), ("guardian", "right"), "competence", "text", "at")}),
    )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def waiting(self, request):
        return applying.undecided(request.membership).count()

    def heading(self, obj):
        return f"Заявка: {obj.full_name or obj.person or 'сведения стёрты'}"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.state == State.WAITING and request.membership.can(self.edit):
            today = schooldays.today(request.membership.organization)
            found = doubles.of_new(obj.full_name, obj.birth_date, (), seen_by=request.membership, today=today)
            context["doubles"] = found
            context["sure"] = next((one.kept.pk for one in found if one.kept.birth_date == obj.birth_date), None)
            context["urls"] = {
                verb: reverse("application_decide", args=[obj.pk, verb]) for verb in ("admit", "decline")
            }
        if obj:
            context["state_now"] = self.condition(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="кто")
    def who(self, row):
        return row.full_name or (row.person.full_name if row.person else "сведения стёрты")

    @admin.display(description="дата рождения")
    def born(self, row):
        return row.birth_date

    @admin.display(description="подана", ordering="at")
    def sent(self, row):
        return localdate(row.at)

    @admin.display(description="состояние", ordering="state")
    def condition(self, row):
        return shown.status(TONES[row.state], row.get_state_display())
