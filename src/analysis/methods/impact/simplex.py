"""The point of a convex hull that lies nearest to the origin: weights that are not negative and sum to one."""

from __future__ import annotations

import numpy as np
from scipy.linalg.lapack import dposv  # type: ignore[import-untyped]
from scipy.optimize import nnls  # type: ignore[import-untyped]

_ROUNDING = 1e-10
"""How far, in units of the longest point's squared length, a condition of the optimum may be missed by rounding."""


def nearest(points: np.ndarray) -> np.ndarray:
    """Weights w ≥ 0 with Σ w = 1 that make ‖points w‖ smallest; shape (points,).

    One row of ones is added and least squares with u ≥ 0 solved for ‖points u‖² + (Σ u − 1)². On u = s w the best s
    leaves ‖points w‖² / (1 + ‖points w‖²), which grows with ‖points w‖: w = u / Σ u is exact, not a penalty's
    approximation.

    Parameters
    ----------
    points
        One a column; shape (dimensions, points).

    Reference: Lawson and Hanson (1974), "Solving least squares problems", chapter 23.

    Examples
    --------
    >>> nearest(np.array([[-1.0, 3.0], [1.0, 1.0]]))
    array([0.75, 0.25])
    """
    rows = np.ones((len(points) + 1, points.shape[1]))
    rows[:-1] = points / (np.sqrt((points * points).sum(axis=0).min()) or 1.0)
    goal = np.zeros(len(rows))
    goal[-1] = 1
    found, _ = nnls(rows, goal)
    return np.asarray(found / found.sum())


class Nearby:
    """:func:`nearest` for hulls that differ little from one to the next, as in a search; equal to it but for rounding.

    The points that made up the last answer are tried first: where they get positive weights and no other point lies
    closer, they are the answer, and otherwise it is worked out anew.
    """

    def __init__(self) -> None:
        self._last = np.empty(0, dtype=int)

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """As :func:`nearest`."""
        found = _made_up_of(points, self._last)
        if found is None:
            found = nearest(points)
            self._last = np.flatnonzero(found)
        return found


def _made_up_of(points: np.ndarray, support: np.ndarray) -> np.ndarray | None:
    """The nearest point's weights, if these points make it up."""
    if not len(support):
        return None
    own = points[:, support]
    products = own.T @ own
    size = float(products.diagonal().max())
    _, parts, singular = dposv(products + size, np.full(len(support), size))
    if singular or not parts.min() > 0:
        return None
    parts /= parts.sum()
    reached = own @ parts
    if (reached @ points).min() < reached @ reached - _ROUNDING * size:
        return None
    found = np.zeros(points.shape[1])
    found[support] = parts
    return found
