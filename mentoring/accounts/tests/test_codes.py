import pytest

from mentoring.accounts import codes
from mentoring.accounts.latin import login_of, slug_of


def test_code_is_five_groups_of_signs_that_no_keyboard_confuses():
    code = codes.make()

    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4, 4]
    assert set(code) <= set("23456789ACEHKMPTXY-")
    assert codes.make() != code


@pytest.mark.parametrize("typed", ["ACEH-KMPT-XY23-4567-89AC", "асен кмрт ху23 4567 89ас", " aceh kmptxy23456789ac\n"])
def test_code_is_known_however_it_is_typed(typed):
    assert codes.digest(typed) == codes.digest("ACEHKMPTXY23456789AC")


def test_another_code_is_another():
    assert codes.digest("ACEH-KMPT-XY23-4567-89AC") != codes.digest("ACEH-KMPT-XY23-4567-89AE")


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Соколова Вера Ильинична", "v.sokolova"),
        ("Щукин-Ёлкин Юрий", "y.shchukin-elkin"),
        ("Объедков Пётр", "p.obedkov"),
        ("Ли", "li"),
        ("«»", "user"),
        ("", "user"),
    ],
)
def test_login_is_proposed_from_the_name(name, login):
    assert login_of(name) == login


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("МБОУ СОШ № 7 «Озёрная»", "mbou-sosh-7-ozernaya"),
        ("Государственное профессиональное образовательное учреждение", "gosudarstvennoe-professionalnoe"),
        ("Ъ", ""),
    ],
)
def test_slug_is_proposed_from_the_short_name(name, slug):
    assert slug_of(name) == slug
