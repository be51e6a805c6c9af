"""How far the evidence of a verdict carries."""

from __future__ import annotations

from analysis.assessment.case import Case
from analysis.assessment.series import Series, Yearly, errors_of
from analysis.methods.results import EvidenceStrength
from analysis.methods.volatility import volatility

MINIMUM_POINTS = 4
"""With fewer yearly values from baseline to judgement, one odd year decides."""

_LESSER_QUALITY = "C"
_ESTIMATED = "E"


def points_between(series: Series, judged: Yearly) -> int:
    """How many yearly values lie from the baseline (or the first value) to the judged one."""
    first = series.baseline or series.years[0]
    return sum(first.year <= y.year <= judged.year for y in series.years)


def strength(case: Case, series: Series, judged: Yearly) -> EvidenceStrength:
    """Strong only if how sure it is can be told, and rests on enough values of good quality.

    That means four values or more since the baseline; a published sampling error, or six values and more to see how
    much the series jumps; neither end estimated by the publisher nor of grade C; and one definition throughout. What
    the body that is judged counted itself is self-reported, however long the series.
    """
    if case.rule.self_reported:
        return EvidenceStrength.SELF_REPORTED
    ends = [y.observation for y in (series.baseline, judged) if y is not None]
    doubtful = any(o.quality == _LESSER_QUALITY or o.status == _ESTIMATED for o in ends)
    broken = any(series.years[0].year < b <= judged.year for b in case.rule.breaks)
    if doubtful or broken or points_between(series, judged) < MINIMUM_POINTS:
        return EvidenceStrength.WEAK
    sampled = series.baseline is not None and errors_of(series.baseline, judged) is not None
    known = sampled or volatility(series.points, measure=case.rule.measure) is not None
    return EvidenceStrength.STRONG if known else EvidenceStrength.WEAK
