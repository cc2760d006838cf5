"""Rows of another school slip in nowhere: not as a choice, not as a filter, not by a form of the other school."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import override_settings
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts.models import Grant, JournalEntry, Membership, Organization, StoredFile
from mentoring.accounts.rows import OrganizationRow
from mentoring.people.models import Person, Position
from roadmap.models import Section
from tests.matrix import test_admin, test_pages
from tests.matrix.pages import ADMIN, PAGES
from tests.matrix.rows import SPECIAL
from tests.matrix.world import PASSING, Actor, World, undone

pytestmark = pytest.mark.postgres_only
NONSENSE = ("abc", "-1", "0", "999999999999999999999", "1'--", "null", "../..", "%", "é\u202e")
PARAMETERS = (
    "q",
    "who",
    "state",
    "due",
    "proof",
    "section",
    "row",
    "asked",
    "page",
    "p",
    "o",
    "all",
    "e",
    "pk__in",
    "by",
)

# What a form would say to name a row of another school.
SLIPPED = [
    ("event_add", Section, lambda row: {"section": row.pk}),
    ("event_add", Position, lambda row: {"places": f"position:{row.pk}"}),
    ("event_edit", Section, lambda row: {"section": row.pk}),
    ("event_edit", Person, lambda row: {"places": f"person:{row.pk}"}),
    ("event_attach", StoredFile, lambda row: {"file": row.public_id}),
    ("member_sheet", Membership, lambda row: {"member": row.pk}),
    ("plan_upload_people", Person, lambda row: {"to-0": f"person:{row.pk}"}),
    ("plan_upload_people", Position, lambda row: {"to-0": f"position:{row.pk}"}),
]


def keys() -> list[tuple[str, str]]:
    """Return each foreign key that a form of the admin offers, its inlines included."""
    found = set()
    for model, model_admin in admin.site._registry.items():
        for owner in (model, *(inline.model for inline in model_admin.inlines)):
            for field in owner._meta.concrete_fields:
                if field.is_relation and issubclass(field.related_model, OrganizationRow):
                    found.add((owner._meta.label_lower, field.name))
    return sorted(found)


@pytest.mark.parametrize(("label", "field"), keys())
def test_suggestions_name_nobody_of_another_school(world: World, label: str, field: str):
    app, model = label.split(".")
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": ""}

    for actor in world.comers:
        if actor.membership:
            answer = world.ask(actor, "GET", actor.home.at("admin:autocomplete"), asked)
            assert (actor.name, world.leaks(actor, answer)) == (actor.name, [])
            assert answer.status in (200, 403, 404)


@pytest.mark.parametrize(("label", "field"), keys())
def test_filter_by_a_foreign_row_finds_nothing_and_says_nothing(world: World, label: str, field: str):
    if label not in ADMIN:
        return
    actor = world.actors[test_admin.first_role(ADMIN[label], "changelist")]
    target = apps.get_model(label)._meta.get_field(field).related_model
    foreign = world.other.maker.any(target)

    for parameter in (f"{field}__id__exact", f"{field}__exact", field, f"{field}__organization__slug", f"{field}__pk"):
        answer = world.ask(
            actor, "GET", actor.home.at(test_admin.address(label, "changelist")), {parameter: foreign.pk}
        )

        assert (parameter, answer.status < 500, world.leaks(actor, answer)) == (parameter, True, [])


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "GET" in page.methods and not page.heavy])
def test_page_bears_any_nonsense_in_its_address(world: World, name: str):
    page = PAGES[name]
    actor = world.actors[test_pages.first_role(page.action)]

    with undone(), override_settings(**page.under):
        row = test_pages.row_for(world, page, actor, "own") if page.named else None
        path = test_pages.address(world, name, page, actor, "own", row)
        for nonsense in NONSENSE:
            answer = world.ask(actor, "GET", path, dict.fromkeys(PARAMETERS, nonsense))
            assert (nonsense, answer.status < 500) == (nonsense, True)


@pytest.mark.parametrize("label", ADMIN)
def test_list_bears_any_nonsense_in_its_address(world: World, label: str):
    actor = world.actors[test_admin.first_role(ADMIN[label], "changelist")]
    path = actor.home.at(test_admin.address(label, "changelist"))

    for nonsense in NONSENSE:
        for parameter in (*PARAMETERS, *_filters(label)):
            answer = world.ask(actor, "GET", path, {parameter: nonsense})
            assert (parameter, nonsense, answer.status < 500) == (parameter, nonsense, True)


def _filters(label: str) -> list[str]:
    chosen = admin.site._registry[apps.get_model(label)].list_filter
    names = [
        one if isinstance(one, str) else one[0] if isinstance(one, tuple) else one.parameter_name for one in chosen
    ]
    return [f"{name}{ending}" for name in names for ending in ("", "__exact", "__id__exact", "__gte", "__isnull")]


@pytest.mark.parametrize(("name", "model", "naming"), SLIPPED)
def test_form_that_names_a_foreign_row_changes_nothing(world: World, name: str, model, naming):
    page = PAGES[name]
    actor = world.actors[test_pages.first_role(page.action)]
    row = test_pages.row_for(world, page, actor, "own") if page.named else None
    path = test_pages.address(world, name, page, actor, "own", row)
    data = test_pages.body_of(world, page, actor, row, path) | naming(world.other.maker.any(model))

    answer = world.ask(actor, "POST", path, data)

    assert answer.writes - PASSING == set()
    assert world.leaks(actor, answer) == []


def test_form_of_one_school_does_nothing_in_another(world: World):
    user = world.actors["curator"].membership.user
    with undone():
        there = Membership.objects.create(organization=world.other.organization, user=user, name="Тот же человек")
        Grant.objects.create(organization=world.other.organization, membership=there, role=Role.CURATOR)
        both = Actor("curator", world.actors["curator"].client, world.other, there)
        for name, page in PAGES.items():
            if "POST" not in page.methods or page.only or page.reads or page.heavy:
                continue
            row = test_pages.row_for(world, page, both, "own") if page.named else None
            here = world.signed(world.actors["curator"], page.action, page.data(world.other, row))

            answer = world.ask(both, "POST", test_pages.address(world, name, page, both, "own", row), here)

            assert (name, answer.writes - PASSING) == (name, set())


def test_second_step_stands_before_every_page(world: World):
    with undone(), override_settings(MFA_REQUIRED=True):
        Membership.objects.update(started_at=timezone.now() - timezone.timedelta(days=30))
        Grant.objects.update(granted_at=timezone.now() - timezone.timedelta(days=30))
        Organization.objects.update(second_factor_required=True)
        for name, page in PAGES.items():
            for role in ("director", "psychologist", "technician"):
                actor = world.actors[role]
                row = test_pages.row_for(world, page, actor, "own") if page.named else None
                answer = world.ask(actor, "GET", test_pages.address(world, name, page, actor, "own", row))

                assert (name, role, answer.status) == (name, role, 302)
                assert "/2fa/totp/activate/" in answer.location


def test_rows_of_the_world_hold_a_canary_in_every_text_of_theirs(world: World):
    empty = [
        f"{model._meta.label}.{field.name}"
        for model in world.own.maker.kept.keys() - {JournalEntry}  # the first one follows nothing
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.has_default() or not field.editable)
        and field.name not in SPECIAL.get(model._meta.label_lower, {})
        and not getattr(world.own.maker.kept[model], field.name)
    ]

    assert empty == []
