"""An act in force changes only by another act: drafted here, effective when that one gets its number.

What changes or ends an act of any kind is an order of the head; the words of the draft are its writer's to finish.
"""

from typing import Any

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from reports.documents import kinds
from reports.documents.approving import ApprovalRefused, locked
from reports.documents.models import Document

State = Document.State
ORDER = "O1"  # the kind whose letterhead, name and journal an order has
LONGEST_TITLE = 500


class AmendingRefused(ApprovalRefused):
    """A change of an act that cannot be begun."""


@transaction.atomic
def amend(document: Document, *, by: Membership) -> Document:
    """Draft the order that changes this act."""
    document = _in_force(document, by=by)
    _refuse_second(document.amended_by.filter(sequence=None), "изменении")
    points = [
        _point(f"Внести изменения в текст {_named(document)} {{about}} «{{about.title}}»:"),
        _point("Пункт 1 изложить в следующей редакции: «…».", level=2),
        _point("Контроль за исполнением настоящего приказа оставляю за собой."),
    ]
    return _draft(document, f"Об изменении {_whole_name(document)}", points, by=by, amends=document)


@transaction.atomic
def cancel(document: Document, reason: str, *, by: Membership) -> Document:
    """Draft the order that ends this act, with the reason."""
    document = _in_force(document, by=by)
    reason = " ".join(reason.translate(str.maketrans("{}", "()")).split()).rstrip(".")
    if not reason:
        raise AmendingRefused("Напишите, почему документ отменяется: причина войдёт в текст приказа.")
    _refuse_second(document.cancelled_by.filter(sequence=None), "отмене")
    points = [
        _point(f"Отменить действие {_named(document)} {{about}} «{{about.title}}»."),
        _point("Контроль за исполнением настоящего приказа оставляю за собой."),
    ]
    opening = [{"block": "paragraph", "text": f"{reason[:1].upper()}{reason[1:]}."}]
    return _draft(document, f"Об отмене {_whole_name(document)}", points, opening, by=by, cancels=document)


def _in_force(document: Document, *, by: Membership) -> Document:
    document = locked(document, by=by)
    if not by.can("documents.edit"):
        raise AmendingRefused("Изменять и отменять документы может куратор или заместитель руководителя.")
    if document.state not in Document.IN_FORCE:
        raise AmendingRefused(
            f"«{document.title}» — {document.get_state_display()}: изменяют и отменяют только то, что действует."
        )
    return document


def _refuse_second(drafts, about: str) -> None:
    """Let one draft of a sort be under way: two of them would end the same act twice."""
    if begun := drafts.first():
        raise AmendingRefused(
            f"Документ об {about} уже составлен: «{begun.title}», {begun.get_state_display()}. Продолжите его."
        )


def _draft(
    document: Document,
    title: str,
    points: list[dict[str, Any]],
    opening: list[dict[str, Any]] | None = None,
    *,
    by: Membership,
    **changed: Document,
) -> Document:
    """Make the draft; whoever was named in the act reads what becomes of it."""
    readers = list(document.acquaintances.values_list("person", flat=True))
    body = [
        *({"block": name} for name in ("letterhead", "name", "registration", "heading")),
        *(opening or []),
        {"block": "paragraph", "flat": True, "text": "ПРИКАЗЫВАЮ:"},
        *points,
        {"block": "signature", "who": "head"},
        {"block": "acquaintance", "title": "С приказом ознакомлены:", "also": readers},
    ]
    made = Document.objects.create(
        organization=document.organization,
        programme=document.programme,
        kind=ORDER,
        title=title[:LONGEST_TITLE],
        body=body,
        drafted_by=by,
        **changed,
    )
    after = {"title": made.title, **{name: str(other.pk) for name, other in changed.items()}}
    journal.write(made.organization, "document.draft", made, by=by, after=after)
    return made


def _point(text: str, *, level: int = 1) -> dict[str, Any]:
    return {"block": "point", "text": text, "level": level}


def _named(document: Document) -> str:
    """Say what sort of paper it is, in the genitive: «приказа», «дорожной карты»."""
    return kinds.get(document.kind).word["gen"]


def _whole_name(document: Document) -> str:
    return f"{_named(document)} от {words.digits(document.on)} №{words.NBSP}{document.number}"
