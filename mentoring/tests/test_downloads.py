"""Files that are handed over keep their names and say what they are."""

import pytest

from mentoring import downloads


@pytest.mark.parametrize(("suffix", "kind"), sorted(downloads.TYPES.items()))
def test_name_tells_the_kind_of_a_file(suffix: str, kind: str):
    answer = downloads.give(b"text", f"list.{suffix}")

    assert (answer.headers["Content-Type"], answer.content) == (kind, b"text")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="list.{suffix}"'


def test_slash_in_a_name_is_no_folder():
    assert downloads.give(b"", "1/2\\3.csv").headers["Content-Disposition"] == 'attachment; filename="1-2-3.csv"'


def test_paper_may_be_opened_at_once():
    assert downloads.give(b"", "form.pdf", opened=True).headers["Content-Disposition"] == 'inline; filename="form.pdf"'
