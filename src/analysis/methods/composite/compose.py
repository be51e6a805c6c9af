"""A table of values made an index by a recipe: filled, treated, normalised, and put together level by level.

What is missing stays missing: a group has a score where enough of its weight is present, its members' weights then
growing in proportion, and none elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.composite import normalise
from analysis.methods.composite.outliers import Treated, treated
from analysis.methods.composite.recipe import Filling, Indicator, Means, Recipe, Scale, Settings
from analysis.methods.composite.tree import Tree

_ROUNDING = 1e-9

_BY_UNITS = {
    Scale.RANK: normalise.rank,
    Scale.PERCENTILE: normalise.percentile_rank,
    Scale.BORDA: normalise.borda,
}


@dataclass(frozen=True)
class Composite:
    """An index with everything it is made of.

    ``scores`` holds one array a group or indicator, shape (units,), not a number where there is no score; ask
    `of` for plain numbers. ``treated`` names the indicators that were, and how.
    """

    units: tuple[str, ...]
    root: str
    scores: Mapping[str, np.ndarray]
    treated: Mapping[str, Treated]

    def of(self, code: str | None = None) -> dict[str, float | None]:
        """Each unit's score of an element, of the index by default; None where too much is missing."""
        found = self.scores[code or self.root]
        return {u: None if np.isnan(s) else float(s) for u, s in zip(self.units, found, strict=True)}

    def ranks(self, code: str | None = None) -> dict[str, int | None]:
        """Each unit's rank, 1 for the highest score, units of one score sharing the better rank."""
        found = places(self.scores[code or self.root])
        return {u: None if np.isnan(p) else int(p) for u, p in zip(self.units, found, strict=True)}


def compose(values: Sequence[Sequence[float]] | np.ndarray, recipe: Recipe, units: Iterable[str]) -> Composite:
    """The index of each unit, and the scores of all groups and indicators.

    Parameters
    ----------
    values
        Units by indicators in the recipe's order, not a number where missing; shape (units, indicators).
    recipe
        Everything decided beforehand.
    units
        Their names, in order.

    Raises
    ------
    MethodError
        If the shape is not that of units and recipe, a name stands twice, a unit has no value at all, or a step cannot
        be done (the message names the indicator).

    Examples
    --------
    >>> from analysis.methods.composite.tree import Tree
    >>> recipe = Recipe(
    ...     (Indicator("a", worst=0, best=10), Indicator("b", worst=0, best=10)),
    ...     Tree({"index": {"a": 0.5, "b": 0.5}}),
    ...     Settings(low=0),
    ... )
    >>> compose([[2, 8], [5, 5]], recipe, ["X", "Y"]).of()
    {'X': 50.0, 'Y': 50.0}
    """
    names = tuple(units)
    given = checked(values, recipe, names)
    prepared, done = prepare(given, recipe, recipe.settings)
    scores = put_together(prepared, recipe, nominal(recipe.tree), recipe.settings.means, names)
    single = {code: found[0] if found.ndim == 2 else found for code, found in scores.items()}
    return Composite(names, recipe.tree.root, single, done)


def places(scores: np.ndarray) -> np.ndarray:
    """Ranks along the last axis, 1 for the highest, ties at the better rank; not a number where there is no score.

    Examples
    --------
    >>> places(np.array([3.0, np.nan, 5.0, 3.0]))
    array([ 2., nan,  1.,  2.])
    """
    missing = np.isnan(scores)
    found = rankdata(np.where(missing, np.inf, -scores), method="min", axis=-1).astype(float)
    found[missing] = np.nan
    return np.asarray(found)


def nominal(tree: Tree) -> dict[str, np.ndarray]:
    """The recipe's own weights: by group, shape (1, members)."""
    return {group: np.array([list(members.values())]) for group, members in tree.groups.items()}


def checked(values: Sequence[Sequence[float]] | np.ndarray, recipe: Recipe, units: tuple[str, ...]) -> np.ndarray:
    """The table as floats, of the shape that units and recipe ask for."""
    found = np.asarray(values, dtype=float)
    if found.shape != (len(units), len(recipe.codes)):
        raise MethodError(
            f"values of shape {found.shape}",
            rule=f"{len(units)} units by {len(recipe.codes)} indicators",
            remedy="give one row a unit, one column an indicator",
        )
    twice = sorted({unit for unit in units if units.count(unit) > 1})
    if twice:
        raise MethodError(f"{', '.join(twice)} twice", rule="one row a unit", remedy="choose one of the rows")
    empty = [unit for unit, row in zip(units, found, strict=True) if np.isnan(row).all()]
    if empty:
        raise MethodError(f"{', '.join(empty)}: no value", rule="one or more a unit", remedy="leave the unit out")
    return found


def prepare(given: np.ndarray, recipe: Recipe, settings: Settings) -> tuple[np.ndarray, dict[str, Treated]]:
    """Filled, treated and normalised values, shape (units, indicators), and what was treated."""
    columns, done = [], {}
    for indicator, column in zip(recipe.indicators, given.T, strict=True):
        try:
            filled = _filled(column, settings.filling)
            there = ~np.isnan(filled)
            found = filled[there]
            if settings.treat:
                done[indicator.code] = treated(found)
                found = done[indicator.code].values
            scores = np.full(len(filled), np.nan)
            scores[there] = _scaled(found, indicator, settings)
        except MethodError as error:
            raise MethodError(f"{indicator.code}: {error.what}", rule=error.rule, remedy=error.remedy) from error
        columns.append(scores)
    return np.column_stack(columns), done


def put_together(
    scores: np.ndarray, recipe: Recipe, weights: Mapping[str, np.ndarray], means: Means, units: Sequence[str]
) -> dict[str, np.ndarray]:
    """Scores of all elements under many sets of weights at once.

    Parameters
    ----------
    scores
        Normalised; shape (units, indicators).
    weights
        By group, shape (sets, members); a member without weight is left out.

    Returns
    -------
    dict
        By code: an indicator's scores, shape (units,); a group's, shape (sets, units).
    """
    if not means.compensates and np.nanmin(scores) <= 0:
        unit, place = map(int, np.argwhere(scores <= 0)[0])
        raise MethodError(
            f"{recipe.codes[place]}: the score of {units[unit]} is {scores[unit, place]:g}",
            rule="above zero for a mean that is not arithmetic",
            remedy="let scores begin at 1 rather than at 0",
        )
    found: dict[str, np.ndarray] = {code: scores[:, place] for code, place in recipe.column.items()}
    tree, least = recipe.tree, recipe.settings.least
    for group in tree.upward:
        power = means.outer if group == tree.root else means.inner
        found[group] = _mean([found[member] for member in tree.groups[group]], weights[group], power, least)
    return found


def _mean(members: Sequence[np.ndarray], weights: np.ndarray, power: float, least: float) -> np.ndarray:
    """Power means of the members that are there; shape (sets, units)."""
    if all(member.ndim == 1 for member in members):
        table = np.stack(members)  # (members, units): the same under all weights
        there = ~np.isnan(table)
        above = weights @ np.where(there, _raised(table, power), 0.0)
        below = weights @ there
    else:
        above = below = np.zeros((len(weights), members[0].shape[-1]))
        for place, member in enumerate(members):
            there, own = ~np.isnan(member), weights[:, place : place + 1]
            above = above + own * np.where(there, _raised(member, power), 0.0)
            below = below + own * there
    whole = weights.sum(axis=1, keepdims=True)
    enough = (below > 0) & (below >= (least - _ROUNDING) * whole)
    mean = np.divide(above, below, out=np.full(above.shape, np.nan), where=enough)
    return _lowered(mean, power)


def _raised(scores: np.ndarray, power: float) -> np.ndarray:
    return scores if power == 1 else np.log(scores) if power == 0 else scores**power


def _lowered(means: np.ndarray, power: float) -> np.ndarray:
    return means if power == 1 else np.exp(means) if power == 0 else means ** (1 / power)


def _filled(column: np.ndarray, filling: Filling) -> np.ndarray:
    missing = np.isnan(column)
    if filling is Filling.NONE or not missing.any() or missing.all():
        return column
    instead = np.nanmean(column) if filling is Filling.MEAN else np.nanmedian(column)
    return np.where(missing, instead, column)


def _scaled(found: np.ndarray, indicator: Indicator, settings: Settings) -> np.ndarray:
    scale, low, high = settings.scale, settings.low, settings.high
    if scale is Scale.GOALPOSTS:
        assert indicator.worst is not None and indicator.best is not None, "the recipe was checked for goalposts"
        return normalise.goalposts(
            found, worst=indicator.worst, best=indicator.best, low=low, high=high, log=indicator.log
        )
    if scale is Scale.Z_SCORE:
        return normalise.z_score(found, direction=indicator.direction)
    if scale is Scale.MIN_MAX:
        return normalise.min_max(found, direction=indicator.direction, low=low, high=high)
    if scale is Scale.DISTANCE:
        return low + (high - low) * normalise.distance_to_best(found, direction=indicator.direction)
    # places among the units, drawn out to the ends of the scale
    scored = _BY_UNITS[scale](found, direction=indicator.direction)
    if scale is Scale.PERCENTILE:
        return low + (high - low) * scored / 100
    first = 1.0 if scale is Scale.RANK else 0.0
    return low + (high - low) * (scored - first) / (len(scored) - 1)
