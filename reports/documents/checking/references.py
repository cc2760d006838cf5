"""References that lead nowhere: to a point, to an act by its date and number, to another annex than is meant. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mentoring.calendar import words
from reports.documents.beside import Act, Beside
from reports.documents.checking.days import DAY, day_of
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import Said, alike, said, unquoted
from reports.documents.facts import Facts
from reports.documents.laying import Laid
from roadmap.readers import wording

_GAP = r"[ \u00a0]"
_POINTS = re.compile(
    rf"(?:\bпп?\.|\b(?:под)?пункт(?:а|у|ом|е|ы|ов|ам|ами|ах)?\b){_GAP}*(?P<numbers>\d[\d., и–-]*?){_GAP}"
    rf"настоящ[а-яё]+{_GAP}(?P<whose>[а-яё]+)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_TYPED = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=[.)]?\s)")
# An act of the school itself: between the word and the date stands nobody else's name.
_OWN = rf"(?:{_GAP}(?:директора|заведующего|заведующей|руководителя|по школе|заседания|рабочей группы|комиссии))*"
_ACT = re.compile(rf"\b(?P<word>приказ|протокол)[а-яё]{{0,3}}{_OWN}{_GAP}(?=от{_GAP}\d)", re.IGNORECASE)
_REF = re.compile(
    rf"от{_GAP}{DAY}(?:{_GAP}г(?:\.|ода))?{_GAP}№{_GAP}?(?P<number>[\w/.-]*\w)(?:,? (?:и )?(?=от{_GAP}\d))?"
)
_ANNEX = re.compile(r"приложени\w*\s*(?:№\s*)?(\d+)", re.IGNORECASE)
_FAR = 400  # letters before a reference that may tell what it leads to
_WORD = re.compile(r"[а-яё]{4,}", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;()]")
_JUDGED = re.compile(wording.WHAT, re.IGNORECASE)  # words.py judges these


def find(laid: Laid, facts: Facts, beside: Beside | None) -> Iterator[Fault]:
    texts = [one for one in said(laid.paper) if not one.cell]
    own = tuple(unquoted(texts))
    yield from _points(laid, texts, own)
    yield from _annexes(laid, own)
    if beside is None:
        return
    for one in texts:
        yield from _acts(one, facts, beside.acts)


def _points(laid: Laid, texts: Sequence[Said], own: Sequence[Said]) -> Iterator[Fault]:
    """A point of this paper that a text names is there, and is another one than the text itself."""
    numbers = _numbers(texts)
    for one in own:
        for found in _POINTS.finditer(one.text):
            here = "" if found["whose"].lower() in laid.kind.word.values() else one.above
            for asked in (some[0] for some in _ONE.finditer(found["numbers"])):
                if asked not in numbers[here]:
                    yield error(one.place, f"Пункта {asked} нет: «{found[0]}».", "Исправьте номер пункта.")
                elif asked == one.point and here == one.above:
                    yield warning(one.place, f"Пункт ссылается сам на себя: «{found[0]}».", "Проверьте номер пункта.")


def _numbers(texts: Sequence[Said]) -> Mapping[str, set[str]]:
    """Give the numbers of points of the paper and of each annex, those typed by hand too."""
    made: dict[str, set[str]] = defaultdict(set)
    for one in texts:
        if number := one.point:
            made[one.above].add(number)
        elif typed := _TYPED.match(one.text):
            made[one.above].add(typed[0])
    return made


def _annexes(laid: Laid, texts: Sequence[Said]) -> Iterator[Fault]:
    """The words before «приложение № 2» are those of its title, not of another's."""
    titles = {number: _own_words(annex.title) for number, annex in enumerate(laid.paper.annexes, 1)}
    for one in texts:
        if not one.rule:
            continue
        for found in _ANNEX.finditer(one.text):
            number, clause = int(found[1]), _clause(one.text[max(0, found.start() - _FAR) : found.start()])
            others = [place for place, title in titles.items() if place != number and _names(clause, title, titles)]
            if (
                number in titles
                and len(others) == 1
                and not _JUDGED.search(clause)
                and not _any(clause, titles[number])
            ):
                title = laid.paper.annexes[others[0] - 1].title
                yield warning(
                    one.place,
                    f"Названо приложение № {number}, а по словам это № {others[0]} «{title}».",
                    "Исправьте номер приложения.",
                )


def _clause(text: str) -> str:
    """Return the words just before the reference."""
    parts = [part for part in _CLAUSE.split(text) if part.strip()]
    return parts[-1] if parts else ""


def _own_words(title: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(title))


def _names(clause: str, title: frozenset[str], titles: Mapping[int, frozenset[str]]) -> bool:
    """Tell whether a clause has all words of a title that no other title has."""
    own = {word for word in title if sum(word in other for other in titles.values()) == 1}
    return bool(own) and all(_any(clause, {word}) for word in own)


def _any(clause: str, title: frozenset[str] | set[str]) -> bool:
    return any(alike(word, other) for word in _WORD.findall(clause) for other in title)


def _acts(one: Said, facts: Facts, acts: Sequence[Act]) -> Iterator[Fault]:
    for found in _ACT.finditer(one.text):
        place = found.end()
        while ref := _REF.match(one.text, place):
            place = ref.end()
            yield from _act(one, found["word"].lower(), ref, facts, acts)


def _act(one: Said, word: str, ref: re.Match[str], facts: Facts, acts: Sequence[Act]) -> Iterator[Fault]:
    """An act that a text rests on is known, of this date, of this number, in force."""
    on, number = day_of(ref), ref["number"]
    name = f"{word} {ref[0].rstrip(', и')}"
    if on is None:
        return
    if on > facts.on:
        yield error(one.place, f"Дата акта ещё не наступила: «{name}».", "Исправьте дату.")
        return
    same_word = [act for act in acts if act.word == word]
    exact = [act for act in same_word if act.on == on and act.number.lower() == number.lower()]
    if exact:
        if all(act.cancelled for act in exact) and facts.about is None:
            yield error(one.place, f"Акт отменён: «{name}».", "Сошлитесь на действующий акт.")
        return
    dated = next((act for act in same_word if act.number.lower() == number.lower() and act.on.year == on.year), None)
    numbered = next((act for act in same_word if act.on == on), None)
    if dated:
        text = f"Дата другая: «{name}», а записан {dated.said}."
        yield (error if word == "приказ" else warning)(one.place, text, "Исправьте дату или номер.")
    elif numbered:
        text = f"Номер другой: «{name}», а записан {numbered.said}."
        yield warning(one.place, text, "Исправьте номер или проверьте акт на бумаге.")
    else:
        day = words.digits(on)
        yield warning(
            one.place,
            f"Среди документов программы нет: {word} от {day} №{words.NBSP}{number}.",
            "Проверьте дату и номер; акт, выпущенный на бумаге, проверьте по журналу.",
        )
