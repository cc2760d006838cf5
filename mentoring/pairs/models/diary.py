"""The diary of a pair (annex 4): its meetings, who came, what was done of the plan, what each side says of it."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.pairs.models.pairs import Pair, PairMentee, PairMentor, in_seat
from mentoring.pairs.models.plans import PlanItem, RouteStep
from mentoring.people.models import Person
from mentoring.registry.models import Mentor


class MeetingQuerySet(OrganizationQuerySet):
    def visible_to(self, membership: Membership):
        """All meetings for those who read diaries; else those of the pairs led today, a substitute's own days alone."""
        rows = super().visible_to(membership)
        if membership.can("diary.see"):
            return rows.filter(pair__in=Pair.objects.visible_to(membership).values("pk"))
        return rows.led_by(membership, schooldays.today(membership.organization))

    def led_by(self, membership: Membership, day: date):
        """Meetings of pairs in which this member holds the seat of a mentor; a substitute's on the days of it."""
        seats = PairMentor.objects.filter(in_seat(day), mentor__person__membership=membership, pair=OuterRef("pair"))
        own = seats.exclude(role=PairMentor.Role.SUBSTITUTE)
        substituted = seats.filter(in_seat(OuterRef("on")), role=PairMentor.Role.SUBSTITUTE)
        return self.filter(Exists(own) | Exists(substituted), pair__state__in=Pair.STANDING)


class Meeting(OrganizationRow, Versioned):
    """One meeting of a pair: planned, held, missed or called off."""

    class Kind(models.TextChoices):
        INTRO = "intro", "знакомство"
        TRIAL = "trial", "пробная"
        PLANNING = "planning", "планирование"
        REGULAR = "regular", "рабочая"
        FINAL = "final", "итоговая"
        GROUP = "group", "групповая"
        GROUP_FINAL = "group_final", "общая итоговая"

    class State(models.TextChoices):
        PLANNED = "planned", "запланирована"
        HELD = "held", "проведена"
        MISSED = "missed", "не состоялась"
        CANCELLED = "cancelled", "отменена"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="meetings", verbose_name="пара")
    kind = models.CharField("вид встречи", max_length=11, choices=Kind, default=Kind.REGULAR)
    state = models.CharField("состояние", max_length=9, choices=State, default=State.PLANNED)
    on = models.DateField("когда")
    minutes = models.PositiveSmallIntegerField("сколько минут", null=True, blank=True)
    way = models.CharField("как", max_length=9, choices=Pair.Way, default=Pair.Way.IN_PERSON)
    place = models.CharField("где", max_length=200, blank=True)
    mentor = models.ForeignKey(
        Mentor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто провёл"
    )
    step = models.ForeignKey(
        RouteStep, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name="по карте"
    )
    topic = models.CharField("тема", max_length=300, blank=True)
    done = models.TextField("что сделано", blank=True)
    mark = models.PositiveSmallIntegerField("оценка наставника", null=True, blank=True)
    mentee_mark = models.PositiveSmallIntegerField("оценка наставляемого", null=True, blank=True)
    mentee_word = models.TextField("слово наставляемого", blank=True)
    mentee_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="чьё слово"
    )
    important = models.BooleanField("важно", default=False)
    reason = models.CharField("почему не было", max_length=300, blank=True)
    key = models.CharField("ключ записи", max_length=40, blank=True, editable=False)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField("когда записана", null=True, blank=True)
    seen_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="куратор"
    )
    seen_at = models.DateTimeField("отметка куратора", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "встреча"
        verbose_name_plural = "встречи"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], condition=~Q(key=""), name="meeting_sent_once"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(minutes__gte=1, minutes__lte=600), name="held_meeting_lasts"
            ),
            models.CheckConstraint(condition=Q(mark=None) | Q(mark__gte=1, mark__lte=10), name="meeting_mark_on_scale"),
            models.CheckConstraint(
                condition=Q(mentee_mark=None) | Q(mentee_mark__gte=1, mentee_mark__lte=10),
                name="meeting_mentee_mark_on_scale",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("missed", "cancelled")) | ~Q(reason=""), name="meeting_not_held_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["pair", "on"], name="meeting_by_day")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on:%d.%m.%Y}"


class Presence(OrganizationRow):
    """A mentee who came to a meeting, or did not."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(PairMentee, on_delete=models.CASCADE, related_name="presences", verbose_name="кто")
    came = models.BooleanField("был", default=True)

    class Meta:
        verbose_name = "присутствие"
        verbose_name_plural = "присутствовали"
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="presence_once")]


class MeetingItem(OrganizationRow):
    """An item of the plan that a meeting worked on, and whether it was finished there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="meetings", verbose_name="пункт плана")
    finished = models.BooleanField("выполнен", default=False)

    class Meta:
        verbose_name = "пункт плана на встрече"
        verbose_name_plural = "что делали по плану"
        constraints = [models.UniqueConstraint(fields=["meeting", "item"], name="meeting_item_once")]


class Remark(OrganizationRow):
    """What the curator and the mentor write to each other about an entry of the diary."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("текст")
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "замечание к встрече"
        verbose_name_plural = "замечания к встречам"
        ordering = ["at", "pk"]


class Confirmation(OrganizationRow):
    """An entry of the diary drawn by lot for one tap of the other side: was it so."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="confirmation")
    month = models.DateField("за месяц")
    seed = models.CharField("жребий", max_length=64)
    agreed = models.BooleanField("так и было", null=True, blank=True)
    answered_at = models.DateTimeField("когда ответили", null=True, blank=True)

    class Meta:
        verbose_name = "выборочная проверка"
        verbose_name_plural = "выборочные проверки"
        ordering = ["-month", "pk"]
