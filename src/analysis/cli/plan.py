"""``analysis plan``: which reports the next run would make, and why."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from analysis.cli.choice import Chapters, Langs, Reports, Years, chosen
from analysis.cli.listing import show_first

_SHOWN = 6


def plan(
    year: Years = None,
    lang: Langs = None,
    chapter: Chapters = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why of each.")] = False,
    output: Reports = None,
) -> None:
    """List the reports that `analysis report` would make, without making any.

    A report is made again when its page, or anything it was made from, is not as it was: a series that it read, a text,
    code that its notebook can reach, the notebook, the edition's parameters, a library.
    """
    from analysis import data
    from analysis.paths import here
    from analysis.run.basis import Today
    from analysis.run.plan import plan as planned

    project = here()
    wanted = chosen(project, year, lang, chapter)
    data.build(project)
    found = planned(output or project.reports, wanted, Today(project))
    due = [one for one in found if one.stale]
    for one in due:
        typer.echo(str(one.job))
        if explain:
            show_first(one.reasons, _SHOWN)
    if explain and len(due) > 1:
        common = Counter(reason for one in due for reason in set(one.reasons))
        typer.echo("most often:")
        for reason, n in sorted(common.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]:
            typer.echo(f"  {reason}: {n} of {len(due)}")
    typer.echo(f"{len(due)} of {len(found)} reports would be made; up to date: {len(found) - len(due)}")
