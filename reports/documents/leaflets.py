"""What leaflets say of each form of mentoring of a programme; a form that the school made itself has no line."""

import json
from functools import cache
from pathlib import Path

from mentoring.programmes.models import ProgrammeForm
from reports.documents.facts import Advice
from reports.documents.models import Document

KINDS = ("memo_mentor", "memo_mentee", "memo_parent")
READERS = ("mentor", "mentee", "parent")
_READY = Path(__file__).parent / "leaflets.json"


@cache
def _ready() -> dict[str, dict[str, str]]:
    return json.loads(_READY.read_text(encoding="utf-8"))


def advices(document: Document) -> tuple[Advice, ...]:
    """Return what is said of the forms of the programme, where the text asks for it."""
    if not any(block.get("each") == "forms" for block in document.body):
        return ()
    rows = ProgrammeForm.objects.filter(programme=document.programme_id).select_related("form")
    return tuple(
        Advice(row.form.title, {reader: _ready().get(row.form.code, {}).get(reader, "") for reader in READERS})
        for row in rows.order_by("form__title_key", "pk")
    )
