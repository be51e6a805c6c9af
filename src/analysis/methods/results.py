"""What statistics hand to whoever presents them: frozen values that remember where they came from.

`present` knows only these. A result is built from :class:`Observation` (a number someone published) and from
statistics over observations; both keep the raw rows they rest on, so that :func:`observations` can follow any
printed number back to its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import NamedTuple, Protocol

MAX_AGE = 2
"""Years after which a figure is printed with its year, greyed, without pace."""


@dataclass(frozen=True)
class Observation:
    """One published number of one economy.

    ``ref_year`` is what the number describes (for an index: its edition year), ``data_year`` the year of an
    index's inputs, ``period`` is empty for a full year, ``source_row`` names the line of the raw file, ``note`` is
    what was written down with it there.

    Examples
    --------
    >>> Observation("internet_users", "AZE", 2018, 79.8, "percent").age(2020)
    2
    """

    indicator: str
    economy: str
    ref_year: int
    value: float
    unit: str
    breakdown: str = ""
    period: str = ""
    status: str = "A"
    quality: str = "A"
    source: str = ""
    source_row: str = ""
    vintage: str = ""
    data_year: int | None = None
    note: str = ""

    def age(self, year: int) -> int:
        """Years between what the number describes and ``year``."""
        return year - self.ref_year

    def is_old(self, year: int) -> bool:
        """Whether it is too old for a pace or a verdict in the edition of ``year``."""
        return self.age(year) > MAX_AGE


@dataclass(frozen=True)
class PeerSummary:
    """Unweighted median and quartiles of a peer group in one year, from ``n`` of its ``size`` members."""

    group: str
    ref_year: int
    median: float
    q1: float
    q3: float
    n: int
    size: int
    unit: str
    members: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class PeerPath:
    """A peer group through the years; years with under half of the group are absent."""

    group: str
    points: tuple[PeerSummary, ...]


@dataclass(frozen=True)
class Break:
    """A break in a series: values from ``year`` on do not compare with those before."""

    indicator: str
    year: int


@dataclass(frozen=True)
class Reference:
    """A level drawn as a dashed line with its own label: a printed baseline, a ceiling, a target.

    ``key`` names the label's text; ``observation`` is set where the level was read in a source.
    """

    key: str
    value: float
    unit: str
    observation: Observation | None = None


@dataclass(frozen=True)
class Trajectory:
    """One indicator (and breakdown) of one economy through the years, beside peer groups."""

    indicator: str
    own: tuple[Observation, ...]
    peers: tuple[PeerPath, ...] = ()
    breaks: tuple[Break, ...] = ()
    references: tuple[Reference, ...] = ()
    breakdown: str = ""
    log_scale: bool = False
    edition_year: int | None = None
    level: Level | None = None

    @property
    def last(self) -> Observation | None:
        """The newest own observation."""
        return self.own[-1] if self.own else None


@dataclass(frozen=True)
class Trajectories:
    """Several trajectories read together: one panel figure of small multiples."""

    panels: tuple[Trajectory, ...]


class PaceKind(Enum):
    """How a change is expressed: points of a share, per cent a year, or plain units."""

    POINTS = "points"
    GROWTH = "growth"
    UNITS = "units"


class WhyNot(Enum):
    """Why a statistic is not given. Every member has a text in both languages (``why_not.<value>``)."""

    NO_DATA = "no_data"
    TOO_OLD = "too_old"
    NO_BASELINE = "no_baseline"
    BREAK = "break"
    SAME_YEAR = "same_year"
    EDITIONS = "editions"
    RELATIVE = "relative"
    FEW_PEERS = "few_peers"
    NO_PEERS = "no_peers"
    PART_YEAR = "part_year"


@dataclass(frozen=True)
class Pace:
    """Change from ``start`` to ``end``.

    ``change`` is end minus start (percentage points for shares); ``per_year`` the same per year; ``growth`` the
    compound rate in per cent a year, where both values are positive. None of them is rounded.
    """

    kind: PaceKind
    start: Observation
    end: Observation
    change: float
    per_year: float
    growth: float | None


@dataclass(frozen=True)
class Gap:
    """Own value minus the peer group's median in the same year, unrounded, in the indicator's unit.

    ``favourable`` tells whether the sign is good (in the indicator's direction), None where it has none.
    """

    own: Observation
    peers: PeerSummary
    difference: float
    favourable: bool | None


@dataclass(frozen=True)
class Standing:
    """Rank ``rank`` of ``n`` economies with a value that year; ``percentile`` = share of the others below, 0–100.

    ``n`` counts only economies that belong to the comparison (see the function that made it).
    """

    observation: Observation
    rank: int
    n: int
    percentile: float
    others: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class Level:
    """What an edition can say of one indicator: level, pace since the baseline, peers, gap, place."""

    indicator: str
    edition_year: int
    breakdown: str = ""
    latest: Observation | None = None
    baseline: Observation | None = None
    pace: Pace | None = None
    why_no_pace: WhyNot | None = None
    peers: tuple[PeerSummary, ...] = ()
    gap: Gap | None = None
    why_no_gap: WhyNot | None = None
    standing: Standing | None = None

    @property
    def case(self) -> str:
        """Which sentence fits: ``none``, ``old`` or ``known``."""
        if self.latest is None:
            return "none"
        return "old" if self.latest.is_old(self.edition_year) else "known"


@dataclass(frozen=True)
class Overview:
    """The chapter's indicators in one table."""

    levels: tuple[Level, ...]


@dataclass(frozen=True)
class EditionPoint:
    """One edition of a published index: score, official rank where printed, standing among common economies.

    ``common`` is the place among the economies that stand in every edition shown; ``groups`` are peer
    summaries of the same edition.
    """

    score: Observation
    standing: Standing
    common: Standing
    official_rank: Observation | None = None
    groups: tuple[PeerSummary, ...] = ()


@dataclass(frozen=True)
class Editions:
    """Editions of one index. Scores are never joined by a line; places among common economies may be compared."""

    indicator: str
    points: tuple[EditionPoint, ...]
    n_common: int
    edition_year: int | None = None


@dataclass(frozen=True)
class EditionsPanel:
    """Several indices or components, edition by edition, in one figure."""

    panels: tuple[Editions, ...]


@dataclass(frozen=True)
class GroupGap:
    """Two groups of one year on the same population base: difference in points, ratio, and odds ratio.

    ``high`` and ``low`` name the groups as compared (e.g. men, women), not which is larger.
    """

    high: Observation
    low: Observation
    difference: float
    ratio: float | None
    odds_ratio: float | None


@dataclass(frozen=True)
class GroupGaps:
    """A gap through the years (or waves), e.g. between women and men."""

    indicator: str
    key: str
    gaps: tuple[GroupGap, ...]
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True)
class GroupGapsPanel:
    """Several gaps read together."""

    panels: tuple[GroupGaps, ...]


@dataclass(frozen=True)
class Cells:
    """One indicator in the cells of a cross-classification, for one year: (row label key, column label key)."""

    indicator: str
    ref_year: int | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Observation | None, ...], ...]


@dataclass(frozen=True)
class Distribution:
    """All economies of one year, the country's place among them, and the peer groups' medians."""

    indicator: str
    standing: Standing | None
    groups: tuple[PeerSummary, ...] = ()
    why_not: WhyNot | None = None


@dataclass(frozen=True)
class Profile:
    """Parts of one index in one edition (pillars, components) for the country and peer medians."""

    indicator: str
    parts: tuple[tuple[str, Observation, tuple[PeerSummary, ...]], ...]


@dataclass(frozen=True)
class Counter:
    """A count with its period; ``self_reported`` if the body that runs the service published it."""

    observation: Observation
    self_reported: bool


@dataclass(frozen=True)
class Counters:
    """Counts, stocks and cumulative totals with their periods; never an annual series."""

    rows: tuple[Counter, ...]


@dataclass(frozen=True)
class Contradiction:
    """Figures that disagree about the same thing, the one the report uses, and a key that says why."""

    key: str
    claims: tuple[Observation, ...]
    used: int | None


@dataclass(frozen=True)
class Contradictions:
    """The chapter's contradictions between sources."""

    cases: tuple[Contradiction, ...]


@dataclass(frozen=True)
class Estimate:
    """An estimate with its uncertainty.

    Examples
    --------
    >>> print(Estimate(61.3, 0.77, 59.8, 62.8, 4211))
    61.3 (59.8–62.8), n = 4211
    """

    value: float
    se: float
    ci_low: float
    ci_high: float
    n: int
    deff: float | None = None

    def __str__(self) -> str:
        return f"{self.value:.1f} ({self.ci_low:.1f}–{self.ci_high:.1f}), n = {self.n}"


def observations(result: object) -> Iterator[Observation]:
    """Every observation a result rests on, in order, each once.

    Examples
    --------
    >>> one = Observation("internet_users", "AZE", 2018, 79.8, "percent")
    >>> list(observations((one, [one]))) == [one]
    True
    """
    seen: set[Observation] = set()

    def walk(value: object) -> Iterator[Observation]:
        if isinstance(value, Observation):
            if value not in seen:
                seen.add(value)
                yield value
        elif is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from walk(getattr(value, field.name))
        elif isinstance(value, tuple | list):
            for item in value:
                yield from walk(item)
        elif isinstance(value, dict):
            for item in value.values():
                yield from walk(item)

    return walk(result)


# Progress to a target


class Point(NamedTuple):
    """A value in a year."""

    year: int
    value: float


class ProgressMeasure(Enum):
    """Which pace ratio decides the class: linear for bounded shares, compound growth for unbounded levels."""

    LINEAR = "linear"
    GROWTH = "growth"


class PaceClass(Enum):
    """How fast a series moves to its target: pace ratio of 95 %, 60 % and 0 as borders, or the target reached."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    NEEDS_ACCELERATION = "needs_acceleration"
    LIMITED = "limited"
    AWAY = "away"


class Situation(Enum):
    """How baseline, latest value and target lie to each other."""

    REGULAR = "regular"
    OVERSHOOT = "overshoot"
    MET_AT_BASELINE = "met_at_baseline"
    TARGET_IS_BASELINE = "target_is_baseline"


class Unassessable(Enum):
    """Why progress, a final result or a verdict is not given."""

    NO_DATA = "no_data"
    NO_INDICATOR = "no_indicator"
    NO_BASELINE = "no_baseline"
    NOT_AFTER_BASELINE = "not_after_baseline"
    NOT_POSITIVE = "not_positive"
    NO_VALUE_AT_END = "no_value_at_end"
    TOO_OLD = "too_old"
    BREAK = "break"
    EDITIONS = "editions"
    RELATIVE = "relative"
    FEW_PEERS = "few_peers"
    PART_YEAR = "part_year"
    PARTS_ONLY = "parts_only"
    NO_EVENT = "no_event"
    MEASURES_DISAGREE = "measures_disagree"


class UncertaintyBasis(Enum):
    """What a probability rests on."""

    SAMPLING_ERROR = "sampling_error"
    VOLATILITY = "volatility"


@dataclass(frozen=True)
class Volatility:
    """Spread of past one-year changes: ``sd`` of ``changes`` of them, in the unit or in logs for growth."""

    sd: float
    changes: int
    measure: ProgressMeasure


@dataclass(frozen=True)
class ClassProbabilities:
    """Probability of each pace class, summing to 1, and what it rests on."""

    basis: UncertaintyBasis
    achieved: float
    on_track: float
    needs_acceleration: float
    limited: float
    away: float

    def of(self, pace_class: PaceClass) -> float:
        """The probability of one class."""
        return float(getattr(self, pace_class.value))


@dataclass(frozen=True)
class Progress:
    """Progress from ``baseline`` to ``target``, seen at ``latest``.

    ``linear`` and ``growth`` are the two pace ratios (1 = exactly the pace needed), ``growth_observed`` and
    ``growth_required`` the compound rates in per cent a year behind the second; ``share`` is the part of the way
    covered (below 0 when moving away, above 1 when beyond). Each is None where it is not defined.
    ``pace_class`` follows ``measure``; where it is None, ``why_not`` says why.
    """

    baseline: Point | None
    latest: Point | None
    target: Point
    direction: int
    measure: ProgressMeasure
    situation: Situation = Situation.REGULAR
    pace_class: PaceClass | None = None
    why_not: Unassessable | None = None
    linear: float | None = None
    growth: float | None = None
    growth_observed: float | None = None
    growth_required: float | None = None
    share: float | None = None


class Fulfilment(Enum):
    """What became of a target after its year."""

    MET = "met"
    MET_LATE = "met_late"
    NOT_MET = "not_met"


@dataclass(frozen=True)
class FinalResult:
    """What became of a target after its year.

    ``at_end`` is the value of the target year, or the last of the years just before it; ``latest`` the newest
    value; ``share_at_end`` and ``share`` the parts of the way covered at these two; ``reached`` the first point
    since the baseline that met the target; ``kept`` whether a met target still is at ``latest``.
    """

    target: Point
    direction: int
    fulfilment: Fulfilment | None = None
    why_not: Unassessable | None = None
    at_end: Point | None = None
    latest: Point | None = None
    share_at_end: float | None = None
    share: float | None = None
    reached: Point | None = None
    kept: bool | None = None


# Convergence and time distance


@dataclass(frozen=True)
class BetaConvergence:
    """Slope of (yearly) log growth on the log of the initial level; a negative ``beta`` means catching up.

    It is no proof that the spread falls: extremes come back to the mean by chance too. Read it with the spread.
    ``r2`` and ``r2_adjusted`` are None where all units grew alike.
    """

    beta: Estimate
    intercept: float
    r2: float | None
    r2_adjusted: float | None
    start: int
    end: int


@dataclass(frozen=True)
class Spread:
    """Mean, population standard deviation and coefficient of variation over ``n`` units in one year."""

    mean: float
    sd: float
    cv: float
    n: int


@dataclass(frozen=True)
class Convergence:
    """Four views of whether economies grow alike; one value a year for ``sigma``, ``delta`` and ``gamma``.

    ``gamma`` starts in the second year: mobility of ranks needs two.
    """

    economies: tuple[str, ...]
    years: tuple[int, ...]
    beta: BetaConvergence
    sigma: tuple[Spread, ...]
    delta: tuple[float, ...]
    gamma: tuple[float, ...]
    cells: tuple[Observation, ...] = ()


class DistanceKind(Enum):
    """Whether a time distance is exact, only bounded, or open even in its sign."""

    EXACT = "exact"
    BEHIND_MORE_THAN = "behind_more_than"
    AHEAD_MORE_THAN = "ahead_more_than"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class TimeDistance:
    """Years between an own point and the moment the reference first had the same level.

    ``years`` is own minus reference: positive means behind, negative ahead. Where the reference was beyond the
    level from its first point on, or never reached it, ``years`` is the bound (behind by more than it, positive or
    0; ahead by more than it, negative or 0) and ``reference_year`` is None. ``UNDECIDED``: the reference's years and
    the own year do not meet, so that not even ahead or behind is known. ``before`` and ``after`` are the reference
    points that the crossing was interpolated between.
    """

    kind: DistanceKind
    own: Point
    years: float
    reference_year: float | None = None
    before: Point | None = None
    after: Point | None = None


# Verdicts


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


class EvidenceStrength(Enum):
    """How far the evidence behind a verdict carries."""

    STRONG = "strong"
    WEAK = "weak"
    SELF_REPORTED = "self_reported"
    PROXY = "proxy"
    MILESTONE_ONLY = "milestone_only"
    NONE = "none"


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
    economies that do worse. ``target_value`` is the level judged against: the printed
    number, or for a benchmark the group's statistic of the judged year, which ``peers`` holds. ``final`` tells
    whether the end was judged, not the pace. ``bounds`` are the lowest and highest possible total where only
    its ``parts`` are known; ``broken_in`` the years in which a threshold did not hold; ``on_time`` whether a dated
    milestone kept its year. ``points`` counts the yearly values from baseline to judgement. ``progress`` and
    ``final_result`` of a benchmark speak of its gap. ``met_probability`` is given where the judged value's sampling
    error is published.
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
    def side(self) -> Side:
        """On which side of what the strategy wants the outcome lies; a proxy's by its movement."""
        if self.outcome is Outcome.PROXY_DIRECTION_ONLY:
            if self.movement is Movement.FLAT or self.movement is None:
                return Side.SHORT
            return Side.WANTED if (self.movement is Movement.UP) is (self.direction > 0) else Side.AGAINST
        return _SIDES[self.outcome]


# The scorecard


class Text(Protocol):
    """A text in every language of the reports: ``text["az"]``."""

    def __getitem__(self, lang: str) -> str: ...


@dataclass(frozen=True)
class Step:
    """A dated step of policy: ``date`` is a year, a month or a day in ISO form, ``certainty`` how sure it is."""

    id: str
    date: str
    certainty: str
    clause: str
    direction: str
    text: Text
    address: str

    @property
    def year(self) -> int:
        """The year of the date."""
        return int(self.date[:4])


@dataclass(frozen=True)
class PolicyTimeline:
    """Steps of policy in order of time under a main series of the country, up to ``edition_year``."""

    series: tuple[Observation, ...]
    breaks: tuple[Break, ...]
    steps: tuple[Step, ...]
    since: int
    edition_year: int


class Compared(Enum):
    """What a verdict compares: the values, how far two groups lie apart, or places among economies."""

    VALUES = "values"
    GAP = "gap"
    PLACES = "places"


@dataclass(frozen=True)
class TargetVerdict:
    """A verdict with what the target says, and of a proxy how it differs from what the clause asks."""

    verdict: Verdict
    definition: Text
    difference: Text | None = None
    compared: Compared = Compared.VALUES


@dataclass(frozen=True)
class Tally:
    """How many verdicts of one row (a direction, an edition) rest on which evidence and lie on which side.

    Counts come before single verdicts: with over a hundred of them, none is called significant alone.
    """

    row: str
    verdicts: tuple[TargetVerdict, ...]

    def n(self, *evidence: EvidenceStrength, side: Side | None = None) -> int:
        """How many rest on one of ``evidence`` (any, if none is named) and lie on ``side``."""
        return sum(
            (not evidence or one.verdict.evidence in evidence) and (side is None or one.verdict.side is side)
            for one in self.verdicts
        )


@dataclass(frozen=True)
class Tallies:
    """Tallies side by side; ``by`` says what a row is."""

    by: str
    rows: tuple[Tally, ...]


@dataclass(frozen=True)
class VerdictChange:
    """A verdict that is another one than in the edition before."""

    before: TargetVerdict
    after: TargetVerdict


@dataclass(frozen=True)
class VerdictChanges:
    """What changed since the edition of ``since``, worked out anew from the figures that edition could see."""

    since: int | None
    edition_year: int
    changes: tuple[VerdictChange, ...]
    unchanged: int


@dataclass(frozen=True)
class WatchedSeries:
    """An indicator that watches a clause, with its newest figure; ``note`` says of a proxy how it differs."""

    indicator: str
    measures: bool
    latest: Observation | None
    note: Text | None = None


@dataclass(frozen=True)
class ClauseEntry:
    """A clause: its verdicts, what watches it, and where nothing does, why and what would have to be published."""

    number: str
    kind: str
    title: Text
    verdicts: tuple[TargetVerdict, ...]
    series: tuple[WatchedSeries, ...]
    steps: tuple[Step, ...]
    survey: tuple[Text, ...]
    reasons: tuple[Text, ...]
    remedies: tuple[Text, ...]


@dataclass(frozen=True)
class ClauseEntries:
    """The clauses of one direction of the strategy, in the strategy's order."""

    direction: str
    edition_year: int
    entries: tuple[ClauseEntry, ...]


@dataclass(frozen=True)
class ClauseRegister:
    """Every clause of the strategy, the expected results first, then direction by direction."""

    parts: tuple[ClauseEntries, ...]


@dataclass(frozen=True)
class TimeGap:
    """The years between a country and the median of a group at the same level.

    ``medians`` are the one or two medians that the level lies at or between; ``since`` and ``until`` are the first and
    last year with a median.
    """

    own: Observation
    group: str
    distance: TimeDistance
    medians: tuple[PeerSummary, ...]
    since: int
    until: int


@dataclass(frozen=True)
class TimeGaps:
    """Time distances, indicator by indicator; ``missing`` are those for which none can be given."""

    rows: tuple[TimeGap, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupConvergence:
    """Whether the members of a group draw together; ``size`` counts them all, with the country."""

    indicator: str
    group: str
    size: int
    found: Convergence


@dataclass(frozen=True)
class Convergences:
    """Convergence, indicator by indicator."""

    rows: tuple[GroupConvergence, ...]
