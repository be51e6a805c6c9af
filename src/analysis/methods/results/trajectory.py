"""A series through the years, with its breaks, its peers and the levels drawn beside it."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.level import Level
from analysis.methods.results.observation import Observation
from analysis.methods.results.peers import PeerPath


@dataclass(frozen=True)
class Break:
    """A break in a series: values from ``year`` on do not compare with those before."""

    indicator: str
    year: int


@dataclass(frozen=True)
class Reference:
    """A level drawn as a dashed line with its own label: a printed baseline, a ceiling, a target.

    ``key`` names the label's text; ``observation`` is set where the level was read in a source.
    """

    key: str
    value: float
    unit: str
    observation: Observation | None = None


@dataclass(frozen=True)
class Trajectory:
    """One indicator (and breakdown) of one economy through the years, beside peer groups."""

    indicator: str
    own: tuple[Observation, ...]
    peers: tuple[PeerPath, ...] = ()
    breaks: tuple[Break, ...] = ()
    references: tuple[Reference, ...] = ()
    breakdown: str = ""
    log_scale: bool = False
    edition_year: int | None = None
    level: Level | None = None

    @property
    def last(self) -> Observation | None:
        """The newest own observation."""
        return self.own[-1] if self.own else None


@dataclass(frozen=True)
class Trajectories:
    """Several trajectories read together: one panel figure of small multiples."""

    panels: tuple[Trajectory, ...]
