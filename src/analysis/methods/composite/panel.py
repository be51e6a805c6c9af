"""Many years by one recipe, such that a year added later changes no score of an earlier one.

What is scored by the units of a year moves with them, so years cannot be set against each other. `frozen` turns such a
recipe into one with the goalposts of a base year. Places among the units (rank, percentile, Borda) are of one year by
their nature, and stay so.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 5 on time-dependent normalisation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.compose import Composite, checked, compose
from analysis.methods.composite.recipe import Filling, Recipe, Scale

_BY_LEVEL = {Scale.MIN_MAX, Scale.Z_SCORE, Scale.DISTANCE}


@dataclass(frozen=True)
class Carried:
    """A year's table with older figures where it has none, and each figure's age in years, shape (units, indicators).

    Both are not a number where nothing was fresh enough.
    """

    values: np.ndarray
    ages: np.ndarray


def carried_forward(tables: Mapping[int, np.ndarray], year: int, *, oldest: int) -> Carried:
    """The table of a year, each gap filled with the newest earlier figure that is at most ``oldest`` years old.

    Nothing is taken from a later year, and nothing is interpolated.

    Parameters
    ----------
    tables
        Units by indicators, by year; the same units and indicators in all.

    Raises
    ------
    MethodError
        If the year has no table, the shapes differ, or ``oldest`` is negative.

    Examples
    --------
    >>> nan = float("nan")
    >>> found = carried_forward({2016: np.array([[7.0]]), 2018: np.array([[nan]])}, 2018, oldest=2)
    >>> found.values, found.ages
    (array([[7.]]), array([[2.]]))
    """
    if year not in tables or oldest < 0:
        raise MethodError(
            f"{year}, figures up to {oldest} years old",
            rule=f"one of {', '.join(map(str, sorted(tables)))}, zero years or more",
            remedy="choose another",
        )
    if len({table.shape for table in tables.values()}) > 1:
        raise MethodError("tables of different shape", rule="the same units and indicators", remedy="align them first")
    values = np.array(tables[year], dtype=float)
    ages = np.where(np.isnan(values), np.nan, 0.0)
    for back in range(1, oldest + 1):
        older = tables.get(year - back)
        if older is not None:
            gaps = np.isnan(values) & ~np.isnan(older)
            values[gaps], ages[gaps] = np.asarray(older)[gaps], back
    return Carried(values, ages)


def frozen(recipe: Recipe, values: Sequence[Sequence[float]] | np.ndarray, units: Sequence[str]) -> Recipe:
    """The recipe with lowest and highest value of a base year as goalposts; itself where it has goalposts or places.

    Later values beyond them score as the goalpost does.

    Raises
    ------
    MethodError
        If values are scored by mean and deviation or treated for outliers, which have no goalposts; if gaps are filled
        from the year's other units; or an indicator is constant or empty in the base year.

    Examples
    --------
    >>> from analysis.methods.composite.recipe import Indicator, Settings
    >>> from analysis.methods.composite.tree import Tree
    >>> recipe = Recipe((Indicator("a", direction=-1),), Tree({"index": {"a": 1.0}}), Settings(Scale.MIN_MAX))
    >>> kept = frozen(recipe, [[3], [8]], ["X", "Y"]).indicators[0]
    >>> kept.worst, kept.best
    (8.0, 3.0)
    """
    settings = recipe.settings
    moving = {
        "outlier treatment": settings.treat,
        "gaps filled from other units": settings.filling is not Filling.NONE,
        "scores by mean and deviation": settings.scale is Scale.Z_SCORE,
    }
    if any(moving.values()):
        raise MethodError(
            f"{', '.join(name for name, is_so in moving.items() if is_so)} over several years",
            rule="what a year's units decide moves with them",
            remedy="score by goalposts or min–max, and leave gaps",
        )
    if settings.scale not in _BY_LEVEL:
        return recipe
    given = checked(values, recipe, tuple(units))
    indicators = []
    for known, column in zip(recipe.indicators, given.T, strict=True):
        there = column[~np.isnan(column)]
        if len(set(there)) < 2:
            raise MethodError(
                f"{known.code}: {len(set(there))} different values in the base year",
                rule="two or more",
                remedy="give it goalposts, or choose another base year",
            )
        low, high = float(there.min()), float(there.max())
        worst, best = (low, high) if known.direction == 1 else (high, low)
        indicators.append(replace(known, worst=worst, best=best))
    return Recipe(tuple(indicators), recipe.tree, replace(settings, scale=Scale.GOALPOSTS))


def compose_years(
    tables: Mapping[int, Sequence[Sequence[float]] | np.ndarray],
    recipe: Recipe,
    units: Mapping[int, Sequence[str]],
    *,
    base_year: int,
) -> dict[int, Composite]:
    """The index of every year, on the scale of the base year.

    Parameters
    ----------
    tables
        Units by indicators in the recipe's order, by year.
    units
        Their names, by year; units may come and go.

    Raises
    ------
    MethodError
        If the base year is missing, years and units differ, or a step cannot be done (the message names the year).

    Examples
    --------
    >>> from analysis.methods.composite.recipe import Indicator, Settings
    >>> from analysis.methods.composite.tree import Tree
    >>> recipe = Recipe((Indicator("a"),), Tree({"index": {"a": 1.0}}), Settings(Scale.MIN_MAX, low=0))
    >>> tables = {2013: [[10], [20]], 2014: [[15], [25]]}
    >>> [c.of() for c in compose_years(tables, recipe, dict.fromkeys(tables, ["X", "Y"]), base_year=2013).values()]
    [{'X': 0.0, 'Y': 100.0}, {'X': 50.0, 'Y': 100.0}]
    """
    if base_year not in tables or tables.keys() != units.keys():
        raise MethodError(
            f"tables of {', '.join(map(str, sorted(tables)))}, base year {base_year}",
            rule="the base year among them, units for each",
            remedy="add what is missing",
        )
    kept = frozen(recipe, tables[base_year], units[base_year])
    found = {}
    for year in sorted(tables):
        try:
            found[year] = compose(tables[year], kept, units[year])
        except MethodError as error:
            raise MethodError(f"{year}: {error.what}", rule=error.rule, remedy=error.remedy) from error
    return found
