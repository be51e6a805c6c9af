"""Change since a baseline."""

from __future__ import annotations

from analysis.methods.results import Observation, Pace, PaceKind


def compound_growth(start: float, end: float, years: int) -> float | None:
    """Compound annual growth in per cent, None unless both values are positive.

    Limiting cases: equal values give 0; doubling in one year gives 100.

    Raises
    ------
    ValueError
        If ``years`` is not positive.

    Examples
    --------
    >>> round(compound_growth(100.0, 121.0, 2), 6)
    10.0
    """
    if years <= 0:
        raise ValueError(f"growth over {years} years is not defined")
    if start <= 0 or end <= 0:
        return None
    return float(((end / start) ** (1 / years) - 1) * 100)


def pace(start: Observation, end: Observation, *, kind: PaceKind) -> Pace:
    """Change from ``start`` to ``end``, per year, and as compound growth.

    Raises
    ------
    ValueError
        If the two do not describe the same thing, or ``end`` is not later.

    Examples
    --------
    >>> a = Observation("internet_users", "AZE", 2013, 73.0, "percent")
    >>> b = Observation("internet_users", "AZE", 2018, 79.8, "percent")
    >>> round(pace(a, b, kind=PaceKind.POINTS).per_year, 2)
    1.36
    """
    if (start.indicator, start.economy, start.unit, start.breakdown) != (
        end.indicator,
        end.economy,
        end.unit,
        end.breakdown,
    ):
        raise ValueError(f"{start.indicator} and {end.indicator}: a pace needs one series in one unit")
    years = end.ref_year - start.ref_year
    if years <= 0:
        raise ValueError(f"a pace from {start.ref_year} to {end.ref_year} runs backwards")
    change = end.value - start.value
    return Pace(kind, start, end, change, change / years, compound_growth(start.value, end.value, years))
