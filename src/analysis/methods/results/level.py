"""Where an indicator stands in an edition: its level, its pace, its gap to peers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from analysis.methods.results.observation import Observation
from analysis.methods.results.peers import PeerSummary, Standing
from analysis.methods.results.why_not import WhyNot


class PaceKind(Enum):
    """How a change is expressed: points of a share, per cent a year, or plain units."""

    POINTS = "points"
    GROWTH = "growth"
    UNITS = "units"


@dataclass(frozen=True)
class Pace:
    """Change from ``start`` to ``end``.

    ``change`` is end minus start (percentage points for shares); ``per_year`` the same per year; ``growth`` the
    compound rate in per cent a year, where both values are positive. None of them is rounded.
    """

    kind: PaceKind
    start: Observation
    end: Observation
    change: float
    per_year: float
    growth: float | None


@dataclass(frozen=True)
class Gap:
    """Own value minus the peer group's median in the same year, unrounded, in the indicator's unit.

    ``favourable`` tells whether the sign is good (in the indicator's direction), None where it has none.
    """

    own: Observation
    peers: PeerSummary
    difference: float
    favourable: bool | None


@dataclass(frozen=True)
class Level:
    """What an edition can say of one indicator: level, pace since the baseline, peers, gap, place."""

    indicator: str
    edition_year: int
    breakdown: str = ""
    latest: Observation | None = None
    baseline: Observation | None = None
    pace: Pace | None = None
    why_no_pace: WhyNot | None = None
    peers: tuple[PeerSummary, ...] = ()
    gap: Gap | None = None
    why_no_gap: WhyNot | None = None
    standing: Standing | None = None

    @property
    def case(self) -> str:
        """Which sentence fits: ``none``, ``old`` or ``known``."""
        if self.latest is None:
            return "none"
        return "old" if self.latest.is_old(self.edition_year) else "known"


@dataclass(frozen=True)
class Overview:
    """The chapter's indicators in one table."""

    levels: tuple[Level, ...]
