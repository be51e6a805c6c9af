"""What every verdict rests on, as rows of a file from which a reader judges again.

A ``rule`` row says how a target is judged and what came out; the rows below it with the same target and edition are
its figures and events. All cells are text, floats with every digit they need, so that nothing is lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from analysis.assessment.case import Case, Rule, Statistic, TargetEvidence
from analysis.assessment.verdict import judge
from analysis.errors import DataError
from analysis.methods.results import (
    DatedEvent,
    Observation,
    PeerSummary,
    ProgressMeasure,
    Standing,
    TargetKind,
    Unassessable,
    Verdict,
)

Row = dict[str, str]

_RULE = [field.name for field in fields(Rule)]
_OBSERVATION = [field.name for field in fields(Observation)]
_PEERS = ["group", "ref_year", "median", "q1", "q3", "n", "size", "unit"]
_STANDING = ["rank", "n", "percentile"]
_EVENT = ["id", "date", "certainty", "clause", "address"]
_RESULT = [
    "outcome",
    "evidence_strength",
    "why_not",
    "movement",
    "swing",
    "usual_swing",
    "weakness",
    "baseline_value",
    "judged_year",
    "judged_value",
    "target_value",
    "linear_pace",
    "growth_pace",
    "share_of_way",
]

COLUMNS = tuple(dict.fromkeys(["row", *_RULE, *_RESULT, *_OBSERVATION, "standard_error", *_PEERS, *_STANDING, *_EVENT]))
"""Columns of the file, in order; a cell that a row has no use for is empty."""

_OPTIONAL = {"indicator", "value", "unit", "group", "statistic", "no_pace", "data_year"}
"""Fields whose empty cell means that there is none."""


def rows_of(cases: Iterable[Case]) -> list[Row]:
    """Rows of all cases with their verdicts; every row has every column."""
    return [{column: row.get(column, "") for column in COLUMNS} for case in cases for row in _rows(case)]


def cases_of(rows: Iterable[Mapping[str, str]]) -> tuple[Case, ...]:
    """The cases that rows were written from.

    Raises
    ------
    DataError
        If a row stands under no rule, or a cell cannot be read.
    """
    return tuple(_case(group) for group in _groups(rows))


def differing(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Judge every case again and name what does not come out as written: ``target edition column``."""
    kept = [dict(row) for row in rows]
    written = [row for row in kept if row["row"] == "rule"]
    found = []
    for row, case in zip(written, cases_of(kept), strict=True):
        again = _result(judge(case))
        found += [f"{row['target']} {row['edition_year']} {c}" for c in _RESULT if again[c] != row[c]]
    return found


def _rows(case: Case) -> Iterator[Row]:
    rule, evidence = case.rule, case.evidence
    place = {"target": rule.target, "edition_year": str(rule.edition_year)}
    errors = dict(evidence.standard_errors)
    yield {"row": "rule", **{n: _text(getattr(rule, n)) for n in _RULE}, **_result(judge(case))}
    for role, figures in (("series", evidence.series), ("subtracted", evidence.subtracted)):
        for o in figures:
            yield {"row": role, **place, **_told(o, _OBSERVATION), "standard_error": _text(errors.get(o.source_row))}
    for standing in evidence.standings:
        yield {"row": "standing", **place, **_told(standing.observation, _OBSERVATION), **_told(standing, _STANDING)}
    for o in evidence.parts:
        yield {"row": "part", **place, **_told(o, _OBSERVATION)}
    for peers in evidence.peers:
        yield {"row": "peers", **place, **_told(peers, _PEERS)}
        for o in peers.members:
            yield {"row": "member", **place, **_told(o, _OBSERVATION), "group": peers.group}
    for event in evidence.events:
        yield {"row": "event", **place, **_told(event, _EVENT)}


def _result(found: Verdict) -> Row:
    progress, judged = found.progress, found.judged
    told = {
        "outcome": found.outcome,
        "evidence_strength": found.evidence,
        "why_not": found.why_not,
        "movement": found.movement,
        "swing": found.swing,
        "usual_swing": None if found.usual is None else found.usual.bound,
        "weakness": found.weakness,
        "judged_year": None if judged is None else judged.ref_year,
        "baseline_value": found.baseline_value,
        "judged_value": found.judged_value,
        "target_value": found.target_value,
        "linear_pace": None if progress is None else progress.linear,
        "growth_pace": None if progress is None else progress.growth,
        "share_of_way": found.share,
    }
    return {name: _text(value) for name, value in told.items()}


def _told(value: object, names: Iterable[str]) -> Row:
    return {name: _text(getattr(value, name)) for name in names}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(_text(v) for v in value)
    if isinstance(value, float):
        return repr(value)
    return str(getattr(value, "value", value))


def _groups(rows: Iterable[Mapping[str, str]]) -> list[list[Mapping[str, str]]]:
    groups: list[list[Mapping[str, str]]] = []
    for row in rows:
        if row["row"] == "rule":
            groups.append([])
        elif not groups or any(groups[-1][0][key] != row[key] for key in ("target", "edition_year")):
            raise DataError(
                f"a {row['row']} row of target {row['target']}",
                rule="it stands below its rule",
                remedy="keep the order of the rows",
            )
        groups[-1].append(row)
    return groups


_READ: Mapping[str, Callable[[str], Any]] = {
    "kind": TargetKind,
    "direction": int,
    "proxy": lambda text: text == "True",
    "edition_year": int,
    "baseline_year": int,
    "baseline_fallback": int,
    "target_year": int,
    "value": float,
    "statistic": Statistic,
    "measure": ProgressMeasure,
    "no_pace": Unassessable,
    "breaks": lambda text: tuple(int(part) for part in text.split(";") if part),
    "resolution": float,
    "gap": lambda text: text == "True",
    "standing": lambda text: text == "True",
    "self_reported": lambda text: text == "True",
    "events_needed": int,
    "ref_year": int,
    "data_year": int,
    "median": float,
    "q1": float,
    "q3": float,
    "n": int,
    "size": int,
    "rank": int,
    "percentile": float,
}


def _case(group: list[Mapping[str, str]]) -> Case:
    try:
        by_role: dict[str, list[Mapping[str, str]]] = {}
        for row in group[1:]:
            by_role.setdefault(row["row"], []).append(row)
        return Case(Rule(**_values(group[0], _RULE)), _evidence(by_role))
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"target {group[0].get('target')}: {error}", rule="rows as they were written", remedy="write them anew"
        ) from error


def _evidence(by_role: Mapping[str, list[Mapping[str, str]]]) -> TargetEvidence:
    series, subtracted = by_role.get("series", []), by_role.get("subtracted", [])
    members = [(row["group"], Observation(**_values(row, _OBSERVATION))) for row in by_role.get("member", [])]
    return TargetEvidence(
        tuple(Observation(**_values(row, _OBSERVATION)) for row in series),
        tuple(Observation(**_values(row, _OBSERVATION)) for row in subtracted),
        tuple(
            Standing(Observation(**_values(row, _OBSERVATION)), **_values(row, _STANDING))
            for row in by_role.get("standing", [])
        ),
        tuple(Observation(**_values(row, _OBSERVATION)) for row in by_role.get("part", [])),
        tuple(_summary(row, members) for row in by_role.get("peers", [])),
        tuple(DatedEvent(**_values(row, _EVENT)) for row in by_role.get("event", [])),
        tuple(
            sorted(
                (row["source_row"], float(row["standard_error"]))
                for row in (*series, *subtracted)
                if row["standard_error"]
            )
        ),
    )


def _summary(row: Mapping[str, str], members: list[tuple[str, Observation]]) -> PeerSummary:
    told = _values(row, _PEERS)
    own = tuple(o for group, o in members if group == told["group"] and o.ref_year == told["ref_year"])
    return PeerSummary(**told, members=own)


def _values(row: Mapping[str, str], names: Iterable[str]) -> dict[str, Any]:
    return {n: None if n in _OPTIONAL and not row[n] else _READ.get(n, str)(row[n]) for n in names}
