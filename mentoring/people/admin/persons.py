"""One card for everybody: learner, colleague, parent, a partner's worker."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.curator import ListLink, OrganizationAdmin
from mentoring.people import merging, standing
from mentoring.people.admin.belonging import (
    ClearanceInline,
    EnrollmentInline,
    GuardianInline,
    PartnerInline,
    WardInline,
)
from mentoring.people.admin.deletion import KeptDeletion
from mentoring.people.admin.groups import own_words
from mentoring.people.admin.person_form import PersonForm
from mentoring.people.admin.staff import EmploymentInline
from mentoring.people.models import (
    Affiliation,
    Clearance,
    Employment,
    Enrollment,
    Guardianship,
    Person,
    StudyGroup,
)

_HELD = {
    "learners": (Enrollment, "person"),
    "staff": (Employment, "person"),
    "guardians": (Guardianship, "guardian"),
    "partners": (Affiliation, "person"),
}
# Which parts of a new card tell that somebody is a learner, a colleague, a partner's worker.
PARTS_OF_NEW = {
    "learners": "enrollments,guardianships",
    "staff": "employments",
    "partners": "affiliations,clearances",
}


def who_is_who(request) -> dict[str, str]:
    """Name the kinds of people in the words of the organization."""
    return {
        "learners": own_words(request).learners,
        "staff": "сотрудники",
        "guardians": "законные представители",
        "partners": "люди партнёров",
    }


class WhoFilter(admin.SimpleListFilter):
    """Learners, colleagues, guardians, partners' people — and those of whom nothing is said yet."""

    title = "кто это"
    parameter_name = "who"

    def lookups(self, request, model_admin):
        return [*who_is_who(request).items(), ("nobody", "не сказано, кто это")]

    def queryset(self, request, queryset):
        today = schooldays.today(request.membership.organization)
        held = {
            who: Exists(model.objects.on(today).filter(**{field: OuterRef("pk")}))
            for who, (model, field) in _HELD.items()
        }
        if self.value() == "nobody":
            return queryset.filter(*(~one for one in held.values()))
        return queryset.filter(held[self.value()]) if self.value() in held else queryset


class GroupFilter(admin.SimpleListFilter):
    """Learners of one class or group."""

    parameter_name = "group"

    def __init__(self, request, params, model, model_admin):
        self.title = own_words(request).group
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        groups = StudyGroup.objects.visible_to(request.membership).filter(closed_on=None)
        return [(str(row.pk), row.title) for row in groups]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        today = schooldays.today(request.membership.organization)
        here = Enrollment.objects.on(today).filter(group=self.value()[:18])
        return queryset.filter(pk__in=here.values("person"))


@admin.register(Person)
class PersonAdmin(KeptDeletion, OrganizationAdmin):
    stage, place, icon = "people", 10, "people"
    form = PersonForm
    add_words = "Добавить человека"
    counted_as = ("человек", "человека", "человек")
    none_yet = "Людей ещё нет"
    next_step = "Загрузите готовый список или добавьте первого человека: начните с руководителя и куратора."
    search_label = "Фамилия, имя или отчество"
    list_display = ("name", "standing", "telephone", "email")
    export_columns = ("surname", "given", "patronymic", "sex", "birth_date", "standing", "phone", "email")
    list_filter = (WhoFilter, GroupFilter)
    list_select_related = ("organization",)
    search_fields = ("name_key__contains",)
    links = (
        ListLink("people_import", "people.import", "Загрузить список", "upload"),
        ListLink("people_doubles", "people.edit", "Похожие люди", "people"),
    )
    inlines = (EnrollmentInline, GuardianInline, WardInline, EmploymentInline, PartnerInline, ClearanceInline)

    def get_queryset(self, request):
        today = schooldays.today(request.membership.organization)
        return standing.gathered(super().get_queryset(request), request.membership, today)

    def numbers_in_journal(self, obj) -> list[str]:
        """The history of a card goes on with that of the cards it has taken over."""
        return [str(obj.pk), *merging.merged_into(obj)]

    def get_fieldsets(self, request, obj=None):
        sex = ("sex", "sex_confirmed") if obj and obj.sex and not obj.sex_confirmed else ("sex",)
        parts = [
            ("Человек", {"fields": (("surname", "given"), ("patronymic", "birth_date"), sex)}),
            ("Связь", {"fields": (("phone", "email"), "membership")}),
        ]
        if request.membership.can("people.notes"):
            about = "Видят только куратор и заместитель руководителя."
            parts.append(("Заметки куратора", {"fields": ("note",), "description": about}))
        return parts

    def get_readonly_fields(self, request, obj=None):
        """Whose account it is decides what they may do: only those who give access say it."""
        return () if request.membership.can("members.invite") else ("membership",)

    def get_inline_instances(self, request, obj=None):
        """Show the parts of the card that say something, and those that were asked for."""
        every = super().get_inline_instances(request, obj)
        if request.method == "POST":
            return [one for one in every if f"{one.part}-TOTAL_FORMS" in request.POST]
        shown = _asked(request, obj) if obj is None else _asked(request, obj) | _filled(obj, request.membership)
        return [one for one in every if one.part in shown]

    def save_formset(self, request, form, formset, change):
        """Who enters a certificate is who has seen it."""
        if formset.model is Clearance:
            for row in formset.forms:
                if row.has_changed():
                    row.instance.checked_by = request.membership
                    row.instance.checked_on = schooldays.today(request.membership.organization)
        super().save_formset(request, form, formset, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if self.has_change_permission(request):
            context["parts"] = self._further(request, context) if obj else self._kinds(request)
        if obj:
            reached = obj.membership and not obj.membership.ended_at
            context["standing"] = standing.words(obj, schooldays.today(request.membership.organization))
            context["may_hand_over"] = bool(obj.posts and self.has_change_permission(request))
            takes_part = bool(obj.posts) or any(side.curates for side in obj.sides)
            context["may_get_access"] = bool(takes_part and not reached and request.membership.can("members.invite"))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _kinds(self, request) -> list[dict]:
        """Return the links by which one says who the new person is."""
        asked, names = _asked(request, None), who_is_who(request)
        return [
            {"words": capfirst(names[who]), "with": parts, "current": asked == set(parts.split(","))}
            for who, parts in PARTS_OF_NEW.items()
        ]

    def _further(self, request, context) -> list[dict]:
        """Return the links that open parts of the card of which nothing is said yet."""
        open_now = {formset.opts.part for formset in context["inline_admin_formsets"]}
        asked = open_now & _asked(request, None)
        return [
            {"words": one.verbose_name_plural, "with": ",".join(sorted({one.part, *asked}))}
            for one in self.inlines
            if one.part not in open_now and one is not WardInline
        ]

    @admin.display(description="фамилия, имя, отчество", ordering="name_key")
    def name(self, row):
        return row.full_name

    @admin.display(description="телефон")
    def telephone(self, row):
        return format_html('<span class="text-nowrap">{}</span>', row.phone) if row.phone else ""

    @admin.display(description="кто это")
    def standing(self, row):
        said = standing.words(row, schooldays.today(row.organization))
        return format_html_join("", "<div>{}</div>", ((line,) for line in said))


def _asked(request, obj) -> set[str]:
    """Return the parts of the card that the address asks for; a new person is a colleague unless it is said."""
    asked = set(request.GET.get("with", "").split(",")) - {""}
    return asked if asked or obj else {PARTS_OF_NEW["staff"]}


def _filled(person: Person, member: Membership) -> set[str]:
    """Ask at once which parts of the card have something in them."""
    parts = {f"has_{inline.part}": inline for inline in PersonAdmin.inlines}
    said = {
        name: Exists(inline.model.objects.visible_to(member).filter(**{inline.fk_name or "person": OuterRef("pk")}))
        for name, inline in parts.items()
    }
    found = Person.objects.filter(pk=person.pk).values(**said).get()
    return {inline.part for name, inline in parts.items() if found[name]}
