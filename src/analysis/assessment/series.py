"""The full-year values that a case may compare: one definition, up to the edition's year."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.assessment.case import Case
from analysis.methods.results import MAX_AGE, Observation, Point, Unassessable


@dataclass(frozen=True)
class Series:
    """Values on one definition in order of year, and the one that stands for the baseline.

    ``no_baseline`` says why there is none.
    """

    observed: tuple[Observation, ...]
    baseline: Observation | None
    no_baseline: Unassessable = Unassessable.NO_BASELINE

    def at(self, year: int) -> Observation | None:
        """The value of a year."""
        return next((o for o in self.observed if o.ref_year == year), None)


def series_of(case: Case) -> Series:
    """What lies after the last break, with its baseline (the fallback year where the baseline year has none)."""
    rule = case.rule
    full = tuple(o for o in case.evidence.series if not o.period)
    since = max((b for b in rule.breaks if full and b <= full[-1].ref_year), default=-math.inf)
    kept = tuple(o for o in full if o.ref_year >= since)
    years = (rule.baseline_year, rule.baseline_fallback)
    baseline = next((o for y in years for o in kept if o.ref_year == y), None)
    cut_off = any(o.ref_year in years for o in full if o.ref_year < since)
    return Series(kept, baseline, Unassessable.BREAK if cut_off else Unassessable.NO_BASELINE)


def whole_series_of(case: Case) -> Series:
    """Every full-year value, across breaks: for questions that each year answers by itself."""
    full = tuple(o for o in case.evidence.series if not o.period)
    years = (case.rule.baseline_year, case.rule.baseline_fallback)
    return Series(full, next((o for y in years for o in full if o.ref_year == y), None))


def judges_the_end(case: Case, last_year: int) -> bool:
    """Whether the target's end is judged rather than the pace: its year is over, or has its value."""
    return case.rule.edition_year > case.rule.target_year or last_year >= case.rule.target_year


def value_at_end(observed: tuple[Observation, ...], year: int) -> Observation | None:
    """The value of ``year``, or the last of the two years before."""
    found = [o for o in observed if year - MAX_AGE <= o.ref_year <= year]
    return found[-1] if found else None


def points(observed: tuple[Observation, ...]) -> list[Point]:
    """Years and values alone."""
    return [Point(o.ref_year, o.value) for o in observed]


def errors_of(case: Case, first: Observation, last: Observation) -> tuple[float, float] | None:
    """Published standard errors of two values, None unless both are known."""
    known = dict(case.evidence.standard_errors)
    if first.source_row in known and last.source_row in known:
        return known[first.source_row], known[last.source_row]
    return None
