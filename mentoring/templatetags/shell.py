"""The frame of every page: what a member may open, their other schools, states, fields of forms."""

from django import template
from django.conf import settings
from django.contrib.admin import site
from django.urls import reverse

from mentoring import shown
from mentoring.access import Role
from mentoring.accounts import vocabulary
from mentoring.accounts.membership import school_path, site_path
from mentoring.accounts.models import Membership, Organization
from mentoring.calendar.words import counted

register = template.Library()

GROUPS = (
    ("registries", "Реестры и итоги"),
    ("practices", "Практики"),
    ("people", "Люди"),
    ("programme", "Программа"),
    ("school", "Организация"),
)


# Pages that are no lists of the admin but stand among them: group, place, address, title, icon, action.
PAGES = (
    ("registries", 10, "region", "Свод региона", "bar-chart", "region.see"),
    ("registries", 11, "partner", "Ваша организация", "building", "partner.see"),
    ("people", 12, "people_import", "Загрузить список", "upload", "people.import"),
    ("people", 95, "people_deeds", "Большие изменения", "clock-history", "people.edit"),
    ("registries", 41, "selection", "Отбор наставников", "people", "selection.see"),
    ("registries", 50, "pairs", "Пары и группы", "link-45deg", "pairs.see"),
    ("registries", 51, "matching", "Подбор пар", "people", "matching.see"),
    ("registries", 52, "diary_mine", "Мои встречи", "calendar-week", "diary.write"),
    ("registries", 53, "diary_feed", "Дневники", "journal-text", "diary.see"),
    ("registries", 54, "calls", "Тихие сигналы", "exclamation-octagon", "calls.see"),
    ("registries", 55, "questions", "Вопросы участников", "question-circle", "diary.answer"),
    ("registries", 56, "pulses", "Пульс пар", "bar-chart", "diary.answer"),
    ("registries", 57, "pair_warnings", "Предупреждения", "exclamation-triangle", "diary.see"),
    ("registries", 60, "survey_waves", "Опросы", "question-circle", "surveys.see"),
    ("registries", 61, "survey_results_all", "Итоги анкет", "bar-chart", "surveys.see"),
    ("registries", 52, "materials_mine", "Мои материалы", "collection", "diary.write"),
    ("practices", 10, "gatherings", "Встречи с людьми", "people", "practices.see"),
    ("practices", 20, "materials", "Библиотека", "collection", "practices.see"),
    ("practices", 30, "cases", "Кейсы", "journal-text", "practices.see"),
    ("practices", 40, "publications", "Публикации", "calendar3", "practices.see"),
    ("practices", 50, "awards", "Поощрения", "person-badge", "awards.see"),
    ("people", 40, "consents", "Согласия", "file-earmark-text", "consents.see"),
    ("programme", 90, "acts", "Журнал документов", "journal-text", "documents.see"),
    ("school", 50, "members", "Доступ сотрудников", "key", "members.see"),
    ("school", 65, "deliveries", "Журнал отправки", "envelope", "deliveries.see"),
    ("school", 70, "mail", "Письма программы", "envelope", "mail.read"),
)


@register.simple_tag(takes_context=True)
def registries(context) -> list[dict]:
    """The lists and pages this member may open, in groups; those of the seven stages come first."""
    request = context["request"]
    found = [*_lists(request), *_pages(request.membership)]
    deepest = max((item["url"] for item in found if request.path.startswith(item["url"])), key=len, default="")
    for item in found:
        item["current"] = _current(request.path, item["url"]) if item["url"] == deepest else ""
    groups = []
    for code, title in GROUPS:
        items = sorted((item for item in found if item["group"] == code), key=lambda item: item["place"])
        if items and (code != "programme" or runs_programme(context)):
            waiting = sum(item["waiting"] for item in items)
            opened = any(item["current"] for item in items)
            groups.append({"title": title, "items": items, "open": opened, "waiting": waiting})
    return groups


@register.simple_tag(takes_context=True)
def runs_programme(context) -> bool:
    """Whether this member sees a programme of the organization's own; a centre only counts those of others."""
    membership = context["request"].membership
    return membership.organization.kind != Organization.Kind.CENTRE and membership.can("programme.see")


def _lists(request) -> list[dict]:
    return [
        {
            "group": "registries" if isinstance(model_admin.stage, int) else model_admin.stage,
            "place": model_admin.place,
            "title": model_admin.list_title(request),
            "url": reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"),
            "icon": model_admin.icon,
            "waiting": model_admin.waiting(request),
        }
        for model, model_admin in site._registry.items()
        if model_admin.has_module_permission(request)
    ]


def _pages(membership) -> list[dict]:
    return [
        {"group": group, "place": place, "title": title, "url": reverse(name), "icon": icon, "waiting": 0}
        for group, place, name, title, icon, action in PAGES
        if membership.can(action) and _shown(name, membership)
    ]


def _shown(name: str, membership: Membership) -> bool:
    """Leave out what this member may open and has no use for."""
    if name == "mail":
        return settings.DEMO
    return name not in ("diary_mine", "materials_mine") or Role.MENTOR in membership.roles


def _current(path: str, url: str) -> str:
    """Say for aria-current whether this is the page itself, or one above it."""
    return "page" if path == url else "true"


@register.simple_tag(takes_context=True)
def other_schools(context) -> list[dict]:
    """The other organizations where this person works."""
    membership = context["request"].membership
    if not membership.elsewhere:
        return []
    others = (
        Membership.objects.filter(user=membership.user_id, ended_at=None)
        .exclude(pk=membership.pk)
        .select_related("organization")
        .order_by("organization__short_name")
    )
    return [
        {"title": other.organization.short_name, "url": school_path(other.organization, "start")} for other in others
    ]


@register.simple_tag
def site_url(name, *args) -> str:
    """The address of a page that belongs to the person and not to a school: sign-out, password."""
    return site_path(name, *args)


@register.simple_tag
def school_start(organization) -> str:
    """The address where work in this organization begins."""
    return school_path(organization, "start")


@register.simple_tag(takes_context=True)
def vocabulary_of_school(context) -> vocabulary.Vocabulary:
    """The words of this kind of organization: {% vocabulary_of_school as words %}."""
    return vocabulary.of_kind(context["request"].membership.organization.kind)


@register.simple_tag
def status(tone, words, icon=""):
    """A state as a sign and words: {% status "ok" "готово" %}."""
    return shown.status(tone, words, icon)


@register.simple_tag
def control(field, size=""):
    """The widget of a bound field in the product's classes; a label says what it is, never a placeholder."""
    return field.as_widget(attrs={"class": _classes(field, size), "placeholder": False})


def _classes(field, size: str) -> str:
    kind = getattr(field.field.widget, "input_type", "text")
    base = {"checkbox": "form-check-input", "radio": "form-check-input", "select": "form-select"}.get(
        kind, "form-control"
    )
    names = [field.field.widget.attrs.get("class", ""), base]
    if size and base != "form-check-input":
        names.append(f"{base}-{size}")
    if field.errors:
        names.append("is-invalid")
    return " ".join(name for name in names if name)


@register.filter
def is_tick(field) -> bool:
    """Whether a bound field is a single tick, whose label stands after it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def is_ticks(field) -> bool:
    """Whether a bound field is several ticks, each with a label of its own, under one legend."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and field.use_fieldset


@register.simple_tag
def faults_of(form, formsets=()) -> dict:
    """Everything that keeps a form from being saved, with the address of each field: {% faults_of form as faults %}."""
    whole, fields = list(form.non_field_errors()), _faults(form)
    for formset in formsets or ():
        whole += list(formset.formset.non_form_errors())
        for row in formset.formset.forms:
            whole += list(row.non_field_errors())
            fields += _faults(row)
    return {"whole": whole, "fields": fields, "count": counted(len(fields), "поле", "поля", "полей")}


def _faults(form) -> list[dict]:
    return [
        {"id": field.id_for_label or field.auto_id, "label": field.label, "text": " ".join(field.errors)}
        for field in form
        if field.errors
    ]
