"""Trajectories told in words and in a table: every number drawn, beside the peers'."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import language
from analysis.methods.results import Observation, PeerSummary, Trajectories, Trajectory
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.figures.trajectories_shown import (
    annual,
    benchmark_path,
    breaks_within,
    cut_to,
    reference_name,
    unit_of,
    years_of,
)
from analysis.present.table import Cell, Column, Table


def alt(result: Trajectories, *, context: Context) -> str:
    """What the charts show, in at most three sentences."""
    cut = tuple(cut_to(t, context) for t in result.panels)
    groups = dict.fromkeys(path.group for t in cut for path in t.peers)
    first, last = years_of(cut, context)
    key = "alt.trajectories" if groups else "alt.trajectories_alone"
    opening = wording.say(
        key,
        context,
        economy=wording.country(context),
        first=first,
        last=last,
        groups=wording.listed((context.groups[g] for g in groups), context),
    )
    clauses = "; ".join(_clause(t, context) for t in cut)
    parts = [opening, wording.say("alt.sentence", context, text=clauses)]
    broken = dict.fromkeys(b for t in cut for b in breaks_within(t))
    if broken:
        where = ", ".join(f"{wording.short_name(b.indicator, context)} ({b.year})" for b in broken)
        parts.append(wording.say("alt.breaks", context, where=where))
    return " ".join(parts)


def _clause(trajectory: Trajectory, context: Context) -> str:
    name = wording.short_name(trajectory.indicator, context, trajectory.breakdown)
    peers = _peer_clause(trajectory, context)
    full = annual(trajectory)
    if not trajectory.own:
        return wording.say("alt.none", context, name=name, year=trajectory.edition_year) + peers
    last = (full or trajectory.own)[-1]
    printed = wording.quantity(last.value, last.unit, last.indicator, context)
    if len(full) < 2:
        return wording.say("alt.point", context, name=name, last=printed, last_year=wording.when(last, context)) + peers
    first = wording.brief(full[0].value, full[0].unit, full[0].indicator, context)
    years = {"first_year": full[0].ref_year, "last_year": last.ref_year}
    return wording.say("alt.path", context, name=name, first=first, last=printed, **years) + peers


def _peer_clause(trajectory: Trajectory, context: Context) -> str:
    path = benchmark_path(trajectory, context) or next(iter(trajectory.peers), None)
    if path is None:
        return ""
    end = path.points[-1]
    median = wording.brief(end.median, end.unit, trajectory.indicator, context)
    return wording.say("alt.peers", context, group=context.groups[path.group], value=median, year=end.ref_year)


def behind(result: Trajectories, *, context: Context) -> Table:
    """Every number drawn: a row for an indicator and a year, a column for the country and for each group."""
    cut = tuple(cut_to(t, context) for t in result.panels)
    groups = tuple(dict.fromkeys(path.group for t in cut for path in t.peers))
    banded = any(benchmark_path(t, context) for t in cut)
    heads = [Column(wording.say("table.what_year" if len(cut) > 1 else "table.year", context))]
    heads.append(Column(wording.country(context), numeric=True))
    heads += [Column(context.groups[g], numeric=True) for g in groups]
    if banded:
        name = context.groups[context.benchmark]
        heads.append(Column(wording.say("table.quartiles", context, group=name), numeric=True))
    rows = [row for t in cut for row in _rows(t, groups, banded, len(cut) > 1, context)]
    rows += [row for t in cut for row in _reference_rows(t, len(heads), context)]
    return Table(tuple(heads), tuple(rows))


def _rows(
    trajectory: Trajectory, groups: Sequence[str], banded: bool, named: bool, context: Context
) -> list[tuple[Cell, ...]]:
    medians = {(path.group, p.ref_year): p for path in trajectory.peers for p in path.points}
    own = {(o.ref_year, o.period): o for o in trajectory.own}
    whens = sorted({*own, *((year, "") for _, year in medians)})
    rows = []
    for year, period in whens:
        peers = [medians.get((g, year)) if not period else None for g in groups]
        when = language.period(period, context.lang) if period else str(year)
        cells = [Cell(_row_name(trajectory, when, named, context)), _own_cell(own.get((year, period)), context)]
        cells += [_number(p.median if p else None, trajectory, context) for p in peers]
        if banded:
            cells.append(
                _quartiles(medians.get((context.benchmark, year)) if not period else None, trajectory, context)
            )
        rows.append(tuple(cells))
    return rows


def _row_name(trajectory: Trajectory, when: str, named: bool, context: Context) -> str:
    if not named:
        return when
    return f"{wording.short_name(trajectory.indicator, context, trajectory.breakdown)}, {when}"


def _own_cell(observation: Observation | None, context: Context) -> Cell:
    if observation is None:
        return Cell(wording.say("table.none", context), muted=True)
    return Cell(wording.quantity(observation.value, observation.unit, observation.indicator, context))


def _number(number: float | None, trajectory: Trajectory, context: Context) -> Cell:
    if number is None:
        return Cell(wording.say("table.none", context), muted=True)
    return Cell(wording.quantity(number, unit_of(trajectory), trajectory.indicator, context))


def _quartiles(summary: PeerSummary | None, trajectory: Trajectory, context: Context) -> Cell:
    if summary is None:
        return Cell(wording.say("table.none", context), muted=True)
    low, high = (wording.value_of(q, trajectory.indicator, context) for q in (summary.q1, summary.q3))
    return Cell(f"{low} – {high}")


def _reference_rows(trajectory: Trajectory, columns: int, context: Context) -> list[tuple[Cell, ...]]:
    empty = Cell(wording.say("table.none", context), muted=True)
    return [
        (
            Cell(reference_name(r, context)),
            Cell(wording.quantity(r.value, r.unit, trajectory.indicator, context)),
            *(empty for _ in range(columns - 2)),
        )
        for r in trajectory.references
    ]
