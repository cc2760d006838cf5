"""What was destroyed on demand: the act survives the person, without their name."""

from django.db import models

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow, public_id


class Erasure(OrganizationRow):
    """An act by which the data of one person were destroyed (приказ РКН № 179): kept for three years, never changed."""

    class Reason(models.TextChoices):
        WITHDRAWN = "withdrawn", "отозвано согласие"
        REACHED = "reached", "цель обработки достигнута"
        TERM = "term", "истёк срок хранения"
        DEMAND = "demand", "требование самого человека или его законного представителя"
        UNLAWFUL = "unlawful", "данные собраны по ошибке или без основания"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    number = models.PositiveIntegerField("№")
    reason = models.CharField("причина", max_length=10, choices=Reason)
    basis = models.CharField("основание", max_length=200, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда")
    destroyed = models.JSONField("что уничтожено", default=list, help_text="Тройки «категория, что, сколько».")
    kept = models.JSONField("что осталось", default=list, help_text="Пары «что, почему».")
    left = models.JSONField("где проверить", default=list, help_text="Пары «вид записи, номера»: там есть фамилия.")

    frozen_by = "number"
    frozen = ("public_id", "number", "reason", "basis", "by", "at", "destroyed", "kept", "left")

    class Meta:
        verbose_name = "акт об уничтожении данных"
        verbose_name_plural = "акты об уничтожении данных"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="erasure_number_once")]

    def __str__(self):
        return f"Акт № {self.number} от {self.at:%d.%m.%Y}"

    @property
    def pseudonym(self) -> str:
        return f"Удалённый человек № {self.number}"
