"""Making reports: kernels run, pages are put in their places; earlier ones stay until their successors are whole."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from analysis.errors import AnalysisError, RunError
from analysis.paths import Project
from analysis.present.exhibit import VERDICTS_FILE
from analysis.run import lineage, record, site
from analysis.run.basis import Today
from analysis.run.digest import digest
from analysis.run.execute import Limit
from analysis.run.jobs import Job
from analysis.run.links import present, with_links
from analysis.run.made import Made, make
from analysis.run.terms import Event, Options, State, Summary
from analysis.run.whole_files import write_whole


class Making:
    """One run over some jobs."""

    def __init__(self, project: Project, options: Options, today: Today) -> None:
        self.project, self.options, self.reports, self.today = project, options, options.reports, today
        self.limit = Limit(options.timeout)
        self.started: dict[Job, float] = {}
        self.made: dict[Job, Made] = {}
        self.failures: dict[Job, AnalysisError] = {}
        self.notes: list[str] = []
        self.published: list[Path] = []

    def carry_out(self, jobs: Sequence[Job]) -> Summary:
        """Run the jobs and publish what came out whole, edition by edition."""
        pool = ThreadPoolExecutor(self.options.workers, thread_name_prefix="chapter")
        try:
            self._gather({pool.submit(self._one, job): job for job in jobs})
        finally:
            # on Ctrl-C or a fault of our own, running notebooks end at their next cell
            self.limit.stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            if self.published:
                site.finish(self.project, self.reports, self.today)
        failures = tuple((job, self.failures[job]) for job in jobs if job in self.failures)
        return Summary(tuple(self.published), failures, tuple(self.notes))

    def _one(self, job: Job) -> Made:
        self.options.tell(Event(job, State.STARTED))
        self.started[job] = time.monotonic()
        return make(job, self.project, limit=self.limit, start=self.options.start, failed=self._failed(job))

    def _gather(self, futures: dict[Future[Made], Job]) -> None:
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
        by_chapter: dict[str, list[Made]] = defaultdict(list)
        for made in sorted((m for m in self.made.values() if m.job.year == year), key=lambda m: m.job.lang):
            by_chapter[made.job.chapter.name].append(made)
        whole = {name: pages for name, pages in by_chapter.items() if self._agree(name, year, pages)}
        if not whole:
            return
        known = record.read(self.reports, year)
        if record.changed(self.reports, year, known):
            # what lies beside the other reports is not what was made with them: they have to be made again too
            known = record.Record({})
            before: tuple[lineage.Row, ...] = ()
            others: set[str] = set()
        else:
            before = lineage.read(self.reports / str(year) / "lineage.csv")
            others = {name for y, _, name in present(self.reports) if y == year}
        self._note_stale(year, whole, before)
        site.open_(self.reports)
        rows = {name: pages[0].rows for name, pages in whole.items()}
        lineage.write(self.reports / str(year) / "lineage.csv", rows, keep=others)
        for table in (table for pages in whole.values() for table in pages[0].verdicts):
            write_whole(self.reports / str(year) / VERDICTS_FILE, table)
        self._write_pages(year, [made for pages in whole.values() for made in pages], known)

    def _agree(self, name: str, year: int, pages: list[Made]) -> bool:
        try:
            for other in pages[1:]:
                lineage.agree(pages[0].rows, other.rows, place=f"{name} {year}")
        except RunError as error:
            for made in pages:
                self._fail(made.job, error)
            return False
        return True

    def _note_stale(self, year: int, whole: dict[str, list[Made]], before: tuple[lineage.Row, ...]) -> None:
        pages = present(self.reports)
        for name, made in whole.items():
            langs = {m.job.lang for m in made}
            stale = sorted(lang for y, lang, page in pages if y == year and page == name and lang not in langs)
            if stale and set(lineage.of_chapter(before, name)) != set(made[0].rows):
                self.notes.append(f"{name} {year} {stale[0]} still shows earlier figures: run it too")

    def _write_pages(self, year: int, made: list[Made], known: record.Record) -> None:
        """The pages, then what they were made from: a run cut short in between makes them again."""
        pages = {*present(self.reports), *((year, m.job.lang, m.job.chapter.name) for m in made)}
        recorded = dict(known.made)
        bases = {one.job: self.today.basis(one.job, one.noted) for one in made}
        for one in made:
            name, lang = one.job.chapter.name, one.job.lang
            path = one.job.page(self.reports)
            html = with_links(one.html, name, year, lang, pages)
            write_whole(path, html)
            self._failed(one.job).unlink(missing_ok=True)
            self.published.append(path)
            self.notes.extend(one.notes)
            recorded[one.job.key] = record.Recorded(bases[one.job], digest(html))
        record.write(self.reports, year, recorded, record.files_of(self.reports, year))

    def _failed(self, job: Job) -> Path:
        return job.page(self.reports).with_suffix(".failed.ipynb")
