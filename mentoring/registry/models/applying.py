"""Applications that come by a link, from people who have no account."""

from django.db import models

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Consent, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models.mentees import ParticipantQuerySet
from mentoring.registry.models.reference import Competence


class Application(OrganizationRow, Versioned):
    """Somebody asks to take part, for themselves or for a child; who they are is kept here until it is decided."""

    class Side(models.TextChoices):
        MENTEE = "mentee", "в наставляемые"
        MENTOR = "mentor", "в наставники"

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт решения"
        ACCEPTED = "accepted", "принята"
        DECLINED = "declined", "отклонена"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="программа")
    side = models.CharField("куда", max_length=6, choices=Side)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.WAITING)
    surname = models.CharField("фамилия", max_length=100, blank=True)
    given = models.CharField("имя", max_length=100, blank=True)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    place = models.CharField("класс, группа или место работы", max_length=200, blank=True)
    phone = models.CharField("телефон", max_length=40, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    guardian = models.CharField("кто подал за ребёнка", max_length=300, blank=True)
    right = models.CharField("в каком праве", max_length=10, choices=Consent.RIGHTS, default=Consent.SELF)
    co_signed = models.BooleanField("согласен и сам ребёнок (14–17 лет)", default=False)
    competence = models.ForeignKey(
        Competence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="сфера"
    )
    text = models.TextField("своими словами", blank=True)
    purposes = models.JSONField("на что согласие", default=list, blank=True, help_text="Коды видов согласий.")
    at = models.DateTimeField("подана", auto_now_add=True)
    decided_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто решил"
    )
    decided_at = models.DateTimeField("когда решили", null=True, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="человек"
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "заявка"
        verbose_name_plural = "заявки"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organization", "state"], name="application_state")]

    def __str__(self):
        return self.full_name or "заявка"

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)
