"""A peer group in one year and through the years, and a place among other economies."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation


@dataclass(frozen=True)
class PeerSummary:
    """Unweighted median and quartiles of a peer group in one year, from ``n`` of its ``size`` members."""

    group: str
    ref_year: int
    median: float
    q1: float
    q3: float
    n: int
    size: int
    unit: str
    members: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class PeerPath:
    """A peer group through the years; years with under half of the group are absent."""

    group: str
    points: tuple[PeerSummary, ...]


@dataclass(frozen=True)
class Standing:
    """Rank ``rank`` of ``n`` economies with a value that year; ``percentile`` = share of the others below, 0–100.

    ``n`` counts only economies that belong to the comparison (see the function that made it).
    """

    observation: Observation
    rank: int
    n: int
    percentile: float
    others: tuple[Observation, ...] = ()
