"""An approved text becomes an act: numbered, dated, frozen, its consequences drawn, in one transaction.

The file is made later from the frozen text: nothing here waits for a renderer.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from mentoring import faults
from mentoring.accounts import journal, operations, schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.notifications import outbox
from mentoring.people.models import Employment
from reports.documents import (
    acquainting,
    approving,
    composing,
    concerning,
    dressing,
    kinds,
    numbering,
    paper,
    rewarding,
)
from reports.documents.approving import ApprovalRefused, locked, registered, save
from reports.documents.models import Document, Journal, Rendering
from roadmap import planning

State = Document.State
ACTION = "documents.number"
AHEAD = timedelta(days=3)  # an act may be dated a few days ahead: after a weekend
BEFORE = timedelta(days=92)  # the orders of a school year are signed in the summer before it


class IssueRefused(ApprovalRefused):
    """An act that cannot get its number."""


class EarlierDate(IssueRefused):
    """A date before that of the number before: it is asked once more, never made so by a slip."""


def issue(document: Document, *, on: date, by: Membership, token: str = "", accept_earlier: bool = False) -> Document:
    """Number an approved document, date and freeze it; the same one-time token gives back the same act."""
    faults.point("document.before")
    with transaction.atomic():
        if _was_done(token, by=by):
            return Document.objects.visible_to(by).get(pk=document.pk)
        document = locked(document, by=by)
        faults.point("document.locked")
        if not (by.can(ACTION) or approving.head_today(document.organization, by=by)):
            raise IssueRefused("Присваивать номера может куратор, руководитель или специалист по кадрам.")
        _refuse_state(document)
        _close(document, _make_act(document, on, by=by, accept_earlier=accept_earlier), by=by)
        return document


def approve_and_issue(
    document: Document, *, on: date, by: Membership, token: str = "", accept_earlier: bool = False
) -> Document:
    """Approve a document and number it: the head's one press."""
    faults.point("document.before")
    with transaction.atomic():
        if _was_done(token, by=by):
            return Document.objects.visible_to(by).get(pk=document.pk)
        (act,) = approve_and_issue_many([document], on=on, by=by, accept_earlier=accept_earlier)
        return act


@transaction.atomic
def approve_and_issue_many(
    documents: Iterable[Document], *, on: date, by: Membership, accept_earlier: bool = False
) -> list[Document]:
    """Approve and number all of these documents, in this order, or none of them."""
    documents = list(documents)
    rows = {row.pk: locked(row, by=by) for row in sorted(documents, key=lambda row: row.pk)}
    acts = [rows[document.pk] for document in documents]
    faults.point("document.locked")
    for act in acts:
        approving.settle(act, by=by, on=on)
    numbering.hold([_journal(act) for act in acts], on)
    changed = [_make_act(act, on, by=by, accept_earlier=accept_earlier) for act in acts]
    for act, others in zip(acts, changed, strict=True):
        approving.write_down(act, by=by)
        _close(act, others, by=by)
    return acts


def _was_done(token: str, *, by: Membership) -> bool:
    """Spend the token of a form that no page has spent; tell whether it was spent before."""
    return bool(token) and not operations.spend(by, ACTION, token)[1]


def _make_act(document: Document, on: date, *, by: Membership, accept_earlier: bool) -> list[tuple[Document, str]]:
    """Number an approved document and draw what follows; return the acts it changes with their states before."""
    _refuse_date(document, on)
    _refuse_other_text(document)
    named = composing.people_named(document)
    _number(document, on, by=by, accept_earlier=accept_earlier)
    changed = [
        *_change_other(document.amends_id, State.AMENDED, by=by),
        *_change_other(document.cancels_id, State.CANCELLED, by=by),
    ]
    _queue_files(document)
    acquainting.ask(document, named)
    return changed


def _close(document: Document, changed: Iterable[tuple[Document, str]], *, by: Membership) -> None:
    """Date the plans and write the journal, last of all: every deed of the school waits for its end."""
    concerning.follow(document, by=by)
    rewarding.follow(document, by=by)
    anchor = kinds.get(document.kind).anchors
    if anchor and not (document.amends_id or document.cancels_id):
        planning.anchor(document.programme, anchor, document.on, by=by)
    _write_down(document, changed, by=by)
    faults.point("document.before_commit")
    for moment in ("document.committed", "document.queued", "document.answered"):
        transaction.on_commit(partial(faults.point, moment))


def _journal(document: Document) -> Journal:
    return numbering.journal_for(document.organization, kinds.get(document.kind).journal)


def _number(document: Document, on: date, *, by: Membership, accept_earlier: bool) -> None:
    """Give an approved document its number and its date, and freeze its text."""
    kept_in = _journal(document)
    year, sequence, number = numbering.take(kept_in, on, by=by)
    faults.point("document.numbered")
    if not accept_earlier:
        _refuse_earlier(kept_in, on)  # under the lock of the counter: nobody dates another act meanwhile
    text = dressing.seal(document, composing.compose(document, on=on, number=number))
    document.journal, document.year, document.sequence = kept_in, year, sequence
    document.number, document.on = number, on
    document.snapshot, document.digest = paper.to_json(text), paper.digest(text)
    document.state, document.issued_by, document.issued_at = State.ISSUED, by, timezone.now()
    save(
        document,
        *("journal", "year", "sequence", "number", "on", "snapshot", "digest", "check_code"),
        *("state", "issued_by", "issued_at"),
    )
    faults.point("document.frozen")


def _change_other(pk: int | None, state: str, *, by: Membership) -> Iterator[tuple[Document, str]]:
    """Change the state of the act that this one amends or cancels; give it with its state before."""
    if pk is None:
        return
    other = locked(Document(pk=pk), by=by)
    if other.state == State.CANCELLED:
        raise IssueRefused(f"Документ № {other.number} уже отменён: менять или отменять в нём нечего.")
    before, other.state = other.state, state
    save(other, "state")
    yield other, before


def _write_down(document: Document, changed: Iterable[tuple[Document, str]], *, by: Membership) -> None:
    school = document.organization
    after = {"state": document.state, "number": document.number, "on": document.on, "text": document.digest}
    journal.write(school, "document.issue", document, by=by, before={"state": State.APPROVED}, after=after)
    for other, before in changed:
        after = {"state": other.state, "by": str(document.pk)}
        journal.write(school, f"document.{other.state}", other, by=by, before={"state": before}, after=after)


def _refuse_state(document: Document) -> None:
    if document.is_issued:
        raise IssueRefused(f"{registered(document)} Ничего не изменено.")
    if document.state != State.APPROVED:
        raise IssueRefused(
            f"«{document.title}» ещё не утверждён ({document.get_state_display()}): "
            "номер присваивают после утверждения."
        )


def _refuse_date(document: Document, on: date) -> None:
    today = schooldays.today(document.organization)
    if on > today + AHEAD:
        raise IssueRefused(
            f"Дата {words.full(on)} ещё далеко. Документ датируют днём, когда его подписывают: "
            f"сегодня {words.full(today)}."
        )
    if on < document.programme.start - BEFORE:
        raise IssueRefused(
            f"Дата {words.full(on)} слишком ранняя: программа начинается {words.full(document.programme.start)}. "
            "Проверьте дату документа или даты программы."
        )
    if document.signer_id and not Employment.objects.on(on).filter(pk=document.signer_id).exists():
        raise IssueRefused(
            f"{words.full(on)} документ не может подписать {document.signer}: в этот день он не руководит. "
            "Поставьте другую дату или верните документ на утверждение."
        )
    for other in (document.amends, document.cancels):
        if other and on < other.on:
            raise IssueRefused(
                f"Дата {words.full(on)} раньше, чем у документа № {other.number} от {words.full(other.on)}, "
                "который он меняет. Поставьте дату не раньше."
            )


def _refuse_other_text(document: Document) -> None:
    """Stop where facts have changed since the head read the text."""
    if document.approved_digest != approving.text_digest(document):
        raise IssueRefused(
            "С тех пор как документ утвердили, изменились люди, план или реквизиты, и текст уже другой. "
            "Отзовите документ, проверьте его и передайте на утверждение ещё раз."
        )


def _refuse_earlier(kept_in: Journal, on: date) -> None:
    last = Document.objects.filter(journal=kept_in, year=on.year).issued().order_by("-sequence").first()
    if last and on < last.on:
        raise EarlierDate(
            f"Дата {words.full(on)} раньше, чем у предыдущего номера: № {last.number} от {words.full(last.on)}. "
            "Если так и есть, подтвердите дату ещё раз."
        )


def _queue_files(document: Document) -> None:
    for format in kinds.get(document.kind).formats:
        rendering = Rendering.objects.create(organization=document.organization, document=document, format=format)
        effect = {"rendering_id": rendering.pk}
        outbox.add("document", f"document:{rendering.pk}", effect, organization=document.organization)


def give_up_file(rendering_id: int) -> None:
    """Leave a file that no try has made to the person who presses «ещё раз»; why it failed stays said."""
    lost = Rendering.objects.filter(pk=rendering_id).exclude(state=Rendering.State.READY)
    lost.filter(error="").update(error="Файл не получился: программа прервалась, пока делала его.")
    lost.update(state=Rendering.State.FAILED)
