"""Differences by several measures at once: between groups of people, and between countries."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, pairwise

import numpy as np

from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.errors import MethodError
from analysis.indicators import indicator, is_economy
from analysis.methods.inequality import jackknife
from analysis.methods.inequality.concentration import concentration_index, erreygers
from analysis.methods.inequality.gaps import attainment_ratio, shortfall_ratio
from analysis.methods.inequality.kitagawa import implied_composition, kitagawa
from analysis.methods.inequality.rates import Rates
from analysis.methods.inequality.subgroups import decompose_entropy
from analysis.methods.results import (
    CountryDivide,
    DivideYear,
    GapMeasure,
    GroupGap,
    GroupGaps,
    GrowthParts,
    IncomeConcentration,
    Observation,
    Point,
    TimeDistance,
)
from analysis.methods.time_distance import time_distance
from analysis.strategy import BASELINE_YEAR

DIVIDE_YEARS = (2005, 2013)
"""Years that are shown beside the newest: the one that all of the country's series start by, and the base year."""

INCOME_SHARES = (0.4, 0.6)
"""The parts of the population that the survey's two income groups are, the poorest first."""

LEAST_COUNTRIES = 100
"""A year with fewer countries says little about the world."""


def compared(gap: GroupGaps) -> tuple[GroupGap, GroupGap] | None:
    """A gap's first year since the baseline on its newest definition, and its newest year; None where there is none."""
    found = gap.comparable
    return (
        (next(one for one in found if one.high.ref_year >= BASELINE_YEAR or one is found[-1]), found[-1])
        if found
        else None
    )


def measure(gap: GroupGaps) -> GapMeasure | None:
    """A gap's newest year by every measure; None where there is no year.

    It is set against the first year since the baseline on the same definition. Years behind are read on the path of
    the first group from the last break on, years before the baseline included.
    """
    found = compared(gap)
    if found is None:
        return None
    since, now = found
    margin = indicator(gap.indicator).gap_margin
    return GapMeasure(
        gap.indicator,
        gap.key,
        now,
        None if since is now else since,
        attainment_ratio(now.high.value, now.low.value),
        shortfall_ratio(now.high.value, now.low.value),
        None if margin is not None and abs(now.difference) <= margin else _years_behind(gap.comparable),
        margin,
    )


def _years_behind(gaps: tuple[GroupGap, ...]) -> TimeDistance | None:
    """How long ago the group that is ahead stood where the other stands.

    None under three years of a path, and where the path passes that level more than once.
    """
    now, path = gaps[-1].low, [Point(one.high.ref_year, one.high.value) for one in gaps]
    passed = sum((one.value < now.value) is not (other.value < now.value) for one, other in pairwise(path))
    if len(path) < 3 or passed > 1:
        return None
    return time_distance(Point(now.ref_year, now.value), path, direction=1)


def growth(evidence: Evidence, gap: GroupGaps) -> GrowthParts | None:
    """What a share's change is made of, since the first comparable year from the baseline on.

    The groups' sizes are those that the table's own total implies. None where a total or a second year is missing, or a
    total does not lie between its groups.
    """
    found = compared(gap)
    if found is None or found[0] is found[1]:
        return None
    totals = {o.ref_year: o for o in evidence.observations(gap.indicator)}
    years = [one.high.ref_year for one in found]
    if not all(year in totals for year in years):
        return None
    base = indicator(gap.indicator).base["en"]
    before, after = (Rates(base, {"high": one.high.value, "low": one.low.value}) for one in found)
    try:
        sizes = [implied_composition(rates, totals[y].value) for rates, y in zip((before, after), years, strict=True)]
    except MethodError:
        return None
    parts = kitagawa(after, sizes[1], before, sizes[0])
    return GrowthParts(
        *found,
        (totals[years[0]], totals[years[1]]),
        parts.difference,
        parts.by_rates["high"],
        parts.by_rates["low"],
        parts.composition,
    )


def by_income(gap: GroupGaps) -> tuple[IncomeConcentration, ...]:
    """How a thing lies with the richer, wave by wave."""
    return tuple(_concentration(one) for one in gap.gaps)


def _concentration(gap: GroupGap) -> IncomeConcentration:
    shares, ranks = (gap.low.value / 100, gap.high.value / 100), (1, 2)
    return IncomeConcentration(
        gap.low,
        gap.high,
        concentration_index(shares, ranks, INCOME_SHARES),
        erreygers(shares, ranks, INCOME_SHARES),
    )


def between_countries(evidence: Evidence, code: str) -> CountryDivide:
    """How unequal are countries in an indicator, each counted by its people?

    The same countries in all years shown: those that have the indicator and a population in each of them.
    """
    found = {year: _with_people(evidence, code, year) for year in (*DIVIDE_YEARS, *_newest(evidence, code))}
    common = sorted(set.intersection(*(set(one) for one in found.values()))) if found else []
    if COUNTRY not in common or len(common) < LEAST_COUNTRIES:
        return CountryDivide(code, ())
    return CountryDivide(code, tuple(_year(evidence, year, one, common) for year, one in found.items()))


def _newest(evidence: Evidence, code: str) -> tuple[int, ...]:
    """The newest year that enough countries have, the country among them."""
    own = [o.ref_year for o in evidence.observations(code) if o.ref_year > max(DIVIDE_YEARS)]
    enough = (y for y in sorted(own, reverse=True) if len(_with_people(evidence, code, y)) >= LEAST_COUNTRIES)
    return tuple(islice(enough, 1))


def _with_people(evidence: Evidence, code: str, year: int) -> Mapping[str, tuple[Observation, Observation]]:
    """Value and population by economy."""
    people = {o.economy: o for o in evidence.observations("population", economy=None, year=year)}
    return {
        o.economy: (o, people[o.economy])
        for o in evidence.observations(code, economy=None, year=year)
        if o.economy in people and is_economy(o.economy)
    }


def _year(
    evidence: Evidence, year: int, found: Mapping[str, tuple[Observation, Observation]], common: list[str]
) -> DivideYear:
    pairs = [found[economy] for economy in common]
    values = np.array([value.value for value, _ in pairs])
    people = np.array([number.value for _, number in pairs])
    developed = set(evidence.edition.group(evidence.edition.benchmark).members)
    parts = decompose_entropy(values, [economy in developed for economy in common], people)
    return DivideYear(
        year,
        len(common),
        jackknife.gini(values, people),
        jackknife.generalised_entropy(values, people),
        parts.between_share,
        found[COUNTRY][0],
        float(np.average(values, weights=people)),
        tuple(o for pair in pairs for o in pair),
    )
