"""Indicators brought to one scale: by the units themselves, or by goalposts fixed beforehand.

Every function takes one value a unit and the way that is better (``direction`` 1 or −1), and returns scores of which
more is always better. What is scored by the units themselves says where a unit stands among them, not how it changed:
for change over time use ``goalposts``.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 5 and table 3.
"""

from __future__ import annotations

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.vectors import Values, spread, vector


def min_max(values: Values, *, direction: int = 1, low: float = 0.0, high: float = 100.0) -> np.ndarray:
    """From ``low`` for the worst unit to ``high`` for the best; shape (units,).

    Raises
    ------
    MethodError
        If all values are equal, one is missing, or the scale is turned round.

    Examples
    --------
    >>> min_max([10, 15, 20]), min_max([10, 15, 20], direction=-1)
    (array([  0.,  50., 100.]), array([100.,  50.,   0.]))
    """
    _scale(low, high)
    found = _directed(values, direction)
    return np.asarray(low + (high - low) * (found - found.min()) / spread(found))


def z_score(values: Values, *, direction: int = 1, mean: float = 0.0, sd: float = 1.0) -> np.ndarray:
    """Mean ``mean`` and sample standard deviation (n − 1) ``sd``; shape (units,).

    Raises
    ------
    MethodError
        If all values are equal, one is missing, or ``sd`` is not positive.

    Examples
    --------
    >>> z_score([10, 15, 20])
    array([-1.,  0.,  1.])
    """
    if not sd > 0:
        raise MethodError(f"a standard deviation of {sd:g}", rule="positive", remedy="give one above zero")
    found = _directed(values, direction)
    spread(found)
    return np.asarray(mean + sd * (found - found.mean()) / found.std(ddof=1))


def goalposts(
    values: Values, *, worst: float, best: float, low: float = 0.0, high: float = 100.0, log: bool = False
) -> np.ndarray:
    """From ``low`` at ``worst`` to ``high`` at ``best``, cut off beyond; shape of ``values``, a single one allowed.

    The posts carry the direction: where less is better, ``best`` lies below ``worst``. With ``log`` the way between
    them is measured in logarithms (all positive).

    Raises
    ------
    MethodError
        If a value is missing, the posts are equal, or a logarithm is asked of what is not positive.

    Examples
    --------
    >>> goalposts([70, 85, 120], worst=70, best=100), goalposts([5.0], worst=10, best=0)
    (array([  0.,  50., 100.]), array([50.]))
    """
    _scale(low, high)
    found = np.atleast_1d(np.asarray(values, dtype=float))
    if not np.isfinite(found).all():
        raise MethodError("a value is missing", rule="a score needs a value", remedy="leave the unit out and say so")
    if worst == best:
        raise MethodError(f"both goalposts are {best:g}", rule="two that differ", remedy="mend the recipe")
    if log:
        if min(worst, best) <= 0 or (found <= 0).any():
            raise MethodError("a logarithm of zero or below", rule="positive values", remedy="score without logarithm")
        found, worst, best = np.log(found), float(np.log(worst)), float(np.log(best))
    return np.asarray(low + (high - low) * np.clip((found - worst) / (best - worst), 0, 1))


def distance_to_best(values: Values, *, direction: int = 1) -> np.ndarray:
    """One less the distance to the best unit as a part of the spread: 1 for the best, 0 for the worst; shape (units,).

    Examples
    --------
    >>> distance_to_best([10, 15, 20])
    array([0. , 0.5, 1. ])
    """
    found = _directed(values, direction)
    return np.asarray(1 - (found.max() - found) / spread(found))


def rank(values: Values, *, direction: int = 1) -> np.ndarray:
    """Number of units that do no better, ties at their mean: n for the best unit, 1 for the worst; shape (units,).

    Examples
    --------
    >>> rank([10, 15, 15, 20])
    array([1. , 2.5, 2.5, 4. ])
    """
    found = _directed(values, direction)
    return np.asarray((found[:, None] > found).sum(axis=1) + ((found[:, None] == found).sum(axis=1) + 1) / 2)


def percentile_rank(values: Values, *, direction: int = 1) -> np.ndarray:
    """Share of the other units that do worse, ties counted half, in per cent; shape (units,).

    Examples
    --------
    >>> percentile_rank([10, 15, 15, 20])
    array([  0.,  50.,  50., 100.])
    """
    places = rank(values, direction=direction)
    return np.asarray(100 * (places - 1) / (len(places) - 1))


def borda(values: Values, *, direction: int = 1) -> np.ndarray:
    """Borda points: units left behind, ties counted half (de Borda, 1781); from 0 to n − 1; shape (units,).

    Examples
    --------
    >>> borda([10, 15, 20])
    array([0., 1., 2.])
    """
    return np.asarray(rank(values, direction=direction) - 1)


def _directed(values: Values, direction: int) -> np.ndarray:
    if direction not in (-1, 1):
        raise MethodError(f"direction {direction}", rule="1 or −1", remedy="say which way is better")
    return vector(values) * direction


def _scale(low: float, high: float) -> None:
    if not low < high:
        raise MethodError(f"a scale from {low:g} to {high:g}", rule="the lower end first", remedy="turn them round")
