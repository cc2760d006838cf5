"""What is asked on the pages of the library."""

from django import forms

from mentoring.accounts import schooldays
from mentoring.pages import PageForm
from mentoring.pairs.pair_forms import CHOICE, MemberForm, day, rows
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from practices.asked import link
from practices.models import Material

_NOTHING = "Приложите файл, дайте ссылку или напишите текст: материал пока пуст."


class MaterialForm(MemberForm):
    """A material: for whom, for which form and stage, and what it says."""

    link = link()
    upload = forms.FileField(
        label="Файл",
        required=False,
        widget=forms.FileInput(attrs={"class": "form-control"}),
        help_text="Документ, таблица, PDF или снимок, до 20 МБ.",
        error_messages={"empty": "Файл пустой. Выберите другой."},
    )

    class Meta:
        model = Material
        fields = ("title", "audience", "form", "stage", "text", "link")
        widgets = {"text": rows(6)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = MentoringForm.objects.visible_to(self.membership)
        self.fields["form"].empty_label = "все формы"
        if self.instance.file:
            self.fields["upload"].help_text = f"Сейчас: {self.instance.file.name}. Новый файл заменит его."

    def clean(self):
        said = super().clean()
        if not self.errors and not (said["text"] or said["link"] or said["upload"] or self.instance.file_id):
            self.add_error("upload", _NOTHING)
        return said

    def paper(self) -> tuple[str, bytes] | None:
        """Return the file that was put in."""
        file = self.cleaned_data["upload"]
        return (file.name, file.read()) if file else None

    def facts(self) -> dict:
        """Return the changed facts, the file apart."""
        _, changed = self.values()
        return {name: fact for name, fact in changed.items() if name != "upload"}


class HandForm(PageForm):
    """Who was given a material, and when."""

    on = day("Когда вручили")
    people = forms.ModelMultipleChoiceField(
        label="Кому вручили",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "required": "Отметьте хотя бы одного человека.",
            "invalid_choice": CHOICE,
            "invalid_pk_value": CHOICE,
        },
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        self.initial["on"] = schooldays.today(self.membership.organization)
