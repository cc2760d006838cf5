"""What is asked on the pages of gatherings."""

from django import forms

from mentoring.calendar import words
from mentoring.pages import PageForm
from mentoring.pairs.pair_forms import MemberForm, day, number, rows
from mentoring.people.models import Person, StudyGroup
from practices import gatherings, guests
from practices.asked import one_person, version
from practices.models import Gathering
from roadmap.models import Occurrence


class GatheringForm(MemberForm):
    """What is appointed: when, where, for whom."""

    on = day("Когда")
    invited = number("Приглашено", 0, 30_000, required=False, help_text="Пусто — считаем по списку.")

    class Meta:
        model = Gathering
        fields = ("title", "on", "place", "audience", "occurrence", "invited")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        time = self.fields["occurrence"]
        time.queryset = gatherings.offered(self.instance.programme, self.instance.occurrence)
        time.label_from_instance = _told
        time.empty_label = "вне плана"
        self.fields["audience"].help_text = "Например: родители 8-х классов."


def _told(time: Occurrence) -> str:
    due = f", {words.digits(time.due)}" if time.due else ""
    return f"{time.event.number} {time.event.title}".strip()[:90] + due


class HoldForm(PageForm):
    """How it went."""

    on = day("Когда прошла")
    present = number("Сколько человек пришло", 0, 30_000, required=False, help_text="Пусто — посчитаем по отметкам.")
    note = forms.CharField(label="Как прошло", required=False, max_length=4000, widget=rows(4))
    version = version()


class PhotoForm(PageForm):
    """A photograph, and the word that those on it agree."""

    photo = forms.FileField(
        label="Снимок",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".jpg,.jpeg,.png"}),
        help_text="Файл .jpg или .png, до 20 МБ.",
        error_messages={"required": "Выберите файл.", "empty": "Файл пустой. Выберите другой."},
    )
    agreed = forms.BooleanField(
        label="на снимке только те, кто согласен",
        error_messages={"required": "Подтвердите, что на снимке только те, кто согласен."},
    )


class InviteForm(PageForm):
    """Who is put on the list: a circle, a class, one person."""

    circle = forms.ChoiceField(
        label="Кого добавить",
        required=False,
        error_messages={"invalid_choice": "Такого варианта нет."},
    )
    person = one_person("Или одного человека, начиная с фамилии", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        classes = StudyGroup.objects.visible_to(self.membership).filter(closed_on=None)
        own = [(str(row.pk), f"{row.title}: весь класс") for row in classes]
        self.fields["circle"].choices = [("", "—"), *guests.CIRCLES, *own]
        self.fields["person"].queryset = Person.objects.visible_to(self.membership)
        self.fields["person"].help_text = ""  # the label says it: fields of one line stand even

    def clean(self):
        said = super().clean()
        if not self.errors and not said.get("circle") and not said.get("person"):
            raise forms.ValidationError("Выберите, кого добавить: класс, круг людей или одного человека.")
        return said

    def people(self, programme) -> list[Person]:
        """Return whom the form names."""
        code, one = self.cleaned_data["circle"], self.cleaned_data["person"]
        found = list(guests.circle(programme, code, self.membership)) if code else []
        return found + ([one] if one and one not in found else [])
