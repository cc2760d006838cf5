"""Positions by case: the head of the phrase changes, what depends on it stays."""

from __future__ import annotations

from mentoring.people.declension.cases import Case, dressed, tidy
from mentoring.people.declension.lexicon import GRAMMEMES, parses


def decline(title: str, case: Case) -> str:
    """Put a position into a case: «заместителю директора по воспитательной работе»."""
    words = tidy(title).split(" ")
    for index, word in enumerate(words):
        found = [p for p in parses(word) if {"nomn", "sing"} in p.tag and p.tag.POS in ("NOUN", "ADJF", "PRTF")]
        if not found:
            break
        form = found[0].inflect({GRAMMEMES[case], "sing"})
        words[index] = dressed(form.word, word) if form else word
        if found[0].tag.POS == "NOUN":
            break
    return " ".join(words)
