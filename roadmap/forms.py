"""Forms of the living plan: filters, a mark with its evidence, the words and the people of an event."""

from django import forms

from mentoring.choosing import DayInput
from mentoring.editing import STALE
from mentoring.people.models import Employment, Position
from roadmap import editing, holders, overview
from roadmap.choosing import MINE
from roadmap.lines import lead
from roadmap.models import Event, Responsible, Section

STATES = (
    ("", "Любое"),
    ("late", "Просрочено"),
    ("going", "Идёт"),
    ("waiting", "Не начато"),
    ("undated", "Без даты"),
    ("done", "Выполнено"),
    ("off", "Снято с плана"),
)
TERMS = (("", "Весь период"), ("week", "Эта неделя"), ("month", "Этот месяц"), ("none", "Без даты"))


class PlanFilter(forms.Form):
    """What to show of the plan; a value nobody offers shows everything."""

    q = forms.CharField(
        label="Найти в плане",
        required=False,
        max_length=100,
        widget=forms.SearchInput(attrs={"class": "form-control", "placeholder": "Слово, номер или фамилия"}),
    )
    who = forms.ChoiceField(label="Ответственный", required=False)
    state = forms.ChoiceField(label="Состояние", choices=STATES, required=False)
    due = forms.ChoiceField(label="Срок", choices=TERMS, required=False)
    proof = forms.ChoiceField(choices=(("", ""), ("none", "")), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        shown = ((who.key, f"{who.label} — {who.held_by}" if who.held_by else who.label) for who in people)
        self.fields["who"].choices = [("", "Все"), (MINE, "Я"), *shown]

    def chosen(self) -> dict[str, str]:
        """Return what was asked for, without what nobody offers."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several files at once, given as pairs of a name and the bytes."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [(file.name, file.read()) for file in given]


class MarkForm(forms.Form):
    """A mark of fulfilment: when, how, and the files that show it."""

    on = forms.DateField(label="Когда выполнено", widget=DayInput, error_messages={"required": "Укажите день."})
    note = forms.CharField(
        label="Как прошло, по желанию",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    papers = PapersField(
        label="Подтверждение, по желанию",
        required=False,
        help_text="Снимок, протокол, список. Можно несколько, каждый до 20 МБ.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class QuickMarkForm(forms.Form):
    """A mark made in the table: today, without words."""

    version = forms.IntegerField()


class AnchorForm(forms.Form):
    """The day of something from which an event is counted; empty takes it back."""

    on = forms.DateField(label="От какого дня считать", widget=DayInput, required=False)


class PapersForm(forms.Form):
    papers = PapersField(label="Приложить файлы", required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Почему снимаете с плана",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите причину: она останется в плане."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EventForm(forms.Form):
    """The words of an event and the places of those who answer for it."""

    number = forms.CharField(label="Номер", required=False, max_length=40, help_text="Пусто — поставим следующий.")
    title = forms.CharField(
        label="Мероприятие",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите, что надо сделать."},
    )
    section = forms.ModelChoiceField(
        label="Раздел", queryset=Section.objects.none(), required=False, empty_label="без раздела"
    )
    due_text = forms.CharField(
        label="Срок",
        required=False,
        max_length=600,
        help_text="Пишите, как в документе: «до 10 сентября ежегодно», «1 раз в квартал», «ноябрь 2026».",
    )
    places = forms.MultipleChoiceField(
        label="Ответственные", required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    )
    group = forms.CharField(
        label="Кто ещё, словами", required=False, max_length=300, help_text="Через запятую: «рабочие группы, тьюторы»."
    )
    content = forms.CharField(
        label="Что входит", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Каждое с новой строки."
    )
    result_text = forms.CharField(label="Результат", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    indicator_text = forms.CharField(label="Показатель", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    footnote = forms.CharField(label="Сноска", required=False, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, membership, roadmap, event: Event | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["section"].queryset = roadmap.sections.all()
        self.fields["places"].choices = _places(membership, roadmap)
        if event:
            self.initial |= _initial(event)
            self.fields["number"].help_text = ""
        kinds = {kind for kind, _ in roadmap.columns or overview.STANDARD}
        for name, kind in (("number", "number"), ("result_text", "result"), ("indicator_text", "indicator")):
            if kind not in kinds and not self.initial.get(name):
                del self.fields[name]  # the document has no such column

    def place_groups(self) -> list:
        """Give the ticks of places in their groups, as the page shows them."""
        ticks = iter(self["places"].subwidgets)
        groups = ((title, [next(ticks) for _ in choices]) for title, choices in self.fields["places"].choices)
        return [(title, options) for title, options in groups]

    def clean_version(self):
        version = self.cleaned_data["version"]
        if self.event and version != self.event.version:
            self.data = self.data.copy()
            self.data["version"] = self.event.version
            self._show_saved()
            raise forms.ValidationError(STALE)
        return version

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def _show_saved(self):
        """Say beside each field that differs what somebody has saved meanwhile."""
        for name, saved in _initial(self.event).items():
            typed = self.data.getlist(name) if name == "places" else self.data.get(name, "")
            if name not in ("version", "places", "section") and typed.split() != str(saved).split():
                self[name].help_text = self.fields[name].help_text = f"Сохранено сейчас: {saved or 'пусто'}"

    def words(self) -> editing.Words:
        """Return what was typed as the value that the verbs take."""
        typed = dict.fromkeys(("number", "result_text", "indicator_text"), "") | self.cleaned_data
        groups = tuple(f"group:{' '.join(one.split())}" for one in typed["group"].split(",") if one.strip())
        return editing.Words(
            number=typed["number"].strip(),
            title=typed["title"],
            section=typed["section"],
            content=tuple(line.strip() for line in typed["content"].splitlines() if line.strip()),
            due_text=" ".join(typed["due_text"].split()),
            places=tuple(typed["places"]) + groups,
            result_text=typed["result_text"].strip(),
            indicator_text=typed["indicator_text"].strip(),
            footnote=typed["footnote"].strip(),
        )


def _places(membership, roadmap) -> list:
    """Offer the positions of the school, the duties, and the people this plan names already."""
    positions = Position.objects.visible_to(membership)
    named = Responsible.objects.filter(event__roadmap=roadmap, kind=Responsible.Kind.PERSON)
    people = {f"person:{one.person_id}": holders.label(one) for one in named.select_related("person")}
    duties = [(f"duty:{duty}", duty.label) for duty in Employment.Duty if duty]
    groups = [
        ("Должности", [(f"position:{position.pk}", position.title) for position in positions]),
        ("Роли в программе", duties),
        ("Люди", sorted(people.items(), key=lambda pair: pair[1])),
    ]
    return [(title, choices) for title, choices in groups if choices]


def _initial(event: Event) -> dict:
    keys = [editing.key(one) for one in event.responsibles.all()]
    return {
        "number": event.number,
        "title": lead(event.title, event.content),
        "section": event.section_id,
        "due_text": event.due_text,
        "places": [key for key in keys if not key.startswith("group:")],
        "group": ", ".join(key.removeprefix("group:") for key in keys if key.startswith("group:")),
        "content": "\n".join(event.content),
        "result_text": event.result_text,
        "indicator_text": event.indicator_text,
        "footnote": event.footnote,
        "version": event.version,
    }
