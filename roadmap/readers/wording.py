"""Defects of wording that plans inherit from each other: blanks instead of numbers, a lost «не», wrong annexes."""

import re
from collections.abc import Iterator, Sequence

from roadmap.readers.blocks import Line
from roadmap.readers.cleaning import squeeze
from roadmap.readers.draft import Draft, Problem

# What is counted: after «не менее» a number stands before it.
_COUNTED = (
    r"(?:выступлени|представител|встреч|человек|публикаци|участник|мероприяти"
    r"|(?:рабочих |календарных )?дней\b|недель\b|месяцев\b|лет\b|часов\b|минут\b|занятий\b|консультаций\b|уроков\b"
    r"|наставников\b|наставляемых\b|обучающихся\b|педагогов\b|работников\b|экспертов\b|баллов\b|процентов\b"
    r"|пар\b|групп\b|отзывов\b|анкет\b|выездов\b)"
)
_BLANK = re.compile(
    rf"\b(?:не (?:менее|более|реже)(?:\s+чем)?(?:\s+(?:за|на|в))?\s+(?:_+|…|\.{{3,}}|%|(?={_COUNTED}))"
    r"|(?:от|до)\s+(?:_+|…|\.{3,}|(?=человек\b)))",
    re.IGNORECASE,
)
_MAY_LACK = re.compile("енее|олее|реже|__|…|челов")
LOST_NOT = re.compile(
    r"(?<!не )\b(?:реализован\w*|выполнен\w*|охвачен\w*|достигнут\w*)\s+менее,?\s+чем\s+на\b", re.IGNORECASE
)
WHAT = r"дорожн\w+ карт|рабоч\w+ групп|план\w* мероприяти|комплекс\w* мер|положени\w+"
_ANNEX_OF = re.compile(
    rf"(?P<what>{WHAT})[^.;]{{0,220}}?"
    r"приложени\w+\s*(?:№\s*)?(?P<number>\d{1,2})",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"\s*приложени[ея]\s*(?:№\s*)?(\d{1,2})\b", re.IGNORECASE)
_STEMS = ("дорожн", "рабоч", "план", "комплекс", "положени")


def check(draft: Draft, lines: Sequence[Line]) -> Iterator[Problem]:
    for plan in draft.plans:
        for event in plan.events:
            for text in (event.title, event.result_text, event.indicator_text):
                yield from _of_text(text, event.place)
        for section in plan.sections:
            for text in (section.result, *section.items, *section.indicators):
                yield from _of_text(text, section.place)
    for member in draft.working_group:
        if not member.name:
            yield Problem(
                "vacancy",
                member.place,
                f"Рабочая группа: у должности «{member.position}» нет имени.",
                "Впишите человека или оставьте вакансию.",
            )
    yield from _annexes(lines)


def _of_text(text: str, place: str) -> Iterator[Problem]:
    if not _MAY_LACK.search(text):
        return
    if blank := _BLANK.search(text):
        around = text[max(0, blank.start() - 10) : blank.end() + 25].strip()
        yield Problem("blank-number", place, f"Пропущено число: «…{around}…».", "Впишите число.")
    if lost := LOST_NOT.search(text):
        yield Problem(
            "lost-not", place, f"Похоже, потеряно «не»: «{lost[0]}».", "Проверьте: обычно пишут «не менее чем на»."
        )


def _annexes(lines: Sequence[Line]) -> Iterator[Problem]:
    """What the order says of its annexes must agree with itself and with the annexes."""
    said: dict[str, dict[str, str]] = {}
    attached: dict[str, str] = {}
    for index, line in enumerate(lines):
        text = squeeze(line.text)
        annex = _ANNEX.match(text)
        if annex:
            title = " ".join(squeeze(after.text) for after in lines[index + 1 : index + 4]).lower()
            stems = {stem: title.find(stem) for stem in _STEMS if stem in title}
            if stems:
                attached[min(stems, key=stems.__getitem__)] = annex[1]
            continue
        for match in _ANNEX_OF.finditer(text):
            stem = next(stem for stem in _STEMS if match["what"].lower().startswith(stem))
            said.setdefault(stem, {})[match["number"]] = str(line.place)
    for stem, found in said.items():
        numbers = sorted(found)
        if len(numbers) > 1 or attached.get(stem, numbers[0]) != numbers[0]:
            own = f", а приложено как № {attached[stem]}" if stem in attached else ""
            yield Problem(
                "annex-mismatch",
                found[numbers[-1]],
                f"Ссылки на приложение расходятся: {_NAMES[stem]} названо приложением № {' и № '.join(numbers)}{own}.",
                "Исправьте номера приложений в приказе.",
            )


_NAMES = {
    "дорожн": "дорожная карта",
    "рабоч": "рабочая группа",
    "план": "план мероприятий",
    "комплекс": "комплекс мер",
    "положени": "положение",
}
