"""Targets and figures made up for the tests of verdicts; the indicators are the registry's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis import params
from analysis.assessment import TargetEvidence, verdict
from analysis.indicators import indicator
from analysis.methods.results import DatedEvent, Observation, PeerSummary, Standing, Verdict

Values = Mapping[int, float]


@dataclass(frozen=True)
class Target:
    """A target as the strategy's register gives it."""

    id: str = "t1"
    clause: str = "16.1.14"
    kind: str = "numeric"
    indicator: str | None = "internet_users"
    value: float | None = 85.0
    unit: str | None = None
    year: int | None = 2020
    group: str | None = None
    statistic: str | None = None
    gap: tuple[str, str] | None = None
    baseline_year: int = 2013
    direction: int | None = 1
    relation: str = "measures"


def seen(code: str, values: Values, **more: str) -> tuple[Observation, ...]:
    unit = indicator(code).unit
    told = {"source": "made up", "quality": "A", **more}
    key = told.get("breakdown", "") or told.get("economy", "")
    economy = told.pop("economy", "AZE")
    return tuple(
        Observation(code, economy, y, v, unit, source_row=f"{code}/{key}#{y}", **told)  # type: ignore[arg-type]
        for y, v in values.items()
    )


def group(code: str, medians: Values, *, name: str = "developed") -> tuple[PeerSummary, ...]:
    """Three economies around each median, so that the quartiles are 2 below and above it."""
    made = []
    for year, median in medians.items():
        members = tuple(
            m
            for economy, off in (("DEU", -4.0), ("FRA", 0.0), ("NOR", 4.0))
            for m in seen(code, {year: median + off}, economy=economy)
        )
        made.append(PeerSummary(name, year, median, median - 2, median + 2, 3, 3, indicator(code).unit, members))
    return tuple(made)


def places(code: str, percentiles: Values, *, n: int = 101) -> tuple[Standing, ...]:
    """Places among a hundred others, whose scores do not matter."""
    rows = seen(code, dict.fromkeys(percentiles, 0.5))
    return tuple(
        Standing(o, round((100 - p) * (n - 1) / 100) + 1, n, p, seen(code, {o.ref_year: 0.4}, economy="GEO"))
        for o, p in zip(rows, percentiles.values(), strict=True)
    )


def event(date: str, *, number: str = "", certainty: str = "exact") -> DatedEvent:
    return DatedEvent(f"{date}{number}", date, certainty, "10.2.6", "https://example.org/act")


def judged(year: int, values: Values | None = None, *, target: Target | None = None, **known: object) -> Verdict:
    """The verdict of an edition on values of the target's indicator."""
    asked = target or Target()
    series = seen(asked.indicator, values) if asked.indicator and values else ()
    evidence = TargetEvidence(**{"series": series, **known})  # type: ignore[arg-type]
    return verdict(asked, evidence, params.load(year))
