"""Placeholders in Russian, and back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.documents import gathering, kinds, spoken

PAIRS = [
    ("Назначить {curator|who acc} куратором.", "Назначить {{ куратор|кто вин }} куратором."),
    ("{head|name gen before}", "{{ руководитель|имя род инициалы впереди }}"),
    ("в срок до {due:+10}", "в срок до {{ срок +10 рабочих дней }}"),
    ("в срок до {due:2026-12-04}", "в срок до {{ срок 04.12.2026 }}"),
    ("({annex:group|dat})", "({{ приложение group|дат }})"),
    ("{person:17|name nom full}", "{{ человек 17|имя им полностью }}"),
    ("{roadmap.word|gen} {period}", "{{ план|род }} {{ период }}"),
    ("без подстановок", "без подстановок"),
]


@pytest.mark.parametrize(("kept", "shown"), PAIRS)
def test_placeholder_is_shown_in_russian_and_kept_as_before(kept, shown):
    assert spoken.spoken(kept) == shown
    assert spoken.coded(shown) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("{{куратор | вин}}", "{curator|acc}"),
        ("{{ Куратор|Кто вин. }}", "{curator|who acc}"),
        ("{{ срок +1 рабочий день }}", "{due:+1}"),
        ("{{ срок 4.12.2026 }}", "{due:2026-12-04}"),
        ("{curator|who acc}", "{curator|who acc}"),
        ("{{ дедушка|вин }}", "{дедушка|acc}"),
        ("{{ срок завтра }}", "{due:завтра}"),
    ],
)
def test_what_a_hand_types_is_understood_or_stays_to_be_told(typed, kept):
    assert spoken.coded(typed) == kept


def test_every_text_of_every_kind_goes_there_and_back():
    texts = [text for kind in kinds.KINDS.values() for block in kind.body for text in gathering.texts_of(block)]

    assert [text for text in texts if spoken.coded(spoken.spoken(text)) != text] == []
    assert len(texts) > 500


def test_every_text_of_every_kind_is_shown_without_a_foreign_word_in_its_placeholders():
    texts = [text for kind in kinds.KINDS.values() for block in kind.body for text in gathering.texts_of(block)]
    names = {name for text in texts for name in re.findall(r"\{\{ ([^|}]*)", spoken.spoken(text))}

    assert {
        name for name in names if re.search("[a-z]", name) and not name.startswith(("приложение ", "человек <"))
    } == set()
    assert "прежний приказ " in names


@given(st.text(alphabet="{}|: абвcurator.+0123456789", max_size=60))
def test_no_text_breaks_it(text):
    assert isinstance(spoken.coded(spoken.spoken(text)), str)
