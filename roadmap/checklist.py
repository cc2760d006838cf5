"""The check-list of stages that a document's matrix gave: what to do, which documents, which indicators."""

from datetime import date

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from roadmap.models import STAGES, CheckItem, Roadmap


class ChecklistRefused(Refused):
    """A tick that the state of the list forbids."""


@transaction.atomic
def tick(item: CheckItem, *, on: date | None, by: Membership) -> CheckItem:
    """Mark a line as done on a day, or take the mark back."""
    item = CheckItem.objects.visible_to(by).select_for_update(of=("self",)).select_related("roadmap").get(pk=item.pk)
    if item.roadmap.state == Roadmap.State.ARCHIVED:
        raise ChecklistRefused("План в архиве: его можно читать, но не менять.")
    if (item.done_at is None) == (on is None):
        raise ChecklistRefused("Эту строку уже отметил кто-то другой. Посмотрите, что стоит сейчас.")
    before = item.done_at
    item.done_at, item.done_by = on, by if on else None
    item.version += 1
    item.save(update_fields=["done_at", "done_by", "version"])
    action = "check.done" if on else "check.undo"
    journal.write(item.organization, action, item, by=by, before={"done_at": before}, after={"done_at": on})
    return item


def by_stage(roadmap: Roadmap) -> list[dict]:
    """Return the lines of a plan stage by stage, each kind together."""
    groups: dict[str, dict[str, list[CheckItem]]] = {}
    for item in roadmap.checks.select_related("done_by"):
        title = item.stage_title or dict(STAGES).get(item.stage, "")
        groups.setdefault(title, {}).setdefault(item.get_kind_display(), []).append(item)
    return [
        {"title": title, "kinds": [{"title": kind, "items": items} for kind, items in kinds.items()]}
        for title, kinds in groups.items()
    ]
