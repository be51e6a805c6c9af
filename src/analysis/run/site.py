"""What joins the reports to a site: index pages, links between pages, manifests."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.paths import Project
from analysis.run import links, manifest, record
from analysis.run.links import present
from analysis.run.whole_files import write_whole

NAME = ".site"

_INDEX = "index"


def finish(project: Project, reports: Path, years: Collection[int]) -> None:
    """Index pages, links between pages, and manifests, from what now exists; reports of ``years`` were just made."""
    from analysis.run import index  # brings Jupyter's export with it, which an idle run does without
    from analysis.run.jobs import chapters

    index.write_indexes(reports, project, [chapter.name for chapter in chapters(project)])
    _follow(reports, links.refresh(reports, project.raw))
    made_from = manifest.ingredients(project)
    for year in sorted({year for year, _, _ in present(reports)}):
        if year in years or not (reports / str(year) / manifest.NAME).is_file():
            manifest.write(reports, year, project, made_from)
        else:
            manifest.refresh_outputs(reports, year)
    write_whole(reports / NAME, f"{_state(reports, made_from)}\n")


def keep(project: Project, reports: Path) -> None:
    """Do what `finish` does where the site is not as it should be: all reports are up to date."""
    made_from = manifest.ingredients(project)
    marked = reports / NAME
    if not marked.is_file() or marked.read_text(encoding="utf-8").strip() != _state(reports, made_from):
        finish(project, reports, {year for year, _, _ in present(reports)})


def _state(reports: Path, made_from: dict[str, Any]) -> str:
    """Changes when the pages that exist, or what manifests say, change."""
    pages = sorted(present(reports))
    manifests = sorted(path.parent.name for path in reports.glob(f"*/{manifest.NAME}"))
    whole = (reports / f"{_INDEX}.html").is_file()
    return record.digest(json.dumps([made_from, pages, manifests, whole], sort_keys=True, default=str))


def _follow(reports: Path, changed: Mapping[Path, tuple[str, str]]) -> None:
    """Carry new links over into the records: they make no page stale."""
    by_year: dict[int, dict[str, tuple[str, str]]] = {}
    for path, texts in changed.items():
        year, lang, name = path.relative_to(reports).with_suffix("").parts
        by_year.setdefault(int(year), {})[f"{lang}/{name}"] = texts
    for edition, pages in by_year.items():
        made = dict(record.read(reports, edition).made)
        for key, (before, after) in pages.items():
            if key in made and made[key].page == record.digest(before):
                made[key] = replace(made[key], page=record.digest(after))
        if made:
            record.write(reports, edition, made)
