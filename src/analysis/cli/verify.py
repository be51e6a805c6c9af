"""``analysis verify``: an edition worked out again, and held against what is published."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from analysis.cli.choice import Chapters, Langs, Reports, Years, chosen
from analysis.cli.listing import show_first

_NAMED = 20


def verify(
    year: Years = None,
    lang: Langs = None,
    chapter: Chapters = None,
    output: Reports = None,
) -> None:
    """Make reports again in a folder of their own and compare every number with what is published.

    Nothing that is published is touched. A number that does not come out again is named, and the command ends with 1.
    """
    from analysis.cli.progress import shown
    from analysis.paths import here
    from analysis.run.report import Options
    from analysis.run.report import report as run
    from analysis.run.verify import verified

    project = here()
    wanted = chosen(project, year, lang, chapter)
    with TemporaryDirectory(prefix="analysis-verify-") as folder:
        with shown() as display:
            summary = run(project, wanted, Options(Path(folder), tell=display.tell, expect=display.expect))
        for job, error in summary.failures:
            typer.echo(f"{job}: {error}", err=True)
        if summary.failures:
            raise typer.Exit(1)
        found = verified(output or project.reports, Path(folder), wanted)
    for one in found:
        typer.echo(f"{one.place}: {one.equal:,} of {one.n:,} numbers equal")
        show_first(one.differing, _NAMED)
    typer.echo(f"{sum(one.equal for one in found):,} of {sum(one.n for one in found):,} numbers equal")
    if any(one.differing for one in found):
        raise typer.Exit(1)
