"""Where papers name people: a draft is corrected, an act that was approved or issued stays as it is."""

from django.db.models import Q

from mentoring.people.privacy.declaring import Category, gone, held, kept
from reports.documents.models import Document

ARCHIVE = "изданный документ не меняют и хранят по закону об архивном деле: 152-ФЗ, статья 1, часть 2"

HELD = (
    held("documents.legalact", mentions="title", impersonal="number on start end kinds"),
    held("documents.journal", impersonal="code title scheme"),
    held(
        "documents.look",
        mentions="lines",
        impersonal="emblem_at left right top bottom orders_wide profile font check_code",
    ),
    held("documents.outsidenumbers", mentions="reason", impersonal="at", points="by"),
    held(
        "documents.document",
        said=kept(Category.PAPER, "snapshot", ARCHIVE),
        mentions="title body",
        impersonal="public_id kind state number on digest approved_digest check_code "
        "drafted_at submitted_at approved_at issued_at",
        points="drafted_by submitted_by approved_by issued_by",
        settled=Q(sequence__isnull=False) | Q(state=Document.State.APPROVED),
        title="title number on",
    ),
    held("documents.remark", mentions="text", impersonal="at answered_at", points="by"),
    held(
        "documents.acquaintance",
        of="person",
        said=kept(Category.PAPER, "document name position on how", ARCHIVE),
        points="person by",
    ),
    held(
        "documents.concern",
        of="mentor__person",
        said=gone(Category.PART, "deed mentor on ending reason"),
        mentions="reason",
        impersonal="done_at",
    ),
    held("documents.rendering", impersonal="format state", mentions="error"),
    held("documents.scan", impersonal="sort signed at", points="by"),
    held(
        "documents.ownduty",
        of="person",
        said=gone(Category.PART, "where"),
        impersonal="at",
        points="by",
    ),
    held("documents.workspan", impersonal="start end"),
    held("documents.schooltext", mentions="body", impersonal="kind version standard at", points="by"),
)
