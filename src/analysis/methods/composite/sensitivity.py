"""Which choice matters most: Sobol indices of an index's outcomes, with SALib's design and estimators.

A first-order index is the share of variance that one choice explains by itself; a total index the share that would be
left if all other choices were settled, the choice's share in interactions included.

References: Sobol' (2001), "Global sensitivity indices for nonlinear mathematical models and their Monte Carlo
estimates", Mathematics and Computers in Simulation 55; Saltelli et al. (2010), "Variance based sensitivity analysis of
model output", Computer Physics Communications 181; Iwanaga, Usher and Herman (2022), "Toward SALib 2.0",
Socio-Environmental Systems Modelling 4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.composite.choices import Choices, outcomes
from analysis.methods.composite.compose import checked, compose, places
from analysis.methods.composite.recipe import Recipe
from analysis.methods.results import Influence, SobolIndex

CONFIDENCE = 0.9
"""Of the bootstrap intervals."""

TRUSTED = 0.1
"""Half the width that an interval may have for the indices to be put in an order."""

_RESAMPLES = 500


@dataclass(frozen=True)
class Sensitivity:
    """Factors' influence, most first; how many runs; the outcome's variance.

    ``influences`` is empty where nothing varies.
    """

    influences: tuple[Influence, ...]
    runs: int
    variance: float

    @property
    def trusted(self) -> bool:
        """Whether all intervals are narrow enough for an order to be read."""
        return all(max(i.first.error, i.total.error) <= TRUSTED for i in self.influences)

    @property
    def warning(self) -> str:
        """What to say where it is not; empty where it is."""
        if self.trusted:
            return ""
        widest = max(max(i.first.error, i.total.error) for i in self.influences)
        return f"intervals of up to ± {widest:.2f} after {self.runs} runs: too wide to say which choice matters most"


def sobol(evaluate: Callable[[np.ndarray], np.ndarray], factors: Sequence[str], *, n: int, seed: int) -> Sensitivity:
    """Sobol indices of any function on the unit cube.

    Parameters
    ----------
    evaluate
        From points, shape (runs, factors), to outcomes, shape (runs,).
    factors
        Their names.
    n
        Size of the design, a power of two; there are n (factors + 2) runs.

    Raises
    ------
    MethodError
        If ``n`` is no power of two, or an outcome is not a number.

    Examples
    --------
    >>> found = sobol(lambda x: 2 * x[:, 0] + x[:, 1], ["a", "b"], n=1024, seed=1)
    >>> [(i.factor, round(i.total.value, 2)) for i in found.influences]
    [('a', 0.8), ('b', 0.2)]
    """
    # two seconds of loading that no other method needs
    from SALib.analyze import sobol as analyse  # type: ignore[import-untyped]
    from SALib.sample import sobol as design  # type: ignore[import-untyped]

    if n < 2 or n & (n - 1):
        raise MethodError(f"a design of {n}", rule="a power of two", remedy="choose 256, 512, 1024 or more")
    problem = {"num_vars": len(factors), "names": list(factors), "bounds": [[0, 1]] * len(factors)}
    found = np.asarray(evaluate(design.sample(problem, n, calc_second_order=False, seed=seed)), dtype=float)
    runs, variance = len(found), float(found.var())
    if not np.isfinite(found).all():
        raise MethodError("an outcome that is no number", rule="a score in every run", remedy="ask for another outcome")
    if np.ptp(found) == 0:
        return Sensitivity((), runs, 0.0)
    told = analyse.analyze(
        problem, found, calc_second_order=False, num_resamples=_RESAMPLES, conf_level=CONFIDENCE, seed=seed
    )
    influences = [
        Influence(
            name,
            SobolIndex(float(told["S1"][place]), float(told["S1_conf"][place])),
            SobolIndex(float(told["ST"][place]), float(told["ST_conf"][place])),
        )
        for place, name in enumerate(factors)
    ]
    return Sensitivity(tuple(sorted(influences, key=lambda i: -i.total.value)), runs, variance)


def sensitivity(
    values: Sequence[Sequence[float]] | np.ndarray,
    recipe: Recipe,
    choices: Choices,
    units: Sequence[str],
    *,
    unit: str | None = None,
    n: int = 1024,
    seed: int = 0,
) -> Sensitivity:
    """Which choice moves the ranks most.

    The outcome is the rank of ``unit``, or the mean absolute shift of all ranks from the recipe's own (Saisana et al.,
    2005, equation 5).

    Raises
    ------
    MethodError
        If ``unit`` is not among the units, fewer than two choices are open, or a step cannot be done.

    Examples
    --------
    >>> from analysis.methods.composite.recipe import Indicator, Means, Settings
    >>> from analysis.methods.composite.tree import Tree
    >>> recipe = Recipe(
    ...     (Indicator("a", worst=0, best=10), Indicator("b", worst=0, best=10)),
    ...     Tree({"index": {"a": 0.5, "b": 0.5}}),
    ... )
    >>> choices = Choices(spread=0.1, means=(Means(), Means(outer=0)))
    >>> found = sensitivity([[1, 9], [4.5, 4.8]], recipe, choices, ["X", "Y"], n=64)
    >>> found.influences[0].factor
    'means'
    """
    names = tuple(units)
    given = checked(values, recipe, names)
    factors = choices.factors
    if len(factors) < 2:
        raise MethodError("one open choice", rule="two or more to compare", remedy="declare another alternative")
    if unit is not None and unit not in names:
        raise MethodError(f"{unit} is not among the units", rule="one of them", remedy="ask for another")
    own = places(compose(given, recipe, names).scores[recipe.tree.root])

    def evaluate(points: np.ndarray) -> np.ndarray:
        ranks = places(outcomes(given, recipe, choices, points, seed=seed, units=names))
        return ranks[:, names.index(unit)] if unit else np.asarray(np.abs(ranks - own).mean(axis=1))

    return sobol(evaluate, [factor.value for factor in factors], n=n, seed=seed)
