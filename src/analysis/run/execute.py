"""One notebook through papermill, with a deadline, to an executed notebook without traces of when and where."""

from __future__ import annotations

import json
import logging
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from analysis.errors import RunError
from analysis.present.exhibit import LINEAGE, VERDICTS
from analysis.reads import Read
from analysis.run import inside
from analysis.run.kernel import ENGINE, kernel, last_words, settings
from analysis.run.loading import quick_imports
from analysis.run.start import USUAL, Start

with quick_imports():
    import nbformat
    import papermill
    from jupyter_core.utils import ensure_event_loop
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbformat import NotebookNode
    from papermill.exceptions import PapermillExecutionError

START_TIMEOUT = 60
"""Seconds a kernel may take to answer for the first time."""

_IOPUB_TIMEOUT = 30
_INJECTED = "injected-parameters"
_READ_TRACE = "read the traceback in the .failed.ipynb beside the reports"


@dataclass(frozen=True)
class Limit:
    """When a run has to be over: after ``seconds``, or at the next cell once ``stop`` is set."""

    seconds: float
    stop: Event = field(default_factory=Event)

    def countdown(self) -> Callable[[object], float]:
        """Start the clock; the function returned tells the seconds left for a cell."""
        end = time.monotonic() + self.seconds
        # nbclient takes 0 and less for "no limit"
        return lambda cell: 0.01 if self.stop.is_set() else max(end - time.monotonic(), 0.01)


@dataclass(frozen=True)
class Executed:
    """An executed notebook without its tables for files beside the page, and these by themselves.

    ``verdicts`` is empty for every chapter but the scorecard; ``reads`` is what the kernel noted that it read.
    """

    notebook: NotebookNode
    lineage: tuple[str, ...]
    verdicts: tuple[str, ...] = ()
    reads: tuple[Read, ...] = ()


@dataclass(frozen=True)
class _Watch:
    """What has come of a notebook so far, cell by cell."""

    live: list[NotebookNode] = field(default_factory=list)
    tables: dict[str, list[str]] = field(default_factory=lambda: {LINEAGE: [], VERDICTS: []})

    def start(self, notebook: NotebookNode) -> None:
        self.live.append(notebook)

    def end_of_cell(self, cell: NotebookNode, **about: Any) -> None:
        # taken out at once: they are no part of the page, and nbconvert would only carry them along
        for kind, tables in self.tables.items():
            tables.extend(o.data.pop(kind) for o in cell.get("outputs", ()) if kind in o.get("data", ()))


def execute(path: Path, *, year: int, lang: str, limit: Limit, failed: Path, start: Start = USUAL) -> Executed:
    """Run the notebook with ``year`` and ``lang`` and return it executed and cleaned.

    The limit covers all cells together. What a failed run had got to is written to ``failed``.

    Raises
    ------
    RunError
        If a cell raises, the kernel dies or does not start, the time is up, or the run stops half-way.
    """
    watch = _Watch()
    place = f"notebooks/{path.name}, {year}, {lang}"
    # nbclient makes an event loop for each thread it is called in and leaves it open
    with tempfile.TemporaryDirectory(prefix="analysis-") as folder, closing(ensure_event_loop()):
        try:
            notebook = _papermill(path, {"year": year, "lang": lang}, limit, start, Path(folder), watch)
            _check_complete(notebook, place)
            noted = _noted(Path(folder))
        except Exception as error:
            refusal = _refusal(error, place, limit, last_words(Path(folder)))
            if watch.live:
                _keep(watch.live[-1], failed)
            if refusal is None:
                raise
            raise refusal from error
    return Executed(cleaned(notebook), tuple(watch.tables[LINEAGE]), tuple(watch.tables[VERDICTS]), noted)


def cleaned(notebook: NotebookNode) -> NotebookNode:
    """A copy without papermill's and the kernel's notes of time and place, cells numbered by their position."""
    copy = nbformat.from_dict(notebook)
    copy.metadata.pop("papermill", None)
    for position, cell in enumerate(copy.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if _INJECTED in cell.metadata.get("tags", []):
            cell.id = _INJECTED
        elif "id" not in cell:
            cell.id = f"cell-{position}"
    return copy


def _papermill(
    path: Path, parameters: dict[str, Any], limit: Limit, start: Start, folder: Path, watch: _Watch
) -> NotebookNode:
    # nbclient reports a dead kernel and a timeout in its log as well as by an error
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    return papermill.execute_notebook(
        path,
        None,
        engine_name=ENGINE,
        parameters=parameters,
        kernel_name="python3",
        language="python",
        kernel_manager_class=kernel(start),
        config=settings(folder),
        # a reader's own IPython profile must not change a report
        extra_arguments=[f"--ipython-dir={folder}"],
        progress_bar=False,
        log_output=False,
        start_timeout=START_TIMEOUT,
        timeout_func=limit.countdown(),
        iopub_timeout=_IOPUB_TIMEOUT,
        record_timing=False,
        on_notebook_start=watch.start,
        on_cell_executed=watch.end_of_cell,
    )


def _noted(folder: Path) -> tuple[Read, ...]:
    path = folder / inside.NAME
    try:
        return tuple((kind, name) for kind, name in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise RunError(
            "what the kernel has read is not known",
            rule="it notes that after every cell",
            remedy="see whether the temporary folder is full, and run again",
        ) from error


def _check_complete(notebook: NotebookNode, place: str) -> None:
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip() and cell.get("execution_count") is None:
            raise RunError(
                f"{place}: the run stopped before cell {number}",
                rule="every cell runs",
                remedy="take out what ends the kernel early",
            )


def _refusal(error: Exception, place: str, limit: Limit, last: str) -> RunError | None:
    match error:
        case RunError() if error.what.startswith(place):
            return error
        case RunError():
            return RunError(f"{place}: {error.what}", rule=error.rule, remedy=error.remedy)
        case PapermillExecutionError():
            return _raised(error, place)
        case DeadKernelError():
            words = f" ({last})" if last else ""
            what, rule = f"{place}: the kernel died{words}", "a kernel lives until its last cell"
            remedy = "see in the .failed.ipynb which cell ran last, and look for memory running out"
        case CellTimeoutError() if limit.stop.is_set():
            what, rule = f"{place}: interrupted", "a run is left to finish"
            remedy = "start it again"
        case CellTimeoutError():
            what, rule = f"{place}: not finished after {limit.seconds:g} s", "a chapter keeps to its time"
            remedy = "see in the .failed.ipynb where it stopped, or give --timeout more seconds"
        case RuntimeError() | TimeoutError():
            words = f": {last}" if last else ""
            what, rule = f"{place}: the kernel did not start{words}", f"an answer within {START_TIMEOUT} s"
            remedy = "set the environment up anew (make setup)"
        case _:
            return None
    return RunError(what, rule=rule, remedy=remedy)


def _raised(error: PapermillExecutionError, place: str) -> RunError:
    """What the cell's exception says; where it is one of ours, its own rule and remedy."""
    said = f"{error.ename}: {error.evalue}".strip().splitlines()[0]
    code = error.source.strip().splitlines()[0]
    ours = re.fullmatch(r"(.*?); rule: (.*?); remedy: (.*)\.", said)
    what, rule, remedy = ours.groups() if ours else (said, "every cell runs without an error", _READ_TRACE)
    return RunError(f"{place}: the cell {code!r} raised {what}", rule=rule, remedy=remedy)


def _keep(notebook: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(cleaned(notebook), path)
