"""Whether economies grow alike."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.estimate import Estimate
from analysis.methods.results.observation import Observation


@dataclass(frozen=True)
class BetaConvergence:
    """Slope of (yearly) log growth on the log of the initial level; a negative ``beta`` means catching up.

    It is no proof that the spread falls: extremes come back to the mean by chance too. Read it with the spread.
    ``r2`` and ``r2_adjusted`` are None where all units grew alike.
    """

    beta: Estimate
    intercept: float
    r2: float | None
    r2_adjusted: float | None
    start: int
    end: int


@dataclass(frozen=True)
class Spread:
    """Mean, population standard deviation and coefficient of variation over ``n`` units in one year."""

    mean: float
    sd: float
    cv: float
    n: int


@dataclass(frozen=True)
class Convergence:
    """Four views of whether economies grow alike; one value a year for ``sigma``, ``delta`` and ``gamma``.

    ``gamma`` starts in the second year: mobility of ranks needs two.
    """

    economies: tuple[str, ...]
    years: tuple[int, ...]
    beta: BetaConvergence
    sigma: tuple[Spread, ...]
    delta: tuple[float, ...]
    gamma: tuple[float, ...]
    cells: tuple[Observation, ...] = ()
