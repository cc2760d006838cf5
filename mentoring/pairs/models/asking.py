"""What both sides of a pair are asked once a month, and what they ask the curator themselves."""

from django.db import models
from django.db.models import Q

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.pairs.models.pairs import Pair
from mentoring.people.models import Person


class Side(models.TextChoices):
    """On which side of a pair somebody stands."""

    MENTEE = "mentee", "наставляемый"
    PARENT = "parent", "родитель"
    MENTOR = "mentor", "наставник"


class AskedQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """What the sides of pairs say goes to those who answer diaries, never to the other side."""
        rows = super().visible_to(membership)
        return rows if membership.can("diary.answer") else rows.none()


class Question(OrganizationRow, Versioned):
    """Somebody of a pair asks the curator, who answers."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="questions", verbose_name="пара")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="кто спросил")
    side = models.CharField("кем приходится", max_length=6, choices=Side)
    text = models.TextField("вопрос")
    at = models.DateTimeField("когда", auto_now_add=True)
    answer = models.TextField("ответ", blank=True)
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто ответил"
    )
    answered_at = models.DateTimeField("когда ответили", null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = "вопрос куратору"
        verbose_name_plural = "вопросы куратору"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answered_at=None) | ~Q(answer=""), name="question_answered_with_words")
        ]
        indexes = [models.Index(fields=["organization", "answered_at"], name="question_waiting")]

    def __str__(self):
        return f"вопрос от {self.at:%d.%m.%Y}"


class Pulse(OrganizationRow):
    """How one person of a pair finds the work of a month: asked once, one mark."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="pulses", verbose_name="пара")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="кто")
    side = models.CharField("кем приходится", max_length=6, choices=Side)
    month = models.DateField("за месяц")
    mark = models.PositiveSmallIntegerField("оценка", null=True, blank=True)
    word = models.CharField("слово", max_length=300, blank=True)
    answered_at = models.DateTimeField("когда ответили", null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = "пульс"
        verbose_name_plural = "пульс"
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "person", "month"], name="pulse_once_a_month"),
            models.CheckConstraint(condition=Q(mark=None) | Q(mark__gte=1, mark__lte=10), name="pulse_mark_on_scale"),
        ]

    def __str__(self):
        return f"пульс за {self.month:%m.%Y}"
