"""The yearly values that a case judges: one definition, up to the edition's year, on the scale of the target."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.assessment.case import Case, Rule
from analysis.methods.results import MAX_AGE, Observation, Point, Unassessable


@dataclass(frozen=True)
class Yearly:
    """One year: the observation that stands for it, the value that is judged, and its standard error if published.

    The value is the observation's own, or the distance between two groups, or the place among economies (0 to 100).
    """

    observation: Observation
    value: float
    error: float | None = None

    @property
    def point(self) -> Point:
        """Year and value."""
        return Point(self.observation.ref_year, self.value)

    @property
    def year(self) -> int:
        """The year described."""
        return self.observation.ref_year


@dataclass(frozen=True)
class Series:
    """Values in order of year, and the one that stands for the baseline; ``no_baseline`` says why there is none."""

    years: tuple[Yearly, ...]
    baseline: Yearly | None
    no_baseline: Unassessable = Unassessable.NO_BASELINE

    @property
    def points(self) -> tuple[Point, ...]:
        """Years and values alone."""
        return tuple(y.point for y in self.years)

    def at(self, year: int) -> Yearly | None:
        """The value of a year."""
        return next((y for y in self.years if y.year == year), None)


def series_of(case: Case) -> Series:
    """The stretch between two breaks that holds the value to be judged, with its baseline.

    That value is the newest one, or once the target's year is over the last one up to that year: a later change of
    definition does not undo the end. Where the baseline year has no value the fallback year stands in.
    """
    every = whole_series_of(case)
    judged = _last_to_judge(every.years, case.rule)
    since = max((b for b in case.rule.breaks if b <= judged), default=-math.inf)
    until = min((b for b in case.rule.breaks if b > judged), default=math.inf)
    kept = tuple(y for y in every.years if since <= y.year < until)
    cut_off = every.baseline is not None and every.baseline.year < since
    return Series(kept, _baseline(case, kept), Unassessable.BREAK if cut_off else Unassessable.NO_BASELINE)


def whole_series_of(case: Case) -> Series:
    """Every full-year value, across breaks: for questions that each year answers by itself."""
    years = tuple(_yearly(case))
    return Series(years, _baseline(case, years))


def judges_the_end(case: Case, last_year: int) -> bool:
    """Whether the target's end is judged rather than the pace: its year is over, or has its value."""
    return case.rule.edition_year > case.rule.target_year or last_year >= case.rule.target_year


def value_at_end(series: Series, year: int) -> Yearly | None:
    """The value of ``year`` or the last of the two years before; where they have none, the first of the two after.

    For a direction only: a value after the end cannot show that a level was reached in time.
    """
    before = [y for y in series.years if year - MAX_AGE <= y.year <= year]
    after = [y for y in series.years if year < y.year <= year + MAX_AGE]
    return before[-1] if before else after[0] if after else None


def errors_of(first: Yearly, last: Yearly) -> tuple[float, float] | None:
    """Published standard errors of two values, None unless both are known."""
    return None if first.error is None or last.error is None else (first.error, last.error)


def _yearly(case: Case) -> Iterable[Yearly]:
    evidence, errors = case.evidence, dict(case.evidence.standard_errors)
    if case.rule.standing:
        return (Yearly(s.observation, s.percentile) for s in evidence.standings)
    full = [o for o in evidence.series if not o.period]
    if case.rule.gap:
        others = {o.ref_year: o for o in evidence.subtracted if not o.period}
        return (_apart(o, others[o.ref_year], errors) for o in full if o.ref_year in others)
    return (Yearly(o, o.value, errors.get(o.source_row)) for o in full)


def _apart(first: Observation, second: Observation, errors: Mapping[str, float]) -> Yearly:
    """How far two groups lie apart, whichever is ahead: a gap that turned round is no smaller for its sign."""
    known = [errors[o.source_row] for o in (first, second) if o.source_row in errors]
    return Yearly(first, abs(first.value - second.value), math.hypot(*known) if len(known) == 2 else None)


def _last_to_judge(years: tuple[Yearly, ...], rule: Rule) -> float:
    over = rule.edition_year > rule.target_year
    in_time = [y.year for y in years if not over or y.year <= rule.target_year]
    return max(in_time or [y.year for y in years], default=-math.inf)


def _baseline(case: Case, years: tuple[Yearly, ...]) -> Yearly | None:
    wanted = (case.rule.baseline_year, case.rule.baseline_fallback)
    return next((y for w in wanted for y in years if y.year == w), None)
