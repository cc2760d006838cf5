"""Turn the words of a date into marks: «с 1 по 15 октября 2023 г.» is «> 1 < 15 M10 Y2023».

M month, Y year, S school years, G «учебный год» without years, L last day of the month, R span of days in a month,
N weekday (N-1:4 is the last Friday), Q H T K V quarter, half-year, trimester, calendar quarter, vacation; < up to,
k «к», > from, X a day that no calendar has.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mentoring.calendar.tidy import join_months

_YEAR = r"(?:19|20)\d\d"
_LETTER = "[а-яa-z]"
_YEAR_WORD = r"(?:г\.? ?г\.?|гг?\.?|год(?:а|у|ы|ов|ам|ом|е|ах)?)(?![а-я])"
_SCHOOL = r"(?:учебн\w*|уч\.?)"
_MONTHS = (
    r"январ[а-я]{0,2}|янв",
    r"феврал[а-я]{0,2}|февр?",
    r"март[а-я]{0,2}|мар",
    r"апрел[а-я]{0,2}|апр",
    r"ма(?:й|я|е|ю|ем)",
    r"июн[а-я]{0,2}",
    r"июл[а-я]{0,2}",
    r"август[а-я]{0,2}|авг",
    r"сентябр[а-я]{0,2}|сент?",
    r"октябр[а-я]{0,2}|окт",
    r"ноябр[а-я]{0,2}|нояб?",
    r"декабр[а-я]{0,2}|дек",
)
# Winter is left out: it begins in one year and ends in another, and a text rarely says which of them it names.
_SEASONS = (("весн(?:а|ы|ой|у)", "M03 - M05"), ("лет(?:о|а|ом)", "M06 - M08"), ("осен(?:ь|и|ью)", "M09 - M11"))
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_ORDINALS = (("перв", "1"), ("втор", "2"), ("трет", "3"), ("четверт", "4"), ("пят", "5"), ("последн", "Z"))
_ORDINAL_ENDING = r"(?:ь?(?:ей|его|ему|ем|я|е|ю)|[ыоия]й|ая|ое|ую|ого|ому|ом|ым|ых|яя|ее|юю|им)"
_ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_SPANS = {
    "декад": {"1": "R1:10", "2": "R11:20", "3": "R21:L", "Z": "R21:L"},
    "недел": {"1": "R1:7", "2": "R8:14", "3": "R15:21", "4": "R22:28", "5": "R29:L", "Z": "R25:L"},
    "половин": {"1": "R1:15", "2": "R16:L"},
}
_EDGES = {"начал": "R1:10", "середин": "R11:20", "кон": "R21:L"}


def _day_month_year(day: str, month: str, year: str = "") -> str:
    """Mark a date in digits; two digits of a year mean this century."""
    if not 1 <= int(month) <= 12:
        return " X "
    full_year = f"20{year}" if len(year) == 2 else year
    return f" {int(day)} M{int(month):02d} " + (f"Y{full_year} " if full_year else "")


def _month_year(month: str, year: str) -> str:
    """Mark «09.2023»."""
    return f" M{int(month):02d} Y{year} " if 1 <= int(month) <= 12 else " X "


def _school_years(found: re.Match[str]) -> str:
    """Mark «2023/24 учебный год»; «2020–2024» are several; years in a wrong order are no date."""
    first = int(found["first"])
    last = int(found["last"]) if len(found["last"]) == 4 else first // 100 * 100 + int(found["last"])
    return f" S{first}:{last} " if last > first else " X "


def _neighbours(found: re.Match[str]) -> str:
    """Mark «2023/2024» alone as a school year when the years are neighbours."""
    following = str(int(found["first"]) + 1)
    return _school_years(found) if following.endswith(found["last"]) else found.group()


def _part_of_month(found: re.Match[str]) -> str:
    """Mark «вторая декада», «последняя неделя», «первая половина»."""
    stem = next(stem for stem in _SPANS if found["what"].startswith(stem))
    mark = _SPANS[stem].get(found["nth"], " X ")
    if mark == "R25:L" and found["month"] == "M02":
        mark = "R22:L"
    return f" {mark} {found['month']} "


def _weekday(found: re.Match[str]) -> str:
    """Mark «последняя пятница мая»."""
    nth = "-1" if found["nth"] == "Z" else found["nth"]
    day = next(index for index, stem in enumerate(_WEEKDAYS) if found["what"].startswith(stem))
    return f" N{nth}:{day} {found['month']} "


def _edge(found: re.Match[str]) -> str:
    return f" {_EDGES[next(stem for stem in _EDGES if found['what'].startswith(stem))]} {found['month']} "


_Replacement = str | Callable[[re.Match[str]], str]
_RULES: tuple[tuple[str, _Replacement], ...] = (
    (rf"(?<!\d)({_YEAR})-(\d\d)-(\d\d)(?!\d)(?: \d\d:\d\d(?::\d\d)?)?", lambda m: _day_month_year(m[3], m[2], m[1])),
    (
        rf"(?<![\d.])(\d{{1,2}}) ?([./]) ?(\d{{1,2}}) ?\2 ?({_YEAR}|\d\d)(?!\d)\.?(?: ?{_YEAR_WORD})?",
        lambda m: _day_month_year(m[1], m[3], m[4]),
    ),
    (rf"(?<!\d)(\d\d)-(\d\d)-({_YEAR})(?!\d)", lambda m: _day_month_year(m[1], m[2], m[3])),
    (
        rf"(?<!\d)(?P<first>{_YEAR}) ?(?:{_YEAR_WORD})? ?[-/] ?(?P<last>{_YEAR}|\d\d) ?(?:{_YEAR_WORD})? ?{_SCHOOL}"
        rf"(?: ?(?:{_YEAR_WORD}|гг?\.?))?",
        _school_years,
    ),
    (rf"{_SCHOOL} ?(?:{_YEAR_WORD}) (?P<first>{_YEAR}) ?[-/] ?(?P<last>{_YEAR}|\d\d)(?!\d)", _school_years),
    (rf"(?<!\d)(?P<first>{_YEAR}) ?/ ?(?P<last>{_YEAR}|\d\d)(?!\d)(?: ?{_YEAR_WORD})?", _neighbours),
    (rf"(?<!{_LETTER}){_SCHOOL} ?{_YEAR_WORD}", " G "),
    (rf"(?<![\d.])(\d{{1,2}}) ?[./] ?({_YEAR})(?!\d)\.?(?: ?{_YEAR_WORD})?", lambda m: _month_year(m[1], m[2])),
    (r"(?<![\d.])(\d{1,2})\.(\d\d)(?!\d)\.?", lambda m: _day_month_year(m[1], m[2])),
    (rf"(?<![\dYS:])({_YEAR})(?!\d)(?:-?(?:го|й|му|м)(?![а-я]))?(?: ?{_YEAR_WORD})?", r" Y\1 "),
    *((rf"(?<![а-я])(?:{names})(?![а-я])\.?", f" M{number:02d} ") for number, names in enumerate(_MONTHS, start=1)),
    *((rf"(?<![а-я])(?:{season})(?![а-я])", f" {months} ") for season, months in _SEASONS),
    (r"(?<![a-z])(?:iii|iv|ii|i)(?![a-z])", lambda m: _ROMANS[m[0]]),
    (r"(?<![\dMYS:])(\d{1,2}) ?-? ?(?:ая|ой|ую|ое|ый|ий|ого|ом|му|го|ых|х|й|я|е|ю)(?![а-я])", r" \1 "),
    (r"четверт(?:ь|и|ей|ям|ях|ью)(?![а-я])", " Q "),
    *((rf"(?<![а-я]){stem}{_ORDINAL_ENDING}(?![а-я])", f" {number} ") for stem, number in _ORDINALS),
    (r"полугоди[а-я]*", " H "),
    (r"триместр[а-я]*", " T "),
    (r"квартал[а-я]*", " K "),
    (r"каникул[а-я]*", " V "),
    (r"(?<![а-я])(?:месяц[а-я]{0,2}|чис(?:ла|ло|лу)|включительно|календарн[а-я]+|самого)(?![а-я])", " "),
    (r"(?<![а-я])(?:текущ[а-я]+|этого)(?: год[ау]?)?(?![а-я])", " "),
    (r"(?P<nth>[1-5Z]) +(?P<what>(?:декад|недел|половин)[а-я]*) +(?P<month>M\d\d)", _part_of_month),
    (rf"(?P<nth>[1-5Z]) +(?P<what>(?:{'|'.join(_WEEKDAYS)})[а-я]*) +(?P<month>M\d\d)", _weekday),
    (r"(?<![а-я])(?:до|к|не поз[а-я]+) +конц[а-я]+ +(?P<month>M\d\d)", r" < L \g<month> "),
    (r"(?<![а-я])(?P<what>начал[а-я]|середин[а-я]|кон(?:ец|ц[а-я]+)) +(?P<month>M\d\d)", _edge),
    (r"(?<![а-я])(?:крайний срок|срок исполнения|в сроки?|сроки?|дата)(?![а-я])", " "),
    (r"(?<![а-я])(?:до|по|не (?:позднее|позже|поздней)(?: чем)?)(?![а-я])", " < "),
    (r"(?<![а-я])ко?(?![а-я])", " k "),
    (r"(?<![а-я])(?:начиная со?|не ранее(?: чем)?(?: с)?|не раньше(?: чем)?(?: с)?|с|со|от)(?![а-я])", " > "),
    (r"(?<![а-я])(?:в течени[ие]|в теч\.?|в период|на протяжении|на период|в|во|на|за)(?![а-я])", " "),
    (r"(?<![а-я])(?:и|а также)(?![а-я])", " , "),
    (r"[;&]|(?<=\d) ?/ ?(?=M)|(?<=\d) / ", " , "),
    (r"[()\[\]:.]+(?= |$)|(?<= )[()\[\]]", " "),
)
_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in _RULES)
_MARK = r"\d{1,2}(?!\d)|[LGQHTKVX]|M\d\d|Y\d{4}|S\d{4}:\d{4}|R\d+:(?:\d+|L)|N-?\d:\d|[<>k,-]"
_TOKEN = re.compile(rf"\s*(?:({_MARK})|(\S+?(?=[\s,]|$)|\S))")
_MARKS = re.compile(_MARK)


def tokens(text: str) -> tuple[str, ...]:
    """List the marks of a plain text; a word that is no mark stays as it is."""
    text = join_months(" ".join(text.split()))
    for pattern, replacement in _COMPILED:
        text = pattern.sub(replacement, text)
    return tuple(found[1] or found[2] for found in _TOKEN.finditer(text.strip()) if found[1] or found[2])


def are_marks(found: tuple[str, ...]) -> bool:
    """Tell whether nothing but marks was found."""
    return all(_MARKS.fullmatch(token) for token in found)
