"""One year seen across the cells of a table, across economies, or across the parts of an index."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation
from analysis.methods.results.peers import PeerSummary, Standing
from analysis.methods.results.why_not import WhyNot


@dataclass(frozen=True)
class Cells:
    """One indicator in the cells of a cross-classification, for one year: (row label key, column label key)."""

    indicator: str
    ref_year: int | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Observation | None, ...], ...]


@dataclass(frozen=True)
class Distribution:
    """All economies of one year, the country's place among them, and the peer groups' medians."""

    indicator: str
    standing: Standing | None
    groups: tuple[PeerSummary, ...] = ()
    why_not: WhyNot | None = None


@dataclass(frozen=True)
class Profile:
    """Parts of one index in one edition (pillars, components) for the country and peer medians."""

    indicator: str
    parts: tuple[tuple[str, Observation, tuple[PeerSummary, ...]], ...]
