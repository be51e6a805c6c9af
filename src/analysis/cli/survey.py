"""``analysis survey``: a file of answers checked, and estimated in tables that may be printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.surveys import Share

survey_app = typer.Typer(no_args_is_help=True, help="Check a file of answers, and estimate shares from it.")

File = Annotated[Path, typer.Argument(help="Answers, one row a person: .csv, .parquet or .dta, outside the project.")]
Definition = Annotated[
    Path | None, typer.Option("--questionnaire", "-q", help="Its definition (YAML); the household survey by default.")
]


@survey_app.command()
def check(file: File, questionnaire: Definition = None) -> None:
    """Name everything that is wrong with the answers: columns and counts, never a row."""
    from analysis import surveys

    definition, data = surveys.opened(file, questionnaire)
    found = surveys.problems(data, definition)
    for problem in found:
        typer.echo(f"analysis: {problem}", err=True)
    if found:
        raise typer.Exit(1)
    design = surveys.design_of(data, definition)
    typer.echo(
        f"{file.name}: nothing is wrong; {len(data):,} answers, {design.psus:,} units drawn first, "
        f"{design.degrees_of_freedom:,} degrees of freedom"
    )


@survey_app.command()
def estimate(
    file: File,
    by: Annotated[str, typer.Option(help="Groups to cut by, with commas: residence,sex.")] = "",
    question: Annotated[
        list[str] | None, typer.Option("--question", help="Only this question; repeat for several.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", "-l", help="az or en.")] = "en",
    questionnaire: Definition = None,
) -> None:
    """Print shares with their 95 % intervals; cells of too few people or too large an error are hidden."""
    from rich.console import Console
    from rich.table import Table

    from analysis import language, surveys
    from analysis.errors import ParameterError

    if lang not in language.LANGUAGES:
        raise ParameterError(f"language {lang!r}", rule="az or en", remedy="choose one of these")
    definition, data = surveys.opened(file, questionnaire)
    if found := surveys.problems(data, definition):
        raise found[0]
    design = surveys.design_of(data, definition)
    cuts = tuple(name for name in by.split(",") if name)
    console = Console(highlight=False)
    if surveys.is_synthetic(data):
        console.print(language.text("microdata.synthetic", lang), style="bold red")
    for code in question or definition.questions:
        found_table = surveys.share_table(data, definition, code, cuts, design)
        asked = definition.questions[code]
        counted = ", ".join(asked.answers[answer][lang] for answer in asked.counted)
        table = Table(title=f"{code}: {asked.wording[lang]} ({counted})", title_justify="left")
        for head in (*cuts, "%", "95%", "n", ""):
            table.add_column(head, justify="right" if head in ("%", "95%", "n") else "left")
        for row in found_table.rows:
            names = (
                definition.groups[cut].codes[one][lang] if one else language.text("microdata.everybody", lang)
                for cut, one in zip(cuts, row.groups, strict=True)
            )
            table.add_row(*names, *_numbers(row, lang))
        console.print(table)
        if found_table.left_out:
            console.print(language.text("microdata.left_out", lang).format(n=found_table.left_out))


def _numbers(row: Share, lang: str) -> tuple[str, str, str, str]:
    from analysis import language

    word = "" if row.shown.value == "printed" else language.text(f"microdata.shown.{row.shown.value}", lang)
    if row.estimate is None:
        return "–", "–", "–", word
    share, low, high = (
        language.number(number, lang, 1) for number in (row.estimate.value, row.estimate.ci_low, row.estimate.ci_high)
    )
    return share, f"{low}–{high}", language.number(row.estimate.n, lang, 0), word


@survey_app.command()
def example(
    file: Annotated[Path, typer.Argument(help="Where to write made-up answers (.csv), outside the project.")],
    seed: Annotated[int, typer.Option(help="Other seeds give other answers.")] = 1,
) -> None:
    """Write synthetic answers to the household questionnaire, to try the commands on."""
    from analysis import surveys

    surveys.write_example(file, seed)
    typer.echo(f"{file.name}: synthetic answers, marked so in the column {surveys.MARK!r}")
