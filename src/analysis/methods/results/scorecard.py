"""Verdicts taken together: with the words of their targets, counted, and compared with an earlier edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from analysis.methods.results.text import Text
from analysis.methods.results.verdict import EvidenceStrength, Side, Verdict


class Compared(Enum):
    """What a verdict compares: the values, how far two groups lie apart, or places among economies."""

    VALUES = "values"
    GAP = "gap"
    PLACES = "places"


@dataclass(frozen=True)
class TargetVerdict:
    """A verdict with what the target says, and how a proxy, or a step taken, differs from what the clause asks."""

    verdict: Verdict
    definition: Text
    difference: Text | None = None
    compared: Compared = Compared.VALUES


@dataclass(frozen=True)
class Tally:
    """How many verdicts of one row (a direction, an edition) rest on which evidence and lie on which side.

    Counts come before single verdicts: with over a hundred of them, none is called significant alone.
    """

    row: str
    verdicts: tuple[TargetVerdict, ...]

    def n(self, *evidence: EvidenceStrength, side: Side | None = None, faint: bool | None = None) -> int:
        """How many rest on one of ``evidence`` (any, if none is named), lie on ``side`` and are ``faint`` or not."""
        return sum(
            (not evidence or one.verdict.evidence in evidence)
            and (side is None or one.verdict.side is side)
            and (faint is None or one.verdict.faint is faint)
            for one in self.verdicts
        )


@dataclass(frozen=True)
class Tallies:
    """Tallies side by side; ``by`` says what a row is."""

    by: str
    rows: tuple[Tally, ...]


@dataclass(frozen=True)
class VerdictChange:
    """A verdict that is another one than in the edition before."""

    before: TargetVerdict
    after: TargetVerdict


@dataclass(frozen=True)
class VerdictChanges:
    """What changed since the edition of ``since``, worked out anew from the figures that edition could see."""

    since: int | None
    edition_year: int
    changes: tuple[VerdictChange, ...]
    unchanged: int
