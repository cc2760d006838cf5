"""The sample roadmaps of real schools, kept outside the repository, read without a difference."""

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roadmap.readers import printing, reading

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("ROADMAP_SAMPLES", ROOT.parent / "shared" / "seeds"))
SCORER = SAMPLES.parent / "tools" / "score_roadmap.py"
READ = sorted(path for path in SAMPLES.glob("*") if path.suffix in (".docx", ".xlsx", ".txt", ".pdf"))
WITH_EXPECTED = [path for path in READ if (SAMPLES / f"{path.name[:3]}.expected.json").exists()]
WITHOUT_PLAN = [path for path in READ if path.name.startswith("001-")]

needs_samples = pytest.mark.skipif(not WITH_EXPECTED, reason=f"no sample roadmaps in {SAMPLES}: set ROADMAP_SAMPLES")


def printed(path: Path) -> dict[str, Any]:
    return printing.as_expected(reading.read(path.name, path.read_bytes()))


def expected(path: Path) -> dict[str, Any]:
    return json.loads((SAMPLES / f"{path.name[:3]}.expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip(f"no scorer at {SCORER}")
    spec = importlib.util.spec_from_file_location("score_roadmap", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_samples
@pytest.mark.parametrize("path", WITH_EXPECTED, ids=lambda path: path.name)
def test_sample_roadmap_is_read_without_a_difference(path: Path, scorer: ModuleType) -> None:
    truth, read = expected(path), printed(path)

    pairs = scorer.align(truth["events"], read["events"])

    assert len(pairs) == len(truth["events"]) == len(read["events"])
    for mine, own in ((truth["events"][i], read["events"][j]) for i, j in pairs):
        assert scorer.same_dates(mine, own), mine["title"]
        assert scorer.same_recurrence(mine, own), mine["title"]
        assert scorer.same_responsible(mine, own), mine["title"]
        assert mine["number"].strip(". ") == own["number"].strip(". ")
        assert scorer.norm(mine["section"]).strip(".") == scorer.norm(own["section"]).strip(".")
    titles = [scorer.norm(section["title"]) for section in read["stages_or_sections"]]
    assert titles == [scorer.norm(section["title"]) for section in truth["stages_or_sections"]]


@needs_samples
@pytest.mark.parametrize("path", WITH_EXPECTED, ids=lambda path: path.name)
def test_sample_sections_keep_their_goals_tasks_and_results(path: Path, scorer: ModuleType) -> None:
    truth, read = expected(path), printed(path)

    for mine, own in zip(truth["stages_or_sections"], read["stages_or_sections"], strict=True):
        for field in ("goal_text", "task_text", "result_text"):
            assert scorer.norm(own[field]) == scorer.norm(mine.get(field) or own[field])
        for field in ("tasks", "documents", "indicators"):
            if field in mine:
                assert [scorer.norm(text) for text in own[field]] == [scorer.norm(text) for text in mine[field]]


@needs_samples
@pytest.mark.parametrize("path", WITHOUT_PLAN, ids=lambda path: path.name)
def test_seminar_text_yields_no_event(path: Path) -> None:
    read = printed(path)

    assert (read["events"], read["stages_or_sections"]) == ([], [])
    assert [problem["code"] for problem in read["problems"]] == ["no-plan"]


@needs_samples
@pytest.mark.parametrize("path", WITH_EXPECTED, ids=lambda path: path.name)
def test_sample_draft_survives_the_trip_through_json(path: Path) -> None:
    draft = reading.read(path.name, path.read_bytes())

    stored = json.loads(json.dumps(draft.to_json(), ensure_ascii=False))

    assert type(draft).from_json(stored) == draft
