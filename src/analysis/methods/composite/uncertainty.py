"""How far an index and its ranks hang on choices that could have been made otherwise: Monte Carlo over them.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.choices import Choices, outcomes
from analysis.methods.composite.compose import checked, compose, places
from analysis.methods.composite.recipe import Recipe
from analysis.methods.results import Interval

BLOCK = 1000
"""Decisions evaluated at once: memory stays the same however many there are."""

_BOUNDS = (5.0, 50.0, 95.0)


@dataclass(frozen=True)
class Uncertainty:
    """Outcomes under many sets of decisions.

    ``index`` and ``ranks`` have shape (decisions, units), not a number where a unit has no score; ``nominal`` and
    ``nominal_ranks``, shape (units,), are the recipe's own. ``drawn_from`` names choices, number and seed: outcomes
    of two years can be set against each other where it is the same.
    """

    units: tuple[str, ...]
    index: np.ndarray
    ranks: np.ndarray
    nominal: np.ndarray
    nominal_ranks: np.ndarray
    drawn_from: tuple[Choices, int, int]

    def of_index(self, unit: str) -> Interval | None:
        """The unit's index; None if it has none in some outcome."""
        column = self._column(unit)
        return _interval(self.index[:, column], self.nominal[column])

    def of_rank(self, unit: str) -> Interval | None:
        """The unit's rank; None if it has none in some outcome."""
        column = self._column(unit)
        return _interval(self.ranks[:, column], self.nominal_ranks[column])

    def of_change(self, unit: str, since: Uncertainty) -> Interval | None:
        """The change of the unit's index since an earlier year, decision by decision.

        Raises
        ------
        MethodError
            If the two were not drawn alike.
        """
        if self.drawn_from != since.drawn_from or self.index.shape[0] != since.index.shape[0]:
            raise MethodError(
                "outcomes of other choices, another number or another seed",
                rule="both years under the same decisions",
                remedy="draw both with the same settings",
            )
        now, before = self._column(unit), since._column(unit)
        return _interval(self.index[:, now] - since.index[:, before], self.nominal[now] - since.nominal[before])

    def _column(self, unit: str) -> int:
        if unit not in self.units:
            raise MethodError(f"{unit} is not among the units", rule="one of them", remedy="ask for another")
        return self.units.index(unit)


def simulate(
    values: Sequence[Sequence[float]] | np.ndarray,
    recipe: Recipe,
    choices: Choices,
    units: Sequence[str],
    *,
    n: int = 1000,
    seed: int = 0,
) -> Uncertainty:
    """Work the index out under ``n`` random sets of decisions.

    Parameters
    ----------
    values
        Units by indicators in the recipe's order, not a number where missing.
    recipe
        The decisions that were made.
    choices
        Those that could have been made instead.
    n
        Sets of decisions, 100 or more.
    seed
        Of everything that is drawn: the same seed gives the same numbers. More decisions begin with the same ones.

    Raises
    ------
    MethodError
        If there are too few, or a step cannot be done.

    Examples
    --------
    >>> from analysis.methods.composite.recipe import Indicator, Means, Settings
    >>> from analysis.methods.composite.tree import Tree
    >>> recipe = Recipe(
    ...     (Indicator("a", worst=0, best=10), Indicator("b", worst=0, best=10)),
    ...     Tree({"index": {"a": 0.5, "b": 0.5}}),
    ... )
    >>> found = simulate([[2, 8], [6, 6]], recipe, Choices(spread=0.2), ["X", "Y"])
    >>> found.of_rank("Y").low, found.of_rank("Y").high
    (1.0, 1.0)
    """
    if n < 100:
        raise MethodError(f"{n} sets of decisions", rule="100 or more", remedy="draw more")
    names = tuple(units)
    given = checked(values, recipe, names)
    own = compose(given, recipe, names).scores[recipe.tree.root]
    rng = np.random.default_rng([seed, 1])
    index = np.empty((n, len(names)))
    for start in range(0, n, BLOCK):
        stop = min(start + BLOCK, n)
        points = rng.random((stop - start, len(choices.factors)))
        index[start:stop] = outcomes(given, recipe, choices, points, seed=seed, units=names)
    return Uncertainty(names, index, places(index), own, places(own), (choices, n, seed))


def _interval(outcome: np.ndarray, nominal: float) -> Interval | None:
    if np.isnan(nominal) or np.isnan(outcome).any():
        return None
    low, median, high = np.percentile(outcome, _BOUNDS)
    return Interval(float(nominal), float(low), float(median), float(high))
