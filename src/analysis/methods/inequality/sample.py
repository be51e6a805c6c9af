"""What every measure of inequality asks of its numbers: values that are not negative, and weights that count people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import MethodError

Values = Sequence[float] | np.ndarray
"""One number a row; shape (rows,)."""

Columns = Values | np.ndarray
"""One number a row, or one a row and column: shape (rows,) or (rows, k)."""

Weights = Values | None
"""One a row, in any unit; None where all rows count alike."""

Labels = Sequence[object] | np.ndarray
"""One a row: the group, stratum or sampling unit it belongs to; shape (rows,)."""


@dataclass(frozen=True)
class Sample:
    """Checked values in units of their mean, the mean itself, and weights that sum to one.

    ``relative`` and ``shares`` have shape (rows,); the weighted mean of ``relative`` is one.
    """

    relative: np.ndarray
    shares: np.ndarray
    mean: float

    @property
    def n(self) -> int:
        """Rows that count."""
        return int(np.count_nonzero(self.shares))


def sample(values: Values, weights: Weights = None, *, positive: bool = False) -> Sample:
    """Check values and weights, and bring both to a scale of their own.

    Parameters
    ----------
    values
        One a row, not negative, in any unit; shape (rows,).
    weights
        One a row, not negative; None for equal ones.
    positive
        Whether zero is refused as well.

    Raises
    ------
    MethodError
        If a value or weight is missing or negative, lengths differ, or all weights or all values are zero.

    Examples
    --------
    >>> found = sample([10, 30], [3, 1])
    >>> found.mean, found.relative.tolist(), found.shares.tolist()
    (15.0, [0.6666666666666666, 2.0], [0.75, 0.25])
    """
    found = vector(values)
    shares = weight_shares(weights, len(found))
    lowest = found.min()
    if lowest < 0 or (positive and lowest == 0):
        row = int(found.argmin())
        raise MethodError(
            f"the value {lowest:g} in row {row}",
            rule="values above zero for this measure" if positive else "no value below zero",
            remedy="use a measure that allows it, or correct the row",
        )
    mean = float(shares @ found)
    if mean == 0:
        raise MethodError("values of zero in all rows that count", rule="a mean above zero", remedy="leave it out")
    return Sample(found / mean, shares, mean)


def vector(values: Values, what: str = "values", rows: int | None = None) -> np.ndarray:
    """Numbers as floats, one a row.

    Raises
    ------
    MethodError
        If there are none, not ``rows`` of them, or one is missing.

    Examples
    --------
    >>> vector([1, 2])
    array([1., 2.])
    """
    found = np.asarray(values, dtype=float)
    if found.ndim != 1 or not len(found):
        raise MethodError(f"{what} of shape {found.shape}", rule="one a row, one row or more", remedy="give a column")
    _alike(len(found), rows, what)
    if not (np.isfinite(found.min()) and np.isfinite(found.max())):
        row = int(np.argmin(np.isfinite(found)))
        raise MethodError(f"{what}: row {row} is missing", rule="a number in every row", remedy="leave the row out")
    return found


def columns(values: Columns, what: str, rows: int) -> np.ndarray:
    """Numbers as floats in one column or more; shape (rows, k).

    Raises
    ------
    MethodError
        If there are not ``rows`` of them, or one is missing.

    Examples
    --------
    >>> columns([1, 2], "values", 2).shape
    (2, 1)
    """
    found = np.asarray(values, dtype=float)
    if found.ndim != 2:
        return vector(found, what, rows)[:, None]
    if not found.shape[1]:
        raise MethodError(f"{what} of shape {found.shape}", rule="one column or more", remedy="give a column")
    for column in found.T:
        vector(column, what, rows)
    return found


def weight_shares(weights: Weights, rows: int) -> np.ndarray:
    """Weights that sum to one; shape (rows,).

    Raises
    ------
    MethodError
        If one is missing or negative, there are not ``rows`` of them, or all are zero.

    Examples
    --------
    >>> weight_shares([1, 3], 2), weight_shares(None, 4)
    (array([0.25, 0.75]), array([0.25, 0.25, 0.25, 0.25]))
    """
    if weights is None:
        return np.full(rows, 1 / rows)
    found = vector(weights, "weights", rows)
    if found.min() < 0:
        row = int(found.argmin())
        raise MethodError(
            f"the weight {found[row]:g} in row {row}", rule="no weight below zero", remedy="mend the weights"
        )
    if found.max() == 0:
        raise MethodError(f"{rows} weights of zero", rule="one row or more that counts", remedy="mend the weights")
    return np.asarray(found / found.sum())


def coded(labels: Labels, what: str, rows: int | None = None) -> tuple[np.ndarray, tuple[object, ...]]:
    """Labels as whole numbers, and what each number stands for, in order.

    Raises
    ------
    MethodError
        If a label is missing, or there are not ``rows`` of them.

    Examples
    --------
    >>> coded(["urban", "rural", "urban"], "groups")
    (array([1, 0, 1]), ('rural', 'urban'))
    """
    codes, names = pd.factorize(np.asarray(labels), sort=True)
    _alike(len(codes), rows, what)
    if len(codes) and codes.min() < 0:
        row = int(codes.argmin())
        raise MethodError(f"{what}: row {row} is missing", rule="a label in every row", remedy="leave the row out")
    return codes, tuple(names.tolist())


def _alike(found: int, rows: int | None, what: str) -> None:
    if rows is not None and found != rows:
        raise MethodError(f"{found} {what} for {rows} rows", rule="one a row", remedy="give columns of one length")
