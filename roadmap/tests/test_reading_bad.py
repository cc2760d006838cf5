"""Whatever is uploaded, the answer is a plan or a Russian sentence, and it comes at once."""

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.readers import reading
from roadmap.readers.blocks import UnreadableFile
from roadmap.readers.draft import Draft, Severity
from roadmap.tests import bad_papers
from roadmap.tests.papers import codes, word

SECONDS = 3
REFUSED = list(bad_papers.refused())
REMEDIES = ("загрузите", "сохраните", "удалите", "оставьте", "снимите", "скопируйте", "выберите", "проверьте")


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_bad_file_gets_a_sentence_with_its_name_and_a_remedy(data: bytes, words: str) -> None:
    start = time.monotonic()

    with pytest.raises(UnreadableFile) as refusal:
        reading.read("Мой план.docx", data)

    message = str(refusal.value)
    assert time.monotonic() - start < SECONDS
    assert "Файл «Мой план.docx»" in message
    assert words in message
    assert any(remedy in message.lower() for remedy in REMEDIES)


def test_document_without_a_table_is_read_and_says_what_is_missing() -> None:
    draft = reading.read("Отчёт.docx", word("О наставничестве", "Мы встречались весь год."))

    assert (draft.events, codes(draft)) == ((), ["no-plan"])
    assert draft.problems[0].severity == Severity.ERROR
    assert "Отчёт.docx" in draft.problems[0].text
    assert "таблицей" in draft.problems[0].remedy


def test_picture_in_place_of_the_table_is_named() -> None:
    data = word("План мероприятий")
    drawn = b'<w:body xmlns:pic="p"><w:p><w:r><pic:pic/></w:r></w:p>'
    text = bad_papers.part(data, bad_papers.DOCUMENT).replace(b"<w:body>", drawn)

    draft = reading.read("План.docx", bad_papers.changed(data, {bad_papers.DOCUMENT: text}))

    assert codes(draft) == ["no-plan"]
    assert "картинкой" in draft.problems[0].text


@pytest.mark.parametrize(
    "rows",
    [b"".join(b'<row r="%d" ht="15"></row>' % number for number in range(3, 1_000_000)), b""],
    ids=["a million empty rows", "a dimension of a million"],
)
def test_empty_rows_and_lying_dimensions_cost_nothing(rows: bytes) -> None:
    data = bad_papers.good_workbook()
    sheet = bad_papers.part(data, bad_papers.SHEET)
    sheet = sheet.replace(b"</sheetData>", rows + b"</sheetData>").replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')
    changed = bad_papers.changed(data, {bad_papers.SHEET: sheet})
    start = time.monotonic()

    draft = reading.read("план.xlsx", changed)

    assert len(draft.events) == 1
    assert time.monotonic() - start < SECONDS


def test_name_is_shown_without_its_path_and_control_marks() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        reading.read("../../etc/\u202eplan\x00.docx", b"")

    assert str(refusal.value).startswith("Файл «plan.docx» пуст")


def read_or_refuse(data: bytes) -> Draft | None:
    try:
        return reading.read("файл", data)
    except UnreadableFile as refusal:
        assert "Файл «файл»" in str(refusal)
        return None


@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(st.text(alphabet="№1.2)\t\n |*-абМероприятиеСрокОтветственныймай 2024директор<p>", max_size=600))
def test_any_text_is_read_or_refused(text: str) -> None:
    head = "№\tМероприятие\tСрок\tОтветственный\n"

    read_or_refuse((head + text).encode())
    read_or_refuse((head.replace("\t", "\n") + text).encode())


GOOD = bad_papers.good_word()
BOOK = bad_papers.good_workbook()


@given(st.sampled_from([GOOD, BOOK]), st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=12))
def test_bytes_changed_at_random_are_read_or_refused(data: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value

    read_or_refuse(bytes(changed))


@given(st.data())
def test_xml_changed_at_random_is_read_or_refused(data: st.DataObject) -> None:
    document, name = data.draw(st.sampled_from([(GOOD, "word/document.xml"), (BOOK, "xl/worksheets/sheet1.xml")]))
    text = bytearray(zipfile.ZipFile(io.BytesIO(document)).read(name))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        text[start:end] = data.draw(
            st.sampled_from([b"", b"<", b"999999999", b"<w:tr/>", b"<w:tc>", b'"', b"-1", b"<v>x"])
        )

    read_or_refuse(bad_papers.changed(document, {name: bytes(text)}))
