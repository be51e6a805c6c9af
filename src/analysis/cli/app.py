"""The command with its subcommands, and how errors end it."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from analysis import __version__
from analysis.cli.data import data_app
from analysis.cli.editions import editions
from analysis.cli.notebooks import notebooks_app
from analysis.cli.plan import plan
from analysis.cli.register import clause, coverage, recompute
from analysis.cli.report import report
from analysis.cli.survey import survey_app
from analysis.cli.verify import verify
from analysis.errors import AnalysisError


class _OneLine(TyperGroup):
    """Ends with one line on standard error for what the user can mend; anything else is a fault and keeps its trace."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except AnalysisError as error:
            typer.echo(f"analysis: {error}", err=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=_OneLine,
    name="analysis",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Assessment of Azerbaijan's National Strategy for the information society, 2014–2020: "
    "from raw figures to the yearly reports in Azerbaijani and English.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"analysis {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options of the command itself; each is dealt with by its callback."""


app.command()(report)
app.command()(plan)
app.command()(verify)
app.command()(editions)
app.command()(clause)
app.command()(coverage)
app.command()(recompute)
app.add_typer(data_app, name="data")
app.add_typer(survey_app, name="survey")
app.add_typer(notebooks_app, name="notebooks")
