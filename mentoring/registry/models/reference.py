"""Lists that a school edits for itself: categories of participants, spheres of requests and competences."""

from django.db import models

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.rows import OrganizationRow, Versioned


class Category(OrganizationRow, Versioned):
    """Why somebody is a mentee or may be a mentor (domain §2.5); a restricted one is seen by few."""

    class Of(models.TextChoices):
        MENTEE = "mentee", "наставляемых"
        MENTOR = "mentor", "наставников"

    of = models.CharField("чья", max_length=6, choices=Of)
    title = models.CharField("название", max_length=200)
    title_key = RussianKeyField(sources=("title",))
    restricted = models.BooleanField("видят куратор и психолог", default=False)

    class Meta:
        verbose_name = "категория участников"
        verbose_name_plural = "категории участников"
        ordering = ["of", "title_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "of", "title_key"], name="category_once")]

    def __str__(self):
        return self.title


class Competence(OrganizationRow, Versioned):
    """A sphere in which help is asked for and given: a request of a mentee meets a competence of a mentor by it."""

    title = models.CharField("название", max_length=200)
    title_key = RussianKeyField(sources=("title",))

    class Meta:
        verbose_name = "сфера запросов и компетенций"
        verbose_name_plural = "сферы запросов и компетенций"
        ordering = ["title_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "title_key"], name="competence_once")]

    def __str__(self):
        return self.title
