"""Materials of the programme, and to whom they were handed."""

from django.db import models
from django.db.models import Q

from mentoring.accounts.models import StoredFile
from mentoring.accounts.rows import OrganizationRow, Versioned, public_id
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm
from practices.models.seen import OfPeopleQuerySet
from roadmap.models import STAGES


class Material(OrganizationRow, Versioned):
    """Something to read or to work by: recommendations, a leaflet, a form, a link."""

    class Audience(models.TextChoices):
        MENTOR = "mentor", "наставнику"
        MENTEE = "mentee", "наставляемому"
        PARENT = "parent", "родителю"
        CURATOR = "curator", "куратору"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    title = models.CharField("название", max_length=300)
    audience = models.CharField("кому", max_length=7, choices=Audience, default=Audience.MENTOR)
    form = models.ForeignKey(
        MentoringForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="форма наставничества",
    )
    stage = models.PositiveSmallIntegerField("этап", choices=STAGES, null=True, blank=True)
    text = models.TextField("текст", blank=True)
    link = models.URLField("ссылка", blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="файл"
    )
    away_on = models.DateField("убран", null=True, blank=True)

    class Meta:
        verbose_name = "материал"
        verbose_name_plural = "библиотека"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="", link="", file=None),
                name="material_says_something",
                violation_error_message="Приложите файл, дайте ссылку или напишите текст.",
            )
        ]

    def __str__(self):
        return self.title


class Handed(OrganizationRow):
    """A material that somebody was given («вручено»)."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="handed", verbose_name="материал")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="кому")
    on = models.DateField("когда")

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = "вручение материала"
        verbose_name_plural = "вручения материалов"
        ordering = ["person__name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["material", "person"], name="material_handed_once")]

    def __str__(self):
        return f"{self.material}: {self.person.full_name}"
