"""«Школа наставников»: what mentors are taught, by whom, who came and who was certified (annex 17)."""

from django.db import models

from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.models.mentors import Mentor


class Course(OrganizationRow, Versioned):
    """A group of mentors who are trained together, and the programme of their training."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="courses", verbose_name="программа")
    title = models.CharField("название", max_length=300)
    head = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто ведёт"
    )
    goal = models.TextField("цель", blank=True)
    start = models.DateField("с", null=True, blank=True)
    end = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "группа обучения"
        verbose_name_plural = "школа наставников"
        ordering = ["-start", "-pk"]

    def __str__(self):
        return self.title


class Session(OrganizationRow, Versioned):
    """One lesson of the school of mentors."""

    class Form(models.TextChoices):
        LECTURE = "lecture", "лекция"
        TRAINING = "training", "тренинг"
        CASE = "case", "разбор случаев"
        SUPERVISION = "supervision", "супервизия"
        CONSULTATION = "consultation", "консультация"

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions", verbose_name="группа")
    theme = models.CharField("тема", max_length=300)
    form = models.CharField("вид занятия", max_length=12, choices=Form, default=Form.TRAINING)
    on = models.DateField("когда", null=True, blank=True)
    hours = models.DecimalField("часов", max_digits=4, decimal_places=1, null=True, blank=True)
    expert = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто проводит"
    )
    expert_text = models.CharField("приглашённый эксперт", max_length=300, blank=True)
    materials = models.TextField("материалы", blank=True)

    class Meta:
        verbose_name = "занятие"
        verbose_name_plural = "занятия"
        ordering = ["on", "pk"]

    def __str__(self):
        return self.theme


class Trainee(OrganizationRow):
    """A mentor in a group of the school of mentors."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="trainees", verbose_name="группа")
    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="trainings", verbose_name="наставник")

    class Meta:
        verbose_name = "слушатель"
        verbose_name_plural = "слушатели"
        constraints = [models.UniqueConstraint(fields=["course", "mentor"], name="trainee_once")]

    def __str__(self):
        return str(self.mentor)


class Attendance(OrganizationRow):
    """Whether a mentor came to a lesson."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="attendances")
    came = models.BooleanField("был", default=False)

    class Meta:
        verbose_name = "посещение"
        verbose_name_plural = "посещаемость"
        constraints = [models.UniqueConstraint(fields=["session", "trainee"], name="attendance_once")]


class Certificate(OrganizationRow, Versioned):
    """What a mentor got for the training."""

    trainee = models.OneToOneField(Trainee, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField("номер", max_length=60)
    on = models.DateField("выдан")

    class Meta:
        verbose_name = "сертификат"
        verbose_name_plural = "сертификаты"
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"№ {self.number}"
