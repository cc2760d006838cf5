"""The page on which a school year is turned."""

from datetime import timedelta

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import sent
from mentoring.accounts import schooldays, vocabulary
from mentoring.choosing import DayInput
from mentoring.pages import FormPage
from mentoring.people import turning
from mentoring.people.models import Employment

NOT_LONG_AGO = timedelta(days=240)
FAR = timedelta(days=200)


class TurnForm(forms.Form):
    """The last day of the year; what becomes of each group, and for whom it is otherwise."""

    on = forms.DateField(
        label="Последний день учебного года", widget=DayInput, help_text="С этого дня кончается обучение выпускников."
    )

    def __init__(self, *args, membership, steps, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for step in steps:
            moved = f"станет {step.title}" if step.title != step.group.title else "на следующий курс"
            choices = [(turning.MOVES, moved), (turning.LEAVES, "выпускается"), (turning.STAYS, "без изменений")]
            self.fields[f"g{step.group.pk}"] = forms.ChoiceField(
                label=step.group.title,
                choices=choices if step.group.grade else choices[1:],
                initial=step.likely,
                required=False,
            )

    def clean_on(self):
        on = self.cleaned_data["on"]
        if abs(on - self.today) > FAR:
            raise forms.ValidationError("Проверьте год: этот день слишком далеко от сегодняшнего.")
        return on

    def chosen(self) -> turning.Choices:
        groups = {int(name[1:]): what for name, what in self.cleaned_data.items() if name != "on" and what}
        return turning.Choices(groups, *(self._ticked(name) for name in ("stay", "leave", "gone")))

    def _ticked(self, name: str) -> frozenset[int]:
        return frozenset(sent.keys(self.data.getlist(name)))


class TurnPage(FormPage):
    """What becomes of every class, offered as it usually is, before anything is done."""

    action = "people.edit"
    title = "Новый учебный год"
    template_name = "people/turn/turn.html"
    form_class = TurnForm
    done = "Готово. Проверьте, всё ли верно: отменить можно неделю."

    @cached_property
    def today(self):
        return schooldays.today(self.organization)

    @cached_property
    def steps(self) -> list[turning.Step]:
        return turning.plan(self.organization, self.today)

    def get_initial(self):
        return {"on": self.today}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"steps": self.steps, "today": self.today}

    def perform(self, form):
        return turning.turn(self.organization, form.chosen(), on=form.cleaned_data["on"], by=self.membership)

    def get_success_url(self):
        return reverse("people_deed", args=[self.made.pk])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        staff = Employment.objects.visible_to(self.membership).on(self.today).filter(end=None)
        return context | {
            "rows": [{"step": step, "field": form[f"g{step.group.pk}"]} for step in self.steps],
            "staff": staff.select_related("person", "position"),
            "turned": turning.last_turn(self.organization, self.today - NOT_LONG_AGO),
            "own_words": vocabulary.of_kind(self.organization.kind),
        }
