"""Which indicators and units have enough figures to take part.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 2 and step 3 on missing data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError


@dataclass(frozen=True)
class Screened:
    """What is left, and the share of figures present (0 to 1) in what is not, by name.

    ``values`` has shape (units, indicators). ``constant`` names indicators that are left but do not differ between
    units: scored by the units themselves they say nothing.
    """

    values: np.ndarray
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    sparse_units: dict[str, float]
    sparse_indicators: dict[str, float]
    constant: tuple[str, ...]


def screen(
    values: Sequence[Sequence[float]] | np.ndarray,
    units: Sequence[str],
    indicators: Sequence[str],
    *,
    of_units: float = 2 / 3,
    of_indicators: float = 2 / 3,
) -> Screened:
    """Leave out indicators that too few units have, then units that have too few of the indicators left.

    Parameters
    ----------
    values
        Units by indicators, not a number where missing.
    of_units
        Least share of the units that an indicator must have a figure for, above 0 to 1.
    of_indicators
        Least share of the indicators left that a unit must have a figure for, above 0 to 1.

    Raises
    ------
    MethodError
        If the shape is another, a share is out of its bounds, or nothing is left.

    Examples
    --------
    >>> nan = float("nan")
    >>> found = screen([[1, 2, nan], [3, nan, nan], [5, 6, 7]], ["X", "Y", "Z"], ["a", "b", "c"], of_indicators=1)
    >>> found.units, found.indicators, {code: round(share, 2) for code, share in found.sparse_indicators.items()}
    (('X', 'Z'), ('a', 'b'), {'c': 0.33})
    """
    found = np.asarray(values, dtype=float)
    if found.shape != (len(units), len(indicators)):
        raise MethodError(
            f"values of shape {found.shape}",
            rule=f"{len(units)} units by {len(indicators)} indicators",
            remedy="give one row a unit, one column an indicator",
        )
    for share in (of_units, of_indicators):
        if not 0 < share <= 1:
            raise MethodError(f"a least share of {share:g}", rule="above 0, up to 1", remedy="choose another")
    there = ~np.isnan(found)
    covered = there.mean(axis=0) if len(units) else np.zeros(len(indicators))
    columns = covered >= of_units
    filled = there[:, columns].mean(axis=1) if columns.any() else np.zeros(len(units))
    rows = filled >= of_indicators
    if not rows.any() or not columns.any():
        raise MethodError("nothing is left", rule="a unit and an indicator or more", remedy="ask for smaller shares")
    left = found[np.ix_(rows, columns)]
    kept = [code for code, ok in zip(indicators, columns, strict=True) if ok]
    return Screened(
        left,
        tuple(unit for unit, ok in zip(units, rows, strict=True) if ok),
        tuple(kept),
        {unit: float(share) for unit, share, ok in zip(units, filled, rows, strict=True) if not ok},
        {code: float(share) for code, share, ok in zip(indicators, covered, columns, strict=True) if not ok},
        tuple(code for code, column in zip(kept, left.T, strict=True) if len(set(column[~np.isnan(column)])) < 2),
    )
