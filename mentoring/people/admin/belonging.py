"""Parts of a person's card: where they study, who signs for them, whose partner they are, what was checked."""

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.html import format_html

from mentoring import shown
from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.curator import OrganizationForm, OrganizationInline
from mentoring.people.models import Affiliation, Clearance, Enrollment, Guardianship

SOON = 30  # days before the end of a certificate when the curator should ask for the next one
_NEED_PAPER = {Guardianship.Right.GUARDIAN, Guardianship.Right.TRUSTEE}


class EnrollmentForm(OrganizationForm):
    """A class of a learner; that only one goes on is checked by the table as a whole."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"person"}


class OneGoesOn(BaseInlineFormSet):
    """Classes of one learner: the old one is closed in the same form in which the new one begins."""

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data.get("group")]
        open_now = [form for form in kept if not form.cleaned_data.get("end")]
        if len(open_now) > 1:
            raise forms.ValidationError(
                "Обучение не может идти сразу в двух местах. У прежнего класса или группы поставьте день «по»."
            )


class EnrollmentInline(OrganizationInline):
    model, part = Enrollment, "enrollments"
    form = EnrollmentForm
    formset = OneGoesOn
    extra = 1
    verbose_name_plural = "Обучение"
    about = "При переводе прежнюю строку не убирайте, а закройте днём «по» и добавьте новую."
    fields = ("group", "start", "end")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("group", "person")


class GuardianshipForm(OrganizationForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("right") in _NEED_PAPER and not cleaned.get("document"):
            self.add_error("document", "Укажите акт об опеке: без него подпись опекуна не принимают.")
        return cleaned


class GuardianInline(OrganizationInline):
    model, part = Guardianship, "guardianships"
    fk_name = "child"
    form = GuardianshipForm
    extra = 1
    verbose_name_plural = "Законные представители"
    about = "Кто подписывает согласия за ребёнка. Человека сначала добавьте в список людей, потом впишите его имя сюда."
    fields = ("guardian", "right", "document", "start", "end")
    autocomplete_fields = ("guardian",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        short = {"document": {"help_text": "Нужен опекуну и попечителю."}}
        return super().formfield_for_dbfield(db_field, request, **short.get(db_field.name, {}) | kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("guardian", "child")


class WardInline(OrganizationInline):
    """Whose guardian this person is: written on the child's own card."""

    model, part = Guardianship, "wards"
    fk_name = "guardian"
    extra = 0
    verbose_name_plural = "Чей представитель"
    fields = readonly_fields = ("ward", "right", "days")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("guardian", "child")

    @admin.display(description="ребёнок")
    def ward(self, row):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:people_person_change", args=[row.child_id]), row.child.full_name
        )

    @admin.display(description="когда")
    def days(self, row):
        return words.span(Span(row.start, row.end))


class PartnerInline(OrganizationInline):
    """The partner organizations a person comes from."""

    model, part = Affiliation, "affiliations"
    extra = 1
    verbose_name_plural = "Партнёр"
    about = "Организация, от которой приходит человек. Она должна быть в списке партнёров."
    fields = ("partner", "position", "curates", "start", "end")
    autocomplete_fields = ("partner",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("partner", "person")


class ClearanceForm(OrganizationForm):
    def clean(self):
        cleaned = super().clean()
        issued, until = cleaned.get("issued_on"), cleaned.get("valid_until")
        if issued and until and until < issued:
            self.add_error("valid_until", "Раньше, чем справка выдана. Проверьте даты.")
        return cleaned


class ClearanceInline(OrganizationInline):
    model, part = Clearance, "clearances"
    form = ClearanceForm
    extra = 1
    verbose_name_plural = "Справки"
    about = "Справку смотрят и возвращают: хранится только то, что её видели. Кто и когда, запишем сами."
    fields = ("kind", "number", "issued_on", "valid_until", "state", "seen")
    readonly_fields = ("state", "seen")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "checked_by", "organization")

    @admin.display(description="состояние")
    def state(self, row):
        if not row.pk:
            return ""
        return shown.status(*validity(row, schooldays.today(row.organization)))

    @admin.display(description="кто видел")
    def seen(self, row):
        if not row.checked_by_id:
            return ""
        return f"{row.checked_by.name}, {words.full(row.checked_on)}" if row.checked_on else row.checked_by.name


def validity(row: Clearance, today) -> tuple[str, str]:
    """Say how long a certificate serves: its tone and words."""
    if row.valid_until is None:
        return "ok", "есть, без срока"
    if row.valid_until < today:
        return "bad", f"истекла {words.full(row.valid_until)}"
    day = words.day_month(row.valid_until) if row.valid_until.year == today.year else words.full(row.valid_until)
    if (row.valid_until - today).days <= SOON:
        return "warn", f"истекает {day}"
    return "ok", f"действует до {day}"
