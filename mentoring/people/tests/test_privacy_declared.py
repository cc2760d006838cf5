"""No field can be forgotten: each is declared personal, or nobody's, before it is kept."""

import pytest
from django.apps import apps
from django.db import models

from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import Membership, Organization, StoredFile
from mentoring.people.models import Person
from mentoring.people.privacy.declaring import Category, Fate, declared
from mentoring.people.privacy.erasing import can_be_empty

# Of no school: regions, the library's own tables, and the wall itself.
ELSEWHERE = {"accounts.region", "accounts.municipality", "accounts.organization", "accounts.firstrunaddress"}
LIBRARIES = {"auth", "contenttypes", "admin"}
TOLD = models.CharField | models.TextField | models.DateField | models.JSONField | models.FileField
DECLARED = {held.model: held for held in declared()}
OURS = [model for model in apps.get_models() if model._meta.app_label not in LIBRARIES]


def mentions_of(held) -> set[str]:
    return set(held.said) | set(held.mentions) | set(held.impersonal)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_each_text_date_and_file_of_a_model_is_declared(model):
    held = DECLARED.get(model._meta.label_lower)
    told = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, TOLD) and not isinstance(field, RussianKeyField)
    }
    if model._meta.label_lower in ELSEWHERE:
        return

    assert told - (mentions_of(held) if held else set()) == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_each_reference_to_a_person_has_a_fate(model):
    held = DECLARED.get(model._meta.label_lower)
    to_people = {field.name for field in model._meta.concrete_fields if field.related_model in (Person, Membership)}
    if not to_people:
        return

    known = {path.split("__")[0] for path in (*held.of, *held.member)} | {*held.unlinks, *held.points}
    assert to_people - known == set()


def test_nothing_is_declared_that_is_not_there():
    for held in declared():
        names = {field.name for field in held.rows._meta.concrete_fields}
        said = mentions_of(held) | {*held.unlinks, *held.points, *held.files}
        assert said - names == set(), held.model
        for path in (*held.of, *held.member):
            held.rows._default_manager.filter(**{path: 1})


def test_nobody_is_declared_twice():
    assert len(DECLARED) == len(declared())


def test_what_is_kept_says_by_what_law():
    unexplained = [
        (held.model, name)
        for held in declared()
        for name, said in held.said.items()
        if (said.fate is Fate.KEEP) != bool(said.why)
    ]

    assert unexplained == []


def test_every_value_that_is_blanked_can_be_empty():
    stuck = [
        (held.model, name)
        for held in declared()
        for name, said in held.said.items()
        if said.fate is Fate.BLANK and not can_be_empty(held.rows._meta.get_field(name))
    ]

    assert stuck == []


def test_every_file_of_a_person_is_named_as_one():
    for held in declared():
        for name in held.files:
            assert held.rows._meta.get_field(name).related_model is StoredFile


def test_every_category_holds_something():
    used = {said.category for held in declared() for said in held.said.values()}

    assert used == set(Category)


def test_an_organization_is_nobody():
    assert Organization._meta.label_lower not in DECLARED
