"""Groups' rates on one population base, and what may be subtracted from what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import MethodError


@dataclass(frozen=True)
class Rates:
    """Groups' rates in per cent on one population base, such as people aged 15 and over in one year.

    Raises
    ------
    MethodError
        If there is no group, or a rate is missing or outside 0 to 100.

    Examples
    --------
    >>> Rates("15+", {"men": 80.0, "women": 60.0}).of("women")
    60.0
    """

    base: str
    values: Mapping[str, float]

    def __post_init__(self) -> None:
        if not self.values:
            raise MethodError("rates of no group", rule="one group or more", remedy="give each group its rate")
        for group, rate in self.values.items():
            if not 0 <= rate <= 100:
                raise MethodError(
                    f"the rate {rate:g} of {group}", rule="per cent, from 0 to 100", remedy="correct the rate"
                )

    def of(self, group: str) -> float:
        """The rate of a group.

        Raises
        ------
        MethodError
            If the group is not there.
        """
        if group not in self.values:
            raise MethodError(
                f"no rate of {group} on the base {self.base}",
                rule=f"one of {', '.join(self.values)}",
                remedy="compare groups that are there",
            )
        return self.values[group]


def changes(before: Rates, after: Rates) -> dict[str, float]:
    """Each group's change between two waves in percentage points, in the order of the first.

    Raises
    ------
    MethodError
        If the bases differ, or a group is in one wave only.

    Examples
    --------
    >>> changes(Rates("15+", {"men": 70.0, "women": 60.0}), Rates("15+", {"women": 72.0, "men": 80.0}))
    {'men': 10.0, 'women': 12.0}
    """
    same_base(before, after)
    same_groups(before.values, after.values)
    return {group: after.of(group) - rate for group, rate in before.values.items()}


def same_base(one: Rates, other: Rates) -> None:
    """Make sure that rates may be subtracted.

    Raises
    ------
    MethodError
        If the population bases differ.
    """
    if one.base != other.base:
        raise MethodError(
            f"rates of {one.base} and of {other.base}",
            rule="one population base",
            remedy="take figures of the same people",
        )


def same_groups(one: Mapping[str, float], other: Mapping[str, float]) -> None:
    """Make sure that no group vanishes and none appears.

    Raises
    ------
    MethodError
        If a group is in one of the two only.
    """
    if apart := sorted(one.keys() ^ other.keys()):
        place = "first" if apart[0] in one else "second"
        raise MethodError(
            f"group {apart[0]} in the {place} wave only",
            rule="the same groups in both",
            remedy="merge groups until they agree",
        )
