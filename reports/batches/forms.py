"""What somebody wants as a batch: the sort of papers, whose, and how to hand them over."""

from django import forms
from django.utils.functional import cached_property

from mentoring.accounts import schooldays, vocabulary
from mentoring.accounts.models import Membership
from mentoring.pages import PageForm
from mentoring.people.models import StudyGroup
from mentoring.programmes.models import MentoringForm, Programme
from reports.batches import beginning, sorts
from reports.batches.beginning import Asked
from reports.batches.models import Batch
from reports.batches.sorts import SORTS, Filter, Row

STATES = (("", "проекты и работающие"), ("project", "только проекты"), ("standing", "только закреплённые"))


class BatchForm(PageForm):
    """The filter of a batch; sent with GET it only counts."""

    sort = forms.ChoiceField(label="Что подготовить")
    programme = forms.ModelChoiceField(Programme.objects.none(), label="Программа", empty_label=None)
    mentoring = forms.ModelChoiceField(
        MentoringForm.objects.none(), label="Форма наставничества", required=False, empty_label="любая"
    )
    group = forms.ModelChoiceField(StudyGroup.objects.none(), required=False, empty_label="все")
    state = forms.ChoiceField(
        label="Пары",
        choices=STATES,
        required=False,
        help_text="Форма, класс и состояние пар отбирают только соглашения: сертификаты и поощрения готовят все.",
    )
    unsigned = forms.BooleanField(
        label="Только без подписанного",
        required=False,
        initial=True,
        help_text="Пропустить те, к которым приложен скан с подписью.",
    )
    form = forms.ChoiceField(label="Чем отдать", choices=Batch.Form.choices, initial=Batch.Form.ZIP)

    def __init__(self, *args, membership: Membership, **kwargs):
        super().__init__(*args, membership=membership, **kwargs)
        programmes = Programme.objects.visible_to(membership)
        self.fields["sort"].choices = [(one.code, one.title) for one in sorts.offered(membership)]
        self.fields["programme"].queryset = programmes
        self.fields["programme"].initial = programmes.in_use(schooldays.today(membership.organization))
        self.fields["mentoring"].queryset = MentoringForm.objects.visible_to(membership)
        self.fields["group"].queryset = StudyGroup.objects.visible_to(membership).filter(closed_on=None)
        self.fields["group"].label = vocabulary.of_kind(membership.organization.kind).group.capitalize()

    @cached_property
    def rows(self) -> list[Row]:
        given = self.cleaned_data
        mentoring, group = given["mentoring"], given["group"]
        wanted = Filter(
            given["programme"], mentoring.pk if mentoring else None, group.pk if group else None, given["state"]
        )
        return beginning.found(SORTS[given["sort"]], wanted, unsigned=given["unsigned"], by=self.membership)

    @property
    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(SORTS[given["sort"]], self.rows, given["form"], given["programme"])
