"""A model that cannot be made here is one that the proof does not reach."""

import pytest

from mentoring.accounts import walls
from mentoring.accounts.models import Membership
from tests.matrix.rows import SINGLE

MODELS = walls.school_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_row_of_every_school_model_can_be_made_twice(world, model):
    first, second = world.own.maker.row(model), world.own.maker.row(model)

    assert (first.pk == second.pk) == (model in SINGLE)
    assert first.organization == second.organization == world.own.organization


def test_texts_of_a_made_row_are_canaries(world):
    member = world.own.maker.row(Membership)

    assert "зяблик" in member.name
    assert "zyablik" in member.email
