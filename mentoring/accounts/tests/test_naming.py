import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.accounts import naming


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("О дне открытых дверей", "О дне открытых дверей"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\Windows\\system32", "C-Windows-system32"),
        ("№ 12/1-од «О работе»", "№ 12-1-од «О работе»"),
        ("строка\nдругая\tтретья\x00", "строка другая третья"),
        ("приказ\u202egpj.exe", "приказ gpj.exe"),
        ("  .скрытый. ", "скрытый"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("...", "без названия"),
        ("", "без названия"),
        ("и\u0306ога", "йога"),
        ("Ы" * 300, "Ы" * naming.FILE),
        ("🙂" * 300, "🙂" * 50),
    ],
)
def test_name_is_fit_for_any_system(text, name):
    assert naming.safe(text) == name


@given(some.text(max_size=400), some.sampled_from([naming.FOLDER, naming.FILE]))
def test_no_text_makes_a_path_or_a_name_too_long(text, longest):
    name = naming.safe(text, longest)

    assert 0 < len(name) <= longest + 1
    assert len(name.encode()) <= 201
    assert not set(name) & set('<>:"/\\|?*\n\r\t\x00')
    assert name == name.strip(" .")
    assert name not in {".", ".."}


def test_no_two_files_get_one_name_however_it_is_written():
    names = naming.Names()

    given_ = [names.give("01-15", stem, ".pdf") for stem in ("Приказ", "приказ", "ПРИКАЗ")]

    assert given_ == ["01-15/Приказ.pdf", "01-15/приказ (2).pdf", "01-15/ПРИКАЗ (3).pdf"]


@pytest.mark.parametrize(
    ("name", "ending"),
    [("скан.PDF", ".pdf"), ("а.pdf.sig", ".sig"), ("без конца", ""), ("а.п/ф", ""), ("а." + "x" * 30, ""), ("а.", "")],
)
def test_ending_is_kept_only_where_it_is_one(name, ending):
    assert naming.suffix(name) == ending
