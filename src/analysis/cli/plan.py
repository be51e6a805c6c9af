"""``analysis plan``: which reports the next run would make, and why."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.completion import chapters, langs, years

_SHOWN = 6


def plan(
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
    explain: Annotated[bool, typer.Option("--explain", help="Say why of each.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder of the reports; reports/ by default.")
    ] = None,
) -> None:
    """List the reports that `analysis report` would make, without making any.

    A report is made again when its page, or anything it was made from, is not as it was: a series that it read, a text,
    code that its notebook can reach, the notebook, the edition's parameters, a library.
    """
    from analysis import data
    from analysis.paths import here
    from analysis.run.basis import Today
    from analysis.run.jobs import asked
    from analysis.run.plan import plan as planned

    project = here()
    chosen = asked(project, years=year or (), langs=lang or (), names=chapter or ())
    data.build(project)
    found = planned(output or project.reports, chosen, Today(project))
    due = [one for one in found if one.stale]
    for one in due:
        typer.echo(str(one.job))
        if explain:
            for reason in one.reasons[:_SHOWN]:
                typer.echo(f"  {reason}")
            if len(one.reasons) > _SHOWN:
                typer.echo(f"  and {len(one.reasons) - _SHOWN} more")
    if explain and len(due) > 1:
        common = Counter(reason for one in due for reason in set(one.reasons))
        typer.echo("most often:")
        for reason, n in sorted(common.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]:
            typer.echo(f"  {reason}: {n} of {len(due)}")
    typer.echo(f"{len(due)} of {len(found)} reports would be made; up to date: {len(found) - len(due)}")
