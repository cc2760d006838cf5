"""How two texts differ: paragraph by paragraph, and word by word within one."""

from hypothesis import given
from hypothesis import strategies as st

from reports.documents.texts.differing import ADDED, CHANGED, REMOVED, Difference, Span, differences

_words = st.lists(st.sampled_from(["план", "встреча", "{{ куратор|имя }}", "до", "мая", "."]), max_size=8).map(" ".join)


def test_rewritten_paragraph_shows_words_gone_and_words_that_came():
    before = ["Начало.", "Провести встречу до 5 мая.", "Конец."]
    after = ["Начало.", "Провести встречу до 7 июня.", "Конец."]

    assert differences(before, after) == [
        Difference(
            CHANGED,
            (
                Span("Провести встречу до "),
                *(Span("5", REMOVED), Span("7", ADDED)),
                Span(" "),
                *(Span("мая", REMOVED), Span("июня", ADDED)),
                Span("."),
            ),
        )
    ]


def test_new_and_lost_paragraphs_are_whole():
    assert differences(["Один.", "Два."], ["Один.", "Два.", "Три."]) == [Difference(ADDED, (Span("Три.", ADDED),))]
    assert differences(["Один.", "Два."], ["Два."]) == [Difference(REMOVED, (Span("Один.", REMOVED),))]
    assert differences(["Один."], ["Один."]) == []


def test_placeholder_is_one_word():
    (one,) = differences(["Назначить {{ куратор|кто вин }} главным."], ["Назначить {{ куратор|имя вин }} главным."])

    assert [span for span in one.spans if span.how] == [
        Span("{{ куратор|кто вин }}", REMOVED),
        Span("{{ куратор|имя вин }}", ADDED),
    ]


def test_endless_paragraphs_are_shown_whole():
    before, after = "слово " * 800, "слово " * 799 + "другое"

    assert differences([before], [after]) == [Difference(CHANGED, (Span(before, REMOVED), Span(after, ADDED)))]


@given(st.lists(_words, max_size=6), st.lists(_words, max_size=6))
def test_what_stayed_and_what_came_is_the_new_text_and_nothing_is_lost(before, after):
    found = differences(before, after)
    said = ["".join(span.text for span in one.spans if span.how != REMOVED) for one in found if one.how != REMOVED]
    was = ["".join(span.text for span in one.spans if span.how != ADDED) for one in found if one.how != ADDED]

    assert [text for text in said if text not in after] == []
    assert [text for text in was if text not in before] == []
    assert len(after) - len(before) == sum((one.how == ADDED) - (one.how == REMOVED) for one in found)
