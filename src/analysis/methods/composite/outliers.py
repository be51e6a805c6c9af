"""Outliers: found by skewness and kurtosis together, drawn in point by point, or else by a logarithm.

References: OECD/JRC (2008), "Handbook on constructing composite indicators", step 5; Becker, Caperna, Del Sorbo,
Norlén, Papadimitriou and Saisana (2022), "COINr: an R package for developing composite indicators", JOSS 7(78).
Skewness and kurtosis are Joanes and Gill's (1998) G1 and G2, "Comparing measures of sample skewness and kurtosis".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.vectors import Values, spread, vector

SKEWNESS, KURTOSIS = 2.0, 3.5
"""Beyond both, in absolute skewness and in excess kurtosis, an indicator is treated."""

MOST_POINTS = 5
"""So many units may be drawn in; where more would be needed, the logarithm is taken of the untreated values."""


class Treatment(Enum):
    """What was done to an indicator."""

    NONE = "none"
    WINSORISED = "winsorised"
    LOGARITHM = "logarithm"


@dataclass(frozen=True)
class Treated:
    """An indicator after treatment: its values, what was done, how many units were drawn in."""

    values: np.ndarray
    treatment: Treatment
    points: int = 0


def skewness(values: Values) -> float:
    """Adjusted Fisher–Pearson skewness G1 (Joanes & Gill, 1998); zero for a symmetric sample.

    Parameters
    ----------
    values
        One value a unit; three units or more, not all equal.

    Examples
    --------
    >>> round(skewness([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), 5)
    3.1189
    """
    found, n = _standardised(values, 3)
    return float(n / ((n - 1) * (n - 2)) * (found**3).sum())


def kurtosis(values: Values) -> float:
    """Adjusted excess kurtosis G2 (Joanes & Gill, 1998); zero for a normal sample, on average.

    Parameters
    ----------
    values
        One value a unit; four units or more, not all equal.

    Examples
    --------
    >>> round(kurtosis([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), 5)
    9.79924
    """
    found, n = _standardised(values, 4)
    scale = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3))
    return float(scale * (found**4).sum() - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))


def has_outliers(values: Values) -> bool:
    """Whether skewness and kurtosis both lie beyond their limits.

    Examples
    --------
    >>> has_outliers([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), has_outliers([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    (True, False)
    """
    return abs(skewness(values)) > SKEWNESS and kurtosis(values) > KURTOSIS


def logarithm(values: Values) -> np.ndarray:
    """``log(x − min + 0.01 (max − min))``: defined for any values that differ, and rising with them (COINr, log_CT).

    Examples
    --------
    >>> logarithm([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]).round(4)[[0, 1, -1]]
    array([-0.0101,  0.6881,  4.6051])
    """
    found = vector(values)
    return np.asarray(np.log(found - found.min() + 0.01 * spread(found)))


def treated(values: Values, *, most_points: int = MOST_POINTS) -> Treated:
    """Draw outliers in one by one to the next value; where ``most_points`` do not suffice, take the logarithm instead.

    The highest are drawn in where skewness is positive, the lowest where it is not; units that share a value are drawn
    in together. Order is kept, but for ties. A single unit's path over years is no sample: never treat one.

    Parameters
    ----------
    values
        One value a unit; four units or more.
    most_points
        How many units may be drawn in, at least 1.

    Raises
    ------
    MethodError
        If units are too few, a value is missing, all are equal, or ``most_points`` is below one.

    Examples
    --------
    >>> done = treated([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])
    >>> done.treatment.value, done.points, float(done.values.max())
    ('winsorised', 1, 9.0)
    """
    if most_points < 1:
        raise MethodError(f"{most_points} points", rule="one or more may be drawn in", remedy="give a positive number")
    given = vector(values)
    _standardised(given, 4)
    now, points = given.copy(), 0
    while has_outliers(now):
        high = skewness(now) > 0
        end = now.max() if high else now.min()
        at_end = now == end
        points = int(((given >= end) if high else (given <= end)).sum())
        if points > most_points:
            return Treated(logarithm(given), Treatment.LOGARITHM)
        now[at_end] = now[~at_end].max() if high else now[~at_end].min()
    return Treated(now, Treatment.WINSORISED, points) if points else Treated(now, Treatment.NONE)


def _standardised(values: Values, least: int) -> tuple[np.ndarray, int]:
    found = vector(values)
    n = len(found)
    if n < least:
        raise MethodError(f"{n} units", rule=f"{least} or more", remedy="leave small samples untreated")
    spread(found)
    return (found - found.mean()) / found.std(ddof=1), n
