"""Two cards that look like one person and are not."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow
from mentoring.people.models.persons import Person


class Apart(OrganizationRow):
    """A decision that two like cards are two human beings: they are not offered as doubles again."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="один")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="другой")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name="кто решил")
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "решение «это разные люди»"
        verbose_name_plural = "решения «это разные люди»"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="apart_are_two"),
            models.UniqueConstraint(Least("one", "other"), Greatest("one", "other"), name="apart_once"),
        ]

    def __str__(self):
        return f"{self.one} и {self.other}"
