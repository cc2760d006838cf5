"""A paper as HTML: escaped, marked, with the same words in the same order."""

import re
from dataclasses import replace
from html import unescape

import pytest

from reports.documents import paper as blocks
from reports.documents.paper import Paper, Run, text
from reports.documents.rendering import html, said
from reports.documents.tests import papers, strangers

TAG = re.compile(r"<[^>]*>")
OURS = {
    *("article", "section", "div", "p", "h1", "h2", "h3", "b", "br", "mark", "span"),
    *("table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
}
WHOLE = OURS | {"!doctype", "html", "head", "meta", "title", "body"}


def shown(markup: str) -> str:
    return " ".join(unescape(TAG.sub(" ", markup)).replace("\u200b", "").split())


def tags(markup: str) -> set[str]:
    return {re.match(r"</?([\w!]+)", tag)[1].lower() for tag in TAG.findall(markup)}


@pytest.mark.parametrize("name", papers.PAPERS)
def test_preview_and_page_say_every_line_in_its_order(name):
    paper = papers.PAPERS[name]()

    for markup in (html.preview(paper), html.page(paper)):
        letters, place = shown(markup).replace(" ", ""), 0
        for line in blocks.lines(paper):
            place = letters.index("".join(line.split()), place)


def test_the_preview_marks_declined_words_and_the_page_marks_none():
    paper = papers.PAPERS["flat"]()

    preview, page = html.preview(paper), html.page(paper)

    marked = dict(re.findall(r'<mark class="declined" data-word="([^"]+)">([^<]+)</mark>', preview))
    assert {key: said.clean(word).replace("\u00a0", " ") for key, word in marked.items()} == blocks.declined(paper) | {
        "person:2:dat": "Ёжикову П. С."
    }
    assert marked.keys() == {"person:2:acc", "position:2:acc", "person:2:dat"}
    assert "<mark" not in page


def test_no_style_and_no_script_stand_in_the_markup():
    for make in papers.PAPERS.values():
        for markup in (html.preview(make()), html.page(make())):
            assert "style=" not in markup
            assert tags(markup) <= WHOLE


@pytest.mark.parametrize("words", strangers.WORDS)
def test_strange_words_stay_words_in_every_field(words):
    paper = strangers.filled(words)

    preview, page = html.preview(paper), html.page(paper)

    assert tags(preview) <= OURS
    assert tags(page) <= WHOLE
    for markup in (preview, page):
        letters = shown(markup).replace(" ", "")
        for line in blocks.lines(paper):
            assert "".join(said.clean(line).split()) in letters


def test_what_is_not_known_yet_is_a_line_for_the_pen():
    empty = Paper("Приказ", (blocks.Registration(),))

    assert shown(html.preview(empty)) == f"{said.PEN} № {said.PEN}"


def test_a_number_has_its_sign_once():
    for number in ("26/1", "№ 26/1"):
        paper = Paper("Приказ", (blocks.Registration("01.09.2026", number, "посёлок Заозёрный"),))
        assert shown(html.preview(paper)) == "01.09.2026 № 26/1 посёлок Заозёрный"


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("школа № 7", "школа №_7"),
        ("до 25 сентября 2026 г.", "до 25_сентября 2026_г."),
        ("М. О. Лебедева", "М._О._Лебедева"),
        ("Ёжикову П. С. и Ким А. Р.", "Ёжикову_П._С. и Ким_А._Р."),
        ("о мерах в школе", "о_мерах в_школе"),
        ("телефон +7 900 555-66-77", "телефон +7_900_555-66-77"),
        ("том 5 страниц", "том 5 страниц"),
    ],
)
def test_what_belongs_together_stays_on_one_line(words, bound):
    assert said.bound(words).replace("\u00a0", "_") == bound


def test_marks_of_direction_and_control_letters_are_dropped():
    assert said.clean("а\u202eб\u200fв\x00г\x1b[31m\ud800д\ufeff\ufffe") == "абвг[31mд"
    assert said.clean("одна\r\nдве\u2028три\x0bчетыре") == "одна\nдве\nтри\nчетыре"
    assert said.clean("и\u0306ё") == "йё"


def test_lines_of_a_text_stay_lines():
    paper = Paper("П", (blocks.Paragraph((Run("раз\nдва", bold=True),)),))

    assert '<p class="text leads"><b>раз<br>два</b></p>' in html.preview(paper)


def test_letters_without_a_picture_are_named_before_the_paper_is_issued():
    paper = papers.PAPERS["flat"]()
    strange = replace(paper, blocks=(*paper.blocks, blocks.Paragraph(text("Ким 金 и \U0001f600, 金"))))

    assert html.missing_glyphs(paper) == ()
    assert html.missing_glyphs(strange) == ("金", "\U0001f600")


def test_a_long_name_of_a_school_begins_its_quotes_on_a_new_line():
    long = "Муниципальное бюджетное общеобразовательное учреждение «Заозёрная школа»"

    names = [dict(said.heads(blocks.Letterhead("", name)))["organization"] for name in (long, "МБОУ «Школа № 7»")]

    assert names == [long.replace(" «", "\n«"), "МБОУ «Школа № 7»"]


def test_what_announces_the_next_point_never_ends_a_page():
    paper = Paper("П", (blocks.Point("8.", text("Куратору:")), blocks.Point("8.1.", text("начать."), level=2)))

    assert re.findall(r'class="(point[^"]*)"', html.page(paper)) == ["point level-1 leads", "point level-2"]


@pytest.mark.parametrize(
    ("words", "share", "whole"),
    [
        ("Белосельская-Белозерская Александра-Виктория Константиновна", 24, True),
        ("Мамедов Эльдар Рустам оглы", 24, True),
        ("Белосельская-Белозерская Александра-Виктория Константиновна", 17, False),  # it would be torn without a hyphen
        ("Заместитель директора", 40, False),
        ("Учитель — ученик", 40, False),
        ("", 40, False),
    ],
)
def test_full_name_is_not_hyphenated_where_it_has_room(words, share, whole):
    columns = (blocks.Column("Кто", share), blocks.Column("Что", 100 - share))
    table = blocks.Table(columns, (blocks.Row(((text(words),), (text("план"),))),))

    cell = re.search("<td[^>]*>", html.page(Paper("О паре", (table,))))[0]

    assert cell == ('<td class="person">' if whole else "<td>")
