"""The command that reads a file without the database, and the bench that times the reader."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from mentoring import bench
from mentoring.bench import Goal, Result, Timing
from roadmap import bench_read, reading
from roadmap.readers.blocks import UnreadableFile
from roadmap.readers.draft import Draft
from roadmap.tests import bad_papers
from roadmap.tests.papers import workbook

ROWS = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Опрос", "октябрь", "Психолог"]]


def read_roadmap(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("read_roadmap", str(path), *options, stdout=out)
    return out.getvalue()


def test_command_prints_the_agreed_form_without_the_database(tmp_path: Path) -> None:
    path = tmp_path / "план.xlsx"
    path.write_bytes(workbook({"План": [["План мероприятий на 2024 год"], *ROWS]}))

    printed = json.loads(read_roadmap(path, "--json"))

    assert {key: printed[key] for key in ("title", "columns", "period", "stages_or_sections", "tables")} == {
        "title": "План мероприятий на 2024 год",
        "columns": ROWS[0],
        "period": {"text": "на 2024 год", "from": 2024, "to": 2024},
        "stages_or_sections": [],
        "tables": [],
    }
    assert printed["events"] == [
        {
            "section": "",
            "number": "1",
            "title": "Опрос",
            "date_text": "октябрь",
            "date_from": None,
            "date_to": None,
            "recurrence": "none",
            "responsible_text": "Психолог",
            "result_text": "",
            "indicator_text": "",
            "due_kind": "month",
            "month_only": True,
            "responsibles": [
                {"kind": "position", "name": "", "position": "Психолог", "role": "psychologist", "text": "Психолог"}
            ],
            "place": "лист «План», строка 3",
        }
    ]
    assert [problem["code"] for problem in printed["problems"]] == ["year-missing"]


def test_command_tells_a_person_what_it_found(tmp_path: Path) -> None:
    path = tmp_path / "план.docx"
    path.write_bytes(bad_papers.good_word())

    summary = read_roadmap(path)

    assert "Разделов: 0, мероприятий: 1" in summary
    assert "1 Опрос · май 2024 · Психолог" in summary


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04"])
def test_command_refuses_in_russian(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "план.docx"
    path.write_bytes(content)

    with pytest.raises(CommandError, match="Файл «план"):
        read_roadmap(path)


def test_command_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="не открывается"):
        read_roadmap(tmp_path / "нет.docx")


def test_confined_reading_gives_the_same_draft_and_the_same_refusal() -> None:
    assert isinstance(reading.read("план.docx", bad_papers.good_word()), Draft)
    with pytest.raises(UnreadableFile, match="повреждён"):
        reading.read("план.docx", bad_papers.good_word()[:2000])


def test_bench_compares_round_by_round_and_knows_its_goals() -> None:
    timing = Timing({"ours": (1.0, 2.0, 4.0), "peer": (3.0, 8.0, 8.0)})
    result = Result(
        "read",
        3,
        {"peer / ours": timing.ratio("peer", "ours")},
        {"ms": 4.0},
        {"peer / ours": Goal(">=", 3), "ms": Goal("<=", 5)},
    )

    assert (timing.ratio("peer", "ours"), timing.median("ours")) == (3.0, 2.0)
    assert result.to_json() == {
        "name": "read",
        "rounds": 3,
        "ratios": {"peer / ours": 3.0},
        "figures": {"ms": 4.0},
        "goals": {"peer / ours": {"op": ">=", "value": 3}, "ms": {"op": "<=", "value": 5}},
        "met": True,
    }


def test_bench_without_its_module_says_what_is_missing() -> None:
    with pytest.raises(bench.BenchError, match="Нет замера"):
        bench.run("быстро")


def test_contestants_of_the_reader_bench_read_the_same_cells() -> None:
    data = bench_read.document(6)

    assert bench_read.walk(data) == bench_read.by_cell(data)
    assert len(bench_read.reading.read("план.docx", data).events) == 6
