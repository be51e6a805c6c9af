"""Two groups of people compared, such as men and women, in one year and through the years."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation
from analysis.methods.results.trajectory import Break


@dataclass(frozen=True)
class GroupGap:
    """Two groups of one year on the same population base: difference in points, ratio, and odds ratio.

    ``high`` and ``low`` name the groups as compared (e.g. men, women), not which is larger.
    """

    high: Observation
    low: Observation
    difference: float
    ratio: float | None
    odds_ratio: float | None


@dataclass(frozen=True)
class GroupGaps:
    """A gap through the years (or waves), e.g. between women and men."""

    indicator: str
    key: str
    gaps: tuple[GroupGap, ...]
    breaks: tuple[Break, ...] = ()

    @property
    def comparable(self) -> tuple[GroupGap, ...]:
        """The gaps since the last break: across it none is compared."""
        last_break = max((b.year for b in self.breaks), default=0)
        return tuple(one for one in self.gaps if one.high.ref_year >= last_break)


@dataclass(frozen=True)
class GroupGapsPanel:
    """Several gaps read together."""

    panels: tuple[GroupGaps, ...]
