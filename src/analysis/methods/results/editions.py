"""A published index, edition by edition."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation
from analysis.methods.results.peers import PeerSummary, Standing


@dataclass(frozen=True)
class EditionPoint:
    """One edition of a published index: score, official rank where printed, standing among common economies.

    ``common`` is the place among the economies that stand in every edition shown; ``groups`` are peer
    summaries of the same edition.
    """

    score: Observation
    standing: Standing
    common: Standing
    official_rank: Observation | None = None
    groups: tuple[PeerSummary, ...] = ()


@dataclass(frozen=True)
class Editions:
    """Editions of one index. Scores are never joined by a line; places among common economies may be compared."""

    indicator: str
    points: tuple[EditionPoint, ...]
    n_common: int
    edition_year: int | None = None


@dataclass(frozen=True)
class EditionsPanel:
    """Several indices or components, edition by edition, in one figure."""

    panels: tuple[Editions, ...]
