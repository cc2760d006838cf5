"""What the school keeps for its papers: the laws they rest on, the journals that number them, their look."""

from django import forms
from django.contrib import admin, messages
from django.core.files.base import ContentFile
from django.shortcuts import redirect

from mentoring import shown
from mentoring.accounts import files, schooldays
from mentoring.accounts.contents import FileRefused
from mentoring.accounts.models import StoredFile
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.curator import ListDeed, OrganizationAdmin, OrganizationForm
from mentoring.printing import faces
from reports.documents import emblems, kinds, legal, numbering
from reports.documents.look import Look
from reports.documents.models import Counter, Journal, LegalAct, SchoolText
from reports.documents.numbering import NumberRefused
from reports.documents.rendering import said

_SHORT = 90  # letters of a title in the list
_LINES, _LETTERS = 6, 120  # of a letterhead


class LegalActForm(OrganizationForm):
    """The kinds of papers are ticked by name; a code of a later kind stays as it is."""

    kinds = forms.MultipleChoiceField(
        label="для каких документов",
        required=False,
        choices=[(code, kind.title) for code, kind in kinds.KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Ничего не отмечено — предлагать для всех документов.",
    )

    def clean_kinds(self):
        kept = [code for code in self.instance.kinds if code not in kinds.KINDS]
        return [*self.cleaned_data["kinds"], *kept]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] < cleaned["start"]:
            self.add_error("end", "«Действует по» раньше, чем «действует с». Проверьте даты.")
        return cleaned


def _usual_words(membership) -> str:
    school = membership.organization
    if fresh := len(legal.appeared(school)):
        new = words.counted(fresh, "новое основание", "новых основания", "новых оснований")
        return f"Взять обычные: появилось {new}"
    return "Взять обычные основания" if legal.missing(school) else ""


def _take_usual(membership) -> str:
    taken = legal.take_usual(membership.organization, by=membership)
    return f"Добавили {words.counted(len(taken), 'основание', 'основания', 'оснований')}. Лишние можно удалить."


@admin.register(LegalAct)
class LegalActAdmin(OrganizationAdmin):
    see, edit = "documents.see", "documents.edit"
    stage, place, icon = "school", 60, "journal-text"
    form = LegalActForm
    about = "На них ссылается преамбула: «На основании …». Добавьте приказ своего региона или муниципалитета."
    add_words = "Добавить основание"
    counted_as = ("основание", "основания", "оснований")
    none_yet = "Оснований ещё нет"
    next_step = "Возьмите обычные, затем добавьте приказы своего региона и удалите лишнее."
    search_label = "Слово из названия или номер"
    list_display = ("named", "for_kinds", "in_force")
    search_fields = ("search_key__contains",)
    fieldsets = (
        ("Основание", {"fields": ("title", ("number", "on"), "kinds")}),
        ("Когда действует", {"fields": (("start", "end"),)}),
    )
    deeds = (ListDeed("usual", "documents.edit", _usual_words, _take_usual),)

    @admin.display(description="основание", ordering="title")
    def named(self, row):
        return row.title if len(row.title) <= _SHORT else f"{row.title[:_SHORT].rstrip()}…"

    @admin.display(description="для документов")
    def for_kinds(self, row):
        if not row.kinds:
            return "для всех"
        return ", ".join(kinds.KINDS[code].title for code in row.kinds if code in kinds.KINDS) or "для будущих"

    @admin.display(description="действует")
    def in_force(self, row):
        today = schooldays.today(row.organization)
        if row.end and row.end < today:
            return shown.status("", f"до {words.digits(row.end)}")
        if row.start and row.start > today:
            return shown.status("warn", f"с {words.digits(row.start)}", "clock")
        return shown.status("ok", words.span(Span(row.start, row.end)) or "действует")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization")


class JournalForm(OrganizationForm):
    """How numbers look is checked before a paper gets a wrong one."""

    def clean_scheme(self):
        scheme = self.cleaned_data["scheme"]
        try:
            numbering.check_scheme(scheme)
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return scheme


@admin.register(Journal)
class JournalAdmin(OrganizationAdmin):
    see, edit = "documents.see", "documents.number"
    stage, place, icon = "school", 61, "journal-text"
    form = JournalForm
    about = "В каком журнале документ получает номер и как этот номер пишут у вас."
    counted_as = ("журнал", "журнала", "журналов")
    none_yet = "Журналов ещё нет"
    next_step = "Журнал появится сам, когда первый документ получит номер."
    list_display = ("title", "scheme", "next_number")
    fields = ("title", "scheme", "next_number")
    readonly_fields = ("next_number",)

    def has_add_permission(self, request):
        """A journal belongs to a sort of papers: it appears with the first of them."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Numbers given in it stand on paper."""
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization").prefetch_related("counters")

    @admin.display(description="следующий номер в этом году")
    def next_number(self, row):
        year = schooldays.today(row.organization).year
        counters: list[Counter] = [counter for counter in row.counters.all() if counter.year == year]
        return numbering.format(row.scheme, counters[0].next if counters else 1, year)


class LookForm(OrganizationForm):
    """The emblem is put in as a file and drawn anew; lines of the letterhead are plain and few."""

    picture = forms.FileField(
        label="новая эмблема",
        required=False,
        help_text="PNG или JPEG до 2 МБ. На листе она высотой 25 мм.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
    font = forms.ChoiceField(
        label="шрифт",
        required=False,
        help_text="В файле Word назван тот же шрифт: его увидит тот, у кого он установлен.",
    )
    no_emblem = forms.BooleanField(label="печатать без эмблемы", required=False)
    opened_by = "organization.see"
    kept: StoredFile | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.emblem_id:
            self.fields.pop("no_emblem", None)
        if "font" in self.fields:
            beside = [(family, family) for family in faces.offered()]
            self.fields["font"].choices = [("", "Tinos, как Times New Roman"), *beside]

    def clean_picture(self):
        given = self.cleaned_data["picture"]
        if not given:
            return None
        try:
            emblems.refuse_big(given.name, given.size)
            return ContentFile(emblems.redraw(given.name, given.read()), name=emblems.NAME)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        """Keep a new emblem now, while a refusal is still words beside the field; a form refused keeps nothing."""
        cleaned = super().clean()
        picture = cleaned.get("picture")
        if picture and not self.errors:
            try:
                school, by = self.membership.organization, self.membership
                self.kept = files.store(school, picture.name, picture.read(), action=self.opened_by, by=by)
            except FileRefused as refused:
                self.add_error("picture", str(refused))
        return cleaned

    def clean_lines(self):
        typed = said.clean(self.cleaned_data["lines"]).splitlines()
        lines = [" ".join(line.split()) for line in typed if line.strip()]
        if len(lines) > _LINES:
            raise forms.ValidationError(f"Строк {len(lines)}, а на бланке помещается {_LINES}. Соедините короткие.")
        if long := next((line for line in lines if len(line) > _LETTERS), ""):
            raise forms.ValidationError(f"Строка «{long[:40]}…» длиннее {_LETTERS} знаков. Разделите её на две.")
        return "\n".join(lines)


@admin.register(Look)
class LookAdmin(OrganizationAdmin):
    """One row of the school: the list leads straight to it."""

    stage, place, icon = "school", 62, "file-earmark-text"
    see, edit = LookForm.opened_by, "organization.edit"
    form = LookForm
    title = add_words = "Оформление документов"
    change_form_template = "documents/look.html"
    fieldsets = (
        ("Бланк", {"fields": ("picture", "no_emblem", "emblem_at", "lines")}),
        ("Лист", {"fields": (("left", "right"), ("top", "bottom"), "orders_wide", "profile", "font")}),
        ("Проверка подлинности", {"fields": ("check_code",)}),
    )

    def get_fieldsets(self, request, obj=None):
        """Leave out what only an emblem or a font that is there can ask, and for readers what is only a question."""
        out = set() if obj and obj.emblem_id else {"no_emblem"}
        if not self.has_change_permission(request, obj):
            out |= {"picture", "no_emblem"}
        if not faces.offered():
            out |= {"font"}
        return tuple(
            (name, {"fields": tuple(one for one in part["fields"] if one not in out)}) for name, part in self.fieldsets
        )

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request) and not self.get_queryset(request).exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        look = self.get_queryset(request).first()
        if look:
            return redirect("admin:documents_look_change", look.pk)
        if not super().has_add_permission(request):
            messages.info(request, "Документы печатаются в обычном оформлении: своего школа ещё не выбрала.")
            return redirect("documents")
        return redirect("admin:documents_look_add")

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        response.context_data["list_url"] = ""
        return response

    def _saved(self, request, obj):
        self.message_user(
            request, "Сохранили. Новые документы печатаются так; выпущенные остались, как были.", "SUCCESS"
        )
        return redirect("admin:documents_look_change", obj.pk)

    def save_model(self, request, obj, form, change):
        before = obj.emblem
        if form.kept or form.cleaned_data.get("no_emblem"):
            obj.emblem = form.kept
        super().save_model(request, obj, form, change)
        if before and before != obj.emblem:
            before.delete()  # issued acts hold the picture itself


@admin.register(SchoolText)
class SchoolTextAdmin(OrganizationAdmin):
    """Versions of the school's texts: the list leads to the pages where a text is read, changed and given back."""

    stage, place, icon = "school", 64, "pencil"
    see, edit = "documents.see", "documents.edit"
    title = "Тексты документов"
    fields = ("named", ("version", "at"), "by")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def heading(self, obj):
        return f"{self.named(obj)}, версия {obj.version}"

    @admin.display(description="документ")
    def named(self, row):
        return kinds.KINDS[row.kind].title if row.kind in kinds.KINDS else row.kind

    def changelist_view(self, request, extra_context=None):
        return redirect("document_texts")
