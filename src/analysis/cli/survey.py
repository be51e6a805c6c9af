"""``analysis survey``: files of answers checked, estimated in tables that may be printed, compared, and filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.surveys import Compared, Outgrown, Share, Survey

survey_app = typer.Typer(no_args_is_help=True, help="Check files of answers, estimate from them, file the estimates.")

File = Annotated[
    Path, typer.Argument(help="Answers, one row a person: .csv, .parquet, .sav or .dta, outside the project.")
]
Definition = Annotated[
    Path | None, typer.Option("--questionnaire", "-q", help="Its definition (YAML); the household survey by default.")
]
Margins = Annotated[
    Path | None,
    typer.Option(help="Known numbers of people that weights are raked to: a CSV file of group, code, people."),
]
By = Annotated[str, typer.Option(help="Groups to cut by, with commas: residence,sex.")]
Questions = Annotated[
    list[str] | None,
    typer.Option("--question", help="Only this question or item (HH7, HH9.email); repeat for several."),
]
Lang = Annotated[str, typer.Option("--lang", "-l", help="az or en.")]


@survey_app.command()
def check(
    file: File,
    questionnaire: Definition = None,
    margins: Margins = None,
    codebook: Annotated[
        Path | None, typer.Option(help="Labels of the codes (CSV: column, code, label); .sav and .dta carry their own.")
    ] = None,
) -> None:
    """Name everything that is wrong with the answers: columns and counts, never a row."""
    from analysis import surveys
    from analysis.indicators import Unit

    found = surveys.opened(file, surveys.questionnaire(questionnaire), margins=margins, codebook=codebook)
    for problem in found.problems:
        typer.echo(f"analysis: {problem}", err=True)
    if found.problems:
        raise typer.Exit(1)
    design = found.designs[Unit.PERSON]
    typer.echo(
        f"{file.name}: nothing is wrong; {len(found.data):,} answers, {design.psus:,} units drawn first, "
        f"{design.degrees_of_freedom:,} degrees of freedom"
    )


@survey_app.command()
def estimate(
    file: File,
    by: By = "",
    question: Questions = None,
    lang: Lang = "en",
    questionnaire: Definition = None,
    margins: Margins = None,
    engine: Annotated[
        str, typer.Option(help="memory; or duckdb or spark for a .parquet file, or a folder of them, that outgrows it.")
    ] = "memory",
    memory: Annotated[str, typer.Option(help="What duckdb or spark may take.")] = "1GB",
) -> None:
    """Print shares with their 95 % intervals; cells of too few people or too large an error are hidden."""
    from contextlib import nullcontext

    from analysis import surveys
    from analysis.errors import ParameterError

    _language(lang)
    definition = surveys.questionnaire(questionnaire)
    if engine != "memory" and margins:
        raise ParameterError("margins with an engine", rule="weights as drawn", remedy="rake the weights beforehand")
    opening = (
        nullcontext(surveys.opened(file, definition, margins=margins))
        if engine == "memory"
        else surveys.outgrown(file, definition, engine, memory)
    )
    with opening as found:
        cuts = _cuts(by)
        for code in _chosen(found, question, cuts):
            table = found.table(code, cuts)
            rows = ((*_labels(row.groups, cuts, found, lang), *_numbers(row, lang)) for row in table.rows)
            _print(found, code, lang, cuts, ("%", "95 %", "n", ""), rows, _left_out(table.left_out, lang))


@survey_app.command()
def compare(
    file: File,
    later: Annotated[Path, typer.Argument(help="Answers to the same questionnaire in a later wave.")],
    by: By = "",
    question: Questions = None,
    lang: Lang = "en",
    questionnaire: Definition = None,
    overlap: Annotated[
        bool, typer.Option(help="The later wave asked in units of the earlier one, which have the same labels.")
    ] = True,
) -> None:
    """Print how shares changed between two waves, in points, with the error of the change.

    Units that both waves asked make the change more exact than two samples of their own would.
    """
    from analysis import language, surveys

    _language(lang)
    first, second = (surveys.opened(path, surveys.questionnaire(questionnaire)) for path in (file, later))
    cuts = _cuts(by)
    for code in _chosen(first, question, cuts):
        found = surveys.compared(first, second, code, cuts, overlap=overlap)
        rows = ((*_labels(row.groups, cuts, first, lang), *_changed(row, lang)) for row in found)
        shared = next((row.change.shared for row in found if row.change), 0)
        below = language.text("microdata.shared", lang).format(n=shared)
        heads = (language.text(f"microdata.compare.{key}", lang) for key in ("first", "later", "change"))
        _print(first, code, lang, cuts, (*heads, "95 %"), rows, below)


@survey_app.command("file")
def file_(
    file: File,
    year: Annotated[int, typer.Option(help="The year in which people were asked.")],
    publisher: Annotated[
        str, typer.Option(help="Who held the survey: a code of indicators/publishers.yaml; not for made-up answers.")
    ] = "",
    title: Annotated[str, typer.Option(help="The survey's title.")] = "",
    address: Annotated[str, typer.Option(help="Where the survey is described, http…")] = "",
    held: Annotated[str, typer.Option(help="When people were asked: 3 to 28 May 2018.")] = "",
    questionnaire: Annotated[
        str, typer.Option("--questionnaire", "-q", help="A questionnaire of the project, by its code.")
    ] = "household",
    margins: Margins = None,
) -> None:
    """File the shares that may be printed, so that the reports from that year on show them.

    A new folder below data/raw/filed_surveys holds shares of everybody and of each group with their intervals, and gaps
    between groups. The answers themselves are written nowhere.
    """
    from analysis import surveys

    about = surveys.About(publisher, title, address, held)
    folder, figures = surveys.filed(file, questionnaire, year, about, margins=margins)
    typer.echo(
        f"data/raw/{folder.parent.name}/{folder.name}: {figures:,} figures; next: analysis data check, make reports"
    )


@survey_app.command()
def example(
    file: Annotated[Path, typer.Argument(help="Where to write made-up answers (.csv), outside the project.")],
    seed: Annotated[int, typer.Option(help="Other seeds give other answers.")] = 1,
    later: Annotated[bool, typer.Option("--later", help="Those of a second wave, in the same places.")] = False,
) -> None:
    """Write synthetic answers to the household questionnaire, to try the commands on."""
    from analysis import surveys

    surveys.write_example(file, seed, later=later)
    typer.echo(f"{file.name}: synthetic answers, marked so in the column {surveys.MARK!r}")


def _language(lang: str) -> None:
    from analysis import language
    from analysis.errors import ParameterError

    if lang not in language.LANGUAGES:
        raise ParameterError(f"language {lang!r}", rule="az or en", remedy="choose one of these")


def _cuts(by: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in by.split(",") if name.strip()))


def _chosen(found: Survey | Outgrown, questions: list[str] | None, cuts: Sequence[str]) -> Iterator[str]:
    """The measures asked for, the items of a question with it; without any, all that the groups can cut."""
    from analysis.surveys import cuts_households

    known = found.definition.measures
    if questions is None:
        fit = (code for code in known if all(cuts_households(known[code], found.definition, cut) for cut in cuts))
        yield from fit
        return
    for name in questions:
        items = [code for code in known if code.split(".")[0] == name]
        yield from items or [name]


def _print(
    found: Survey | Outgrown,
    code: str,
    lang: str,
    cuts: Sequence[str],
    heads: Iterable[str],
    rows: Iterable[Sequence[str]],
    below: str = "",
) -> None:
    """A table: columns of words, one for each group, and then of numbers; a column without a heading is of words."""
    from rich.console import Console
    from rich.table import Table

    from analysis import language

    console = Console(highlight=False)
    measure = found.definition.measures[code]
    counted = ", ".join(measure.asked.answers[answer][lang] for answer in measure.asked.counted)
    item = f" {measure.name[lang]}." if measure.item else ""
    said = f"{code}: {measure.asked.wording[lang]}{item}" + (f" ({counted})" if counted else "")
    table = Table(title=f"{said}\n{found.definition.base(measure)[lang]}", title_justify="left")
    for cut in cuts:
        table.add_column(found.definition.groups[cut].name[lang])
    for head in heads:
        table.add_column(head, justify="right" if head else "left")
    for row in rows:
        table.add_row(*row)
    if found.is_synthetic:
        console.print(language.text("microdata.synthetic", lang), style="bold red")
    console.print(table)
    if below:
        console.print(below)


def _labels(groups: Sequence[str | None], cuts: Sequence[str], found: Survey | Outgrown, lang: str) -> Iterator[str]:
    from analysis import language

    for cut, one in zip(cuts, groups, strict=True):
        yield found.definition.groups[cut].codes[one][lang] if one else language.text("microdata.everybody", lang)


def _left_out(number: int, lang: str) -> str:
    """How many were left out; few are not counted exactly, since that could tell of single people."""
    from analysis import language
    from analysis.methods.survey.disclosure import LEAST_RESPONDENTS

    if number == 0:
        return ""
    if number < LEAST_RESPONDENTS:
        return language.text("microdata.left_out.few", lang).format(n=LEAST_RESPONDENTS)
    return language.text("microdata.left_out.more", lang).format(n=language.number(round(number, -1), lang, 0))


def _numbers(row: Share, lang: str) -> tuple[str, str, str, str]:
    from analysis import language

    word = "" if row.shown.value == "printed" else language.text(f"microdata.shown.{row.shown.value}", lang)
    if row.estimate is None:
        return "–", "–", "–", word
    share, low, high = (
        language.number(number, lang, 1) for number in (row.estimate.value, row.estimate.ci_low, row.estimate.ci_high)
    )
    return share, f"{low}–{high}", language.number(row.estimate.n, lang, 0), word


def _changed(row: Compared, lang: str) -> tuple[str, ...]:
    from analysis import language

    shares = (
        "–" if one.estimate is None else language.number(one.estimate.value, lang, 1) for one in (row.first, row.later)
    )
    if row.change is None:
        return *shares, "–", "–"
    moved, low, high = (
        language.signed(number, lang, 1) for number in (row.change.value, row.change.ci_low, row.change.ci_high)
    )
    return *shares, moved, f"{low} … {high}"
