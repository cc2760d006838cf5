"""The days of the work that a labour paper gives. The row stands apart from the words of the paper."""

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.rows import OrganizationRow
from mentoring.calendar.due import Span


class WorkSpan(OrganizationRow):
    """The first and the last day of the work that a consent, an agreement or an order gives to an employee."""

    document = models.OneToOneField("documents.Document", on_delete=models.CASCADE, related_name="work_span")
    start = models.DateField("первый день работы")
    end = models.DateField("последний день работы")

    class Meta:
        verbose_name = "срок работы по документу"
        verbose_name_plural = "сроки работы по документам"
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="work_span_runs")]

    @property
    def days(self) -> Span:
        return Span(self.start, self.end)
