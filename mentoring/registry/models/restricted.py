"""What only the curator and the psychologist may know about a participant."""

from django.db import models

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Person


class RestrictedNote(OrganizationRow, Versioned):
    """A fact or an opinion about a person that few may see."""

    class Kind(models.TextChoices):
        ADAPTATION = "adaptation", "нужны особые условия (ОВЗ)"
        REGISTERED = "registered", "состоит на учёте"
        HARDSHIP = "hardship", "трудная жизненная ситуация"
        PSYCHOLOGIST = "psychologist", "заключение психолога"
        AVERSION = "aversion", "с кем не стоит соединять"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="restricted_notes", verbose_name="о ком")
    kind = models.CharField("что", max_length=12, choices=Kind)
    text = models.TextField("подробности", blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "закрытая запись"
        verbose_name_plural = "закрытые записи"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return "закрытая запись"
