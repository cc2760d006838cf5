"""Nothing in the resolver is unknown to the proof."""

from django.contrib import admin
from django.urls import URLPattern, get_resolver

from mentoring import access
from tests.matrix.expectations import MAY
from tests.matrix.pages import ADMIN, ADMIN_PAGES, PAGES, PUBLIC_PAGES


def names(patterns, space: str = "") -> set[str]:
    """Return the full name of every address; a second one of the same name is told by what it names."""
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            name = space + (pattern.name or str(pattern.pattern))
            found.add(f"{name}/{','.join(pattern.pattern.converters)}" if name in found else name)
        else:
            found |= names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
    return found


def test_every_address_is_classified():
    every = names(get_resolver().url_patterns)
    models = {f"admin:{label.replace('.', '_')}_{page}" for label in ADMIN for page in ADMIN_PAGES}

    old_addresses = {"admin:<path:object_id>/"} if ADMIN else set()  # they only lead to the change form
    assert every == PAGES.keys() | PUBLIC_PAGES.keys() | models | old_addresses


def test_every_admin_of_a_model_is_classified():
    registered = {model._meta.label_lower for model in admin.site._registry}

    assert registered == ADMIN.keys()


def test_every_action_stands_in_the_second_table():
    assert access.ACTIONS.keys() == MAY.keys()
