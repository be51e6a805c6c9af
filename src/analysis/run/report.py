"""A whole run: the panel where it is out of date, the reports that are, and what lists them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from analysis import data
from analysis.errors import RunError
from analysis.paths import Project
from analysis.run import site
from analysis.run.basis import Today
from analysis.run.jobs import Job
from analysis.run.plan import plan, settle
from analysis.run.terms import MAX_WORKERS, Event, Options, State, Summary

__all__ = ["Event", "Options", "State", "Summary", "report"]


def report(project: Project, jobs: Sequence[Job], options: Options) -> Summary:
    """Build the panel where it is out of date, run the jobs and publish what came out whole.

    Without ``options.anew`` only those are run whose report is not up to date.

    Raises
    ------
    RunError
        If the run cannot start: a folder to write to is a file, or another run is writing there. A job that fails
        does not raise; it is in the summary.
    DataError
        If the panel cannot be built.
    """
    _check_options(options)
    _check_folders(options.reports, jobs)
    with _only_run(options.reports):
        data.build(project)
        today = Today(project)
        planned = plan(options.reports, jobs, today)
        settle(options.reports, planned, today)
        due = [one.job for one in planned if options.anew or one.stale]
        options.expect(len(due))
        if due:
            from analysis.run.making import Making  # Jupyter's libraries take a second, and an idle run needs none

            summary = Making(project, options, today).carry_out(due)
        else:
            summary = Summary()
            site.keep(project, options.reports, today)
        return replace(summary, up_to_date=len(jobs) - len(due))


def _check_options(options: Options) -> None:
    if not 1 <= options.workers <= MAX_WORKERS:
        raise RunError(f"{options.workers} jobs at once", rule=f"1 to {MAX_WORKERS}", remedy="choose one of these")
    if not options.timeout > 0:
        raise RunError(f"a timeout of {options.timeout:g} s", rule="more than 0", remedy="give seconds")


def _check_folders(reports: Path, jobs: Sequence[Job]) -> None:
    folders = {reports, *reports.parents}
    folders |= {reports / str(job.year) for job in jobs} | {reports / str(job.year) / job.lang for job in jobs}
    for folder in sorted(folders):
        if folder.exists() and not folder.is_dir():
            raise RunError(f"{folder} is a file", rule="reports are written into folders", remedy="move the file away")


@contextmanager
def _only_run(reports: Path) -> Iterator[None]:
    try:
        reports.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(
            f"{reports} cannot be made ({os.strerror(error.errno or 0)})",
            rule="a folder that may be written to",
            remedy="choose another with --output",
        ) from error
    lock = FileLock(reports / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RunError(
            f"another run is writing to {reports}",
            rule="one run at a time",
            remedy="wait until it has ended, or choose another folder with --output",
        ) from None
    try:
        yield
    finally:
        lock.release()
