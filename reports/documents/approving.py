"""From a draft to the head's «утверждаю»: submitted, taken back, returned with remarks, approved.

Every verb locks the document first and writes the journal last: whoever gives numbers holds the same rows in the
same order, so two deeds wait for each other and never stand in each other's way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words, zones
from mentoring.people.models import Employment
from reports.documents import checking, composing, kinds, paper
from reports.documents.models import Document, Remark

State = Document.State
Duty = Employment.Duty
LONGEST_REMARK = 4000


class ApprovalRefused(Refused):
    """A step that the state of a document or a person's place forbids."""


class FaultsRefused(ApprovalRefused):
    """A text with faults: `faults` are what stops it, or what has to be accepted by who sends it on."""

    def __init__(self, sentence: str, faults: Sequence["checking.Fault"]):
        super().__init__(sentence)
        self.faults = tuple(faults)


@transaction.atomic
def submit(
    document: Document, *, by: Membership, version: int | None = None, accept_warnings: bool = False
) -> Document:
    """Hand a draft to the head; remarks to the text before count as answered."""
    document = locked(document, by=by)
    if not by.can("documents.edit"):
        raise ApprovalRefused("Передавать документы на утверждение может куратор или заместитель руководителя.")
    if not kinds.get(document.kind).is_approved:
        raise ApprovalRefused("Такой документ не утверждают: распечатайте его и подпишите от руки.")
    if document.state == State.SUBMITTED:
        raise ApprovalRefused("Документ уже передан на утверждение. Ничего не изменено.")
    if document.state not in (State.DRAFT, State.RETURNED):
        raise ApprovalRefused(f"Документ «{document.title}» — {document.get_state_display()}: передавать нечего.")
    if version is not None and version != document.version:
        raise ApprovalRefused(
            "Не передано: пока страница была открыта, документ изменил кто-то ещё. Откройте его заново и проверьте."
        )
    refuse_faults(document, accept_warnings=accept_warnings)
    before = {"state": document.state}
    document.state, document.submitted_by, document.submitted_at = State.SUBMITTED, by, timezone.now()
    save(document, "state", "submitted_by", "submitted_at")
    document.remarks.filter(answered_at=None).update(answered_at=document.submitted_at)
    journal.write(
        document.organization, "document.submit", document, by=by, before=before, after={"state": document.state}
    )
    return document


@transaction.atomic
def withdraw(document: Document, *, by: Membership) -> Document:
    """Take a document without a number back to the draft, to mend it before or after it was approved."""
    document = locked(document, by=by)
    if not by.can("documents.edit"):
        raise ApprovalRefused("Отозвать документ может куратор или заместитель руководителя.")
    if document.is_issued:
        raise ApprovalRefused(f"{registered(document)} Его можно изменить или отменить только другим документом.")
    if document.state not in (State.SUBMITTED, State.APPROVED):
        raise ApprovalRefused("Документ и так у вас: отзывать нечего.")
    before = {"state": document.state}
    _reopen(document, State.DRAFT)
    journal.write(
        document.organization, "document.withdraw", document, by=by, before=before, after={"state": document.state}
    )
    return document


@transaction.atomic
def return_(document: Document, remarks: str, *, by: Membership) -> Document:
    """Send a document back with what the head wants changed."""
    document = locked(document, by=by)
    _head_of(document.organization, schooldays.today(document.organization), by=by)
    if document.is_issued:
        raise ApprovalRefused(f"{registered(document)} Его можно изменить или отменить только другим документом.")
    if document.state not in (State.SUBMITTED, State.APPROVED):
        raise ApprovalRefused("Документ не на утверждении: вернуть его нельзя. Ничего не изменено.")
    if not remarks.strip():
        raise ApprovalRefused("Напишите, что исправить: без замечаний составитель не поймёт, почему документ вернулся.")
    before = {"state": document.state}
    _reopen(document, State.RETURNED)
    remark = Remark.objects.create(
        organization=document.organization, document=document, by=by, text=remarks.strip()[:LONGEST_REMARK]
    )
    after = {"state": document.state, "remark": remark.text}
    journal.write(document.organization, "document.return", document, by=by, before=before, after=after)
    return document


@transaction.atomic
def approve(document: Document, *, by: Membership, on: date | None = None) -> Document:
    """Approve a document as the head of today; who heads the school on the day `on` signs it."""
    document = settle(locked(document, by=by), by=by, on=on)
    write_down(document, by=by)
    return document


@transaction.atomic
def approve_many(documents: Iterable[Document], *, by: Membership) -> list[Document]:
    """Approve all of these documents or, where one cannot be approved, none."""
    approved = [settle(locked(row, by=by), by=by) for row in sorted(documents, key=lambda row: row.pk)]
    for document in approved:
        write_down(document, by=by)
    return approved


def settle(document: Document, *, by: Membership, on: date | None = None) -> Document:
    """Make a locked document approved; who calls writes the journal when all rows are changed."""
    today = schooldays.today(document.organization)
    _head_of(document.organization, today, by=by)
    if document.is_issued:
        raise ApprovalRefused(f"{registered(document)} Ничего не изменено.")
    if document.state == State.APPROVED:
        moment = schooldays.moment_words(document.organization, document.approved_at)
        raise ApprovalRefused(f"Уже утверждён: {document.approved_by}, {moment}. Ничего не изменено.")
    if document.state != State.SUBMITTED:
        raise ApprovalRefused(
            f"«{document.title}» не на утверждении ({document.get_state_display()}): составитель забрал его или "
            "не передал. Ничего не изменено."
        )
    refuse_faults(document, accept_warnings=True)
    document.signer = signer_of(document.organization, on or today)
    document.state, document.approved_by, document.approved_at = State.APPROVED, by, timezone.now()
    document.approved_digest = text_digest(document)
    save(document, "state", "approved_by", "approved_at", "signer", "approved_digest")
    return document


def head_today(organization: Organization, *, by: Membership) -> bool:
    """Tell whether this member heads the school today, for good or acting."""
    return _heads(organization, schooldays.today(organization)).filter(person__membership=by).exists()


def signer_of(organization: Organization, day: date) -> Employment:
    """Return who signs the acts of this day: the acting head, where there is one."""
    if signer := _heads(organization, day).first():
        return signer
    raise ApprovalRefused(
        f"На {words.full(day)} в школе никто не назначен руководителем. Откройте «Люди» и укажите, кто руководитель "
        "или исполняет его обязанности."
    )


def text_digest(document: Document) -> str:
    """Return the digest of what the head approves: the words as they read on that very day, without a number.

    How they are printed is not among them: margins may change while the paper waits for its number.
    """
    day = zones.today(document.organization.zone, document.approved_at)
    return paper.digest(replace(composing.compose(document, on=day), look=paper.PLAIN))


def refuse_faults(document: Document, *, accept_warnings: bool) -> None:
    """Stop a text with errors; one with warnings asks first."""
    found = checking.faults(document)
    errors = [fault for fault in found if fault.level == "error"]
    if errors:
        count = words.counted(len(errors), "ошибка", "ошибки", "ошибок")
        raise FaultsRefused(f"«{document.title}»: {count}, сначала исправьте. {_told(errors[0])}", errors)
    if found and not accept_warnings:
        count = words.counted(len(found), "замечание", "замечания", "замечаний")
        raise FaultsRefused(
            f"«{document.title}»: {count} проверки. Исправьте или подтвердите, что всё верно. {_told(found[0])}", found
        )


def locked(document: Document, *, by: Membership) -> Document:
    """Lock the document that this member may see: one deed at a time."""
    own = Document.objects.visible_to(by).select_for_update(of=("self",)).select_related("organization", "programme")
    return own.get(pk=document.pk)


def save(document: Document, *fields: str) -> None:
    document.version += 1
    document.save(update_fields=[*fields, "version"])


def registered(document: Document) -> str:
    """Say that the act has its number already."""
    return f"Документ уже зарегистрирован: № {document.number} от {words.digits(document.on)}."


def _told(fault: "checking.Fault") -> str:
    return f"{fault.place}: {fault.text}"


def _heads(organization: Organization, day: date):
    return Employment.objects.filter(organization=organization).holding(Duty.HEAD, day)


def _head_of(organization: Organization, today: date, *, by: Membership) -> None:
    """Refuse everybody but the head of today and who acts for them."""
    heads = _heads(organization, today)
    if by.can("documents.approve") and heads.filter(person__membership=by).exists():
        return
    named = heads.select_related("person").first()
    who = f"Сегодня это {named.person.short_name}." if named else "Кто это, укажите в разделе «Люди»."
    raise ApprovalRefused(
        f"Утверждать и возвращать документы может руководитель или кто исполняет его обязанности. {who}"
    )


def _reopen(document: Document, state: str) -> None:
    """Let the text be edited again: nothing of an approval stays."""
    document.state = state
    document.submitted_by = document.submitted_at = None
    document.approved_by = document.approved_at = document.signer = None
    document.approved_digest = ""
    save(
        document,
        *("state", "submitted_by", "submitted_at"),
        *("approved_by", "approved_at", "signer", "approved_digest"),
    )


def write_down(document: Document, *, by: Membership) -> None:
    after = {"state": State.APPROVED, "signer": document.signer_id, "text": document.approved_digest}
    journal.write(
        document.organization, "document.approve", document, by=by, before={"state": State.SUBMITTED}, after=after
    )
