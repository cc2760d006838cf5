"""A school's roadmap: its sections and events as its document says them, their dates and marks."""

from datetime import date

from django.db import models
from django.db.models import Q

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.calendar.due import DueSpec
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import Programme

STAGES = (
    (1, "Подготовка условий"),
    (2, "База наставляемых"),
    (3, "База наставников"),
    (4, "Отбор и обучение"),
    (5, "Пары и группы"),
    (6, "Работа пар"),
    (7, "Завершение"),
)


class Roadmap(OrganizationRow, Versioned):
    """An adopted plan of one programme («дорожная карта», «комплекс мер», «план мероприятий»)."""

    class State(models.TextChoices):
        ADOPTED = "adopted", "действует"
        SECOND = "second", "действует рядом с основной"
        ARCHIVED = "archived", "в архиве"

    class Moving(models.TextChoices):
        LATER = "later", "на ближайший рабочий день позже"
        EARLIER = "earlier", "на ближайший рабочий день раньше"
        KEEP = "keep", "не переносить"

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="roadmaps", verbose_name="программа"
    )
    title = models.TextField("название")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.ADOPTED)
    period_start = models.DateField("с")
    period_end = models.DateField("по")
    columns = models.JSONField(
        "столбцы", default=list, help_text="Столбцы документа слева направо: пары «вид, заголовок»."
    )
    moving = models.CharField("срок в выходной", max_length=8, choices=Moving, default=Moving.LATER)
    notes = models.JSONField("примечания", default=list, help_text="Строки документа вне плана: пары «место, текст».")
    origin = models.CharField("откуда", max_length=20, blank=True)
    source = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="документ"
    )
    adopted_at = models.DateTimeField("принята", auto_now_add=True)
    adopted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-adopted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(period_end__gte=models.F("period_start")), name="roadmap_period_runs")
        ]

    def __str__(self):
        return self.title


class Section(OrganizationRow, Versioned):
    """A stage or a thematic block of a roadmap, with the words printed in its row."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField("порядок")
    number = models.CharField("№", max_length=40, blank=True)
    title = models.TextField("название")
    goal = models.TextField("цель", blank=True)
    task = models.TextField("задача", blank=True)
    result = models.TextField("результат", blank=True)
    due_text = models.TextField("срок, как в документе", blank=True)
    responsible_text = models.TextField("ответственный, как в документе", blank=True)
    stage = models.PositiveSmallIntegerField("этап", choices=STAGES, null=True, blank=True)

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "order"], name="section_order_once")]

    def __str__(self):
        return f"{self.number} {self.title}".strip()


class Event(OrganizationRow, Versioned):
    """A numbered row of the plan: what is done, when, by whom, with what result."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="events")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, blank=True, related_name="events")
    order = models.PositiveSmallIntegerField("порядок")
    number = models.CharField("№", max_length=40, blank=True)
    title = models.TextField("мероприятие")
    content = models.JSONField("содержание", default=list, help_text="Вложенный список ячейки, по строкам.")
    due_text = models.TextField("срок, как в документе", blank=True)
    due = models.JSONField("срок, как понят", default=dict)
    answers = models.JSONField(
        "ответы о сроке", default=dict, help_text="Какой год, каждый ли год: что ответил куратор."
    )
    responsible_text = models.TextField("ответственный, как в документе", blank=True)
    result_text = models.TextField("результат", blank=True)
    indicator_text = models.TextField("показатель", blank=True)
    footnote = models.TextField("сноска", blank=True)
    extras = models.JSONField("другие столбцы", default=list, help_text="Пары «столбец, текст».")
    inherited = models.JSONField(
        "взято выше", default=list, help_text="«due», «responsible»: ячейка объединена с верхней или срок дан этапу."
    )
    withdrawn_at = models.DateField("убрано из плана", null=True, blank=True)
    template_code = models.CharField(max_length=10, blank=True)
    search_key = RussianKeyField(sources=("number", "title", "responsible_text"), max_length=2000)

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "order"], name="event_order_once")]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def due_spec(self) -> DueSpec:
        return DueSpec.from_json(self.due) if self.due else DueSpec()


class Responsible(OrganizationRow):
    """Who answers for an event: a position, a duty in the programme or a person; the holder is found by date."""

    class Kind(models.TextChoices):
        POSITION = "position", "должность"
        DUTY = "duty", "роль в программе"
        PERSON = "person", "человек"
        GROUP = "group", "группа людей"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="responsibles")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("вид", max_length=10, choices=Kind)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    duty = models.CharField("роль", max_length=20, choices=Employment.Duty, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("как написано", blank=True)

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="position", position__isnull=False)
                    | (Q(kind="duty") & ~Q(duty=""))
                    | Q(kind="person", person__isnull=False)
                    | (Q(kind="group") & ~Q(text=""))
                ),
                name="responsible_is_somebody",
            )
        ]


class OccurrenceQuerySet(OrganizationQuerySet):
    def open(self):
        return self.filter(done_at=None, cancelled_at=None)

    def overdue(self, today: date):
        return self.open().filter(due__lt=today)

    def within(self, start: date, end: date):
        """Those whose span touches these days."""
        return self.filter(Q(start__lte=end) | Q(start=None), Q(due__gte=start)).exclude(due=None)


class Occurrence(OrganizationRow, Versioned):
    """One time that an event is due, with its own mark; without a date where the plan gives none."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="occurrences")
    number = models.PositiveSmallIntegerField("раз по счёту")
    start = models.DateField("с", null=True, blank=True)
    due = models.DateField("срок", null=True, blank=True)
    moved_from = models.DateField("перенесён с", null=True, blank=True)
    inferred = models.BooleanField("год добавлен", default=False)
    review = models.BooleanField("уточнение", default=False, help_text="Ежегодный пересмотр сделанного однажды.")
    lasting = models.BooleanField("идёт всё время", default=False, help_text="Последний день — не срок исполнения.")
    done_at = models.DateField("выполнено", null=True, blank=True)
    done_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField("как выполнено", blank=True)
    cancelled_at = models.DateField("снято с плана", null=True, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "срок мероприятия"
        verbose_name_plural = "сроки мероприятий"
        ordering = ["due", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="occurrence_number_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(cancelled_at=None), name="occurrence_done_or_cancelled"
            ),
        ]
        indexes = [models.Index(fields=["organization", "due"], name="occurrence_due")]

    def __str__(self):
        return str(self.event)


class Evidence(OrganizationRow):
    """A file that shows an event was held."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="файл")
    at = models.DateTimeField("приложено", auto_now_add=True)

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ["pk"]


class Anchor(OrganizationRow, Versioned):
    """The day of something from which dates of a programme's plans are counted: of an order, as a rule."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="anchors", verbose_name="программа")
    code = models.CharField("что", max_length=20, help_text="Код приказа: «O6».")
    on = models.DateField("когда")

    class Meta:
        verbose_name = "день отсчёта"
        verbose_name_plural = "дни отсчёта"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="anchor_once")]

    def __str__(self):
        return f"{self.code}: {self.on:%d.%m.%Y}"


class CheckItem(OrganizationRow, Versioned):
    """A line of a stage's check-list, taken from a matrix of stages: a task, a document or an indicator."""

    class Kind(models.TextChoices):
        TASK = "task", "что сделать"
        DOCUMENT = "document", "документ"
        INDICATOR = "indicator", "показатель"

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="checks")
    stage = models.PositiveSmallIntegerField("этап", choices=STAGES, null=True, blank=True)
    stage_title = models.TextField("этап, как в документе", blank=True)
    order = models.PositiveSmallIntegerField("порядок")
    kind = models.CharField("вид", max_length=10, choices=Kind)
    text = models.TextField("текст")
    done_at = models.DateField("сделано", null=True, blank=True)
    done_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "строка контрольного списка"
        verbose_name_plural = "контрольный список этапов"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "order"], name="check_item_order_once")]

    def __str__(self):
        return self.text


class Upload(OrganizationRow, Versioned):
    """A document on its way into a plan: read, asked about, corrected, then adopted or dropped."""

    class State(models.TextChoices):
        READ = "read", "прочитан"
        ADOPTED = "adopted", "принят"
        DROPPED = "dropped", "отложен"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField("документ", max_length=300)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READ)
    draft = models.JSONField("что прочитано", default=dict)
    plan = models.PositiveSmallIntegerField("какой план документа", default=0)
    answers = models.JSONField("ответы", default=dict)
    corrections = models.JSONField("исправления", default=dict)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    against = models.ForeignKey(
        Roadmap, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="новая редакция плана"
    )
    roadmap = models.ForeignKey(Roadmap, on_delete=models.SET_NULL, null=True, blank=True, related_name="uploads")

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-created_at"]
