"""Several scores of a unit made one: how far a high score may make up for a low one is what the methods differ in.

All take scores of units by indicators (more is better) and weights, one an indicator, that are scaled to sum to one.
The arithmetic mean lets high scores make up for low ones wholly, the geometric and the harmonic in part, Copeland's
rule not at all.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 6.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.vectors import table

Scores = Sequence[Sequence[float]] | np.ndarray
"""Units by indicators; shape (units, indicators)."""

Weights = Sequence[float] | np.ndarray | None
"""One an indicator; None for equal ones."""

_TOLERANCE = 1e-9


def shares(weights: Weights, n: int) -> np.ndarray:
    """Weights that sum to one.

    Raises
    ------
    MethodError
        If there are not ``n`` of them, one is negative or missing, or all are zero.

    Examples
    --------
    >>> shares([1, 3], 2), shares(None, 4)
    (array([0.25, 0.75]), array([0.25, 0.25, 0.25, 0.25]))
    """
    found = np.ones(n) if weights is None else np.asarray(weights, dtype=float)
    if found.shape != (n,):
        raise MethodError(f"{found.size} weights for {n} indicators", rule="one each", remedy="mend the recipe")
    if not np.isfinite(found).all() or (found < 0).any() or found.sum() <= 0:
        raise MethodError(
            f"weights {', '.join(f'{w:g}' for w in found)}",
            rule="none negative or missing, not all zero",
            remedy="mend the recipe",
        )
    return np.asarray(found / found.sum())


def arithmetic(scores: Scores, weights: Weights = None) -> np.ndarray:
    """Weighted arithmetic mean of each unit; shape (units,).

    Examples
    --------
    >>> arithmetic([[20, 80], [50, 50]])
    array([50., 50.])
    """
    found = table(scores)
    return np.asarray(found @ shares(weights, found.shape[1]))


def geometric(scores: Scores, weights: Weights = None) -> np.ndarray:
    """Weighted geometric mean of each unit, never above the arithmetic; shape (units,).

    Raises
    ------
    MethodError
        If a score is zero or below.

    Examples
    --------
    >>> geometric([[20, 80], [50, 50]])
    array([40., 50.])
    """
    return power_mean(scores, 0, weights)


def harmonic(scores: Scores, weights: Weights = None) -> np.ndarray:
    """Weighted harmonic mean of each unit, never above the geometric; shape (units,).

    Raises
    ------
    MethodError
        If a score is zero or below.

    Examples
    --------
    >>> harmonic([[20, 80], [50, 50]])
    array([32., 50.])
    """
    return power_mean(scores, -1, weights)


def power_mean(scores: Scores, power: float, weights: Weights = None) -> np.ndarray:
    """Generalised mean ``(Σ w x^p)^(1/p)``: 1 is arithmetic, 0 geometric (the limit), −1 harmonic; shape (units,).

    Raises
    ------
    MethodError
        If a score is zero or below while ``power`` is not 1.

    Examples
    --------
    >>> power_mean([[30, 40]], 2).round(3)
    array([35.355])
    """
    found = table(scores)
    own = shares(weights, found.shape[1])
    if power == 1:
        return np.asarray(found @ own)
    if (found <= 0).any():
        unit, indicator = map(int, np.argwhere(found <= 0)[0])
        raise MethodError(
            f"the score {found[unit, indicator]:g} of unit {unit} in indicator {indicator}",
            rule="above zero for a mean that is not arithmetic",
            remedy="let scores begin at 1 rather than at 0",
        )
    if power == 0:
        return np.asarray(np.exp(np.log(found) @ own))
    # measured against the largest, so that no power overflows
    top = found.max(axis=1, keepdims=True)
    return np.asarray(top[:, 0] * ((found / top) ** power @ own) ** (1 / power))


def outranking(scores: Scores, weights: Weights = None) -> np.ndarray:
    """Weight of the indicators in which a unit (row) does better than another (column), ties half.

    Shape (units, units); the diagonal is zero, and each pair of units shares a weight of one.

    Examples
    --------
    >>> outranking([[3, 1], [2, 2]], [0.6, 0.4])
    array([[0. , 0.6],
           [0.4, 0. ]])
    """
    found = table(scores)
    own = shares(weights, found.shape[1])
    better = (found[:, None, :] > found[None, :, :]) @ own + 0.5 * ((found[:, None, :] == found[None, :, :]) @ own)
    np.fill_diagonal(better, 0.0)
    return np.asarray(better)


def copeland(scores: Scores, weights: Weights = None) -> np.ndarray:
    """Units beaten by a majority of weight less units lost to, each tie zero (Copeland, 1951); shape (units,).

    Examples
    --------
    >>> copeland([[3, 3], [2, 2], [1, 1]])
    array([ 2.,  0., -2.])
    """
    better = outranking(scores, weights)
    margin = better - better.T
    won = np.where(np.abs(margin) <= _TOLERANCE, 0.0, np.sign(margin))
    return np.asarray(won.sum(axis=1))


def mazziotta_pareto(scores: Scores, *, penalty: int = -1) -> np.ndarray:
    """Mazziotta and Pareto's index: mean of standard scores (mean 100, sd 10) less a penalty for being uneven.

    ``M ∓ S²/M`` with each unit's own mean M and population standard deviation S over its indicators; the standard
    scores take population standard deviations too (Mazziotta & Pareto, 2016, "On a generalized non-compensatory
    composite index", Social Indicators Research 127). It compares units of one year only.

    Parameters
    ----------
    scores
        Units by indicators, of which more is better; two units or more, none constant.
    penalty
        −1 where high is good (unevenness lowers the index), 1 where high is bad (it raises it).

    Returns
    -------
    numpy.ndarray
        Shape (units,).

    Raises
    ------
    MethodError
        If an indicator is constant, a cell is missing, or ``penalty`` is neither.

    Examples
    --------
    >>> mazziotta_pareto([[1, 1], [2, 2], [3, 3]]).round(2)
    array([ 87.75, 100.  , 112.25])
    """
    found = table(scores)
    sd = found.std(axis=0)
    if (sd == 0).any():
        raise MethodError(
            f"indicator {int(np.argmax(sd == 0))} is the same for all units",
            rule="an indicator differs between units",
            remedy="leave it out",
        )
    standard = 100 + 10 * (found - found.mean(axis=0)) / sd
    return _uneven(standard, penalty)


def adjusted_mazziotta_pareto(
    values: Scores, *, reference: Sequence[float], low: Sequence[float], high: Sequence[float], penalty: int = -1
) -> np.ndarray:
    """The same on a scale that is fixed over time: 100 is the reference, 60 points are the goalposts' whole width.

    ``r = 100 + 60 (x − reference) / (high − low)``, then ``M ∓ S²/M`` (Mazziotta & Pareto, 2016, section 3). Years can
    be compared, since reference and goalposts stay.

    Parameters
    ----------
    values
        Units (or years of one unit) by indicators; shape (units, indicators).
    reference, low, high
        One an indicator; ``high`` is the better end, and may be the smaller number.

    Returns
    -------
    numpy.ndarray
        Shape (units,).

    Raises
    ------
    MethodError
        If the lengths differ, goalposts are equal, or a cell is missing.

    Examples
    --------
    >>> adjusted_mazziotta_pareto([[50, 5], [60, 6]], reference=[50, 5], low=[0, 0], high=[100, 10])
    array([100., 106.])
    """
    found = table(values)
    posts = [np.asarray(part, dtype=float) for part in (reference, low, high)]
    if any(part.shape != (found.shape[1],) for part in posts):
        raise MethodError("goalposts of another length", rule="one an indicator", remedy="mend the recipe")
    start, bottom, top = posts
    if (bottom == top).any():
        raise MethodError("two equal goalposts", rule="two that differ", remedy="mend the recipe")
    return _uneven(100 + 60 * (found - start) / (top - bottom), penalty)


def _uneven(standard: np.ndarray, penalty: int) -> np.ndarray:
    if penalty not in (-1, 1):
        raise MethodError(f"penalty {penalty}", rule="−1 or 1", remedy="say whether high is good")
    mean, sd = standard.mean(axis=1), standard.std(axis=1)
    return np.asarray(mean + penalty * sd**2 / mean)
