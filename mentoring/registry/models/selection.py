"""How candidates are chosen: conversations, criteria with weights, marks of the commission."""

from django.core.validators import MaxValueValidator
from django.db import models

from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from mentoring.registry.models.mentors import Mentor
from mentoring.registry.scoring import BEST


class Interview(OrganizationRow, Versioned):
    """A conversation with a candidate (annex 12)."""

    class Verdict(models.TextChoices):
        NONE = "", "ещё не решено"
        RECOMMENDED = "recommended", "рекомендовать"
        RESERVE = "reserve", "в резерв"
        REFUSED = "refused", "не рекомендовать"

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="interviews", verbose_name="кандидат")
    on = models.DateField("когда")
    place = models.CharField("где", max_length=200, blank=True)
    held_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто беседовал"
    )
    verdict = models.CharField("вывод", max_length=12, choices=Verdict, blank=True)
    comment = models.TextField("обоснование", blank=True)

    class Meta:
        verbose_name = "собеседование"
        verbose_name_plural = "собеседования"
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.mentor}, {self.on:%d.%m.%Y}"


class InterviewAnswer(OrganizationRow):
    """A question that was asked, the answer and its mark."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="answers")
    order = models.PositiveSmallIntegerField("№", default=0)
    question = models.CharField("вопрос", max_length=500)
    answer = models.TextField("ответ", blank=True)
    mark = models.PositiveSmallIntegerField("оценка", null=True, blank=True, validators=[MaxValueValidator(BEST)])

    class Meta:
        verbose_name = "ответ кандидата"
        verbose_name_plural = "ответы кандидата"
        ordering = ["order", "pk"]


class InterviewMember(OrganizationRow):
    """Somebody of the commission who took part in a conversation with a candidate."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="член комиссии")

    class Meta:
        verbose_name = "участник собеседования"
        verbose_name_plural = "участники собеседования"
        ordering = ["person__name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["interview", "person"], name="interview_member_once")]


class Criterion(OrganizationRow, Versioned):
    """What a candidate is judged by, with its weight and the least mark (annex 16)."""

    form = models.ForeignKey(
        MentoringForm, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="форма",
        help_text="Пусто — для всех форм.",
    )  # fmt: skip
    title = models.CharField("критерий", max_length=300)
    weight = models.PositiveSmallIntegerField("вес", default=1)
    least = models.PositiveSmallIntegerField("не ниже", default=0, validators=[MaxValueValidator(BEST)])
    order = models.PositiveSmallIntegerField("№", default=0)

    class Meta:
        verbose_name = "критерий отбора"
        verbose_name_plural = "критерии отбора"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "form", "title"], name="criterion_once")]

    def __str__(self):
        return self.title


class Evaluation(OrganizationRow, Versioned):
    """The judgement of the commission on a candidate (annex 18)."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="evaluations", verbose_name="кандидат")
    on = models.DateField("когда")
    verdict = models.CharField("решение", max_length=12, choices=Interview.Verdict, blank=True)
    comment = models.TextField("обоснование", blank=True)
    votes_for = models.PositiveSmallIntegerField("за", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("против", null=True, blank=True)
    abstained = models.PositiveSmallIntegerField("воздержались", null=True, blank=True)

    class Meta:
        verbose_name = "оценка кандидата"
        verbose_name_plural = "оценки кандидатов"
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.mentor}, {self.on:%d.%m.%Y}"


class EvaluationMember(OrganizationRow):
    """Somebody of the commission who judged a candidate."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="член комиссии")

    class Meta:
        verbose_name = "член комиссии"
        verbose_name_plural = "комиссия"
        ordering = ["person__name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "person"], name="evaluation_member_once")]


class EvaluationMark(OrganizationRow):
    """The mark of a candidate by one criterion, with the weight that the criterion had that day."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="критерий")
    mark = models.PositiveSmallIntegerField("оценка", validators=[MaxValueValidator(BEST)])
    weight = models.PositiveSmallIntegerField("вес", default=1)
    least = models.PositiveSmallIntegerField("не ниже", default=0, validators=[MaxValueValidator(BEST)])
    comment = models.CharField("пояснение", max_length=300, blank=True)

    class Meta:
        verbose_name = "оценка по критерию"
        verbose_name_plural = "оценки по критериям"
        ordering = ["criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="evaluation_mark_once"),
            models.CheckConstraint(condition=models.Q(mark__lte=BEST), name="evaluation_mark_on_scale"),
        ]
