"""``analysis report``: run chapters for editions and languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _years() -> list[str]:
    from analysis import params

    return [str(year) for year in params.editions()]


def _langs() -> list[str]:
    from analysis.language import LANGUAGES

    return list(LANGUAGES)


def _chapters() -> list[str]:
    from analysis.paths import here
    from analysis.run.jobs import chapters

    return [chapter.name for chapter in chapters(here())]


def report(
    year: Annotated[
        list[int] | None,
        typer.Option("--year", "-y", help="Edition; repeat for several. All by default.", autocompletion=_years),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", "-l", help="az or en; repeat for both. Both by default.", autocompletion=_langs),
    ] = None,
    chapter: Annotated[
        list[str] | None,
        typer.Option("--chapter", "-c", help="Chapter; repeat for several. All by default.", autocompletion=_chapters),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=2, help="Notebooks at once.")] = 2,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds one notebook may take.")] = 300.0,
    kernel: Annotated[
        str | None,
        typer.Option(
            "--kernel",
            help="cold: started anew (default); warm: forked from a parent that has the libraries (Linux).",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the reports; reports/ by default.")
    ] = None,
) -> None:
    """Run the chapters and write reports/<year>/<lang>/<chapter>.html with their index pages.

    Earlier reports stay as they are until their successors are whole. A notebook that fails is kept beside them as
    <chapter>.failed.ipynb, and the others still run.
    """
    from analysis.cli.progress import shown
    from analysis.paths import here
    from analysis.run.jobs import asked

    project = here()
    planned = asked(project, years=year or (), langs=lang or (), names=chapter or ())

    from analysis.run.kernel import started
    from analysis.run.report import Options
    from analysis.run.report import report as run

    with shown(len(planned)) as display:
        options = Options(
            output or project.reports, workers=jobs, timeout=timeout, start=started(kernel), tell=display.tell
        )
        summary = run(project, planned, options)
    for note in summary.notes:
        typer.echo(f"note: {note}")
    typer.echo(f"{len(summary.pages)} of {len(planned)} reports written to {options.reports}")
    if summary.failures:
        typer.echo(f"{len(summary.failures)} failed:", err=True)
        for job, error in summary.failures:
            typer.echo(f"  {job}: {error}", err=True)
        raise typer.Exit(1)
