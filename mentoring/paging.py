"""Pages of a long list outside the admin, as `includes/pages.html` shows them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page


def named(page: Page, query: Mapping[str, str], parameter: str = "page") -> dict[str, Any]:
    """Name the pages with their addresses, which keep the rest of the query, and say which rows this one shows."""
    numbers = page.paginator.get_elided_page_range(page.number) if page.has_other_pages() else ()
    return {
        "numbers": [{"number": number, "url": _url(number, page, query, parameter)} for number in numbers],
        "first": page.start_index(),
        "last": page.end_index(),
    }


def _url(number: int | str, page: Page, query: Mapping[str, str], parameter: str) -> str:
    if number in (page.number, page.paginator.ELLIPSIS):
        return ""
    return f"?{urlencode({**query, parameter: number})}"
