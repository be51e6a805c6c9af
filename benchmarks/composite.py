"""Print what the uncertainty and sensitivity of a composite index cost. See benchmarks/README.md.

.venv/bin/python benchmarks/composite.py

The shape is that of COINr's own example, 51 units and 49 indicators on three levels, with made-up values.
"""

from __future__ import annotations

import numpy as np
from timing import timed

from analysis.methods.composite.choices import Choices
from analysis.methods.composite.recipe import Indicator, Means, Recipe, Scale, Settings
from analysis.methods.composite.sensitivity import sensitivity
from analysis.methods.composite.tree import Tree
from analysis.methods.composite.uncertainty import simulate

UNITS, INDICATORS, GROUPS = 51, 49, 8
CHOICES = Choices(
    spread=0.25,
    scales=(Scale.MIN_MAX, Scale.PERCENTILE),
    means=(Means(), Means(1, 0), Means(0, 0)),
    leave_out=True,
)


def example(units: int) -> tuple[np.ndarray, Recipe, list[str]]:
    """Made-up values, and a recipe of three levels: indicators, eight groups in two halves, the index."""
    values = np.random.default_rng(0).lognormal(size=(units, INDICATORS))
    codes = [f"i{n}" for n in range(INDICATORS)]
    groups = {f"g{n}": list(part) for n, part in enumerate(np.array_split(codes, GROUPS))}
    names = list(groups)
    halves = {"one": names[: GROUPS // 2], "two": names[GROUPS // 2 :]}
    members = {"index": list(halves), **halves, **groups}
    tree = Tree({group: dict.fromkeys(map(str, found), 1 / len(found)) for group, found in members.items()})
    return values, Recipe(tuple(map(Indicator, codes)), tree, Settings(Scale.MIN_MAX)), [f"u{n}" for n in range(units)]


def main() -> None:
    """All measurements, one after another."""
    import SALib.analyze.sobol
    import SALib.sample.sobol  # noqa: F401  its load is not what is measured

    values, recipe, units = example(UNITS)
    for n in (1_000, 10_000):
        timed(f"uncertainty, {n:,} replicates", lambda n=n: simulate(values, recipe, CHOICES, units, n=n))  # type: ignore[misc]
    runs = 1024 * (len(CHOICES.factors) + 2)
    timed(
        f"sensitivity, {len(CHOICES.factors)} factors, {runs:,} runs",
        lambda: sensitivity(values, recipe, CHOICES, units, n=1024),
    )
    for size in (UNITS, 4 * UNITS, 16 * UNITS):
        wide, its_recipe, its_units = example(size)
        timed(f"uncertainty, 1,000 replicates, {size} units", lambda: simulate(wide, its_recipe, CHOICES, its_units))  # noqa: B023


if __name__ == "__main__":
    main()
