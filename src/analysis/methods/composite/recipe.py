"""A recipe: everything that is decided before a composite index is worked out, frozen, and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from analysis.errors import MethodError
from analysis.methods.composite.tree import Tree


class Scale(Enum):
    """How indicators are brought to one scale (see `normalise`)."""

    MIN_MAX = "min_max"
    Z_SCORE = "z_score"
    GOALPOSTS = "goalposts"
    DISTANCE = "distance_to_best"
    RANK = "rank"
    PERCENTILE = "percentile_rank"
    BORDA = "borda"


class Filling(Enum):
    """What stands in for a missing value: nothing, or the mean or median of the other units."""

    NONE = "none"
    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True)
class Indicator:
    """An indicator in a recipe: which way is better, and its goalposts if it has any.

    Raises
    ------
    MethodError
        If goalposts stand the wrong way round for the direction, are equal, or one of them is missing.

    Examples
    --------
    >>> Indicator("internet_users", worst=0, best=100).direction
    1
    """

    code: str
    direction: int = 1
    worst: float | None = None
    best: float | None = None
    log: bool = False

    def __post_init__(self) -> None:
        if self.direction not in (-1, 1):
            raise MethodError(f"{self.code}: direction {self.direction}", rule="1 or −1", remedy="mend the recipe")
        if (self.worst is None) != (self.best is None):
            raise MethodError(f"{self.code}: one goalpost", rule="two or none", remedy="give the other one")
        if self.worst is not None and self.best is not None and (self.best - self.worst) * self.direction <= 0:
            raise MethodError(
                f"{self.code}: goalposts from {self.worst:g} (worst) to {self.best:g} (best)",
                rule="best lies beyond worst, in the direction that is better",
                remedy="turn them round, or mend the direction",
            )


@dataclass(frozen=True)
class Means:
    """Powers of the means: inside the groups, and over the root's members; 1 arithmetic, 0 geometric, −1 harmonic.

    Examples
    --------
    >>> Means(inner=1, outer=0).compensates
    False
    """

    inner: float = 1.0
    outer: float = 1.0

    @property
    def compensates(self) -> bool:
        """Whether a high score makes up for a low one wholly, on every level."""
        return self.inner == self.outer == 1


@dataclass(frozen=True)
class Settings:
    """How values become an index.

    Parameters
    ----------
    scale
        How indicators are normalised.
    means
        How scores are put together.
    treat
        Whether outliers are treated first; for many units at one time only.
    filling
        What stands in for a missing value.
    least
        Share of a group's weight that must be present for the group to have a score, above 0 to 1.
    low, high
        The ends of the scale.

    Raises
    ------
    MethodError
        If the settings do not go together.
    """

    scale: Scale = Scale.GOALPOSTS
    means: Means = Means()
    treat: bool = False
    filling: Filling = Filling.NONE
    least: float = 1.0
    low: float = 1.0
    high: float = 100.0

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise _unfit(f"a scale from {self.low:g} to {self.high:g}", "the lower end first")
        if not 0 < self.least <= 1:
            raise _unfit(f"{self.least:g} of a group's weight present", "above 0, up to 1")
        if not self.means.compensates and (self.scale is Scale.Z_SCORE or self.low <= 0):
            raise _unfit("a mean that is not arithmetic over scores of zero or below", "scores above zero")


@dataclass(frozen=True)
class Recipe:
    """Indicators, tree and settings that fit each other.

    Raises
    ------
    MethodError
        If tree and indicators do not name the same, or goalposts are asked for that an indicator does not have.

    Examples
    --------
    >>> tree = Tree({"index": {"a": 0.5, "b": 0.5}})
    >>> Recipe((Indicator("a"), Indicator("b", direction=-1)), tree, Settings(Scale.MIN_MAX)).codes
    ('a', 'b')
    """

    indicators: tuple[Indicator, ...]
    tree: Tree
    settings: Settings = Settings()

    def __post_init__(self) -> None:
        named, hung = [i.code for i in self.indicators], self.tree.indicators
        if sorted(named) != sorted(hung):
            apart = sorted(set(named) ^ set(hung)) or sorted(code for code in set(named) if named.count(code) > 1)
            raise _unfit(f"{', '.join(apart)}: not once in the list and once in the tree", "the same in both")
        self.check(self.settings.scale)

    def check(self, scale: Scale) -> None:
        """Whether indicators can be brought to that scale.

        Raises
        ------
        MethodError
            If goalposts are asked for that an indicator does not have.
        """
        bare = [i.code for i in self.indicators if i.worst is None]
        if scale is Scale.GOALPOSTS and bare:
            raise _unfit(f"no goalposts for {', '.join(bare)}", "two for each indicator")

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators in the order of the table of values."""
        return tuple(indicator.code for indicator in self.indicators)

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Each indicator's place in the table of values."""
        return {code: place for place, code in enumerate(self.codes)}


def _unfit(what: str, rule: str) -> MethodError:
    return MethodError(what, rule=rule, remedy="mend the recipe")
