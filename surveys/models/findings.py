"""What the answers show: measures beside them, comparisons, strengths and weaknesses."""

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow, Versioned, public_id
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from surveys.models.waves import Wave


class Measure(OrganizationRow, Versioned):
    """Something measured beside questionnaires: marks by a subject, a test, the score of an expert (domain §6.3)."""

    class Kind(models.TextChoices):
        MARK = "mark", "отметки"
        TEST = "test", "тест"
        EXPERT = "expert", "оценка эксперта"

    title = models.CharField("что измеряем", max_length=200)
    kind = models.CharField("вид", max_length=6, choices=Kind, default=Kind.TEST)
    low = models.DecimalField("наименьшее", max_digits=7, decimal_places=2, default=0)
    high = models.DecimalField("наибольшее", max_digits=7, decimal_places=2, default=100)
    reverse = models.BooleanField("хорошо, когда меньше", default=False)

    class Meta:
        verbose_name = "измерение"
        verbose_name_plural = "измерения"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "title"], name="measure_once"),
            models.CheckConstraint(
                condition=Q(high__gt=F("low")),
                name="measure_scale_rises",
                violation_error_message="Наибольшее значение должно быть больше наименьшего.",
            ),
        ]

    def __str__(self):
        return self.title


class Measurement(OrganizationRow):
    """The value of a measure for one participant of a programme at one moment."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="values", verbose_name="измерение")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="программа")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="человек")
    moment = models.CharField("замер", max_length=10, choices=Wave.Moment, default=Wave.Moment.ENTRY)
    on = models.DateField("когда")
    value = models.DecimalField("значение", max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = "значение"
        verbose_name_plural = "значения"
        ordering = ["measure", "on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "programme", "person", "moment", "on"], name="measurement_once")
        ]

    def __str__(self):
        return f"{self.measure}: {self.value}"


class Comparison(OrganizationRow, Versioned):
    """Two waves laid side by side: what changed between them, computed once when the later one closed."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    before = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="+", verbose_name="до")
    after = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="+", verbose_name="после")
    lines = models.JSONField("строки", default=list)
    computed_at = models.DateTimeField("посчитано", auto_now=True)
    conclusion = models.TextField("вывод", blank=True)

    class Meta:
        verbose_name = "сравнение"
        verbose_name_plural = "сравнения"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="comparison_once")]

    def __str__(self):
        return f"{self.before} — {self.after}"


class Thresholds(OrganizationRow, Versioned):
    """From which share a programme counts something as a strength, below which as a weakness (domain §6.5)."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="thresholds")
    strength = models.PositiveSmallIntegerField("сильная сторона — от, %", default=70)
    weakness = models.PositiveSmallIntegerField("слабая сторона — меньше, %", default=40)
    satisfied = models.PositiveSmallIntegerField("доволен тот, чей средний балл от", default=7)

    class Meta:
        verbose_name = "пороги"
        verbose_name_plural = "пороги"
        constraints = [
            models.CheckConstraint(
                condition=Q(strength__gt=F("weakness"), strength__lte=100),
                name="thresholds_rise",
                violation_error_message="Порог сильной стороны должен быть выше порога слабой и не больше 100.",
            ),
        ]

    def __str__(self):
        return f"от {self.strength} % и меньше {self.weakness} %"


class SwotLine(OrganizationRow, Versioned):
    """One line of the SWOT table of a programme, and what it rests on."""

    class Quadrant(models.TextChoices):
        STRENGTH = "strength", "сильные стороны"
        WEAKNESS = "weakness", "слабые стороны"
        OPPORTUNITY = "opportunity", "возможности"
        THREAT = "threat", "угрозы"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="swot", verbose_name="программа")
    quadrant = models.CharField("куда", max_length=11, choices=Quadrant)
    text = models.TextField("строка")
    source = models.CharField("откуда", max_length=300, blank=True)
    source_key = models.CharField(max_length=120, blank=True, help_text="Из какого вопроса; пусто у своих строк.")
    order = models.PositiveSmallIntegerField("порядок", default=0)
    dropped = models.BooleanField("убрана", default=False, help_text="Черновик больше её не предлагает.")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "строка SWOT"
        verbose_name_plural = "SWOT"
        ordering = ["quadrant", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "source_key"], condition=~Q(source_key=""), name="swot_line_once"
            )
        ]

    def __str__(self):
        return self.text
