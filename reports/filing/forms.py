"""What is asked for a folder or a link of an inspection; a value that nobody offers is left out."""

from django import forms

from mentoring.pages import PageForm
from mentoring.programmes.models import Programme
from reports.filing import inspecting, shelves
from reports.filing.shelves import Choice


class ChoiceForm(PageForm):
    """Which papers: of a programme, of a year, of some cases."""

    programme = forms.ModelChoiceField(label="Программа", queryset=None, required=False, empty_label="Все")
    year = forms.TypedChoiceField(label="Год", coerce=int, empty_value=None, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(self.membership)
        self.fields["year"].choices = [("", "Все"), *((year, year) for year in shelves.years(self.membership))]

    def chosen(self) -> Choice:
        """Return what was asked for."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        programme = given.get("programme")
        return Choice(
            programme=programme.pk if programme else None,
            year=given.get("year"),
            indexes=tuple(given.get("indexes", ())),
            personal=given.get("personal", False),
        )


class FolderForm(ChoiceForm):
    """Which papers go into a folder."""

    indexes = forms.MultipleChoiceField(
        label="Дела",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ничего не отмечено — все дела.",
    )
    personal = forms.BooleanField(
        label="Вложить документы и согласия, где названы участники",
        required=False,
        help_text="Согласия со сканами, соглашения, реестры, приказы о парах. Без отметки согласия только посчитаны. "
        "Отмечайте, только если проверяющий вправе их видеть.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = {case.index: f"{case.index} {case.title}" for case in shelves.cases(self.membership)}
        self.fields["indexes"].choices = [*names.items(), (shelves.LOOSE, shelves.LOOSE)]


class LinkForm(FolderForm):
    """A link to such a folder, for somebody and for some days."""

    whom = forms.CharField(
        label="Для кого",
        max_length=200,
        help_text="Организация и повод: «Управление образования, плановая проверка».",
        error_messages={"required": "Напишите, для кого ссылка."},
    )
    days = forms.IntegerField(
        label="Сколько дней действует",
        min_value=1,
        max_value=inspecting.LONGEST,
        initial=inspecting.USUAL,
        help_text=f"Не больше {inspecting.LONGEST}.",
        error_messages={"required": "Укажите срок в днях."},
    )
