"""What a page offers its reader: a link or a button behind which they are refused is a promise nobody keeps."""

from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from mentoring.accounts.membership import school_path
from tests.matrix.expectations import may
from tests.matrix.page import PUBLIC, AdminPages, Page
from tests.matrix.pages import ADMIN, ADMIN_PAGES, PAGES
from tests.matrix.world import Actor, Answer

_OF_MODEL = {f"admin:{label.replace('.', '_')}": rules for label, rules in ADMIN.items()}
_BY_NAME = {name.partition("/")[0]: page for name, page in PAGES.items()}


class _Offers(HTMLParser):
    """Collect the addresses of links, forms and buttons."""

    def __init__(self):
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        for name in {"a": ("href",), "form": ("action",), "button": ("formaction",)}.get(tag, ()):
            self.found.add(given.get(name) or "")


def in_vain(actor: Actor, answer: Answer) -> list[str]:
    """Name the pages of the own school that an answer offers to somebody who may not open them."""
    if actor.membership is None or not answer.body.lstrip().startswith(b"<"):
        return []
    return sorted(f"предлагает «{name}»" for name in set(_names(actor, answer)) if not is_open(name, actor.role))


def _names(actor: Actor, answer: Answer) -> Iterator[str]:
    reader, own = _Offers(), school_path(actor.home.organization, "home").rstrip("/")
    reader.feed(answer.body.decode())
    for address in reader.found:
        path = urlsplit(address).path
        if not path.startswith(f"{own}/"):
            continue
        with suppress(Resolver404):
            yield resolve(path.removeprefix(own)).view_name


def is_open(name: str, role: str) -> bool:
    """Tell from the hand-written tables whether a role may open the page of this name."""
    model, _, page = name.rpartition("_")
    if model in _OF_MODEL and page in ADMIN_PAGES:
        return right(_OF_MODEL[model], role, page)
    known: Page | None = _BY_NAME.get(name)
    return known is None or known.action == PUBLIC or may(role, known.action)


def right(rules: AdminPages, role: str, page: str) -> bool:
    """Tell from the hand-written tables whether a role may open a page of the admin."""
    seen = may(role, rules.see) or (rules.change and may(role, rules.edit))
    if page == "history":
        return seen and may(role, "journal.see")
    if page == "export":
        return seen and rules.export and may(role, "lists.export")
    if page in ("changelist", "change"):
        return seen
    return may(role, rules.edit) and getattr(rules, page)
