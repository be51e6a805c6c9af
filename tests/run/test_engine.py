"""Our papermill engine: it serves papermill by name, and ends a notebook that prints without end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import papermill
import psutil
import pytest

from analysis.errors import RunError
from analysis.run import client
from analysis.run.execute import Limit, execute
from analysis.run.start import Start

if TYPE_CHECKING:
    from conftest import TinyProject

pytestmark = pytest.mark.slow


def test_papermill_finds_the_engine_by_its_name(tiny: TinyProject):
    path = tiny.add("named", "print(year + 1, lang)")
    made = papermill.execute_notebook(
        path,
        None,
        parameters={"year": 2016},
        engine_name="analysis-warm",
        kernel_name="python3",
        language="python",
        progress_bar=False,
    )
    assert [o.text for cell in made.cells for o in cell.get("outputs", ())] == ["2017 en\n"]


def test_the_command_of_papermill_runs_it_and_leaves_no_process(tiny: TinyProject):
    path, out = tiny.add("command", "print(year, lang)"), tiny.root / "out.ipynb"
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--engine",
        "analysis-warm",
        "-k",
        "python3",
        "-l",
        "python",
        "-p",
        "lang",
        "az",
        str(path),
        str(out),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    assert [o["text"] for cell in cells for o in cell.get("outputs", ())] == [["2018 az\n"]]
    left = [p for p in psutil.process_iter(["cmdline"]) if str(tiny.root) in " ".join(p.info["cmdline"] or ())]
    assert left == []


@pytest.mark.parametrize("start", list(Start))
@pytest.mark.parametrize(
    "cell", ["while True: print('x' * 1000)", "while True: display('x' * 1000)"], ids=["stream", "display"]
)
def test_a_notebook_that_prints_without_end_is_ended(
    tiny: TinyProject, monkeypatch: pytest.MonkeyPatch, start: Start, cell: str
):
    monkeypatch.setattr(client, "CEILING", 200_000)
    path, kept = tiny.add("endless", cell, "1 + 1"), tiny.reports / "endless.failed.ipynb"
    with pytest.raises(RunError, match="more than 200,000 characters of output; rule: a notebook shows") as caught:
        execute(path, year=2018, lang="az", limit=Limit(60), failed=kept, start=start)
    assert "notebooks/endless.ipynb, 2018, az" in str(caught.value)
    assert kept.stat().st_size < 1_000_000, "what had been shown by then is kept, and no more"


def test_what_a_chapter_shows_is_far_from_the_ceiling(reports: Path):
    """The largest page with its whole edition's lineage is more than any one notebook shows."""
    page = max(path.stat().st_size for path in reports.glob("*/*/*.html"))
    lineage = max(path.stat().st_size for path in reports.glob("*/lineage.csv"))
    assert (page + lineage) * 3 < client.CEILING
