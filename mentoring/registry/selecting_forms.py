"""The sheets of a commission: a conversation with its questions, the marks by criteria."""

from collections.abc import Sequence

from django import forms
from django.db.models import Q, QuerySet

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.people.models import Employment, Person
from mentoring.programmes.models import GroupMember
from mentoring.registry import criteria, scoring, selecting
from mentoring.registry.models import Evaluation, Interview, Mentor
from mentoring.registry.selecting import Conversation, Judgement, Said

OWN_QUESTIONS = 2  # empty lines for what the ready list does not ask
_MARKS = [(str(mark), str(mark)) for mark in range(scoring.BEST + 1)]
_DAY = "Укажите день."
_CHOICE = "Такого варианта в списке нет. Откройте страницу заново."
# Who usually sits in a commission besides the working group.
_DUTIES = ("head", "curator", "psychologist", "deputy", "methodist")


def commission_of(mentor: Mentor, sheet: Interview | Evaluation | None) -> QuerySet[Person]:
    """Return whom a commission is made of: the working group, those in charge, those who already sat in it."""
    today = schooldays.today(mentor.organization)
    group = GroupMember.objects.filter(programme=mentor.programme_id).exclude(person=None).values("person")
    duties = Employment.objects.filter(organization=mentor.organization_id, duty__in=_DUTIES).on(today)
    offered = Q(pk__in=group) | Q(pk__in=duties.values("person"))
    if sheet:
        offered |= Q(pk__in=sheet.members.values("person"))
        offered |= Q(pk=getattr(sheet, "held_by_id", None))
    return Person.objects.filter(offered, organization=mentor.organization_id).exclude(pk=mentor.person_id)


class _SheetForm(forms.Form):
    """What both sheets ask: the day, the commission, the verdict with its reason."""

    on = forms.DateField(label="Когда", widget=DayInput, error_messages={"required": _DAY, "invalid": _DAY})
    commission = forms.ModelMultipleChoiceField(
        label="Комиссия",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _CHOICE, "invalid_pk_value": _CHOICE},
    )
    verdict = forms.ChoiceField(
        label="Решение", choices=Interview.Verdict.choices, required=False, error_messages={"invalid_choice": _CHOICE}
    )
    comment = forms.CharField(
        label="Обоснование", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "class": "grows"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)

    def __init__(self, *args, membership, mentor: Mentor, sheet=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership, self.mentor, self.sheet = membership, mentor, sheet
        self.people = commission_of(mentor, sheet)
        self.fields["commission"].queryset = self.people
        self.initial |= {"on": schooldays.today(mentor.organization)}
        if sheet:
            self.initial |= {name: getattr(sheet, name) for name in ("on", "verdict", "comment", "version")}
            self.initial["commission"] = [row.person_id for row in sheet.members.all()]

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


class InterviewForm(_SheetForm):
    """A conversation: where, with whom, the questions with answers and marks."""

    place = forms.CharField(label="Где", required=False, max_length=200)
    held_by = forms.ModelChoiceField(
        label="Кто беседовал",
        queryset=None,
        required=False,
        empty_label="не указано",
        error_messages={"invalid_choice": _CHOICE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_by"].queryset = self.people
        self.fields["verdict"].label = "Вывод"
        if self.sheet:
            self.initial |= {"place": self.sheet.place, "held_by": self.sheet.held_by_id}
        for number, said in enumerate(self._asked()):
            self._add(number, said)

    def _asked(self) -> list[Said]:
        empty = [Said("")] * OWN_QUESTIONS
        if self.sheet is None:
            return [*(Said(question) for question in criteria.questions()), *empty]
        return [Said(row.question, row.answer, row.mark) for row in self.sheet.answers.all()] + empty

    def _add(self, number: int, said: Said) -> None:
        self.fields[f"question-{number}"] = forms.CharField(
            label=f"Вопрос {number + 1}",
            initial=said.question,
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2, "class": "grows"}),
        )
        self.fields[f"answer-{number}"] = forms.CharField(
            label="Ответ",
            initial=said.answer,
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2, "class": "grows"}),
        )
        self.fields[f"mark-{number}"] = forms.TypedChoiceField(
            label="Оценка",
            initial="" if said.mark is None else str(said.mark),
            required=False,
            choices=[("", "без оценки"), *_MARKS],
            coerce=int,
            empty_value=None,
            error_messages={"invalid_choice": _CHOICE},
        )

    def lines(self) -> list[dict]:
        """Give the fields of each question, as the page shows them."""
        return [
            {"number": number + 1, **{name: self[f"{name}-{number}"] for name in ("question", "answer", "mark")}}
            for number in range(self._count())
        ]

    def _count(self) -> int:
        return sum(name.startswith("question-") for name in self.fields)

    def clean(self):
        cleaned = super().clean()
        for number in range(self._count()):
            told = cleaned.get(f"answer-{number}") or cleaned.get(f"mark-{number}") is not None
            if told and not cleaned.get(f"question-{number}"):
                self.add_error(f"question-{number}", "Впишите вопрос, на который отвечали.")
        return cleaned

    def conversation(self) -> Conversation:
        """Return what was written down."""
        said = self.cleaned_data
        lines = (
            Said(" ".join(said[f"question-{number}"].split()), said[f"answer-{number}"], said[f"mark-{number}"])
            for number in range(self._count())
        )
        return Conversation(
            on=said["on"],
            place=said["place"],
            held_by=said["held_by"],
            commission=tuple(said["commission"]),
            answers=tuple(line for line in lines if line.question),
            verdict=said["verdict"],
            comment=said["comment"],
        )


class EvaluationForm(_SheetForm):
    """The sheet of a commission: a mark by every criterion."""

    votes_for = forms.IntegerField(label="За", required=False, min_value=0, max_value=999)
    votes_against = forms.IntegerField(label="Против", required=False, min_value=0, max_value=999)
    abstained = forms.IntegerField(label="Воздержались", required=False, min_value=0, max_value=999)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = {}
        if self.sheet:
            kept = {row.criterion_id: row for row in self.sheet.marks.all()}
            self.initial |= {name: getattr(self.sheet, name) for name in ("votes_for", "votes_against", "abstained")}
        self.criteria = selecting.criteria_of(self.mentor, self.sheet)
        for one in self.criteria:
            self._add(one, kept.get(one.pk))
            if one.pk in kept:
                one.weight, one.least = kept[one.pk].weight, kept[one.pk].least

    def _add(self, criterion, kept) -> None:
        self.fields[f"mark-{criterion.pk}"] = forms.TypedChoiceField(
            label=criterion.title,
            initial=str(kept.mark) if kept else None,
            choices=_MARKS,
            coerce=int,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages={"required": "Поставьте оценку.", "invalid_choice": "Оценка — от 0 до 3."},
        )
        self.fields[f"comment-{criterion.pk}"] = forms.CharField(
            label=f"Пояснение: {criterion.title}",
            initial=kept.comment if kept else "",
            required=False,
            max_length=300,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def lines(self) -> Sequence[dict]:
        """Give the fields of each criterion, as the page shows them."""
        return [
            {"criterion": one, "mark": self[f"mark-{one.pk}"], "comment": self[f"comment-{one.pk}"]}
            for one in self.criteria
        ]

    def judgement(self) -> Judgement:
        """Return what the commission decided."""
        said = self.cleaned_data
        return Judgement(
            on=said["on"],
            marks={one.pk: said[f"mark-{one.pk}"] for one in self.criteria},
            comments={one.pk: said[f"comment-{one.pk}"] for one in self.criteria},
            commission=tuple(said["commission"]),
            verdict=said["verdict"],
            comment=said["comment"],
            votes_for=said["votes_for"],
            votes_against=said["votes_against"],
            abstained=said["abstained"],
        )


class NoteForm(forms.Form):
    """What the psychologist thinks of a candidate."""

    text = forms.CharField(
        label="Заключение",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "grows"}),
        help_text="Увидят только куратор и педагог-психолог. В протокол не попадает.",
        error_messages={"required": "Напишите заключение."},
    )
