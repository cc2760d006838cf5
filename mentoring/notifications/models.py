"""Effects that outlive a request: the truth of each is a row here."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership, Organization, StoredFile
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, public_id
from mentoring.notifications import kinds
from mentoring.notifications.ladder import To


class OutboxQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Rows whose time has come, and rows somebody began and never ended."""
        told_once = [kind for kind, effect in kinds.EFFECTS.items() if effect.at_most_once]
        return self.filter(
            Q(state=OutboxItem.State.QUEUED, due_at__lte=now) | Q(self._broken(now), ~Q(kind__in=told_once)),
            kind__in=kinds.EFFECTS,
            attempts__lt=kinds.TRIES,
        )

    def lost(self, now: datetime):
        """Rows that broke off and must not be begun again."""
        told_once = [kind for kind, effect in kinds.EFFECTS.items() if effect.at_most_once]
        return self.filter(self._broken(now), Q(kind__in=told_once) | Q(attempts__gte=kinds.TRIES))

    @staticmethod
    def _broken(now: datetime) -> Q:
        return Q(state=OutboxItem.State.CLAIMED, leased_until__lt=now)


class OutboxItem(models.Model):
    """One effect that must happen after its transaction: a letter, a file to render."""

    class State(models.TextChoices):
        QUEUED = "queued", "ждёт"
        CLAIMED = "claimed", "делается"
        DONE = "done", "сделано"
        FAILED = "failed", "не удалось"
        UNKNOWN = "unknown", "неизвестно"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField("вид", max_length=40)
    key = models.CharField("ключ", max_length=200, unique=True)
    payload = models.JSONField("данные", default=dict, help_text="Пусто, когда всё сделано: в письмах бывают коды.")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField("не раньше")
    leased_until = models.DateTimeField("занято до", null=True)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    error = models.TextField("ошибка", blank=True)
    created_at = models.DateTimeField("создано", auto_now_add=True)
    done_at = models.DateTimeField("сделано", null=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "эффект"
        verbose_name_plural = "исходящие"
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_due")]


class JobQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """The jobs one has begun oneself: their titles and results are nobody else's."""
        return self.filter(by=membership)


class Job(OrganizationRow):
    """Work that takes longer than a second, with the progress its owner sees."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт очереди"
        RUNNING = "running", "идёт"
        DONE = "done", "готово"
        FAILED = "failed", "не удалось"
        STOPPED = "stopped", "остановлено"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("вид", max_length=40)
    title = models.CharField("что делается", max_length=200)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("сделано", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    message = models.TextField("сообщение", blank=True)
    result_url = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("поручено", auto_now_add=True)
    started_at = models.DateTimeField("начато", null=True)
    ended_at = models.DateTimeField("закончено", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "длинная работа"
        verbose_name_plural = "длинные работы"
        ordering = ["-created_at"]

    def __str__(self):
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.STOPPED)


class ReminderQuerySet(OrganizationQuerySet):
    def of(self, kind: str, ids):
        """The reminders of these subjects of one kind."""
        return self.filter(subject_kind=kind, subject_id__in=ids)


class Reminder(OrganizationRow):
    """One step of a ladder, dated: that somebody is to be told of something on a day, once for ever."""

    class State(models.TextChoices):
        PLANNED = "planned", "ждёт своего дня"
        CLAIMED = "claimed", "рассылается"
        TOLD = "told", "сказано"
        SKIPPED = "skipped", "пропущено"

    subject_kind = models.CharField("о чём", max_length=20)
    subject_id = models.BigIntegerField("номер")
    due = models.DateField("срок")
    step = models.CharField("шаг", max_length=12)
    to = models.CharField("кому", max_length=12, choices=[(to.value, to.value) for to in To])
    day = models.DateField("когда сказать")
    until = models.DateField("до какого дня есть смысл", null=True)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.PLANNED)
    reason = models.CharField("почему пропущено", max_length=120, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField("занято до", null=True)
    told_at = models.DateTimeField("сказано", null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "subject_kind", "subject_id", "due", "step"], name="reminder_once"
            )
        ]
        indexes = [
            models.Index(fields=["organization", "day"], condition=Q(state="planned"), name="reminder_due"),
            models.Index(fields=["leased_until"], condition=Q(state="claimed"), name="reminder_claimed"),
        ]


class Delivery(OrganizationRow):
    """A letter on its way to one person, or the word that there is nowhere to send it."""

    item = models.OneToOneField(OutboxItem, on_delete=models.SET_NULL, null=True, related_name="delivery")
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    addressee = models.CharField(max_length=24, blank=True, help_text="Чьё это письмо дня: второго не бывает.")
    name = models.CharField("кому", max_length=300, blank=True)
    to = models.EmailField("адрес", blank=True)
    subject = models.CharField("о чём", max_length=300)
    day = models.DateField("день")
    search_key = RussianKeyField(sources=("name", "to", "subject"), max_length=900)
    created_at = models.DateTimeField("поручено", auto_now_add=True)

    class Meta:
        verbose_name = "отправка"
        verbose_name_plural = "журнал отправки"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "addressee", "day"], condition=~Q(addressee=""), name="delivery_once_a_day"
            )
        ]


class NoticeQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """What one was told oneself."""
        return self.filter(membership=membership)

    def standing(self, today: date):
        """Those that still want an answer."""
        return self.filter(state__in=(Notice.State.WAITING, Notice.State.TOLD), day__lte=today)


class Notice(OrganizationRow):
    """A reminder as one person has it: waits for their letter, is told, seen, or put off with a reason."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт письма"
        TOLD = "told", "сказано"
        SEEN = "seen", "прочитано"
        DROPPED = "dropped", "больше не нужно"

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="notices")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="+")
    addressee = models.CharField(max_length=24)
    day = models.DateField("не раньше")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.WAITING)
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, related_name="notices")
    seen_on = models.DateField("прочитано", null=True)
    snooze_reason = models.CharField("почему отложено", max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "сказанное напоминание"
        verbose_name_plural = "сказанные напоминания"
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["reminder", "addressee"], name="notice_once")]
        indexes = [
            models.Index(fields=["organization", "day"], condition=Q(state="waiting"), name="notice_waiting"),
        ]
