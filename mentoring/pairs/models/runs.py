"""Runs of the matching: what they followed from, what they proposed, what hands changed, who agreed."""

from django.db import models
from django.db.models import Q

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow, Versioned, public_id
from mentoring.pairs.models.pairs import Pair
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry.models import Mentee, Mentor


class Trait(OrganizationRow):
    """Something a candidate has said that the matching asks about: an interest, a free time, a wish, a ban.

    It comes from answers of questionnaires by a declared mapping, or from a hand (annexes 21 and 22).
    """

    class Kind(models.TextChoices):
        INTEREST = "interest", "интерес"
        DISLIKE = "dislike", "не любит"
        TIME = "time", "свободное время"
        PLACE = "place", "место"
        TOGETHER = "together", "как хочет работать"
        WISH = "wish", "хотел бы с ним"
        BAN = "ban", "не хотел бы с ним"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="программа")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="traits", verbose_name="кто")
    kind = models.CharField("что", max_length=8, choices=Kind)
    value = models.CharField("ответ", max_length=200, blank=True)
    about = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="о ком"
    )
    rank = models.PositiveSmallIntegerField("место", default=0)
    why = models.CharField("почему", max_length=300, blank=True)
    source = models.CharField("откуда", max_length=200, blank=True)
    on = models.DateField("когда")

    class Meta:
        verbose_name = "свойство кандидата"
        verbose_name_plural = "свойства кандидатов"
        ordering = ["person", "kind", "rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("wish", "ban"), about__isnull=False)
                | (~Q(kind__in=("wish", "ban")) & Q(about=None)),
                name="trait_about_somebody",
            ),
            models.UniqueConstraint(
                fields=["programme", "person", "kind", "value"], condition=Q(about=None), name="trait_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "person", "kind", "about"],
                condition=Q(about__isnull=False),
                name="trait_once_about",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class Run(OrganizationRow, Versioned):
    """One matching of a form: its rules and weights, then, once handed over, what was proposed and decided."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        HANDED = "handed", "у комиссии"
        PUBLISHED = "published", "пары объявлены"
        DROPPED = "dropped", "отложен"

    class Order(models.TextChoices):
        PLACED = "placed", "Никто не забыт"
        WORST = "worst", "Сильнее слабейшая пара"
        TOTAL = "total", "Больше сходства в сумме"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="runs", verbose_name="программа")
    form = models.ForeignKey(MentoringForm, on_delete=models.PROTECT, related_name="+", verbose_name="форма")
    state = models.CharField("состояние", max_length=9, choices=State, default=State.DRAFT)
    order = models.CharField("вариант", max_length=6, choices=Order, default=Order.PLACED)
    weights = models.JSONField("веса", default=dict, blank=True)
    rules = models.JSONField("правила", default=dict, blank=True)
    fingerprint = models.JSONField("отпечаток", default=dict, blank=True)
    figures = models.JSONField("итог", default=dict, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("начат", auto_now_add=True)
    handed_at = models.DateTimeField("передан комиссии", null=True, blank=True)
    body = models.CharField("кто решил", max_length=300, blank=True)
    heard = models.TextField("чьё мнение выслушали", blank=True)
    decided_on = models.DateField("решение от", null=True, blank=True)
    basis = models.CharField("основание", max_length=300, blank=True)

    class Meta:
        verbose_name = "подбор пар"
        verbose_name_plural = "подборы пар"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "form"],
                condition=Q(state__in=("draft", "handed")),
                name="one_run_of_a_form_at_work",
            )
        ]

    def __str__(self):
        return f"Подбор пар «{self.form}»"


class Hand(OrganizationRow):
    """A change made by hand to a run: a pair locked or forbidden, by whom and why."""

    class What(models.TextChoices):
        LOCK = "lock", "закреплена"
        BAN = "ban", "запрещена"
        FREE = "free", "решение снято"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="hands")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="+", verbose_name="наставляемый")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="+", verbose_name="наставник")
    what = models.CharField("что", max_length=4, choices=What)
    reason = models.CharField("почему", max_length=300, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "решение вручную"
        verbose_name_plural = "решения вручную"
        ordering = ["at", "pk"]


class RunPair(OrganizationRow):
    """A pair that a run has proposed to those who decide, with its reasons; it may become a pair."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pairs")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="+", verbose_name="наставляемый")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="+", verbose_name="наставник")
    score = models.PositiveSmallIntegerField("сходство, тысячных")
    completeness = models.PositiveSmallIntegerField("полнота ответов, тысячных")
    parts = models.JSONField("из чего", default=list, blank=True)
    locked = models.BooleanField("закреплена вручную", default=False)
    breaks = models.JSONField("нарушает", default=list, blank=True)
    declined = models.BooleanField("не решились", default=False)
    pair = models.ForeignKey(Pair, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed")

    class Meta:
        verbose_name = "предложенная пара"
        verbose_name_plural = "предложенные пары"
        constraints = [models.UniqueConstraint(fields=["run", "mentee"], name="run_pair_once")]


class RunWaiting(OrganizationRow):
    """A mentee whom a run left without a mentor, and what would have helped."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="waiting")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="+", verbose_name="наставляемый")
    remedies = models.JSONField("что поможет", default=list, blank=True)

    class Meta:
        verbose_name = "оставшийся без пары"
        verbose_name_plural = "оставшиеся без пары"
        constraints = [models.UniqueConstraint(fields=["run", "mentee"], name="run_waiting_once")]


class Assent(OrganizationRow):
    """Whether a mentor, a mentee or a parent agrees to a proposed pair."""

    class Side(models.TextChoices):
        MENTOR = "mentor", "наставник"
        MENTEE = "mentee", "наставляемый"
        PARENT = "parent", "родитель"

    class State(models.TextChoices):
        ASKED = "asked", "ждём ответа"
        AGREED = "agreed", "за"
        DECLINED = "declined", "против"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    proposed = models.ForeignKey(RunPair, on_delete=models.CASCADE, related_name="assents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="кто")
    side = models.CharField("кем приходится", max_length=6, choices=Side)
    state = models.CharField("ответ", max_length=8, choices=State, default=State.ASKED)
    word = models.CharField("почему", max_length=300, blank=True)
    at = models.DateTimeField("когда", null=True, blank=True)

    class Meta:
        verbose_name = "согласие на пару"
        verbose_name_plural = "согласия на пары"
        constraints = [models.UniqueConstraint(fields=["proposed", "person"], name="assent_once")]


class Trial(OrganizationRow):
    """A trial meeting of a mentee with one of two or three mentors, and how both found it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="trials")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="+", verbose_name="наставляемый")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="+", verbose_name="наставник")
    on = models.DateField("когда", null=True, blank=True)
    mentee_mark = models.PositiveSmallIntegerField("оценка наставляемого", null=True, blank=True)
    mentee_word = models.CharField("слова наставляемого", max_length=300, blank=True)
    mentee_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто записал"
    )
    mentor_mark = models.PositiveSmallIntegerField("оценка наставника", null=True, blank=True)
    mentor_word = models.CharField("слова наставника", max_length=300, blank=True)
    mentor_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто записал"
    )

    class Meta:
        verbose_name = "пробная встреча"
        verbose_name_plural = "пробные встречи"
        ordering = ["mentee", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee", "mentor"], name="trial_once"),
            models.CheckConstraint(
                condition=Q(mentee_mark=None) | Q(mentee_mark__gte=1, mentee_mark__lte=10),
                name="trial_mentee_mark_on_scale",
            ),
            models.CheckConstraint(
                condition=Q(mentor_mark=None) | Q(mentor_mark__gte=1, mentor_mark__lte=10),
                name="trial_mentor_mark_on_scale",
            ),
        ]

    def __str__(self):
        return f"{self.mentee} и {self.mentor}"
