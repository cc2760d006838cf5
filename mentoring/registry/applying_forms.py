"""What is asked of somebody who applies by a link."""

from django import forms

from mentoring.choosing import DayInput
from mentoring.editing import MISTAKES
from mentoring.people import ages
from mentoring.people.admin.person_form import OLDEST
from mentoring.people.models import Consent, Guardianship
from mentoring.registry.models import Application, Competence


class ApplicationForm(forms.Form):
    """A few facts and the request; a child is told of by a representative."""

    guardian = forms.CharField(label="ваши фамилия, имя, отчество", max_length=300)
    right = forms.ChoiceField(label="кем вы приходитесь ребёнку", choices=Guardianship.Right.choices)
    surname = forms.CharField(label="фамилия", max_length=100)
    given = forms.CharField(label="имя", max_length=100)
    patronymic = forms.CharField(label="отчество", max_length=100, required=False, help_text="Если есть.")
    birth_date = forms.DateField(label="дата рождения", widget=DayInput)
    co_signed = forms.BooleanField(label="Ребёнку 14–17 лет, и он сам тоже согласен", required=False)
    place = forms.CharField(label="класс, группа или место работы", max_length=200, required=False)
    phone = forms.CharField(label="телефон", max_length=40)
    email = forms.EmailField(label="электронная почта", required=False)
    competence = forms.ModelChoiceField(label="сфера", queryset=Competence.objects.none(), required=False)
    text = forms.CharField(label="своими словами", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, link, side, child, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.child, self.today = child, today
        self.fields["competence"].queryset = Competence.objects.filter(organization=link.organization)
        self.fields["competence"].empty_label = "—"
        if side == Application.Side.MENTEE:
            self.fields["text"].label = "чем помочь"
        else:
            self.fields["text"].label = "почему хотите быть наставником"
            self.fields["competence"].label = "в чём поможете"
        if child:
            for name in ("surname", "given", "patronymic"):
                self.fields[name].label += " ребёнка"
            self.fields["phone"].label = "ваш телефон"
            self.fields["place"].label = "класс или группа ребёнка"
        else:
            for name in ("guardian", "right", "co_signed"):
                del self.fields[name]
        for field in self.fields.values():
            field.error_messages |= MISTAKES

    def clean_guardian(self):
        said = " ".join(self.cleaned_data["guardian"].split())
        if len(said.split()) < 2:
            self.add_error("guardian", "Напишите фамилию и имя целиком.")
        return said

    def clean_birth_date(self):
        birth = self.cleaned_data["birth_date"]
        if birth > self.today or birth < OLDEST:
            self.add_error("birth_date", "Проверьте год рождения.")
        elif self.child and not ages.is_minor(birth, self.today):
            self.add_error("birth_date", "С 18 лет заявку подают сами: вернитесь и выберите «За себя».")
        elif not self.child and ages.is_minor(birth, self.today):
            self.add_error("birth_date", "До 18 лет заявку подаёт родитель или другой законный представитель.")
        return birth

    def clean(self):
        said = super().clean()
        birth = said.get("birth_date")
        if self.child and birth and ages.age_on(birth, self.today) >= 14 and not said.get("co_signed"):
            self.add_error("co_signed", "С 14 лет ребёнок соглашается вместе с вами. Спросите его и отметьте.")
        return said

    def told(self) -> dict:
        """Return the facts as an application keeps them."""
        return {"right": Consent.SELF} | self.cleaned_data
