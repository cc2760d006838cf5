"""Questionnaires of a school, their editions and questions (domain §5 annexes 1–3, §6.2–6.4)."""

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow, Versioned, public_id
from mentoring.pairs.models import Trait
from mentoring.programmes.models import MentoringForm


class Questionnaire(OrganizationRow, Versioned):
    """A paper with questions for one side of mentoring; what it asks stands in its last edition."""

    class Side(models.TextChoices):
        MENTEE = "mentee", "наставляемые"
        MENTOR = "mentor", "наставники"
        CURATOR = "curator", "кураторы программы"
        CLASS_TEACHER = "class_teacher", "классные руководители — о наставляемых"
        PARENT = "parent", "родители — о наставляемых"

    class Moment(models.TextChoices):
        ENTRY = "entry", "на входе"
        EXIT = "exit", "на выходе"
        MONTHLY = "monthly", "раз в месяц"
        QUARTERLY = "quarterly", "раз в четверть"
        ANY = "any", "когда нужно"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    code = models.SlugField("код", max_length=60)
    title = models.CharField("название", max_length=200)
    title_key = RussianKeyField(sources=("title",))
    form = models.ForeignKey(
        MentoringForm, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="форма"
    )
    side = models.CharField("кого спрашиваем", max_length=14, choices=Side)
    moment = models.CharField("когда", max_length=10, choices=Moment, default=Moment.ANY)
    archived_on = models.DateField("убрана", null=True, blank=True)

    class Meta:
        verbose_name = "анкета"
        verbose_name_plural = "анкеты"
        ordering = ["title_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="questionnaire_once")]

    def __str__(self):
        return self.title

    @property
    def tells_of_another(self) -> bool:
        """Tell whether who answers speaks of a mentee, not of themselves."""
        return self.side in (self.Side.CLASS_TEACHER, self.Side.PARENT)


class Edition(OrganizationRow):
    """The questions of a questionnaire as they stood from one change to the next; once asked, they never change."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="editions", verbose_name="анкета"
    )
    number = models.PositiveSmallIntegerField("редакция", default=1)
    intro = models.TextField("вступление", blank=True)
    levels = models.JSONField(
        "уровни", default=list, blank=True, help_text="Пары «от скольких баллов, уровень», с высшего."
    )
    made_at = models.DateTimeField("составлена", auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "редакция анкеты"
        verbose_name_plural = "редакции анкет"
        ordering = ["questionnaire", "-number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="edition_once")]

    def __str__(self):
        return f"{self.questionnaire.title}, редакция {self.number}"


class Question(OrganizationRow):
    """One question of an edition."""

    class Kind(models.TextChoices):
        SCALE = "scale", "шкала"
        ONE = "one", "один ответ из списка"
        MANY = "many", "несколько ответов из списка"
        YES_NO = "yes_no", "да или нет"
        SHORT = "short", "короткий текст"
        LONG = "long", "развёрнутый текст"
        NUMBER = "number", "число"
        DATE = "date", "дата"
        PERSON = "person", "человек из реестра"
        MATRIX = "matrix", "таблица шкал"

    SCALES = (Kind.SCALE, Kind.MATRIX)

    class Register(models.TextChoices):
        MENTORS = "mentors", "наставники"
        MENTEES = "mentees", "наставляемые"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField("порядок", default=0)
    code = models.SlugField("код", max_length=40, help_text="Один и тот же во всех редакциях.")
    part = models.CharField("раздел", max_length=200, blank=True, help_text="Вопросы одного раздела стоят рядом.")
    kind = models.CharField("вид", max_length=8, choices=Kind)
    text = models.TextField("вопрос")
    help = models.CharField("пояснение", max_length=300, blank=True)
    low = models.PositiveSmallIntegerField("шкала от", default=1)
    high = models.PositiveSmallIntegerField("до", default=10)
    low_words = models.CharField("что значит наименьшее", max_length=100, blank=True)
    high_words = models.CharField("что значит наибольшее", max_length=100, blank=True)
    options = models.JSONField("варианты", default=list, blank=True)
    rows = models.JSONField("строки таблицы", default=list, blank=True)
    register = models.CharField("из какого реестра", max_length=8, choices=Register, blank=True)
    required = models.BooleanField("обязательный", default=False)
    reverse = models.BooleanField("хорошо, когда меньше", default=False)
    pair_code = models.SlugField(
        "код пары", max_length=40, blank=True, help_text="Связывает вопрос на входе с вопросом на выходе."
    )
    satisfaction = models.BooleanField("говорит об удовлетворённости", default=False)
    finding = models.CharField(
        "вывод для SWOT", max_length=300, blank=True, help_text="Чем кончается строка «у 82 % участников …»."
    )
    trait = models.CharField(
        "что узнает подбор пар",
        max_length=8,
        choices=Trait.Kind,
        blank=True,
        help_text="Ответ станет свойством того, о ком он.",
    )
    shown_if = models.SlugField("если в вопросе", max_length=40, blank=True)
    shown_value = models.PositiveSmallIntegerField("ответили", null=True, blank=True)

    class Meta:
        verbose_name = "вопрос"
        verbose_name_plural = "вопросы"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="question_once"),
            models.CheckConstraint(
                condition=Q(high__gt=F("low")),
                name="question_scale_rises",
                violation_error_message="Наибольшее число шкалы должно быть больше наименьшего.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def lines(self) -> list[str]:
        """Return what is answered and summed up apart: the rows of a table of scales, of the rest the question."""
        return self.rows if self.kind == self.Kind.MATRIX else [self.text]
