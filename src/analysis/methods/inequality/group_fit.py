"""Least squares among the members of a group, and how much every row of the sample moves what it gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError

_COLLINEAR = 1e-10


@dataclass(frozen=True)
class GroupFit:
    """Weighted means and least-squares coefficients of a group, as :func:`fit` gives them.

    ``table`` (rows, predictors) and ``values`` (rows,) are of the whole sample; ``counts`` (rows,) is one over the
    group's share of the weights for its members and zero for others; ``bread`` is the inverse of the weighted
    cross-products (predictors, predictors). Influences have shape (rows,).
    """

    table: np.ndarray
    values: np.ndarray
    counts: np.ndarray
    means: np.ndarray
    mean: float
    slopes: np.ndarray
    bread: np.ndarray

    def of_mean(self) -> np.ndarray:
        """Influences on the outcome's mean."""
        return np.asarray(self.counts * (self.values - self.mean))

    def of_means(self, direction: np.ndarray) -> np.ndarray:
        """Influences on the predictors' means, as summed by the direction."""
        return np.asarray(self.counts * ((self.table - self.means) @ direction))

    def of_slopes(self, direction: np.ndarray) -> np.ndarray:
        """Influences on the coefficients, as summed by the direction."""
        residuals = self.values - self.table @ self.slopes
        return np.asarray(self.counts * residuals * (self.table @ (self.bread @ direction)))


def fit(values: np.ndarray, table: np.ndarray, shares: np.ndarray, members: np.ndarray, name: object) -> GroupFit:
    """Fit a group's rows.

    Raises
    ------
    MethodError
        If all its weights are zero, or predictors are collinear in it.

    Examples
    --------
    >>> table = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    >>> fit(np.array([1.0, 3.0, 5.0]), table, np.full(3, 1 / 3), np.ones(3), "all").slopes.round(9).tolist()
    [1.0, 2.0]
    """
    total = float(shares @ members)
    if total == 0:
        raise MethodError(f"group {name} has weights of zero only", rule="people in every group", remedy="drop it")
    own = shares * members / total
    root = np.sqrt(own)
    factor, triangle = np.linalg.qr(table * root[:, None])
    sizes = np.abs(np.diag(triangle)) / np.sqrt(own @ table**2).clip(min=1e-300)
    if len(sizes) < table.shape[1] or sizes.min() <= _COLLINEAR:
        raise MethodError(
            f"collinear predictors in {name}",
            rule="each says something of its own in every group",
            remedy="drop one, or join rare categories",
        )
    inverse = np.linalg.inv(triangle)
    slopes = inverse @ (factor.T @ (values * root))
    return GroupFit(table, values, members / total, own @ table, float(own @ values), slopes, inverse @ inverse.T)
