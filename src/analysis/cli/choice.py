"""Editions, languages and chapters, as the commands that run or plan reports are asked for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.paths import Project
    from analysis.run.jobs import Job


def _years() -> list[str]:
    """The editions."""
    from analysis import params

    return [str(year) for year in params.editions()]


def _langs() -> list[str]:
    """The languages."""
    from analysis.language import LANGUAGES

    return list(LANGUAGES)


def _chapters() -> list[str]:
    """The chapters in their order."""
    from analysis.paths import here
    from analysis.run import jobs

    return [chapter.name for chapter in jobs.chapters(here())]


Years = Annotated[
    list[int] | None,
    typer.Option("--year", "-y", help="Edition; repeat for several. All by default.", autocompletion=_years),
]
Langs = Annotated[
    list[str] | None,
    typer.Option("--lang", "-l", help="az or en; repeat for both. Both by default.", autocompletion=_langs),
]
Chapters = Annotated[
    list[str] | None,
    typer.Option("--chapter", "-c", help="Chapter; repeat for several. All by default.", autocompletion=_chapters),
]
Reports = Annotated[Path | None, typer.Option("--output", "-o", help="Folder of the reports; reports/ by default.")]


def chosen(
    project: Project, years: list[int] | None, langs: list[str] | None, names: list[str] | None
) -> tuple[Job, ...]:
    """The reports that the options ask for; an option that is not given means all."""
    from analysis.run.jobs import asked

    return asked(project, years=years or (), langs=langs or (), names=names or ())
