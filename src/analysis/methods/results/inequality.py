"""Differences between groups by several measures, and inequality between countries."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.estimate import Estimate
from analysis.methods.results.group_gaps import GroupGap
from analysis.methods.results.observation import Observation
from analysis.methods.results.time_distance import TimeDistance

LEAST_SPAN = 3
"""Years that a gap must be known over before it is said which way it went."""


@dataclass(frozen=True)
class GapMeasure:
    """Two groups in the newest year by every measure, and the first year since the baseline on its definition.

    ``attainment`` and ``shortfall`` are ratios of the second group over the first, of those who have and of those who
    lack; None where undefined. ``since`` is None where only one year is known. ``distance`` says how many years the
    second group is behind the first, ``margin`` by how many points a gap may move through the survey's error alone.
    """

    indicator: str
    key: str
    now: GroupGap
    since: GroupGap | None
    attainment: float | None
    shortfall: float | None
    distance: TimeDistance | None
    margin: float | None = None

    @property
    def movement(self) -> str:
        """``narrower`` or ``wider`` where difference and odds ratio say so, ``apart`` where they do not agree.

        ``few`` where under `LEAST_SPAN` years lie between, ``same`` where neither moves by a printed digit, ``error``
        where the difference moved by no more than the margin.
        """
        if self.since is None or self.now.high.ref_year - self.since.high.ref_year < LEAST_SPAN:
            return "few"
        if self.since.odds_ratio is None or self.now.odds_ratio is None:
            return "apart"
        points = round(abs(self.now.difference), 1) - round(abs(self.since.difference), 1)
        odds = round(self.now.odds_ratio, 1) - round(self.since.odds_ratio, 1)
        if points == odds == 0:
            return "same"
        if self.margin is not None and abs(points) <= self.margin:
            return "error"
        if points * odds < 0:
            return "apart"
        return "narrower" if points < 0 or odds < 0 else "wider"


@dataclass(frozen=True)
class GapMeasures:
    """Every pair of groups for which the edition has figures."""

    year: int
    rows: tuple[GapMeasure, ...]


@dataclass(frozen=True)
class GrowthParts:
    """Why an overall share changed between two years, in percentage points: ``change`` is the sum of the other three.

    ``by_first`` and ``by_second`` come from the rates of the two groups, ``composition`` from the groups' sizes.
    """

    since: GroupGap
    now: GroupGap
    totals: tuple[Observation, Observation]
    change: float
    by_first: float
    by_second: float
    composition: float


@dataclass(frozen=True)
class GrowthPartsTable:
    """Every split of a share into two groups that has two years and their totals."""

    rows: tuple[GrowthParts, ...]


@dataclass(frozen=True)
class IncomeConcentration:
    """Whether the richer have something, by two income groups of one year.

    ``index`` is the concentration index, ``erreygers`` its absolute form for shares: 0 where both groups have it alike.
    Differences within the two groups are not seen.
    """

    poorest: Observation
    richest: Observation
    index: float
    erreygers: float


@dataclass(frozen=True)
class IncomeConcentrations:
    """What is known by income, year by year."""

    rows: tuple[IncomeConcentration, ...]


@dataclass(frozen=True)
class DivideYear:
    """One year between ``n`` countries, each weighted by its population.

    ``gini`` and ``theil`` carry jackknife errors over countries; ``between`` is the share of Theil's index that lies
    between the developed countries and the others, 0 to 1; ``own`` is the country's value and ``mean`` everybody's.
    """

    year: int
    n: int
    gini: Estimate
    theil: Estimate
    between: float
    own: Observation
    mean: float
    cells: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class CountryDivide:
    """Inequality of an indicator between the countries that have it in all the years shown."""

    indicator: str
    years: tuple[DivideYear, ...]


@dataclass(frozen=True)
class CountryDivides:
    """Several indicators, each with its own list of countries."""

    year: int
    divides: tuple[CountryDivide, ...]
