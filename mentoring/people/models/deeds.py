"""Large deeds over the people of a school, kept so that the last one can be taken back."""

from django.db import models

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow


class BulkDeed(OrganizationRow):
    """A deed that changed many rows at once: what each was and became, so that for a week it can be taken back."""

    class Kind(models.TextChoices):
        MERGE = "merge", "двойники объединены"
        TURN = "turn", "классы переведены на следующий год"
        HANDING = "handing", "обязанности переданы"
        DELETION = "deletion", "удалено"

    kind = models.CharField("что сделано", max_length=10, choices=Kind)
    title = models.CharField("о ком", max_length=400)
    changes = models.JSONField("что изменено", default=list, help_text="Запись, что было, что стало: для отмены.")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда", auto_now_add=True)
    undone_at = models.DateTimeField("отменено", null=True, blank=True)
    left = models.JSONField("что не вернули", default=list, help_text="Что с тех пор изменили: осталось как есть.")

    class Meta:
        verbose_name = "большое изменение"
        verbose_name_plural = "большие изменения"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.title}"
