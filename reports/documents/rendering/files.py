"""Files of issued acts: made from the frozen text in the background, kept once, made again when a person asks."""

import secrets

from django.db import transaction

from mentoring import faults
from mentoring.accounts import files, journal
from mentoring.accounts.contents import FileRefused
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import outbox
from mentoring.printing import press
from reports.documents import paper, ties
from reports.documents.models import Document, Rendering
from reports.documents.rendering import docx, pdf

State = Rendering.State
_WRITE = {Rendering.Format.PDF: pdf.render, Rendering.Format.DOCX: docx.render}


def render(rendering_id: int) -> None:
    """Make the file of an issued act; a second run finds it made."""
    rendering = Rendering.objects.select_related("document__organization", "document__issued_by").get(pk=rendering_id)
    if rendering.state == State.READY:
        return
    try:
        _keep(rendering, _written(rendering))
    except (press.Failed, FileRefused) as error:
        said = error.words if isinstance(error, press.Failed) else str(error)
        Rendering.objects.filter(pk=rendering.pk).exclude(state=State.READY).update(error=said)
        raise


def again(rendering: Rendering, *, by: Membership) -> Rendering:
    """Ask once more for a file that was given up."""
    with transaction.atomic():
        asked = Rendering.objects.filter(pk=rendering.pk, state=State.FAILED)
        if not asked.update(state=State.WAITING, error=""):
            raise Refused("Файл уже готов или готовится. Обновите страницу.")
        rendering.refresh_from_db()
        journal.write(
            rendering.organization,
            "documents.see",
            rendering,
            by=by,
            before={"state": State.FAILED},
            after={"state": State.WAITING},
        )
        key = f"document:{rendering.pk}:{secrets.token_hex(8)}"
        outbox.add("document", key, {"rendering_id": rendering.pk}, organization=rendering.organization)
    return rendering


def file_name(document: Document, kind: str) -> str:
    """Say what the file holds: «Приказ № 26-1 от 18.11.2026.pdf»."""
    named = next(
        (block.text for block in paper.from_json(document.snapshot).blocks if isinstance(block, paper.Name)), ""
    )
    number = document.number.replace("/", "-").replace("\\", "-")
    return f"{named.capitalize() or document.title} № {number} от {words.digits(document.on)}.{kind}"


def _written(rendering: Rendering) -> bytes:
    document = rendering.document
    content = _WRITE[rendering.format](paper.from_json(document.snapshot), made=document.issued_at)
    faults.point("render.written")
    return content


def _keep(rendering: Rendering, content: bytes) -> None:
    """Keep the file unless another worker has kept it meanwhile."""
    document = rendering.document
    with transaction.atomic():
        waiting = Rendering.objects.select_for_update().filter(pk=rendering.pk).exclude(state=State.READY).first()
        if waiting is None:
            return
        name = file_name(document, rendering.format)
        seen, by = ties.seen(document), document.issued_by
        waiting.file = files.store(document.organization, name, content, action=seen, by=by)
        waiting.state, waiting.error = State.READY, ""
        waiting.save(update_fields=["file", "state", "error"])
        faults.point("render.kept")
