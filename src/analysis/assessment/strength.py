"""How far the evidence of a verdict carries."""

from __future__ import annotations

from analysis.assessment.case import Case
from analysis.assessment.series import Series, Yearly, errors_of
from analysis.methods.results import EvidenceStrength, Weakness
from analysis.methods.volatility import volatility

MINIMUM_POINTS = 4
"""With fewer yearly values from baseline to judgement, one odd year decides."""

_LESSER_QUALITY = "C"
_ESTIMATED = "E"


def points_between(series: Series, judged: Yearly) -> int:
    """How many yearly values lie from the baseline (or the first value) to the judged one."""
    first = series.baseline or series.years[0]
    return sum(first.year <= y.year <= judged.year for y in series.years)


def strength(case: Case, series: Series, judged: Yearly) -> tuple[EvidenceStrength, Weakness | None]:
    """Strong only if how sure it is can be told, and rests on enough values of good quality; if weak, why.

    That means four values or more since the baseline; a published sampling error, or six values and more to see how
    much the series jumps; neither end estimated by the publisher nor of grade C; and one definition throughout. What
    the body that is judged counted itself is self-reported, however long the series.
    """
    if case.rule.self_reported:
        return EvidenceStrength.SELF_REPORTED, None
    weakness = _weakness(case, series, judged)
    return (EvidenceStrength.STRONG if weakness is None else EvidenceStrength.WEAK), weakness


def _weakness(case: Case, series: Series, judged: Yearly) -> Weakness | None:
    ends = [y.observation for y in (series.baseline, judged) if y is not None]
    if any(o.quality == _LESSER_QUALITY for o in ends):
        return Weakness.QUALITY
    if any(o.status == _ESTIMATED for o in ends):
        return Weakness.ESTIMATED
    if any(series.years[0].year < b <= judged.year for b in case.rule.breaks):
        return Weakness.BREAK
    if points_between(series, judged) < MINIMUM_POINTS:
        return Weakness.FEW_VALUES
    sampled = series.baseline is not None and errors_of(series.baseline, judged) is not None
    if sampled or volatility(series.points, measure=case.rule.measure) is not None:
        return None
    return Weakness.NO_VOLATILITY
