"""A sheet made an index, and the country's rank under every other decision that is tried one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from analysis.chapters.composite_sheet import ROOT, Sheet
from analysis.chapters.evidence import COUNTRY
from analysis.errors import MethodError
from analysis.methods.composite.aggregate import copeland, mazziotta_pareto
from analysis.methods.composite.compose import Composite, compose, places
from analysis.methods.composite.recipe import Means, Recipe
from analysis.methods.composite.tree import Tree
from analysis.methods.composite.weights import benefit_of_the_doubt, equal_importance, principal_components
from analysis.methods.results import OtherRank


def composed(found: Sheet, *, tree: Tree | None = None, means: Means | None = None) -> Composite:
    """The index of a sheet by its recipe, or by another tree or other means."""
    recipe = found.recipe
    settings = replace(recipe.settings, means=means or recipe.settings.means)
    return compose(found.values, Recipe(recipe.indicators, tree or recipe.tree, settings), found.economies)


def others(found: Sheet) -> Iterator[OtherRank]:
    """The rank by other means, weights and rules, and without one indicator or economy."""
    tree, own = found.recipe.tree, found.recipe.settings.means
    for name, means in {
        "arithmetic": Means(1, 1),
        "geometric": Means(own.inner, 0),
        "geometric_inside": Means(0, 0),
    }.items():
        if means != own:
            yield OtherRank("means", name, rank_of(composed(found, means=means)))
    weights = tree.groups[ROOT]
    for pillar in weights:
        total = 1 + weights[pillar]
        doubled = {name: weight * (2 if name == pillar else 1) / total for name, weight in weights.items()}
        yield OtherRank("doubled", pillar, rank_of(composed(found, tree=Tree({**tree.groups, ROOT: doubled}))))
    yield from _by_other_methods(found)
    for code in found.recipe.codes:
        yield OtherRank("without", found.code_of(code), rank_of(composed(found.without([code]))))
    for economy in found.economies:
        if economy != COUNTRY:
            yield OtherRank("peer", economy, rank_of(composed(found.of(set(found.economies) - {economy}))))


def _by_other_methods(found: Sheet) -> Iterator[OtherRank]:
    """Weights taken from the pillars' scores, and rules by which a high score makes up for a low one less or not."""
    composite, tree = composed(found), found.recipe.tree
    weights = tree.groups[ROOT]
    scores = table_of(composite, weights)
    for name, taken in {"pca": _first_component, "equal_importance": equal_importance}.items():
        try:
            told = dict(zip(weights, map(float, taken(scores)), strict=True))
        except MethodError:  # pillars that do not go together have no such weights
            yield OtherRank("weights", name, None)
        else:
            yield OtherRank("weights", name, rank_of(composed(found, tree=Tree({**tree.groups, ROOT: told}))))
    own = found.economies.index(COUNTRY)
    least, most = 0.5 / len(weights), 2 / len(weights)
    for kind, name, outcome in (
        ("weights", "own_best", benefit_of_the_doubt(scores, share=(least, most))),
        ("rule", "copeland", copeland(scores, list(weights.values()))),
        ("rule", "mazziotta_pareto", mazziotta_pareto(scores)),
    ):
        yield OtherRank(kind, name, int(places(outcome)[own]))


def _first_component(scores: np.ndarray) -> np.ndarray:
    return principal_components(scores).weights


def table_of(composite: Composite, elements: Iterable[str]) -> np.ndarray:
    """Scores of economies by elements."""
    return np.column_stack([composite.scores[element] for element in elements])


def rank_of(composite: Composite) -> int:
    """The country's rank."""
    found = composite.ranks()[COUNTRY]
    assert found is not None, "every economy of a sheet is complete"
    return found
