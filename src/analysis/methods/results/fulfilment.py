"""What became of a target once its year is over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from analysis.methods.results.progress import Point
from analysis.methods.results.why_not import Unassessable


class Fulfilment(Enum):
    """What became of a target after its year."""

    MET = "met"
    MET_LATE = "met_late"
    NOT_MET = "not_met"


@dataclass(frozen=True)
class FinalResult:
    """What became of a target after its year.

    ``at_end`` is the value of the target year, or the last of the years just before it; ``latest`` the newest
    value; ``share_at_end`` and ``share`` the parts of the way covered at these two; ``reached`` the first point
    since the baseline that met the target; ``kept`` whether a met target still is at ``latest``.
    """

    target: Point
    direction: int
    fulfilment: Fulfilment | None = None
    why_not: Unassessable | None = None
    at_end: Point | None = None
    latest: Point | None = None
    share_at_end: float | None = None
    share: float | None = None
    reached: Point | None = None
    kept: bool | None = None
