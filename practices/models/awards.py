"""How the school thanks those who take part."""

from django.db import models
from django.db.models import Q

from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Person
from mentoring.programmes.models import Programme


class Award(OrganizationRow, Versioned):
    """An encouragement of one person: money is proposed to the head, thanks are given (domain §8.1, O14)."""

    class Kind(models.TextChoices):
        BONUS = "bonus", "премия"
        SUPPLEMENT = "supplement", "надбавка"
        THANKS = "thanks", "благодарность"
        DIPLOMA = "diploma", "грамота"
        LETTER = "letter", "благодарственное письмо родителям"
        HONOUR = "honour", "Доска почёта"

    class State(models.TextChoices):
        PROPOSED = "proposed", "предложено"
        GIVEN = "given", "вручено"

    MATERIAL = (Kind.BONUS, Kind.SUPPLEMENT)
    OF_LEARNERS = (Kind.LETTER, Kind.HONOUR)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="программа")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="кого")
    kind = models.CharField("чем", max_length=10, choices=Kind)
    reason = models.CharField("за что", max_length=300)
    basis = models.CharField("основание", max_length=300, blank=True)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.PROPOSED)
    on = models.DateField("когда")

    class Meta:
        verbose_name = "поощрение"
        verbose_name_plural = "поощрения"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="given", basis="", kind__in=("bonus", "supplement")),
                name="material_award_has_its_order",
                violation_error_message="Укажите приказ: деньги выплачивают по нему.",
            )
        ]

    def __str__(self):
        return f"{self.person.full_name}: {self.get_kind_display()}"

    @property
    def material(self) -> bool:
        return self.kind in self.MATERIAL
