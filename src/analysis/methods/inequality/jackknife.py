"""Delete-one jackknife in closed form: what a measure would be without each row, all rows in one pass.

Where rows were drawn in PSUs or strata, linearised or bootstrapped standard errors are the right ones. The variance is
(n − 1)/n Σ (θᵢ − θ̄)², with θᵢ the measure without row i, θ̄ the mean of these and n the rows that count.

Reference: Efron and Stein (1981), "The jackknife estimate of variance", Annals of Statistics 9; for the Gini,
Karagiannis and Kovačević (2000), "A method to calculate the jackknife variance estimator for the Gini coefficient",
Oxford Bulletin of Economics and Statistics 62.
"""

from __future__ import annotations

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.entropy import THEIL, entropy, terms
from analysis.methods.inequality.interval import wald
from analysis.methods.inequality.measures import distances, for_order
from analysis.methods.inequality.sample import Sample, Values, Weights, sample
from analysis.methods.results import Estimate


def gini(values: Values, weights: Weights = None, *, confidence: float = 0.95) -> Estimate:
    """The Gini with its jackknife standard error and t interval, by one sort.

    Without a row it is (G − s d) / [(1 − s)(1 − s x)], with s the row's share of the weights, x its value and d its
    mean absolute difference from all rows, both in units of the mean.

    Parameters
    ----------
    values
        One a row, not negative, two or more above zero; shape (rows,).
    weights
        One a row; None for equal ones.

    Raises
    ------
    MethodError
        If fewer than two rows hold anything, or a value or weight is not valid.

    Examples
    --------
    >>> found = gini([1, 2, 3, 6])
    >>> round(found.value, 4), round(found.se, 4)
    (0.3333, 0.1067)
    """
    found = _enough(sample(values, weights))
    each = distances(found)
    value = float(found.shares @ each) / 2
    without = (value - found.shares * each) / ((1 - found.shares) * (1 - found.shares * found.relative))
    return _estimate(found, value, without, confidence)


def generalised_entropy(
    values: Values, weights: Weights = None, *, order: float = THEIL, confidence: float = 0.95
) -> Estimate:
    """Generalised entropy (Theil T unless another order is asked for) with its jackknife standard error and t interval.

    Raises
    ------
    MethodError
        As :func:`gini`; if a value is outside the order's range.

    Examples
    --------
    >>> found = generalised_entropy([1, 2, 3, 6])
    >>> round(found.value, 4), round(found.se, 4)
    (0.1874, 0.1169)
    """
    found = _enough(for_order(values, weights, order))
    each = terms(found.relative, found.shares, order)
    whole = each.sum(axis=1)
    without = np.subtract(whole[:, None], each, out=each)
    return _estimate(found, float(entropy(whole, order)), entropy(without, order), confidence)


def _enough(found: Sample) -> Sample:
    if np.count_nonzero(found.shares * found.relative) < 2:
        raise MethodError(
            "one row that holds anything", rule="two or more, since each is left out once", remedy="report no interval"
        )
    return found


def _estimate(found: Sample, value: float, without: np.ndarray, confidence: float) -> Estimate:
    counted = without[found.shares > 0]
    n = len(counted)
    return wald(value, float(counted.var()) * (n - 1), n, n - 1, confidence=confidence)
