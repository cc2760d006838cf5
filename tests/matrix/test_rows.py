"""A model that cannot be made here is one that the proof does not reach."""

import pytest

from mentoring.accounts import walls
from mentoring.accounts.models import Membership
from tests.matrix.rows import Maker

MODELS = walls.school_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_row_of_every_school_model_can_be_made_twice(model, school):
    maker = Maker(school, "зяблик", "zyablik")

    first, second = maker.row(model), maker.row(model)

    assert first.pk != second.pk
    assert first.organization == second.organization == school


def test_texts_of_a_made_row_are_canaries(school):
    member = Maker(school, "зяблик", "zyablik").row(Membership)

    assert "зяблик" in member.name
    assert "zyablik" in member.email
