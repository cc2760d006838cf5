"""Words under which people sign: a change of them is a new number, what was signed stays as it was."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.people.models import ConsentKind, ConsentText

PARTS = ("purpose", "data", "actions", "text")


def in_force(kind: ConsentKind, day: date) -> ConsentText | None:
    """Return the words that stood on this day; the first ones for a paper older than they are."""
    texts = list(kind.texts.order_by("since", "number"))
    return next((text for text in reversed(texts) if text.since <= day), texts[0] if texts else None)


def parts_of(text: ConsentText | None) -> dict[str, str]:
    """Return the words part by part."""
    return {name: getattr(text, name) if text else "" for name in PARTS}


@transaction.atomic
def reword(kind: ConsentKind, parts: Mapping[str, str], *, by: Membership) -> ConsentText | None:
    """Keep new words under the next number, in force from today; the same words change nothing."""
    locked = ConsentKind.objects.select_for_update(of=("self",)).select_related("organization").get(pk=kind.pk)
    last = locked.texts.first()
    before, after = parts_of(last), {name: _tidy(parts.get(name, "")) for name in PARTS}
    if before == after:
        return None
    text = ConsentText.objects.create(
        organization=locked.organization,
        kind=locked,
        number=last.number + 1 if last else 1,
        since=schooldays.today(locked.organization),
        **after,
    )
    changed = [name for name in PARTS if before[name] != after[name]]
    journal.write(
        locked.organization,
        "consentkind.reword",
        locked,
        by=by,
        before={name: before[name] for name in changed},
        after={"number": text.number} | {name: after[name] for name in changed},
    )
    return text


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
