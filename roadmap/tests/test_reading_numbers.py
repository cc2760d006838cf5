import pytest

from roadmap.readers import numbers


@pytest.mark.parametrize(
    ("child", "parent"),
    [("1.1", "1"), ("2.1.1", "2.1."), ("2.3", "II"), ("4.1.", "IV."), ("9.2", "IX)"), ("14.1", "XIV")],
)
def test_number_continues_the_one_above_in_either_digits(child, parent):
    assert numbers.is_under(child, parent)


@pytest.mark.parametrize(("child", "parent"), [("1.1", "2"), ("2.1", "III"), ("1", "I"), ("1.1", "")])
def test_number_of_another_section_does_not(child, parent):
    assert not numbers.is_under(child, parent)
