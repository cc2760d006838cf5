"""Papers of one sort for many people at once, and each paper of them."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Q

from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, public_id
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from reports.batches import sorts
from reports.documents.models import Document

KEPT = timedelta(days=14)  # how long the files of a batch stay


class BatchQuerySet(OrganizationQuerySet):
    def visible_to(self, membership: Membership):
        """Those one has begun oneself, of sorts of papers that one may still open."""
        return super().visible_to(membership).filter(by=membership, sort__in=sorts.seen_by(membership))

    def untold(self):
        """Those that came to their end and whose owner has not yet come to see it."""
        return self.filter(state__in=(Batch.State.READY, Batch.State.FAILED), seen_at=None)

    def counted(self):
        """Count the papers of each, the latest first: `made`, `lost`, and how many there are in all."""
        state = Part.State
        return self.order_by("-at", "-pk").annotate(
            total=Count("parts"),
            made=Count("parts", Q(parts__state=state.READY)),
            lost=Count("parts", Q(parts__state=state.FAILED)),
        )

    def outlived(self, now: datetime):
        """Those whose files have lain long enough."""
        return self.filter(at__lt=now - KEPT)


class Batch(OrganizationRow):
    """Papers of one sort for many people, made in the background as one file or as an archive."""

    class Form(models.TextChoices):
        ZIP = "zip", "архив: файл на каждую бумагу"
        BOOK = "book", "один PDF подряд"
        LEAVES = "leaves", "один PDF для двусторонней печати"

    class State(models.TextChoices):
        WORKING = "working", "готовится"
        READY = "ready", "готово"
        STOPPED = "stopped", "остановлено"
        FAILED = "failed", "не удалось"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="+")
    sort = models.CharField("что", max_length=20)
    title = models.CharField("что готовится", max_length=300)
    form = models.CharField("чем отдать", max_length=6, choices=Form, default=Form.ZIP)
    asked = models.JSONField("особенности", default=dict)
    digest = models.CharField("SHA-256 запроса", max_length=64)
    state = models.CharField("состояние", max_length=7, choices=State, default=State.WORKING)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name="поручил")
    at = models.DateTimeField("поручено", auto_now_add=True)
    begun_at = models.DateTimeField("начато", null=True)
    ended_at = models.DateTimeField("закончено", null=True)
    seen_at = models.DateTimeField("просмотрено после конца", null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    error = models.CharField("почему не удалось", max_length=500, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "пачка документов"
        verbose_name_plural = "пачки документов"
        ordering = ["-at", "-pk"]
        constraints = [
            # The same asked twice while it is being made is one batch.
            models.UniqueConstraint(
                fields=["by", "digest"], condition=Q(state="working"), name="batch_made_once_at_a_time"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def until(self) -> datetime:
        """The moment at which its files go."""
        return self.at + KEPT


class Part(OrganizationRow):
    """One paper of a batch: whose it is, the document it shows, the file when it is made."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт"
        READY = "ready", "готово"
        NEEDLESS = "needless", "не нужно"
        FAILED = "failed", "не получилось"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    subject = models.PositiveBigIntegerField("запись, о которой бумага")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField("чья бумага", max_length=300)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.WAITING)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    error = models.CharField("почему не получилось", max_length=500, blank=True)

    class Meta:
        verbose_name = "бумага пачки"
        verbose_name_plural = "бумаги пачки"
        ordering = ["batch", "order"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "order"], name="part_has_its_place"),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(name=""), name="part_ready_has_a_name"),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="part_state")]

    def __str__(self):
        return self.name


class Origin(OrganizationRow):
    """The row that a document was made for: whatever its title and words become, batches know it by this."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="origin")
    subject = models.PositiveBigIntegerField("запись, о которой бумага")

    class Meta:
        verbose_name = "о ком документ"
        verbose_name_plural = "о ком документы"

    def __str__(self):
        return self.document.title
