"""Intervals of a share that stay between 0 and 100 per cent."""

from __future__ import annotations

import math

from scipy.special import betaincinv, stdtrit  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.interval import level
from analysis.methods.results import Estimate
from analysis.methods.survey.linearised import Linear


def logit(share: Linear, *, confidence: float = 0.95) -> Estimate:
    """A share's interval, symmetric on the logit scale, t with the design's degrees of freedom.

    Parameters
    ----------
    share
        A mean of zeros and ones, from 0 to 1.

    Raises
    ------
    MethodError
        If the share is 0 or 1, where the logit is not defined, or not a share at all.

    Reference: Korn and Graubard (1998), "Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data", Survey Methodology 24.
    """
    p = _share(share.value)
    if p in (0.0, 1.0):
        raise MethodError(
            f"a share of {p:g} on the logit scale", rule="between 0 and 1", remedy="take the Korn–Graubard interval"
        )
    se = math.sqrt(share.variance)
    reach = float(stdtrit(_degrees(share), 0.5 + level(confidence) / 2)) * se / (p * (1 - p))
    centre = math.log(p / (1 - p))
    low, high = (1 / (1 + math.exp(-(centre + side * reach))) for side in (-1, 1))
    return Estimate(p, se, low, high, share.design.n)


def korn_graubard(share: Linear, *, confidence: float = 0.95) -> Estimate:
    """Clopper and Pearson's interval for the effective number of respondents, which also holds at 0 and 1.

    Raises
    ------
    MethodError
        If the estimate is not a share, or no degree of freedom is left.

    Reference: as :func:`logit`.
    """
    return effective(share.value, share.variance, share.design.n, _degrees(share), confidence=confidence)


def effective(share: float, variance: float, n: int, degrees: int, *, confidence: float = 0.95) -> Estimate:
    """Korn and Graubard's interval from a share, from 0 to 1, its variance, respondents and degrees of freedom.

    n* = p(1 − p)/V, times the squared ratio of the critical t with n − 1 and with the design's degrees of freedom.
    Where nobody or everybody says yes the variance is zero and n* is the number of rows.

    Raises
    ------
    MethodError
        If it is not a share.

    Reference: as :func:`logit`.

    Examples
    --------
    >>> found = effective(0.5, 0.0025, 400, 20)
    >>> round(found.ci_low, 3), round(found.ci_high, 3)
    (0.392, 0.608)
    """
    p, tail = _share(share), (1 - level(confidence)) / 2
    size = n if variance == 0 else p * (1 - p) / variance
    size *= (float(stdtrit(n - 1, tail)) / float(stdtrit(degrees, tail))) ** 2
    low = 0.0 if p == 0 else float(betaincinv(size * p, size * (1 - p) + 1, tail))
    high = 1.0 if p == 1 else float(betaincinv(size * p + 1, size * (1 - p), 1 - tail))
    return Estimate(p, math.sqrt(variance), low, high, n)


def _share(value: float) -> float:
    if not -1e-12 <= value <= 1 + 1e-12:
        raise MethodError(f"a share of {value:g}", rule="from 0 to 1", remedy="give zeros and ones")
    return min(max(value, 0.0), 1.0)


def _degrees(share: Linear) -> int:
    degrees = share.design.degrees_of_freedom
    if degrees < 1:
        raise MethodError(
            f"{degrees} degrees of freedom", rule="more primary sampling units than strata", remedy="report no interval"
        )
    return degrees
