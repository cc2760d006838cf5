"""Bind PDFs of our renderer into one that is tagged PDF/A as well: pages, tags, a bookmark for each paper. Pure.

It reads what `child` writes and nothing else: numbers of objects become new, streams are copied as they are, so that
many papers cost neither a second layout nor much memory.
"""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_STRING = rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>"
_TOKEN = re.compile(_STRING + rb"|(\d+) 0 R\b|/(StructParents?) (\d+)", re.DOTALL)
_ENTRY = re.compile(rb"(\d+) (\[[^\]]*\]|\d+ 0 R)")  # of a tree of numbers
_TITLE = re.compile(rb"/Title (?:" + _STRING + rb")", re.DOTALL)
_SAID = re.compile(rb"(<dc:title>.*?<rdf:li[^>]*>).*?(</rdf:li>)", re.DOTALL)
_ROOTS = 4  # numbers at the beginning: pages, tags, their tree of numbers, bookmarks
_PAGES, _TAGS, _TREE, _OUTLINES = range(1, _ROOTS + 1)


class NotOurs(Exception):
    """A file that our renderer has not written."""


@dataclass(frozen=True)
class Thing:
    """An object of a file: its words, and its stream where it has one."""

    head: bytes
    stream: bytes | None = None


@dataclass
class _Book:
    """What is written so far: objects by their new numbers, and what the roots will list."""

    things: dict[int, Thing] = field(default_factory=dict)
    last: int = _ROOTS
    pages: list[bytes] = field(default_factory=list)
    tags: list[bytes] = field(default_factory=list)
    tree: list[bytes] = field(default_factory=list)
    parents: int = 0  # next free number of the tree
    marks: list[tuple[str, bytes]] = field(default_factory=list)

    def add(self, thing: Thing) -> int:
        self.last += 1
        self.things[self.last] = thing
        return self.last


def bind(title: str, papers: Iterable[tuple[str, bytes]], *, sheets: bool = False) -> bytes:
    """Make one file of papers, each with the words of its bookmark; on `sheets` each begins on a new leaf of paper."""
    book, root = _Book(), None
    for label, content in papers:
        things, catalog = _read(content)
        numbers = _take(book, label, things, catalog)
        root = root or _root(book, title, things, catalog, numbers)
        if sheets and len(book.pages) % 2:
            book.pages.append(_ref(book.add(_empty(book))))
    if root is None:
        raise ValueError("nothing to bind")
    _close(book)
    return _written(book, *root)


def _read(content: bytes) -> tuple[dict[int, Thing], bytes]:
    """Return the objects of a file by number, and the words of its catalog."""
    try:
        start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
        table = _at(content, start)
        places = list(_places(table))
        packed = {place for kind, place, _ in places if kind == 2}
        things = {number: _at(content, place) for number, (kind, place, _) in enumerate(places) if kind == 1}
        for place in packed:
            things |= _unpacked(things.pop(place))
        return things, things[_number(table.head, b"Root")].head
    except (ValueError, KeyError, IndexError, zlib.error, struct.error) as error:
        raise NotOurs from error


def _at(content: bytes, place: int) -> Thing:
    """Read the object that stands at this place."""
    begin = content.index(b" 0 obj\n", place) + 7
    stop = content.index(b"\nendobj", begin)
    cut = content.find(b">>\nstream\n", begin, stop)
    if cut < 0:
        return Thing(content[begin:stop])
    head = content[begin : cut + 2]
    first = cut + 10
    return Thing(head, content[first : first + _number(head, b"Length")])


def _places(table: Thing) -> Iterator[tuple[int, int, int]]:
    widths = [int(one) for one in re.search(rb"/W \[(\d+) (\d+) (\d+)\]", table.head).groups()]
    data, width = zlib.decompress(table.stream), sum(widths)
    for place in range(0, len(data), width):
        cells, taken = [], place
        for one in widths:
            cells.append(int.from_bytes(data[taken : taken + one]))
            taken += one
        yield tuple(cells)


def _unpacked(holder: Thing) -> dict[int, Thing]:
    data, first = zlib.decompress(holder.stream), _number(holder.head, b"First")
    numbers = [int(one) for one in data[:first].split()]
    starts = [first + place for place in numbers[1::2]]
    stops = [*starts[1:], len(data) + 1]
    return {
        number: Thing(data[start : stop - 1]) for number, start, stop in zip(numbers[::2], starts, stops, strict=True)
    }


def _take(book: _Book, label: str, things: dict[int, Thing], catalog: bytes) -> dict[int, int]:
    """Copy a paper's pages and tags with all they need; return the new numbers of its objects."""
    pages, tags = _number(catalog, b"Pages"), _number(catalog, b"StructTreeRoot")
    tree = _number(things[tags].head, b"ParentTree")
    numbers = {pages: _PAGES, tags: _TAGS}
    heads = (_listed(things[pages].head, b"Kids"), _listed(things[tags].head, b"K"))
    entries = _ENTRY.findall(things[tree].head.partition(b"[")[2])
    _copy(book, things, numbers, b" ".join((*heads, *(entry for _, entry in entries))))
    kids, elements = (_references(_moved(head, numbers, 0)) for head in heads)
    book.tree += [b"%d %s" % (int(key) + book.parents, _moved(entry, numbers, 0)) for key, entry in entries]
    book.parents += 1 + max((int(key) for key, _ in entries), default=-1)
    book.pages += kids
    book.tags += elements
    book.marks.append((label, kids[0]))
    return numbers


def _copy(book: _Book, things: dict[int, Thing], numbers: dict[int, int], asked: bytes) -> None:
    """Copy what is asked for by references, and what that refers to."""
    waiting, found = _needs(asked), []
    while waiting:
        number = waiting.pop()
        if number not in numbers:
            numbers[number] = book.add(things[number])
            found.append(number)
            waiting += _needs(things[number].head)
    for number in found:
        thing = things[number]
        book.things[numbers[number]] = Thing(_moved(thing.head, numbers, book.parents), thing.stream)


def _root(
    book: _Book, title: str, things: dict[int, Thing], catalog: bytes, numbers: dict[int, int]
) -> tuple[int, int]:
    """Copy the catalog and what the file says of itself from the first paper, under the title of the book."""
    said, outlines = _number(catalog, b"Metadata"), _number(catalog, b"Outlines")
    known = numbers | {outlines: _OUTLINES}
    _copy(book, things, known, catalog)
    told = things[said]
    words = zlib.decompress(told.stream) if b"/FlateDecode" in told.head else told.stream
    shown = escape(title).encode()
    words = _SAID.sub(lambda found: found[1] + shown + found[2], words)
    head = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(words)
    book.things[known[said]] = Thing(head, words)
    info = next(thing.head for thing in things.values() if thing.head.startswith(b"<</Producer"))
    info = _TITLE.sub(lambda _: b"/Title " + _text(title), info)
    return book.add(Thing(_moved(catalog, known, 0))), book.add(Thing(info))


def _empty(book: _Book) -> Thing:
    """Make the back of a leaf: a page as large as the one before, with nothing on it."""
    before = book.things[int(book.pages[-1].split()[0])].head
    size = re.search(rb"/MediaBox \[[^\]]*\]", before)[0]
    return Thing(b"<</Type /Page/Parent %s%s/Resources <<>>>>" % (_ref(_PAGES), size))


def _close(book: _Book) -> None:
    """Write the roots, now that all the papers are in."""
    first, count = book.last + 1, len(book.marks)
    for place, (label, page) in enumerate(book.marks):
        beside = b"/Prev %s" % _ref(first + place - 1) if place else b""
        beside += b"/Next %s" % _ref(first + place + 1) if place + 1 < count else b""
        book.add(Thing(b"<</Title %s/Parent %s/Dest [%s /Fit]%s>>" % (_text(label), _ref(_OUTLINES), page, beside)))
    ends = (count, _ref(first), _ref(first + count - 1))
    book.things |= {
        _PAGES: Thing(b"<</Type /Pages/Kids [%s]/Count %d>>" % (b" ".join(book.pages), len(book.pages))),
        _TAGS: Thing(b"<</Type /StructTreeRoot/ParentTree %s/K [%s]>>" % (_ref(_TREE), b" ".join(book.tags))),
        _TREE: Thing(b"<</Nums [%s]>>" % b" ".join(book.tree)),
        _OUTLINES: Thing(b"<</Type /Outlines/Count %d/First %s/Last %s>>" % ends),
    }


def _written(book: _Book, catalog: int, info: int) -> bytes:
    """Write the file: streams as they are, all the rest packed together."""
    parts, size, places = [_HEADER], len(_HEADER), {}

    def put(number: int, head: bytes, stream: bytes) -> None:
        nonlocal size
        places[number] = (1, size, 0)
        parts.append(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, stream))
        size += len(parts[-1])

    plain = {number: thing.head for number, thing in book.things.items() if thing.stream is None}
    for number, thing in book.things.items():
        if thing.stream is not None:
            put(number, thing.head, thing.stream)
    holder, table = book.last + 1, book.last + 2
    starts, taken = [], 0
    for place, (number, head) in enumerate(plain.items()):
        starts.append(b"%d %d" % (number, taken))
        taken += len(head) + 1
        places[number] = (2, holder, place)
    heading = b" ".join(starts) + b"\n"
    packed = zlib.compress(heading + b"\n".join(plain.values()))
    told = (len(plain), len(heading), len(packed))
    put(holder, b"<</Type /ObjStm/N %d/First %d/Filter /FlateDecode/Length %d>>" % told, packed)
    start = size
    places |= {0: (0, 0, 0), table: (1, start, 0)}
    rows = b"".join(struct.pack(">BQI", *places[number]) for number in range(table + 1))
    listed = zlib.compress(rows)
    mark = b"<%s>" % hashlib.sha256(packed).hexdigest()[:32].encode()
    known = (table + 1, _ref(catalog), _ref(info), mark, mark, len(listed))
    put(
        table,
        b"<</Type /XRef/W [1 8 4]/Size %d/Root %s/Info %s/ID [%s %s]/Filter /FlateDecode/Length %d>>" % known,
        listed,
    )
    return b"".join((*parts, b"startxref\n%d\n%%%%EOF\n" % start))


def _moved(head: bytes, numbers: dict[int, int], parents: int) -> bytes:
    """Give references their new numbers; what stands in strings is no reference."""

    def moved(found: re.Match) -> bytes:
        if found[1]:
            return b"%d 0 R" % numbers[int(found[1])]
        return b"/%s %d" % (found[2], int(found[3]) + parents) if found[2] else found[0]

    return _TOKEN.sub(moved, head)


def _needs(head: bytes) -> list[int]:
    return [int(found[1]) for found in _TOKEN.finditer(head) if found[1]]


def _references(listed: bytes) -> list[bytes]:
    return [found[0] for found in _TOKEN.finditer(listed) if found[1]]


def _listed(head: bytes, name: bytes) -> bytes:
    return re.search(rb"/" + name + rb" (\[[^\]]*\]|\d+ 0 R)", head)[1]


def _number(head: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+)", head)
    if found is None:
        raise NotOurs
    return int(found[1])


def _ref(number: int) -> bytes:
    return b"%d 0 R" % number


def _text(words: str) -> bytes:
    return b"<feff%s>" % words.encode("utf-16-be").hex().encode()
