"""The curators' workplace: Django's admin, scoped to the school in use and ruled by the access table.

Plain facts are edited here; states, numbers and approvals change by deeds. A ModelAdmin names its actions and its
place in the sidebar: `see`, `edit` (lines of the access table) and `stage`.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import display_for_field
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from mentoring.accounts import journal
from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import JournalEntry
from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.pages import once


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
        membership = getattr(request, "membership", None)
        return membership is not None and membership.can("desk")

    def get_urls(self):
        """Keep the pages of models: signing in is allauth's, lists of applications are the sidebar's."""
        gone = {"login", "logout", "password_change", "password_change_done", "view_on_site", "app_list"}
        return [url for url in super().get_urls() if getattr(url, "name", None) not in gone]

    def autocomplete_view(self, request):
        return ScopedAutocomplete.as_view(admin_site=self)(request)


class ScopedAutocomplete(AutocompleteJsonView):
    """Offer only what the model's own admin shows this member."""

    def get_queryset(self):
        return super().get_queryset() & self.model_admin.get_queryset(self.request)


class OrganizationForm(forms.ModelForm):
    """A form of the school in use: its row, its version, its choices. `membership` is set by the admin."""

    membership = None
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.instance, OrganizationRow) and self.instance.organization_id is None:
            self.instance.organization = self.membership.organization
        if self.instance.pk and isinstance(self.instance, Versioned):
            self.initial["version"] = self.instance.version
        else:
            self.fields.pop("version", None)

    def _get_validation_exclusions(self):
        """Check the constraints that name the organization too, though it is no field of the form."""
        return super()._get_validation_exclusions() - {"organization"}

    def clean(self):
        cleaned = super().clean()
        if "version" in self.fields and cleaned.get("version") != self.initial["version"]:
            self._show_both_texts()
        return cleaned

    def _show_both_texts(self):
        """Keep what was typed, and say beside each field what somebody has saved meanwhile."""
        self.add_error(
            None,
            "Не сохранено: пока вы правили, эту запись изменил кто-то ещё. Ваш текст остался в полях, под ними — то, "
            "что сохранено сейчас. Проверьте и сохраните снова.",
        )
        saved = type(self.instance).objects.get(pk=self.instance.pk)
        for name in self.changed_data:
            if name in self.initial and name != "version":
                field = saved._meta.get_field(name)
                shown = display_for_field(getattr(saved, name), field, "пусто")
                self.fields[name].help_text = f"Сохранено сейчас: {shown}"
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.initial["version"]


class _Scoped:
    """What the admin of a model and its inlines share: rights by the table, rows and choices of the school."""

    see = "people.see"
    edit = "people.edit"
    form = OrganizationForm

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

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if issubclass(db_field.related_model, OrganizationRow):
            rows = kwargs.get("queryset") or db_field.related_model._default_manager.all()
            kwargs["queryset"] = rows.visible_to(request.membership)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if issubclass(db_field.related_model, OrganizationRow):
            kwargs["queryset"] = db_field.related_model._default_manager.visible_to(request.membership)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OrganizationInline(_Scoped, admin.TabularInline):
    """Rows of the school inside the form of another row."""

    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type(formset.form.__name__, (formset.form,), {"membership": request.membership})
        return formset


class OrganizationAdmin(_Scoped, admin.ModelAdmin):
    """The admin of one model of a school: scoped, versioned, journalled, with one-time forms."""

    stage = "school"  # 1…7, or a part of the sidebar below the stages
    icon = "list-check"
    actions = None
    list_per_page = 50
    show_full_result_count = False
    search_help_text = "Слово или его начало; «е» и «ё» равны"

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"membership": request.membership})

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name != "version"]

    def get_fieldsets(self, request, obj=None):
        """Add the hidden version to the first fieldset of a row that has one."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and isinstance(obj, Versioned) and self.has_change_permission(request, obj):
            heading, options = fieldsets[0]
            fieldsets[0] = (heading, options | {"fields": [*options["fields"], "version"]})
        return fieldsets

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

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
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
        context = {"action": self.edit} | (extra_context or {})
        if request.method != "POST":
            return super().delete_view(request, object_id, context)
        return once(
            request,
            self.edit,
            lambda: super(OrganizationAdmin, self).delete_view(request, object_id, context),
            lambda refusal: self._refused(request, refusal),
        )

    def _refused(self, request, refusal):
        self.message_user(request, str(refusal), level="ERROR")
        return redirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        changed = [name for name in form.changed_data if name != "version"]
        before = {name: form.initial.get(name) for name in changed} if change else {}
        if isinstance(obj, Versioned) and change:
            obj.version += 1
        super().save_model(request, obj, form, change)
        after = {name: form.cleaned_data.get(name) for name in changed}
        verb = "change" if change else "add"
        self._write(request, verb, obj, before, after)

    def save_formset(self, request, form, formset, change):
        rows = formset.save(commit=False)
        for gone in formset.deleted_objects:
            self._write(request, "delete", gone, {"row": str(gone)}, {})
            gone.delete()
        for row in rows:
            fresh = row.pk is None
            row.organization = request.membership.organization
            row.save()
            self._write(request, "add" if fresh else "change", row, {}, {"row": str(row)})
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

    def history_view(self, request, object_id, extra_context=None):
        """Show the journal of one row."""
        obj = self.get_object(request, object_id)
        if obj is None or not request.membership.can("journal.see"):
            raise Http404
        entries = (
            JournalEntry.objects.visible_to(request.membership)
            .filter(subject_kind=obj._meta.label_lower, subject_id=str(obj.pk))
            .select_related("by", "values")
        )
        context = self.admin_site.each_context(request) | {
            "title": f"История: {obj}",
            "object": obj,
            "entries": entries,
            "labels": _labels(self.model),
            "opts": self.opts,
            "up": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk]),
        }
        return TemplateResponse(request, "admin/object_history.html", context)


def _labels(model) -> dict[str, str]:
    return {field.name: str(field.verbose_name) for field in model._meta.fields}
