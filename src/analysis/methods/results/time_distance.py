"""How many years one series is behind another at the same level."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from analysis.methods.results.progress import Point


class DistanceKind(Enum):
    """Whether a time distance is exact, only bounded, or open even in its sign."""

    EXACT = "exact"
    BEHIND_MORE_THAN = "behind_more_than"
    AHEAD_MORE_THAN = "ahead_more_than"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class TimeDistance:
    """Years between an own point and the moment the reference first had the same level.

    ``years`` is own minus reference: positive means behind, negative ahead. Where the reference was beyond the
    level from its first point on, or never reached it, ``years`` is the bound (behind by more than it, positive or
    0; ahead by more than it, negative or 0) and ``reference_year`` is None. ``UNDECIDED``: the reference's years and
    the own year do not meet, so that not even ahead or behind is known. ``before`` and ``after`` are the reference
    points that the crossing was interpolated between.
    """

    kind: DistanceKind
    own: Point
    years: float
    reference_year: float | None = None
    before: Point | None = None
    after: Point | None = None
