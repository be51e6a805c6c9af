"""Which reports have to be made anew, and why: those whose page or anything they rest on is not as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from analysis.run import record
from analysis.run.basis import Today
from analysis.run.jobs import Job


@dataclass(frozen=True)
class Planned:
    """A report and why it has to be made; without a reason it is up to date."""

    job: Job
    reasons: tuple[str, ...]

    @property
    def stale(self) -> bool:
        """Whether it has to be made."""
        return bool(self.reasons)


def plan(reports: Path, jobs: Sequence[Job], today: Today) -> tuple[Planned, ...]:
    """Each job with the reasons for which its report has to be made anew; nothing is run or written."""
    editions = {year: _Published(reports, year) for year in {job.year for job in jobs}}
    return tuple(Planned(job, tuple(_reasons(job, editions[job.year], today))) for job in jobs)


def settle(reports: Path, planned: Sequence[Planned], today: Today) -> None:
    """Note of reports that are up to date that today's code was looked at: the next plan need not look again."""
    for year in {one.job.year for one in planned if not one.stale}:
        known = record.read(reports, year)
        made = dict(known.made)
        for one in planned:
            if one.job.year == year and not one.stale:
                was = made[key(one.job)]
                made[key(one.job)] = replace(was, basis=today.settled(was.basis))
        if made != known.made:
            record.write(reports, year, made, known.files)


def key(job: Job) -> str:
    """The report's name in its edition's record."""
    return f"{job.lang}/{job.chapter.name}"


class _Published:
    """What lies in an edition's folder."""

    def __init__(self, reports: Path, year: int) -> None:
        self.folder = reports / str(year)
        self.record = record.read(reports, year)

    def page(self, job: Job) -> Path:
        return self.folder / job.lang / f"{job.chapter.name}.html"

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """Files beside the reports that are not as they were made."""
        return record.changed(self.folder.parent, int(self.folder.name), self.record)


def _reasons(job: Job, published: _Published, today: Today) -> Iterable[str]:
    page, made = published.page(job), published.record.made.get(key(job))
    if not page.is_file():
        yield "there is no page yet" if made is None else "its page is gone"
        return
    if made is None:
        yield published.record.fault or "it is not recorded what its page was made from"
        return
    if record.digest(page.read_bytes()) != made.page:
        yield "its page is not the one that was made"
    yield from (f"{name} is not the one that was made" for name in published.changed)
    yield from (str(change) for change in today.changes(job, made.basis))
