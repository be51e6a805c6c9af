"""One notebook through papermill: what comes out, and how each way of failing is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analysis.errors import ParameterError, RunError
from analysis.run.execute import Limit, cleaned, execute
from analysis.run.start import Start

if TYPE_CHECKING:
    from conftest import TinyProject

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Outcome:
    """What a run gave: the notebook, or the error and what was kept."""

    notebook: Any
    error: RunError | None
    kept: Path

    @property
    def said(self) -> str:
        assert self.error is not None
        return str(self.error)


@pytest.fixture(scope="module", params=list(Start))
def outcome(request: pytest.FixtureRequest, tiny_of: Callable[[], TinyProject]) -> Callable[..., Outcome]:
    """Runs a notebook of these cells; with a kernel of either kind it must come out the same."""
    project, start = tiny_of(), request.param

    def run(name: str, *cells: str, seconds: float = 60) -> Outcome:
        path, kept = project.add(name, *cells), project.reports / f"{name}.failed.ipynb"
        try:
            made = execute(path, year=2017, lang="az", limit=Limit(seconds), failed=kept, start=start)
            return Outcome(made.notebook, None, kept)
        except RunError as error:
            return Outcome(None, error, kept)

    return run


def test_year_and_lang_arrive_with_their_types_and_no_trace_of_time_is_left(outcome: Callable[..., Outcome]):
    made = outcome(
        "good", "import sys\nprint(repr(year), repr(lang), sys.executable)", "display({'text/html': '<p>'}, raw=True)"
    )
    text = json.dumps(made.notebook)
    assert "2017 'az'" in text
    assert "papermill" not in text
    assert "execution'" not in text and "shell.execute_reply" not in text
    injected = [cell for cell in made.notebook.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert [cell.id for cell in injected] == ["injected-parameters"]
    assert not made.kept.exists()


def test_the_kernel_is_the_interpreter_that_runs_this_test(
    outcome: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    import sys

    other = tmp_path / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(json.dumps({"argv": ["false"], "display_name": "x", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    made = outcome("whose", "import sys; print(sys.executable)")
    assert made.notebook.cells[-1].outputs[0].text.strip() == sys.executable


def test_a_profile_of_the_user_does_not_reach_the_kernel(
    outcome: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("raise_at_start = 1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    made = outcome("clean", "print('raise_at_start' in globals())")
    assert made.notebook.cells[-1].outputs[0].text.strip() == "False"


def test_a_cell_that_raises_is_named_and_the_notebook_kept(outcome: Callable[..., Outcome]):
    made = outcome("raises", "before = 1", "before / 0", "after = 2")
    assert made.said.startswith(
        "notebooks/raises.ipynb, 2017, az: the cell 'before / 0' raised ZeroDivisionError: division by zero;"
    )
    kept = json.loads(made.kept.read_text())
    assert "ZeroDivisionError" in json.dumps(kept)
    assert "papermill" not in kept["metadata"]


def test_an_error_of_ours_keeps_its_rule_and_remedy(outcome: Callable[..., Outcome]):
    made = outcome(
        "ours", "from analysis.errors import DataError\nraise DataError('row 3', rule='a number', remedy='mend it')"
    )
    assert made.error is not None
    assert made.error.what.endswith("raised DataError: row 3")
    assert (made.error.rule, made.error.remedy) == ("a number", "mend it")


def test_a_kernel_that_dies_is_told(outcome: Callable[..., Outcome]):
    made = outcome("dies", "x = 1", "import os; os._exit(3)")
    assert "notebooks/dies.ipynb, 2017, az: the kernel died; rule: " in made.said
    assert json.loads(made.kept.read_text())["cells"][4]["execution_count"] is not None


def test_a_kernel_that_crashes_is_told_with_its_last_words(outcome: Callable[..., Outcome]):
    made = outcome("crashes", "import ctypes; ctypes.string_at(0)")
    assert "the kernel died (Fatal Python error: Segmentation fault); rule: " in made.said


def test_a_cell_that_never_ends_is_stopped(outcome: Callable[..., Outcome]):
    made = outcome("forever", "import time\ntime.sleep(600)", seconds=2)
    assert "not finished after 2 s" in made.said
    assert made.kept.is_file()


def test_a_run_that_ends_early_without_an_error_is_refused(outcome: Callable[..., Outcome]):
    made = outcome("leaves", "import sys\nsys.exit(0)", "answer = 42")
    assert "stopped before cell" in made.said
    assert made.kept.is_file()


def test_an_interrupted_run_ends_at_its_next_cell(tiny: TinyProject):
    limit = Limit(600)
    limit.stop.set()
    path = tiny.add("stopped", "import time\ntime.sleep(600)")
    with pytest.raises(RunError, match="interrupted"):
        execute(path, year=2017, lang="az", limit=limit, failed=tiny.root / "x.ipynb")


def test_cleaning_does_not_touch_what_it_is_given():
    import nbformat

    v4 = nbformat.v4
    cell = v4.new_code_cell("x", id="random", metadata={"tags": ["injected-parameters"], "papermill": {"duration": 1}})
    notebook = v4.new_notebook(cells=[cell], metadata={"papermill": {"start_time": "now"}})
    before = json.dumps(notebook)
    assert cleaned(notebook).cells[0].id == "injected-parameters"
    assert json.dumps(notebook) == before


def test_errors_cross_a_process_border():
    import pickle

    error = pickle.loads(pickle.dumps(ParameterError("a", rule="b", remedy="c")))
    assert str(error) == "a; rule: b; remedy: c."
