"""What an edition says of one target of the strategy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from analysis.methods.results.fulfilment import FinalResult
from analysis.methods.results.observation import Observation
from analysis.methods.results.peers import PeerSummary
from analysis.methods.results.progress import ClassProbabilities, Progress
from analysis.methods.results.why_not import Unassessable


class TargetKind(Enum):
    """What sort of target the strategy sets."""

    NUMERIC = "numeric"
    MILESTONE = "milestone"
    BENCHMARK = "benchmark"
    DIRECTION = "direction"
    THRESHOLD = "threshold"


class Outcome(Enum):
    """What a verdict says."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    NEEDS_ACCELERATION = "needs_acceleration"
    LIMITED = "limited"
    AWAY = "away"
    MET = "met"
    MET_LATE = "met_late"
    NOT_MET = "not_met"
    AS_WANTED = "as_wanted"
    UNCHANGED = "unchanged"
    AGAINST = "against"
    THRESHOLD_HELD = "threshold_held"
    THRESHOLD_BROKEN = "threshold_broken"
    DONE = "done"
    NOT_DONE = "not_done"
    PROXY_DIRECTION_ONLY = "proxy_direction_only"
    NOT_ASSESSABLE = "not_assessable"


class Side(Enum):
    """Which side of what the strategy wants an outcome lies on."""

    WANTED = "wanted"
    SHORT = "short"
    AGAINST = "against"
    OPEN = "open"


_SIDES = {
    Outcome.ACHIEVED: Side.WANTED,
    Outcome.ON_TRACK: Side.WANTED,
    Outcome.MET: Side.WANTED,
    Outcome.MET_LATE: Side.WANTED,
    Outcome.AS_WANTED: Side.WANTED,
    Outcome.THRESHOLD_HELD: Side.WANTED,
    Outcome.DONE: Side.WANTED,
    Outcome.NEEDS_ACCELERATION: Side.SHORT,
    Outcome.LIMITED: Side.SHORT,
    Outcome.UNCHANGED: Side.SHORT,
    Outcome.NOT_DONE: Side.SHORT,
    Outcome.AWAY: Side.AGAINST,
    Outcome.NOT_MET: Side.AGAINST,
    Outcome.AGAINST: Side.AGAINST,
    Outcome.THRESHOLD_BROKEN: Side.AGAINST,
    Outcome.NOT_ASSESSABLE: Side.OPEN,
}


class Movement(Enum):
    """Which way a series moved."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


class Swing(Enum):
    """How a change compares with what the series' own jumps from year to year may add up to."""

    BEYOND = "beyond"
    WITHIN = "within"
    UNKNOWN = "unknown"


class Weakness(Enum):
    """Why figures of a target's own carry little."""

    QUALITY = "quality"
    ESTIMATED = "estimated"
    BREAK = "break"
    FEW_VALUES = "few_values"
    NO_VOLATILITY = "no_volatility"
    BEFORE_THE_END = "before_the_end"


@dataclass(frozen=True)
class UsualSwing:
    """A change and what the series' own jumps may add up to over its years, with the sign of the change.

    Both are differences of the numbers compared, or where ``relative`` growth over the whole time as a share (0.5 is
    half as much again).
    """

    change: float
    bound: float
    relative: bool

    @property
    def exceeded(self) -> bool:
        """Whether the change lies beyond."""
        return abs(self.change) > abs(self.bound)


class EvidenceStrength(Enum):
    """How far the evidence behind a verdict carries."""

    STRONG = "strong"
    WEAK = "weak"
    SELF_REPORTED = "self_reported"
    PROXY = "proxy"
    MILESTONE_ONLY = "milestone_only"
    NONE = "none"


MEASURED = (EvidenceStrength.STRONG, EvidenceStrength.WEAK)
"""Evidence of figures of its own; every other kind is counted apart and never added to it."""


@dataclass(frozen=True)
class DatedEvent:
    """A dated event of the policy timeline; ``date`` is a year, a month or a day in ISO form."""

    id: str
    date: str
    certainty: str
    clause: str = ""
    address: str = ""

    @property
    def year(self) -> int:
        """The year of the date."""
        return int(self.date[:4])


@dataclass(frozen=True)
class Verdict:
    """What an edition says of one target, and everything it rests on.

    ``judged`` is the observation that the verdict speaks of and ``latest`` the newest one known (they differ when
    the strategy's end is judged from a later edition); ``baseline_value`` and ``judged_value`` are the numbers
    compared: the observations' own, or of a gap the distance between two groups, or of an index the share of other
    economies that do worse. ``direction`` is the way that is better on the numbers compared (of a share of others
    always up), ``swing`` tells of a movement how it compares with the usual one, whose size ``usual`` gives, and
    ``weakness`` why evidence of its own is weak. ``target_value`` is the level
    judged against: the printed number, or for a benchmark the group's statistic of the judged year, which ``peers``
    holds. ``final`` tells whether the end was judged, not the pace. ``bounds`` are the lowest and highest possible
    total where only its ``parts`` are known; ``broken_in`` the years in which a threshold did not hold; ``on_time``
    whether a dated milestone kept its year. ``points`` counts the yearly values from baseline to judgement.
    ``progress`` and ``final_result`` of a benchmark speak of its gap. ``met_probability`` is given where the judged
    value's sampling error is published.
    """

    target: str
    clause: str
    kind: TargetKind
    edition_year: int
    outcome: Outcome
    evidence: EvidenceStrength
    direction: int = 1
    indicator: str | None = None
    unit: str | None = None
    target_year: int | None = None
    target_value: float | None = None
    why_not: Unassessable | None = None
    movement: Movement | None = None
    swing: Swing | None = None
    usual: UsualSwing | None = None
    weakness: Weakness | None = None
    final: bool = False
    baseline: Observation | None = None
    judged: Observation | None = None
    latest: Observation | None = None
    baseline_value: float | None = None
    judged_value: float | None = None
    peers: PeerSummary | None = None
    progress: Progress | None = None
    final_result: FinalResult | None = None
    probabilities: ClassProbabilities | None = None
    met_probability: float | None = None
    points: int = 0
    bounds: tuple[float, float] | None = None
    parts: tuple[Observation, ...] = ()
    broken_in: tuple[int, ...] = ()
    event: DatedEvent | None = None
    on_time: bool | None = None
    inputs: tuple[Observation, ...] = ()
    events: tuple[DatedEvent, ...] = ()

    @property
    def share(self) -> float | None:
        """The part of the way covered at the judged value, or at the newest where the end has none."""
        if self.final_result is not None:
            at_end = self.final_result.share_at_end
            return self.final_result.share if at_end is None else at_end
        return None if self.progress is None else self.progress.share

    @property
    def faint(self) -> bool:
        """Whether the movement cannot be told from the usual swing of the series, or this is not known."""
        return self.swing in (Swing.WITHIN, Swing.UNKNOWN)

    @property
    def side(self) -> Side:
        """On which side of what the strategy wants the outcome lies; a proxy's by its movement.

        Of a target that was missed, part of the way covered is short of it; no step towards it is the other way.
        """
        if self.outcome is Outcome.PROXY_DIRECTION_ONLY:
            if self.movement is Movement.FLAT or self.movement is None:
                return Side.SHORT
            return Side.WANTED if (self.movement is Movement.UP) is (self.direction > 0) else Side.AGAINST
        if self.outcome is Outcome.NOT_MET and self.share is not None and self.share > 0:
            return Side.SHORT
        return _SIDES[self.outcome]
