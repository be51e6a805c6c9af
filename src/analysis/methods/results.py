"""What statistics hand to whoever presents them: frozen values that remember where they came from.

`present` knows only these. A result is built from :class:`Observation` (a number someone published) and from
statistics over observations; both keep the raw rows they rest on, so that :func:`observations` can follow any
printed number back to its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

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
