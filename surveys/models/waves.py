"""Waves of questions, who is asked, and what was answered."""

import secrets

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.pairs.models import Pair
from mentoring.people.models import Person, StudyGroup
from mentoring.programmes.models import MentoringForm, Programme
from roadmap.models import Event
from surveys.models.questionnaires import Edition, Question


class Wave(OrganizationRow, Versioned):
    """One asking: an edition, those who are asked, the days from which and until which they answer."""

    class State(models.TextChoices):
        PLANNED = "planned", "запланирован"
        OPEN = "open", "идёт"
        CLOSED = "closed", "закрыт"

    class Moment(models.TextChoices):
        ENTRY = "entry", "вход"
        EXIT = "exit", "выход"
        QUARTERLY = "quarterly", "раз в четверть"
        ONCE = "once", "один раз"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="waves", verbose_name="программа")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="waves", verbose_name="анкета")
    title = models.CharField("название", max_length=200)
    moment = models.CharField("замер", max_length=10, choices=Moment, default=Moment.ONCE)
    form = models.ForeignKey(
        MentoringForm, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="форма"
    )
    group = models.ForeignKey(
        StudyGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="класс"
    )
    pair = models.ForeignKey(
        Pair, on_delete=models.PROTECT, null=True, blank=True, related_name="waves", verbose_name="только эта пара"
    )
    states = models.JSONField("в каком состоянии", default=list, blank=True, help_text="Пусто — все, кто в программе.")
    opens_on = models.DateField("с")
    closes_on = models.DateField("по")
    remind = models.JSONField("за сколько дней напомнить", default=list, blank=True)
    anonymous = models.BooleanField("без имён", default=False)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="мероприятие плана"
    )
    state = models.CharField("состояние", max_length=8, choices=State, default=State.PLANNED)
    conclusion = models.TextField("вывод", blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "опрос"
        verbose_name_plural = "опросы"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="wave_closes_after_it_opens",
                violation_error_message="Опрос закрывается раньше, чем открывается. Проверьте дни.",
            )
        ]
        indexes = [models.Index(fields=["organization", "programme", "state"], name="wave_state")]

    def __str__(self):
        return self.title


class Respondent(OrganizationRow):
    """Somebody who is asked in a wave, and whether they have answered; what they said stands elsewhere."""

    class How(models.TextChoices):
        LINK = "link", "по ссылке"
        PAGE = "page", "на своей странице"
        PAPER = "paper", "на бумаге"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="respondents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="кто отвечает")
    about = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="о ком"
    )
    draft = models.JSONField("начатые ответы", default=dict, blank=True)
    answered_on = models.DateField("ответил", null=True, blank=True)
    how = models.CharField("как", max_length=5, choices=How, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "участник опроса"
        verbose_name_plural = "участники опроса"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "person"], condition=Q(about=None), name="respondent_once"),
            models.UniqueConstraint(fields=["wave", "person", "about"], name="respondent_once_about"),
        ]

    def __str__(self):
        return self.person.full_name

    @property
    def learner_id(self) -> int:
        """Name whose class says where the respondent belongs: of whom they tell, else themselves."""
        return self.about_id or self.person_id


def random_number() -> int:
    """Make a key that tells nothing of the order in which rows came."""
    return secrets.randbits(62)


class Response(OrganizationRow):
    """The answers of one respondent; of an anonymous wave they belong to nobody, and their keys follow no order."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="responses")
    respondent = models.OneToOneField(Respondent, on_delete=models.CASCADE, null=True, related_name="response")
    on = models.DateField("когда")

    class Meta:
        verbose_name = "ответы"
        verbose_name_plural = "ответы"

    def __str__(self):
        return f"ответы, {self.on:%d.%m.%Y}"


class Answer(OrganizationRow):
    """One answer: a number (a point of the scale, 1 or 0 for yes or no, the place of an option), a text or a person.

    `row` is the line of a table of scales or the rank of a person; of several options each has a row of its own here.
    """

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    row = models.PositiveSmallIntegerField(default=0)
    value = models.DecimalField("число", max_digits=9, decimal_places=2, null=True)
    text = models.TextField("текст", blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="человек")

    class Meta:
        verbose_name = "ответ"
        verbose_name_plural = "ответы"
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "row", "value"], name="answer_once"),
        ]
        indexes = [models.Index(fields=["question", "row", "value"], name="answer_by_value")]

    def __str__(self):
        return self.text or str(self.value)
