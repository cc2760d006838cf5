"""What is wrong with a school's text of a kind, before any paper is made of it: the place and the remedy."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mentoring.accounts.operations import Refused
from reports.documents import bodies, filling, kinds, spoken, wording
from reports.documents.bodies import Body
from reports.documents.kinds import BadBody, Kind
from reports.documents.kinds.body import CONDITIONS, REPEATS
from reports.documents.rendering import said
from reports.documents.texts import examples, slots

_OPENING = 40  # letters
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ONE_PERSON = re.compile(r"\{\s*person:\d", re.ASCII)
# Conditions and repeats that any paper knows; the others hold only where the kind has a table or a value for them.
_EVERYWHERE = (
    *("grounds", "one_lead", "many_leads", "technician", "no_technician", "psychologist", "hr", "no_hr"),
    *("with_learners", "of_school", "of_college", "of_kindergarten", "of_additional"),
)
# Words by which a paper of a row is found again, when many are made at once.
_KNOWN_BY = {"certificate": ("person", "number"), "thanks": ("who", "reason"), "diploma": ("who", "reason")}
_BY_DUTY = "{{ куратор|имя им }}"
_LIST = "Список подстановок — над текстом, «Какие бывают подстановки»."


class TextRefused(Refused):
    """A text that papers cannot be made from."""


def conditions(kind: Kind) -> dict[str, str]:
    """Return the conditions under which a paragraph of this kind may be printed, in words."""
    own = {block["when"] for block in _blocks(kind.body) if "when" in block}
    return {code: words for code, words in CONDITIONS.items() if code in _EVERYWHERE or code in own}


def repeats(kind: Kind) -> dict[str, str]:
    """Return what a paragraph of this kind may be repeated for, in words."""
    own = {block["each"] for block in _blocks(kind.body) if "each" in block}
    return {code: words for code, words in REPEATS.items() if code == "leads" or code in own}


def words_of_row(kind: Kind, *, repeated: bool = True) -> frozenset[str]:
    """Return the words that the row of a paper gives; some of them only where a paragraph is repeated for each row."""
    blocks = [block for block in kind.body if repeated or not _for_each_row(block)]
    return frozenset(word for block in blocks for word in filling.names(block.get("text", "")))


def _for_each_row(block: Mapping[str, Any]) -> bool:
    return block.get("each") == "rows"


def check(kind: Kind, body: Body, *, before: Body) -> None:
    """Refuse a text that lost what a paper cannot do without, or asks for what nobody can give."""
    try:
        kinds.check_body(body)
    except BadBody as bad:
        raise TextRefused(str(bad)) from bad
    _refuse_lost(before, body)
    _refuse_unknowable(kind, body)
    given = _given(kind, body)
    by_hand = _asked_by_hand(kind)
    for deep, block in _placed(body):
        _refuse_rule(kind, block)
        for text in _texts(block):
            place = f"{bodies.about(block).capitalize()}, «{_opening(text)}»"
            _refuse_words(kind, text, place, deep=deep or "text" not in block, repeated=_for_each_row(block))
            _refuse_values(text, given[block.get("each")], place, but=by_hand)


def refuse_gone(kind: Kind, body: Body) -> None:
    """Refuse a text that an update of the product has left behind: it says words that no row gives any more."""
    once, all_words = words_of_row(kind, repeated=False), words_of_row(kind)
    gone = sorted(
        word
        for block in (body if kind.subject else ())
        for word in filling.names(block.get("text", ""))
        if word not in (all_words if _for_each_row(block) else once)
    )
    if gone:
        raise TextRefused(
            f"Свой текст «{kind.title}» просит слово «<{slots.LABELS.get(gone[0], gone[0])}>», которого больше нет. "
            "Исправьте его или верните стандартный: «Документы», затем «Тексты»."
        )


def dropped(kind: Kind, body: Body) -> list[str]:
    """Return the words of the row that the standard text says and this one does not, as they are called."""
    kept = {word for block in body for word in filling.names(block.get("text", ""))}
    return [f"<{slots.LABELS.get(word, word)}>" for word in sorted(words_of_row(kind) - kept)]


def _blocks(body: Body) -> Iterator[Mapping[str, Any]]:
    return (block for _, block in _placed(body))


def _placed(body: Body, *, deep: bool = False) -> Iterator[tuple[bool, Mapping[str, Any]]]:
    """Yield each block, and whether it stands in an annex."""
    for block in body:
        yield deep, block
        yield from _placed(block.get("blocks", ()), deep=True)


def _texts(block: Mapping[str, Any]) -> Iterator[str]:
    yield from (block[name] for name in ("text", "title", "approved") if block.get(name))
    yield from (cell for row in block.get("rows", ()) for cell in row)


def _refuse_lost(before: Body, body: Body) -> None:
    """Refuse a text without a block that only the kind itself may leave out: a signature, a table, the number."""
    annexes = {block["key"]: block for block in before if block["block"] == "annex"}
    _refuse_other_frame(before, body)
    for block in body:
        if block["block"] == "annex":
            if block["key"] not in annexes:
                raise TextRefused(f"Приложения «{block['title']}» в этом документе нет. Уберите его.")
            _refuse_other_frame(annexes[block["key"]]["blocks"], block["blocks"])


def _refuse_unknowable(kind: Kind, body: Body) -> None:
    """Refuse a text without the words by which its papers are known again: two for one person differ only in them."""
    kept = {word for block in body for word in filling.names(block.get("text", ""))}
    if lost := next((word for word in _KNOWN_BY.get(kind.code, ()) if word not in kept), ""):
        raise TextRefused(
            f"Из текста пропало слово «<{slots.LABELS[lost]}>». По нему программа узнаёт, чей это документ: верните "
            "его на место."
        )


def _refuse_other_frame(before: Body, body: Body) -> None:
    was, now = _frame(before), _frame(body)
    if was == now:
        return
    lost = next((block for block in was if was.count(block) > now.count(block)), None)
    if lost:
        raise TextRefused(f"Из текста пропало: {bodies.about(lost)}. Без этого документа нет: верните на место.")
    raise TextRefused(
        "Подпись, номер и таблицы стоят не на своих местах. Верните прежний порядок или стандартный текст."
    )


def _frame(body: Body) -> list[dict[str, Any]]:
    """Return the blocks that stay, without the words that may change."""
    return [
        {name: value for name, value in block.items() if name not in ("text", "title")}
        for block in body
        if block["block"] not in bodies.DROPPED
    ]


def _refuse_rule(kind: Kind, block: Mapping[str, Any]) -> None:
    """Refuse a condition that no paper of this kind can meet, and a repeat for nothing."""
    about = bodies.about(block).capitalize()
    if block.get("when", "") not in ("", *conditions(kind)):
        raise TextRefused(f"{about}: такого условия у этого документа не бывает. Выберите другое.")
    if block.get("each", "") not in ("", *repeats(kind)):
        raise TextRefused(f"{about}: повторять здесь не для чего. Выберите «один раз».")


def _refuse_words(kind: Kind, text: str, place: str, *, deep: bool, repeated: bool) -> None:
    if said.clean(text) != text:
        raise TextRefused(f"{place}: есть знаки, которых не напечатать. Наберите это место заново.")
    if _ONE_PERSON.search(text):
        raise TextRefused(
            f"{place}: человек назван по номеру. В общем тексте назовите должность: {{{{ куратор|имя }}}}."
        )
    if not kind.subject:
        return
    if deep and slots.unknown(text, frozenset()):
        raise TextRefused(f"{place}: слова в угловых скобках стоят только в основном тексте, здесь их не заполнить.")
    if strange := slots.unknown(text, words_of_row(kind)):
        raise TextRefused(f"{place}: слова «{slots.spoken(strange[0])}» в этом документе нет. {_LIST}")
    if not repeated and (strange := slots.unknown(text, words_of_row(kind, repeated=False))):
        raise TextRefused(
            f"{place}: слово «{slots.spoken(strange[0])}» у каждой записи своё. "
            "Выберите «Повторять: для каждой записи»."
        )


def _asked_by_hand(kind: Kind) -> frozenset[str]:
    """Return the placeholders that the curator alone can replace in each paper: conclusions, a guest, an event."""
    given = _given(kind, kind.body)
    asked = ((found, given[block.get("each")]) for block in _blocks(kind.body) for found in _asked(block))
    return frozenset(written for written, values in asked if _missing(written, values))


def _given(kind: Kind, body: Body) -> dict[str | None, wording.Values]:
    """Give the values that a text may name, by what it is repeated for."""
    keys = [block["key"] for block in body if block["block"] == "annex"]
    return {each: examples.values_for(kind, each, keys) for each in (None, *REPEATS)}


def _asked(block: Mapping[str, Any]) -> list[str]:
    return [found for text in _texts(block) for found in _PLACEHOLDER.findall(text)]


def _missing(written: str, values: wording.Values) -> tuple[wording.Missing, ...]:
    return wording.fill(written.replace("<person>", str(examples.SUBJECT)), values).missing


def _refuse_values(text: str, values: wording.Values, place: str, *, but: frozenset[str]) -> None:
    for written in _PLACEHOLDER.findall(text):
        missing = _missing(written, values)
        if missing and written not in but:
            raise TextRefused(f"{place}: {_unsaid(written, missing[0].name)}")
    if wording.loose_braces(text):
        raise TextRefused(f"{place}: скобка «{{» или «}}» стоит одна. Допишите подстановку или уберите скобку.")


def _unsaid(written: str, name: str) -> str:
    if name.startswith("annex:"):
        return f"приложения «{name.removeprefix('annex:')}» в тексте нет. Уберите ссылку или верните приложение."
    return f"подстановки «{slots.spoken(spoken.spoken(written))}» в этом документе нет. {_LIST}"


def _opening(text: str) -> str:
    shown = slots.spoken(spoken.spoken(" ".join(text.split())))
    return shown if len(shown) <= _OPENING else f"{shown[:_OPENING].rstrip()}…"
