"""A peer group's centre and spread: the unweighted median with quartiles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.methods.results import Observation, PeerSummary

MINIMUM_SHARE = 0.5
"""A group is summarised only if at least this share of its members has a value."""


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile, by linear interpolation between order statistics.

    Source: Hyndman and Fan (1996), "Sample quantiles in statistical packages", type 7.

    Raises
    ------
    ValueError
        If there is no value.

    Examples
    --------
    >>> quartiles([1.0, 2.0, 3.0, 4.0])
    (1.75, 2.5, 3.25)
    """
    if not values:
        raise ValueError("quartiles of no values are not defined")
    low, middle, high = np.quantile(np.asarray(values, dtype=float), [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)


def summarise(members: Sequence[Observation], *, group: str, size: int) -> PeerSummary | None:
    """The group's median and quartiles in one year, or None if under half of its ``size`` members have a value.

    Parameters
    ----------
    members
        One observation an economy, all of one indicator, unit and year.

    Raises
    ------
    ValueError
        If years, units or economies do not fit together.
    """
    if len(members) < MINIMUM_SHARE * size or not members:
        return None
    if len({(m.indicator, m.unit, m.ref_year, m.breakdown) for m in members}) > 1:
        raise ValueError(f"a summary of {group} needs one indicator, unit and year")
    if len({m.economy for m in members}) < len(members):
        raise ValueError(f"an economy stands twice in {group}")
    q1, median, q3 = quartiles([m.value for m in members])
    first = members[0]
    return PeerSummary(group, first.ref_year, median, q1, q3, len(members), size, first.unit, tuple(members))
