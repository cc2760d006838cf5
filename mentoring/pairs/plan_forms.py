"""What is asked of the plan of a pair and of its route map."""

from django import forms

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from mentoring.pairs import planning
from mentoring.pairs.models import Pair, PlanItem, RouteStep
from mentoring.pairs.pair_forms import CHOICE, MemberForm, day, number, reason, rows


class ItemForm(MemberForm):
    """What is to be done, by when, what is expected."""

    section = forms.ChoiceField(label="Раздел", error_messages={"invalid_choice": CHOICE})
    weight = number("Вес", 1, 100, initial=1, help_text="Насколько пункт важен рядом с другими. Обычно 1.")

    class Meta:
        model = PlanItem
        fields = ("section", "task", "due_text", "expected", "weight")
        widgets = {"task": rows(2), "expected": rows(2)}
        labels = {"task": "Задание или проект", "due_text": "Срок", "expected": "Чего ждём"}
        help_texts = {"due_text": "Как вы обычно пишете: «до 20 декабря», «в марте», «в течение года»."}

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        titles = dict.fromkeys((*planning.sections_of(pair), *filter(None, [self.instance.section])))
        self.fields["section"].choices = [(one, one) for one in titles]


class FillForm(MemberForm):
    """What came of an item."""

    mark = number("Оценка наставника", 1, 10, required=False, help_text="От 1 до 10, по желанию.")

    class Meta:
        model = PlanItem
        fields = ("actual", "mark", "done_on")
        widgets = {"actual": rows(3), "done_on": DayInput}
        labels = {"actual": "Что получилось", "done_on": "Когда выполнен"}
        help_texts = {"done_on": "Оставьте пустым, пока пункт в работе."}

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair


class StepForm(MemberForm):
    """A line of the route map."""

    class Meta:
        model = RouteStep
        fields = ("on", "theme", "work", "task", "means", "expected", "note")
        widgets = {"on": DayInput}

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair


class ApproveForm(PageForm):
    """By what the plan is approved."""

    basis = forms.CharField(
        label="Основание",
        max_length=300,
        help_text="Например: «приказ от 20 октября № 91».",
        error_messages={"required": "Укажите приказ, которым утверждён план."},
    )
    on = day("Когда утверждён")

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["on"] = schooldays.today(pair.organization)


class ReopenForm(PageForm):
    """Why the plan is to be changed."""

    reason = reason("Почему план меняется")

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
