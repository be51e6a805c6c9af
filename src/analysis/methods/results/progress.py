"""How fast a series moves to its target, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from analysis.methods.results.why_not import Unassessable


class Point(NamedTuple):
    """A value in a year."""

    year: int
    value: float


class ProgressMeasure(Enum):
    """Which pace ratio decides the class: linear for bounded shares, compound growth for unbounded levels."""

    LINEAR = "linear"
    GROWTH = "growth"


class PaceClass(Enum):
    """How fast a series moves to its target: pace ratio of 95 %, 60 % and 0 as borders, or the target reached."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    NEEDS_ACCELERATION = "needs_acceleration"
    LIMITED = "limited"
    AWAY = "away"


class Situation(Enum):
    """How baseline, latest value and target lie to each other."""

    REGULAR = "regular"
    OVERSHOOT = "overshoot"
    MET_AT_BASELINE = "met_at_baseline"
    TARGET_IS_BASELINE = "target_is_baseline"


class UncertaintyBasis(Enum):
    """What a probability rests on."""

    SAMPLING_ERROR = "sampling_error"
    VOLATILITY = "volatility"


@dataclass(frozen=True)
class Volatility:
    """Spread of past one-year changes: ``sd`` of ``changes`` of them, in the unit or in logs for growth."""

    sd: float
    changes: int
    measure: ProgressMeasure


@dataclass(frozen=True)
class ClassProbabilities:
    """Probability of each pace class, summing to 1, and what it rests on."""

    basis: UncertaintyBasis
    achieved: float
    on_track: float
    needs_acceleration: float
    limited: float
    away: float

    def of(self, pace_class: PaceClass) -> float:
        """The probability of one class."""
        return float(getattr(self, pace_class.value))


@dataclass(frozen=True)
class Progress:
    """Progress from ``baseline`` to ``target``, seen at ``latest``.

    ``linear`` and ``growth`` are the two pace ratios (1 = exactly the pace needed), ``growth_observed`` and
    ``growth_required`` the compound rates in per cent a year behind the second; ``share`` is the part of the way
    covered (below 0 when moving away, above 1 when beyond). Each is None where it is not defined.
    ``pace_class`` follows ``measure``; where it is None, ``why_not`` says why.
    """

    baseline: Point | None
    latest: Point | None
    target: Point
    direction: int
    measure: ProgressMeasure
    situation: Situation = Situation.REGULAR
    pace_class: PaceClass | None = None
    why_not: Unassessable | None = None
    linear: float | None = None
    growth: float | None = None
    growth_observed: float | None = None
    growth_required: float | None = None
    share: float | None = None
