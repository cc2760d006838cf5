"""Forms of consents: the filter of the matrix, a paper recorded for many purposes at once, a withdrawal."""

from django import forms

from mentoring.accounts import schooldays, vocabulary
from mentoring.accounts.models import Membership
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from mentoring.people.consents import finding, rules
from mentoring.people.consents.card import Card
from mentoring.people.consents.finding import Sought
from mentoring.people.consents.giving import SCANS
from mentoring.people.models import Consent, ConsentKind, Guardianship, StudyGroup

_DAY = {"required": "Укажите дату.", "invalid": "Такой даты нет. Проверьте её."}
_SCAN = "PDF, JPEG или PNG, до 20 МБ. Можно приложить и потом."
_AGREED, _REFUSED = "agreed", "refused"


class MatrixFilter(forms.Form):
    """What one looks for in the matrix; nonsense in the address is nothing chosen."""

    name = forms.CharField(label="Фамилия или имя", required=False, max_length=100)
    who = forms.ChoiceField(label="Кто", required=False)
    group = forms.ModelChoiceField(StudyGroup.objects.none(), required=False, empty_label="Все")
    kind = forms.ModelChoiceField(
        ConsentKind.objects.none(), label="Согласие", required=False, empty_label="Нужные для участия"
    )
    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[
            ("", "Все"),
            (finding.LACKING, "Нет согласия"),
            (finding.SOON, "Скоро истекает"),
            (finding.REFUSED, "Отказ или отзыв"),
        ],
    )

    def __init__(self, *args, membership: Membership, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        own = vocabulary.of_kind(membership.organization.kind)
        self.fields["who"].choices = [
            (finding.LEARNERS, own.learners.capitalize()),
            (finding.GROWN, "Сотрудники и люди партнёров"),
        ]
        groups = StudyGroup.objects.visible_to(membership).filter(closed_on=None)
        self.fields["group"].label = own.group.capitalize()
        self.fields["group"].queryset = groups
        self.fields["kind"].queryset = kinds

    def sought(self) -> Sought:
        self.is_valid()
        given = self.cleaned_data
        group, kind = given.get("group"), given.get("kind")
        return Sought(
            who=given.get("who") or finding.LEARNERS,
            group=group.pk if group else None,
            name=given.get("name", ""),
            kind=kind.pk if kind else None,
            state=given.get("state", ""),
        )


class PaperForm(forms.Form):
    """What is read off signed papers: who signed, which of them, when."""

    answer = forms.ChoiceField(
        label="Что на бумаге",
        choices=[(_AGREED, "Согласие"), (_REFUSED, "Отказ")],
        initial=_AGREED,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    guardian = forms.ModelChoiceField(
        Guardianship.objects.none(),
        label="Кто подписал",
        empty_label=None,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Отметьте, кто подписал."},
    )
    co_signed = forms.BooleanField(label="Ребёнок тоже подписал", required=False)
    kinds = forms.ModelMultipleChoiceField(
        ConsentKind.objects.none(),
        label="Какие согласия",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": "Отметьте хотя бы одно согласие."},
    )
    on = forms.DateField(label="Дата подписи", widget=DayInput, error_messages=_DAY)
    until = forms.DateField(
        label="Действует по", required=False, widget=DayInput, help_text="Пусто — на срок этого вида согласия."
    )
    scan = forms.FileField(
        label="Скан",
        required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ",".join(SCANS)}),
        help_text=_SCAN,
    )

    def __init__(self, *args, membership: Membership, card: Card, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["on"] = schooldays.today(membership.organization)
        self.fields["kinds"].queryset = ConsentKind.objects.filter(
            pk__in=[one.kind.pk for one in card.purposes if one.cell.standing.mark is not rules.Mark.NEEDLESS]
        )
        self.initial["kinds"] = [one.kind.pk for one in card.wanted if one.kind.gate == ConsentKind.Gate.PROGRAMME]
        if card.is_minor:
            rows = Guardianship.objects.filter(pk__in=[one.pk for one in card.guardians])
            self.fields["guardian"].queryset = rows.select_related("guardian")
            if len(card.guardians) == 1:
                self.initial["guardian"] = card.guardians[0].pk
        else:
            del self.fields["guardian"]
        if not card.signs_too:
            del self.fields["co_signed"]

    @property
    def refuses(self) -> bool:
        return self.cleaned_data["answer"] == _REFUSED

    @property
    def signature(self) -> dict:
        """Return who signed as the verbs are told it."""
        guardian = self.cleaned_data.get("guardian")
        return {"right": guardian.right, "given_by": guardian.guardian} if guardian else {"right": Consent.SELF}


class ActForm(PageForm):
    """The days of one act put right, and its scan."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label="Дата подписи", widget=DayInput, error_messages=_DAY)
    until = forms.DateField(label="Действует по", required=False, widget=DayInput, help_text="Пусто — пока не отзовут.")
    scan = forms.FileField(
        label="Скан", required=False, widget=forms.FileInput(attrs={"accept": ",".join(SCANS)}), help_text=_SCAN
    )


class WithdrawalForm(PageForm):
    """When and how a consent was taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label="Дата отзыва", widget=DayInput, error_messages=_DAY)
    words = forms.CharField(
        label="Как отозвано", required=False, max_length=300, help_text="Например: «заявление матери на бумаге»."
    )
