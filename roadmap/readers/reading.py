"""Read a roadmap: bytes of a file in, a draft out."""

import json

from roadmap.readers import assembling, defects, detecting, heads
from roadmap.readers.archive import broken
from roadmap.readers.blocks import Pages, UnreadableFile
from roadmap.readers.cleaning import squeeze
from roadmap.readers.draft import Draft
from roadmap.readers.limits import check_size, shown_name

__all__ = ["UnreadableFile", "read", "read_json"]


def read(name: str, data: bytes) -> Draft:
    """Give what the file says; raise UnreadableFile with a Russian message when it cannot be read."""
    check_size(name, data)
    name = shown_name(name)
    try:
        return draft(name, detecting.pages(name, data))
    except (RecursionError, MemoryError, OverflowError) as error:
        raise broken(name) from error


def read_json(name: str, data: bytes) -> bytes:
    """Read for a parent process: the draft or the refusal as JSON."""
    try:
        answer = {"draft": read(name, data).to_json()}
    except UnreadableFile as refusal:
        answer = {"unreadable": str(refusal)}
    return json.dumps(answer, ensure_ascii=False).encode()


def draft(name: str, pages: Pages) -> Draft:
    gathered = assembling.gather(pages)
    plans = tuple(sorted(gathered.plans, key=lambda plan: plan.is_matrix))
    title = heads.first_title(gathered.runs) or (plans[0].title if plans else "")
    lines = gathered.lines
    order = heads.order(lines)
    texts = [title, *(plan.title for plan in plans)]
    head = [squeeze(line.text) for line in lines[:60]]
    period_text, period = heads.period(texts)
    found = Draft(
        source=pages.source,
        title=title,
        kind="order" if heads.is_order(lines) else "roadmap",
        organization_hint=heads.organization([*texts, *head]),
        order_number=order.number,
        order_date=order.on,
        period_text=period_text,
        period=period,
        plans=plans,
        contingent=gathered.contingent,
        working_group=gathered.group,
    )
    return defects.check(name, found, pages, gathered)
