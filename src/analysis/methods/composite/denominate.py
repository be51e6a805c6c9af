"""Figures set in proportion to size, so that large units do not score for being large.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 5 on scale adjustments.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.vectors import Values


def per(values: Values, size: Values, units: Sequence[str], *, factor: float = 1.0) -> np.ndarray:
    """``factor · values / size`` of each unit, not a number where the value is missing; shape (units,).

    Parameters
    ----------
    values
        What is counted, in absolute numbers; not a number where missing.
    size
        What it is counted by (inhabitants, users, gross domestic product), in the same order.
    units
        Their names.
    factor
        1 000 000 for servers per million inhabitants, say.

    Raises
    ------
    MethodError
        If the lengths differ, or a unit with a value has no size above zero.

    Examples
    --------
    >>> per([500, 90], [10_000_000, 3_000_000], ["AZE", "ARM"], factor=1_000_000)
    array([50., 30.])
    """
    counted, by = np.asarray(values, dtype=float), np.asarray(size, dtype=float)
    if not counted.shape == by.shape == (len(units),):
        raise MethodError(
            f"{counted.size} values by {by.size} sizes for {len(units)} units",
            rule="one of each a unit",
            remedy="put both in the order of the units",
        )
    known = ~np.isnan(counted)
    sizeless = [unit for unit, ok in zip(units, ~known | (np.isfinite(by) & (by > 0)), strict=True) if not ok]
    if sizeless:
        raise MethodError(
            f"{', '.join(sizeless)}: no size to divide by",
            rule="a number above zero",
            remedy="give it, or leave the unit out",
        )
    return np.asarray(np.divide(factor * counted, by, out=np.full(len(units), np.nan), where=known))
