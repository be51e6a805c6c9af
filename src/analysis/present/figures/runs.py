"""Which points of a series may be joined by a line, and by which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LONGEST_GAP = 3
"""Points further apart than this are not joined at all; points one year apart by a full line."""
OWN = "own"
"""The label that the country's line carries among the chart's artists."""


@dataclass(frozen=True)
class Run:
    """Neighbouring points that may be joined; ``thin`` where years without a figure lie between them."""

    points: tuple[tuple[int, float], ...]
    thin: bool = False


def runs(points: Sequence[tuple[int, float]], breaks: Sequence[int] = ()) -> tuple[Run, ...]:
    """Cut points into runs: never across a break, by a thin line over a gap of at most three years.

    A break of ``year`` lies between the years before and ``year`` itself.

    Examples
    --------
    >>> [len(run.points) for run in runs([(2010, 1.0), (2011, 2.0), (2012, 3.0)], breaks=[2012])]
    [2, 1]
    >>> [run.thin for run in runs([(2010, 1.0), (2011, 2.0), (2013, 3.0)])]
    [False, True, False]
    """
    if not points:
        return ()
    found: list[Run] = []
    current = [points[0]]
    for before, after in pairwise(points):
        years = after[0] - before[0]
        broken = any(before[0] < year <= after[0] for year in breaks)
        if years == 1 and not broken:
            current.append(after)
            continue
        found.append(Run(tuple(current)))
        if years <= LONGEST_GAP and not broken:
            found.append(Run((before, after), thin=True))
        current = [after]
    found.append(Run(tuple(current)))
    return tuple(found)
