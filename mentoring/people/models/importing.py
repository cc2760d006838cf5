"""Lists of people on their way into the school: a file, its rows, what each will do and what it did."""

from django.db import models

from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.rows import OrganizationRow, Versioned, public_id
from mentoring.people.models.persons import Person


class ImportBatch(OrganizationRow, Versioned):
    """One file of people: read, previewed, taken over as a whole or not at all, undone for a week."""

    class Kind(models.TextChoices):
        LEARNERS = "learners", "обучающиеся"
        STAFF = "staff", "сотрудники"

    class State(models.TextChoices):
        READING = "reading", "читается"
        READ = "read", "прочитан"
        COMMITTED = "committed", "внесён"
        UNDONE = "undone", "отменён"
        DROPPED = "dropped", "отложен"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    kind = models.CharField("что в нём", max_length=10, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("файл", max_length=300)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READ)
    columns = models.JSONField("столбцы", default=list, help_text="Для каждого столбца файла: что в нём.")
    found = models.JSONField("что найдено", default=dict, help_text="Листы, шапка, замечания к файлу, класс для всех.")
    counts = models.JSONField("сколько чего", default=dict)
    created = models.JSONField("заведено для всех", default=dict, help_text="Классы и должности: для отмены.")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    committed_at = models.DateTimeField("внесён", null=True, blank=True)
    undone_at = models.DateTimeField("отменён", null=True, blank=True)

    class Meta:
        verbose_name = "загрузка списка"
        verbose_name_plural = "загрузки списков"
        ordering = ["-created_at", "-pk"]


class ImportRow(OrganizationRow):
    """One row of a file: what it says, what it will do, whom it concerns, what it changed."""

    class Verdict(models.TextChoices):
        NEW = "new", "новый"
        CHANGED = "changed", "изменится"
        SAME = "same", "без изменений"
        DOUBTFUL = "doubtful", "нужно решить"
        REFUSED = "refused", "не внести"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("строка")
    cells = models.JSONField("как в файле", default=list)
    values = models.JSONField("как понято", default=dict)
    verdict = models.CharField("что будет", max_length=10, choices=Verdict)
    faults = models.JSONField("замечания", default=list, help_text="Столбец, что не так, как исправить.")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    doubts = models.JSONField("о ком спросить", default=list, help_text="Кто это из уже известных людей.")
    choices = models.JSONField("решения", default=dict)
    changes = models.JSONField("что изменится", default=list, help_text="Было и стало, для отмены.")
    created = models.JSONField("создано", default=dict, help_text="Вид записи и номера: для отмены.")

    class Meta:
        verbose_name = "строка списка"
        verbose_name_plural = "строки списков"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
