"""A whole run: data, notebooks, pages, and what lists them; earlier reports stay until their successors are whole."""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis import data, params
from analysis.errors import AnalysisError, RunError
from analysis.paths import Project
from analysis.present.exhibit import VERDICTS_FILE
from analysis.run import index, lineage, manifest
from analysis.run.execute import Limit, execute
from analysis.run.export import export
from analysis.run.jobs import Job, chapters
from analysis.run.kernel import USUAL, Start
from analysis.run.links import present, refresh, with_links
from analysis.run.whole_files import write_whole

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
    """What came of a run: pages written, jobs that failed and why, and remarks."""

    pages: tuple[Path, ...]
    failures: tuple[tuple[Job, AnalysisError], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Options:
    """How to run: where to, how many kernels at once, seconds a chapter may take, how kernels start, whom to tell."""

    reports: Path
    workers: int = MAX_WORKERS
    timeout: float = 300.0
    start: Start = USUAL
    tell: Callable[[Event], None] = field(default=lambda event: None)


@dataclass(frozen=True)
class _Made:
    job: Job
    html: str
    rows: tuple[lineage.Row, ...]
    verdicts: tuple[str, ...]
    notes: tuple[str, ...]
    elapsed: float


def report(project: Project, jobs: Sequence[Job], options: Options) -> Summary:
    """Build the panel where it is out of date, run the jobs and publish what came out whole.

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
        return _Run(project, options).carry_out(jobs)


class _Run:
    def __init__(self, project: Project, options: Options) -> None:
        self.project, self.options, self.reports = project, options, options.reports
        self.limit = Limit(options.timeout)
        self.started: dict[Job, float] = {}
        self.made: dict[Job, _Made] = {}
        self.failures: dict[Job, AnalysisError] = {}
        self.notes: list[str] = []
        self.published: list[Path] = []

    def carry_out(self, jobs: Sequence[Job]) -> Summary:
        pool = ThreadPoolExecutor(self.options.workers, thread_name_prefix="chapter")
        try:
            self._gather({pool.submit(self._one, job): job for job in jobs})
        finally:
            # on Ctrl-C or a fault of our own, running notebooks end at their next cell
            self.limit.stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            if self.published:
                self._finish({path.parent.parent.name for path in self.published})
        failures = tuple((job, self.failures[job]) for job in jobs if job in self.failures)
        return Summary(tuple(self.published), failures, tuple(self.notes))

    def _one(self, job: Job) -> _Made:
        self.options.tell(Event(job, State.STARTED))
        self.started[job] = start = time.monotonic()
        failed = self._failed(job)
        edition = params.load(job.year, self.project.params)
        done = execute(
            job.chapter.path,
            year=job.year,
            lang=job.lang,
            limit=self.limit,
            failed=failed,
            start=self.options.start,
        )
        rows = lineage.rows_of(done.lineage, place=str(job))
        html = export(done.notebook, chapter=job.chapter.name, edition=edition, lang=job.lang)
        return _Made(job, html, rows, done.verdicts, tuple(_remarks(done.notebook, job)), time.monotonic() - start)

    def _gather(self, futures: dict[Future[_Made], Job]) -> None:
        waiting = Counter(job.year for job in futures.values())
        for future in as_completed(futures):
            job = futures[future]
            try:
                self.made[job] = made = future.result()
                self.options.tell(Event(job, State.FINISHED, made.elapsed))
            except AnalysisError as error:
                self._fail(job, error)
            waiting[job.year] -= 1
            if not waiting[job.year]:
                self._publish(job.year)

    def _fail(self, job: Job, error: AnalysisError) -> None:
        self.failures[job] = error
        elapsed = time.monotonic() - self.started.get(job, time.monotonic())
        self.options.tell(Event(job, State.FAILED, elapsed, str(error)))

    def _publish(self, year: int) -> None:
        """Rename the edition's pages into place, once all its jobs are over."""
        by_chapter: dict[str, list[_Made]] = defaultdict(list)
        for made in sorted((m for m in self.made.values() if m.job.year == year), key=lambda m: m.job.lang):
            by_chapter[made.job.chapter.name].append(made)
        whole = {name: pages for name, pages in by_chapter.items() if self._agree(name, year, pages)}
        if not whole:
            return
        self._note_stale(year, whole)
        path = self.reports / str(year) / "lineage.csv"
        lineage.write(path, {name: pages[0].rows for name, pages in whole.items()})
        self._write_pages(year, [made for pages in whole.values() for made in pages])
        for table in (table for pages in whole.values() for table in pages[0].verdicts):
            write_whole(self.reports / str(year) / VERDICTS_FILE, table)

    def _agree(self, name: str, year: int, pages: list[_Made]) -> bool:
        try:
            for other in pages[1:]:
                lineage.agree(pages[0].rows, other.rows, place=f"{name} {year}")
        except RunError as error:
            for made in pages:
                self._fail(made.job, error)
            return False
        return True

    def _note_stale(self, year: int, whole: dict[str, list[_Made]]) -> None:
        before = lineage.read(self.reports / str(year) / "lineage.csv")
        pages = present(self.reports)
        for name, made in whole.items():
            langs = {m.job.lang for m in made}
            stale = sorted(lang for y, lang, page in pages if y == year and page == name and lang not in langs)
            if stale and set(lineage.of_chapter(before, name)) != set(made[0].rows):
                self.notes.append(f"{name} {year} {stale[0]} still shows earlier figures: run it too")

    def _write_pages(self, year: int, made: list[_Made]) -> None:
        pages = {*present(self.reports), *((year, m.job.lang, m.job.chapter.name) for m in made)}
        for one in made:
            name, lang = one.job.chapter.name, one.job.lang
            path = self.reports / str(year) / lang / f"{name}.html"
            write_whole(path, with_links(one.html, name, year, lang, pages))
            self._failed(one.job).unlink(missing_ok=True)
            self.published.append(path)
            self.notes.extend(one.notes)

    def _finish(self, years: set[str]) -> None:
        """Index pages, links between pages, and manifests, from what now exists."""
        index.write_indexes(self.reports, self.project, [c.name for c in chapters(self.project)])
        refresh(self.reports, self.project.raw)
        made_from = manifest.ingredients(self.project)
        for year in sorted({year for year, _, _ in present(self.reports)}):
            if str(year) in years:
                manifest.write(self.reports, year, self.project, made_from)
            else:
                manifest.refresh_outputs(self.reports, year)

    def _failed(self, job: Job) -> Path:
        return self.reports / str(job.year) / job.lang / f"{job.chapter.name}.failed.ipynb"


def _remarks(notebook: Any, job: Job) -> Iterator[str]:
    """What cells wrote to standard error: a page does not show it, so the run has to."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr" and output["text"].strip():
                yield f"{job} wrote: {output['text'].strip().splitlines()[-1]}"


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
