"""How unevenly regions and groups share in something: location Gini, Hoover index, digital divide index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.measures import gini
from analysis.methods.inequality.rates import Rates, same_base, same_groups
from analysis.methods.inequality.sample import Values, sample, weight_shares

DIDIX_WEIGHTS: Mapping[str, float] = {"computer use": 0.5, "internet use": 0.3, "internet at home": 0.2}
"""What each use counts in the digital divide index."""


def location_gini(activity: Values, population: Values) -> float:
    """Gini of location quotients among regions, each weighted by its population; 0 (as people live) to below 1.

    A region's quotient is a/b, with a its share of the activity and b its share of the people, which is its weight.

    Parameters
    ----------
    activity
        What is there in each region, such as subscriptions or jobs, as counts or shares; shape (regions,).
    population
        People in each region, as counts or shares; shape (regions,).

    Raises
    ------
    MethodError
        If a number is missing or negative, all are zero, lengths differ, or a region without people has activity.

    Reference: Krugman (1991), "Geography and trade".

    Examples
    --------
    >>> location_gini([10, 20], [100, 200]), location_gini([0, 30], [100, 100])
    (0.0, 0.5)
    """
    there, people = _regions(activity, population)
    if (deserted := (people == 0) & (there > 0)).any():
        raise MethodError(
            f"region {int(deserted.argmax())} with activity and no people",
            rule="people wherever there is activity",
            remedy="join it with its neighbour",
        )
    inhabited = people > 0
    return gini(there[inhabited] / people[inhabited], people[inhabited])


def hoover(activity: Values, population: Values) -> float:
    """The share of the activity that would have to move to be spread as people are, Σ |a − b| / 2; 0 to 1.

    The sum is over regions, with a a region's share of the activity and b its share of the people.

    Parameters
    ----------
    activity
        What is there in each region, as counts or shares; shape (regions,).
    population
        People in each region, as counts or shares; shape (regions,).

    Raises
    ------
    MethodError
        If a number is missing or negative, all are zero, or lengths differ.

    Reference: Hoover (1936), "The measurement of industrial localization", Review of Economics and Statistics 18.

    Examples
    --------
    >>> hoover([0, 30], [100, 100])
    0.5
    """
    there, people = _regions(activity, population)
    return float(np.abs(there - people).sum() / 2)


@dataclass(frozen=True)
class DigitalDivide:
    """The index and what each group at risk reaches of the whole population's use; 100 is parity, low a wide divide."""

    value: float
    by_group: Mapping[str, float]


def didix(
    rates: Mapping[str, Rates], everybody: Mapping[str, float], weights: Mapping[str, float] = DIDIX_WEIGHTS
) -> DigitalDivide:
    """Digital divide index: per cent of everybody's use that groups at risk reach, mean over uses, then over groups.

    The mean over groups g of 100 Σ w p_g / p, summed over uses, with w a use's weight, p_g the group's rate and p
    everybody's.

    Parameters
    ----------
    rates
        For each use the rates (per cent) of the groups at risk, such as women, people over 50, of low education and of
        low income, all on one population base.
    everybody
        For each use the rate of the whole population, per cent.
    weights
        What each use counts; brought to sum to one.

    It rises by itself as a use nears saturation, and should be read beside the rates.

    Raises
    ------
    MethodError
        If bases, groups or uses differ, a rate is outside 0 to 100, nobody has a use, or a weight is not valid.

    Reference: Hüsing and Selhofer (2004), "DIDIX: a digital divide index for measuring inequality in IT diffusion",
    IT&Society 1(7).

    Examples
    --------
    >>> rates = {use: Rates("16-74", {"women": 45.0, "low education": 30.0}) for use in DIDIX_WEIGHTS}
    >>> found = didix(rates, dict.fromkeys(DIDIX_WEIGHTS, 60.0))
    >>> round(found.value, 9), {group: round(index, 9) for group, index in found.by_group.items()}
    (62.5, {'women': 75.0, 'low education': 50.0})
    """
    uses = tuple(rates)
    if not uses or set(uses) != set(everybody) or set(uses) != set(weights):
        raise MethodError(
            f"rates of {', '.join(uses) or 'no use'}",
            rule=f"one for each of {', '.join(weights)}",
            remedy="give every use rates and a weight",
        )
    first = rates[uses[0]]
    whole = Rates(first.base, everybody)
    for use in uses:
        same_base(first, rates[use])
        same_groups(first.values, rates[use].values)
        if whole.of(use) == 0:
            raise MethodError(f"nobody has {use}", rule="a rate above zero", remedy="leave the use out")
    shares = dict(zip(uses, weight_shares([weights[use] for use in uses], len(uses)).tolist(), strict=True))
    by_group = {
        group: sum(100 * shares[use] * rates[use].of(group) / whole.of(use) for use in uses) for group in first.values
    }
    return DigitalDivide(sum(by_group.values()) / len(by_group), by_group)


def _regions(activity: Values, population: Values) -> tuple[np.ndarray, np.ndarray]:
    there = sample(activity)
    return there.relative * there.shares, weight_shares(population, len(there.shares))
