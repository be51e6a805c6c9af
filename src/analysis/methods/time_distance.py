"""S-time-distance: how many years lie between two paths at the same level.

A gap in points says little to a reader who does not know the pace of the field; years do.

Reference: Sicherl (1973, 2012), "Time distance: a missing perspective in comparative analysis".
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.errors import MethodError
from analysis.methods.results import DistanceKind, PeerPath, Point, TimeDistance


def time_distance(own: Point, reference: Sequence[Point], *, direction: int) -> TimeDistance:
    """Years between ``own`` and the moment ``reference`` first reached the same level: own minus reference.

    Positive: the reference was there earlier, own is behind. The crossing is interpolated on a straight line between
    the two reference points around it; where the reference goes back and forth, its first crossing counts. Where it
    was beyond the level from its first point on, or has not reached it, only a bound can be given, and where even the
    sign is open (the reference ends before ``own``, or starts after it) the kind says so; nothing is extrapolated.

    Parameters
    ----------
    own
        The level and its year.
    reference
        The other path, for instance a peer group's median, any order; a single point will do for a bound.
    direction
        +1 where more is better, −1 where less is.

    Raises
    ------
    MethodError
        Without reference points, with a year twice or a value that is not finite, or a direction other than ±1.

    Examples
    --------
    >>> group = [Point(2013, 72.0), Point(2015, 78.0), Point(2018, 84.0)]
    >>> found = time_distance(Point(2018, 76.0), group, direction=1)
    >>> round(found.reference_year, 2), round(found.years, 2)
    (2014.33, 3.67)
    """
    path = _path(own, reference, direction)
    level = own.value * direction
    there = next((n for n, p in enumerate(path) if p.value * direction >= level), None)
    if there is None:
        bound = own.year - path[-1].year
        return TimeDistance(DistanceKind.UNDECIDED if bound > 0 else DistanceKind.AHEAD_MORE_THAN, own, float(bound))
    after = path[there]
    if after.value == own.value:
        return TimeDistance(DistanceKind.EXACT, own, float(own.year - after.year), float(after.year), after, after)
    if there == 0:
        bound = own.year - after.year
        return TimeDistance(DistanceKind.UNDECIDED if bound < 0 else DistanceKind.BEHIND_MORE_THAN, own, float(bound))
    before = path[there - 1]
    way = (own.value - before.value) / (after.value - before.value)
    year = before.year + way * (after.year - before.year)
    return TimeDistance(DistanceKind.EXACT, own, own.year - year, year, before, after)


def median_path(peers: PeerPath, *, until: int) -> tuple[Point, ...]:
    """A peer group's medians as points, up to and including ``until``."""
    return tuple(Point(p.ref_year, p.median) for p in peers.points if p.ref_year <= until)


def _path(own: Point, reference: Sequence[Point], direction: int) -> list[Point]:
    if direction not in (-1, 1):
        raise MethodError(f"direction {direction}", rule="1 or −1", remedy="take the indicator's direction")
    path = sorted(reference)
    if not path or len({p.year for p in path}) < len(path):
        raise MethodError(
            f"a reference of {len(path)} points", rule="at least one, each year once", remedy="ask for another group"
        )
    if not all(math.isfinite(p.value) for p in (own, *path)):
        raise MethodError("a value that is not finite", rule="finite values", remedy="leave out what is missing")
    return path
