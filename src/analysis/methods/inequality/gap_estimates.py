"""Gaps of two estimated rates by the delta method: differences as they are, ratios on logarithms.

Rates are estimates in per cent. Two groups of one sample may share PSUs: their covariance is then given, of replicates
or linearised scores; it is zero for groups of independent samples.
"""

from __future__ import annotations

import math

from analysis.errors import MethodError
from analysis.methods.inequality.interval import wald
from analysis.methods.results import Estimate


def difference(first: Estimate, second: Estimate, *, covariance: float = 0.0, confidence: float = 0.95) -> Estimate:
    """First less second, in percentage points.

    Parameters
    ----------
    first, second
        Rates in per cent with standard errors in percentage points.
    covariance
        Of the two rates, in squared percentage points.

    Raises
    ------
    MethodError
        If a rate is outside 0 to 100, or the covariance is larger than the standard errors allow.

    Examples
    --------
    >>> men, women = Estimate(80, 3, 74, 86, 500), Estimate(60, 4, 52, 68, 500)
    >>> found = difference(men, women)
    >>> found.value, found.se, round(found.ci_low, 1)
    (20, 5.0, 10.2)
    """
    return _delta(first, second, first.value - second.value, (1.0, -1.0), covariance, confidence)


def attainment_ratio(
    first: Estimate, second: Estimate, *, covariance: float = 0.0, confidence: float = 0.95
) -> Estimate:
    """Second over first of those who have, the interval from its logarithm; errors as :func:`odds_ratio`.

    Examples
    --------
    >>> men, women = Estimate(80, 3, 74, 86, 500), Estimate(60, 4, 52, 68, 500)
    >>> found = attainment_ratio(men, women)
    >>> round(found.value, 3), round(found.ci_low, 3), round(found.ci_high, 3)
    (0.75, 0.645, 0.871)
    """
    a, b = _inside(first), _inside(second)
    return _exponential(_delta(first, second, math.log(b / a), (-1 / a, 1 / b), covariance, confidence))


def shortfall_ratio(
    first: Estimate, second: Estimate, *, covariance: float = 0.0, confidence: float = 0.95
) -> Estimate:
    """Second over first of those who lack, the interval from its logarithm; errors as :func:`odds_ratio`.

    Examples
    --------
    >>> men, women = Estimate(80, 3, 74, 86, 500), Estimate(60, 4, 52, 68, 500)
    >>> round(shortfall_ratio(men, women).value, 3)
    2.0
    """
    a, b = 100 - _inside(first), 100 - _inside(second)
    return _exponential(_delta(first, second, math.log(b / a), (1 / a, -1 / b), covariance, confidence))


def odds_ratio(first: Estimate, second: Estimate, *, covariance: float = 0.0, confidence: float = 0.95) -> Estimate:
    """Odds of the first over odds of the second, the interval from its logarithm.

    With shares p, q = 1 − p and covariance c the logarithm's variance is [se₁/(p₁q₁)]² + [se₂/(p₂q₂)]² − 2c/(p₁q₁p₂q₂),
    which for two independent simple random samples is the sum of one over each of the four counts.

    Raises
    ------
    MethodError
        If a rate is not between 0 and 100, or the covariance is larger than the standard errors allow.

    Reference: Woolf (1955), "On estimating the relation between blood group and disease", Annals of Human Genetics 19.

    Examples
    --------
    >>> men, women = Estimate(80, 3, 74, 86, 500), Estimate(50, 4, 42, 58, 500)
    >>> round(odds_ratio(men, women).value, 3)
    4.0
    """
    a, b = _inside(first), _inside(second)
    slopes = 100 / (a * (100 - a)), -100 / (b * (100 - b))
    value = math.log(a / (100 - a)) - math.log(b / (100 - b))
    return _exponential(_delta(first, second, value, slopes, covariance, confidence))


def _delta(
    first: Estimate, second: Estimate, value: float, slopes: tuple[float, float], covariance: float, confidence: float
) -> Estimate:
    for rate in (first.value, second.value):
        if not 0 <= rate <= 100:
            raise MethodError(f"a rate of {rate:g}", rule="per cent, from 0 to 100", remedy="correct the rate")
    if abs(covariance) > first.se * second.se:
        raise MethodError(
            f"a covariance of {covariance:g} with standard errors {first.se:g} and {second.se:g}",
            rule="no more than their product",
            remedy="give it in squared percentage points",
        )
    one, two = slopes
    variance = (one * first.se) ** 2 + (two * second.se) ** 2 + 2 * one * two * covariance
    n = first.n + second.n
    return wald(value, variance, n, n - 2, confidence=confidence)


def _inside(rate: Estimate) -> float:
    if not 0 < rate.value < 100:
        raise MethodError(
            f"a rate of {rate.value:g} in a ratio",
            rule="between 0 and 100, so that it has a logarithm",
            remedy="report the difference alone",
        )
    return rate.value


def _exponential(found: Estimate) -> Estimate:
    value = math.exp(found.value)
    return Estimate(value, value * found.se, math.exp(found.ci_low), math.exp(found.ci_high), found.n)
