"""Questions about targets: what an edition's figures and the timeline say of each, target by target."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.assessment import Case, TargetEvidence, case_of, dated_event, judge
from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.indicators import Kind, indicator, is_economy
from analysis.methods.results import Observation, PeerSummary, Standing, Verdict
from analysis.methods.standing import standing
from analysis.strategy import BASELINE_YEAR, Target, TargetKind, targets, timeline


def verdicts(evidence: Evidence) -> tuple[Verdict, ...]:
    """The edition's verdict on every target, in the order of the table."""
    return tuple(judge(case) for case in cases(evidence))


def cases(evidence: Evidence) -> tuple[Case, ...]:
    """What the verdicts rest on, and nothing else."""
    return tuple(case_of(target, evidence_of(target, evidence), evidence.edition) for target in targets().values())


def evidence_of(target: Target, evidence: Evidence) -> TargetEvidence:
    """The figures and events that the edition knows about a target."""
    events = tuple(dated_event(timeline()[event]) for event in target.events)
    if target.indicator is None:
        return TargetEvidence(events=events)
    if target.gap is not None:
        first, second = (_one_a_year(evidence, target.indicator, breakdown) for breakdown in target.gap)
        return TargetEvidence(series=first, subtracted=second)
    if len(target.breakdowns) > 1:
        parts = (evidence.observations(target.indicator, breakdown=part) for part in target.breakdowns)
        return TargetEvidence(parts=tuple(o for found in parts for o in found))
    breakdown = target.breakdowns[0] if target.breakdowns else ""
    return TargetEvidence(
        series=_one_a_year(evidence, target.indicator, breakdown),
        standings=_standings(evidence, target.indicator, breakdown),
        peers=_peers(evidence, target, breakdown),
        events=events,
    )


def _one_a_year(evidence: Evidence, code: str, breakdown: str) -> tuple[Observation, ...]:
    """Full-year values, one a year, and what is published for parts of years beside them.

    Where several publishers give a year, the registry's source is taken, then the others in its order.
    """
    known = indicator(code)
    order = (known.source, *known.also_from)
    found = evidence.observations(code, breakdown=breakdown, part_year=True)
    parts = tuple(o for o in found if o.period)
    full: dict[int, Observation] = {}
    for o in sorted((o for o in found if not o.period), key=lambda o: _rank(o, order)):
        full.setdefault(o.ref_year, o)
    return (*(full[year] for year in sorted(full)), *parts)


def _rank(o: Observation, order: Iterable[str]) -> int:
    names = list(order)
    return next((i for i, name in enumerate(names) if name in (o.source, o.source.split("/")[0])), len(names))


def _standings(evidence: Evidence, code: str, breakdown: str) -> tuple[Standing, ...]:
    """Places among the economies that stand in every edition of an index since the baseline.

    Earlier places, which tell how far a place usually moves in a year, are among those of them that were there.
    """
    known = indicator(code)
    if known.kind is not Kind.INDEX:
        return ()
    by_year: dict[int, dict[str, Observation]] = {}
    for o in evidence.observations(code, economy=None, breakdown=breakdown, source="*"):
        if is_economy(o.economy):
            by_year.setdefault(o.ref_year, {})[o.economy] = o
    own = {year: found for year, found in sorted(by_year.items()) if COUNTRY in found}
    since = [found.keys() for year, found in own.items() if year >= BASELINE_YEAR]
    if not since:
        return ()
    common = set.intersection(*map(set, since)) - {COUNTRY}
    return tuple(
        standing(found[COUNTRY], [found[e] for e in found if e in common], direction=known.direction or 1)
        for found in own.values()
        if not common.isdisjoint(found)
    )


def _peers(evidence: Evidence, target: Target, breakdown: str) -> tuple[PeerSummary, ...]:
    if target.kind is not TargetKind.BENCHMARK or target.indicator is None:
        return ()
    years = {o.ref_year for o in evidence.observations(target.indicator, breakdown=breakdown)}
    code, group = target.indicator, target.group
    return tuple(s for y in sorted(years) for s in evidence.peers(code, y, breakdown=breakdown, group=group))
