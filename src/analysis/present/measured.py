"""Targets with figures of their own, as a table: what was, what is, what it is held against, how far it lies off."""

from __future__ import annotations

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import ClauseEntries, ClauseEntry, TargetKind, TargetVerdict
from analysis.present import labels, verdicts
from analysis.present.context import Context
from analysis.present.labels import headed
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Column, Table

_HEADS = ("clause", "verdict", "before", "now", "aim", "distance")
_NUMERIC = ("before", "now", "aim", "distance")
_NONE = Cell("–", muted=True)


def table(result: ClauseEntries, *, context: Context) -> Table:
    """A row for each target, in the order of the clauses."""
    columns = tuple(Column(language.text(f"measured.{h}", context.lang), numeric=h in _NUMERIC) for h in _HEADS)
    return Table(columns, tuple(_row(entry, one, context) for entry in result.entries for one in entry.verdicts))


def _row(entry: ClauseEntry, one: TargetVerdict, context: Context) -> tuple[Cell, ...]:
    return (
        Cell(_named(one, context), note=_target(entry, one, context)),
        Cell(verdicts.opening(one, context), note=_ground(one, context)),
        _before(one, context),
        _now(one, context),
        _aim(one, context),
        _distance(one, context),
    )


def _named(one: TargetVerdict, context: Context) -> str:
    assert one.verdict.indicator is not None, "a figure of its own belongs to an indicator"
    return headed(one.verdict.indicator, context.lang)


def _target(entry: ClauseEntry, one: TargetVerdict, context: Context) -> str:
    kind = language.capitalise(language.text(f"clause.kind.{entry.kind}", context.lang), context.lang)
    values = {"kind": kind, "number": entry.number, "definition": one.definition[context.lang]}
    return sentence("measured.of_clause", values, context)


def _ground(one: TargetVerdict, context: Context) -> str:
    """The evidence, whether a limit was kept all along, and how sure the verdict is where that can be told."""
    parts = [verdicts.evidence(one, context)]
    parts += verdicts.held(one.verdict, context)
    if (sure := verdicts.probability(one.verdict, context)) != "":
        parts.append(sentence("measured.probability", {"share": sure}, context))
    return "; ".join(parts)


def _before(one: TargetVerdict, context: Context) -> Cell:
    found = one.verdict
    if found.baseline is None or found.judged is None or found.baseline.ref_year == found.judged.ref_year:
        return _NONE
    return Cell(verdicts.compared(one, found.baseline_value, context), note=str(found.baseline.ref_year))


def _now(one: TargetVerdict, context: Context) -> Cell:
    judged = one.verdict.judged
    assert judged is not None, "what is judged has a figure"
    return Cell(verdicts.compared(one, one.verdict.judged_value, context), note=str(judged.ref_year))


def _aim(one: TargetVerdict, context: Context) -> Cell:
    found = one.verdict
    if found.target_value is None:
        return _NONE
    level = verdicts.aim(found, context)
    if found.peers is not None:
        note = sentence("measured.group", {"group": context.groups[found.peers.group]}, context)
        return Cell(level, note=f"{note}, {found.peers.ref_year}")
    key = "limit" if found.kind is TargetKind.THRESHOLD else "target"
    return Cell(level, note=sentence(f"measured.{key}", {"target_year": found.target_year}, context))


def _distance(one: TargetVerdict, context: Context) -> Cell:
    """Of a benchmark how far the group lay ahead and lies ahead; of an end that was missed the part of the way."""
    found, progress = one.verdict, one.verdict.progress
    way = verdicts.covered(found, context)
    share = sentence("measured.share", {"share": way}, context) if way else ""
    if found.peers is None or progress is None or progress.baseline is None or progress.latest is None:
        return Cell(share) if share else _NONE
    assert found.indicator is not None, "a distance is one of an indicator"
    known = indicator(found.indicator)
    ends = (language.number(p.value, context.lang, known.decimals) for p in (progress.baseline, progress.latest))
    return Cell(" → ".join(ends), note="; ".join(filter(None, (labels.step_unit(known, context.lang), share))))
