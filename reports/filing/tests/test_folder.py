import hashlib
import io
import subprocess
import tracemalloc
import zipfile

import pytest
from openpyxl import load_workbook

from mentoring.accounts import files
from mentoring.accounts.models import JournalEntry, StoredFile
from mentoring.accounts.tests import cms
from reports.documents import kinds, scanning
from reports.documents.models import Document, Rendering
from reports.documents.tests.office import text
from reports.filing import inspecting, packing
from reports.filing.models import CaseFile
from reports.filing.shelves import Choice
from reports.filing.tests import filed

SCAN = b"%PDF-1.7 scan"


def pack(member, **choice) -> zipfile.ZipFile:
    target = io.BytesIO()
    packing.pack(inspecting.lines(member, Choice(**choice)), target)
    return zipfile.ZipFile(target)


def register(package: zipfile.ZipFile) -> list[tuple]:
    """Return index, number, document, file and remark of each line."""
    rows = list(load_workbook(io.BytesIO(package.read(packing.REGISTER))).active.values)
    assert rows[0] == packing.HEADINGS
    return [(row[0] or "", row[5], row[6], row[8] or "", row[10] or "") for row in rows[1:]]


def given(package: zipfile.ZipFile) -> list[str]:
    return [name for name in package.namelist() if name not in (packing.REGISTER, packing.HASHES)]


def stem(act: Document, title: str = "Приказ о дне открытых дверей") -> str:
    return f"01-15 Приказы по основной деятельности за {act.year} год/{act.on:%Y-%m-%d} № {act.number} {title}"


def test_folder_holds_the_files_of_acts_by_case_and_nothing_else(curator, order):
    by = curator.member
    scan = scanning.attach(order, "лист подписей.pdf", SCAN, by=by)
    scanning.attach_signature(order, scan.file, "любое имя.p7s", cms.sign(SCAN), by=by)
    made = order.renderings.get(format="pdf").file
    scanning.attach_signature(order, made, "п.sig", cms.envelope(cms.signer(b"1")), by=by)

    package = pack(by)

    names = [f"{stem(order)}{end}" for end in (".pdf", " скан.pdf", " скан.pdf.p7s", ".pdf.sig")]
    assert given(package) == names
    assert package.namelist() == [*names, packing.REGISTER, packing.HASHES]
    assert package.read(names[0]) == files.read(made)
    assert package.read(names[1]) == SCAN
    said = ("", "", *(f"подпись файла с SHA-256 {file.sha256}" for file in (scan.file, made)))
    assert [row[3:] for row in register(package)] == list(zip(names, said, strict=True))
    assert register(package)[0][:3] == ("01-15", order.number, "Приказ о дне открытых дверей")


def test_word_file_goes_only_where_it_is_what_was_signed(curator, order):
    word = files.store(order.organization, "приказ.docx.txt", b"word", action="documents.see", by=None)
    order.renderings.filter(format="docx").update(file=word, state=Rendering.State.READY)
    assert given(pack(curator.member)) == [f"{stem(order)}.pdf"]

    scanning.attach_signature(order, word, "а.sig", cms.sign(b"word"), by=curator.member)

    assert given(pack(curator.member)) == [f"{stem(order)}{end}" for end in (".pdf", ".docx", ".docx.sig")]


def test_hashes_are_what_anybody_counts(curator, order, tmp_path):
    scanning.attach(order, "скан.pdf", SCAN, by=curator.member)
    package = pack(curator.member)
    lines = package.read(packing.HASHES).decode().splitlines()

    recounted = {name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}
    del recounted[packing.HASHES]

    assert dict(reversed(line.split("  ", 1)) for line in lines) == recounted
    package.extractall(tmp_path / "out")
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", packing.HASHES], cwd=tmp_path / "out", capture_output=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_folder_made_twice_is_the_same(curator, order):
    first, second = (pack(curator.member) for _ in range(2))

    def contents(package: zipfile.ZipFile) -> list[tuple]:
        return [
            (one.filename, one.CRC) for one in package.infolist() if one.filename not in ("Опись.xlsx", "hashes.txt")
        ]

    assert contents(first) == contents(second) != []


@pytest.mark.parametrize(
    ("state", "error", "said"),
    [
        (Rendering.State.WAITING, "", "файл ещё готовится"),
        (Rendering.State.FAILED, "Текст не поместился.", "файл не получился: Текст не поместился."),
    ],
)
def test_act_whose_file_is_not_ready_is_in_the_register_with_the_reason(curator, order, state, error, said):
    order.renderings.filter(format="pdf").update(file=None, state=state, error=error)

    package = pack(curator.member)

    assert given(package) == []
    assert register(package) == [("01-15", order.number, "Приказ о дне открытых дверей", "", said)]


def test_file_that_is_gone_or_changed_is_named_and_not_put_in(curator, order, settings):
    scan = scanning.attach(order, "скан.pdf", SCAN, by=curator.member)
    made = order.renderings.get(format="pdf").file
    (settings.MEDIA_ROOT / made.path).unlink()
    (settings.MEDIA_ROOT / scan.file.path).write_bytes(b"%PDF-1.7 another")

    package = pack(curator.member)

    assert given(package) == []
    assert [row[3:] for row in register(package)] == [
        (f"{stem(order)}.pdf", "файла нет на сервере: скажите администратору"),
        (f"{stem(order)} скан.pdf", "файл на сервере изменён, отпечаток другой: скажите администратору"),
    ]


def test_papers_that_name_participants_go_only_when_asked(cycle, head, curator, listed):
    act = filed.make_act(cycle, head, by=curator.member, kind="O7", title="О закреплении пары Ивы и Ольхи")
    filed.keep_pdf(act)

    without, with_them = pack(curator.member), pack(curator.member, personal=True)

    assert given(without) == []
    assert register(without) == [
        (
            "01-15",
            act.number,
            "О закреплении наставнических пар и групп",
            "",
            "не вложен: в документе названы участники",
        )
    ]
    assert "Ив" not in "".join(map(str, register(without)))
    assert given(with_them) == [f"{stem(act, 'Приказ о закреплении пары Ивы и Ольхи')}.pdf"]


@pytest.mark.parametrize("kind", ["O7", "agreement_mentee"])
@pytest.mark.parametrize("how", ["amends", "cancels"])
def test_order_that_changes_a_paper_naming_participants_goes_only_when_asked(cycle, head, curator, listed, kind, how):
    by = curator.member
    named = filed.make_act(cycle, head, by=by, kind=kind, title="О паре Ивы и Ольхи")
    changing = filed.make_act(cycle, head, by=by, title="Об Иве", **{how: named})
    again = filed.make_act(cycle, head, by=by, title="Ещё об Иве", amends=changing)
    for act in (changing, again):
        filed.keep_pdf(act)

    without, with_them = pack(by), pack(by, personal=True)

    assert given(without) == []
    assert "Ив" not in "".join(map(str, register(without)))
    assert [row[4] for row in register(without)] == ["не вложен: в документе названы участники"] * 3
    verb = {"amends": "изменении", "cancels": "отмене"}[how]
    assert f"Приказ об {verb}: «{kinds.get(kind).title}»" in [row[2] for row in register(without)]
    assert len(given(with_them)) == 2


def test_order_that_changes_a_paper_naming_nobody_goes_by_itself(cycle, head, curator, order):
    changing = filed.make_act(cycle, head, by=curator.member, title="Об изменении приказа", amends=order)
    filed.keep_pdf(changing)

    assert len(given(pack(curator.member))) == 2


def test_folder_larger_than_one_gigabyte_is_refused_in_words(curator, order):
    StoredFile.objects.update(size=packing.MOST_BYTES)
    assert b"".join(curator.get("inspection_folder").streaming_content)[:2] == b"PK"
    StoredFile.objects.update(size=packing.MOST_BYTES + 1)

    answer = curator.get("inspection_folder")

    assert answer.status_code == 302
    assert "Больше 1 ГБ: отберите программу, год или дела." in text(curator.get("inspections"))
    assert JournalEntry.objects.filter(action="casefile.folder").count() == 1


def test_chosen_cases_alone_go(cycle, head, curator, order):
    loose = filed.make_act(cycle, head, by=curator.member, kind="O3", title="О программе")
    CaseFile.objects.filter(index="01-15").update(kinds=["O1"])
    filed.keep_pdf(loose)

    assert [row[2] for row in register(pack(curator.member, indexes=("01-15",)))] == ["Приказ о дне открытых дверей"]
    assert given(pack(curator.member, indexes=("Без дела",)))[0].startswith(f"Без дела за {loose.year} год/")
    assert given(pack(curator.member, indexes=("09-99",))) == []


@pytest.mark.parametrize(
    ("case", "title", "path"),
    [
        ("../../../etc", "О ..\\..\\работе/дне", "01-15 ..-..-..-etc"),
        ("Ы" * 190, "О " + "щ" * 400, "01-15 " + "Ы" * 54),
        ("a\u202eb", "О\u0001 дне\nоткрытых\u2028дверей", "01-15 a b"),
    ],
)
def test_hostile_names_stay_inside_the_folder(cycle, head, curator, listed, tmp_path, case, title, path):
    CaseFile.objects.filter(index="01-15").update(title=case)
    act = filed.make_act(cycle, head, by=curator.member, title=title)
    filed.keep_pdf(act)

    package = pack(curator.member)

    (name,) = given(package)
    assert name.split("/")[0] == f"{path} за {act.year} год"
    assert name.count("/") == 1
    package.extractall(tmp_path / "out")
    assert [one for one in tmp_path.iterdir() if one.name not in ("out", "files")] == []


def test_acts_of_one_day_and_name_keep_both_their_files(cycle, head, curator, listed):
    for number in range(2):
        act = filed.make_act(cycle, head, by=curator.member, kind="O1")
        filed.keep_pdf(act, f"%PDF-1.7 {number}".encode())
    scanning.attach(act, "а.pdf", b"%PDF-1.7 a", by=curator.member)
    scanning.attach(act, "б.pdf", b"%PDF-1.7 b", by=curator.member)

    names = given(pack(curator.member))

    assert len(names) == len(set(names)) == 4
    assert names[-1] == f"{stem(act)} скан (2).pdf"


def test_folder_of_large_files_takes_little_memory(curator, order):
    for number in range(6):
        scanning.attach(order, "скан.pdf", SCAN + bytes([number]) * 8_000_000, by=curator.member)
    lines = inspecting.lines(curator.member, Choice())

    tracemalloc.start()
    target, packed = packing.packed_file(lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    with target:
        assert packed.files == 7
        assert target.seek(0, 2) > 48_000_000
    assert peak < 4_000_000


def test_whoever_takes_the_folder_is_in_the_journal(curator, order):
    answer = curator.get("inspection_folder", query={"personal": "on"})

    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert given(package) == [f"{stem(order)}.pdf"]
    entry = JournalEntry.objects.get(action="casefile.folder")
    assert entry.by == curator.member
    assert entry.values.after == {"rows": 1, "files": 1, "lacking": 0, "personal": True}


@pytest.mark.parametrize("asked", [{"indexes": "09-99"}, {"programme": "0"}, {"year": "1066"}])
def test_choice_that_is_not_there_any_more_gives_no_folder_of_everything(curator, order, asked):
    assert curator.get("inspection_folder", query=asked).status_code == 302
    assert "Выберите документы снова." in text(curator.get("inspections"))


def test_nothing_to_take_is_said_in_words(curator, listed):
    answer = curator.get("inspection_folder")

    assert answer.status_code == 302
    assert not JournalEntry.objects.filter(action="casefile.folder").exists()


def test_folder_of_another_school_has_nothing_of_this_one(order, other_curator):
    assert inspecting.lines(other_curator.member, Choice(programme=order.programme_id, personal=True)) == []
    assert given(pack(other_curator.member)) == []
