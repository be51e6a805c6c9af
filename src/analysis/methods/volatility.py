"""How much a series jumps from one year to the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.methods.results import Point, ProgressMeasure, Volatility

MINIMUM_POINTS = 6
"""Fewer yearly values say too little about how much a series jumps."""


def one_year_changes(points: Sequence[Point], *, measure: ProgressMeasure) -> tuple[float, ...]:
    """Changes between consecutive years, of the values or (for growth) of their logarithms; gaps are left out.

    Empty for growth if a value is not positive.

    Examples
    --------
    >>> one_year_changes([Point(2013, 70.0), Point(2014, 75.0), Point(2016, 77.0)], measure=ProgressMeasure.LINEAR)
    (5.0,)
    """
    ordered = sorted(points)
    values = np.array([p.value for p in ordered], dtype=float)
    if measure is ProgressMeasure.GROWTH:
        if (values <= 0).any():
            return ()
        values = np.log(values)
    years = np.array([p.year for p in ordered], dtype=int)
    return tuple(float(v) for v in np.diff(values)[np.diff(years) == 1])


def volatility(points: Sequence[Point], *, measure: ProgressMeasure) -> Volatility | None:
    """Sample standard deviation of past one-year changes; None under six points or under five such changes.

    A steady drift is no volatility: the mean change is taken out.

    Parameters
    ----------
    points
        One value a year, on one definition: values on both sides of a break do not belong together.

    Examples
    --------
    >>> steady = [Point(2010 + n, 50.0 + 3 * n) for n in range(7)]
    >>> volatility(steady, measure=ProgressMeasure.LINEAR)
    Volatility(sd=0.0, changes=6, measure=<ProgressMeasure.LINEAR: 'linear'>)
    """
    changes = one_year_changes(points, measure=measure)
    if len(points) < MINIMUM_POINTS or len(changes) < MINIMUM_POINTS - 1:
        return None
    return Volatility(float(np.std(changes, ddof=1)), len(changes), measure)
