"""Why two populations' rates differ: because they are composed otherwise, or because like groups have other rates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import MethodError
from analysis.methods.inequality.rates import Rates, same_base, same_groups

_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Kitagawa:
    """First less second, in percentage points: ``difference`` = ``composition`` + ``rates``, each by group."""

    difference: float
    composition: float
    rates: float
    by_composition: Mapping[str, float]
    by_rates: Mapping[str, float]


def kitagawa(
    first: Rates, first_composition: Mapping[str, float], second: Rates, second_composition: Mapping[str, float]
) -> Kitagawa:
    """Part the difference of two overall rates: Σ (c₁ − c₂)(r₁ + r₂)/2 + Σ (r₁ − r₂)(c₁ + c₂)/2.

    The sums are over groups, with c a group's share of each population and r its rate in each.

    Parameters
    ----------
    first, second
        Rates of the groups in per cent, on one population base.
    first_composition, second_composition
        The groups' shares of the population, summing to one.

    Raises
    ------
    MethodError
        If bases or groups differ, a share is outside 0 to 1, or shares do not sum to one.

    Reference: Kitagawa (1955), "Components of a difference between two rates", Journal of the American Statistical
    Association 50.

    Examples
    --------
    >>> before, after = Rates("15+", {"urban": 50.0, "rural": 20.0}), Rates("15+", {"urban": 70.0, "rural": 40.0})
    >>> found = kitagawa(after, {"urban": 0.6, "rural": 0.4}, before, {"urban": 0.5, "rural": 0.5})
    >>> round(found.difference, 9), round(found.composition, 9), round(found.rates, 9)
    (23.0, 3.0, 20.0)
    """
    same_base(first, second)
    same_groups(first.values, second.values)
    one, two = _checked(first_composition, first), _checked(second_composition, second)
    groups = tuple(first.values)
    by_composition = {g: (one[g] - two[g]) * (first.of(g) + second.of(g)) / 2 for g in groups}
    by_rates = {g: (first.of(g) - second.of(g)) * (one[g] + two[g]) / 2 for g in groups}
    difference = math.fsum(one[g] * first.of(g) - two[g] * second.of(g) for g in groups)
    return Kitagawa(
        difference, math.fsum(by_composition.values()), math.fsum(by_rates.values()), by_composition, by_rates
    )


def implied_composition(rates: Rates, overall: float) -> Mapping[str, float]:
    """The shares of two groups of which the overall rate is the mean: s = (overall − r₂) / (r₁ − r₂) and 1 − s.

    Where a table gives two groups and their total, its own composition follows, on its own population base.

    Raises
    ------
    MethodError
        If there are not two groups, their rates are equal, or the overall rate does not lie between them.

    Examples
    --------
    >>> implied_composition(Rates("7+", {"urban": 90.0, "rural": 70.0}), 80.0)
    {'urban': 0.5, 'rural': 0.5}
    """
    if len(rates.values) != 2:
        raise MethodError(f"{len(rates.values)} groups", rule="two, so that a total gives sizes", remedy="give sizes")
    (first, one), (second, other) = rates.values.items()
    if one == other or not min(one, other) <= overall <= max(one, other):
        raise MethodError(
            f"an overall rate of {overall:g} with groups at {one:g} and {other:g}",
            rule="between two different rates, as a mean is",
            remedy="take figures of the same people",
        )
    share = (overall - other) / (one - other)
    return {first: share, second: 1 - share}


def _checked(composition: Mapping[str, float], rates: Rates) -> Mapping[str, float]:
    if len(rates.values) < 2:
        raise MethodError("one group only", rule="two or more to decompose by", remedy="take another split")
    if apart := sorted(composition.keys() ^ rates.values.keys()):
        raise MethodError(
            f"group {apart[0]} with a share or a rate only", rule="both for every group", remedy="give the other"
        )
    for group, share in composition.items():
        if not 0 <= share <= 1:
            raise MethodError(f"the share {share:g} of {group}", rule="from 0 to 1", remedy="divide per cent by 100")
    if abs(total := math.fsum(composition.values()) - 1) > _TOLERANCE:
        raise MethodError(f"shares that sum to {1 + total:g}", rule="one in all", remedy="complete the groups")
    return composition
