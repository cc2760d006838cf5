"""«Номенклатура дел»: where the school keeps its papers, and who was let in to look at them."""

from django.db import models
from django.db.models import Q

from mentoring.accounts.models import Membership, PersonalLink
from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models import Consent
from mentoring.programmes.models import Programme
from reports.documents.models import Document

TAKEN = "Дело с таким индексом уже есть. Измените индекс или год."


class CaseFile(OrganizationRow, Versioned):
    """A дело of the school's list: a folder on a shelf, kept for so long, into which papers of some kinds go."""

    index = models.CharField("индекс", max_length=20, help_text="Как в номенклатуре школы: «01-15».")
    title = models.CharField("заголовок дела", max_length=200)
    year = models.PositiveSmallIntegerField(
        "только за год",
        null=True,
        blank=True,
        help_text="Пусто — дело заводят каждый год. Год — дело только этого года.",
    )
    term = models.CharField("срок хранения", max_length=80, help_text="«Постоянно», «5 лет», «3 года».")
    ground = models.CharField("основание срока", max_length=300, blank=True, help_text="Статья перечня или закона.")
    kinds = models.JSONField("какие документы", default=list, blank=True, help_text="Коды видов документов.")

    class Meta:
        verbose_name = "дело"
        verbose_name_plural = "номенклатура дел"
        ordering = ["index", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "index", "year"],
                name="case_file_once_in_a_year",
                violation_error_message=TAKEN,
            ),
            models.UniqueConstraint(
                fields=["organization", "index"],
                condition=Q(year=None),
                name="case_file_once_for_all_years",
                violation_error_message=TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(2000, 2100)),
                name="case_file_year_is_a_year",
                violation_error_message="Год — четыре цифры, например 2026.",
            ),
        ]

    def __str__(self):
        return f"{self.index} {self.title}"


class Inspection(OrganizationRow):
    """A link by which somebody from outside may look at chosen papers for a few days, and take them."""

    link = models.OneToOneField(PersonalLink, on_delete=models.SET_NULL, null=True, related_name="inspection")
    whom = models.CharField("для кого", max_length=200, help_text="Организация и по какому поводу.")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField("год", null=True)
    indexes = models.JSONField("индексы дел", default=list, help_text="Пусто — все дела.")
    personal = models.BooleanField("с личными бумагами", default=False)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("сделана", auto_now_add=True)

    class Meta:
        verbose_name = "ссылка для проверки"
        verbose_name_plural = "ссылки для проверки"
        ordering = ["-pk"]


class Visit(OrganizationRow):
    """One time that somebody looked at or took something by a link for inspection."""

    class What(models.TextChoices):
        LIST = "list", "открыт перечень"
        FILE = "file", "скачан файл"
        FOLDER = "folder", "скачана папка"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="visits")
    what = models.CharField("что", max_length=6, choices=What)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField("файлов", default=0)
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "просмотр по ссылке"
        verbose_name_plural = "просмотры по ссылке"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="file", document__isnull=False, consent=None)
                | Q(what="file", document=None, consent__isnull=False)
                | (~Q(what="file") & Q(document=None, consent=None)),
                name="visit_file_is_of_one_paper",
            )
        ]
