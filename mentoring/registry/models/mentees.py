"""Mentees of a programme and what each of them asks for."""

from django.db import models

from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Person
from mentoring.people.models.persons import OfLearnersQuerySet
from mentoring.programmes.models import MentoringForm, Programme, RoleModel
from mentoring.registry.models.reference import Category, Competence


class ParticipantQuerySet(OfLearnersQuerySet):
    """Participants and those who ask to be, as far as one sees the registries."""

    right = "registry.see"


class Mentee(OrganizationRow, Versioned):
    """A person whom a programme helps: in the base of mentees with at least one request."""

    class State(models.TextChoices):
        OFFERED = "offered", "предложен"
        REGISTERED = "registered", "в реестре"
        FINISHED = "finished", "прошёл программу"
        LEFT = "left", "выбыл"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="mentees", verbose_name="программа")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentees", verbose_name="человек")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.OFFERED)
    role_model = models.ForeignKey(
        RoleModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ролевая модель"
    )
    strengths = models.TextField("сильные стороны", blank=True)
    interests = models.TextField("интересы", blank=True)
    entered_on = models.DateField("в программе с", null=True, blank=True)
    left_on = models.DateField("по", null=True, blank=True)
    reason = models.CharField("почему выбыл", max_length=300, blank=True)
    result = models.TextField("результаты", blank=True)
    link = models.URLField("отзыв или кейс на сайте", blank=True)
    note = models.TextField("заметки куратора", blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "наставляемый"
        verbose_name_plural = "наставляемые"
        ordering = ["person__name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="mentee_once")]
        indexes = [models.Index(fields=["organization", "programme", "state"], name="mentee_state")]

    def __str__(self):
        return self.person.full_name


class MenteeForm(OrganizationRow):
    """A form of mentoring that is recommended to a mentee."""

    mentee = models.ForeignKey(Mentee, on_delete=models.CASCADE, related_name="forms")
    form = models.ForeignKey(MentoringForm, on_delete=models.PROTECT, related_name="+", verbose_name="форма")

    class Meta:
        verbose_name = "рекомендованная форма"
        verbose_name_plural = "рекомендованные формы"
        constraints = [models.UniqueConstraint(fields=["mentee", "form"], name="mentee_form_once")]


class MenteeCategory(OrganizationRow):
    """A category to which a mentee belongs."""

    mentee = models.ForeignKey(Mentee, on_delete=models.CASCADE, related_name="categories")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name="категория")

    class Meta:
        verbose_name = "категория наставляемого"
        verbose_name_plural = "категории наставляемого"
        constraints = [models.UniqueConstraint(fields=["mentee", "category"], name="mentee_category_once")]


class Request(OrganizationRow, Versioned):
    """What a mentee wants solved: «база с перечнем запросов»."""

    class Source(models.TextChoices):
        SELF = "self", "сам наставляемый"
        PARENT = "parent", "родитель"
        CLASS_TEACHER = "class_teacher", "классный руководитель"
        PSYCHOLOGIST = "psychologist", "психолог"
        OTHER = "other", "другой источник"

    class Priority(models.IntegerChoices):
        HIGH = 1, "сначала"
        USUAL = 2, "обычный"
        LOW = 3, "может подождать"

    mentee = models.ForeignKey(Mentee, on_delete=models.CASCADE, related_name="requests", verbose_name="наставляемый")
    competence = models.ForeignKey(
        Competence, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="сфера"
    )
    text = models.TextField("запрос", blank=True)
    wished = models.TextField("какого результата хочет", blank=True)
    source = models.CharField("от кого", max_length=14, choices=Source, default=Source.SELF)
    priority = models.PositiveSmallIntegerField("очередь", choices=Priority, default=Priority.USUAL)
    on = models.DateField("когда", null=True, blank=True)

    class Meta:
        verbose_name = "запрос"
        verbose_name_plural = "запросы"
        ordering = ["priority", "pk"]

    def __str__(self):
        return self.text or str(self.competence or "запрос")
