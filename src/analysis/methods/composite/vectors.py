"""What all steps of a composite index ask of their numbers: one value a unit, finite, and more than one unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.errors import MethodError

Values = Sequence[float] | np.ndarray
"""One value a unit; shape (units,)."""


def vector(values: Values) -> np.ndarray:
    """The values as floats.

    Raises
    ------
    MethodError
        If they are not one row of numbers, one is missing, or there are fewer than two.
    """
    found = np.asarray(values, dtype=float)
    if found.ndim != 1:
        raise MethodError(f"values of shape {found.shape}", rule="one value a unit", remedy="give one indicator")
    if len(found) < 2:
        raise MethodError(
            f"{len(found)} unit", rule="an index compares two units or more", remedy="use goalposts for a single one"
        )
    if not np.isfinite(found).all():
        raise MethodError(
            f"{int((~np.isfinite(found)).sum())} values missing",
            rule="every unit has a value",
            remedy="impute, or leave units out, and say so",
        )
    return found


def table(values: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    """Units by indicators as floats, at least one indicator.

    Raises
    ------
    MethodError
        If a cell is missing, or the shape is another.
    """
    found = np.asarray(values, dtype=float)
    if found.ndim != 2 or not found.shape[0] or not found.shape[1]:
        raise MethodError(f"values of shape {found.shape}", rule="units by indicators", remedy="give a table")
    if not np.isfinite(found).all():
        unit, indicator = map(int, np.argwhere(~np.isfinite(found))[0])
        raise MethodError(
            f"the value of unit {unit} in indicator {indicator} is missing",
            rule="every unit has a value in every indicator",
            remedy="impute, or leave the unit out, and say so",
        )
    return found


def spread(values: np.ndarray) -> float:
    """Highest less lowest.

    Raises
    ------
    MethodError
        If all are equal.
    """
    found = float(np.ptp(values))
    if found == 0:
        raise MethodError(
            f"all {len(values)} values are {values[0]:g}",
            rule="an indicator differs between units",
            remedy="leave a constant indicator out, or score it by goalposts",
        )
    return found
