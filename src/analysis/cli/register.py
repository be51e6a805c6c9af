"""``analysis clause`` and ``analysis coverage``: what is known of a clause, and of the strategy as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.chapters.evidence import Evidence
    from analysis.strategy import Target, Watch
    from analysis.strategy.coverage import Shares


def clause(
    number: Annotated[str, typer.Argument(help="The clause's number in the strategy, e.g. 10.2.9.")],
    year: Annotated[int, typer.Option(help="The edition that looks: it sees no later year.")] = 2024,
) -> None:
    """Print what is known of a clause: titles, what watches it, figures with their age, verdicts, where it is shown."""
    import analysis as an
    from analysis import strategy

    known = strategy.clause(number)
    evidence = an.evidence(year)
    typer.echo(f"{known.id}  {known.kind.value}, {known.direction.value}")
    typer.echo(f"    {known.title.en}\n    {known.title.az}")
    for item in known.watch:
        for line in _watched(item, evidence):
            typer.echo(line)
    for target in strategy.targets_of(number):
        typer.echo(_target(target))
        typer.echo(f"      {_verdict(target, evidence)}")
    for line in _shown(known.codes, year):
        typer.echo(line)


def coverage(
    kind: Annotated[
        str | None, typer.Option(help="Only clauses of this kind: measure, result, objective, principle, …")
    ] = None,
) -> None:
    """Print the traceability matrix, and the shares of measures and expected results that can be followed."""
    from analysis import data
    from analysis.errors import ParameterError
    from analysis.strategy import STRATEGY_YEARS, ClauseKind
    from analysis.strategy.coverage import matrix, shares

    kinds = [k.value for k in ClauseKind]
    if kind is not None and kind not in kinds:
        raise ParameterError(f"kind {kind!r}", rule=f"one of {', '.join(kinds)}", remedy="choose one of these")
    panel = data.load()
    seen = panel[(panel["economy"] == "AZE") & panel["ref_year"].isin(list(STRATEGY_YEARS))]
    traces = matrix(in_scope=frozenset(seen["indicator"]))
    for trace in traces:
        if kind in (None, trace.clause.kind.value):
            rests = ", ".join((*trace.measures, *(f"~{code}" for code in trace.proxies), *trace.milestones))
            survey = " survey" if trace.survey else ""
            typer.echo(f"{trace.clause.id:<8}{trace.best.value:<10}{rests}{survey}  {trace.clause.title.en}")
    typer.echo("~ marks a proxy; figures and steps of 2014–2020 count.")
    for which in (ClauseKind.MEASURE, ClauseKind.RESULT):
        typer.echo(_shares(which.value, shares(traces, which)))


def _shares(name: str, found: Shares) -> str:
    def of(count: int) -> str:
        return f"{count} ({count / found.n:.0%})"

    return (
        f"{name}: {found.n} clauses; a series in scope {of(found.series)}, of these measuring {of(found.measured)}; "
        f"a milestone {of(found.milestone)}; a survey item {of(found.survey)}; nothing {of(found.nothing)}"
    )


def _watched(item: Watch, evidence: Evidence) -> Iterator[str]:
    from analysis.strategy import IndexWatch, IndicatorWatch, MilestoneWatch, SurveyWatch, timeline

    match item:
        case IndicatorWatch() | IndexWatch():
            for code in item.codes:
                yield f"  {item.relation.value}: {_newest(code, evidence)}"
            if item.note:
                yield f"      {item.note.en}"
        case MilestoneWatch():
            for event in (timeline()[e] for e in item.events):
                if event.year <= evidence.edition.year:
                    yield f"  milestone: {event.date}, {event.text.en} ({event.certainty.value}; {event.address})"
        case SurveyWatch():
            yield f"  survey item: {item.item.en}"
        case _:
            yield f"  not measurable with public data: {item.reason.en}"
            yield f"      what would make it so: {item.remedy.en}"


def _newest(code: str, evidence: Evidence) -> str:
    from analysis import language
    from analysis.indicators import indicator

    known, year = indicator(code), evidence.edition.year
    o = evidence.newest(code)
    if o is None:
        return f"{code}: no figure up to {year}"
    value = language.quantity(o.value, o.unit, "en", known.decimals)
    about = ", ".join(part for part in (o.breakdown, o.period) if part)
    ages = {0: "the edition's own year", 1: "a year before the edition"}
    age = ages.get(o.age(year), f"{o.age(year)} years before the edition")
    return f"{code}: {value} in {o.ref_year}{f' ({about})' if about else ''}, {age}; {o.source_row}"


def _target(target: Target) -> str:
    return f"  target {target.id} ({target.kind.value}, {target.year}): {target.definition.en}"


def _verdict(target: Target, evidence: Evidence) -> str:
    import analysis as an
    from analysis.chapters import scorecard
    from analysis.present import verdicts

    found = next(one for one in scorecard.told(evidence) if one.verdict.target == target.id)
    rests = verdicts.evidence(found, context := an.page("scorecard", evidence.edition, "en").context)
    return verdicts.told(found, context) + (f" ({rests})" if rests else "")


def _shown(codes: tuple[str, ...], year: int) -> Iterator[str]:
    """Where an edition's reports show the indicators, if they have been made."""
    from analysis.paths import here
    from analysis.run import lineage
    from analysis.run.links import shown_in

    path = here().reports / str(year) / "lineage.csv"
    if not path.is_file():
        yield f"  shown in: no reports of {year} yet (make reports YEARS={year})"
        return
    shown = shown_in(lineage.read(path))
    for code in codes:
        if code in shown:
            chapter = shown[code].split(".")[0]
            yield f"  shown in: {code}, reports/{year}/en/{chapter}.html#{shown[code]}"


def recompute(
    file: Annotated[Path, typer.Argument(help="A verdicts.csv, as it lies beside an edition's reports.", exists=True)],
) -> None:
    """Judge every verdict of a verdicts.csv again, from its own rows, and name what does not come out as written."""
    import csv

    from analysis.assessment import differing
    from analysis.errors import DataError

    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or "row" not in rows[0]:
        raise DataError(f"{file}: no rows of verdicts", rule="a verdicts.csv of the reports", remedy="give its path")
    found = differing(rows)
    for name in found:
        typer.echo(f"differs: {name}")
    judged = sum(row["row"] == "rule" for row in rows)
    typer.echo(f"{judged} verdicts judged again, {len(found)} results differ")
    if found:
        raise typer.Exit(1)
