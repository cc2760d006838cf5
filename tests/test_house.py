"""The limits that keep a module readable."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("mentoring", "roadmap", "practices", "surveys", "reports", "tests")
WRITTEN = [path for app in APPS for path in sorted(ROOT.glob(f"{app}/**/*.py")) if path.parent.name != "migrations"]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_at_most_400_lines_and_its_functions_60(path: Path):
    source = path.read_text()
    lengths = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > 60} == {}
    assert len(source.splitlines()) <= 400
