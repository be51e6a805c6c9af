"""Whether the rich or the poor have something: the concentration index, and its corrections for bounded outcomes.

An outcome such as "uses the internet" is set against people's rank by another quantity such as income.
"""

from __future__ import annotations

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.sample import Sample, Values, Weights, sample, vector, weight_shares
from analysis.methods.inequality.sorting import equals_together


def concentration_index(outcome: Values, ranked_by: Values, weights: Weights = None) -> float:
    """Twice the covariance of the outcome with the fractional rank, over the outcome's mean; −1 to 1.

    Positive where the outcome lies with those who rank high, 0 where it is spread alike; equals share a middle rank.
    CI = 2 cov(h, R) / m, with h the outcome, m its mean and R the fractional rank (:func:`fractional_ranks`), weighted.

    Parameters
    ----------
    outcome
        One a row, not negative, not all zero; shape (rows,).
    ranked_by
        What people are ranked by, low to high, in any unit; shape (rows,).
    weights
        One a row; None for equal ones.

    Raises
    ------
    MethodError
        If a number is missing, an outcome or weight is negative, lengths differ, or all outcomes or weights are zero.

    Reference: Kakwani, Wagstaff and van Doorslaer (1997), "Socioeconomic inequalities in health", Journal of
    Econometrics 77.

    Examples
    --------
    >>> concentration_index([0, 0, 1, 1], [10, 20, 30, 40]), concentration_index([0, 0, 1, 1], [5, 5, 5, 5])
    (0.5, 0.0)
    """
    found = sample(outcome, weights)
    return index_of(found, cumulated(_ranking(ranked_by, found), found.shares)[0])


def wagstaff(
    outcome: Values, ranked_by: Values, weights: Weights = None, *, bounds: tuple[float, float] = (0.0, 1.0)
) -> float:
    """Concentration index over its largest value for a bounded outcome of that mean; −1 to 1.

    For an outcome of 0 or 1 it is CI / (1 − mean). The same index for "has" and "has not", but for the sign.
    W = (b − a) m CI / [(m − a)(b − m)], with bounds a and b, m the mean and CI the concentration index.

    Raises
    ------
    MethodError
        As :func:`concentration_index`; if an outcome is out of bounds, or all are at one bound.

    Reference: Wagstaff (2005), "The bounds of the concentration index when the variable of interest is binary", Health
    Economics 14, abstract: CI of a 0/1 outcome lies from m − 1 to 1 − m.

    Examples
    --------
    >>> wagstaff([0, 0, 1, 1], [10, 20, 30, 40])
    1.0
    """
    found = bounded(outcome, weights, bounds)
    ranks = cumulated(_ranking(ranked_by, found), found.shares)[0]
    return wagstaff_factor(found.mean, bounds) * found.mean * index_of(found, ranks)


def erreygers(
    outcome: Values, ranked_by: Values, weights: Weights = None, *, bounds: tuple[float, float] = (0.0, 1.0)
) -> float:
    """Four times mean times concentration index over the outcome's range: an absolute index; −1 to 1.

    E = 4 m CI / (b − a), with bounds a and b, m the mean and CI the concentration index.

    Raises
    ------
    MethodError
        As :func:`wagstaff`.

    Reference: Erreygers (2009), "Correcting the concentration index", Journal of Health Economics 28.

    Examples
    --------
    >>> erreygers([0, 0, 1, 1], [10, 20, 30, 40]), erreygers([0, 0, 0, 1], [10, 20, 30, 40])
    (1.0, 0.75)
    """
    found = bounded(outcome, weights, bounds)
    ranks = cumulated(_ranking(ranked_by, found), found.shares)[0]
    return 4 * found.mean * index_of(found, ranks) / (bounds[1] - bounds[0])


def fractional_ranks(ranked_by: Values, weights: Weights = None) -> np.ndarray:
    """The share of people below each row plus half of those equal to it; between 0 and 1, mean ½, shape (rows,).

    Examples
    --------
    >>> fractional_ranks([30, 10, 10, 20])
    array([0.875, 0.25 , 0.25 , 0.625])
    """
    by = vector(ranked_by)
    return np.asarray(cumulated(by, weight_shares(weights, len(by)))[0])


def cumulated(by: np.ndarray, *masses: np.ndarray) -> np.ndarray:
    """Each mass cumulated in the order of ``by``, half of the row's own and its equals' counted; (masses, rows)."""
    order, last = equals_together(by)
    equals = np.diff(last, prepend=-1)
    found = np.empty((len(masses), len(by)))
    for row, mass in enumerate(masses):
        up_to = np.cumsum(mass[order])[last]
        found[row, order] = np.repeat(up_to - np.diff(up_to, prepend=0.0) / 2, equals)
    return found


def index_of(found: Sample, ranks: np.ndarray) -> float:
    """The concentration index of an outcome whose rows have these fractional ranks; shape (rows,)."""
    return float(2 * (found.shares * found.relative) @ (ranks - 0.5))


def bounded(outcome: Values, weights: Weights, bounds: tuple[float, float]) -> Sample:
    """A sample measured from its lower bound.

    Raises
    ------
    MethodError
        If an outcome is out of bounds, all are at one bound, or a number is not valid.
    """
    low, high = bounds
    if not low < high:
        raise MethodError(f"bounds from {low:g} to {high:g}", rule="the lower one first", remedy="turn them round")
    values = vector(outcome, "outcomes")
    if values.min() < low or values.max() > high:
        beyond = values[int(np.argmax((values < low) | (values > high)))]
        raise MethodError(
            f"the outcome {beyond:g}", rule=f"from {low:g} to {high:g}", remedy="give the bounds of its scale"
        )
    found = sample(values - low, weights)
    if found.mean == high - low:
        raise MethodError(f"all outcomes at {high:g}", rule="outcomes that differ", remedy="report the mean alone")
    return found


def wagstaff_factor(mean: float, bounds: tuple[float, float]) -> float:
    """Range over (mean · distance to the upper bound), the mean measured from the lower bound."""
    width = bounds[1] - bounds[0]
    return width / (mean * (width - mean))


def _ranking(ranked_by: Values, found: Sample) -> np.ndarray:
    return vector(ranked_by, "ranking values", len(found.shares))
