"""nbval runs every stored notebook, and compares the check cells for real."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.paths import here

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(here().notebooks.glob("*.ipynb"))


def nbval(notebook: Path) -> subprocess.CompletedProcess[str]:
    options = ["--nbval-lax", "--nbval-current-env", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", *options, "-c", str(here().root / "pyproject.toml"), str(notebook)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=notebook.parent)


def check_cells(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in content["cells"] if "nbval-check-output" in c["metadata"].get("tags", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_notebook_runs_and_gives_what_it_stores(path: Path):
    done = nbval(path)
    assert done.returncode == 0, done.stdout[-3000:]
    assert check_cells(json.loads(path.read_text(encoding="utf-8")))


def test_one_digit_changed_in_a_stored_output_is_found(tmp_path: Path):
    path = min(NOTEBOOKS, key=lambda path: path.stat().st_size)
    content = json.loads(path.read_text(encoding="utf-8"))
    lines = check_cells(content)[0]["outputs"][0]["text"]
    lines[0] = re.sub(r"\d(?=\D*$)", lambda found: str((int(found[0]) + 1) % 10), lines[0])
    changed = tmp_path / path.name
    changed.write_text(json.dumps(content), encoding="utf-8")
    done = nbval(changed)
    assert done.returncode == 1
    assert lines[0].split()[0] in done.stdout
    assert re.search(r"^1 failed, \d+ passed", done.stdout, re.MULTILINE)
