"""The ICT Development Index as ITU made it from 2009 to 2017: three sub-indices out of eleven indicators.

Each indicator is divided by its edition's reference value and cut off at 1 (bandwidth: on logarithms). A sub-index is
ten times the mean of its indicators; the index is 0.4 access + 0.4 use + 0.2 skills, from 0 to 10. The index of 2023
and after is another one.

Reference: ITU (2011), "Measuring the Information Society", annex 1, box 1.2; ITU (2016), the same, methodology.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from analysis.errors import MethodError
from analysis.indices.goalposts import Goalposts

BANDWIDTH = "bandwidth_bits_per_user"
PARTS = {
    "access": (
        "fixed_telephone",
        "mobile_subscriptions",
        BANDWIDTH,
        "households_computer",
        "households_internet",
    ),
    "use": ("internet_users", "fixed_broadband", "mobile_broadband"),
    "skills": ("adult_literacy", "mean_schooling", "secondary_enrolment", "tertiary_enrolment"),
}
"""Indicators of the three parts. Per 100 inhabitants: fixed_telephone, mobile_subscriptions, fixed_broadband,
mobile_broadband. Per cent: households, internet_users, adult_literacy; gross enrolment may be over 100. Bandwidth in
bit/s per internet user, schooling in years. An edition has either literacy or schooling."""

SHARES = frozenset({"households_computer", "households_internet", "internet_users", "adult_literacy"})
"""Indicators that cannot be over 100."""


class Part(Enum):
    """A sub-index and its weight in the index."""

    ACCESS = ("access", 0.4)
    USE = ("use", 0.4)
    SKILLS = ("skills", 0.2)

    @property
    def label(self) -> str:
        """Its name."""
        return self.value[0]

    @property
    def weight(self) -> float:
        """What it counts in the index."""
        return self.value[1]


@dataclass(frozen=True)
class SubIndex:
    """A sub-index from 0 to 10; None where inputs lack, which ``lacking`` then names."""

    part: Part
    value: float | None
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class DevelopmentIndex:
    """The index with its parts; ``value`` (0 to 10) only where all three parts are there.

    ``scores`` holds the score (0 to 1) of every indicator that was given; ``edition`` is the one whose goalposts were
    used.
    """

    edition: int
    scores: Mapping[str, float]
    access: SubIndex
    use: SubIndex
    skills: SubIndex
    value: float | None

    @property
    def reason(self) -> str:
        """Why there is no index: which part lacks what; empty where there is one."""
        parts = (self.access, self.use, self.skills)
        return "; ".join(f"{part.part.label} lacks {', '.join(part.lacking)}" for part in parts if part.lacking)


@dataclass(frozen=True)
class ConstantIndex:
    """An index of several years with one edition's goalposts: unlike the published ones, its years can be compared."""

    edition: int
    years: Mapping[int, DevelopmentIndex]

    @property
    def values(self) -> Mapping[int, float]:
        """The years that have an index."""
        return {year: found.value for year, found in self.years.items() if found.value is not None}

    @property
    def reasons(self) -> Mapping[int, str]:
        """The years that have none, and why."""
        return {year: found.reason for year, found in self.years.items() if found.value is None}


def normalise(indicator: str, value: float, *, reference: float) -> float:
    """The share of the reference value, at most 1; bandwidth: of its logarithm, at least 0.

    Raises
    ------
    MethodError
        If the value is missing or negative, a share over 100, or a bandwidth that has no logarithm.

    Examples
    --------
    >>> normalise("fixed_telephone", 30, reference=60), normalise("secondary_enrolment", 102, reference=100)
    (0.5, 1.0)
    >>> normalise("bandwidth_bits_per_user", 1_000, reference=1_000_000)
    0.5
    """
    most = 100.0 if indicator in SHARES else math.inf
    if not math.isfinite(value) or not 0 <= value <= most:
        raise MethodError(
            f"{indicator} is {value:g}",
            rule="a share from 0 to 100" if indicator in SHARES else "a number, zero or above",
            remedy="mend the figure, or leave it out",
        )
    if indicator != BANDWIDTH:
        return min(1.0, value / reference)
    if value == 0 or reference <= 1:
        raise MethodError(
            f"{indicator} of {value:g} against {reference:g}",
            rule="above zero, the reference above 1: logarithms are compared",
            remedy="give it in bit/s per user, or leave it out",
        )
    return min(1.0, max(0.0, math.log10(value) / math.log10(reference)))


def idi(inputs: Mapping[str, float], *, posts: Goalposts) -> DevelopmentIndex:
    """The index of one economy in one year, as far as its inputs go.

    Parameters
    ----------
    inputs
        Values by indicator, in the units of `PARTS`; what is not known is left out, never zero.
    posts
        The goalposts of one edition.

    Returns
    -------
    DevelopmentIndex
        A sub-index where all its inputs are there, the index where all three are.

    Raises
    ------
    MethodError
        If an indicator is not the edition's, a value is impossible, or a goalpost that is needed is not known.

    Examples
    --------
    >>> from analysis.indices.goalposts import goalposts
    >>> found = idi({"internet_users": 60, "fixed_broadband": 30, "mobile_broadband": 40}, posts=goalposts(2016))
    >>> found.use.value, found.value, found.access.lacking[:2]
    (5.0, None, ('fixed_telephone', 'mobile_subscriptions'))
    """
    references = {indicator: posts.reference(indicator) for indicator in inputs}
    scores = {
        indicator: normalise(indicator, value, reference=references[indicator]) for indicator, value in inputs.items()
    }
    access, use, skills = (_sub_index(part, scores, posts) for part in Part)
    weighted = [None if part.value is None else part.part.weight * part.value for part in (access, use, skills)]
    known = [value for value in weighted if value is not None]
    total = math.fsum(known) if len(known) == len(weighted) else None
    return DevelopmentIndex(posts.edition, scores, access, use, skills, total)


def constant_goalposts(inputs: Mapping[int, Mapping[str, float]], *, posts: Goalposts) -> ConstantIndex:
    """The index of a series of years with the goalposts of one edition, for the years whose inputs are all there.

    Parameters
    ----------
    inputs
        Values by indicator, by the year that they describe.
    posts
        The goalposts for all years.

    Raises
    ------
    MethodError
        If there is no year, or one cannot be scored (as for `idi`).

    Examples
    --------
    >>> from analysis.indices.goalposts import goalposts
    >>> found = constant_goalposts({2015: {"internet_users": 77}}, posts=goalposts(2016))
    >>> dict(found.values), found.reasons[2015].split("; ")[2]
    ({}, 'skills lacks mean_schooling, secondary_enrolment, tertiary_enrolment')
    """
    if not inputs:
        raise MethodError("no year", rule="one or more", remedy="give inputs by year")
    return ConstantIndex(posts.edition, {year: idi(inputs[year], posts=posts) for year in sorted(inputs)})


def _sub_index(part: Part, scores: Mapping[str, float], posts: Goalposts) -> SubIndex:
    wanted = [indicator for indicator in PARTS[part.label] if indicator in posts.posts]
    lacking = tuple(indicator for indicator in wanted if indicator not in scores)
    value = None if lacking else 10 * sum(scores[indicator] for indicator in wanted) / len(wanted)
    return SubIndex(part, value, lacking)
