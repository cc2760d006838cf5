"""A document from its first draft to the moment it is handed on, or thrown away."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.programmes.models import Programme
from reports.documents import concerning, filling, gathering, kinds, legal, participants, wording
from reports.documents.filling import Subject
from reports.documents.kinds import BadBody, Kind
from reports.documents.models import Document, Ground, LegalAct
from reports.documents.texts import school_texts
from roadmap.models import Roadmap

OPEN = (Document.State.DRAFT, Document.State.RETURNED)
LONGEST_TITLE = 500


class DraftRefused(Refused):
    """A draft that cannot be made, changed or thrown away."""


class Stale(DraftRefused):
    """Somebody has changed the text meanwhile: `saved` is what stands now, the other text is with its writer."""

    def __init__(self, saved: Document):
        super().__init__(
            "Не сохранено: пока вы правили, документ изменил кто-то ещё. Ваш текст остался, рядом — то, что "
            "сохранено сейчас. Проверьте и сохраните снова."
        )
        self.saved = saved


@transaction.atomic
def draft(
    kind: str,
    programme: Programme,
    *,
    by: Membership,
    roadmap: Roadmap | None = None,
    title: str = "",
    body: Sequence[Mapping[str, Any]] | None = None,
) -> Document:
    """Begin a document of a kind for a programme: its text, its legal grounds, its plan.

    A paper about one row brings its own title and body, made from the kind's.
    """
    of = kinds.get(kind)
    _refuse_stranger(of, by)
    organization = programme.organization
    body = body or settled(kind, organization, schooldays.today(organization))
    document = sketch(kind, programme, body, by=by, roadmap=roadmap, title=title)
    document.save()
    concerning.choose(document)
    if _names_grounds(document.body):
        _rest_on(document, legal.offer(organization, kind, by=by))
    journal.write(organization, "document.draft", document, by=by, after={"kind": of.title, "title": document.title})
    return document


def sketch(
    kind: str,
    programme: Programme,
    body: Sequence[Mapping[str, Any]],
    *,
    by: Membership,
    roadmap: Roadmap | None = None,
    title: str = "",
) -> Document:
    """Return the draft as it would be, kept nowhere yet."""
    of = kinds.get(kind)
    roadmap = _roadmap(of, programme, roadmap)
    return Document(
        organization=programme.organization,
        programme=programme,
        kind=kind,
        title=title or _title(of, roadmap),
        body=list(body),
        roadmap=roadmap,
        drafted_by=by,
    )


def draft_about(kind: str, programme: Programme, title: str, subject: Subject, *, by: Membership) -> Document:
    """Begin a paper of a kind with the words of its subject written into the text."""
    school = programme.organization
    blocks = settled(kind, school, schooldays.today(school))
    return draft(kind, programme, by=by, title=title[:LONGEST_TITLE], body=filling.body(blocks, subject))


@transaction.atomic
def edit(
    document: Document,
    *,
    by: Membership,
    version: int,
    title: str | None = None,
    body: Sequence[Mapping[str, Any]] | None = None,
    grounds: Iterable[LegalAct] | None = None,
) -> Document:
    """Change the words of a draft; a text that somebody has changed meanwhile is refused as `Stale`."""
    document = _open(document, by=by)
    if version != document.version:
        raise Stale(document)
    before, after = {}, {}
    if title is not None and (title := " ".join(title.split())) != document.title:
        _check_title(title)
        before["title"], after["title"] = document.title, title
        document.title = title
    if body is not None and list(body) != document.body:
        _check_body(body)
        before["body"], after["body"] = _words(document.body), _words(body)
        document.body = list(body)
    if grounds is not None:
        was, now = _rest_on(document, list(grounds))
        if was != now:
            before["grounds"], after["grounds"] = was, now
    if after:
        document.version += 1
        document.save(update_fields=["title", "body", "version"])
        journal.write(document.organization, "document.edit", document, by=by, before=before, after=after)
    return document


@transaction.atomic
def discard(document: Document, *, by: Membership) -> None:
    """Throw away a draft that never had a number; the journal remembers it."""
    document = _open(document, by=by)
    before = {"kind": kinds.get(document.kind).title, "title": document.title, "body": _words(document.body)}
    journal.write(document.organization, "document.discard", document, by=by, before=before)
    document.delete()


def _refuse_stranger(kind: Kind, by: Membership) -> None:
    if not by.can(kind.drafter):
        raise DraftRefused(f"Составить «{kind.title}» может куратор или заместитель руководителя.")


def _roadmap(kind: Kind, programme: Programme, roadmap: Roadmap | None) -> Roadmap | None:
    if not kind.needs_roadmap:
        return None
    own = Roadmap.objects.filter(programme=programme).exclude(state=Roadmap.State.ARCHIVED)
    if roadmap is not None:
        own = own.filter(pk=roadmap.pk)
    found = own.order_by("state", "-adopted_at", "-pk").first()
    if found is None:
        raise DraftRefused(
            f"Для документа «{kind.title}» нужен план, а в программе «{programme}» его ещё нет. Загрузите дорожную "
            "карту или возьмите готовую, затем составьте документ."
        )
    return found


def _title(kind: Kind, roadmap: Roadmap | None) -> str:
    title = " ".join(roadmap.title.split()) if kind.stamp and roadmap else kind.title
    return title[:LONGEST_TITLE]


def settled(kind: str, school: Organization, on: date) -> list[dict[str, Any]]:
    """Write the terms of a school's text as days, so that what the head reads is what is issued."""
    calendar = schooldays.calendar_of(school)
    body = school_texts.body_of(kind, school)
    return [_settled(block, lambda text: wording.settle(text, on, calendar)) for block in body]


def _settled(block: Mapping[str, Any], settle: Callable[[str], str]) -> dict[str, Any]:
    """Settle the text of a block, the cells of a table that is typed, the blocks of an annex."""
    made = dict(block)
    if "text" in block:
        made["text"] = settle(block["text"])
    if "rows" in block:
        made["rows"] = [[settle(cell) for cell in row] for row in block["rows"]]
    if "blocks" in block:
        made["blocks"] = [_settled(inner, settle) for inner in block["blocks"]]
    return made


def _names_grounds(body: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a paper says what it rests on: in its preamble, or in a point."""
    return any(block["block"] == "preamble" for block in body) or participants.asks(body, "grounds")


def _open(document: Document, *, by: Membership) -> Document:
    """Lock a document whose words may still change."""
    own = Document.objects.visible_to(by).select_for_update(of=("self",)).select_related("organization")
    document = own.get(pk=document.pk)
    _refuse_stranger(kinds.get(document.kind), by)
    if document.is_issued:
        raise DraftRefused(
            f"Документ № {document.number} выпущен: его текст не меняют. Составьте документ об изменении или отмене."
        )
    if document.state not in OPEN:
        raise DraftRefused("Документ на утверждении. Отзовите его, чтобы исправить текст.")
    return document


def _check_title(title: str) -> None:
    if not title:
        raise DraftRefused("Напишите заголовок: о чём документ.")
    if len(title) > LONGEST_TITLE:
        raise DraftRefused(f"Заголовок длиннее {LONGEST_TITLE} знаков. Сократите его.")


def _check_body(body: Sequence[Mapping[str, Any]]) -> None:
    try:
        kinds.check_body(body)
    except BadBody as bad:
        raise DraftRefused(str(bad)) from bad


def _rest_on(document: Document, acts: Sequence[LegalAct]) -> tuple[list[str], list[str]]:
    """Put the document on these acts in this order; return the titles before and after."""
    acts = list(dict.fromkeys(acts))
    if any(act.organization_id != document.organization_id for act in acts):
        raise DraftRefused("Этого основания в вашем списке нет. Выберите из списка.")
    rows = document.grounds.select_related("act")
    before, after = [row.act.title for row in rows], [act.title for act in acts]
    if before != after:
        document.grounds.all().delete()
        Ground.objects.bulk_create(
            Ground(organization=document.organization, document=document, act=act, order=order)
            for order, act in enumerate(acts)
        )
    return before, after


def _words(body: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the texts of a body: what the journal keeps of it."""
    return [text for block in body for text in gathering.texts_of(block)]
