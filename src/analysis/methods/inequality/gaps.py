"""Two groups' rates set against each other: difference, ratios of having and of lacking, odds ratio, gender gap.

Rates are per cent (0 to 100). Near saturation the ratio of having goes to one while the ratio of lacking need not, so
that both are reported with the difference; only the odds ratio is free of that. Where a denominator is zero a ratio is
None, as in :mod:`analysis.methods.group_gap`.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.errors import MethodError
from analysis.methods.group_gap import odds_ratio
from analysis.methods.inequality.rates import Rates

PARITY = (0.98, 1.02)
"""Between these a parity score counts as parity (ITU, Facts and figures)."""


@dataclass(frozen=True)
class RateGap:
    """The second group against the first, in all the ways that can disagree.

    ``difference`` in percentage points; ``attainment_ratio`` (second over first of those who have), ``shortfall_ratio``
    (second over first of those who lack), ``odds_ratio`` (first over second) without unit, None where undefined.
    """

    difference: float
    attainment_ratio: float | None
    shortfall_ratio: float | None
    odds_ratio: float | None


def compare(rates: Rates, first: str, second: str) -> RateGap:
    """Two groups of one base compared.

    Raises
    ------
    MethodError
        If a group is not there.

    Examples
    --------
    >>> compare(Rates("15+", {"men": 80.0, "women": 50.0}), "men", "women")
    RateGap(difference=30.0, attainment_ratio=0.625, shortfall_ratio=2.5, odds_ratio=4.0)
    """
    one, two = rates.of(first), rates.of(second)
    return RateGap(one - two, attainment_ratio(one, two), shortfall_ratio(one, two), odds_ratio(one, two))


def attainment_ratio(first: float, second: float) -> float | None:
    """Those who have in the second group over those in the first, rates in per cent; 1 is parity, None if none has.

    Examples
    --------
    >>> attainment_ratio(80, 60)
    0.75
    """
    one, two = _rate(first), _rate(second)
    return two / one if one > 0 else None


def shortfall_ratio(first: float, second: float) -> float | None:
    """Those who lack in the second group over those in the first, rates in per cent; None if nobody lacks in the first.

    Examples
    --------
    >>> shortfall_ratio(80, 60), shortfall_ratio(100, 60)
    (2.0, None)
    """
    return attainment_ratio(100 - _rate(first), 100 - _rate(second))


def gender_gap(men: float, women: float) -> float | None:
    """The gap as per cent of men's rate, (men − women) / men; positive where women are behind, None if no man has.

    Reference: ITU and EQUALS (2019), "Taking stock: data and evidence on gender equality in digital access, skills and
    leadership".

    Examples
    --------
    >>> gender_gap(80, 60)
    25.0
    """
    score = attainment_ratio(men, women)
    return None if score is None else 100 * (1 - score)


def parity_score(men: float, women: float) -> float | None:
    """ITU's gender parity score, women / men; parity between 0.98 and 1.02, None if no man has.

    Reference: ITU (2022), "Measuring digital development: facts and figures".

    Examples
    --------
    >>> parity_score(80, 60), at_parity(0.99)
    (0.75, True)
    """
    return attainment_ratio(men, women)


def at_parity(score: float) -> bool:
    """Whether a parity score counts as parity."""
    return PARITY[0] <= score <= PARITY[1]


def adjusted_parity(score: float) -> float:
    """A parity index symmetric about one: the score x itself up to one, 2 − 1/x above; 0 to 2.

    Reference: UNESCO Institute for Statistics (2018), "Metadata for the global and thematic indicators", SDG 4.5.1.

    Examples
    --------
    >>> adjusted_parity(0.75), adjusted_parity(4 / 3)
    (0.75, 1.25)
    """
    if not score >= 0:
        raise MethodError(f"a parity score of {score:g}", rule="zero or above", remedy="divide one rate by the other")
    return 2 - 1 / score if score > 1 else score


def _rate(value: float) -> float:
    if not 0 <= value <= 100:
        raise MethodError(f"a rate of {value:g}", rule="per cent, from 0 to 100", remedy="correct the rate")
    return value
