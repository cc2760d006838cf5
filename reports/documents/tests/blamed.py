"""The faults of small papers, as tests of checking look at them."""

from reports.documents import checking
from reports.documents.facts import Facts
from reports.documents.tests.known import lay, make_facts, make_plan, points, with_plan

TABLE = {"block": "table", "of": "roadmap"}
SHEET = {"block": "acquaintance", "title": "С приказом ознакомлены:"}


def annex(key: str, title: str, *blocks: dict) -> dict:
    return {"block": "annex", "key": key, "title": title, "blocks": list(blocks) or [{"block": "notes"}]}


def found(laid, facts: Facts | None = None) -> list[tuple[str, str, str]]:
    return [(fault.level, fault.place, fault.text) for fault in checking.find(laid, facts or make_facts())]


def of_text(text: str, *more: dict) -> list[tuple[str, str, str]]:
    return found(lay([*points(text), SHEET, *more]))


def of_plan(*blocks, **own) -> list[tuple[str, str, str]]:
    facts = with_plan(make_facts(), make_plan(*blocks, **own))
    return found(lay([*points("Утвердить ({annex:plan})."), SHEET, annex("plan", "План", TABLE)], facts), facts)
