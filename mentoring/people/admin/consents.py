"""Purposes for which people are asked to agree, with the words they sign: what a school's lawyer may put right."""

import secrets

from django import forms
from django.contrib import admin
from django.template.defaultfilters import linebreaksbr

from mentoring import shown
from mentoring.calendar import words
from mentoring.curator import ListDeed, ListLink, OrganizationAdmin
from mentoring.editing import OrganizationForm
from mentoring.people.consents import usual, wording
from mentoring.people.models import Consent, ConsentKind

_SAID = "said_"  # how the form calls the parts of the words: `actions` means something else to an admin
_KEPT = "Изменённый текст получит новый номер. Подписанное остаётся с прежними словами."


def _words(label: str, note: str = "", *, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=note, required=False, widget=forms.Textarea(attrs={"rows": rows}), max_length=5000
    )


class ConsentKindForm(OrganizationForm):
    """A purpose together with its latest words; a purpose of the school's own gets a code nobody has to invent."""

    said_purpose = _words("цель", "Зачем нужны сведения или разрешение.", rows=3)
    said_data = _words("какие сведения", "Каждое с новой строки.", rows=7)
    said_actions = _words("что с ними делают", "Каждое с новой строки.", rows=7)
    said_text = _words("что ещё сказано в согласии")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.code:
            self.instance.code = f"own-{secrets.token_hex(4)}"
        elif self.instance.pk:
            for name, said in wording.parts_of(self.instance.texts.first()).items():
                self.fields[f"{_SAID}{name}"].initial = said

    def values(self) -> tuple[dict, dict]:
        """Leave the words to the verb that numbers them."""
        before, after = super().values()
        return before, {name: value for name, value in after.items() if not name.startswith(_SAID)}


def _usual_words(membership) -> str:
    return "Взять обычные виды" if usual.lacking(membership.organization) else ""


def _take_usual(membership) -> str:
    taken = usual.take_usual(membership.organization, by=membership)
    return f"Добавили {words.counted(len(taken), 'вид', 'вида', 'видов')}. Прочитайте тексты и поправьте под себя."


@admin.register(ConsentKind)
class ConsentKindAdmin(OrganizationAdmin):
    see, edit = "consents.see", "documents.edit"
    stage, place, icon = "people", 41, "journal-text"
    form = ConsentKindForm
    about = "Каждая цель — отдельный документ. Тексты составлены для начала: покажите их юристу и поправьте."
    add_words = "Добавить вид согласия"
    counted_as = ("вид", "вида", "видов")
    none_yet = "Видов согласий ещё нет"
    next_step = "Возьмите обычные: к каждому уже есть текст. Потом поправьте их под свою организацию."
    list_display = ("title", "whose", "gate", "on_paper", "term", "edition")
    fieldsets = (
        ("Вид согласия", {"fields": ("title", ("whose", "gate"), ("months", "order"), "written")}),
        ("Текст", {"fields": tuple(f"{_SAID}{name}" for name in wording.PARTS), "description": _KEPT}),
    )
    links = (ListLink("consents", "consents.see", "Кто на что согласен", "people"),)
    deeds = (ListDeed("usual", "documents.edit", _usual_words, _take_usual),)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        parts = {name: form.cleaned_data[f"{_SAID}{name}"] for name in wording.PARTS}
        wording.reword(obj, parts, by=request.membership)

    def get_deleted_objects(self, objs, request):
        """Words that nobody signed go with their purpose; a signature keeps both."""
        signed = Consent.objects.filter(kind__in=objs).count()
        kept = [words.counted(signed, "подпись", "подписи", "подписей")] if signed else []
        return [str(one) for one in objs], {}, set(), kept

    def delete_model(self, request, obj):
        obj.texts.all().delete()
        super().delete_model(request, obj)

    @admin.display(description="цель")
    def said_purpose(self, row):
        return self._said(row, "purpose")

    @admin.display(description="какие сведения")
    def said_data(self, row):
        return self._said(row, "data")

    @admin.display(description="что с ними делают")
    def said_actions(self, row):
        return self._said(row, "actions")

    @admin.display(description="что ещё сказано в согласии")
    def said_text(self, row):
        return self._said(row, "text")

    @staticmethod
    def _said(row, part: str) -> str:
        """Show the latest words to those who may only read them."""
        text = next(iter(row.texts.all()), None)
        return linebreaksbr(getattr(text, part)) if text else ""

    @admin.display(description="как принимают")
    def on_paper(self, row):
        return "на бумаге" if row.written else "на бумаге или по ссылке"

    @admin.display(description="срок")
    def term(self, row):
        return words.counted(row.months, "месяц", "месяца", "месяцев") if row.months else "пока не отзовут"

    @admin.display(description="текст")
    def edition(self, row):
        last = next(iter(row.texts.all()), None)
        return f"редакция {last.number}" if last else shown.status("warn", "нет текста")
