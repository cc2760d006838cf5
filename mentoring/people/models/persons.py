"""Human beings of a school, the positions they hold, and how both are declined."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q

from mentoring import access
from mentoring.accounts import schooldays
from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership, Unit
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned
from mentoring.people.declension import initials
from mentoring.people.declension.cases import CASE_WORDS, OBLIQUE


def in_force(day: date, path: str = "") -> Q:
    """Say of rows with a start and an end, `path` away, that they are in force on this day."""
    begun = Q(**{f"{path}start": None}) | Q(**{f"{path}start__lte": day})
    return begun & (Q(**{f"{path}end": None}) | Q(**{f"{path}end__gte": day}))


class PersonQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """Everybody of the school; a class teacher sees the own class, its guardians and grown colleagues."""
        rows = super().visible_to(membership)
        if not access.of_own_class(membership.roles, "people.see"):
            return rows
        everybody, own = self.model.objects.filter(organization=membership.organization_id), learners_of(membership)
        today = schooldays.today(membership.organization)
        kin = everybody.filter(in_force(today, "wards__"), wards__child__in=own)
        works = Q(employments__isnull=False) | Q(affiliations__isnull=False)
        learns = everybody.filter(in_force(today, "enrollments__"), enrollments__isnull=False)
        grown = everybody.filter(works).exclude(pk__in=learns.values("pk"))
        seen = (Q(pk__in=some.values("pk")) for some in (own, kin, grown))
        return rows.filter(reduce(or_, seen, Q(membership=membership)))

    def working_on(self, day: date):
        """People who hold some position on this day."""
        return self.filter(employments__in=Employment.objects.on(day)).distinct()


class Person(OrganizationRow, Versioned):
    """One human being in one school, whatever their roles."""

    class Sex(models.TextChoices):
        MALE = "m", "мужской"
        FEMALE = "f", "женский"

    surname = models.CharField("фамилия", max_length=100)
    given = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    sex = models.CharField("пол", max_length=1, choices=Sex, blank=True)
    sex_confirmed = models.BooleanField("пол подтверждён", default=False, help_text="Пол мы угадываем по отчеству.")
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    phone = models.CharField("телефон", max_length=40, blank=True)
    note = models.TextField("заметки куратора", blank=True)
    membership = models.OneToOneField(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="person", verbose_name="доступ"
    )
    name_key = RussianKeyField(sources=("surname", "given", "patronymic"))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["organization", "name_key"], name="person_by_name")]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """«Иванова А. П.», with spaces that never break."""
        return initials.after(self.surname, self.given, self.patronymic)


def learners_of(membership: Membership) -> models.QuerySet[Person]:
    """Return the learners of the classes that this member leads today."""
    here = in_force(schooldays.today(membership.organization), "enrollments__")
    return Person.objects.filter(here, enrollments__group__teacher__membership=membership)


class OfLearnersQuerySet(OrganizationQuerySet):
    """Rows about one person each: whoever has the right as a class teacher sees those of the own class alone."""

    right, whose = "people.see", "person"

    def visible_to(self, membership):
        rows = super().visible_to(membership)
        if not access.of_own_class(membership.roles, self.right):
            return rows
        return rows.filter(**{f"{self.whose}__in": learners_of(membership).values("pk")})


class Position(OrganizationRow, Versioned):
    """A position of the staff list; a plan names positions, so that a change of staff is one edit."""

    title = models.CharField("название", max_length=200)
    title_key = RussianKeyField(sources=("title",))

    class Meta:
        verbose_name = "должность"
        verbose_name_plural = "должности"
        ordering = ["title_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "title_key"], name="position_once")]

    def __str__(self):
        return self.title


class SpanQuerySet(OrganizationQuerySet):
    """Rows with a start and an end."""

    def on(self, day: date):
        """Those in force on this day."""
        return self.filter(in_force(day))


class EmploymentQuerySet(SpanQuerySet):
    def first_first(self):
        """In the order in which they stand for a duty: who acts for another, then who has come last."""
        return self.order_by("-acting", models.F("start").desc(nulls_last=True), "pk")

    def holding(self, duty: str, day: date):
        """Those who have a duty on this day, the first of them first."""
        return self.filter(duty=duty).on(day).first_first()


class Employment(OrganizationRow, Versioned):
    """A person in a position for a time; an acting head has the order that says so."""

    class Duty(models.TextChoices):
        NONE = "", "—"
        HEAD = "head", "руководитель организации"
        CURATOR = "curator", "куратор программы"
        PSYCHOLOGIST = "psychologist", "педагог-психолог"
        DEPUTY = "deputy", "заместитель руководителя"
        TECHNICIAN = "technician", "технический специалист"
        METHODIST = "methodist", "методист"
        HR = "hr", "специалист по кадрам"
        CLASS_TEACHER = "class_teacher", "классный руководитель"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments", verbose_name="человек")
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="employments", verbose_name="должность"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, verbose_name="подразделение")
    subject = models.CharField("предмет", max_length=200, blank=True)
    category = models.CharField("категория", max_length=100, blank=True)
    experience_since = models.DateField("стаж с", null=True, blank=True)
    duty = models.CharField("обязанность в программе", max_length=20, choices=Duty, blank=True)
    start = models.DateField("работает с", null=True, blank=True)
    end = models.DateField("по", null=True, blank=True)
    acting = models.BooleanField("исполняет обязанности", default=False)
    order = models.CharField(
        "приказ", max_length=200, blank=True, help_text="Например: «от 01.09.2026 № 214-к». Нужен исполняющему."
    )

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        ordering = ["person__name_key", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="employment_ends_after_start",
                violation_error_message="«По» раньше, чем «работает с». Проверьте даты.",
            )
        ]

    def __str__(self):
        return f"{self.person.short_name}, {self.position.title}"


class Declension(OrganizationRow):
    """How a name, a position or a school's own name stands in one case, as corrected: until it is itself changed."""

    class Naming(models.TextChoices):
        FULL = "full", "полное наименование"
        SHORT = "short", "краткое наименование"
        FOUNDER = "founder", "учредитель"

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="declensions", verbose_name="человек"
    )
    position = models.ForeignKey(
        Position, on_delete=models.CASCADE, null=True, blank=True, related_name="declensions", verbose_name="должность"
    )
    naming = models.CharField("наименование организации", max_length=7, choices=Naming.choices, blank=True)
    case = models.CharField("падеж", max_length=4, choices=[(case.value, CASE_WORDS[case]) for case in OBLIQUE])
    text = models.CharField("как правильно", max_length=600)
    nominative = models.CharField("о чём сказано", max_length=600, help_text="Как это называлось в день исправления.")

    class Meta:
        verbose_name = "форма имени, должности или организации"
        verbose_name_plural = "формы имён, должностей и организаций"
        ordering = ["person", "position", "case"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, position__isnull=False, naming="")
                | Q(person__isnull=False, position=None, naming="")
                | (Q(person=None, position=None) & ~Q(naming="")),
                name="declension_of_one",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="declension_said"),
            models.UniqueConstraint(fields=["person", "case"], name="declension_of_person_once"),
            models.UniqueConstraint(fields=["position", "case"], name="declension_of_position_once"),
            models.UniqueConstraint(
                fields=["organization", "naming", "case"], condition=~Q(naming=""), name="declension_of_naming_once"
            ),
        ]
