"""One report: a notebook run and turned into a page, with what it rests on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import params, reads
from analysis.paths import Project
from analysis.run import lineage
from analysis.run.execute import Limit, execute
from analysis.run.export import export
from analysis.run.jobs import Job
from analysis.run.start import Start


@dataclass(frozen=True)
class Made:
    """A page that is not yet published; ``noted`` is what its making has read, ``elapsed`` the seconds it took."""

    job: Job
    html: str
    rows: tuple[lineage.Row, ...]
    verdicts: tuple[str, ...]
    notes: tuple[str, ...]
    noted: frozenset[reads.Read]
    elapsed: float


def make(job: Job, project: Project, *, limit: Limit, start: Start, failed: Path) -> Made:
    """Run the job's notebook and export it; what a run that fails had got to goes to ``failed``.

    Raises
    ------
    RunError
        If the notebook fails or its page would not be whole.
    """
    since = time.monotonic()
    edition = params.load(job.year, project.params)
    done = execute(job.chapter.path, year=job.year, lang=job.lang, limit=limit, failed=failed, start=start)
    rows = lineage.rows_of(done.lineage, place=str(job))
    with reads.noting() as noted:
        html = export(done.notebook, chapter=job.chapter.name, edition=edition, lang=job.lang)
    noted.update(done.reads)
    remarks = tuple(_remarks(done.notebook, job))
    return Made(job, html, rows, done.verdicts, remarks, frozenset(noted), time.monotonic() - since)


def _remarks(notebook: Any, job: Job) -> Iterator[str]:
    """What cells wrote to standard error: a page does not show it, so the run has to."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr" and output["text"].strip():
                yield f"{job} wrote: {output['text'].strip().splitlines()[-1]}"
