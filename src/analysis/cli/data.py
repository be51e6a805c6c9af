"""``analysis data``: build, check and screen the figures."""

from __future__ import annotations

from typing import Annotated

import typer

data_app = typer.Typer(no_args_is_help=True, help="Build, check and screen the figures.")


@data_app.command()
def build(
    force: Annotated[bool, typer.Option("--force", help="Build even where nothing has changed.")] = False,
) -> None:
    """Turn data/raw into the panel in data/processed, with its codebook and data package."""
    from analysis import data

    made = data.build(force=force)
    done = "built" if made.rebuilt else "is up to date"
    typer.echo(f"{made.panel.name} {done}: {made.rows:,} figures")
    if made.absent:
        typer.echo(f"absent, as it may be: {', '.join(made.absent)}")


@data_app.command()
def check() -> None:
    """Name everything that is wrong with the raw figures: file, row, column, rule and remedy."""
    from analysis import data

    problems = data.check()
    for problem in problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"{len(problems)} problems" if problems else "nothing is wrong")
    if problems:
        raise typer.Exit(1)


@data_app.command()
def screen() -> None:
    """List what looks odd in the figures, with the registry's answer; fails where a flag has none."""
    from analysis import data

    flags = data.screen(data.load()).to_dict("records")
    for flag in flags:
        where = " ".join(str(flag[part]) for part in ("indicator", "breakdown", "source", "years") if flag[part])
        typer.echo(f"{flag['kind']}: {where}: {flag['detail']} [{flag['answer'] or 'NOT ANSWERED'}]")
    unanswered = sum(not flag["answer"] for flag in flags)
    typer.echo(f"{len(flags)} flags, {unanswered} without an answer in the registry")
    if unanswered:
        raise typer.Exit(1)
