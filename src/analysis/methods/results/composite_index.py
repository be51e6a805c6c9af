"""A composite index of economies, and how far the country's place hangs on choices."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation
from analysis.methods.results.peers import PeerSummary


@dataclass(frozen=True)
class Interval:
    """What the recipe itself gives, the middle of the outcomes of other choices, and where nine in ten of them lie."""

    nominal: float
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class SobolIndex:
    """A share of the outcome's variance, and half the width of its bootstrap interval."""

    value: float
    error: float


@dataclass(frozen=True)
class Influence:
    """What one factor explains of the variance: by itself, and with its interactions."""

    factor: str
    first: SobolIndex
    total: SobolIndex


@dataclass(frozen=True)
class PillarScore:
    """The country's score in a pillar, the middle of the other economies', and the figures it rests on.

    A ``relative`` pillar measures the place among the economies, not a level.
    """

    pillar: str
    score: float
    median: float
    relative: bool
    figures: tuple[Observation, ...]


@dataclass(frozen=True)
class GroupRank:
    """The country's rank among the economies of a peer group that have an index; of all where ``group`` is empty."""

    group: str
    n: int
    rank: Interval


@dataclass(frozen=True)
class CompositeStanding:
    """The index in one year: the headline (geometric), the arithmetic mean beside it, pillars and ranks.

    ``unmeasured`` are the pillars without fresh figures; ``n`` counts economies with the country.
    """

    year: int
    n: int
    geometric: Interval
    arithmetic: float
    pillars: tuple[PillarScore, ...]
    unmeasured: tuple[str, ...]
    ranks: tuple[GroupRank, ...]
    cells: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class ChangePart:
    """What a pillar adds to a change, with the country's figures at both ends; a ``relative`` one is of places."""

    pillar: str
    part: float
    relative: bool
    before: tuple[Observation, ...]
    now: tuple[Observation, ...]


@dataclass(frozen=True)
class CompositeChange:
    """The change of the index between two years on the same pillars and economies; the parts add up to it.

    ``left_out`` are pillars that one of the years lacks, with that year; ``broken`` indicators whose series breaks
    between them.
    """

    since: int
    year: int
    n: int
    change: Interval
    parts: tuple[ChangePart, ...]
    left_out: tuple[tuple[str, int], ...]
    broken: tuple[str, ...]
    cells: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class CompositeAnswer:
    """The place in short: the edition's with its range, and the change since the base year on what both years have.

    ``low_change`` and ``high_change`` are where nine in ten outcomes of the index's change lie; ``below`` counts the
    pillars in which the country lies below the median of the others, of ``n_pillars``.
    """

    year: int
    n: int
    rank: int
    low: int
    high: int
    since: int
    n_common: int
    change: float
    low_change: float
    high_change: float
    best: str
    worst: str
    below: int
    n_pillars: int
    driver: str
    driver_measures: str
    cells: tuple[Observation, ...] = ()

    @property
    def case(self) -> str:
        """Whether the index went ``up`` or ``down`` under nearly all decisions, or it is ``unsure``."""
        return "up" if self.low_change > 0 else "down" if self.high_change < 0 else "unsure"


@dataclass(frozen=True)
class OtherRank:
    """The country's rank under one other decision; ``kind`` says which sort, ``name`` what was changed.

    None where the decision cannot be followed: weights that would have to be negative.
    """

    kind: str
    name: str
    rank: int | None


@dataclass(frozen=True)
class OtherRanks:
    """The rank by the recipe, under other weights and means, and without one element or economy."""

    year: int
    n: int
    rank: int
    others: tuple[OtherRank, ...]
    cells: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class ChoiceInfluences:
    """Which choice moves the country's rank, and which all ranks; empty where none does.

    ``own_trusted`` and ``all_trusted`` are False where the intervals are too wide for an order.
    """

    year: int
    n: int
    runs: int
    own: tuple[Influence, ...]
    own_trusted: bool
    all: tuple[Influence, ...]
    all_trusted: bool
    cells: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class PillarCoherence:
    """A pillar's correlation with the index and with each of the other pillars, −1 to 1; None where it has none.

    ``items`` counts its indicators, of which ``alpha`` is Cronbach's; None for a single one.
    """

    pillar: str
    with_index: float | None
    with_others: tuple[tuple[str, float | None], ...]
    items: int
    alpha: float | None


@dataclass(frozen=True)
class Coherence:
    """Whether the elements go together, over ``n`` economies; ``alpha`` is Cronbach's of the pillars."""

    year: int
    n: int
    pillars: tuple[PillarCoherence, ...]
    alpha: float
    cells: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class RecipeRow:
    """An indicator in the recipe: its pillar, its share of the whole index, goalposts or None, and the reason."""

    pillar: str
    indicator: str
    share: float
    worst: float | None
    best: float | None
    reason: dict[str, str]


@dataclass(frozen=True)
class RecipeRows:
    """The recipe of the comparative index, as this edition could follow it."""

    year: int
    rows: tuple[RecipeRow, ...]
    unmeasured: tuple[str, ...]
    figures: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class Way:
    """How far an indicator has come from the base year to the ceiling; ``why`` there is no share, or empty.

    ``share`` runs from 0 to 100; ``ceiling`` is the group's median in the base year.
    """

    indicator: str
    weight: float
    base: Observation | None
    latest: Observation | None
    ceiling: PeerSummary | None
    share: float | None
    why: str = ""


@dataclass(frozen=True)
class DirectionWay:
    """A direction's mean over its indicators, 0 to 100; None where it is not measured, with the reason in words."""

    direction: str
    share: float | None
    ways: tuple[Way, ...]
    unmeasured: dict[str, str] | None = None


@dataclass(frozen=True)
class NationalProfile:
    """All directions of the strategy, and the means over those that are measured (scores from 1 to 100)."""

    year: int
    base_year: int
    directions: tuple[DirectionWay, ...]
    geometric: float | None
    arithmetic: float | None
