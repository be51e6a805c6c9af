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
    """Held if every value from the baseline year to the end (or the edition) keeps it; broken by a single year.

    Each year is held against the threshold by itself, so a break in the series does not end the case; it makes the
    evidence weak. A breach stays one however old the figures are; that a threshold holds is only said on figures of
    at most two years of age.
    """
    rule = case.rule
    if rule.value is None:
        raise MethodError(f"target {rule.target}: no value", rule="a threshold has one", remedy="mend the target")
    series = whole_series_of(case)
    until = min(rule.edition_year, rule.target_year)
    looked_at = [o for o in series.observed if rule.baseline_year <= o.ref_year <= until]
    final = rule.edition_year > rule.target_year or any(o.ref_year == rule.target_year for o in looked_at)
    seen = replace(blank, final=final, baseline=series.baseline, target_value=rule.value)
    if not looked_at:
        return replace(seen, why_not=Unassessable.NO_VALUE_AT_END if final else Unassessable.TOO_OLD)
    judged = looked_at[-1]
    broken = tuple(o.ref_year for o in looked_at if not meets(o.value, rule.value, direction=rule.direction))
    seen = replace(seen, judged=judged, points=len(looked_at), broken_in=broken)
    if not broken and judged.ref_year < until - MAX_AGE:
        return replace(seen, why_not=Unassessable.NO_VALUE_AT_END if final else Unassessable.TOO_OLD)
    outcome = Outcome.THRESHOLD_BROKEN if broken else Outcome.THRESHOLD_HELD
    return replace(seen, outcome=outcome, evidence=strength(case, series, judged))
