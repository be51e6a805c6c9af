"""Whether the elements of an index go together: correlations and Cronbach's alpha.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.compose import Composite
from analysis.methods.composite.vectors import table

LEAST_UNITS = 3


def correlation(composite: Composite, one: str, other: str) -> float | None:
    """Pearson's correlation between two elements over units that have both; None under three, or where one is constant.

    Examples
    --------
    >>> a, b = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 7.0])
    >>> round(correlation(Composite(("X", "Y", "Z"), "a", {"a": a, "b": b}, {}), "a", "b"), 3)
    0.993
    """
    first, second = composite.scores[one], composite.scores[other]
    both = ~np.isnan(first) & ~np.isnan(second)
    first, second = first[both], second[both]
    if len(first) < LEAST_UNITS or np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])


def cronbach_alpha(scores: Sequence[Sequence[float]] | np.ndarray) -> float:
    """Cronbach's alpha ``k/(k − 1) (1 − Σ s²_j / s²_sum)`` (Cronbach, 1951, equation 2); 1 for items that agree wholly.

    Parameters
    ----------
    scores
        Units by indicators, each pointing the same way; three units and two indicators or more, none missing.

    Raises
    ------
    MethodError
        If there are fewer, a cell is missing, or the sum is the same for all units.

    Examples
    --------
    >>> round(cronbach_alpha([[1, 2], [2, 3], [3, 4]]), 3), round(cronbach_alpha([[1, 2], [2, 1], [3, 4]]), 3)
    (1.0, 0.75)
    """
    found = table(scores)
    units, k = found.shape
    if units < LEAST_UNITS or k < 2:
        raise MethodError(
            f"{units} units, {k} indicators", rule="three units and two indicators, or more", remedy="leave alpha out"
        )
    whole = found.sum(axis=1).var(ddof=1)
    if whole == 0:
        raise MethodError("a sum that is the same for all units", rule="units differ", remedy="leave alpha out")
    return float(k / (k - 1) * (1 - found.var(axis=0, ddof=1).sum() / whole))
