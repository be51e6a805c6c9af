"""``analysis editions``: which editions there are."""

from __future__ import annotations

import typer


def editions() -> None:
    """List the editions with their stage, baseline and peer groups."""
    from analysis import params

    for year in params.editions():
        edition = params.load(year)
        stage = "ex-post evaluation" if edition.ex_post else f"{edition.stage.value} stage"
        groups = ", ".join(f"{group.code} ({len(group.members)})" for group in edition.peers)
        typer.echo(f"{year}  {stage}, version {edition.version}, baseline {edition.baseline_year}; peers: {groups}")
