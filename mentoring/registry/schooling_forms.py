"""What is asked on the pages of the school of mentors."""

from django import forms

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from mentoring.people.models import Person
from mentoring.registry import schooling
from mentoring.registry.models import Course, Mentor, Session
from mentoring.registry.schooling import Consultation

_CHOICE = "Такого варианта в списке нет. Откройте страницу заново."
_DAY = "Укажите день."


class TraineesForm(PageForm):
    """Who learns in a group."""

    mentors = forms.ModelMultipleChoiceField(
        label="Слушатели",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _CHOICE, "invalid_pk_value": _CHOICE},
    )

    def __init__(self, *args, course: Course, **kwargs):
        super().__init__(*args, **kwargs)
        own = Mentor.objects.filter(programme=course.programme_id, state__in=schooling.TAUGHT)
        self.fields["mentors"].queryset = own.select_related("person")
        self.initial["mentors"] = list(course.trainees.values_list("mentor", flat=True))


class ConsultationForm(PageForm):
    """A talk with one mentor."""

    trainee = forms.ModelChoiceField(
        label="Кого консультировали",
        queryset=None,
        error_messages={"required": "Выберите слушателя.", "invalid_choice": _CHOICE},
    )
    on = forms.DateField(label="Когда", widget=DayInput, error_messages={"required": _DAY, "invalid": _DAY})
    theme = forms.CharField(label="О чём", max_length=300, error_messages={"required": "Напишите, о чём говорили."})
    expert = forms.ModelChoiceField(
        label="Кто консультировал",
        queryset=None,
        required=False,
        empty_label="не из списка",
        error_messages={"invalid_choice": _CHOICE},
    )
    expert_text = forms.CharField(
        label="Или приглашённый эксперт", required=False, max_length=300, help_text="Имя и место работы."
    )
    hours = forms.DecimalField(label="Часов", required=False, min_value=0, max_digits=4, decimal_places=1)

    def __init__(self, *args, course: Course, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainee"].queryset = course.trainees.select_related("mentor__person")
        self.fields["expert"].queryset = experts_of(course)
        self.initial["on"] = schooldays.today(course.organization)

    def consultation(self) -> Consultation:
        """Return what was written down."""
        names = ("on", "theme", "expert", "expert_text", "hours")
        return Consultation(**{name: self.cleaned_data[name] for name in names})


class CertifyForm(forms.Form):
    """The day on which certificates are given."""

    on = forms.DateField(label="День выдачи", widget=DayInput, error_messages={"required": _DAY, "invalid": _DAY})


def experts_of(course: Course):
    """Return who teaches in the programme of a group: those of its lessons and its heads."""
    lessons = Session.objects.filter(course__programme=course.programme_id)
    heads = Course.objects.filter(programme=course.programme_id)
    people = Person.objects.filter(organization=course.organization_id)
    return people.filter(pk__in=lessons.values("expert")) | people.filter(pk__in=heads.values("head"))
