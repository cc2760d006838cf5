"""Give back the numbers that Word prints but does not store in the text."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]*)".*?</w:style>', re.DOTALL)
_NAME = re.compile(r'<w:name w:val="([^"]*)"')
_NUM_ID = re.compile(r'<w:numId w:val="(\d+)"')
_LEVEL = re.compile(r'<w:ilvl w:val="(\d+)"')
_OUTLINE = re.compile(r'<w:outlineLvl w:val="([0-8])"')
_HEADING_NAME = re.compile(r"heading \d|title|subtitle|заголовок|название", re.IGNORECASE)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    start: int
    form: str
    pattern: str


@dataclass(frozen=True)
class ParagraphStyle:
    heading: bool
    number: str
    level: int


@dataclass
class Numbering:
    """Counters of one document: labels must be asked for in reading order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph and say its printed number; «•» for a bullet, empty where there is none."""
        abstract = self.lists.get(number)
        forms = self.levels.get(abstract or "", {})
        if abstract is None or level not in forms:
            return ""
        counts = self.counters.setdefault(abstract, {})
        if number not in self.opened:
            self.opened.add(number)
            for restarted in [lvl for (num, lvl) in self.starts if num == number]:
                counts.pop(restarted, None)
        start = self.starts.get((number, level), forms[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [lvl for lvl in counts if lvl > level]:
            del counts[deeper]
        if forms[level].form == "bullet":
            return "•"
        if forms[level].form == "none":
            return ""
        return _PLACEHOLDER.sub(lambda found: self._count(forms, counts, int(found[1]) - 1), forms[level].pattern)

    @staticmethod
    def _count(forms: dict[int, Level], counts: dict[int, int], level: int) -> str:
        form = forms.get(level, Level(1, "decimal", ""))
        return _print(counts.get(level, form.start), form.form)


def _print(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for value, letters in _ROMAN:
            text, count = text + letters * (count // value), count % value
        return text if form == "upperRoman" else text.lower()
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        return chr((97 if form == "lowerLetter" else 65) + count - 1)
    if form in ("russianLower", "russianUpper") and 0 < count <= len(_RUSSIAN):
        letter = _RUSSIAN[count - 1]
        return letter if form == "russianLower" else letter.upper()
    return str(count)


def read_numbering(root: Element | None, ns: str) -> Numbering:
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.findall(f"{ns}abstractNum"):
        numbering.levels[abstract.get(f"{ns}abstractNumId", "")] = {
            _whole(level.get(f"{ns}ilvl"), 0): Level(
                _whole(_value(level, ns, "start"), 1),
                _value(level, ns, "numFmt") or "decimal",
                _value(level, ns, "lvlText") or "",
            )
            for level in abstract.findall(f"{ns}lvl")
        }
    for number in root.findall(f"{ns}num"):
        key = number.get(f"{ns}numId", "")
        numbering.lists[key] = _value(number, ns, "abstractNumId") or ""
        for override in number.findall(f"{ns}lvlOverride"):
            start = _value(override, ns, "startOverride")
            if start:
                numbering.starts[key, _whole(override.get(f"{ns}ilvl"), 0)] = _whole(start, 1)
    return numbering


def read_styles(xml: str) -> dict[str, ParagraphStyle]:
    """Find the headings and the numbered styles; by pattern, because styles weigh more than the text."""
    styles = {}
    for found in _STYLE.finditer(xml):
        body = found[0]
        name, number, level = _NAME.search(body), _NUM_ID.search(body), _LEVEL.search(body)
        heading = bool(_OUTLINE.search(body)) or bool(name and _HEADING_NAME.match(name[1]))
        if heading or number:
            styles[found[1]] = ParagraphStyle(heading, number[1] if number else "", int(level[1]) if level else 0)
    return styles


def _value(parent: Element, ns: str, name: str) -> str:
    child = parent.find(f"{ns}{name}")
    return "" if child is None else child.get(f"{ns}val", "")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else otherwise
