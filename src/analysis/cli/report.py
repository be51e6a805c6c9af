"""``analysis report``: run chapters for editions and languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.completion import chapters, langs, years


def report(
    year: Annotated[
        list[int] | None,
        typer.Option("--year", "-y", help="Edition; repeat for several. All by default.", autocompletion=years),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", "-l", help="az or en; repeat for both. Both by default.", autocompletion=langs),
    ] = None,
    chapter: Annotated[
        list[str] | None,
        typer.Option("--chapter", "-c", help="Chapter; repeat for several. All by default.", autocompletion=chapters),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=2, help="Notebooks at once.")] = 2,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds one notebook may take.")] = 300.0,
    kernel: Annotated[
        str | None,
        typer.Option(
            "--kernel",
            help="warm: forked from a parent that has the libraries (default on Linux); cold: started anew.",
        ),
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Also make again what is up to date.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the reports; reports/ by default.")
    ] = None,
) -> None:
    """Make the reports that are not up to date: reports/<year>/<lang>/<chapter>.html with their index pages.

    A report is up to date while nothing it was made from has changed; `analysis plan` tells which are not, and why.
    Earlier reports stay as they are until their successors are whole. A notebook that fails is kept beside them as
    <chapter>.failed.ipynb, and the others still run.
    """
    from analysis.cli.progress import shown
    from analysis.paths import here
    from analysis.run.jobs import asked

    project = here()
    chosen = asked(project, years=year or (), langs=lang or (), names=chapter or ())

    from analysis.run.report import Options
    from analysis.run.report import report as run
    from analysis.run.start import started

    with shown() as display:
        options = Options(
            output or project.reports,
            workers=jobs,
            timeout=timeout,
            start=started(kernel),
            anew=anew,
            tell=display.tell,
            expect=display.expect,
        )
        summary = run(project, chosen, options)
    for note in summary.notes:
        typer.echo(f"note: {note}")
    typer.echo(f"{len(summary.pages)} of {len(chosen) - summary.up_to_date} reports written to {options.reports}")
    if summary.up_to_date:
        typer.echo(f"{summary.up_to_date} up to date")
    if summary.failures:
        typer.echo(f"{len(summary.failures)} failed:", err=True)
        for job, error in summary.failures:
            typer.echo(f"  {job}: {error}", err=True)
        raise typer.Exit(1)
