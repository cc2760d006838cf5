"""Consents: one act per purpose, each a document of its own (152-ФЗ, art. 9)."""

from datetime import date

from django.db import models
from django.db.models import Q

from mentoring.accounts.models import StoredFile
from mentoring.accounts.rows import OrganizationRow, Versioned
from mentoring.people.models.belonging import Guardianship
from mentoring.people.models.erasure import Erasure
from mentoring.people.models.persons import OfLearnersQuerySet, Person


class ConsentKind(OrganizationRow, Versioned):
    """A purpose for which somebody must agree, and what stays closed without it: the school's lawyer may correct it."""

    class Gate(models.TextChoices):
        PROGRAMME = "programme", "участие в программе"
        PUBLICATION = "publication", "публикация"
        TRANSFER = "transfer", "передача в другую организацию"
        SPECIAL = "special", "особые сведения"
        TESTS = "tests", "психологические тесты"

    class Whose(models.TextChoices):
        ANY = "any", "всех"
        MINOR = "minor", "несовершеннолетних"
        ADULT = "adult", "совершеннолетних"

    code = models.SlugField("код", max_length=30)
    title = models.CharField("название", max_length=200)
    whose = models.CharField("для кого", max_length=5, choices=Whose, default=Whose.ANY)
    gate = models.CharField("без него закрыто", max_length=12, choices=Gate)
    written = models.BooleanField("только на бумаге", default=True, help_text="Отметки на странице по ссылке мало.")
    months = models.PositiveSmallIntegerField("срок, месяцев", null=True, blank=True)
    order = models.PositiveSmallIntegerField("порядок", default=0)

    class Meta:
        verbose_name = "вид согласия"
        verbose_name_plural = "виды согласий"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="consent_kind_once")]

    def __str__(self):
        return self.title


class ConsentText(OrganizationRow):
    """The words that people sign, kept for as long as anybody's consent rests on them."""

    kind = models.ForeignKey(ConsentKind, on_delete=models.PROTECT, related_name="texts", verbose_name="вид")
    number = models.PositiveSmallIntegerField("редакция")
    since = models.DateField("действует с")
    purpose = models.TextField("цель")
    data = models.TextField("какие сведения", blank=True, help_text="Каждое с новой строки.")
    actions = models.TextField("что с ними делают", blank=True, help_text="Каждое с новой строки.")
    text = models.TextField("текст", blank=True, help_text="Что ещё должно стоять в согласии.")

    class Meta:
        verbose_name = "текст согласия"
        verbose_name_plural = "тексты согласий"
        ordering = ["kind", "-number"]
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="consent_text_once")]

    def __str__(self):
        return f"{self.kind}, редакция {self.number}"


class ConsentQuerySet(OfLearnersQuerySet):
    right = "consents.see"

    def valid(self, day: date):
        """Consents on which one may rest this day."""
        return self.filter(Q(until=None) | Q(until__gte=day), refused=False, withdrawn_on=None, on__lte=day)


class Consent(OrganizationRow, Versioned):
    """One act by which somebody agreed, or refused, to one purpose."""

    class How(models.TextChoices):
        PAPER = "paper", "на бумаге"
        ONLINE = "online", "по ссылке"

    SELF = "self"
    RIGHTS = [(SELF, "за себя"), *Guardianship.Right.choices]

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents", verbose_name="чьё")
    kind = models.ForeignKey(ConsentKind, on_delete=models.PROTECT, related_name="consents", verbose_name="на что")
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="редакция текста"
    )
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто подписал"
    )
    right = models.CharField("в каком праве", max_length=10, choices=RIGHTS, default=SELF)
    co_signed = models.BooleanField("подписал и сам (14–17 лет)", default=False)
    on = models.DateField("подписано")
    until = models.DateField("действует по", null=True, blank=True)
    how = models.CharField("как", max_length=6, choices=How, default=How.PAPER)
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="скан"
    )
    refused = models.BooleanField("отказ", default=False)
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)
    withdrawal = models.CharField("как отозвано", max_length=300, blank=True)
    act = models.ForeignKey(
        Erasure, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="акт об уничтожении"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(right="self", given_by=None) | (~Q(right="self") & Q(given_by__isnull=False)),
                name="consent_given_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("on")), name="consent_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["organization", "person", "kind"], name="consent_of_person")]

    def __str__(self):
        return f"{self.kind} от {self.on:%d.%m.%Y}"
