"""Which reports have to be made anew, and why: those whose page or anything they rest on is not as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.run import record
from analysis.run.basis import Today
from analysis.run.digest import digest
from analysis.run.jobs import Job


@dataclass(frozen=True)
class Planned:
    """A report, why it has to be made, and what is recorded of it; without a reason it is up to date."""

    job: Job
    reasons: tuple[str, ...]
    recorded: record.Recorded | None = None

    @property
    def stale(self) -> bool:
        """Whether it has to be made."""
        return bool(self.reasons)


def plan(reports: Path, jobs: Sequence[Job], today: Today) -> tuple[Planned, ...]:
    """Each job with the reasons for which its report has to be made anew; nothing is run or written."""
    years = {job.year for job in jobs}
    records = {year: record.read(reports, year) for year in years}
    changed = {year: record.changed(reports, year, records[year]) for year in years}
    found = []
    for job in jobs:
        known = records[job.year]
        reasons = tuple(_reasons(job, reports, known, changed[job.year], today))
        found.append(Planned(job, reasons, known.made.get(job.key)))
    return tuple(found)


def settle(reports: Path, planned: Sequence[Planned], today: Today) -> None:
    """Note of reports that are up to date that today's code was looked at: the next plan need not look again."""
    late: dict[int, dict[str, record.Recorded]] = {}
    for one in planned:
        if not one.stale and one.recorded is not None and not today.has_seen(one.recorded.basis):
            seen = replace(one.recorded, basis=today.settled(one.recorded.basis))
            late.setdefault(one.job.year, {})[one.job.key] = seen
    for year, made in late.items():
        known = record.read(reports, year)
        record.write(reports, year, {**known.made, **made}, known.files)


def _reasons(job: Job, reports: Path, known: record.Record, changed: Sequence[str], today: Today) -> Iterable[str]:
    page, made = job.page(reports), known.made.get(job.key)
    if not page.is_file():
        yield "there is no page yet" if made is None else "its page is gone"
        return
    if made is None:
        yield known.fault or "it is not recorded what its page was made from"
        return
    if digest(page.read_bytes()) != made.page:
        yield "its page is not the one that was made"
    yield from (f"{name} is not the one that was made" for name in changed)
    yield from (str(change) for change in today.changes(job, made.basis))
