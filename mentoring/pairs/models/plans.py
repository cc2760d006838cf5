"""What a mentee is to reach and how the mentor goes there: the plan (annex 28) and the route map (annex 29)."""

from django.db import models
from django.db.models import Q

from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.calendar.due import DueSpec
from mentoring.pairs.models.pairs import Pair


class Plan(OrganizationRow, Versioned):
    """The individual plan of a pair («план индивидуального развития наставляемого»)."""

    class State(models.TextChoices):
        DRAFT = "draft", "составляется"
        AGREED = "agreed", "согласован"
        APPROVED = "approved", "утверждён"

    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="plan", verbose_name="пара")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.DRAFT)
    basis = models.CharField("утверждён", max_length=300, blank=True)
    approved_on = models.DateField("утверждён", null=True, blank=True)

    class Meta:
        verbose_name = "план пары"
        verbose_name_plural = "планы пар"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="approved", approved_on__isnull=False) | (~Q(state="approved") & Q(approved_on=None)),
                name="plan_approved_has_its_day",
            )
        ]

    def __str__(self):
        return "план индивидуального развития"


class PlanItem(OrganizationRow, Versioned):
    """One task of a plan: what to do, by when, what is expected and what came of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items", verbose_name="план")
    section = models.CharField("раздел", max_length=200)
    order = models.PositiveSmallIntegerField("№", default=0)
    task = models.CharField("проект, задание", max_length=500)
    due_text = models.CharField("срок", max_length=200, blank=True)
    due = models.JSONField("срок, как понят", default=dict, blank=True)
    due_on = models.DateField("последний день", null=True, blank=True)
    weight = models.PositiveSmallIntegerField("вес", default=1)
    expected = models.TextField("планируемый результат", blank=True)
    actual = models.TextField("фактический результат", blank=True)
    mark = models.PositiveSmallIntegerField("оценка наставника", null=True, blank=True)
    done_on = models.DateField("выполнено", null=True, blank=True)

    class Meta:
        verbose_name = "пункт плана"
        verbose_name_plural = "пункты плана"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="plan_item_weighs"),
            models.CheckConstraint(
                condition=Q(mark=None) | Q(mark__gte=1, mark__lte=10), name="plan_item_mark_on_scale"
            ),
        ]

    def __str__(self):
        return self.task

    @property
    def due_spec(self) -> DueSpec:
        return DueSpec.from_json(self.due) if self.due else DueSpec()


class RouteStep(OrganizationRow, Versioned):
    """One line of the mentor's route map: when, about what and by which means."""

    class Stage(models.TextChoices):
        MEETING = "meeting", "знакомство и адаптация"
        MAIN = "main", "основной"
        REVIEW = "review", "контрольно-оценочный"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps", verbose_name="план")
    order = models.PositiveSmallIntegerField("№", default=0)
    stage = models.CharField("этап взаимодействия", max_length=7, choices=Stage, default=Stage.MAIN)
    on = models.DateField("когда")
    item = models.ForeignKey(
        PlanItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name="пункт плана"
    )
    theme = models.CharField("тема встречи", max_length=300)
    work = models.CharField("форма работы", max_length=100, blank=True)
    task = models.CharField("задача", max_length=500, blank=True)
    means = models.CharField("инструменты, материалы", max_length=300, blank=True)
    expected = models.CharField("ожидаемый результат", max_length=500, blank=True)
    note = models.CharField("примечание", max_length=300, blank=True)

    class Meta:
        verbose_name = "строка маршрутной карты"
        verbose_name_plural = "маршрутная карта"
        ordering = ["on", "order", "pk"]

    def __str__(self):
        return self.theme
