"""The choices behind a composite index as factors: whatever else a reasonable person might have decided.

A point of the unit cube stands for one set of decisions: each coordinate picks one alternative, in equal parts. Monte
Carlo draws points at random, a sensitivity analysis by a design; both are evaluated here, thousands at once.

Reference: Saisana, Saltelli and Tarantola (2005), "Uncertainty and sensitivity analysis techniques as tools for the
quality assessment of composite indicators", Journal of the Royal Statistical Society A 168(2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.compose import nominal, prepare, put_together
from analysis.methods.composite.recipe import Filling, Means, Recipe, Scale
from analysis.methods.composite.tree import Tree

WEIGHT_SETS = 4096
"""So many sets of weights are drawn once; a coordinate of the cube picks one of them."""


class Factor(Enum):
    """What is decided."""

    WEIGHTS = "weights"
    SCALE = "scale"
    MEANS = "means"
    FILLING = "filling"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Choices:
    """Alternatives to a recipe's settings; a factor with one alternative is no factor.

    Parameters
    ----------
    spread
        Each weight is drawn evenly from (1 − spread) to (1 + spread) times itself, then scaled to sum to one in its
        group; 0 to below 1.
    scales, means, fillings
        Alternatives, of which the recipe's own should be one; empty for the recipe's own alone.
    leave_out
        Whether one indicator, or none, is left out.

    Raises
    ------
    MethodError
        If the spread is outside its bounds, or no choice is left.

    Examples
    --------
    >>> [factor.value for factor in Choices(spread=0.25, means=(Means(), Means(outer=0))).factors]
    ['weights', 'means']
    """

    spread: float = 0.0
    scales: tuple[Scale, ...] = ()
    means: tuple[Means, ...] = ()
    fillings: tuple[Filling, ...] = ()
    leave_out: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.spread < 1:
            raise MethodError(f"weights ± {self.spread:g}", rule="0 to below 1", remedy="choose a part of the weight")
        if not self.factors:
            raise MethodError("no choice with two alternatives", rule="one or more", remedy="declare what is uncertain")

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What is uncertain, in the order of the cube's coordinates."""
        open_ = {
            Factor.WEIGHTS: self.spread > 0,
            Factor.SCALE: len(self.scales) > 1,
            Factor.MEANS: len(self.means) > 1,
            Factor.FILLING: len(self.fillings) > 1,
            Factor.LEFT_OUT: self.leave_out,
        }
        return tuple(factor for factor, is_open in open_.items() if is_open)


def drawn_weights(tree: Tree, spread: float, seed: int) -> dict[str, np.ndarray]:
    """Sets of weights around the recipe's own: by group, shape (`WEIGHT_SETS`, members)."""
    rng = np.random.default_rng(seed)
    found = {}
    for group, own in nominal(tree).items():
        drawn = own * rng.uniform(1 - spread, 1 + spread, (WEIGHT_SETS, own.shape[1]))
        found[group] = drawn / drawn.sum(axis=1, keepdims=True)
    return found


def outcomes(
    values: np.ndarray, recipe: Recipe, choices: Choices, points: np.ndarray, *, seed: int, units: Sequence[str]
) -> np.ndarray:
    """The index under each set of decisions.

    Parameters
    ----------
    values
        Units by indicators, not a number where missing.
    points
        Points of the unit cube; shape (decisions, factors).
    seed
        Of the sets of weights.

    Returns
    -------
    numpy.ndarray
        Shape (decisions, units), not a number where a unit has no score.

    Raises
    ------
    MethodError
        If the points do not fit the factors, an alternative does not fit the recipe, or a step cannot be done.
    """
    if points.ndim != 2 or points.shape[1] != len(choices.factors):
        raise MethodError(
            f"points of shape {points.shape}",
            rule=f"{len(choices.factors)} coordinates each",
            remedy="draw them for these choices",
        )
    place = {factor: points[:, n] for n, factor in enumerate(choices.factors)}
    own = recipe.settings

    def picked(factor: Factor, n: int) -> np.ndarray:
        if factor not in place:
            return np.zeros(len(points), dtype=int)
        return np.asarray(np.minimum((place[factor] * n).astype(int), n - 1))

    scales, means = choices.scales or (own.scale,), choices.means or (own.means,)
    fillings = choices.fillings or (own.filling,)
    for scale in scales:
        recipe.check(scale)
    which = (picked(Factor.SCALE, len(scales)), picked(Factor.FILLING, len(fillings)), picked(Factor.MEANS, len(means)))
    weights = _weights(recipe.tree, choices, picked, seed, len(points))
    found = np.empty((len(points), len(units)))
    for s, scale in enumerate(scales):
        for f, filling in enumerate(fillings):
            prepared = None
            for m, mean in enumerate(means):
                chosen = (which[0] == s) & (which[1] == f) & (which[2] == m)
                if not chosen.any():
                    continue
                if prepared is None:
                    prepared, _ = prepare(values, recipe, replace(own, scale=scale, filling=filling))
                rows = {group: sets[chosen] if len(sets) > 1 else sets for group, sets in weights.items()}
                index = put_together(prepared, recipe, rows, mean, units)[recipe.tree.root]
                found[chosen] = index
    return found


def _weights(
    tree: Tree, choices: Choices, picked: Callable[[Factor, int], np.ndarray], seed: int, n: int
) -> Mapping[str, np.ndarray]:
    """The weights of each decision, by group; shape (decisions, members)."""
    own = nominal(tree)
    if choices.spread:
        rows = picked(Factor.WEIGHTS, WEIGHT_SETS)
        own = {group: sets[rows] for group, sets in drawn_weights(tree, choices.spread, seed).items()}
    elif choices.leave_out:
        own = {group: np.repeat(sets, n, axis=0) for group, sets in own.items()}
    if choices.leave_out:
        # the last alternative leaves out none
        gone = picked(Factor.LEFT_OUT, len(tree.indicators) + 1)
        number = {code: place for place, code in enumerate(tree.indicators)}
        for group in tree.upward:
            for column, member in enumerate(tree.groups[group]):
                # a group that is left empty goes too
                empty = gone == number[member] if member in number else own[member].sum(axis=1) == 0
                own[group][empty, column] = 0.0
    return own
