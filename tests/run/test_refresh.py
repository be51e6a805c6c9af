"""Notebooks as they are stored."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from analysis.errors import RunError
from analysis.run.refresh import refresh

if TYPE_CHECKING:
    from conftest import TinyProject

pytestmark = pytest.mark.slow

_KEYS = "metadata.papermill cell.metadata.papermill cell.metadata.execution"


def test_check_cells_alone_keep_their_outputs(tiny: TinyProject):
    path = tiny.add("stored", "print('gone')", tiny.code("print(year + 2)", "nbval-check-output", "keep_output"))
    assert refresh(path)
    *others, check = json.loads(path.read_text())["cells"]
    assert [(c["outputs"], c["execution_count"]) for c in others if c["cell_type"] == "code"] == [([], None)] * 2
    assert check["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["2020\n"]}]
    assert check["execution_count"] == 3
    stored = path.read_bytes()
    assert not refresh(path)
    assert path.read_bytes() == stored
    command = [sys.executable, "-m", "nbstripout", "--verify", "--keep-count", "--extra-keys", _KEYS, str(path)]
    assert subprocess.run(command, check=False).returncode == 0


def test_a_notebook_that_raises_stays_as_it_was(tiny: TinyProject):
    path = tiny.add("raises", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(RunError, match=r"notebooks/raises\.ipynb: a cell raised ZeroDivisionError"):
        refresh(path)
    assert path.read_bytes() == before


def test_a_notebook_without_a_check_cell_is_refused(tiny: TinyProject):
    path = tiny.add("unchecked", "x = 1")
    before = path.read_bytes()
    with pytest.raises(RunError, match="has no check cell"):
        refresh(path)
    assert path.read_bytes() == before
