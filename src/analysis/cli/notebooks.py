"""``analysis notebooks``: what keeps the notebooks in the state they are stored in."""

from __future__ import annotations

import typer

notebooks_app = typer.Typer(no_args_is_help=True, help="Keep the notebooks in order.")


@notebooks_app.command()
def refresh() -> None:
    """Run every notebook as it stands, keep the outputs of its check cells and strip all others."""
    from analysis.paths import here
    from analysis.run.jobs import chapters
    from analysis.run.refresh import refresh as run

    for chapter in chapters(here()):
        changed = run(chapter.path)
        typer.echo(f"{chapter.path.name} {'refreshed' if changed else 'unchanged'}")
