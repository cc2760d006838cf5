"""A programme of mentoring: one cycle of any length, its forms, goals, means and people."""

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned
from mentoring.people.models import Person


def in_use(latest_first: Sequence["Programme"], today: date) -> "Programme | None":
    """Choose the programme a school works with: the latest begun, or the nearest to begin."""
    return next((row for row in latest_first if row.start <= today), latest_first[-1] if latest_first else None)


class ProgrammeQuerySet(OrganizationQuerySet):
    def in_use(self, today: date):
        """The programme a school works with: the latest begun, or the nearest to begin."""
        return in_use(list(self), today)


class Programme(OrganizationRow, Versioned):
    """One cycle of mentoring in a school: usually a school year, sometimes two or more."""

    title = models.CharField("название", max_length=300)
    start = models.DateField("начало")
    end = models.DateField("окончание")
    goal = models.TextField("цель", blank=True)
    tasks = models.TextField("задачи", blank=True, help_text="Каждая с новой строки.")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "программа"
        verbose_name_plural = "программы"
        ordering = ["-start", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="programme_ends_after_start",
                violation_error_message="Окончание раньше начала. Проверьте даты программы.",
            )
        ]

    def __str__(self):
        return self.title


class MentoringForm(OrganizationRow, Versioned):
    """A form of mentoring as this school calls it: editable, never a list in code (domain §2.1)."""

    code = models.SlugField("код", max_length=30)
    title = models.CharField("название", max_length=200)
    title_key = RussianKeyField(sources=("title",))
    goal = models.TextField("цель", blank=True)
    tasks = models.TextField("задачи", blank=True, help_text="Каждая с новой строки.")
    mentor_portrait = models.TextField("кто может быть наставником", blank=True)
    mentee_portrait = models.TextField("кому нужен наставник", blank=True)
    results = models.TextField("ожидаемые результаты", blank=True, help_text="Каждый с новой строки.")
    area = models.TextField("где применяется", blank=True)
    decided_by = models.CharField("кто решает о парах", max_length=300, blank=True)
    heard = models.CharField("чьё мнение спрашивают", max_length=300, blank=True)

    class Meta:
        verbose_name = "форма наставничества"
        verbose_name_plural = "формы наставничества"
        ordering = ["title_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="mentoring_form_once")]

    def __str__(self):
        return self.title


class RoleModel(OrganizationRow):
    """A variant of a form: who meets whom («успевающий — неуспевающий»)."""

    form = models.ForeignKey(MentoringForm, on_delete=models.CASCADE, related_name="role_models", verbose_name="форма")
    title = models.CharField("название", max_length=200)
    order = models.PositiveSmallIntegerField("№", default=0)

    class Meta:
        verbose_name = "ролевая модель"
        verbose_name_plural = "ролевые модели"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "title"], name="role_model_once")]

    def __str__(self):
        return self.title


class AssessedResult(OrganizationRow):
    """What is counted at the start and at the end of a form of mentoring (domain §2.3)."""

    form = models.ForeignKey(
        MentoringForm, on_delete=models.CASCADE, related_name="assessed_results", verbose_name="форма"
    )
    title = models.CharField("что считаем", max_length=300)
    falls = models.BooleanField("хорошо, когда меньше", default=False)
    order = models.PositiveSmallIntegerField("№", default=0)

    class Meta:
        verbose_name = "оцениваемый результат"
        verbose_name_plural = "оцениваемые результаты"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "title"], name="assessed_result_once")]

    def __str__(self):
        return self.title


class ProgrammeForm(OrganizationRow):
    """A form of mentoring that is taken into a programme, and who answers for it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="forms", verbose_name="программа")
    form = models.ForeignKey(MentoringForm, on_delete=models.PROTECT, related_name="+", verbose_name="форма")
    lead = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ответственный"
    )

    class Meta:
        verbose_name = "форма программы"
        verbose_name_plural = "формы программы"
        constraints = [models.UniqueConstraint(fields=["programme", "form"], name="programme_form_once")]

    def __str__(self):
        return self.form.title


class Resource(OrganizationRow):
    """Something a programme needs, and where it comes from."""

    class Kind(models.TextChoices):
        PEOPLE = "people", "кадры"
        METHOD = "method", "методические материалы"
        MATERIAL = "material", "материальная база"
        MONEY = "money", "деньги"

    class Source(models.TextChoices):
        INTERNAL = "internal", "внутренний"
        EXTERNAL = "external", "внешний"

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="resources", verbose_name="программа"
    )
    kind = models.CharField("вид", max_length=10, choices=Kind)
    what = models.CharField("что нужно", max_length=300)
    source = models.CharField("источник", max_length=10, choices=Source, default=Source.INTERNAL)
    source_text = models.CharField("откуда", max_length=300, blank=True)

    class Meta:
        verbose_name = "ресурс"
        verbose_name_plural = "ресурсы"
        ordering = ["pk"]

    def __str__(self):
        return self.what


class GroupMember(OrganizationRow, Versioned):
    """A place in the working group: held by a person, or a vacancy."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="group", verbose_name="программа")
    order = models.PositiveSmallIntegerField("№", default=0)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="человек",
        help_text="Оставьте пустым, если место свободно.",
    )
    position_text = models.CharField("должность", max_length=200, blank=True)
    duties = models.TextField("обязанности", blank=True, help_text="Каждая с новой строки.")

    class Meta:
        verbose_name = "участник рабочей группы"
        verbose_name_plural = "рабочая группа"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.person.full_name if self.person else f"{self.position_text or 'место'} (вакансия)"


class Contingent(OrganizationRow, Versioned):
    """Head counts of a school on one date, as a fact or as a forecast."""

    class Kind(models.TextChoices):
        FACT = "fact", "факт"
        FORECAST = "forecast", "прогноз"

    date = models.DateField("на дату")
    kind = models.CharField("вид", max_length=10, choices=Kind, default=Kind.FACT)

    class Meta:
        verbose_name = "контингент"
        verbose_name_plural = "контингент"
        ordering = ["-date", "kind"]
        constraints = [models.UniqueConstraint(fields=["organization", "date", "kind"], name="contingent_once")]

    def __str__(self):
        return f"{self.get_kind_display()} на {self.date:%d.%m.%Y}"


class ContingentRow(OrganizationRow):
    """One head count: «обучающихся всего», «педагоги со стажем до 3 лет»."""

    contingent = models.ForeignKey(Contingent, on_delete=models.CASCADE, related_name="rows", verbose_name="таблица")
    order = models.PositiveSmallIntegerField("№", default=0)
    label = models.CharField("показатель", max_length=300)
    value = models.PositiveIntegerField("человек", null=True, blank=True)

    class Meta:
        verbose_name = "строка контингента"
        verbose_name_plural = "строки контингента"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.label


class Target(OrganizationRow):
    """What share of a group a school means to reach in a year (domain §7.1)."""

    class Group(models.TextChoices):
        LEARNERS_MENTEES = "learners_mentees", "обучающиеся — наставляемые"
        LEARNERS_MENTORS = "learners_mentors", "обучающиеся — наставники"
        TEACHERS_MENTEES = "teachers_mentees", "педагоги — наставляемые"
        TEACHERS_MENTORS = "teachers_mentors", "педагоги — наставники"
        PARTNERS = "partners", "организации-партнёры"

    year = models.PositiveSmallIntegerField("год")
    group = models.CharField("группа", max_length=20, choices=Group)
    percent = models.DecimalField("не менее, %", max_digits=5, decimal_places=1)

    class Meta:
        verbose_name = "цель охвата"
        verbose_name_plural = "цели охвата"
        ordering = ["year", "group"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "group"], name="target_once"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="target_is_a_share"),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_group_display()} — {self.percent} %"
