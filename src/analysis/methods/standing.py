"""A country's place among economies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.methods.results import Observation, Standing


def rank_and_percentile(own: float, others: Sequence[float], *, direction: int = 1) -> tuple[int, float]:
    """Competition rank (ties share the better rank) and the share of the others that are worse, 0–100.

    ``direction`` is +1 where more is better, −1 where less is. Ties count half in the percentile.

    Raises
    ------
    ValueError
        Without others, or with a direction other than ±1.

    Examples
    --------
    >>> rank_and_percentile(3.0, [1.0, 2.0, 4.0, 3.0])
    (2, 62.5)
    >>> rank_and_percentile(3.0, [1.0, 2.0, 4.0], direction=-1)
    (3, 33.33333333333333)
    """
    if len(others) == 0:
        raise ValueError("a place needs other economies")
    if direction not in (-1, 1):
        raise ValueError(f"direction is {direction}, must be 1 or −1")
    values = np.asarray(others, dtype=float) * direction
    mine = own * direction
    better, equal = int((values > mine).sum()), int((values == mine).sum())
    worse = len(values) - better - equal
    return better + 1, float((worse + equal / 2) / len(values) * 100)


def standing(own: Observation, others: Sequence[Observation], *, direction: int = 1) -> Standing:
    """The place of ``own`` among itself and ``others``, all of the same year.

    Raises
    ------
    ValueError
        If an observation describes another year or unit.
    """
    if any((o.ref_year, o.unit) != (own.ref_year, own.unit) for o in others):
        raise ValueError(f"{own.indicator}: a place needs one year and one unit")
    rank, percentile = rank_and_percentile(own.value, [o.value for o in others], direction=direction)
    return Standing(own, rank, len(others) + 1, percentile, tuple(others))
