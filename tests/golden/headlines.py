"""The numbers the reports live on, as tables: every level, edition, gap and counter, edition by edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from inspect import signature
from types import ModuleType
from typing import TypeVar

import pandas as pd

from analysis.chapters.evidence import Evidence
from analysis.methods.results import Counter, Editions, GroupGaps, Level, Observation, TargetVerdict, Verdict
from analysis.paths import here
from analysis.run.jobs import chapters

CHAPTERS: dict[str, ModuleType] = {c.name: import_module(f"analysis.chapters.{c.name}") for c in chapters(here())}

KEYS = {
    "levels": ["edition", "indicator", "breakdown"],
    "editions": ["edition", "index", "published"],
    "gaps": ["edition", "indicator", "gap"],
    "verdicts": ["edition", "target"],
    "counters": ["edition", "indicator", "breakdown", "year", "period", "row"],
}
"""What a row of each kind of table is known by."""

Row = dict[str, str]
Found = TypeVar("Found")


def headlines(chapter: str, evidence: Evidence) -> dict[str, pd.DataFrame]:
    """A chapter's headline numbers in one edition, by kind of table; kinds the chapter has not are left out."""
    results = [question(evidence) for question in questions(CHAPTERS[chapter])]
    year = evidence.edition.year
    rows = {
        "levels": [_level(year, level) for level in _each(results, Level)],
        "editions": [row for index in _each(results, Editions) for row in _editions(year, index)],
        "verdicts": [_verdict(one.verdict) for one in _judged(results, year)],
        "gaps": [_gap(year, gaps) for gaps in _each(results, GroupGaps) if gaps.gaps],
        "counters": [_counter(year, counter) for counter in _each(results, Counter)],
    }
    return {kind: _frame(kind, found) for kind, found in rows.items() if found}


def questions(module: ModuleType) -> list[Callable[[Evidence], object]]:
    """The functions of a chapter that need nothing but the evidence."""
    return [
        value
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
        and getattr(value, "__annotations__", {}).get("evidence") == "Evidence"
        and not name.startswith("_")
        and all(one.default is not one.empty for one in list(signature(value).parameters.values())[1:])
    ]


def differences(stored: pd.DataFrame, found: pd.DataFrame, kind: str) -> list[str]:
    """What differs between two tables of one kind, a line for each row that came or went and each changed cell."""
    if list(stored.columns) != list(found.columns):
        return [f"columns {list(stored.columns)} became {list(found.columns)}"]
    old, new = (_by_key(table, kind) for table in (stored, found))
    said = [f"{key}: gone" for key in old if key not in new]
    said += [f"{key}: new" for key in new if key not in old]
    for key in (key for key in old if key in new):
        pairs = zip(old[key].items(), new[key].values(), strict=True)
        said += [f"{key}: {column} {before!r} became {after!r}" for (column, before), after in pairs if before != after]
    return said


def _by_key(table: pd.DataFrame, kind: str) -> dict[str, Row]:
    rows = table.to_dict("records")
    by_key = {" ".join(row[part] for part in KEYS[kind] if row[part]): row for row in rows}
    assert len(by_key) == len(rows), f"a key stands twice among {kind}"
    return by_key


def _each(result: object, kind: type[Found]) -> Iterator[Found]:
    """Every value of a kind inside a result, each once."""
    seen: list[Found] = []

    def walk(value: object) -> Iterator[Found]:
        if isinstance(value, kind):
            if value not in seen:
                seen.append(value)
                yield value
        elif is_dataclass(value) and not isinstance(value, Observation):
            for field in fields(value):
                yield from walk(getattr(value, field.name))
        elif isinstance(value, tuple | list):
            for item in value:
                yield from walk(item)

    return walk(result)


def _level(year: int, level: Level) -> Row:
    latest, base, gap, place = level.latest, level.baseline, level.gap, level.standing
    return {
        "edition": str(year),
        "indicator": level.indicator,
        "breakdown": level.breakdown,
        "case": level.case,
        "year": str(latest.ref_year) if latest else "",
        "latest": _written(latest.value if latest else None),
        "base_year": str(base.ref_year) if base else "",
        "baseline": _written(base.value if base else None),
        "change": _written(level.pace.change if level.pace else None),
        "why_no_change": level.why_no_pace.value if level.why_no_pace else "",
        "benchmark": gap.peers.group if gap else "",
        "median": _written(gap.peers.median if gap else None),
        "n": str(gap.peers.n) if gap else "",
        "size": str(gap.peers.size) if gap else "",
        "gap": _written(gap.difference if gap else None),
        "why_no_gap": level.why_no_gap.value if level.why_no_gap else "",
        "rank": str(place.rank) if place else "",
        "economies": str(place.n) if place else "",
    }


def _editions(year: int, index: Editions) -> Iterator[Row]:
    for point in index.points:
        official = point.official_rank
        yield {
            "edition": str(year),
            "index": index.indicator,
            "published": str(point.score.ref_year),
            "score": _written(point.score.value),
            "rank": str(point.standing.rank),
            "economies": str(point.standing.n),
            "official_rank": _written(official.value if official else None),
            "common_rank": str(point.common.rank),
            "n_common": str(index.n_common),
        }


def _judged(results: list[object], year: int) -> list[TargetVerdict]:
    """One verdict a target: rows of counts hold the same ones, and changes hold those of earlier editions too."""
    found = (one for one in _each(results, TargetVerdict) if one.verdict.edition_year == year)
    return list({one.verdict.target: one for one in found}.values())


def _verdict(found: Verdict) -> Row:
    judged, why = found.judged, found.why_not
    return {
        "edition": str(found.edition_year),
        "target": found.target,
        "clause": found.clause,
        "outcome": found.outcome.value,
        "evidence": found.evidence.value,
        "side": found.side.value,
        "why_not": why.value if why else "",
        "year": str(judged.ref_year) if judged else "",
        "value": _written(found.judged_value),
        "baseline": _written(found.baseline_value),
        "wanted": _written(found.target_value),
        "share": _written(found.share),
    }


def _gap(year: int, gaps: GroupGaps) -> Row:
    newest = gaps.gaps[-1]
    return {
        "edition": str(year),
        "indicator": gaps.indicator,
        "gap": f"{newest.high.breakdown} – {newest.low.breakdown}",
        "since": str(gaps.gaps[0].high.ref_year),
        "year": str(newest.high.ref_year),
        "high": _written(newest.high.value),
        "low": _written(newest.low.value),
        "difference": _written(newest.difference),
        "ratio": _written(newest.ratio),
        "odds_ratio": _written(newest.odds_ratio),
    }


def _counter(year: int, counter: Counter) -> Row:
    o = counter.observation
    return {
        "edition": str(year),
        "indicator": o.indicator,
        "breakdown": o.breakdown,
        "year": str(o.ref_year),
        "period": o.period,
        "value": f"{o.value:.12g}",  # as published, never computed
        "unit": o.unit,
        "status": o.status,
        "self_reported": str(counter.self_reported),
        "row": o.source_row.rsplit("#", 1)[-1],
    }


def _written(value: float | None) -> str:
    """Six significant digits.

    No source publishes more that matter, and an error in a number would show in the first ones; the digits after
    them are where another release of numpy may add up in another order.
    """
    return "" if value is None else f"{value:.6g}"


def _frame(kind: str, rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows).sort_values(KEYS[kind], ignore_index=True)
