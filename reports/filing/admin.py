"""«Номенклатура дел» as the school keeps it: indexes, terms, and which papers go where."""

from operator import itemgetter

from django import forms
from django.contrib import admin

from mentoring.calendar import words
from mentoring.curator import ListDeed, ListLink, OrganizationAdmin, OrganizationForm
from mentoring.shown import NOTHING
from reports.documents import telling
from reports.filing import placing, usual
from reports.filing.models import CaseFile


def _kinds() -> list[tuple[str, str]]:
    """Name every sort of papers that a дело may take, by their names."""
    acts = [(kind.code, telling.named(kind, kind.title)) for kind in placing.numbered()]
    return sorted([*acts, (placing.CONSENTS, "Согласия участников и их отзывы")], key=itemgetter(1))


class CaseFileForm(OrganizationForm):
    """The kinds of papers are ticked by name; a paper has one дело in a year."""

    kinds = forms.MultipleChoiceField(
        label="какие документы",
        required=False,
        choices=_kinds(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Документ попадает в дело, когда получает номер, согласие — в день подписи.",
    )

    def clean_index(self):
        return " ".join(self.cleaned_data["index"].split())

    def clean_kinds(self):
        kept = [code for code in self.instance.kinds if code not in dict(self.fields["kinds"].choices)]
        return [*self.cleaned_data["kinds"], *kept]

    def clean(self):
        cleaned = super().clean()
        others = CaseFile.objects.visible_to(self.membership).exclude(pk=self.instance.pk)
        for other in others.filter(year=cleaned.get("year")):
            for code in set(cleaned.get("kinds", ())).intersection(other.kinds):
                title = dict(self.fields["kinds"].choices).get(code, code)
                self.add_error("kinds", f"«{title}» уже в деле {other}. Снимите отметку здесь или там.")
        return cleaned


def _usual_words(membership) -> str:
    return "Взять обычные дела" if usual.missing(membership.organization) else ""


def _take_usual(membership) -> str:
    taken = usual.take_usual(membership.organization, by=membership)
    return f"Добавили {words.counted(len(taken), 'дело', 'дела', 'дел')}. Поставьте индексы своей номенклатуры."


@admin.register(CaseFile)
class CaseFileAdmin(OrganizationAdmin):
    see, edit = "documents.see", "documents.edit"
    stage, place, icon = "school", 63, "journal-text"
    form = CaseFileForm
    about = "В какое дело идёт каждый документ и сколько его хранят. Сроки сверьте с перечнем и со своим архивом."
    add_words = "Добавить дело"
    counted_as = ("дело", "дела", "дел")
    none_yet = "Дел ещё нет"
    next_step = "Возьмите обычные, затем поставьте индексы своей номенклатуры и удалите лишние."
    list_display = ("index", "title", "term", "for_kinds", "for_year")
    fieldsets = (
        ("Дело", {"fields": (("index", "year"), "title")}),
        ("Хранение", {"fields": ("term", "ground")}),
        ("Что в нём", {"fields": ("kinds",)}),
    )
    deeds = (ListDeed("usual", "documents.edit", _usual_words, _take_usual),)
    links = (ListLink("case_files", "documents.see", "Документы по делам", "journal-text"),)

    @admin.display(description="документы")
    def for_kinds(self, row):
        return words.counted(len(row.kinds), "вид", "вида", "видов") if row.kinds else NOTHING

    @admin.display(description="год", ordering="year")
    def for_year(self, row):
        return row.year or "каждый"
