"""Thresholds to hold: kept in every year seen, or broken."""

from __future__ import annotations

from dataclasses import replace

from analysis.assessment.case import Case
from analysis.assessment.series import Series, whole_series_of
from analysis.assessment.strength import strength
from analysis.errors import MethodError
from analysis.methods.progress import meets
from analysis.methods.results import MAX_AGE, Outcome, Unassessable, Verdict


def judge_threshold(case: Case, _: Series, blank: Verdict) -> Verdict:
    """Held if every value from the baseline year to the edition's keeps it; broken by a single year.

    A threshold has no end: the year that its author set is when it was to hold at the latest, and ever after.
    Each year is held against the threshold by itself, so a break in the series does not end the case; it makes the
    evidence weak. A breach stays one however old the figures are; that a threshold holds is only said on figures of
    at most two years of age.
    """
    rule = case.rule
    if rule.value is None:
        raise MethodError(f"target {rule.target}: no value", rule="a threshold has one", remedy="mend the target")
    series = whole_series_of(case)
    looked_at = [y for y in series.years if y.year >= rule.baseline_year]
    seen = _with_baseline(replace(blank, target_value=rule.value), series)
    if not looked_at:
        return replace(seen, why_not=Unassessable.TOO_OLD)
    judged = looked_at[-1]
    broken = tuple(y.year for y in looked_at if not meets(y.value, rule.value, direction=rule.direction))
    seen = replace(seen, judged=judged.observation, judged_value=judged.value, points=len(looked_at), broken_in=broken)
    if not broken and judged.year < rule.edition_year - MAX_AGE:
        return replace(seen, why_not=Unassessable.TOO_OLD)
    outcome = Outcome.THRESHOLD_BROKEN if broken else Outcome.THRESHOLD_HELD
    carries, weakness = strength(case, series, judged)
    return replace(seen, outcome=outcome, evidence=carries, weakness=weakness)


def _with_baseline(seen: Verdict, series: Series) -> Verdict:
    if series.baseline is None:
        return seen
    return replace(seen, baseline=series.baseline.observation, baseline_value=series.baseline.value)
