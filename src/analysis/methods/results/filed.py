"""Shares that were estimated from a survey's answers and filed: with intervals, and gaps between groups."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation

SYNTHETIC = "synthetic"
"""The publisher of answers that are made up."""


def is_made_up(observation: Observation) -> bool:
    """Whether a figure was estimated from made-up answers: it may be shown, marked so, and is no finding.

    Examples
    --------
    >>> is_made_up(Observation("filed_share", "AZE", 2018, 60.0, "percent", source="filed_surveys/synthetic"))
    True
    """
    return observation.source.partition("/")[2] == SYNTHETIC


@dataclass(frozen=True)
class FiledShare:
    """A measure's share among everybody or a group's code, its 95 % interval and how many answered.

    ``groups`` are pairs of a group and its code in the questionnaire. ``if_no`` and ``if_yes`` are the shares had
    everybody who gave no answer said no, or yes; only the total has them.
    """

    questionnaire: str
    measure: str
    groups: tuple[tuple[str, str], ...]
    value: Observation
    low: Observation
    high: Observation
    answers: Observation
    if_no: Observation | None = None
    if_yes: Observation | None = None


@dataclass(frozen=True)
class FiledGap:
    """The share of a group's first code less that of its last, in points, with the 95 % interval of the difference."""

    first: FiledShare
    last: FiledShare
    value: Observation
    low: Observation
    high: Observation

    @property
    def by(self) -> str:
        """The group that is cut."""
        return self.first.groups[0][0]

    @property
    def beyond_error(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low.value > 0 or self.high.value < 0


@dataclass(frozen=True)
class FiledShares:
    """Shares of the newest survey up to ``year`` whose answers were filed; the last filing of each holder."""

    year: int
    rows: tuple[FiledShare, ...]


@dataclass(frozen=True)
class FiledGaps:
    """Gaps of the newest survey up to ``year`` whose answers were filed; the last filing of each holder."""

    year: int
    rows: tuple[FiledGap, ...]
