"""Pairs and groups, and who is in them from which day until which."""

from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q

from mentoring import access
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.people.models.persons import learners_of
from mentoring.programmes.models import MentoringForm, Programme, RoleModel
from mentoring.registry.models import Mentee, Mentor


def in_seat(day: date | OuterRef, path: str = "") -> Q:
    """Say of seats in a pair, `path` away, that they are held on this day."""
    return Q(**{f"{path}since__lte": day}) & (Q(**{f"{path}until": None}) | Q(**{f"{path}until__gte": day}))


class PairQuerySet(OrganizationQuerySet):
    def visible_to(self, membership: Membership):
        """Pairs of the school for its office, the led ones for a mentor, those of the own class for its teacher too."""
        rows = super().visible_to(membership)
        own_class = access.of_own_class(membership.roles, "pairs.see")
        if membership.can("pairs.see") and not own_class:
            return rows
        led = rows.led_by(membership, schooldays.today(membership.organization))
        if not own_class:
            return led
        of_class = PairMentee.objects.filter(mentee__person__in=learners_of(membership))
        return rows.filter(Q(pk__in=of_class.values("pair")) | Q(pk__in=led.values("pk")))

    def led_by(self, membership: Membership, day: date):
        """Pairs in which this member holds the seat of a mentor on this day; of a project nobody is a mentor yet."""
        seats = PairMentor.objects.filter(in_seat(day), mentor__person__membership=membership)
        return self.filter(pk__in=seats.values("pair"), state__in=Pair.STANDING, end__gte=day)


class Pair(OrganizationRow, Versioned):
    """A mentor and a mentee, or a mentor and a group, who work together for a time («наставническая пара»)."""

    class Kind(models.TextChoices):
        ONE = "one", "пара"
        GROUP = "group", "группа"

    class State(models.TextChoices):
        PROJECT = "project", "проект"
        FIXED = "fixed", "закреплена"
        WORKS = "works", "работает"
        PAUSED = "paused", "приостановлена"
        COMPLETED = "completed", "завершена"
        DISSOLVED = "dissolved", "расторгнута"

    class Ending(models.TextChoices):
        """Why a pair ends (annex 30)."""

        TERM = "term", "срок истёк"
        GOAL = "goal", "цель достигнута"
        MENTOR = "mentor", "по инициативе наставника"
        MENTEE = "mentee", "по инициативе наставляемого"
        PARENT = "parent", "по инициативе родителя"
        REPLACED = "replaced", "замена наставника"
        LEFT = "left", "выбытие участника"

    class Next(models.TextChoices):
        """What is advised after the end (annex 30)."""

        CONTINUE = "continue", "продолжить"
        CHANGE = "change", "сменить наставника"
        FINISH = "finish", "завершить"
        GROW = "grow", "наставляемый станет наставником"

    class Way(models.TextChoices):
        IN_PERSON = "in_person", "очно"
        REMOTE = "remote", "дистанционно"
        TRIP = "trip", "выезд"

    STANDING = (State.FIXED, State.WORKS, State.PAUSED)
    OVER = (State.COMPLETED, State.DISSOLVED)

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pairs", verbose_name="программа")
    form = models.ForeignKey(MentoringForm, on_delete=models.PROTECT, related_name="+", verbose_name="форма")
    role_model = models.ForeignKey(
        RoleModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ролевая модель"
    )
    kind = models.CharField("вид", max_length=5, choices=Kind, default=Kind.ONE)
    title = models.CharField("название группы", max_length=200, blank=True)
    state = models.CharField("состояние", max_length=9, choices=State, default=State.PROJECT)
    start = models.DateField("с")
    end = models.DateField("по")
    goal = models.TextField("цель", blank=True)
    monthly = models.PositiveSmallIntegerField("встреч в месяц", default=4)
    minutes = models.PositiveSmallIntegerField("минут на встречу", default=45)
    way = models.CharField("как встречаются", max_length=9, choices=Way, default=Way.IN_PERSON)
    place = models.CharField("где", max_length=200, blank=True)
    basis = models.CharField("основание", max_length=300, blank=True)
    fixed_on = models.DateField("закреплена", null=True, blank=True)
    paused_on = models.DateField("приостановлена с", null=True, blank=True)
    ended_on = models.DateField("окончена", null=True, blank=True)
    ending = models.CharField("почему окончена", max_length=8, choices=Ending, blank=True)
    reason = models.CharField("пояснение", max_length=300, blank=True)
    result = models.TextField("достигнутые результаты", blank=True)
    advice = models.CharField("что дальше", max_length=8, choices=Next, blank=True)
    note = models.TextField("заметки куратора", blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "пара"
        verbose_name_plural = "пары и группы"
        ordering = ["-start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="pair_ends_after_start",
                violation_error_message="Пара кончается раньше, чем начинается. Проверьте дни.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("completed", "dissolved"), ended_on__isnull=False)
                | (~Q(state__in=("completed", "dissolved")) & Q(ended_on=None)),
                name="pair_over_has_its_day",
            ),
            models.CheckConstraint(condition=Q(monthly__gte=1, monthly__lte=31), name="pair_meets_monthly"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=600), name="pair_minutes"),
        ]
        indexes = [models.Index(fields=["organization", "programme", "state"], name="pair_state")]

    def __str__(self):
        return self.title or "пара"


class PairMentor(OrganizationRow):
    """A seat of a mentor in a pair, and the days of its rights: the leading one, a second, a substitute."""

    class Role(models.TextChoices):
        LEAD = "lead", "наставник"
        SECOND = "second", "второй наставник"
        SUBSTITUTE = "substitute", "замещает"

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="mentors", verbose_name="пара")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="seats", verbose_name="наставник")
    role = models.CharField("кто", max_length=10, choices=Role, default=Role.LEAD)
    since = models.DateField("с")
    until = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "наставник пары"
        verbose_name_plural = "наставники пары"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="mentor_seat_runs",
                violation_error_message="Права наставника кончаются раньше, чем начинаются. Проверьте дни.",
            ),
            models.UniqueConstraint(
                fields=["pair"], condition=Q(role="lead", until=None), name="pair_has_one_leading_mentor"
            ),
            models.UniqueConstraint(fields=["pair", "mentor", "since"], name="mentor_seat_once"),
        ]

    def __str__(self):
        return str(self.mentor)


class PairMentee(OrganizationRow):
    """A seat of a mentee in a pair or a group, and its days."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="mentees", verbose_name="пара")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="seats", verbose_name="наставляемый")
    since = models.DateField("с")
    until = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "наставляемый пары"
        verbose_name_plural = "наставляемые пары"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="mentee_seat_runs",
                violation_error_message="Участие кончается раньше, чем начинается. Проверьте дни.",
            ),
            models.UniqueConstraint(fields=["pair", "mentee", "since"], name="mentee_seat_once"),
        ]

    def __str__(self):
        return str(self.mentee)
