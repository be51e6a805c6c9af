"""One verdict on one target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.assessment.case import Case, TargetEvidence, TargetLike, case_of
from analysis.assessment.level_target import judge_benchmark, judge_numeric
from analysis.assessment.milestone import judge_milestone
from analysis.assessment.movement import judge_direction, judge_proxy
from analysis.assessment.series import series_of, whole_series_of
from analysis.assessment.threshold import judge_threshold
from analysis.methods.results import EvidenceStrength, Observation, Outcome, TargetKind, Unassessable, Verdict
from analysis.params import Edition

_OF_KIND = {
    TargetKind.NUMERIC: judge_numeric,
    TargetKind.BENCHMARK: judge_benchmark,
    TargetKind.THRESHOLD: judge_threshold,
    TargetKind.DIRECTION: judge_direction,
}


def verdict(target: TargetLike, evidence: TargetEvidence, edition: Edition) -> Verdict:
    """What ``edition`` says of ``target``; the same as judging its case."""
    return judge(case_of(target, evidence, edition))


def judge(case: Case) -> Verdict:
    """The verdict on a case, from the case alone.

    A target without figures of its own is not judged by others': where only parts of a whole are known, the bounds of
    the whole are given and nothing more; values of a part of a year are not judged at all; a proxy tells its direction
    and nothing more.
    """
    blank = _blank(case)
    if case.rule.kind is TargetKind.MILESTONE:
        return judge_milestone(case, blank)
    if case.rule.indicator is None:
        return replace(blank, why_not=Unassessable.NO_INDICATOR)
    series = series_of(case)
    if not series.years:
        return _without_series(case, blank)
    blank = replace(blank, latest=whole_series_of(case).years[-1].observation)
    if series.baseline is not None:
        blank = replace(blank, baseline=series.baseline.observation, baseline_value=series.baseline.value)
    if case.rule.proxy:
        return judge_proxy(case, series, blank)
    return _OF_KIND[case.rule.kind](case, series, blank)


def _blank(case: Case) -> Verdict:
    rule, evidence = case.rule, case.evidence
    return Verdict(
        rule.target,
        rule.clause,
        rule.kind,
        rule.edition_year,
        Outcome.NOT_ASSESSABLE,
        EvidenceStrength.NONE,
        1 if rule.standing else rule.direction,  # a better place is always higher
        rule.indicator,
        rule.unit,
        rule.target_year,
        inputs=(
            *evidence.series,
            *evidence.subtracted,
            *(s.observation for s in evidence.standings if rule.standing),
            *evidence.parts,
        ),
    )


def _without_series(case: Case, blank: Verdict) -> Verdict:
    parts = _newest([o for o in case.evidence.parts if not o.period])
    if parts:
        values = [o.value for o in parts]
        bounds = (min(values), max(values))
        return replace(blank, why_not=Unassessable.PARTS_ONLY, bounds=bounds, parts=parts, target_value=case.rule.value)
    if case.evidence.series and all(o.period for o in case.evidence.series):
        return replace(blank, why_not=Unassessable.PART_YEAR, latest=case.evidence.series[-1])
    return replace(blank, why_not=Unassessable.NO_DATA)


def _newest(parts: Sequence[Observation]) -> tuple[Observation, ...]:
    """The parts of the last year that has as many as any year: a whole with a part missing has no bounds."""
    by_year: dict[int, list[Observation]] = {}
    for part in parts:
        by_year.setdefault(part.ref_year, []).append(part)
    most = max((len(found) for found in by_year.values()), default=0)
    return tuple(by_year[max(year for year, found in by_year.items() if len(found) == most)]) if most else ()
