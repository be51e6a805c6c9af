"""``analysis verify``: an edition worked out again, and held against what is published."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from analysis.cli.completion import chapters, langs, years

_NAMED = 20


def verify(
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
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder of the reports; reports/ by default.")
    ] = None,
) -> None:
    """Make reports again in a folder of their own and compare every number with what is published.

    Nothing that is published is touched. A number that does not come out again is named, and the command ends with 1.
    """
    from analysis.cli.progress import shown
    from analysis.paths import here
    from analysis.run.jobs import asked
    from analysis.run.report import Options
    from analysis.run.report import report as run
    from analysis.run.verify import verified

    project = here()
    chosen = asked(project, years=year or (), langs=lang or (), names=chapter or ())
    with TemporaryDirectory(prefix="analysis-verify-") as folder:
        with shown() as display:
            summary = run(project, chosen, Options(Path(folder), tell=display.tell, expect=display.expect))
        for job, error in summary.failures:
            typer.echo(f"{job}: {error}", err=True)
        if summary.failures:
            raise typer.Exit(1)
        found = verified(output or project.reports, Path(folder), chosen)
    for one in found:
        typer.echo(f"{one.place}: {one.equal:,} of {one.n:,} numbers equal")
        for difference in one.differing[:_NAMED]:
            typer.echo(f"  {difference}")
        if len(one.differing) > _NAMED:
            typer.echo(f"  and {len(one.differing) - _NAMED:,} more")
    typer.echo(f"{sum(one.equal for one in found):,} of {sum(one.n for one in found):,} numbers equal")
    if any(one.differing for one in found):
        raise typer.Exit(1)
