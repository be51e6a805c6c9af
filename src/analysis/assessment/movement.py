"""Which way a series moved: all that a target without a number asks for, and all that a proxy can tell."""

from __future__ import annotations

import math
from dataclasses import replace

from analysis.assessment.case import Case
from analysis.assessment.series import Series, Yearly, errors_of, judges_the_end, value_at_end
from analysis.assessment.strength import points_between, strength
from analysis.methods.group_gap import odds_ratio
from analysis.methods.results import (
    MAX_AGE,
    EvidenceStrength,
    Movement,
    Observation,
    Outcome,
    ProgressMeasure,
    Swing,
    Unassessable,
    UsualSwing,
    Verdict,
)
from analysis.methods.volatility import volatility

_TWO_SIDED_95 = 1.959963984540054
_ONE_SIDED_95 = 1.6448536269514722


def judge_direction(case: Case, series: Series, blank: Verdict) -> Verdict:
    """Whether the series moved the way the strategy wanted; no number of ours stands in for one it does not give."""
    found = _moved(case, series, blank)
    judged = None if found.judged is None else series.at(found.judged.ref_year)
    if found.movement is None or judged is None:
        return found
    sign = {Movement.UP: 1, Movement.FLAT: 0, Movement.DOWN: -1}[found.movement] * found.direction
    outcome = {1: Outcome.AS_WANTED, 0: Outcome.UNCHANGED, -1: Outcome.AGAINST}[sign]
    carries, weakness = strength(case, series, judged)
    if carries is EvidenceStrength.STRONG and found.swing is Swing.WITHIN:
        carries = EvidenceStrength.WEAK
    return replace(found, outcome=outcome, evidence=carries, weakness=weakness)


def judge_proxy(case: Case, series: Series, blank: Verdict) -> Verdict:
    """Which way a proxy moved: it is not what the target speaks of, so it has no class and no share of the way."""
    found = _moved(case, series, blank)
    if found.movement is None or found.judged is None:
        return found
    year = found.judged.ref_year
    group = next((p for p in case.evidence.peers if p.ref_year == year and p.group == case.rule.group), None)
    return replace(found, outcome=Outcome.PROXY_DIRECTION_ONLY, evidence=EvidenceStrength.PROXY, peers=group)


def movement(change: float, *, noise: float) -> Movement:
    """Up or down where the change exceeds ``noise``, else flat.

    Examples
    --------
    >>> movement(0.04, noise=0.05)
    <Movement.FLAT: 'flat'>
    """
    if abs(change) <= noise:
        return Movement.FLAT
    return Movement.UP if change > 0 else Movement.DOWN


def _moved(case: Case, series: Series, blank: Verdict) -> Verdict:
    rule, baseline, latest = case.rule, series.baseline, series.years[-1]
    final = judges_the_end(case, latest.year)
    judged = value_at_end(series, rule.target_year) if final else latest
    seen = replace(blank, final=final)
    if judged is None:
        return replace(seen, why_not=Unassessable.NO_VALUE_AT_END)
    seen = replace(seen, judged=judged.observation, judged_value=judged.value)
    # scores of an index do not compare between editions; places and percentiles do, as what they are
    if rule.no_pace is Unassessable.EDITIONS and not rule.standing:
        return replace(seen, why_not=rule.no_pace)
    if not final and judged.year < rule.edition_year - MAX_AGE:
        return replace(seen, why_not=Unassessable.TOO_OLD)
    if baseline is None:
        return replace(seen, why_not=series.no_baseline)
    if judged.year <= baseline.year:
        return replace(seen, why_not=Unassessable.NOT_AFTER_BASELINE)
    seen = replace(seen, points=points_between(series, judged))
    change = judged.value - baseline.value
    found = movement(change, noise=_noise(case, baseline, judged))
    if (
        rule.gap
        and not rule.standing
        and found is not Movement.FLAT
        and _odds_say_otherwise(case, baseline.year, judged.year, change)
    ):
        return replace(seen, why_not=Unassessable.MEASURES_DISAGREE)
    seen = replace(seen, movement=found)
    return seen if found is Movement.FLAT else _with_swing(case, series, judged, seen)


def _odds_say_otherwise(case: Case, first: int, last: int, change: float) -> bool:
    """Whether two groups came closer in points and drew apart in odds, or the other way round.

    Near 0 and 100 % a difference must shrink; what both measures do not say, no verdict says.
    """
    apart = []
    for year in (first, last):
        rates = [next(o.value for o in rows if o.ref_year == year and not o.period) for rows in _groups(case)]
        odds = odds_ratio(*rates)
        if odds is None:
            return False
        apart.append(abs(math.log(odds)))
    return (apart[1] - apart[0]) * change < 0


def _groups(case: Case) -> tuple[tuple[Observation, ...], tuple[Observation, ...]]:
    return case.evidence.series, case.evidence.subtracted


def _with_swing(case: Case, series: Series, judged: Yearly, seen: Verdict) -> Verdict:
    """Whether the change is more than the series' own jumps from year to year may add up to.

    Jumps of standard deviation s that follow no pattern add up to s√k over k years; by chance alone a change lies
    beyond 1.64 times that, in the direction seen, in 5 of 100 cases. Jumps are of the values where they are bounded,
    of their growth rates where they are not. A published error has been taken into account already, in saying that
    anything moved.
    """
    first = series.baseline
    assert first is not None, "what moved has a baseline"
    if errors_of(first, judged) is not None:
        return replace(seen, swing=Swing.BEYOND)
    spread = volatility(series.points, measure=case.rule.measure)
    if spread is None:
        return replace(seen, swing=Swing.UNKNOWN)
    growth = case.rule.measure is ProgressMeasure.GROWTH
    change = math.log(judged.value / first.value) if growth else judged.value - first.value
    bound = math.copysign(_ONE_SIDED_95 * spread.sd * math.sqrt(judged.year - first.year), change)
    usual = UsualSwing(math.expm1(change), math.expm1(bound), True) if growth else UsualSwing(change, bound, False)
    return replace(seen, swing=Swing.BEYOND if usual.exceeded else Swing.WITHIN, usual=usual)


def _noise(case: Case, first: Yearly, last: Yearly) -> float:
    """What is no change: one place among economies; half the last printed digit; or the doubt of a published error.

    With an error that is what sampling alone may do in 95 of 100 cases.
    """
    if case.rule.standing:
        compared = (s for s in case.evidence.standings if s.observation.ref_year in (first.year, last.year))
        return max(100 / (s.n - 1) for s in compared) * (1 + 1e-9)
    errors = errors_of(first, last)
    return case.rule.resolution if errors is None else max(case.rule.resolution, _TWO_SIDED_95 * math.hypot(*errors))
