"""The notebooks keep the house's rhythm: thin cells, twin prose, one call an idea, executed check cells."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.paths import here

NOTEBOOKS = sorted(here().notebooks.glob("*.ipynb"))
BANNED = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Lambda, ast.BinOp, ast.ListComp, ast.Try)


def cells(path: Path) -> list[Any]:
    return list(nbformat.read(path, as_version=4).cells)


def tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def test_prose_stands_in_pairs(path: Path):
    prose = [c for c in cells(path) if c.cell_type == "markdown"]
    languages = [t for c in prose for t in tags(c) if t.startswith("lang-")]
    assert languages == ["lang-az", "lang-en"] * (len(prose) // 2), "Azerbaijani first, English right after it"
    for az, en in zip(prose[::2], prose[1::2], strict=True):
        shape = [re.findall(r"^#+", c.source, re.MULTILINE) for c in (az, en)]
        assert shape[0] == shape[1], f"headings differ: {az.source[:50]!r}"


def test_the_length_is_a_readers(path: Path):
    counted = sum(1 for c in cells(path) if "lang-en" not in tags(c))
    assert 15 <= counted <= 32


def test_code_cells_call_and_do_nothing_else(path: Path):
    for cell in cells(path):
        if cell.cell_type != "code" or "parameters" in tags(cell):
            continue
        assert len(cell.source.splitlines()) <= 8, cell.source
        tree = ast.parse(cell.source)
        for node in ast.walk(tree):
            assert not isinstance(node, BANNED), f"line {getattr(node, 'lineno', '?')} of {cell.source!r}"
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, int | float)), cell.source
        assert "plt." not in cell.source
        assert not re.search(r"[\"'][./~]", cell.source), f"a path in {cell.source!r}"


def test_the_parameters_are_year_and_lang(path: Path):
    found = [c for c in cells(path) if "parameters" in tags(c)]
    assert len(found) == 1
    names = [t.id for s in ast.parse(found[0].source).body if isinstance(s, ast.Assign) for t in s.targets]  # type: ignore[attr-defined]
    assert names == ["year", "lang"]


def test_a_key_is_the_name_of_the_question(path: Path):
    calls = [c.source for c in cells(path) if re.match(r"page\.(say|figure|table)\(", c.source)]
    assert calls
    for source in calls:
        match = re.fullmatch(r'page\.\w+\("(\w+)", (\w+)\.(\w+)\(evidence\)\)', source)
        assert match, source
        assert match[1] == match[3], "lineage names the function by the key"
        assert match[2] == path.stem


def test_the_second_cell_pair_asks_the_question(path: Path):
    first = cells(path)[0]
    assert first.source.startswith("# ")
    assert "?" in first.source


def test_check_cells_were_executed_and_keep_their_output(path: Path):
    checks = [c for c in cells(path) if "nbval-check-output" in tags(c)]
    assert 1 <= len(checks) <= 3
    for cell in checks:
        assert "keep_output" in tags(cell)
        assert cell.execution_count, "nbval compares a cell only if its execution count is set: make notebooks"
        assert any(o.get("text", "").strip() for o in cell.outputs), "an empty output compares nothing"


def test_other_outputs_are_not_stored(path: Path):
    for cell in cells(path):
        if cell.cell_type == "code" and "keep_output" not in tags(cell):
            assert not cell.outputs
