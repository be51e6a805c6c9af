"""nbval runs every stored notebook, and really compares: spoil a number in each check cell, and exactly these fail."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from analysis.paths import here
from analysis.run.start import USUAL, Start
from analysis.run.warm import JUPYTER

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(here().notebooks.glob("*.ipynb"))
KERNEL = ("--nbval-kernel-name", "analysis-warm") if USUAL is Start.WARM else ("--nbval-current-env",)


def code_cells(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in content["cells"] if cell["cell_type"] == "code"]


def is_check(cell: dict[str, Any]) -> bool:
    return "nbval-check-output" in cell["metadata"].get("tags", [])


def shows(cell: dict[str, Any]) -> bool:
    return "".join(cell["source"]).startswith("page.")


def spoilt(line: str) -> str:
    """The line with the last digit of its value changed by one; the unit after it may hold digits of its own."""
    before, value, unit = re.fullmatch(r"(.* )(\S+)( \S+\n?)", line).groups()  # type: ignore[union-attr]
    return f"{before}{value[:-1]}{(int(value[-1]) + 1) % 10}{unit}"


def spoilt_copy(path: Path, folder: Path) -> Path:
    """The notebook without what its page shows, and with one number changed in the output of every check cell."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"] = [cell for cell in code_cells(content) if is_check(cell) or not shows(cell)]
    for cell in filter(is_check, content["cells"]):
        (output,) = cell["outputs"]
        output["text"][-1] = spoilt(output["text"][-1])
    copy = folder / f"spoilt_{path.name}"
    copy.write_text(json.dumps(content), encoding="utf-8")
    return copy


@dataclass(frozen=True)
class Ran:
    """The code cells of a notebook that nbval passed and failed, by number, and what it said of these."""

    passed: frozenset[int]
    failed: frozenset[int]
    said: str


def nbval(notebooks: Iterable[Path], folder: Path) -> dict[str, Ran]:
    """All of them in one process, because its start and the parent of its kernels take longer than most notebooks."""
    report = folder / "nbval.xml"
    options = ["--nbval-lax", *KERNEL, "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--junitxml={report}"]
    # the report names a notebook by its way from the root, and not at all if it lies outside
    config = ["-c", str(here().root / "pyproject.toml"), f"--rootdir={folder.anchor}"]
    command = [sys.executable, "-m", "pytest", *options, *config]
    environment = {**os.environ, "JUPYTER_PATH": str(JUPYTER)}
    done = subprocess.run([*command, *map(str, notebooks)], capture_output=True, text=True, env=environment, cwd=folder)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    cases: dict[str, list[ElementTree.Element]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.attrib["classname"].removesuffix(".ipynb")
        cases.setdefault(name.rpartition(".")[2], []).append(case)
    return {name: ran(found) for name, found in cases.items()}


def ran(cases: list[ElementTree.Element]) -> Ran:
    wrong = {case: [*case.iter("failure"), *case.iter("error")] for case in cases}
    number = {case: int(case.attrib["name"].removeprefix("Cell ")) for case in cases}
    return Ran(
        frozenset(number[case] for case in cases if not wrong[case]),
        frozenset(number[case] for case in cases if wrong[case]),
        "\n".join(part.text or "" for parts in wrong.values() for part in parts),
    )


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    folder = tmp_path_factory.mktemp("nbval")
    return nbval([*NOTEBOOKS, *(spoilt_copy(path, folder) for path in NOTEBOOKS)], folder)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_notebook_runs_and_gives_what_it_stores(results: dict[str, Ran], path: Path):
    cells = code_cells(json.loads(path.read_text(encoding="utf-8")))
    assert any(map(is_check, cells))
    found = results[path.stem]
    assert found.failed == frozenset(), found.said
    assert found.passed == set(range(len(cells)))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_check_cell_is_compared(results: dict[str, Ran], path: Path):
    """nbval stumbles over each number that was changed, and passes the other cells."""
    cells = [c for c in code_cells(json.loads(path.read_text(encoding="utf-8"))) if is_check(c) or not shows(c)]
    found = results[f"spoilt_{path.stem}"]
    assert found.failed == {n for n, cell in enumerate(cells) if is_check(cell)}
    assert found.passed == {0, 1}, "parameters and imports"


def test_a_number_is_spoilt_where_the_value_stands():
    assert spoilt("internet_users 2020 84.6 percent\n") == "internet_users 2020 84.7 percent\n"
    assert spoilt("gci_100 2020 89.3098 index_0_100\n") == "gci_100 2020 89.3099 index_0_100\n"
    assert spoilt("account sex=male 2017 29 percent") == "account sex=male 2017 20 percent"
