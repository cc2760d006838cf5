"""Organizations, those who sign in, and the records of what they did."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mentoring import access
from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.calendar.schoolyear import TERMS
from mentoring.calendar.zones import ZONES


class Region(models.Model):
    """A subject of the Federation, whose centre sees the numbers of its schools."""

    name = models.CharField("название", max_length=200, unique=True)
    code = models.CharField("код", max_length=2, blank=True)

    class Meta:
        verbose_name = "регион"
        verbose_name_plural = "регионы"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Municipality(models.Model):
    """A municipal district or a city district of a region."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="municipalities", verbose_name="регион")
    name = models.CharField("название", max_length=200)

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="municipality_once_in_region")]

    def __str__(self):
        return self.name


class Organization(Versioned):
    """A school, college, kindergarten, or a regional centre: the wall that rows never cross."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "школа"
        COLLEGE = "college", "колледж или техникум"
        KINDERGARTEN = "kindergarten", "детский сад"
        ADDITIONAL = "additional", "дополнительное образование"
        CENTRE = "centre", "региональный центр"

    slug = models.SlugField("имя в адресе", unique=True, max_length=40)
    kind = models.CharField("тип", max_length=12, choices=Kind, default=Kind.SCHOOL)
    full_name = models.CharField("полное наименование", max_length=500)
    short_name = models.CharField("краткое наименование", max_length=200)
    founder = models.CharField("учредитель", max_length=300, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, verbose_name="регион")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, verbose_name="муниципалитет"
    )
    locality = models.CharField("населённый пункт", max_length=120, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    zone = models.CharField("часовой пояс", max_length=40, choices=ZONES, default="Europe/Moscow")
    six_day_week = models.BooleanField("шестидневная неделя", default=False)
    second_factor_required = models.BooleanField(
        "требовать второй шаг входа",
        default=True,
        help_text="Куратор, руководитель, психолог и технический специалист через 7 дней "
        "подтверждают вход одноразовым кодом.",
    )
    created_at = models.DateTimeField("заведена", auto_now_add=True)

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["short_name"]

    def __str__(self):
        return self.short_name


class Unit(OrganizationRow, Versioned):
    """A part of an organization with a place of its own: a branch, a building, a department."""

    name = models.CharField("название", max_length=200)
    locality = models.CharField("населённый пункт", max_length=120, blank=True)

    class Meta:
        verbose_name = "подразделение"
        verbose_name_plural = "подразделения"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="unit_once_in_organization")]

    def __str__(self):
        return self.name


class SchoolTerm(OrganizationRow, Versioned):
    """A quarter or a vacation as this organization itself has set it, instead of the usual one."""

    code = models.CharField("что", max_length=12, choices=TERMS)
    school_year = models.PositiveSmallIntegerField("учебный год", help_text="Год, в котором он начался: 2026.")
    start = models.DateField("первый день")
    end = models.DateField("последний день")

    class Meta:
        verbose_name = "четверть или каникулы"
        verbose_name_plural = "четверти и каникулы"
        ordering = ["-school_year", "start"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "school_year", "code"], name="term_once"),
            models.CheckConstraint(
                condition=Q(end__gte=models.F("start")),
                name="term_ends_after_start",
                violation_error_message="Последний день раньше первого. Проверьте даты.",
            ),
        ]

    def __str__(self):
        return f"{self.get_code_display()}, {self.school_year}"


class DayCorrection(OrganizationRow):
    """A day on which this organization works or rests against the production calendar."""

    day = models.DateField("день")
    works = models.BooleanField("рабочий", default=False)
    reason = models.CharField("почему", max_length=200, blank=True)

    class Meta:
        verbose_name = "особый день"
        verbose_name_plural = "особые дни"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["organization", "day"], name="day_correction_once")]

    def __str__(self):
        return f"{self.day:%d.%m.%Y}"


class FirstRunAddress(models.Model):
    """The address at which whoever holds it begins an organization, once; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("действует до")

    class Meta:
        verbose_name = "адрес первого запуска"
        verbose_name_plural = "адреса первого запуска"


class UserManager(BaseUserManager):
    def create_user(self, login, password=None, **fields):
        user = self.model(login=self.model.normalize_username(login).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, login):
        return self.get(login=login)


class User(AbstractBaseUser):
    """Somebody who signs in; what they may do stands in their memberships."""

    login = models.CharField("логин", max_length=60, unique=True)
    email = models.EmailField("электронная почта", blank=True)
    is_active = models.BooleanField("может входить", default=True)
    date_joined = models.DateTimeField("заведён", default=timezone.now)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        constraints = [
            models.UniqueConstraint(models.functions.Lower("email"), condition=~Q(email=""), name="user_email_once")
        ]

    def __str__(self):
        return self.login

    def get_full_name(self):
        return self.login


class Membership(OrganizationRow, Versioned):
    """A person's place in one school: the roles in which they work there."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="учётная запись"
    )
    name = models.CharField("имя", max_length=300)
    email = models.EmailField("электронная почта", blank=True)
    name_key = RussianKeyField(sources=("name",))
    started_at = models.DateTimeField("с", default=timezone.now)
    ended_at = models.DateTimeField("закончил", null=True, blank=True)

    class Meta:
        verbose_name = "сотрудник с доступом"
        verbose_name_plural = "доступ сотрудников"
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(user__isnull=False, ended_at__isnull=True),
                name="membership_once_in_organization",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants.all())

    @property
    def role_words(self) -> str:
        return ", ".join(access.ROLE_WORDS[role] for role in access.Role if role in self.roles)

    def can(self, action: str) -> bool:
        return access.can(self.roles, action)


class Grant(OrganizationRow):
    """One role of a membership."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField("роль", max_length=20, choices=[(role, words) for role, words in access.ROLE_WORDS.items()])
    granted_at = models.DateTimeField("с", default=timezone.now)

    class Meta:
        verbose_name = "роль"
        verbose_name_plural = "роли"
        constraints = [models.UniqueConstraint(fields=["membership", "role"], name="grant_once")]

    def __str__(self):
        return self.get_role_display()


class InvitationQuerySet(OrganizationQuerySet):
    def live(self, now):
        """Codes that still open their door."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(OrganizationRow):
    """A one-time code by which a person takes their place in the school; only its hash is kept."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    login = models.CharField("предложенный логин", max_length=60, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("отправлено", auto_now_add=True)
    expires_at = models.DateTimeField("действует до")
    used_at = models.DateTimeField("принято", null=True)
    revoked_at = models.DateTimeField("отозвано", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"


class PersonalLink(OrganizationRow):
    """An address that opens one page for one person without an account; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField("назначение", max_length=40)
    subject = models.CharField("к чему", max_length=100, help_text="Вид и номер записи, «wave:17».")
    person_name = models.CharField("кому", max_length=300, blank=True)
    membership = models.ForeignKey(
        Membership,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="links",
        help_text="Сотрудник, чья это ссылка: она закрывается вместе с его доступом.",
    )
    created_at = models.DateTimeField("создана", auto_now_add=True)
    expires_at = models.DateTimeField("действует до")
    revoked_at = models.DateTimeField("отозвана", null=True)
    used_at = models.DateTimeField("использована", null=True)

    class Meta:
        verbose_name = "личная ссылка"
        verbose_name_plural = "личные ссылки"


class Operation(OrganizationRow):
    """A deed that was done once: the same form sent again is shown its result."""

    token = models.CharField(max_length=60, unique=True)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=60)
    result_url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "операция"
        verbose_name_plural = "операции"


class JournalHead(models.Model):
    """The end of one organization's chain of entries; its row is the lock."""

    organization = models.OneToOneField(Organization, on_delete=models.PROTECT, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class JournalQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """Everything but what was done with rows that few may know of."""
        closed = [kind for kind, action in access.CLOSED_KINDS.items() if not membership.can(action)]
        return super().visible_to(membership).exclude(subject_kind__in=closed)


class JournalEntry(OrganizationRow):
    """Who did what to which row and when; written once, chained to the one before."""

    number = models.PositiveBigIntegerField("№")
    at = models.DateTimeField("когда")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="кто")
    action = models.CharField("что сделано", max_length=60)
    subject_kind = models.CharField("вид", max_length=60)
    subject_id = models.CharField("номер", max_length=40)
    fields = models.JSONField("поля", default=list)
    salt = models.CharField(max_length=32)
    values_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="journal_number_once")]
        indexes = [models.Index(fields=["organization", "subject_kind", "subject_id"], name="journal_subject")]


class JournalValues(OrganizationRow):
    """Values before and after a journal entry, apart from it so that erasure may empty them."""

    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, related_name="values")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)


class StoredFileQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        open_to = [action for action in access.ACTIONS if membership.can(action)]
        return super().visible_to(membership).filter(action__in=open_to)


class StoredFile(OrganizationRow):
    """A file somebody put in, kept under a random name and opened only by those who may."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    name = models.CharField("имя файла", max_length=255)
    content_type = models.CharField("вид", max_length=100)
    size = models.PositiveBigIntegerField("размер, байт")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120, unique=True)
    action = models.CharField("кому открыт", max_length=40, help_text="Действие из таблицы прав, нужное для открытия.")
    by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="кто положил"
    )
    at = models.DateTimeField("когда", auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл"
        verbose_name_plural = "файлы"

    def __str__(self):
        return self.name
