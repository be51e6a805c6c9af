"""Inequality of one quantity among people: Gini, generalised entropy and Atkinson.

All are zero where everybody has the same, do not depend on the unit, and do not fall when a poorer gives to a richer.
"""

from __future__ import annotations

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.entropy import MLD, THEIL, entropy, terms
from analysis.methods.inequality.sample import Sample, Values, Weights, sample
from analysis.methods.inequality.sorting import ascending


def gini(values: Values, weights: Weights = None) -> float:
    """Half the mean absolute difference of two people drawn with replacement, in units of the mean.

    It is twice the area between the Lorenz curve and the diagonal (trapezoids); 0 up to (but below) 1, at most
    1 − 1/n for n equal weights. G = Σᵢ Σⱼ sᵢ sⱼ |xᵢ − xⱼ| / (2m) = 2 cov(x, F) / m, with s shares of the weights, m the
    mean and F the share of people below plus half of the row's own.

    Parameters
    ----------
    values
        One a row, not negative, not all zero; shape (rows,).
    weights
        One a row; None for equal ones.

    Raises
    ------
    MethodError
        If a value or weight is missing or negative, lengths differ, or all weights or all values are zero.

    Reference: Gini (1914); Lerman and Yitzhaki (1989), "Improving the accuracy of estimates of Gini coefficients",
    Journal of Econometrics 42.

    Examples
    --------
    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 1]), gini([0, 1], [3, 1])
    (0.0, 0.75, 0.75)
    """
    found = sample(values, weights)
    return max(0.0, float(found.shares @ distances(found)) / 2)


def distances(found: Sample) -> np.ndarray:
    """Each row's mean absolute difference from all rows, in units of the mean; shape (rows,), by one sort.

    Examples
    --------
    >>> distances(sample([1, 3]))
    array([0.5, 0.5])
    """
    order, values = ascending(found.relative)
    shares = found.shares[order]
    below = np.cumsum(shares)
    held = np.cumsum(np.multiply(shares, values, out=shares), out=shares)
    # in place: values (2 F − 1) + 1 − 2 L, with F and L the shares of people and of the total up to and with the row
    values *= np.subtract(np.multiply(below, 2, out=below), 1, out=below)
    values -= np.subtract(np.multiply(held, 2, out=held), 1, out=held)
    below[order] = values
    return below


def generalised_entropy(values: Values, weights: Weights = None, *, order: float) -> float:
    """Generalised entropy GE(α): the larger the order, the more it looks at the top; 0 upwards.

    Order 1 is Theil T, order 0 the mean logarithmic deviation, and GE(2) half the squared coefficient of variation.
    GE(α) = [mean of (x/m)^α − 1] / [α(α − 1)], with m the mean.

    Parameters
    ----------
    values
        One a row, not all zero; not negative for orders above zero, positive for all others.
    order
        α, any finite number.

    Raises
    ------
    MethodError
        If the order is not finite, a value is outside its range, or a weight is not valid.

    Reference: Shorrocks (1980), Econometrica 48; Cowell (2011), "Measuring inequality", appendix A.2.

    Examples
    --------
    >>> generalised_entropy([1, 3], order=2)
    0.125
    """
    found = for_order(values, weights, order)
    return float(entropy(terms(found.relative, found.shares, order).sum(axis=1), order))


def theil_t(values: Values, weights: Weights = None) -> float:
    """Theil's T: mean of (x/m) ln(x/m), m the mean, where a zero counts zero; 0 up to ln n for n equal weights.

    Raises
    ------
    MethodError
        As :func:`generalised_entropy`.

    Reference: Theil (1967), "Economics and information theory", chapter 4.

    Examples
    --------
    >>> theil_t([5, 5]), round(theil_t([0, 0, 0, 1]), 6), round(float(np.log(4)), 6)
    (0.0, 1.386294, 1.386294)
    """
    return generalised_entropy(values, weights, order=THEIL)


def mld(values: Values, weights: Weights = None) -> float:
    """Mean logarithmic deviation (Theil's L): mean of ln(m/x), m the mean, all values positive; 0 upwards.

    Raises
    ------
    MethodError
        As :func:`generalised_entropy`; zero is refused.

    Reference: Theil (1967), "Economics and information theory", chapter 4.

    Examples
    --------
    >>> round(mld([1, 3]), 6)
    0.143841
    """
    return generalised_entropy(values, weights, order=MLD)


def atkinson(values: Values, weights: Weights = None, *, aversion: float) -> float:
    """Atkinson's index: the share of the total that could be given up if the rest were shared equally; 0 to 1.

    A = 1 − [mean of (x/m)^(1 − ε)]^(1/(1 − ε)), with m the mean and ε the aversion.

    Parameters
    ----------
    values
        One a row, not all zero; not negative for an aversion below one, positive from one on.
    aversion
        ε, above zero; 1 gives one less the ratio of the geometric to the arithmetic mean.

    Raises
    ------
    MethodError
        If the aversion is not above zero and finite, a value is outside its range, or a weight is not valid.

    Reference: Atkinson (1970), "On the measurement of inequality", Journal of Economic Theory 2.

    Examples
    --------
    >>> round(atkinson([0, 1], aversion=0.5), 12), round(atkinson([1, 4], aversion=1), 12)
    (0.5, 0.2)
    """
    if not aversion > 0:
        raise MethodError(f"an aversion of {aversion:g}", rule="above zero", remedy="take 0.5, 1 or 2")
    return float(of_entropy(generalised_entropy(values, weights, order=1 - aversion), 1 - aversion))


def of_entropy(found: np.ndarray | float, order: float) -> np.ndarray:
    """Atkinson's index of aversion 1 − ``order`` from generalised entropy of that order; the same shape.

    Examples
    --------
    >>> round(float(of_entropy(0.5, 0)), 6)
    0.393469
    """
    if order == MLD:
        return np.asarray(-np.expm1(-np.asarray(found)))
    return np.asarray(1 - np.maximum(0, 1 + order * (order - 1) * np.asarray(found)) ** (1 / order))


def for_order(values: Values, weights: Weights, order: float) -> Sample:
    """A sample that generalised entropy of the order is defined for.

    Raises
    ------
    MethodError
        If the order is not finite, a value is outside its range, or a weight is not valid.
    """
    if not np.isfinite(order):
        raise MethodError(f"an order of {order}", rule="a finite number", remedy="take 0, 1 or 2")
    return sample(values, weights, positive=order <= 0)
