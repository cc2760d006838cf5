"""Where the desk leads."""

from django.urls import NoReverseMatch, reverse


def of(name: str, *args) -> str:
    """Return the address of a page, or nothing while there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""

