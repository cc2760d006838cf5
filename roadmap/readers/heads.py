"""What the lines around the tables say: title, order, period, organisation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.calendar import headings, reading
from mentoring.calendar.due import Kind, Period
from roadmap.readers.blocks import Line
from roadmap.readers.cleaning import squeeze

PLAN_TITLE = re.compile(
    r"(?:\d{1,2}\.\s*|[IVX]+\.\s*)?[«\"(]*(?:дорожн\w+ карт|"
    r"план\w*[\s-]*(?:дорожн\w+ карт|мероприяти|работ|график|сетк|внедрени|реализаци|наставнич|действи|\(|«|по\b|"
    r"введени)|комплекс\w* (?:мер|мероприяти)|программа мероприяти|перечень мероприяти|"
    r"мероприятия (?:по|в рамках|программ)|календарн\w+ план|график (?:мероприяти|реализаци))",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]+)\.\s*(?=\D)")
_PLAN_ALONE = re.compile(r"план|дорожная карта", re.IGNORECASE)
_NOT_TITLE = re.compile(
    r"\s*(?:приложени|утвержд|согласован|рассмотрен|принят|к приказу|протокол|от «?_|директор|[-–—•])", re.IGNORECASE
)
_SPAN_TEXT = re.compile(
    r"(?:с\s+)?[а-яё]+\s+20\d\d\s*(?:г\w*\.?)?\s*(?:[–—-]|по)\s*[а-яё]+\s+20\d\d(?:\s*г\w*\.?)?"
    r"|(?:на\s+)?(?:период\s+)?(?:с\s+)?20\d\d[\d\s–—/-]*(?:уч\w*\.?\s*(?:год\w*|г\.?)?|год\w*|гг?\.?)?"
    r"|(?:в|за)\s+20\d\d[\d\s–—/-]*(?:уч\w*\.?\s*г\w*\.?|год\w*)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:приказ\w*|распоряжени\w+|постановлени\w+)?[^№\n]{0,80}?"
    r"(?:от\s*(?P<date>[«\"]?\s*_*\d{1,2}[^№]{2,24}?20\d\d)\s*(?:г\w*\.?)?\s*№\s*(?P<number>[\w/.-]*\d[\w/.-]*)"
    r"|№\s*(?P<number2>[\w/.-]*\d[\w/.-]*)\s*(?:от\s*)?(?P<date2>[«\"]?\s*\d{1,2}[^№]{2,24}?20\d\d))",
    re.IGNORECASE,
)
_DATE = re.compile(r"[«\"]?\s*\d{1,2}\s*[»\"]?\s*(?:\.\s*\d{1,2}\s*\.|[а-яё]{3,9})\s*20\d\d", re.IGNORECASE)
_NUMBER = re.compile(r"№\s*([\w/.-]*\d[\w/.-]*)")
_ORGANIZATION = re.compile(
    r"\b((?:[А-ЯЁ]{1,4}(?:БОУ|БПОУ|КОУ|АОУ|ГПОАУ|ГПОБУ|БДОУ|АПОУ|ОУ|БУ|ГАПОУ|ОГАПОУ|БОО|АУ|ДОУ|ПОУ)(?:\s+[А-ЯЁ]{2,4})?)\s+"
    r"(?:[А-ЯЁ]{2,8}\b\s*)?(?:[«\"][^»\"\n]{2,120}[»\"]+(?:\s?№\s?\d+)?|№\s?\d+|[А-ЯЁ]{2,8}\s*№?\s*\d*)"
    r"|(?:[Шш]кол[аеы]|[Гг]имнази[яи]|[Лл]ице[йя]|[Кк]олледж|[Тт]ехникум)\s+№\s?\d+|"
    r"(?:учреждени[еи]|организаци[яи])\s+[«\"][^»\"\n]{2,120}[»\"]+)"
)
TITLE_LINES = 8


@dataclass(frozen=True)
class Order:
    number: str = ""
    on: date | None = None


def plan_title(lines: Sequence[Line]) -> tuple[str, int]:
    """Find the title nearest above a table: its text and the index of the line after it."""
    for index in range(len(lines) - 1, -1, -1):
        if _begins_title(squeeze(lines[index].text), lines, index):
            return _collected(lines, index)
    return "", 0


def first_title(runs: Sequence[Sequence[Line]]) -> str:
    """Find the first line of the document that reads like the title of a plan; a table ends a run of lines."""
    for lines in runs:
        for index, line in enumerate(lines):
            if _begins_title(squeeze(line.text), lines, index):
                return _collected(lines, index)[0]
    return ""


def _collected(lines: Sequence[Line], index: int) -> tuple[str, int]:
    end = index + 1
    while end < min(len(lines), index + TITLE_LINES) and _goes_on(lines[end - 1], lines[end]):
        end += 1
    return _LEADING_NUMBER.sub("", squeeze(" ".join(line.text for line in lines[index:end]))), end


def _begins_title(text: str, lines: Sequence[Line], index: int) -> bool:
    if len(text) > 400 or text.endswith((";", ":")) or _NOT_TITLE.match(text):
        return False
    if PLAN_TITLE.match(text):
        return not text.endswith(".") or len(text) < 250
    return bool(_PLAN_ALONE.fullmatch(text))


def _goes_on(above: Line, line: Line) -> bool:
    """A title runs over several lines until a numbered heading, a sentence or an annex begins."""
    text = squeeze(line.text)
    if (
        line.label
        or len(text) > 200
        or text.endswith(".")
        and not re.search(r"(?:гг?|год\w*)\.$", text)
        or _NOT_TITLE.match(text)
    ):
        return False
    if re.match(r"(?:\d{1,2}|[IVX]+)\s*[.)]\s|(?:\d|[IVX]+)\s+этап|этап\s+\d|раздел|блок", text, re.IGNORECASE):
        return False
    close = not (above.place.line and line.place.line) or line.place.line - above.place.line <= 2
    title_like = (
        text[:1].islower() or text[:1] in '(«"' or above.text.rstrip()[-1:] in ",-–" or _is_capitals(text, above.text)
    )
    return close and (
        title_like or bool(_SPAN_TEXT.match(text)) or bool(_ORGANIZATION.match(text)) or _unfinished(above.text)
    )


def _is_capitals(text: str, above: str) -> bool:
    return text.isupper() and above.isupper()


def _unfinished(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:с|и|в|на|по|для|к|от|о|об|из|при|за|модели|наставничества|карта|мероприятий|период|на)[»)\"]*$",
            text.strip(),
            re.IGNORECASE,
        )
    )


def period(texts: Sequence[str]) -> tuple[str, Period | None]:
    """Read the period that the first of the texts names."""
    for text in texts:
        found = headings.read_period(text)
        if found:
            match = _SPAN_TEXT.search(text)
            return squeeze(match[0]) if match else "", found
    return "", None


def order(lines: Sequence[Line]) -> Order:
    """Find the order that the document is, or is an annex to: not the orders it refers to."""
    texts = [squeeze(line.text) for line in lines]
    for index, text in enumerate(texts):
        if re.match(r"п\s*р\s*и\s*к\s*а\s*з\b\s*(?:№|от|$|«|\d)", text, re.IGNORECASE):
            found = _parse(" ".join(texts[index : index + 6]))
            if found.number:
                return found
    for index, text in enumerate(texts):
        if re.match(r"приложени|утвержд|к приказу|приказ\w* ", text, re.IGNORECASE):
            found = _parse(" ".join(texts[index : index + 5]))
            if found.number:
                return found
    return Order()


def is_order(lines: Sequence[Line]) -> bool:
    """Tell an order, which may hold a plan, from a plan that only names the order it is annexed to."""
    return any(
        re.match(r"(?:п\s*р\s*и\s*к\s*а\s*з|распоряжение)\b(?!\s+от\b.*№)", line.text, re.IGNORECASE) for line in lines
    )


def _parse(text: str) -> Order:
    """Take the nearest number and date of the head of a document; one without the other does not count."""
    text = text[:400]
    match = _ORDER.search(text)
    if match:
        return Order((match["number"] or match["number2"]).strip(".-"), _day(match["date"] or match["date2"]))
    number, day = _NUMBER.search(text), _DATE.search(text)
    return Order(number[1].strip(".-"), _day(day[0])) if number and day else Order()


def _day(text: str) -> date | None:
    spec = reading.read(re.sub(r"[«»\"_]", " ", text))
    return spec.start if spec.kind == Kind.DATE else None


def organization(texts: Sequence[str]) -> str:
    found = (_ORGANIZATION.search(squeeze(text)) for text in texts)
    return next((match[1] for match in found if match), "")
