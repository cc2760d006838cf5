"""Surnames by case, where the rules of pytrovich err: fleeting vowels, hissing endings, foreign surnames."""

from __future__ import annotations

from mentoring.people.declension import lexicon
from mentoring.people.declension.cases import VOWELS, Case, syllables, words
from mentoring.people.declension.endings import (
    ADJECTIVE,
    ADJECTIVE_FEMININE,
    ADJECTIVE_FEMININE_HISSING,
    ADJECTIVE_FEMININE_SOFT,
    ADJECTIVE_SOFT,
    ADJECTIVE_VELAR,
    HARD,
    HISSING,
    IN_IY,
    IN_YA,
    POSSESSIVE,
    POSSESSIVE_FEMININE,
    SOFT,
    SOFT_STRESSED,
    Endings,
    in_a,
    in_ya,
    put,
)

# French surnames stressed on the last vowel; those in «-уа», «-иа» need no list.
_UNCHANGED = words("дюма тома дега люка ферма петипа золя труайя дюра бриа дюкла фабра кондорса")
_GEORGIAN = words("цхакая барамая жоржикая хубулая киртая гергая цулая джикая шенгелая кварацхелая")
_NOUNS_IN_IY = words("палий топчий багрий бабий кульчий кобзий гаврилий бугрий")
_FOREIGN_IN_IN = words(
    "дарвин чаплин грин кронин франклин гершвин кельвин цеппелин ирвин корвин болдуин бенджамин мартин валентин "
    "константин августин юстин вениамин эрвин эдвин кевин робин эльчин рубин остин мартын цин регин"
)
# Women called Рябина or Долина are likelier of the families Рябин and Долин: those nouns are not here.
_NOT_POSSESSIVE = words("сова корова голова подкова вдова обнова основа дуброва дева ева калина щербина година")
_STRESSED_AT_THE_END = words("ильич кузьмич лукич фомич кулиш")
_CHANGED = {"лев": "льв", "павел": "павл", "пётр": "петр"}


def decline(word: str, case: Case, sex: str) -> str:
    """Put one lower-case surname without hyphens into a case."""
    last = word[-1]
    if len(word) == 1 or word in _UNCHANGED or last in "оеэиыуюё" or not last.isalpha():
        return word
    if last in "ая":
        return _in_vowel(word, case, sex)
    if sex == "f" or _is_plural_genitive(word):
        return word
    return _masculine(word, case)


def _is_plural_genitive(word: str) -> bool:
    """Tell Русских and Седых, which stay, from Эрлих and Дитрих, which change."""
    return word.endswith("ых") or (word.endswith("их") and word[-3:-2] in "гкхжшчщцнйь")


def _in_vowel(word: str, case: Case, sex: str) -> str:
    if word[-1] == "а" and word[-2:-1] in VOWELS:
        return word
    adjective = _feminine_adjective(word) if sex == "f" else None
    if adjective:
        return put(adjective[0], adjective[1], case)
    noun = lexicon.common_noun(word, "femn") if case == Case.INS and word[-2:-1] in "жшчщцьр" else None
    if noun:
        return lexicon.inflected(noun, case)
    if word in _GEORGIAN:
        return put(word[:-1], IN_YA, case)
    return in_ya(word, case) if word[-1] == "я" else in_a(word, case)


def _feminine_adjective(word: str) -> tuple[str, Endings] | None:
    """Return the stem and endings of a woman's surname that changes like an adjective."""
    if word.endswith("яя"):
        return word[:-2], ADJECTIVE_FEMININE_SOFT
    if word.endswith("ая") and word not in _GEORGIAN and syllables(word) > 2:
        return word[:-2], ADJECTIVE_FEMININE_HISSING if word[-3] in "жшчщ" else ADJECTIVE_FEMININE
    if word.endswith(("ова", "ева", "ёва", "ина", "ына")) and not _is_noun_in_a(word):
        return word[:-1], POSSESSIVE_FEMININE
    if word.endswith(("ска", "цка")) and not lexicon.common_noun(word, "femn"):
        return word[:-1], ADJECTIVE_FEMININE
    return None


def _is_noun_in_a(word: str) -> bool:
    return word in _NOT_POSSESSIVE or (syllables(word) == 2 and lexicon.common_noun(word, "femn") is not None)


def _masculine(word: str, case: Case) -> str:
    if word in _CHANGED:
        return put(_CHANGED[word], HARD, case)
    if word.endswith("ый"):
        return put(word[:-2], ADJECTIVE, case)
    if word.endswith("ий"):
        return _in_iy(word, case)
    if word.endswith("ой") and _is_adjective_in_oy(word):
        return put(word[:-2], ADJECTIVE_VELAR if word[-3] in "гкхжшчщ" else ADJECTIVE, case)
    if _may_lose_vowel(word) and (form := _like_noun(word, case)):
        return form
    if word[-1] in "йь":
        return put(word[:-1], SOFT_STRESSED if word == "коваль" else SOFT, case)
    if word.endswith("ец"):
        return _in_ets(word, case)
    if word.endswith(("ок", "ёк")) and (stem := _without_vowel(word)):
        return put(stem, HARD, case)
    return put(word, _of_consonant(word, case), case)


def _in_iy(word: str, case: Case) -> str:
    """Tell Вий and Палий from Тихий and Хороший, Волчий from both."""
    if syllables(word) == 1:
        return put(word[:-1], SOFT, case)
    if word in _NOUNS_IN_IY or "m" in lexicon.sexes_of_name(word):
        return put(word[:-1], IN_IY, case)
    if lexicon.is_adjective_of_animal(word):
        return put(word[:-2] + "ь", ADJECTIVE_SOFT, case)
    if word[-3] in "гкх":
        return put(word[:-2], ADJECTIVE_VELAR, case)
    return put(word[:-2], ADJECTIVE_SOFT, case) if word[-3] in "жшчщн" else put(word[:-1], IN_IY, case)


def _is_adjective_in_oy(word: str) -> bool:
    if syllables(word) == 1 or lexicon.common_noun(word, "masc"):
        return lexicon.known(word) and any({"ADJF", "nomn"} in parse.tag for parse in lexicon.parses(word))
    return True


def _may_lose_vowel(word: str) -> bool:
    """Leave short words alone: Рот and Сон are no nouns here, but Ковёр, Пень and Соловей are."""
    return syllables(word) > 1 or word[-1] in "ь" or word.endswith("ец")


def _like_noun(word: str, case: Case) -> str:
    """Decline Заяц, Орёл, Перец as the nouns they are, where a vowel falls out or the stress shows."""
    noun = lexicon.common_noun(word, "masc")
    if noun is None:
        return ""
    genitive = lexicon.as_written(lexicon.inflected(noun, Case.GEN), noun, word)
    if genitive in (word + "а", word[:-1] + "я") and word[-1] != "ь" and not word.endswith("ец"):
        return ""
    return genitive if case == Case.ACC else lexicon.as_written(lexicon.inflected(noun, case), noun, word)


def _in_ets(word: str, case: Case) -> str:
    """Decline Коломиец (Коломийца), Бабец (Бабца); after two consonants the vowel stays."""
    stem = word[:-2]
    if syllables(stem) == 0 or (len(stem) > 1 and stem[-1] not in VOWELS and stem[-2] not in VOWELS + "ь"):
        return put(word, HISSING if syllables(stem) == 0 else HARD, case)
    joint = "й" if stem[-1] in VOWELS else "ь" if stem[-1] == "л" else ""
    return put(f"{stem}{joint}ц", HARD if syllables(stem) == 1 else HISSING, case)


def _without_vowel(word: str) -> str:
    """Return the stem of Лисёнок, Казачок, Царёк without its last vowel."""
    if syllables(word) == 1:
        return ""
    if word.endswith(("ёнок", "енок", "чок", "жок", "шок")) or (word.endswith(("нок", "рок")) and syllables(word) > 2):
        return word[:-2] + "к"
    if word.endswith("ёк"):
        joint = "й" if word[-3] in VOWELS else "" if word[-3] in "жшчщ" else "ь"
        return f"{word[:-2]}{joint}к"
    return ""


def _of_consonant(word: str, case: Case) -> Endings:
    if word.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return HARD if _is_foreign(word) else POSSESSIVE
    if word[-1] in "чшщц":
        return HARD if _is_stressed_at_the_end(word) else HISSING
    return HARD


def _is_foreign(word: str) -> bool:
    return (
        word in _FOREIGN_IN_IN
        or word.endswith(("ддин", "тдин"))
        or (word.endswith("ин") and lexicon.common_noun(word, "masc") is not None)  # Литвин, Хозяин
        or (syllables(word) == 1 and (word.endswith(("ин", "ын")) or len(word) < 4))
    )


def _is_stressed_at_the_end(word: str) -> bool:
    noun = lexicon.common_noun(word, "masc")
    if noun:
        return lexicon.inflected(noun, Case.INS).endswith("ом")
    return (
        word in _STRESSED_AT_THE_END
        or word.endswith("ач")
        or (syllables(word) == 1 and word.endswith(("ыч", "ыш", "щ")))
    )
