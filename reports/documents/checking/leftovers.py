"""Pieces of a blank form that were left in a text: hints, empty labels, numbers typed over numbers. Pure."""

import re
from collections.abc import Iterator, Sequence

from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import Said, said, short
from reports.documents.facts import Facts
from reports.documents.laying import Laid

_HINT = re.compile(
    r"\((?:ФИО|Ф\. ?И\. ?О\.|фамилия, имя|указать|вписать|наименование|нужное)[^()]*\)"
    r"|\((?:должность|дата|подпись|номер)\)"
    r"|\[(?!\d[\d,; –-]*\])[^\[\]]*\]|<(?!https?:|mailto:)[^<>]*>"
    r"|\b(?:нужное подчеркнуть|ненужное зачеркнуть|нужное вписать)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?P<label>цель|задача|результат|срок|основание|ответственн(?:ый|ые|ая)|место|дата|наставник|наставляемый)"
    r"\s*:\s*[.;,]",
    re.IGNORECASE,
)
_TYPED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]\s+\S")
_SECTION = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+[А-ЯЁ]")


def find(laid: Laid, _: Facts) -> Iterator[Fault]:
    texts = [one for one in said(laid.paper) if not one.cell]
    if not laid.kind.pen:
        asked = {lack.missing.words for lack in laid.lacks}
        yield from _hints(texts, asked)
    yield from _typed(texts)
    yield from _sections(texts)


def _hints(texts: Sequence[Said], asked: set[str]) -> Iterator[Fault]:
    """Find hints that nobody has answered; `asked` are those of placeholders, told already."""
    for one in texts:
        found = next((some for some in _HINT.finditer(one.text) if some[0] not in asked), None)
        if found:
            yield error(one.place, f"Осталась подсказка бланка: «{found[0]}».", "Впишите то, о чём она просит.")
        if found := _LABEL.search(one.text):
            yield warning(one.place, f"После «{found['label']}:» ничего нет.", "Допишите или уберите эти слова.")


def _typed(texts: Sequence[Said]) -> Iterator[Fault]:
    """A point has its number already."""
    for one in texts:
        if one.point and (found := _TYPED.match(one.text)):
            yield warning(
                one.place,
                f"Номер напечатан поверх номера пункта: «{found[0][:-1].strip()}».",
                "Уберите напечатанный номер: пункты нумеруются сами.",
            )


def _sections(texts: Sequence[Said]) -> Iterator[Fault]:
    """Sections numbered by hand do not share a number."""
    seen: dict[tuple[str, str], Said] = {}
    for one in texts:
        found = None if one.point else _SECTION.match(one.text)
        if found is None:
            continue
        key = (one.above, found["number"])
        if key in seen:
            yield warning(
                one.place,
                f"Номер {found['number']} уже стоит у «{short(seen[key].text)}».",
                "Исправьте номер раздела.",
            )
        seen.setdefault(key, one)
