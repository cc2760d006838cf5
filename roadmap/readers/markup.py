"""Turn a text file into plain lines: encodings, traces of HTML and Markdown."""

import html
import re

from roadmap.readers import piped
from roadmap.readers.blocks import UnreadableFile
from roadmap.readers.cleaning import clean

# A line break inside a cell, which must not end the row.
SOFT = "\u2028"
# The first sign of a new page; white space to everybody but the reader of layouts.
PAGE = "\u2029"
_TAGS = "p|br|b|i|u|td|th|tr|table|tbody|thead|div|span|strong|em|ul|ol|li|font|center|sup|sub|a|h[1-6]"
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>\n]{{0,300}}>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>\s*<t[dh]\b[^<>]*>", re.IGNORECASE)
_ROW_END = re.compile(r"</tr>\s*", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</(?:p|li|div)>[ ]*<(?:p|li|div)\b[^<>]*>|<br\s*/?>|</p>[ ]*(?=<[uo]l)", re.IGNORECASE)
_FENCE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*\Z")
_COMMON = re.compile("[оеаинтсрвл]")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_MOJIBAKE = re.compile("(?:Р[°µѕё»ІЅєґ‚]|С[‚ЃЂЊѓ‹]|Ð[\u00b0-\u00bf]|Ñ[\u0080-\u008f])")
_ENCODINGS = ("cp1251", "koi8-r", "cp866", "mac-cyrillic")


def decode(name: str, data: bytes) -> str:
    """Decode by marks, by UTF-8, then by the letters that Russian uses most."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _checked(name, data.decode(encoding, errors="replace"))
    try:
        return _checked(name, _repaired(data.decode("utf-8")))
    except UnicodeDecodeError:
        pass
    if data.count(b"\x00") * 4 > len(data):
        guess = "utf-16-le" if data[1::2].count(b"\x00") + data[1::2].count(b"\x04") > len(data) // 4 else "utf-16-be"
        return _checked(name, data.decode(guess, errors="replace"))
    sample = data[:20_000]
    best = max(_ENCODINGS, key=lambda encoding: _russian(sample.decode(encoding, errors="replace")))
    return _checked(name, data.decode(best, errors="replace"))


def _russian(text: str) -> float:
    return len(_COMMON.findall(text)) - 2 * len(_MOJIBAKE.findall(text)) - text.count("\ufffd")


def _repaired(text: str) -> str:
    """Undo UTF-8 that somebody has taken for Windows-1251 or Latin-1."""
    if len(_MOJIBAKE.findall(text[:20_000])) * 6 < len(text[:20_000]):
        return text
    for encoding in ("cp1251", "latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def _checked(name: str, text: str) -> str:
    controls = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32)))
    strange = controls + text.count("\ufffd")
    if strange > 8 and strange * 50 > len(text):
        raise UnreadableFile(
            f"Файл «{name}» — не текст и не документ, который можно прочитать. "
            "Загрузите план документом Word (.docx), таблицей Excel (.xlsx), текстом (.txt) или PDF с текстом."
        )
    letters = sum(1 for letter in text[:20_000] if letter.isalpha())
    if len(_MOJIBAKE.findall(text[:20_000])) * 6 > max(letters, 1) or letters > 40 and not _CYRILLIC.search(text):
        raise UnreadableFile(
            f"Файл «{name}»: русских букв не видно, похоже на неверную кодировку. Сохраните текст в кодировке UTF-8."
        )
    return text


def lines(text: str) -> list[str]:
    """Give the lines without markup; cells of a row are parted by tabs, breaks in a cell are soft."""
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", PAGE).replace("\v", SOFT))
    if "<" in text and _TAG.search(text):
        text = _without_tags(text)
    text = html.unescape(text).replace("\u00a0", " ") if "&" in text else text
    found = text.replace("**", "").split("\n")
    if sum(1 for line in found if line.count("|") >= 2) >= 3 and not piped.is_written_so(found):
        found = [_row(line) for line in found if not (_FENCE.match(line.strip()) and "|" in line)]
    return found


def _without_tags(text: str) -> str:
    text = _PARAGRAPH_END.sub(SOFT, text)
    if "<td" in text.lower() or "<th" in text.lower():
        text = re.sub(r"\n\s*(?=</?(?:t[dhr]|tbody|thead)\b)", "", text, flags=re.IGNORECASE)
        text = _ROW_END.sub("\n", _CELL_END.sub("\t", text))
    return _TAG.sub("", text)


def _row(line: str) -> str:
    if line.count("|") < 2:
        return line
    inner = line.strip().removeprefix("|").removesuffix("|")
    return "\t".join(cell.strip() for cell in inner.split("|"))
