"""Where people belong: classes and groups, families, partner organizations; what was checked about them."""

from django.db import models
from django.db.models import F, Q

from mentoring import access
from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned
from mentoring.people.models.persons import OfLearnersQuerySet, Person, SpanQuerySet


class EnrollmentQuerySet(SpanQuerySet, OfLearnersQuerySet):
    """Who learns where, as far as one sees the learners."""


class GuardianshipQuerySet(SpanQuerySet, OfLearnersQuerySet):
    """Whose guardian somebody is, as far as one sees the children."""

    whose = "child"


class StudyGroupQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """Every class; a class teacher sees the own ones."""
        rows = super().visible_to(membership)
        own = access.of_own_class(membership.roles, "people.see")
        return rows.filter(teacher__membership=membership) if own else rows


class StudyGroup(OrganizationRow, Versioned):
    """A class of a school, a group of a college or a kindergarten, an association of additional education."""

    title = models.CharField("название", max_length=60, help_text="Например: 9 «А», ИС-21.")
    title_key = RussianKeyField(sources=("title",))
    grade = models.PositiveSmallIntegerField("год обучения", null=True, blank=True)
    letter = models.CharField("буква", max_length=10, blank=True)
    teacher = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="классный руководитель"
    )
    closed_on = models.DateField("выпущен", null=True, blank=True)

    objects = StudyGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "класс или группа"
        verbose_name_plural = "классы и группы"
        ordering = ["grade", "title_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title_key"],
                condition=Q(closed_on=None),
                name="study_group_once",
                violation_error_message="Такое название уже есть. Откройте его в списке или назовите иначе.",
            )
        ]

    def __str__(self):
        return self.title


class Enrollment(OrganizationRow, Versioned):
    """A learner in a class or group for a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrollments", verbose_name="обучающийся")
    group = models.ForeignKey(
        StudyGroup, on_delete=models.PROTECT, related_name="enrollments", verbose_name="класс или группа"
    )
    start = models.DateField("учится с", null=True, blank=True)
    end = models.DateField("по", null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = "обучение"
        verbose_name_plural = "обучение"
        ordering = ["-start", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="enrollment_ends_after_start",
                violation_error_message="«По» раньше, чем «учится с». Проверьте даты.",
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(end=None), name="enrollment_open_once"),
        ]

    def __str__(self):
        return f"{self.person.short_name}, {self.group.title}"


class Guardianship(OrganizationRow, Versioned):
    """Who may sign for a child, and in what right."""

    class Right(models.TextChoices):
        MOTHER = "mother", "мать"
        FATHER = "father", "отец"
        GUARDIAN = "guardian", "опекун"
        TRUSTEE = "trustee", "попечитель"
        FOSTER = "foster", "приёмный родитель"
        OTHER = "other", "иной законный представитель"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardianships", verbose_name="ребёнок")
    guardian = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="wards", verbose_name="законный представитель"
    )
    right = models.CharField("кем приходится", max_length=10, choices=Right, default=Right.OTHER)
    document = models.CharField("документ", max_length=300, blank=True, help_text="Нужен опекуну и попечителю.")
    start = models.DateField("с", null=True, blank=True)
    end = models.DateField("по", null=True, blank=True)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        verbose_name = "законный представитель"
        verbose_name_plural = "законные представители"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "guardian"],
                name="guardianship_once",
                violation_error_message="Этот представитель у ребёнка уже записан.",
            ),
            models.CheckConstraint(
                condition=~Q(child=F("guardian")),
                name="guardianship_of_another",
                violation_error_message="Человек не может быть законным представителем самого себя.",
            ),
        ]

    def __str__(self):
        return f"{self.guardian.full_name}, {self.get_right_display()}"


class Partner(OrganizationRow, Versioned):
    """An organization outside the school that gives mentors or mentees; its people are people of this school."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", "предприятие"
        NGO = "ngo", "общественная организация"
        MEDIA = "media", "средство массовой информации"
        AUTHORITY = "authority", "орган власти"
        SCHOOL = "school", "образовательная организация"

    class Contour(models.TextChoices):
        EXTERNAL = "external", "внешний"
        INTERNAL = "internal", "внутренний"

    title = models.CharField("название", max_length=300)
    title_key = RussianKeyField(sources=("title",))
    kind = models.CharField("вид", max_length=10, choices=Kind, default=Kind.ENTERPRISE)
    contour = models.CharField("контур", max_length=8, choices=Contour, default=Contour.EXTERNAL)
    contact = models.CharField("с кем связываться", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=40, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    agreement = models.CharField("соглашение", max_length=200, blank=True, help_text="Например: «от 01.10.2026 № 4».")
    agreement_until = models.DateField("соглашение действует по", null=True, blank=True)

    class Meta:
        verbose_name = "партнёр"
        verbose_name_plural = "партнёры"
        ordering = ["title_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title_key"],
                name="partner_once",
                violation_error_message="Такой партнёр уже есть. Откройте его в списке.",
            )
        ]

    def __str__(self):
        return self.title


class Affiliation(OrganizationRow, Versioned):
    """A person who works with a partner organization, or leads its part of the programme."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations", verbose_name="человек")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="people", verbose_name="партнёр")
    position = models.CharField("должность", max_length=200, blank=True)
    curates = models.BooleanField("куратор от партнёра", default=False)
    start = models.DateField("с", null=True, blank=True)
    end = models.DateField("по", null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "работник партнёра"
        verbose_name_plural = "работники партнёров"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "partner"],
                name="affiliation_once",
                violation_error_message="Этот человек у этого партнёра уже записан.",
            )
        ]

    def __str__(self):
        return f"{self.person.short_name}, {self.partner.title}"


class Clearance(OrganizationRow, Versioned):
    """A certificate that was seen: the fact, its number and its term, never the paper itself."""

    class Kind(models.TextChoices):
        CRIMINAL = "criminal", "справка об отсутствии судимости"
        MEDICAL = "medical", "медицинская справка"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearances", verbose_name="человек")
    kind = models.CharField("что", max_length=10, choices=Kind)
    number = models.CharField("номер", max_length=60, blank=True)
    issued_on = models.DateField("выдана")
    valid_until = models.DateField("действует по", null=True, blank=True)
    checked_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто видел"
    )
    checked_on = models.DateField("когда видел", null=True, blank=True)

    class Meta:
        verbose_name = "справка"
        verbose_name_plural = "справки"
        ordering = ["-issued_on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} от {self.issued_on:%d.%m.%Y}"
