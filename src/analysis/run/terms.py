"""What a run is asked, and what it tells while it goes on and at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.run.jobs import Job
from analysis.run.start import USUAL, Start

MAX_WORKERS = 2
"""Kernels at once; more would only share the same two cores."""


class State(Enum):
    """What has happened to a job."""

    STARTED = "started"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True)
class Event:
    """A step of the run; ``elapsed`` are the job's seconds so far."""

    job: Job
    state: State
    elapsed: float = 0.0
    message: str = ""


@dataclass(frozen=True)
class Summary:
    """What came of a run: pages written, jobs that failed and why, remarks, and how many were up to date."""

    pages: tuple[Path, ...] = ()
    failures: tuple[tuple[Job, AnalysisError], ...] = ()
    notes: tuple[str, ...] = ()
    up_to_date: int = 0


@dataclass(frozen=True)
class Options:
    """How to run: where to, how many kernels at once, seconds a chapter may take, how kernels start, whom to tell.

    ``anew`` makes what is up to date again too; ``expect`` is told how many reports are to be made.
    """

    reports: Path
    workers: int = MAX_WORKERS
    timeout: float = 300.0
    start: Start = USUAL
    anew: bool = True
    tell: Callable[[Event], None] = field(default=lambda event: None)
    expect: Callable[[int], None] = field(default=lambda n: None)
