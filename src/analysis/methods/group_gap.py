"""The gap between two groups' rates: difference, ratio and odds ratio, because they can move in opposite ways."""

from __future__ import annotations

from analysis.methods.results import GroupGap, Observation


def odds_ratio(high: float, low: float) -> float | None:
    """Odds of ``high`` over odds of ``low``, both in per cent; None where a rate is 0 or 100.

    Examples
    --------
    >>> odds_ratio(80.0, 50.0)
    4.0
    """
    if not (0 < high < 100 and 0 < low < 100):
        return None
    return (high / (100 - high)) / (low / (100 - low))


def group_gap(high: Observation, low: Observation) -> GroupGap:
    """Compare two groups' rates (per cent) of the same indicator, year and source.

    Raises
    ------
    ValueError
        If year, unit or source differ: rates on different bases are never subtracted.

    Examples
    --------
    >>> men = Observation("mobile_owners", "AZE", 2018, 87.75, "percent", "sex=male")
    >>> women = Observation("mobile_owners", "AZE", 2018, 79.34, "percent", "sex=female")
    >>> round(group_gap(men, women).difference, 2)
    8.41
    """
    if (high.indicator, high.ref_year, high.unit, high.source) != (
        low.indicator,
        low.ref_year,
        low.unit,
        low.source,
    ):
        raise ValueError(f"{high.indicator}: groups are compared within one year, unit and source")
    ratio = high.value / low.value if low.value > 0 else None
    return GroupGap(high, low, high.value - low.value, ratio, odds_ratio(high.value, low.value))
