"""Acts of a school: drafted, approved, numbered, frozen, amended or cancelled by other acts."""

from django.db import models
from django.db.models import F, Q

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.pairs.models import Pair
from mentoring.people.models import Employment, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentor
from reports.documents.labour.duties import OwnDuty
from reports.documents.labour.spans import WorkSpan
from reports.documents.look import Look
from roadmap.models import Roadmap

__all__ = ["Look", "OwnDuty", "WorkSpan"]  # models of this app, in modules of their own


class LegalAct(OrganizationRow, Versioned):
    """A law or an act of an authority that papers rest on («На основании …»); the school keeps the list itself."""

    title = models.CharField(
        "как писать в документе",
        max_length=600,
        help_text="В родительном падеже, после слов «на основании»: «распоряжения Министерства … от … № …».",
    )
    number = models.CharField("номер", max_length=60, blank=True)
    on = models.DateField("дата", null=True, blank=True)
    start = models.DateField("действует с", null=True, blank=True)
    end = models.DateField("действует по", null=True, blank=True)
    kinds = models.JSONField("для каких документов", default=list, help_text="Коды видов; пусто — для всех.")
    search_key = RussianKeyField(sources=("title", "number"), max_length=700)

    class Meta:
        verbose_name = "правовое основание"
        verbose_name_plural = "правовые основания"
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "title"], name="legal_act_once")]

    def __str__(self):
        return self.title


class Journal(OrganizationRow, Versioned):
    """A journal in which acts of one sort get their numbers, and how a number looks in this school."""

    code = models.SlugField("код", max_length=20)
    title = models.CharField("название", max_length=200)
    scheme = models.CharField(
        "вид номера",
        max_length=40,
        default="{n}",
        help_text="Например: «{n}», «{n}/1-од», «{n}-а», «{n:02}-Д»; {n} — порядковый номер за год, {y} — год.",
    )

    class Meta:
        verbose_name = "журнал регистрации"
        verbose_name_plural = "журналы регистрации"
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="journal_code_once")]

    def __str__(self):
        return self.title


class Counter(OrganizationRow):
    """The next number of a journal in one year; its row is the lock under which numbers are given."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField("год")
    next = models.PositiveIntegerField("следующий номер", default=1)

    class Meta:
        verbose_name = "счётчик номеров"
        verbose_name_plural = "счётчики номеров"
        constraints = [models.UniqueConstraint(fields=["journal", "year"], name="counter_once")]


class OutsideNumbers(OrganizationRow):
    """Numbers of a journal that stand on papers made outside the product, and why."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="outside", verbose_name="журнал")
    year = models.PositiveSmallIntegerField("год")
    first = models.PositiveIntegerField("с номера")
    last = models.PositiveIntegerField("по номер")
    reason = models.CharField("что это за документы", max_length=300)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("записано", auto_now_add=True)

    class Meta:
        verbose_name = "номера вне системы"
        verbose_name_plural = "номера вне системы"
        ordering = ["-year", "-first"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first"), first__gte=1), name="outside_numbers_run")
        ]


class DocumentQuerySet(OrganizationQuerySet):
    def waiting(self):
        """Those that lie with the head to be approved."""
        return self.filter(state=Document.State.SUBMITTED)

    def in_force(self):
        """Those that stand, as they were issued or changed since."""
        return self.filter(state__in=Document.IN_FORCE)

    def first_issues(self):
        """Those that are acts of their own, and do not only change or end another one."""
        return self.filter(amends=None, cancels=None)

    def issued(self):
        """Those that have a number, whatever became of them later."""
        return self.exclude(sequence=None)


class Document(OrganizationRow, Versioned):
    """One act or paper of a programme: an order, a protocol, an approved roadmap."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        SUBMITTED = "submitted", "на утверждении"
        RETURNED = "returned", "возвращён с замечаниями"
        APPROVED = "approved", "утверждён, ждёт номера"
        ISSUED = "issued", "действует"
        AMENDED = "amended", "действует с изменениями"
        CANCELLED = "cancelled", "отменён"

    IN_FORCE = (State.ISSUED, State.AMENDED)

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="documents", verbose_name="программа"
    )
    kind = models.CharField("вид", max_length=20, help_text="Код вида из набора видов документов.")
    title = models.CharField("заголовок", max_length=500)
    body = models.JSONField("текст", default=list, help_text="Блоки с подстановками; после выпуска не читается.")
    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="план"
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name="составил")
    drafted_at = models.DateTimeField("составлен", auto_now_add=True)
    submitted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField("передан на утверждение", null=True, blank=True)
    approved_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField("утверждён", null=True, blank=True)
    approved_digest = models.CharField("SHA-256 утверждённого текста", max_length=64, blank=True)
    signer = models.ForeignKey(
        Employment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="подписывает"
    )
    journal = models.ForeignKey(
        Journal, on_delete=models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="журнал"
    )
    year = models.PositiveSmallIntegerField("год номера", null=True, blank=True)
    sequence = models.PositiveIntegerField("порядковый номер", null=True, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    on = models.DateField("дата документа", null=True, blank=True)
    issued_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField("выпущен", null=True, blank=True)
    snapshot = models.JSONField("текст, как выпущен", default=dict)
    digest = models.CharField("SHA-256 текста", max_length=64, blank=True)
    check_code = models.CharField("код проверки", max_length=10, blank=True)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by", verbose_name="изменяет"
    )
    cancels = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="cancelled_by", verbose_name="отменяет"
    )

    objects = DocumentQuerySet.as_manager()

    frozen_by = "sequence"
    frozen = (
        *("programme", "kind", "title", "signer", "journal", "year", "sequence", "number", "on"),
        *("snapshot", "digest", "check_code", "amends", "cancels"),
    )

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-on", "-sequence", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["journal", "year", "sequence"], condition=Q(sequence__isnull=False), name="document_number_once"
            ),
            models.UniqueConstraint(
                fields=["journal", "year", "number"], condition=~Q(number=""), name="document_number_text_once"
            ),
            models.UniqueConstraint(
                fields=["check_code"], condition=~Q(check_code=""), name="document_check_code_once"
            ),
            models.CheckConstraint(
                condition=Q(sequence=None, number="", on=None, digest="")
                | (
                    Q(sequence__isnull=False, journal__isnull=False, year__isnull=False, on__isnull=False)
                    & ~Q(number="")
                    & ~Q(digest="")
                ),
                name="document_numbered_whole",
            ),
            models.CheckConstraint(
                condition=Q(sequence__isnull=False, state__in=("issued", "amended", "cancelled"))
                | Q(sequence=None, state__in=("draft", "submitted", "returned", "approved")),
                name="document_number_fits_state",
            ),
        ]
        indexes = [models.Index(fields=["organization", "state"], name="document_state")]

    def __str__(self):
        return self.title

    @property
    def is_issued(self) -> bool:
        return self.sequence is not None


class Ground(OrganizationRow):
    """A legal act that one document rests on, in its place of the preamble."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="grounds")
    act = models.ForeignKey(LegalAct, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "основание документа"
        verbose_name_plural = "основания документа"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "act"], name="ground_once")]


class Remark(OrganizationRow):
    """What the head wants changed in a paper that was sent back."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("когда", auto_now_add=True)
    text = models.TextField("замечание")
    answered_at = models.DateTimeField("исправлено", null=True, blank=True)

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["at", "pk"]


class Acquaintance(OrganizationRow):
    """A person who must read an issued act, and when they signed that they had."""

    class How(models.TextChoices):
        NONE = "", "не ознакомлен"
        PAPER = "paper", "подпись на листе"
        HERE = "here", "отметка в системе"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="acquaintances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField("имя в листе", max_length=300)
    position = models.CharField("должность в листе", max_length=300, blank=True)
    on = models.DateField("ознакомлен", null=True, blank=True)
    how = models.CharField("как", max_length=5, choices=How, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "ознакомление"
        verbose_name_plural = "лист ознакомления"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "person"], name="acquaintance_once"),
            models.CheckConstraint(
                condition=Q(on=None, how="") | (Q(on__isnull=False) & ~Q(how="")), name="acquaintance_told_how"
            ),
        ]


class Rendering(OrganizationRow):
    """A file of an issued act, made from its snapshot: PDF or DOCX."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    class State(models.TextChoices):
        WAITING = "waiting", "готовится"
        READY = "ready", "готов"
        FAILED = "failed", "не получился"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renderings")
    format = models.CharField("вид", max_length=4, choices=Format)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    error = models.CharField("почему не получился", max_length=500, blank=True)

    class Meta:
        verbose_name = "файл документа"
        verbose_name_plural = "файлы документа"
        constraints = [
            models.UniqueConstraint(fields=["document", "format"], name="rendering_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(file__isnull=False), name="rendering_ready_has_a_file"
            ),
        ]


class Scan(OrganizationRow):
    """A scan of the signed paper, or a detached signature of one of its files, beside the act."""

    class Sort(models.TextChoices):
        SCAN = "scan", "скан"
        SIGNATURE = "signature", "электронная подпись"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="scans")
    sort = models.CharField("что это", max_length=9, choices=Sort, default=Sort.SCAN)
    signed = models.CharField("SHA-256 подписанного файла", max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("приложен", auto_now_add=True)

    class Meta:
        verbose_name = "скан документа"
        verbose_name_plural = "сканы документа"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="scan", signed="") | (Q(sort="signature") & ~Q(signed="")),
                name="scan_signature_names_its_file",
            )
        ]


class Concern(OrganizationRow):
    """A pair that a paper is about, and what becomes of the pair on the day the paper is issued."""

    class Deed(models.TextChoices):
        NONE = "", "ничего"
        FIX = "fix", "закрепляется"
        APPROVE = "approve", "план утверждается"
        REPLACE = "replace", "наставник меняется"
        END = "end", "работа прекращается"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="concerns")
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="papers")
    deed = models.CharField("что станет с парой", max_length=7, choices=Deed, blank=True)
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField("с какого дня", null=True, blank=True)
    ending = models.CharField("почему", max_length=8, choices=Pair.Ending, blank=True)
    reason = models.CharField("пояснение", max_length=300, blank=True)
    done_at = models.DateTimeField("исполнено", null=True, blank=True)

    class Meta:
        verbose_name = "пара в документе"
        verbose_name_plural = "пары в документе"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "pair"], name="concern_once"),
            models.CheckConstraint(
                condition=Q(deed="replace", mentor__isnull=False) | (~Q(deed="replace") & Q(mentor=None)),
                name="concern_names_who_comes",
            ),
            models.CheckConstraint(condition=~Q(deed="end") | ~Q(ending=""), name="concern_says_why_it_ends"),
        ]


class SchoolText(OrganizationRow):
    """A school's own words for a kind of papers: the newest version counts, an empty body is the standard again."""

    kind = models.CharField("вид", max_length=20)
    version = models.PositiveSmallIntegerField("версия")
    body = models.JSONField("текст", default=list, blank=True, help_text="Блоки с подстановками, как в наборе видов.")
    standard = models.CharField("SHA-256 стандартного текста", max_length=64, help_text="С него начинали правку.")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name="изменил")
    at = models.DateTimeField("изменён", auto_now_add=True)

    class Meta:
        verbose_name = "свой текст документа"
        verbose_name_plural = "свои тексты документов"
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["organization", "kind", "version"], name="school_text_once")]
