"""Time distance and convergence of the country and its peer groups, as a chapter reports them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.convergence import Convergence
from analysis.methods.results.observation import Observation
from analysis.methods.results.peers import PeerSummary
from analysis.methods.results.time_distance import TimeDistance


@dataclass(frozen=True)
class TimeGap:
    """The years between a country and the median of a group at the same level.

    ``medians`` are the one or two medians that the level lies at or between; ``since`` and ``until`` are the first and
    last year with a median.
    """

    own: Observation
    group: str
    distance: TimeDistance
    medians: tuple[PeerSummary, ...]
    since: int
    until: int


@dataclass(frozen=True)
class TimeGaps:
    """Time distances, indicator by indicator; ``missing`` are those for which none can be given."""

    rows: tuple[TimeGap, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupConvergence:
    """Whether the members of a group draw together; ``size`` counts them all, with the country."""

    indicator: str
    group: str
    size: int
    found: Convergence


@dataclass(frozen=True)
class Convergences:
    """Convergence, indicator by indicator."""

    rows: tuple[GroupConvergence, ...]
