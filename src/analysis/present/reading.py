"""How a level is read out: one sentence an indicator, put together from clauses that each may be absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import Level, Pace, WhyNot
from analysis.present.context import Context
from analysis.present.sentences import sentence

_SILENT = {WhyNot.EDITIONS, WhyNot.SAME_YEAR, WhyNot.NO_DATA, WhyNot.TOO_OLD}
"""Reasons that the sentence itself already shows or that the chapter states once."""


def levels(result: object) -> Iterator[Level]:
    """Every level inside a result, in order."""
    if isinstance(result, Level):
        yield result
    elif is_dataclass(result) and not isinstance(result, type):
        for field in fields(result):
            yield from levels(getattr(result, field.name))
    elif isinstance(result, tuple):
        for item in result:
            yield from levels(item)


def name(level: Level, context: Context) -> str:
    """The indicator's short name, with its breakdown's label where it has one."""
    short = indicator(level.indicator).short[context.lang]
    if not level.breakdown:
        return short
    labels = [language.text(part.replace("=", "."), context.lang) for part in level.breakdown.split(";")]
    return f"{short}, {', '.join(labels)}"


def read(level: Level, context: Context) -> str:
    """The level in one sentence: value and year, change since the baseline, distance to the benchmark."""
    clauses = [sentence(f"reading.{level.case}", _with_name(level, context), context)]
    if level.case == "known":
        clauses += [c for c in (_pace(level, context), _gap(level, context)) if c]
    return "; ".join(clauses) + "."


def _with_name(level: Level, context: Context) -> dict[str, object]:
    return {"name": name(level, context), "latest": level.latest, "year": level.edition_year}


def _pace(level: Level, context: Context) -> str:
    if level.pace is not None:
        return sentence(f"reading.pace.{_tendency(level.pace, context)}", {"pace": level.pace}, context)
    if level.why_no_pace is None or level.why_no_pace in _SILENT:
        return ""
    return sentence("reading.no_pace", {"why": f"why_not.{level.why_no_pace.value}"}, context)


def _tendency(moved: Pace, context: Context) -> str:
    shown = round(moved.change, indicator(moved.end.indicator).decimals)
    return "level" if shown == 0 else "up" if shown > 0 else "down"


def _gap(level: Level, context: Context) -> str:
    if level.gap is None:
        return ""
    shown = round(level.gap.difference, indicator(level.indicator).decimals)
    side = "equal" if shown == 0 else "above" if shown > 0 else "below"
    return sentence(f"reading.gap.{side}", {"gap": level.gap}, context)
