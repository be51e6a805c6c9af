"""How sure a pace class is: its probability under published sampling error, or under a series' own volatility.

Both are worked out, not simulated: a class is a statement about which side of a required level the value lies on
(`progress.required_value`), so its probability is a difference of distribution functions. Only an uncertain baseline
needs an average over its own distribution, taken here at equally likely values. The figure is the same on every
machine, and there is no Monte Carlo noise in its digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from analysis.errors import MethodError
from analysis.methods.pace_class import ACCELERATION_FROM, AWAY_BELOW, ON_TRACK_FROM
from analysis.methods.progress import meets, required_value
from analysis.methods.results import ClassProbabilities, Point, ProgressMeasure, UncertaintyBasis, Volatility

_BASELINE_VALUES = 199
"""Equally likely baseline values to average over; ten thousand of them move no probability by more than 0.002."""

_BORDERS = (ON_TRACK_FROM, ACCELERATION_FROM, AWAY_BELOW)


def from_sampling_error(
    baseline: Point,
    latest: Point,
    target: Point,
    *,
    direction: int,
    measure: ProgressMeasure,
    errors: tuple[float, float],
) -> ClassProbabilities | None:
    """Probability of each class when the levels themselves were measured with error.

    The true values of baseline and latest year are taken as normal around the estimates, and independent.

    Parameters
    ----------
    errors
        Standard errors of ``baseline`` (0 for a census or a count) and ``latest`` (positive), in the unit.

    Returns
    -------
    ClassProbabilities or None
        None for growth where the baseline's error reaches zero or below: growth from there is not defined.

    Raises
    ------
    MethodError
        If an error is negative or that of ``latest`` is not positive, or ``latest`` does not lie between the baseline
        and the target year.
    """
    error_before, error_now = errors
    _check_years(baseline, latest, target)
    if error_before < 0 or not error_now > 0:
        raise MethodError(
            f"standard errors {error_before} and {error_now}",
            rule="the first at least 0, the second positive",
            remedy="leave out what was not published",
        )
    now = NormalDist(latest.value * direction, error_now)
    starts = _equally_likely(baseline.value, error_before)
    if measure is ProgressMeasure.GROWTH and min(min(starts), target.value) <= 0:
        return None
    parts = []
    for value in starts:
        start = Point(baseline.year, value)
        above = [1 - now.cdf(target.value * direction)]
        if meets(value, target.value, direction=direction):
            above += [above[0]] * len(_BORDERS)  # nothing left between reaching it and moving away
        else:
            above += [1 - now.cdf(level * direction) for level in _levels(start, target, latest.year, measure)]
        parts.append(above)
    return _classes(UncertaintyBasis.SAMPLING_ERROR, np.mean(parts, axis=0))


def from_volatility(
    baseline: Point, latest: Point, target: Point, *, direction: int, volatility: Volatility
) -> ClassProbabilities | None:
    """Probability of each class of the underlying pace, when the levels are exact but years have their luck.

    The change since the baseline is read as a drift plus independent yearly shocks, whose spread s is that of the
    past one-year changes. Over n years the shocks add up to s√n, so the underlying change is the observed one ± s√n
    times Student's t with (changes − 1) degrees of freedom. Whether the target is reached is then a fact: probability
    0 or 1. Where measurement noise makes ups and downs alternate, s√n overstates the doubt: the careful side.

    Returns
    -------
    ClassProbabilities or None
        None for growth where a value is not positive.

    Raises
    ------
    MethodError
        If the target was met at the baseline already (there is no pace to be sure of), or ``latest`` does not lie
        between the baseline and the target year.
    """
    _check_years(baseline, latest, target)
    if meets(baseline.value, target.value, direction=direction):
        raise MethodError(
            f"a pace from {baseline.value} to {target.value}",
            rule="a target ahead of the baseline",
            remedy="give no probability",
        )
    if volatility.measure is ProgressMeasure.GROWTH and min(baseline.value, latest.value, target.value) <= 0:
        return None
    if meets(latest.value, target.value, direction=direction):
        return ClassProbabilities(UncertaintyBasis.VOLATILITY, 1.0, 0.0, 0.0, 0.0, 0.0)
    scale: Callable[[float], float] = math.log if volatility.measure is ProgressMeasure.GROWTH else float
    spread = volatility.sd * math.sqrt(latest.year - baseline.year)
    above = [0.0]
    for level in _levels(baseline, target, latest.year, volatility.measure):
        lead = (scale(latest.value) - scale(level)) * direction
        above.append(_student_t(lead, spread, volatility.changes - 1))
    return _classes(UncertaintyBasis.VOLATILITY, np.array(above))


def met_probability(value: float, target: float, *, direction: int, error: float) -> float:
    """Probability that the true value meets the target, given an estimate with standard error ``error``.

    Examples
    --------
    >>> round(met_probability(82.0, 80.0, direction=1, error=1.0), 4)
    0.9772
    """
    return NormalDist().cdf((value - target) * direction / error)


def _check_years(baseline: Point, latest: Point, target: Point) -> None:
    if not baseline.year < latest.year <= target.year:
        raise MethodError(
            f"years {baseline.year}, {latest.year}, {target.year}",
            rule="baseline, value and target in this order",
            remedy="ask for the final result after the target year",
        )


def _levels(baseline: Point, target: Point, year: int, measure: ProgressMeasure) -> list[float]:
    found = [required_value(baseline, target, year=year, measure=measure, pace=border) for border in _BORDERS]
    return [level for level in found if level is not None]


def _equally_likely(value: float, error: float) -> list[float]:
    if error == 0:
        return [value]
    spread = NormalDist(value, error)
    return [spread.inv_cdf((n + 0.5) / _BASELINE_VALUES) for n in range(_BASELINE_VALUES)]


def _student_t(lead: float, spread: float, freedom: int) -> float:
    if spread == 0:
        return 1.0 if lead >= 0 else 0.0
    # loaded here because most verdicts need no t distribution, and it is slow to load
    from scipy.special import stdtr  # type: ignore[import-untyped]

    return float(stdtr(freedom, lead / spread))


def _classes(basis: UncertaintyBasis, above: np.ndarray) -> ClassProbabilities:
    """Classes from the probabilities of lying above the target and above each border, in falling order of level."""
    achieved, on_track, acceleration, limited = (float(p) for p in above)
    return ClassProbabilities(
        basis, achieved, on_track - achieved, acceleration - on_track, limited - acceleration, 1 - limited
    )
