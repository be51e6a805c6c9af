"""Classes of a pace ratio, with the borders that the European and the United Nations' progress tables share."""

from __future__ import annotations

from analysis.methods.results import PaceClass

ON_TRACK_FROM = 0.95
ACCELERATION_FROM = 0.60
AWAY_BELOW = 0.0

_ROUNDING = 1e-9
"""A ratio of exactly 95 % may come out of floating-point division a few units in the last place lower."""


def classify(ratio: float) -> PaceClass:
    """The class of a pace ratio (1 = exactly the pace needed); the borders belong to the better class.

    That a target is reached is a fact about the level, not about the pace: this function never says so.

    Reference: Statistics Canada and Open SDG, progress calculation with a target: 95 %, 60 %, 0.

    Examples
    --------
    >>> [classify(r).value for r in (1.2, 0.95, 0.6, 0.0, -0.1)]
    ['on_track', 'on_track', 'needs_acceleration', 'limited', 'away']
    """
    if ratio >= ON_TRACK_FROM - _ROUNDING:
        return PaceClass.ON_TRACK
    if ratio >= ACCELERATION_FROM - _ROUNDING:
        return PaceClass.NEEDS_ACCELERATION
    return PaceClass.LIMITED if ratio >= AWAY_BELOW - _ROUNDING else PaceClass.AWAY
