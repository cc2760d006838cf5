"""What is asked on the pages of a pair."""

from datetime import date

from django import forms
from django.db.models import QuerySet

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.editing import OrganizationForm
from mentoring.pages import PageForm
from mentoring.pairs import pairing, seats
from mentoring.pairs.models import Pair
from mentoring.programmes.models import MentoringForm, Programme, RoleModel
from mentoring.registry.models import Mentee, Mentor

CHOICE = "Такого варианта в списке нет. Откройте страницу заново."
_DAY = {"required": "Укажите день.", "invalid": "Такого дня нет. Проверьте число и месяц."}
_REASON = {"required": "Напишите почему: это увидят в карточке и журнале."}


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Ask for a day."""
    return forms.DateField(
        label=label, widget=DayInput, required=required, help_text=help_text, error_messages=_DAY.copy()
    )


def reason(label: str = "Почему", *, required: bool = True) -> forms.CharField:
    """Ask for a reason."""
    return forms.CharField(label=label, max_length=300, required=required, error_messages=_REASON.copy())


def one_of(label: str, *, required: bool = True, empty: str | None = "—") -> forms.ModelChoiceField:
    """Ask for a row of the school; which ones are offered is said by the form."""
    return forms.ModelChoiceField(
        label=label,
        queryset=None,
        required=required,
        empty_label=empty,
        error_messages={"required": "Выберите из списка.", "invalid_choice": CHOICE},
    )


def number(label: str, low: int, high: int, **more) -> forms.IntegerField:
    """Ask for a whole number between two."""
    mistake = f"Укажите целое число от {low} до {high}."
    mistakes = dict.fromkeys(("required", "invalid", "min_value", "max_value"), mistake)
    return forms.IntegerField(label=label, min_value=low, max_value=high, error_messages=mistakes, **more)


def rows(count: int) -> forms.Textarea:
    """A field of several lines that grows with its text."""
    return forms.Textarea(attrs={"rows": count, "class": "grows"})


class MemberForm(OrganizationForm):
    """A form of one row that tells a page for whom it is shown."""

    def __init__(self, *args, membership, **kwargs):
        self.membership = membership
        super().__init__(*args, **kwargs)


class MentorField(forms.ModelChoiceField):
    """A mentor of the register, shown with the places left on a day."""

    def __init__(self, label: str):
        mistakes = {"required": "Выберите наставника.", "invalid_choice": CHOICE}
        super().__init__(Mentor.objects.none(), label=label, empty_label="—", error_messages=mistakes)

    def offer(self, mentors: QuerySet[Mentor], on: date) -> None:
        """Offer these mentors."""
        self.queryset, self.taken = mentors, seats.taken(mentors, on)

    def label_from_instance(self, row: Mentor) -> str:
        left = max(0, row.capacity - self.taken[row.pk])
        return f"{row} — свободно мест: {left} из {row.capacity}"


class NewPairForm(PageForm):
    """A pair or a group put together by hand."""

    form = one_of("Форма наставничества")
    role_model = one_of("Ролевая модель", required=False, empty="не указана")
    mentor = MentorField("Наставник")
    mentees = forms.ModelMultipleChoiceField(
        label="Наставляемые",
        queryset=None,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text="Несколько человек — это группа.",
        error_messages={
            "required": "Отметьте хотя бы одного наставляемого.",
            "invalid_choice": CHOICE,
            "invalid_pk_value": CHOICE,
        },
    )
    title = forms.CharField(label="Название группы", max_length=200, required=False, help_text="Если это группа.")
    start = day("С какого дня")
    end = day("По какой день")
    monthly = number("Встреч в месяц", 1, 31)
    goal = forms.CharField(label="Цель", required=False, max_length=4000, widget=rows(2))

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        member, own = self.membership, {"programme": programme, "state": "registered"}
        today = schooldays.today(member.organization)
        self.fields["form"].queryset = MentoringForm.objects.visible_to(member)
        self.fields["role_model"].queryset = RoleModel.objects.visible_to(member).select_related("form")
        self.fields["role_model"].label_from_instance = lambda row: f"{row.form.title}: {row.title}"
        first = max(today, programme.start)
        self.fields["mentor"].offer(Mentor.objects.visible_to(member).filter(**own).select_related("person"), first)
        mentees = Mentee.objects.visible_to(member).filter(**own).select_related("person")
        paired = seats.paired(mentees, first)
        self.fields["mentees"].queryset = mentees
        self.fields["mentees"].label_from_instance = lambda row: f"{row} (уже в паре)" if row.pk in paired else str(row)
        self.initial = {"start": first, "end": programme.end, "monthly": 4} | self.initial

    def clean(self):
        said = super().clean()
        role, form = said.get("role_model"), said.get("form")
        if role and form and role.form_id != form.pk:
            self.add_error("role_model", f"Эта модель — другой формы. Выберите модель формы «{form}».")
        return said


class PairFactsForm(MemberForm):
    """Facts of a pair that two curators may write at once."""

    monthly = number("Встреч в месяц", 1, 31)
    minutes = number("Минут на встречу", 5, 600)

    class Meta:
        model = Pair
        fields = ("title", "role_model", "goal", "monthly", "minutes", "way", "place", "result", "advice", "note")
        widgets = {name: rows(3) for name in ("goal", "result", "note")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = RoleModel.objects.visible_to(self.membership).filter(form=self.instance.form_id)
        self.fields["role_model"].queryset = own
        if self.instance.kind != Pair.Kind.GROUP:
            del self.fields["title"]


class OfPairForm(PageForm):
    """A form about one pair; where people are to be warned, its day is the nearest that leaves time for it."""

    warned = False

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.today = schooldays.today(pair.organization)
        if "mentor" in self.fields:
            self.fields["mentor"].offer(self._offered(Mentor), max(self.today, pair.start))
        if "mentee" in self.fields:
            here = pair.mentees.values("mentee")
            self.fields["mentee"].queryset = self._offered(Mentee).exclude(pk__in=here)
        on = pairing.notice(pair, self.today) if self.warned else self.today
        self.initial |= {"on": on, "since": max(self.today, pair.start)}

    def _offered(self, model):
        own = model.objects.visible_to(self.membership).filter(programme=self.pair.programme_id, state="registered")
        return own.select_related("person")


class FixForm(OfPairForm):
    """By what and when the pair was fixed."""

    basis = forms.CharField(
        label="Основание",
        max_length=300,
        help_text="Например: «приказ от 1 октября № 84».",
        error_messages={"required": "Укажите приказ или протокол, которым закреплена пара."},
    )
    on = day("С какого дня")


class PauseForm(OfPairForm):
    """Since when and why a pair rests."""

    on = day("С какого дня")
    reason = reason()


class CompleteForm(OfPairForm):
    """How a pair came to its end."""

    ending = forms.ChoiceField(
        label="Чем кончилось",
        choices=[(one.value, one.label) for one in pairing.COMPLETING],
        error_messages={"invalid_choice": CHOICE},
    )
    on = day("Последний день")
    reason = reason("Пояснение", required=False)


class DissolveForm(OfPairForm):
    """Why a pair ends before its time."""

    warned = True

    ending = forms.ChoiceField(
        label="По какой причине",
        choices=[(one.value, one.label) for one in Pair.Ending if one not in pairing.COMPLETING],
        error_messages={"invalid_choice": CHOICE},
    )
    on = day("Последний день")
    reason = reason("Пояснение")


class ProlongForm(OfPairForm):
    """Until when a pair goes on."""

    until = day("По какой день")


class ReplaceForm(OfPairForm):
    """Who leads the pair from now on."""

    warned = True

    mentor = MentorField("Новый наставник")
    on = day("С какого дня")
    reason = reason()


class SecondForm(OfPairForm):
    """Who helps the mentor."""

    mentor = MentorField("Второй наставник")
    since = day("С какого дня")
    until = day("По какой день", required=False, help_text="Оставьте пустым, если до конца.")


class SubstituteForm(OfPairForm):
    """Who stands in for the mentor."""

    mentor = MentorField("Кто замещает")
    since = day("С какого дня")
    until = day("По какой день")


class JoinForm(OfPairForm):
    """Who comes into a group."""

    mentee = one_of("Кого принять")
    since = day("С какого дня")


class LeaveForm(OfPairForm):
    """Which is the last day of somebody in a group."""

    on = day("Последний день в группе")
