"""What joins the reports to a site: index pages, links between pages, manifests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.paths import Project
from analysis.run import links, manifest, record
from analysis.run.basis import Today
from analysis.run.digest import digest
from analysis.run.jobs import Job, chapters
from analysis.run.links import present
from analysis.run.plan import plan
from analysis.run.whole_files import write_whole

NAME = ".site"
"""Holds one digest while the site is whole; it is not there while reports are being put in their places."""

_INDEX = "index"


def open_(reports: Path) -> None:
    """Mark the site as not whole, before the first page changes."""
    (reports / NAME).unlink(missing_ok=True)


def finish(project: Project, reports: Path, today: Today) -> None:
    """Index pages, links between pages, and manifests, from what now exists.

    A manifest is written anew for an edition whose reports are all up to date, since it says what they were made from;
    of another edition only the list of outputs is.
    """
    from analysis.run import index  # brings Jupyter's export with it, which an idle run does without

    known = {chapter.name: chapter for chapter in chapters(project)}
    index.write_indexes(reports, project, list(known))
    _follow(reports, links.refresh(reports, project.raw))
    made_from = manifest.ingredients(project)
    pages = present(reports)
    jobs = [Job(known[name], year, lang) for year, lang, name in sorted(pages) if name in known]
    stale = {one.job.year for one in plan(reports, jobs, today) if one.stale}
    for year in sorted({year for year, _, _ in pages}):
        if year in stale and (reports / str(year) / manifest.NAME).is_file():
            manifest.refresh_outputs(reports, year)
        else:
            manifest.write(reports, year, project, made_from)
    write_whole(reports / NAME, f"{_state(reports, made_from)}\n")


def keep(project: Project, reports: Path, today: Today) -> None:
    """Do what `finish` does where the site is not as it left it, or what manifests say has changed."""
    marked = reports / NAME
    state = _state(reports, manifest.ingredients(project))
    if not marked.is_file() or marked.read_bytes().strip() != state.encode():
        finish(project, reports, today)


def _state(reports: Path, made_from: dict[str, Any]) -> str:
    """Changes when the pages that exist, what lists them, or what manifests say changes."""
    pages = sorted(present(reports))
    lists = [reports / f"{_INDEX}.html"]
    lists += [reports / str(year) / lang / f"{name}.html" for year, lang, name in pages if name == _INDEX]
    lists += sorted(reports.glob(f"*/{manifest.NAME}"))
    found = {path.relative_to(reports).as_posix(): digest(path.read_bytes()) for path in lists if path.is_file()}
    return digest(json.dumps([made_from, pages, found], sort_keys=True, default=str))


def _follow(reports: Path, changed: Mapping[Path, tuple[str, str]]) -> None:
    """Carry new links over into the records: they make no page stale."""
    by_year: dict[int, dict[str, tuple[str, str]]] = {}
    for path, texts in changed.items():
        year, lang, name = path.relative_to(reports).with_suffix("").parts
        by_year.setdefault(int(year), {})[f"{lang}/{name}"] = texts
    for edition, pages in by_year.items():
        known = record.read(reports, edition)
        made = dict(known.made)
        for key, (before, after) in pages.items():
            if key in made and made[key].page == digest(before):
                made[key] = replace(made[key], page=digest(after))
        if made:
            record.write(reports, edition, made, known.files)
