"""Events to which people come, and those who were there."""

from django.db import models

from mentoring.accounts.models import StoredFile
from mentoring.accounts.rows import OrganizationRow, Versioned, public_id
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from practices.models.seen import OfPeopleQuerySet
from roadmap.models import Occurrence


class Gathering(OrganizationRow, Versioned):
    """A meeting with people: of parents, of learners, of alumni and partners; of the plan or beside it."""

    class State(models.TextChoices):
        PLANNED = "planned", "назначено"
        HELD = "held", "проведено"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="программа")
    occurrence = models.OneToOneField(
        Occurrence,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="gathering",
        verbose_name="мероприятие плана",
    )
    title = models.CharField("название", max_length=300)
    state = models.CharField("состояние", max_length=7, choices=State, default=State.PLANNED)
    on = models.DateField("когда")
    place = models.CharField("где", max_length=200, blank=True)
    audience = models.CharField("кого приглашаем", max_length=200, blank=True)
    invited = models.PositiveSmallIntegerField("приглашено", null=True, blank=True)
    present = models.PositiveSmallIntegerField("присутствовали", null=True, blank=True)
    note = models.TextField("как прошло", blank=True)
    photo = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="снимок"
    )

    class Meta:
        verbose_name = "встреча с людьми"
        verbose_name_plural = "встречи с людьми"
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.title


class Guest(OrganizationRow):
    """A person on the list of a gathering: whether they came, and whether they asked to take part."""

    class Wish(models.TextChoices):
        NONE = "", "—"
        MENTEE = "mentee", "наставляемым"
        MENTOR = "mentor", "наставником"

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="guests", verbose_name="встреча")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="кто")
    came = models.BooleanField("был", default=False)
    wish = models.CharField("хочет участвовать", max_length=6, choices=Wish, blank=True)
    enrolled_on = models.DateField("внесён в кандидаты", null=True, blank=True)

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = "участник встречи"
        verbose_name_plural = "участники встречи"
        ordering = ["person__name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["gathering", "person"], name="guest_once")]

    def __str__(self):
        return self.person.full_name
