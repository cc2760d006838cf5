"""What is asked on the pages of awards."""

from django import forms

from mentoring.accounts import schooldays
from mentoring.pages import PageForm
from mentoring.pairs.pair_forms import MemberForm, day
from mentoring.people.models import Person
from practices.asked import one_person, version
from practices.models import Award


class AwardForm(MemberForm):
    """Whom to award, how and for what."""

    person = one_person("Кого")
    on = day("Когда")

    class Meta:
        model = Award
        fields = ("person", "kind", "reason", "basis", "on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = Award.Kind
        money = [(one.value, one.label) for one in kinds if one in Award.MATERIAL]
        moral = [(one.value, one.label) for one in kinds if one not in Award.MATERIAL]
        self.fields["person"].queryset = Person.objects.visible_to(self.membership)
        self.fields["kind"].choices = [("", "—"), ("моральные", moral), ("материальные", money)]
        self.fields["kind"].help_text = "Премию и надбавку вы предлагаете, утверждает руководитель."
        self.fields["basis"].help_text = "Если уже есть: приказ или протокол."
        if not self.instance.pk:
            self.initial.setdefault("on", schooldays.today(self.membership.organization))


class GiveForm(PageForm):
    """When an award was given, and by what order."""

    on = day("Когда вручено")
    basis = forms.CharField(
        label="Основание", max_length=300, required=False, help_text="Например: «приказ от 20.05.2027 № 114»."
    )
    version = version()
