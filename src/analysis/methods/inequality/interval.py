"""From a standard error, or from replicates, to an estimate with its interval."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.results import Estimate


def wald(
    value: float, variance: float, n: int, degrees: int, *, confidence: float, srs: float | None = None
) -> Estimate:
    """Value ± t · standard error, t with the degrees of freedom of the variance.

    Parameters
    ----------
    srs
        The variance under simple random sampling of as many rows, for the design effect.

    Raises
    ------
    MethodError
        If no degree of freedom is left, or the confidence is not between 0 and 1.

    Examples
    --------
    >>> found = wald(0.3, 0.0001, 400, 399, confidence=0.95)
    >>> round(found.se, 12), round(found.ci_low, 3), round(found.ci_high, 3)
    (0.01, 0.28, 0.32)
    """
    if degrees < 1:
        raise MethodError(f"{n} rows that count", rule="two or more for a standard error", remedy="report no interval")
    se = float(np.sqrt(variance))
    reach = float(stdtrit(degrees, 0.5 + level(confidence) / 2)) * se
    return Estimate(value, se, value - reach, value + reach, n, variance / srs if srs else None)


def percentile(value: float, replicates: np.ndarray, n: int, *, confidence: float) -> Estimate:
    """The value with the standard deviation and the percentile interval of its replicates, shape (replicates,).

    Reference: Efron and Tibshirani (1993), "An introduction to the bootstrap", section 13.3.

    Examples
    --------
    >>> found = percentile(50.0, np.arange(101.0), 7, confidence=0.9)
    >>> round(found.ci_low, 12), round(found.ci_high, 12)
    (5.0, 95.0)
    """
    outside = (1 - level(confidence)) / 2
    low, high = np.quantile(replicates, [outside, 1 - outside])
    return Estimate(value, float(replicates.std(ddof=1)), float(low), float(high), n)


def level(confidence: float) -> float:
    """A confidence level, checked.

    Raises
    ------
    MethodError
        If it is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise MethodError(f"a confidence of {confidence:g}", rule="between 0 and 1", remedy="take 0.95")
    return confidence
