"""What the programme tells of itself: cases, rubrics, a plan of publications."""

from django.db import models
from django.db.models import Q

from mentoring import access
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.pairs.models import Pair
from mentoring.programmes.models import MentoringForm, Programme
from practices.models.gatherings import Gathering


class CaseQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """Cases of the school; a class teacher sees those of nobody, of the own class, and what is public anyway."""
        rows = super().visible_to(membership)
        if not access.of_own_class(membership.roles, "practices.see"):
            return rows
        own = Pair.objects.visible_to(membership).values("pk")
        return rows.filter(Q(pair=None) | Q(pair__in=own) | Q(state=Case.State.PUBLISHED))


class Case(OrganizationRow, Versioned):
    """A story of mentoring from which others may learn: what was, what was done, what came of it."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        READY = "ready", "готов"
        PUBLISHED = "published", "опубликован"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="программа")
    form = models.ForeignKey(
        MentoringForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="форма наставничества",
    )
    pair = models.ForeignKey(
        Pair, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="о какой паре"
    )
    title = models.CharField("название", max_length=300)
    state = models.CharField("состояние", max_length=9, choices=State, default=State.DRAFT)
    situation = models.TextField("ситуация", blank=True)
    done = models.TextField("что сделали", blank=True)
    result = models.TextField("результат", blank=True)
    advice = models.TextField("совет другим", blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "кейс"
        verbose_name_plural = "кейсы"
        ordering = ["-pk"]

    def __str__(self):
        return self.title


class Rubric(OrganizationRow, Versioned):
    """A place where the school writes on mentoring regularly: on its site, in its group."""

    title = models.CharField("рубрика", max_length=200)
    where = models.CharField("где ведём", max_length=200, blank=True)
    link = models.URLField("ссылка", blank=True)

    class Meta:
        verbose_name = "рубрика"
        verbose_name_plural = "рубрики"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="rubric_once",
                violation_error_message="Такая рубрика уже есть.",
            )
        ]

    def __str__(self):
        return self.title


class Publication(OrganizationRow, Versioned):
    """A text about the programme that is to appear, or has appeared («контент-план»)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="программа")
    rubric = models.ForeignKey(
        Rubric, on_delete=models.PROTECT, null=True, blank=True, related_name="publications", verbose_name="рубрика"
    )
    title = models.CharField("о чём", max_length=300)
    planned_on = models.DateField("выйдет")
    published_on = models.DateField("вышла", null=True, blank=True)
    link = models.URLField("ссылка", blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="publications", verbose_name="кейс"
    )
    gathering = models.ForeignKey(
        Gathering,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name="встреча",
    )

    class Meta:
        verbose_name = "публикация"
        verbose_name_plural = "публикации"
        ordering = ["planned_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None) | ~Q(link=""),
                name="publication_is_somewhere",
                violation_error_message="Укажите ссылку: где вышла публикация.",
            )
        ]

    def __str__(self):
        return self.title
