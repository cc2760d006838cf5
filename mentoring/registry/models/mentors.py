"""Mentors of a programme, from the application to the reserve."""

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry.models.mentees import ParticipantQuerySet
from mentoring.registry.models.reference import Competence


class Mentor(OrganizationRow, Versioned):
    """A person who offers help: a candidate, then a mentor of the register, then of the reserve."""

    class State(models.TextChoices):
        APPLIED = "applied", "кандидат"
        REGISTERED = "registered", "в реестре"
        RESERVE = "reserve", "в резерве"
        REFUSED = "refused", "не рекомендован"
        LEFT = "left", "выбыл"

    class Together(models.TextChoices):
        ONE = "one", "с одним"
        GROUP = "group", "с группой"
        BOTH = "both", "и так и так"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="mentors", verbose_name="программа")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentors", verbose_name="человек")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.APPLIED)
    applied_on = models.DateField("заявление от", null=True, blank=True)
    achievements = models.TextField("достижения", blank=True)
    interests = models.TextField("интересы", blank=True)
    experience = models.TextField("опыт наставничества", blank=True)
    motivation = models.TextField("почему хочет быть наставником", blank=True)
    age_from = models.PositiveSmallIntegerField("наставляемому от, лет", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("до, лет", null=True, blank=True)
    capacity = models.PositiveSmallIntegerField("возьмёт наставляемых", default=1)
    hours = models.DecimalField("часов в неделю", max_digits=4, decimal_places=1, null=True, blank=True)
    days = models.JSONField(
        "удобные дни", default=list, blank=True, help_text="Номера дней недели с понедельника: 1–7."
    )
    together = models.CharField("как работает", max_length=5, choices=Together, default=Together.ONE)
    shared = models.BooleanField("можно предложить другой организации", default=False)
    entered_on = models.DateField("в реестре с", null=True, blank=True)
    left_on = models.DateField("по", null=True, blank=True)
    reason = models.CharField("почему выбыл или не рекомендован", max_length=300, blank=True)
    result = models.TextField("результаты", blank=True)
    link = models.URLField("отзыв или кейс на сайте", blank=True)
    note = models.TextField("заметки куратора", blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "наставник"
        verbose_name_plural = "наставники"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "person"], name="mentor_once"),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="mentor_ages_run",
                violation_error_message="«До» меньше, чем «от». Проверьте возраст.",
            ),
        ]
        indexes = [models.Index(fields=["organization", "programme", "state"], name="mentor_state")]

    def __str__(self):
        return self.person.full_name


class MentorForm(OrganizationRow):
    """A form of mentoring in which a mentor is ready to work."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="forms")
    form = models.ForeignKey(MentoringForm, on_delete=models.PROTECT, related_name="+", verbose_name="форма")

    class Meta:
        verbose_name = "форма наставника"
        verbose_name_plural = "формы наставника"
        constraints = [models.UniqueConstraint(fields=["mentor", "form"], name="mentor_form_once")]


class MentorCompetence(OrganizationRow):
    """A sphere in which a mentor can help."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="competences")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="+", verbose_name="сфера")

    class Meta:
        verbose_name = "компетенция наставника"
        verbose_name_plural = "компетенции наставника"
        constraints = [models.UniqueConstraint(fields=["mentor", "competence"], name="mentor_competence_once")]
