"""The curators' workplace: Django's admin, scoped to the school in use and ruled by the access table.

Plain facts are edited here; states, numbers and approvals change by deeds. A ModelAdmin names its actions and its
place in the sidebar: `see`, `edit` (lines of the access table) and `stage`.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from mentoring import filters, history
from mentoring.accounts import journal
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import JournalEntry, Membership
from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.calendar.words import counted
from mentoring.choosing import DayInput, NameField, NameInput, ShortListField, numbered
from mentoring.chosen import ChosenRows
from mentoring.editing import OrganizationForm
from mentoring.exporting import ExportedRows
from mentoring.pages import deed, once
from mentoring.shown import NOTHING

POPUP = "_popup"


class CuratorSite(admin.AdminSite):
    """One site for every school; what it shows is decided by the membership in use."""

    site_header = site_title = "Наставничество"
    index_title = "Сегодня"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Take only admins that keep to one school: those of libraries would show the rows of all."""
        if admin_class is not None and issubclass(admin_class, OrganizationAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request):
        """Let in whom the middleware has let in: it asks for «desk» before any page of the admin."""
        return getattr(request, "membership", None) is not None

    def get_urls(self):
        """Keep the pages of models: signing in is allauth's, lists of applications are the sidebar's."""
        gone = {"login", "logout", "password_change", "password_change_done", "view_on_site", "app_list", "jsi18n"}
        return [url for url in super().get_urls() if getattr(url, "name", None) not in gone]

    def get_app_list(self, request, app_label=None):
        """The sidebar lists the registries."""
        return []

    @method_decorator(require_safe)
    def index(self, request, extra_context=None):
        """Show what needs the curator today; its parts are named by tags of the desk."""
        return super().index(request, extra_context)

    def autocomplete_view(self, request):
        return ScopedAutocomplete.as_view(admin_site=self)(request)


class ScopedAutocomplete(AutocompleteJsonView):
    """Offer only what the model's own admin shows this member; tell namesakes apart."""

    def get_queryset(self):
        return super().get_queryset() & self.model_admin.get_queryset(self.request)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self.times = Counter(str(row) for row in context["object_list"])
        return context

    def serialize_result(self, obj, to_field_name):
        return {"id": str(obj.pk), "text": numbered(obj) if self.times[str(obj)] > 1 else str(obj)}


@dataclass(frozen=True)
class ListDeed:
    """A button above a list: its words (empty where there is nothing to do) and its verb, which says what it did."""

    name: str
    action: str
    words: Callable[[Membership], str]
    do: Callable[[Membership], str]
    icon: str = "plus-lg"


@dataclass(frozen=True)
class ListLink:
    """A page that belongs beside a list: its address by name, the action it needs, its words."""

    page: str
    action: str
    words: str
    icon: str


class _Scoped:
    """What the admin of a model and its inlines share: rights by the table, rows and choices of the school."""

    see = "people.see"
    edit = "people.edit"
    form = OrganizationForm
    formfield_overrides = {
        models.DateField: {"widget": DayInput},
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    @property
    def media(self):
        """Pages of ours bring their own scripts; Django's would write styles that the policy forbids."""
        return forms.Media()

    def has_view_permission(self, request, obj=None):
        return request.membership.can(self.see) or self.has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return request.membership.can(self.edit)

    def has_change_permission(self, request, obj=None):
        return request.membership.can(self.edit)

    def has_delete_permission(self, request, obj=None):
        return request.membership.can(self.edit)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.membership)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Leave out the little windows beside selects: a related row is added on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """Say «nothing chosen» by a dash that a speaking browser does not spell out nine times."""
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field.choices and not field.choices[0][0]:
            field.choices = [("", NOTHING), *field.choices[1:]]
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if issubclass(db_field.related_model, OrganizationRow):
            rows = kwargs.get("queryset", db_field.related_model._default_manager.all())
            kwargs["queryset"] = rows.visible_to(request.membership)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs |= {"form_class": NameField, "widget": NameInput(db_field)}
        return super().formfield_for_foreignkey(
            db_field, request, **({"form_class": ShortListField, "empty_label": NOTHING} | kwargs)
        )


class OrganizationInline(_Scoped, admin.TabularInline):
    """Rows of the school inside the form of another row."""

    extra = 2
    about = ""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type(formset.form.__name__, (formset.form,), {"membership": request.membership})
        return formset


class OrganizationAdmin(ChosenRows, ExportedRows, _Scoped, admin.ModelAdmin):
    """The admin of one model of a school: scoped, versioned, journalled, with one-time forms."""

    stage = "school"  # 1…7, or a part of the sidebar below the stages: registries, people, programme, school
    place = 50  # the order within that part
    icon = "list-check"
    title = ""  # of the list, where the plural of the model's name is not it
    about = ""  # one sentence under the heading of the list
    add_words = "Добавить"
    counted_as = ("запись", "записи", "записей")
    none_yet = "Здесь пока пусто"
    next_step = ""
    deeds: tuple[ListDeed, ...] = ()
    links: tuple[ListLink, ...] = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_label = "Слово или его начало"

    def get_urls(self):
        """Each deed of the list has an address of its own."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [path(f"deed/{one.name}/", self._deed_view(one), name=f"{name}_{one.name}") for one in self.deeds]
        return own + super().get_urls()

    def _deed_view(self, chosen: ListDeed):
        def perform(request):
            self.message_user(request, chosen.do(request.membership), "SUCCESS")
            return redirect(self._list_url())

        return deed(chosen.action)(perform)

    def _list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def list_title(self, request) -> str:
        return self.title or capfirst(self.opts.verbose_name_plural)

    def waiting(self, request) -> int:
        """How many rows wait for this member; the menu shows it beside the list."""
        return 0

    def heading(self, obj) -> str:
        """The heading of the page of one row."""
        return capfirst(str(obj))

    def numbers_in_journal(self, obj) -> list[str]:
        """Name the numbers under which the journal tells of a row."""
        return [str(obj.pk)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"membership": request.membership})

    def get_fields(self, request, obj=None):
        """Name the fields to show; the version is hidden and stands apart."""
        return [name for name in super().get_fields(request, obj) if name != "version"]

    def get_list_filter(self, request):
        return [filters.scoped(self.model, named) for named in super().get_list_filter(request)]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, russian_key(search_term))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Answer alike for another school's row and for none: the page is not there."""
        raise Http404

    def get_object(self, request, object_id, from_field=None):
        """Lock the row while it is being saved, so that its version is the last one."""
        if request.method != "POST":
            return super().get_object(request, object_id, from_field)
        try:
            key = self.model._meta.pk.to_python(object_id)
        except Exception:
            return None
        return self.get_queryset(request).select_for_update(of=("self",)).filter(pk=key).first()

    def changelist_view(self, request, extra_context=None):
        offered = [
            {"words": words, "icon": one.icon, "action": one.action, "url": f"{self._list_url()}deed/{one.name}/"}
            for one in self.deeds
            if request.membership.can(one.action) and (words := one.words(request.membership))
        ]
        beside = [one for one in self.links if request.membership.can(one.action)]
        own = {"title": self.list_title(request), "deeds": offered, "links": beside, "list": self}
        context = own | (extra_context or {})
        response = super().changelist_view(request, context)
        if hasattr(response, "context_data") and "cl" in response.context_data:
            response.context_data["counted"] = counted(response.context_data["cl"].result_count, *self.counted_as)
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = self.heading(obj) if obj else self.add_words
        context["list_title"], context["list_url"] = self.list_title(request), self._list_url()
        context["sees_journal"] = request.membership.can("journal.see")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if POPUP in request.POST:
            raise Http404
        context = {"action": self.edit} | (extra_context or {})
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        return once(
            request,
            self.edit,
            lambda: super(OrganizationAdmin, self).changeform_view(request, object_id, form_url, context),
            lambda refusal: self._refused(request, refusal),
        )

    def delete_view(self, request, object_id, extra_context=None):
        if POPUP in request.POST:
            raise Http404
        context = {"action": self.edit} | (extra_context or {})
        if request.method != "POST":
            return super().delete_view(request, object_id, context)
        return once(
            request,
            self.edit,
            lambda: super(OrganizationAdmin, self).delete_view(request, object_id, context),
            lambda refusal: self._refused(request, refusal),
        )

    def get_deleted_objects(self, objs, request):
        *found, protected = super().get_deleted_objects(objs, request)
        return *found, history.without_closed(protected)

    def _refused(self, request, refusal):
        self.message_user(request, str(refusal), level="ERROR")
        return redirect(request.get_full_path())

    def response_add(self, request, obj, post_url_continue=None):
        return self._saved(request, obj)

    def response_change(self, request, obj):
        return self._saved(request, obj)

    def _saved(self, request, obj):
        """Say what is saved and lead on: stay, start another, or go back to the list as it was."""
        self.message_user(request, f"Сохранили: {obj}.", "SUCCESS")
        if "_continue" in request.POST:
            url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        elif "_addanother" in request.POST:
            url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        else:
            url = self._list_url()
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return redirect(add_preserved_filters(kept, url))

    def response_delete(self, request, obj_display, obj_id):
        self.message_user(request, f"Удалили: {obj_display}.", "SUCCESS")
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return redirect(add_preserved_filters(kept, self._list_url()))

    def save_model(self, request, obj, form, change):
        if isinstance(obj, Versioned) and change:
            obj.version += 1
        super().save_model(request, obj, form, change)
        self._write(request, "change" if change else "add", obj, *form.values())

    def save_formset(self, request, form, formset, change):
        forms_of = {id(row_form.instance): row_form for row_form in formset.forms}
        rows = formset.save(commit=False)
        for gone in formset.deleted_objects:
            self._write(request, "delete", gone, {"row": str(gone)}, {})
            gone.delete()
        for row in rows:
            fresh = row.pk is None
            row.organization = request.membership.organization
            if isinstance(row, Versioned) and not fresh:
                row.version += 1
            row.save()
            before, after = forms_of[id(row)].values()
            self._write(request, "add" if fresh else "change", row, before, after)
        formset.save_m2m()

    def delete_model(self, request, obj):
        self._write(request, "delete", obj, {"row": str(obj)}, {})
        super().delete_model(request, obj)

    def _write(self, request, verb, obj, before, after):
        action = f"{obj._meta.model_name}.{verb}"
        journal.write(request.membership.organization, action, obj, by=request.membership, before=before, after=after)

    def log_addition(self, request, obj, message):
        """The journal has it; Django's own log is off."""

    def log_change(self, request, obj, message):
        """The journal has it; Django's own log is off."""

    def log_deletions(self, request, queryset):
        """The journal has it; Django's own log is off."""

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        """Show the journal of one row."""
        obj = self.get_object(request, object_id)
        if obj is None or not (self.has_view_permission(request, obj) and request.membership.can("journal.see")):
            raise Http404
        entries = (
            JournalEntry.objects.visible_to(request.membership)
            .filter(subject_kind=obj._meta.label_lower, subject_id__in=self.numbers_in_journal(obj))
            .select_related("by", "values")
        )
        context = self.admin_site.each_context(request) | {
            "title": f"История: {self.heading(obj)}",
            "entries": [history.told(entry) for entry in entries[:200]],
            "opts": self.opts,
            "up": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk]),
            "heading": self.heading(obj),
        }
        return TemplateResponse(request, "admin/object_history.html", context)
