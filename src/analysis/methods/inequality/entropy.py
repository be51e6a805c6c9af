"""Generalised entropy as a function of three totals, which is what makes its parts and its resampling cheap.

With weights w and values x the totals are W = Σ w, X = Σ w x and P = Σ w φ(x), where φ is x ln x for order 1 (Theil T),
ln x for order 0 (mean logarithmic deviation) and x^α for any other order α:

    GE(1) = P/X − ln(X/W);  GE(0) = ln(X/W) − P/W;  GE(α) = [(P/W)/(X/W)^α − 1] / [α(α − 1)]

Reference: Cowell (2011), "Measuring inequality", third edition, appendix A.2; Shorrocks (1980), "The class of
additively decomposable inequality measures", Econometrica 48.
"""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy  # type: ignore[import-untyped]

THEIL, MLD = 1.0, 0.0
"""The orders of Theil T and of the mean logarithmic deviation."""


def term(values: np.ndarray, order: float) -> np.ndarray:
    """φ of each value; a zero's x ln x is zero.

    Examples
    --------
    >>> term(np.array([0.0, 1.0, 2.0]), 2).tolist()
    [0.0, 1.0, 4.0]
    """
    if order == THEIL:
        return np.asarray(xlogy(values, values))
    return np.log(values) if order == MLD else np.asarray(values**order)


def terms(values: np.ndarray, shares: np.ndarray, order: float) -> np.ndarray:
    """What each row adds to W, X and P; shape (3, rows)."""
    return np.array([shares, shares * values, shares * term(values, order)])


def entropy(totals: np.ndarray, order: float) -> np.ndarray:
    """Generalised entropy from totals W, X, P of shape (3, …); shape (…), zero where nothing counts or all is zero.

    Examples
    --------
    >>> x = np.array([1.0, 3.0])
    >>> float(entropy(terms(x, np.array([0.5, 0.5]), 2).sum(axis=1), 2))
    0.125
    """
    something = totals[1] > 0
    weight, value, power = totals if something.all() else np.where(something, totals, 1.0)
    mean = value / weight
    if order == THEIL:
        found = power / value - np.log(mean)
    elif order == MLD:
        found = np.log(mean) - power / weight
    else:
        found = (power / weight / mean**order - 1) / (order * (order - 1))
    return np.asarray(np.where(something, found, 0.0))


def influence(values: np.ndarray, shares: np.ndarray, order: float) -> tuple[float, np.ndarray]:
    """GE of values whose weighted mean is one, and each row's influence on it; shape (rows,).

    Influence of x: [x^α − α P x + (α − 1) P] / [α(α − 1)] with P the mean of x^α; for order 1 x ln x − (T + 1) x + 1,
    for order 0 x − ln x − L − 1, with T and L the values of GE.

    Reference: Cowell and Flachaire (2007), "Income distribution and inequality measurement", Journal of Econometrics
    141.
    """
    each = term(values, order)
    power = float(shares @ each)
    if order == THEIL:
        return power, each - (power + 1) * values + 1
    if order == MLD:
        return -power, values - each + (power - 1)
    scale = 1 / (order * (order - 1))
    return scale * (power - 1), scale * (each - order * power * values + (order - 1) * power)
