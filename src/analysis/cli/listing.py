"""Lists in a terminal, which are cut where nobody would read on."""

from __future__ import annotations

from collections.abc import Sequence

import typer


def show_first(lines: Sequence[str], most: int) -> None:
    """The first lines, indented, and how many more there are."""
    for line in lines[:most]:
        typer.echo(f"  {line}")
    if len(lines) > most:
        typer.echo(f"  and {len(lines) - most:,} more")
