"""Numbers as browsers send them, and as somebody sends them who looks for what breaks."""

import pytest
from django.http import QueryDict

from mentoring import sent


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", " 7", "²", "٣", "9" * 18, "9" * 5000])
def test_what_is_no_key_is_none(text: str):
    assert sent.whole(text) is None


def test_keys_stay_in_their_order():
    assert sent.keys(["12", "x", "3", "9" * 5000, "007"]) == [12, 3, 7]


@pytest.mark.parametrize(("query", "version"), [("version=4", 4), ("version=0", 0), ("version=x", -1), ("", -1)])
def test_form_without_a_version_is_about_one_that_no_row_has(query: str, version: int):
    assert sent.version(QueryDict(query)) == version
