"""The card of a person as a form: the sex guessed and confirmed, a birth date that can be, nobody written twice."""

from datetime import date

from django.utils.html import format_html

from mentoring.accounts import schooldays
from mentoring.curator import OrganizationForm
from mentoring.people import doubles
from mentoring.people.declension import gender

OLDEST = date(1900, 1, 1)
ANOTHER = "another"  # the button «Это другой человек»
TWICE = "Не сохранено: похоже, такой человек уже есть. Посмотрите его карточку или скажите, что это другой человек."
_GUESSED = "Угадан по имени и отчеству. Верно — отметьте «пол подтверждён»."


class PersonForm(OrganizationForm):
    """Facts about one human being."""

    doubles: tuple = ()  # who may be the same person, found when a new one is saved

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sex" in self.fields and self.instance.sex and not self.instance.sex_confirmed:
            self.fields["sex"].help_text = _GUESSED

    def clean_birth_date(self):
        birth = self.cleaned_data["birth_date"]
        if birth and birth > schooldays.today(self.membership.organization):
            self.add_error("birth_date", "Эта дата ещё не наступила. Проверьте год.")
        if birth and birth < OLDEST:
            self.add_error("birth_date", "Проверьте год: так давно никто не родился.")
        return birth

    def clean(self):
        cleaned = super().clean()
        self._settle_sex(cleaned)
        if not self.instance.pk and not self.errors and ANOTHER not in self.data:
            self._look_for_doubles(cleaned)
        return cleaned

    def _settle_sex(self, cleaned):
        """What was chosen is confirmed; what was left empty is guessed, to be confirmed later."""
        if not cleaned.get("sex"):
            name = (cleaned.get("surname", ""), cleaned.get("given", ""), cleaned.get("patronymic", ""))
            cleaned["sex"] = gender.of_parts(*name)
            self.instance.sex_confirmed = False
        elif "sex" in self.changed_data:
            self.instance.sex_confirmed = cleaned["sex_confirmed"] = True

    def _look_for_doubles(self, cleaned):
        name = " ".join(cleaned.get(part) or "" for part in ("surname", "given", "patronymic"))
        chosen = [self.data.get(key) for key in self.data if key.startswith("enrollments-") and key.endswith("-group")]
        self.doubles = doubles.of_new(
            name,
            cleaned.get("birth_date"),
            {int(group) for group in chosen if group and group.isdecimal()},
            seen_by=self.membership,
            today=schooldays.today(self.membership.organization),
        )
        if self.doubles:
            self.add_error(None, format_html("{}", TWICE))
