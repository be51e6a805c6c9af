"""Every check cell of every notebook is really compared: spoil a number in each, and exactly these cells fail."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from analysis.paths import here

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(here().notebooks.glob("*.ipynb"))


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


def test_a_number_is_spoilt_where_the_value_stands() -> None:
    assert spoilt("internet_users 2020 84.6 percent\n") == "internet_users 2020 84.7 percent\n"
    assert spoilt("gci_100 2020 89.3098 index_0_100\n") == "gci_100 2020 89.3099 index_0_100\n"
    assert spoilt("account sex=male 2017 29 percent") == "account sex=male 2017 20 percent"


def test_every_check_cell_is_compared(tmp_path: Path) -> None:
    """One number is changed in each stored output; nbval must fail there, name the cell, and pass all others."""
    expected: dict[str, set[str]] = {}
    for path in NOTEBOOKS:
        content = json.loads(path.read_text(encoding="utf-8"))
        # what a page shows is run by nbval elsewhere; here drawing it again would only take time
        content["cells"] = cells = [cell for cell in code_cells(content) if is_check(cell) or not shows(cell)]
        for cell in filter(is_check, cells):
            (output,) = cell["outputs"]
            output["text"][-1] = spoilt(output["text"][-1])
        expected[path.stem] = {f"Cell {n}" for n, cell in enumerate(cells) if is_check(cell)}
        (tmp_path / path.name).write_text(json.dumps(content), encoding="utf-8")
    assert sum(map(len, expected.values())) >= len(NOTEBOOKS)

    passed, failed = outcomes(tmp_path)
    assert failed == expected
    assert passed == {name: {"Cell 0", "Cell 1"} for name in expected}, "parameters and imports"


def outcomes(folder: Path) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The cells that nbval passed and failed, by notebook."""
    report = folder / "nbval.xml"
    options = ["--nbval-lax", "--nbval-current-env", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    config = ["-c", str(here().root / "pyproject.toml"), "--rootdir", str(folder), f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *config, *map(str, sorted(folder.glob("*.ipynb")))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    passed: dict[str, set[str]] = {}
    failed: dict[str, set[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        wrong = case.find("failure") is not None or case.find("error") is not None
        kept = failed if wrong else passed
        kept.setdefault(case.attrib["classname"].removesuffix(".ipynb"), set()).add(case.attrib["name"])
    return passed, failed
