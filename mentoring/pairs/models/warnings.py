"""Early warnings: what the school looks into before a pair falls apart, and whether that helped."""

from datetime import date

from django.db import models
from django.db.models import Q

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow
from mentoring.pairs.models.calls import sat_in_by
from mentoring.pairs.models.pairs import Pair


class PairWarningQuerySet(OrganizationQuerySet):
    def visible_to(self, membership: Membership):
        """Warnings for those who read diaries; what came of the pulse goes past the sides, to those who answer."""
        rows = super().visible_to(membership)
        if not membership.can("diary.see"):
            return rows.none()
        if not membership.can("diary.answer"):
            return rows.exclude(code=PairWarning.Code.PULSE)
        return rows.exclude(code=PairWarning.Code.PULSE, pair__in=sat_in_by(membership))

    def open(self):
        return self.filter(cleared_on=None)

    def waiting(self, day: date):
        """Those that nobody has put off."""
        return self.open().exclude(snoozed_until__gt=day)


class PairWarning(OrganizationRow):
    """Something in the work of a pair that deserves a look («предупреждение»), from its first day to its last."""

    class Code(models.TextChoices):
        SILENCE = "silence", "давно не встречались"
        MISSED = "missed", "встречи срываются"
        MARKS = "marks", "оценки расходятся"
        PLAN = "plan", "план отстаёт"
        PULSE = "pulse", "пульс тревожит"

    class Outcome(models.TextChoices):
        """How a warning ended."""

        HELPED = "helped", "помогло"
        NOT = "not", "не помогло"
        ITSELF = "itself", "прошло само"
        MOOT = "moot", "пара больше не работает"

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="warnings", verbose_name="пара")
    code = models.CharField("о чём", max_length=7, choices=Code)
    raised_on = models.DateField("с какого дня")
    words = models.CharField("что замечено", max_length=300)
    facts = models.TextField("подробности", blank=True)
    gravity = models.PositiveIntegerField("насколько, %", default=100)
    snoozed_until = models.DateField("отложено до", null=True, blank=True)
    snooze_reason = models.CharField("почему отложено", max_length=300, blank=True)
    letter_on = models.DateField("письмо наставнику", null=True, blank=True)
    acted_on = models.DateField("когда что-то сделали", null=True, blank=True)
    acted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто"
    )
    cleared_on = models.DateField("прошло", null=True, blank=True)
    outcome = models.CharField("чем кончилось", max_length=6, choices=Outcome, blank=True, default="")

    objects = PairWarningQuerySet.as_manager()

    class Meta:
        verbose_name = "предупреждение о паре"
        verbose_name_plural = "предупреждения о парах"
        ordering = ["-gravity", "raised_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "code"], condition=Q(cleared_on=None), name="warning_open_once"),
            models.CheckConstraint(
                condition=Q(cleared_on=None, outcome="") | (Q(cleared_on__isnull=False) & ~Q(outcome="")),
                name="warning_over_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until=None) | ~Q(snooze_reason=""), name="warning_snoozed_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["organization", "cleared_on"], name="warning_open")]

    def __str__(self):
        return self.get_code_display()
