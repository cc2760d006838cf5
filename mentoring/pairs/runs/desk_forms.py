"""What is asked on the pages of the matching."""

from django import forms

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from mentoring.pairs.models import Run, Trait
from mentoring.pairs.runs import posing, traits
from mentoring.pairs.runs.traits import About
from mentoring.people.models import Person
from mentoring.programmes.models import Programme

Kind = Trait.Kind
WEIGHED = {
    "request": "Запрос и сильные стороны",
    "times": "Общее свободное время",
    "wish": "Пожелания наставляемого",
    "choice": "Пожелания наставника",
    "interests": "Общие интересы",
    "dislikes": "Общие нелюбимые дела",
    "place": "Место",
}
_DAY = "Укажите день."
_DAYS = [(str(number), traits.label_of(Kind.TIME, str(number))) for number in range(1, 8)]
_TOGETHER = [("", "не сказано"), ("one", "вдвоём с наставником"), ("group", "в группе"), ("any", "всё равно")]
_HEADS = {Kind.WISH: "С кем хочет в пару", Kind.BAN: "С кем не хочет в пару"}
_PLACES = range(1, traits.MOST_ABOUT + 1)
_CHOICE = "Такого варианта в списке нет. Откройте страницу заново."


class WeighForm(forms.Form):
    """What matters more, and which rules hold."""

    common_times = forms.ChoiceField(
        label="Общих дней не меньше", choices=[("0", "не важно"), ("1", "одного"), ("2", "двух"), ("3", "трёх")]
    )
    grade_above = forms.TypedChoiceField(
        label="Наставник старше по классу",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "не важно"), ("0", "не младше"), ("1", "на один класс"), ("2", "на два"), ("3", "на три")],
    )
    units = forms.ChoiceField(
        label="Классы", choices=[("any", "любые"), ("same", "один и тот же"), ("other", "только разные")]
    )
    training = forms.BooleanField(label="Только обученные наставники", required=False)
    age = forms.BooleanField(label="Возраст, который назвал наставник", required=False)

    def __init__(self, *args, run: Run, **kwargs):
        kept = posing.RULES | run.rules
        weights = posing.WEIGHTS | run.weights
        super().__init__(*args, initial=weights | kept, **kwargs)
        for name, label in WEIGHED.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=posing.HEAVIEST,
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"), f"{label}: число от 0 до 5."
                ),
            )

    def weights(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in WEIGHED}

    def rules(self) -> dict[str, object]:
        rules = {name: self.cleaned_data[name] for name in posing.RULES}
        return rules | {"common_times": int(rules["common_times"])}

    def weighed(self):
        """Return the fields of the weights, in their order."""
        return [self[name] for name in WEIGHED]

    def ruled(self):
        return [self[name] for name in posing.RULES]


class PublishForm(PageForm):
    """Who has decided about the pairs, whom they have heard, and from which day the pairs work."""

    body = forms.CharField(label="Кто решил", max_length=300, error_messages={"required": "Впишите, кто решил."})
    heard = forms.CharField(
        label="Чьё мнение выслушали", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    decided_on = forms.DateField(
        label="Когда решили", widget=DayInput, error_messages={"required": _DAY, "invalid": _DAY}
    )
    basis = forms.CharField(
        label="Основание", required=False, max_length=300, help_text="Например: протокол от 12.10.2026 № 4."
    )
    start = forms.DateField(
        label="Пары работают с", widget=DayInput, error_messages={"required": _DAY, "invalid": _DAY}
    )

    def __init__(self, *args, run: Run, **kwargs):
        super().__init__(*args, **kwargs)
        today = schooldays.today(run.organization)
        self.initial |= {"body": run.body, "heard": run.heard, "decided_on": today}
        self.initial["start"] = max(today, run.programme.start)

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > schooldays.today(self.membership.organization):
            raise forms.ValidationError("Этот день ещё не наступил. Укажите день решения не позже сегодняшнего.")
        return day


class TraitsForm(PageForm):
    """What a candidate has said, as the curator types it from a paper (annexes 21 and 22)."""

    interest = forms.CharField(label="Что интересно", required=False, max_length=1000, help_text="Через запятую.")
    dislike = forms.CharField(label="Что не любит делать", required=False, max_length=1000, help_text="Через запятую.")
    time = forms.MultipleChoiceField(
        label="Когда свободен",
        required=False,
        choices=_DAYS,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _CHOICE},
    )
    place = forms.CharField(label="Где удобно встречаться", required=False, max_length=200)
    together = forms.ChoiceField(
        label="Как хочет работать", required=False, choices=_TOGETHER, error_messages={"invalid_choice": _CHOICE}
    )

    def __init__(self, *args, programme: Programme, person: Person, is_mentee: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_mentee = is_mentee
        if not is_mentee:
            del self.fields["together"]
        self.kinds = [Kind.WISH, *([Kind.BAN] if self.membership.can(traits.RESTRICTED) else [])]
        others = _others(programme, person, is_mentee)
        for kind in self.kinds:
            for place in _PLACES:
                self._ask_about(kind, place, others)
        self._fill(traits.of_person(programme, person))

    def _ask_about(self, kind: str, place: int, others) -> None:
        self.fields[f"{kind}_{place}"] = forms.ModelChoiceField(
            label=f"{place}. Кто",
            queryset=others,
            required=False,
            empty_label="—",
            error_messages={"invalid_choice": _CHOICE},
        )
        self.fields[f"{kind}_{place}_why"] = forms.CharField(label="Почему", required=False, max_length=300)

    def _fill(self, known) -> None:
        """Show what was typed before."""
        own = {kind: [row for row in rows if row.source == traits.BY_HAND] for kind, rows in known.items()}
        self.initial["interest"] = ", ".join(row.value for row in own[Kind.INTEREST])
        self.initial["dislike"] = ", ".join(row.value for row in own[Kind.DISLIKE])
        self.initial["time"] = [traits.code_of(Kind.TIME, row.value) for row in own[Kind.TIME]]
        for kind in (Kind.PLACE, Kind.TOGETHER):
            self.initial[kind] = own[kind][0].value if own[kind] else ""
        for kind in self.kinds:
            for row in own[kind]:
                self.initial |= {f"{kind}_{row.rank}": row.about_id, f"{kind}_{row.rank}_why": row.why}

    def plain(self):
        """Return the fields that name nobody."""
        return [self[name] for name in ("interest", "dislike", "time", "place", "together") if name in self.fields]

    def named(self):
        """Return, kind by kind, the fields that name somebody and say why."""
        return [
            (_HEADS[kind], [(self[f"{kind}_{place}"], self[f"{kind}_{place}_why"]) for place in _PLACES])
            for kind in self.kinds
        ]

    def clean(self):
        """Refuse somebody named twice."""
        given = super().clean()
        named = [given.get(f"{kind}_{place}") for kind in self.kinds for place in _PLACES]
        people = [one for one in named if one]
        if len(people) != len(set(people)):
            self.add_error(None, "Один человек назван дважды. Оставьте его в одном месте.")
        return given

    def said(self) -> dict[str, list[str | About]]:
        """Return the answers, kind by kind."""
        given = self.cleaned_data
        answers: dict[str, list] = {
            Kind.INTEREST: given["interest"].split(","),
            Kind.DISLIKE: given["dislike"].split(","),
            Kind.TIME: given["time"],
            Kind.PLACE: [given["place"]],
        }
        if self.is_mentee:
            answers[Kind.TOGETHER] = [given["together"]]
        for kind in self.kinds:
            named = ((given[f"{kind}_{n}"], given[f"{kind}_{n}_why"]) for n in _PLACES)
            answers[kind] = [About(person, why) for person, why in named if person]
        return answers


def _others(programme: Programme, person: Person, is_mentee: bool):
    """Return whom a candidate may name: the other side of the programme."""
    side = "mentors" if is_mentee else "mentees"
    people = Person.objects.filter(
        **{f"{side}__programme": programme, f"{side}__state__in": ["applied", "offered", "registered"]}
    )
    return people.exclude(pk=person.pk).distinct()
