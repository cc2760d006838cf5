"""A paper as HTML: on the screen as a preview, and as the page that becomes PDF. Everything is escaped here."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mentoring.printing import glyphs, press
from reports.documents import paper as blocks
from reports.documents.paper import Annex, Block, Column, Paper, Row, Text
from reports.documents.rendering import said

SHEETS = ("css/shares.css", "css/act.css")
_PERSON = format_html(' class="{}"', "person")


@dataclass(frozen=True)
class Medium:
    """How blocks are written: on the screen with marks of declined words, under headings of its level.

    In the narrow cells of a table any space may end a line. `own` is the school's own sheet; on the screen its
    pictures stand in the page itself.
    """

    marks: bool
    top: int
    narrow: bool = False
    own: blocks.Stationery = blocks.PLAIN

    def line(self, text: str) -> SafeString:
        """Escape a text; its own line breaks stay."""
        shown = said.breakable(said.clean(text))
        first, *others = (shown if self.narrow else said.bound(shown)).split("\n")
        return format_html("{}{}", first, format_html_join("", "<br>{}", ((line,) for line in others)))

    def picture(self, name: str) -> str:
        """Return the source of a picture of the sheet: the renderer is given it by name."""
        if not self.marks:
            return f"paper:{name}"
        return f"data:image/png;base64,{base64.b64encode(said.picture(self.own, name)).decode()}"

    def runs(self, text: Text) -> SafeString:
        return format_html_join("", "{}", ((self._run(run),) for run in text))

    def _run(self, run: blocks.Run) -> SafeString:
        shown = self.line(run.text)
        if run.bold:
            shown = format_html("<b>{}</b>", shown)
        if self.marks and run.word:
            return format_html('<mark class="declined" data-word="{}">{}</mark>', run.word, shown)
        return shown


SCREEN = Medium(marks=True, top=2)
PAGE = Medium(marks=False, top=1)


def preview(paper: Paper) -> SafeString:
    """Return the paper for a page of the product; words that were declined are marked."""
    medium = replace(SCREEN, own=paper.look)
    return format_html('<article class="sheet{}" lang="ru">{}</article>', _standard(paper), _parts(paper, medium))


def page(paper: Paper, *, made: datetime | None = None) -> str:
    """Return the paper as a whole document for the renderer."""
    created = format_html('<meta name="dcterms.created" content="{}">', f"{made:%Y-%m-%d}") if made else ""
    return format_html(
        '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{}</title>{}</head>'
        '<body class="sheet{}">{}</body></html>',
        said.clean(paper.title),
        created,
        _standard(paper),
        _parts(paper, replace(PAGE, own=paper.look)),
    )


def extras(paper: Paper) -> press.Extras:
    """Return what the page needs beside its words: pictures and margins, where they are not the usual ones."""
    if paper.look == blocks.PLAIN:
        return press.NOTHING
    upright, turned = said.margins(paper.look), said.margins(paper.look, landscape=True)
    pages = {"": upright, "wide": turned} if upright != said.margins(blocks.PLAIN) else {}
    if paper.look.check:
        pages |= {":first": said.with_room(upright), "wide:first": said.with_room(turned)}
    margins = {page: (one.top, one.right, one.bottom, one.left) for page, one in pages.items()}
    return press.Extras(said.pictures(paper.look), margins, paper.look.font)


def missing_glyphs(paper: Paper) -> tuple[str, ...]:
    """Return the letters of the paper that would be boxes in its PDF, each once."""
    return glyphs.missing((said.clean(line) for line in blocks.lines(paper)), family=paper.look.font)


def _parts(paper: Paper, medium: Medium) -> SafeString:
    main = _section(paper.blocks, paper.stamp, "", landscape=paper.landscape, medium=medium)
    annexes = format_html_join("", "{}", ((_annex(annex, medium),) for annex in paper.annexes))
    if not medium.own.check:
        return main + annexes
    # On paper the square stands in the lower margin of the first page, so it comes before the text.
    return main + annexes + _check(medium) if medium.marks else _check(medium) + main + annexes


def _standard(paper: Paper) -> str:
    return " of-2016" if paper.look.profile == "2016" else ""


def _check(medium: Medium) -> SafeString:
    return format_html(
        '<div class="check"><img src="{}" alt="QR-код: {}"><p>{}</p></div>',
        medium.picture("check"),
        medium.own.check,
        medium.own.code,
    )


def _annex(annex: Annex, medium: Medium) -> SafeString:
    return _section(annex.blocks, annex.stamp, annex.title, landscape=annex.landscape, medium=medium, kind="annex")


def _section(
    inside: Iterable[Block], stamp: Iterable[Text], title: str, *, landscape: bool, medium: Medium, kind: str = "main"
) -> SafeString:
    inside = tuple(inside)
    caption, last = None if title else said.caption(inside), said.last_words(inside)
    shown = (
        _headed("caption", medium.runs(block.text), medium.top)
        if block is caption
        else format_html('<div class="leads">{}</div>' if block is last else "{}", _block(block, medium))
        for block in inside
    )
    return format_html(
        '<section class="{} {}">{}{}{}</section>',
        kind,
        "wide" if landscape else "tall",
        _aside(stamp, medium),
        _headed("title", medium.line(title), medium.top) if title else "",
        format_html_join("", "{}", ((one,) for one in shown)),
    )


def _headed(kind: str, shown: SafeString, level: int) -> SafeString:
    return format_html('<h{} class="{}">{}</h{}>', level, kind, shown, level)


def _front(block: Block, medium: Medium) -> SafeString:
    """Write what stands above the text: who, what, when, about what, to whom."""
    match block:
        case blocks.Letterhead():
            lines = ((kind, medium.line(line)) for kind, line in said.heads(block, medium.own))
            return format_html(
                '<div class="letterhead">{}{}</div>',
                _emblem(medium) if medium.own.emblem else "",
                format_html_join("", '<p class="{}">{}</p>', lines),
            )
        case blocks.Name():
            return _headed("name", medium.line(block.text), medium.top)
        case blocks.Registration():
            return _registration(block, medium)
        case blocks.Heading():
            return _headed("heading", medium.runs(block.text), medium.top + 1)
        case blocks.Addressee():
            return _aside(block.lines, medium)


def _emblem(medium: Medium) -> SafeString:
    return format_html(
        '<p class="emblem at-{}"><img src="{}" alt="Эмблема"></p>', medium.own.emblem_at, medium.picture("emblem")
    )


def _block(block: Block, medium: Medium) -> SafeString:
    match block:
        case blocks.Paragraph():
            kind = "centered" if block.centered else "flat" if block.flat else "text"
            lined = " lined" if said.is_lined(block.text) else ""
            return format_html('<p class="{}{}{}">{}</p>', kind, _leading(block.text), lined, medium.runs(block.text))
        case blocks.Point():
            return format_html(
                '<p class="point level-{}{}{}">{}</p>',
                block.level,
                _leading(block.text),
                " part" if said.is_bold(block.text) else "",
                medium.runs(said.numbered(block)),
            )
        case blocks.Table():
            return _table(block, medium)
        case blocks.Signature():
            return format_html(
                '<div class="signature"><p class="position">{}</p><p class="who">{}</p></div>',
                medium.runs(block.position),
                medium.runs(block.name),
            )
        case blocks.SignSheet():
            return _sign_sheet(block, medium)
        case _:
            return _front(block, medium)


def _aside(lines: Iterable[Text], medium: Medium) -> SafeString:
    """Put lines at the right: a stamp, an addressee."""
    inside = format_html_join("", '<p class="flat">{}</p>', ((medium.runs(line),) for line in lines))
    return format_html('<div class="stamp">{}</div>', inside) if inside else inside


def _leading(runs: Text) -> str:
    return " leads" if said.leads(runs) else ""


def _registration(block: blocks.Registration, medium: Medium) -> SafeString:
    on, number = said.registered(block)
    return format_html(
        '<div class="registration"><p class="on">{}</p><p class="number">{}</p></div>{}',
        medium.line(on),
        medium.line(number),
        format_html('<p class="place">{}</p>', medium.line(block.place)) if block.place else "",
    )


def _table(table: blocks.Table, medium: Medium) -> SafeString:
    narrow = replace(medium, narrow=True)
    rows = format_html_join("", "{}", ((_row(row, table.columns, narrow),) for row in table.rows))
    kind = f"rows{' dense' if said.is_dense(table) else ''}{' brief' if said.is_brief(table) else ''}"
    return _framed(kind, [(_head(column.heading, narrow), column.share) for column in table.columns], rows)


def _framed(kind: str, columns: Iterable[tuple[SafeString, int]], rows: SafeString) -> SafeString:
    headings, shares = zip(*columns, strict=True)
    return format_html(
        '<table class="{}"><colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        kind,
        format_html_join("", '<col class="c{}">', ((share,) for share in shares)),
        format_html_join("", '<th scope="col">{}</th>', ((heading,) for heading in headings)),
        rows,
    )


def _head(heading: str, medium: Medium) -> SafeString:
    """Keep «п/п» on one line: it could be parted after its stroke."""
    before, found, after = heading.partition("п/п")
    whole = format_html('<span class="whole">{}</span>', found) if found else ""
    return format_html("{}{}{}", medium.line(before), whole, medium.line(after))


def _row(row: Row, columns: Sequence[Column], medium: Medium) -> SafeString:
    if row.across:
        whole = _lines(row.cells[0], medium)
        return format_html('<tr class="across"><td colspan="{}">{}</td></tr>', len(columns), whole)
    pairs = zip(row.cells, columns, strict=True)
    cells = format_html_join(
        "",
        "<td{}>{}</td>",
        ((_PERSON if said.is_whole(cell, column.share) else "", _cell(cell, medium)) for cell, column in pairs),
    )
    return format_html('<tr class="{}">{}</tr>', "short" if said.is_short(row) else "long", cells)


def _cell(cell: tuple[Text, ...], medium: Medium) -> SafeString:
    """Write one text as it is: a paragraph within each cell would cost a long register a quarter of its memory."""
    return medium.runs(cell[0]) if len(cell) == 1 else _lines(cell, medium)


def _lines(cell: Iterable[Text], medium: Medium) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((medium.runs(line),) for line in cell))


def _sign_sheet(sheet: blocks.SignSheet, medium: Medium) -> SafeString:
    narrow = replace(medium, narrow=True)
    rows = ((_cells(map(narrow.line, row)),) for row in said.signers(sheet))
    return format_html(
        '<p class="signers">{}</p>{}',
        medium.line(sheet.title),
        _framed(
            "sign-sheet",
            [(_head(heading, narrow), share) for heading, share in said.SIGN_COLUMNS],
            format_html_join("", '<tr class="short">{}</tr>', rows),
        ),
    )


def _cells(shown: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in shown))
