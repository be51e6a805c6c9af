"""Levels to reach: a printed number, or what a peer group has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.assessment.case import STATISTIC, Case
from analysis.assessment.series import Series, Yearly, errors_of, judges_the_end
from analysis.assessment.strength import points_between, strength
from analysis.errors import MethodError
from analysis.methods.class_probability import from_sampling_error, from_volatility, met_probability
from analysis.methods.fulfilment import final_result
from analysis.methods.progress import meets, progress
from analysis.methods.results import (
    MAX_AGE,
    ClassProbabilities,
    EvidenceStrength,
    FinalResult,
    Fulfilment,
    Outcome,
    PaceClass,
    Point,
    Progress,
    ProgressMeasure,
    Situation,
    Unassessable,
    Verdict,
    Weakness,
)
from analysis.methods.volatility import volatility

_OF_CLASS = {
    PaceClass.ACHIEVED: Outcome.ACHIEVED,
    PaceClass.ON_TRACK: Outcome.ON_TRACK,
    PaceClass.NEEDS_ACCELERATION: Outcome.NEEDS_ACCELERATION,
    PaceClass.LIMITED: Outcome.LIMITED,
    PaceClass.AWAY: Outcome.AWAY,
}
_OF_FULFILMENT = {
    Fulfilment.MET: Outcome.MET,
    Fulfilment.MET_LATE: Outcome.MET_LATE,
    Fulfilment.NOT_MET: Outcome.NOT_MET,
}
_FROM_THE_START = {Situation.MET_AT_BASELINE, Situation.TARGET_IS_BASELINE}


@dataclass(frozen=True)
class _Way:
    """Points on the scale that is judged, and the level to reach on it."""

    points: tuple[Point, ...]
    target: Point
    direction: int
    measure: ProgressMeasure
    baseline: Point | None


def judge_numeric(case: Case, series: Series, blank: Verdict) -> Verdict:
    """A number that the strategy prints, on the scale of the series itself."""
    rule = case.rule
    if rule.value is None:
        raise MethodError(f"target {rule.target}: no value", rule="a numeric target has one", remedy="mend the target")
    way = _Way(
        series.points,
        Point(rule.target_year, rule.value),
        rule.direction,
        rule.measure,
        _baseline_of(case, series),
    )
    return _judge(case, series, replace(blank, target_value=rule.value), way)


def judge_benchmark(case: Case, series: Series, blank: Verdict) -> Verdict:
    """The level of a peer group: the distance to it has to be gone by the target year.

    The group moves too, so what is judged is the gap of each year (group minus own, in the target's direction), with
    0 or less as its target. Its pace is linear; growth towards zero is not defined.
    """
    rule = case.rule
    if rule.statistic is None:
        raise MethodError(f"target {rule.target}: no statistic", rule="a benchmark has one", remedy="mend the target")
    figure = STATISTIC[rule.statistic]
    groups = {p.ref_year: p for p in case.evidence.peers}
    both = tuple(y for y in series.years if y.year in groups)
    if not both:
        return replace(blank, why_not=Unassessable.FEW_PEERS)
    shared = replace(series, years=both, baseline=series.baseline if series.baseline in both else None)
    gaps = {y.year: (figure(groups[y.year]) - y.value) * rule.direction for y in both}
    baseline = _baseline_of(case, shared)
    way = _Way(
        tuple(Point(year, gap) for year, gap in gaps.items()),
        Point(rule.target_year, 0.0),
        -1,
        ProgressMeasure.LINEAR,
        None if baseline is None else Point(baseline.year, gaps[baseline.year]),
    )
    found = _judge(case, shared, blank, way)
    if found.judged is None:
        return found
    group = groups[found.judged.ref_year]
    return replace(found, peers=group, target_value=figure(group))


def _baseline_of(case: Case, series: Series) -> Point | None:
    """The baseline as a point; none where change in the indicator says nothing."""
    if series.baseline is None or case.rule.no_pace is not None:
        return None
    return series.baseline.point


def _judge(case: Case, series: Series, blank: Verdict, way: _Way) -> Verdict:
    final = judges_the_end(case, series.years[-1].year)
    seen = replace(blank, final=final)
    return _end(case, series, seen, way) if final else _pace(case, series, seen, way)


def _pace(case: Case, series: Series, seen: Verdict, way: _Way) -> Verdict:
    judged, latest = series.years[-1], way.points[-1]
    seen = _judging(seen, series, judged)
    if judged.year < case.rule.edition_year - MAX_AGE:
        return replace(seen, why_not=Unassessable.TOO_OLD)
    found = progress(way.baseline, latest, way.target, direction=way.direction, measure=way.measure)
    if found.pace_class is None:
        return replace(seen, why_not=_why_not(case, series, found), progress=found)
    carries, weakness = strength(case, series, judged)
    return replace(
        seen,
        outcome=_OF_CLASS[found.pace_class],
        evidence=carries,
        weakness=weakness,
        progress=found,
        probabilities=_probabilities(series, found, way),
    )


def _end(case: Case, series: Series, seen: Verdict, way: _Way) -> Verdict:
    since = [p for p in way.points if p.year >= case.rule.baseline_year]
    found = final_result(since, way.target, direction=way.direction, baseline=way.baseline)
    judged = _judged_at_end(found, series, way)
    seen = replace(seen, final_result=found, progress=_progress_at_end(way))
    if judged is not None:
        seen = _judging(seen, series, judged)
    if found.fulfilment is None or judged is None:
        return replace(seen, why_not=found.why_not)
    carries, weakness = strength(case, series, judged)
    if carries is EvidenceStrength.STRONG and found.fulfilment is Fulfilment.MET and judged.year < way.target.year:
        carries, weakness = EvidenceStrength.WEAK, Weakness.BEFORE_THE_END
    return replace(
        seen,
        outcome=_OF_FULFILMENT[found.fulfilment],
        evidence=carries,
        weakness=weakness,
        met_probability=_met_probability(judged, way),
    )


def _judging(seen: Verdict, series: Series, judged: Yearly) -> Verdict:
    points = points_between(series, judged)
    return replace(seen, judged=judged.observation, judged_value=judged.value, points=points)


def _judged_at_end(found: FinalResult, series: Series, way: _Way) -> Yearly | None:
    """The value of the end; where it was met only later, the first value after the end that met it."""
    point = found.at_end or found.latest
    if found.fulfilment is Fulfilment.MET_LATE:
        point = next(
            p
            for p in way.points
            if p.year > way.target.year and meets(p.value, way.target.value, direction=way.direction)
        )
    return None if point is None else series.at(point.year)


def _progress_at_end(way: _Way) -> Progress | None:
    in_time = [p for p in way.points if p.year <= way.target.year]
    if way.baseline is None or not in_time:
        return None
    return progress(way.baseline, in_time[-1], way.target, direction=way.direction, measure=way.measure)


def _why_not(case: Case, series: Series, found: Progress) -> Unassessable | None:
    if found.why_not is Unassessable.NO_BASELINE:
        return case.rule.no_pace or series.no_baseline
    return found.why_not


def _probabilities(series: Series, found: Progress, way: _Way) -> ClassProbabilities | None:
    if way.baseline is None or found.latest is None or found.situation in _FROM_THE_START or series.baseline is None:
        return None
    errors = errors_of(series.baseline, series.years[-1])
    if errors is not None:
        return from_sampling_error(
            way.baseline, found.latest, way.target, direction=way.direction, measure=way.measure, errors=errors
        )
    spread = volatility(way.points, measure=way.measure)
    if spread is None:
        return None
    return from_volatility(way.baseline, found.latest, way.target, direction=way.direction, volatility=spread)


def _met_probability(judged: Yearly, way: _Way) -> float | None:
    if judged.error is None:
        return None
    value = next(p.value for p in way.points if p.year == judged.year)
    return met_probability(value, way.target.value, direction=way.direction, error=judged.error)
