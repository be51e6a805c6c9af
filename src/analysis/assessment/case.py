"""A case: everything one verdict rests on, and nothing else.

A target of the strategy, what the registry says of its indicator, the edition's years and the figures are brought
together here once. `verdict.judge` sees only the case, so a case that is written down can be judged again by anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol, TypeVar

from analysis.errors import MethodError
from analysis.indicators import Indicator, Kind, indicator
from analysis.methods.results import (
    DatedEvent,
    Observation,
    PeerSummary,
    ProgressMeasure,
    Standing,
    TargetKind,
    Unassessable,
)
from analysis.params import Edition
from analysis.strategy import STRATEGY_YEARS

_UNBOUNDED = {Kind.LEVEL, Kind.COUNT}
_RELATIVE_UNITS = {"percentile", "rank"}


Choice = TypeVar("Choice", bound=Enum)


class Statistic(Enum):
    """Which figure of a peer group a benchmark names."""

    MEDIAN = "median"
    LOWER_QUARTILE = "q1"
    UPPER_QUARTILE = "q3"


STATISTIC: Mapping[Statistic, Callable[[PeerSummary], float]] = {
    Statistic.MEDIAN: lambda peers: peers.median,
    Statistic.LOWER_QUARTILE: lambda peers: peers.q1,
    Statistic.UPPER_QUARTILE: lambda peers: peers.q3,
}


class TargetLike(Protocol):
    """What is asked of a target of the strategy; a kind, relation or statistic may be an enum or its value."""

    @property
    def id(self) -> str: ...
    @property
    def clause(self) -> str: ...
    @property
    def kind(self) -> object: ...
    @property
    def indicator(self) -> str | None: ...
    @property
    def value(self) -> float | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def group(self) -> str | None: ...
    @property
    def statistic(self) -> object: ...
    @property
    def gap(self) -> tuple[str, str] | None: ...
    @property
    def baseline_year(self) -> int: ...
    @property
    def direction(self) -> int | None: ...
    @property
    def relation(self) -> object: ...


@dataclass(frozen=True)
class Rule:
    """How a target is judged.

    ``proxy`` when the indicator is not what the target speaks of; ``measure`` decides between the two pace ratios;
    ``no_pace`` is why change in the indicator says nothing (scores of an index's editions, relative measures), None
    where it does; ``gap`` when the distance between two groups is judged, ``standing`` when the place among economies
    is; ``breaks`` are the first years of new definitions; a change below ``resolution`` is none; ``events_needed`` is
    how many events make a milestone.
    """

    target: str
    clause: str
    kind: TargetKind
    direction: int
    proxy: bool
    edition_year: int
    baseline_year: int
    baseline_fallback: int
    target_year: int
    indicator: str | None = None
    value: float | None = None
    unit: str | None = None
    group: str | None = None
    statistic: Statistic | None = None
    measure: ProgressMeasure = ProgressMeasure.LINEAR
    no_pace: Unassessable | None = None
    gap: bool = False
    standing: bool = False
    breaks: tuple[int, ...] = ()
    resolution: float = 0.0
    self_reported: bool = False
    events_needed: int = 0


@dataclass(frozen=True)
class TargetEvidence:
    """What is known about one target.

    Parameters
    ----------
    series
        The country's values of the target's indicator, at most one a year for full years; part-year values may stand
        beside them and are not judged. Of a target about a gap: the values of its first group.
    subtracted
        Of a target about a gap: the values of its second group. What is judged is how far the two lie apart.
    standings
        The country's places in the editions of an index, among economies common to them. With them the direction of
        an index can be told, whose scores do not compare; they are not looked at otherwise. Places before the baseline
        tell how far a place usually moves.
    parts
        Values of groups that together make up the whole (school levels, say) where there is no total. Groups that
        overlap, or leave people out, do not belong here: bounds of the total are taken from them.
    peers
        Summaries of the benchmark's group, one a year.
    events
        Every event that the milestone consists of.
    standard_errors
        Published standard errors by ``source_row``.
    """

    series: tuple[Observation, ...] = ()
    subtracted: tuple[Observation, ...] = ()
    standings: tuple[Standing, ...] = ()
    parts: tuple[Observation, ...] = ()
    peers: tuple[PeerSummary, ...] = ()
    events: tuple[DatedEvent, ...] = ()
    standard_errors: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Case:
    """A rule and the evidence that its edition may know."""

    rule: Rule
    evidence: TargetEvidence


def case_of(target: TargetLike, evidence: TargetEvidence, edition: Edition) -> Case:
    """The case of a target in an edition: nothing that describes a later year is in it.

    Raises
    ------
    MethodError
        If the target lacks what its kind needs, its unit is not that of the figures, a full year stands twice, or the
        target does not lie after the baseline.
    """
    kind = _choice(TargetKind, target.kind, f"target {target.id}: kind")
    place = f"target {target.id}: statistic"
    statistic = None if target.statistic is None else _choice(Statistic, target.statistic, place)
    rule = Rule(
        target.id,
        target.clause,
        kind,
        target.direction or 1,
        _plain(target.relation) == "proxy",
        edition.year,
        target.baseline_year,
        edition.baseline_fallback if target.baseline_year == edition.baseline_year else target.baseline_year,
        target.year or STRATEGY_YEARS[-1],
        value=target.value,
        unit=target.unit,
        group=target.group,
        statistic=statistic,
        gap=target.gap is not None,
        events_needed=len(evidence.events),
    )
    known = _up_to(evidence, edition.year, rule.group)
    if target.indicator is not None:
        rule = _with_indicator(rule, indicator(target.indicator), known)
    case = Case(rule, known)
    _check(case)
    return case


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def _choice(choices: type[Choice], value: object, place: str) -> Choice:
    try:
        return choices(_plain(value))
    except ValueError:
        rule = f"one of {', '.join(c.value for c in choices)}"
        raise MethodError(f"{place} {value!r}", rule=rule, remedy="mend the target") from None


def _with_indicator(rule: Rule, known: Indicator, evidence: TargetEvidence) -> Rule:
    grows = known.kind in _UNBOUNDED and rule.kind is not TargetKind.BENCHMARK  # a gap shrinks to zero: no growth
    directional = rule.proxy or rule.kind is TargetKind.DIRECTION
    relative = Unassessable.RELATIVE if known.unit in _RELATIVE_UNITS else None
    return replace(
        rule,
        indicator=known.code,
        unit=rule.unit or known.unit,
        measure=ProgressMeasure.GROWTH if grows else ProgressMeasure.LINEAR,
        no_pace=relative or (Unassessable.EDITIONS if known.kind is Kind.INDEX else None),
        standing=directional and known.kind is Kind.INDEX and bool(evidence.standings),
        breaks=tuple(b.year for b in known.breaks if b.year <= rule.edition_year),
        resolution=10.0**-known.decimals / 2,
        self_reported=known.self_reported,
    )


def _up_to(evidence: TargetEvidence, year: int, group: str | None) -> TargetEvidence:
    series = tuple(o for o in evidence.series if o.ref_year <= year)
    parts = tuple(o for o in evidence.parts if o.ref_year <= year)
    subtracted = tuple(o for o in evidence.subtracted if o.ref_year <= year)
    rows = {o.source_row for o in (*series, *subtracted)}
    places = [replace(s, others=()) for s in evidence.standings if s.observation.ref_year <= year]
    return TargetEvidence(
        tuple(sorted(series, key=_order)),
        tuple(sorted(subtracted, key=_order)),
        tuple(sorted(places, key=lambda s: _order(s.observation))),
        tuple(sorted(parts, key=_order)),
        tuple(sorted((p for p in evidence.peers if p.ref_year <= year and p.group == group), key=lambda p: p.ref_year)),
        tuple(sorted((e for e in evidence.events if e.year <= year), key=lambda e: (e.date, e.id))),
        tuple(sorted((row, error) for row, error in evidence.standard_errors if row in rows)),
    )


def _order(o: Observation) -> tuple[int, str, str, str]:
    return o.ref_year, o.breakdown, o.period, o.source_row


def _check(case: Case) -> None:
    rule, evidence = case.rule, case.evidence
    place = f"target {rule.target}"
    if rule.direction not in (-1, 1):
        raise MethodError(f"{place}: direction {rule.direction}", rule="1 or −1", remedy="mend the target")
    if rule.target_year <= max(rule.baseline_year, rule.baseline_fallback):
        raise MethodError(
            f"{place}: target year {rule.target_year}, baseline {rule.baseline_year} or {rule.baseline_fallback}",
            rule="the target lies after the baseline",
            remedy="mend the target's year",
        )
    if rule.kind in (TargetKind.NUMERIC, TargetKind.THRESHOLD) and rule.value is None:
        raise MethodError(f"{place}: no value", rule=f"a {rule.kind.value} target has one", remedy="mend the target")
    if rule.kind is TargetKind.BENCHMARK and (rule.group is None or rule.statistic is None):
        raise MethodError(f"{place}: no group or statistic", rule="a benchmark has both", remedy="mend the target")
    if any(error <= 0 for _, error in evidence.standard_errors):
        raise MethodError(
            f"{place}: a standard error of zero or below", rule="positive", remedy="leave out what is no sample"
        )
    if rule.gap and rule.kind is TargetKind.BENCHMARK:
        raise MethodError(f"{place}: a gap as a benchmark", rule="one of the two", remedy="mend the target")
    figures = (*evidence.series, *evidence.subtracted, *evidence.parts, *(s.observation for s in evidence.standings))
    units = {o.unit for o in figures} | {p.unit for p in evidence.peers}
    if units - {rule.unit} and rule.indicator is not None:
        raise MethodError(
            f"{place} in {rule.unit}, figures in {', '.join(sorted(units))}",
            rule="target and series have one unit",
            remedy="convert where the series is read, or mend the target",
        )
    for values in (evidence.series, evidence.subtracted, [s.observation for s in evidence.standings]):
        full = [o.ref_year for o in values if not o.period]
        if len(set(full)) < len(full):
            raise MethodError(
                f"{place}: {rule.indicator} has two values in one year",
                rule="one value a year",
                remedy="choose one source",
            )
