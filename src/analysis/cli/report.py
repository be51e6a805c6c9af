"""``analysis report``: run chapters for editions and languages."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.choice import Chapters, Langs, Reports, Years, chosen


def report(
    year: Years = None,
    lang: Langs = None,
    chapter: Chapters = None,
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
    output: Reports = None,
) -> None:
    """Make the reports that are not up to date: reports/<year>/<lang>/<chapter>.html with their index pages.

    A report is up to date while nothing it was made from has changed; `analysis plan` tells which are not, and why.
    Earlier reports stay as they are until their successors are whole. A notebook that fails is kept beside them as
    <chapter>.failed.ipynb, and the others still run.
    """
    from analysis.cli.progress import shown
    from analysis.paths import here

    project = here()
    wanted = chosen(project, year, lang, chapter)

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
        summary = run(project, wanted, options)
    for note in summary.notes:
        typer.echo(f"note: {note}")
    typer.echo(f"{len(summary.pages)} of {len(wanted) - summary.up_to_date} reports written to {options.reports}")
    if summary.up_to_date:
        typer.echo(f"{summary.up_to_date} up to date")
    if summary.failures:
        typer.echo(f"{len(summary.failures)} failed:", err=True)
        for job, error in summary.failures:
            typer.echo(f"  {job}: {error}", err=True)
        raise typer.Exit(1)
