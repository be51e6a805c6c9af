"""Progress to a target: the pace kept since the baseline over the pace needed to arrive in time."""

from __future__ import annotations

import math

from analysis.errors import MethodError
from analysis.methods.pace import compound_growth
from analysis.methods.pace_class import classify
from analysis.methods.results import PaceClass, Point, Progress, ProgressMeasure, Situation, Unassessable

_SAME = 1e-12
"""Baseline and target closer than this (relative) leave no way that floating point could measure a pace on."""


def meets(value: float, target: float, *, direction: int) -> bool:
    """Whether ``value`` is at the target or on its good side (+1 upwards, −1 downwards).

    Examples
    --------
    >>> meets(4.2, 5.0, direction=-1)
    True
    """
    return value * direction >= target * direction


def share_of_way(baseline: float, value: float, target: float) -> float:
    """Part of the way from ``baseline`` to ``target`` that lies behind ``value``; same for both directions.

    Below 0 when ``value`` moved away, above 1 when it went beyond.

    Raises
    ------
    MethodError
        If target and baseline are equal: there is no way to go.

    Examples
    --------
    >>> share_of_way(70.0, 79.0, 85.0)
    0.6
    """
    if target == baseline:
        raise MethodError(
            f"a way from {baseline} to {target}",
            rule="the target differs from the baseline",
            remedy="judge it as already met",
        )
    return (value - baseline) / (target - baseline)


def linear_pace(baseline: Point, latest: Point, target: Point) -> float:
    """Share of the way covered over share of the time gone: [(y−y₀)/(T−y₀)] / [(t−t₀)/(t_T−t₀)].

    1 means exactly the pace needed. It does not change with the unit, with a shift of the scale, or when the scale
    is turned round.

    Raises
    ------
    MethodError
        If no time has passed, or the target equals the baseline.

    Examples
    --------
    >>> round(linear_pace(Point(2013, 70.0), Point(2017, 79.0), Point(2020, 85.0)), 6)
    1.05
    """
    elapsed = _years(baseline, latest) / _years(baseline, target)
    return share_of_way(baseline.value, latest.value, target.value) / elapsed


def growth_pace(baseline: Point, latest: Point, target: Point) -> float | None:
    """Compound growth kept over compound growth needed; None unless all three values are positive.

    No small number stands in for a zero, as some dashboards do: the ratio would depend on the unit.

    Raises
    ------
    MethodError
        If no time has passed, or the target equals the baseline.

    Examples
    --------
    >>> round(growth_pace(Point(2013, 12.0), Point(2018, 7.0), Point(2020, 5.0)), 8)
    0.86926104
    """
    kept = compound_growth(baseline.value, latest.value, _years(baseline, latest))
    needed = compound_growth(baseline.value, target.value, _years(baseline, target))
    if kept is None or needed is None:
        return None
    if needed == 0:
        raise MethodError(
            f"growth from {baseline.value} to {target.value}",
            rule="the target differs from the baseline",
            remedy="judge it as already met",
        )
    return kept / needed


def required_value(
    baseline: Point, target: Point, *, year: int, measure: ProgressMeasure, pace: float = 1.0
) -> float | None:
    """The value in ``year`` on a path that keeps ``pace`` times the pace needed; None where growth is not defined.

    With ``pace`` 1 this is the straight (or compound) path from the baseline to the target.

    Examples
    --------
    >>> required_value(Point(2013, 70.0), Point(2020, 100.0), year=2015, measure=ProgressMeasure.LINEAR, pace=0.7)
    76.0
    """
    elapsed = year - baseline.year
    if measure is ProgressMeasure.LINEAR:
        return baseline.value + pace * (target.value - baseline.value) * elapsed / _years(baseline, target)
    needed = compound_growth(baseline.value, target.value, _years(baseline, target))
    return None if needed is None else baseline.value * float((1 + pace * needed / 100) ** elapsed)


def progress(
    baseline: Point | None, latest: Point | None, target: Point, *, direction: int, measure: ProgressMeasure
) -> Progress:
    """Class, both pace ratios and share of the way, with a defined answer for every awkward case.

    A target that is reached is ``ACHIEVED`` whatever the pace, even without a baseline. Where it was met (or equalled)
    at the baseline already, there is no way to measure: it is ``ACHIEVED`` while it holds and ``AWAY`` once it is lost.
    A class that rests on growth is not given where a value is zero or negative.

    Parameters
    ----------
    baseline, latest
        What is known, None where nothing is.
    target
        The level wanted and its year.
    direction
        +1 where more is better, −1 where less is.
    measure
        Which of the two ratios decides the class.

    Raises
    ------
    MethodError
        If a value is not finite, the direction is not ±1, or ``latest`` lies after the target year (then the final
        result is to be asked for).

    Examples
    --------
    >>> seen = progress(
    ...     Point(2013, 70.0), Point(2017, 79.0), Point(2020, 85.0), direction=1, measure=ProgressMeasure.LINEAR
    ... )
    >>> seen.pace_class, round(seen.growth, 3)
    (<PaceClass.ON_TRACK: 'on_track'>, 1.092)
    """
    _check(baseline, latest, target, direction)

    def told(
        pace_class: PaceClass | None = None, why_not: Unassessable | None = None, **more: float | Situation | None
    ) -> Progress:
        fields = {"pace_class": pace_class, "why_not": why_not, **more}
        return Progress(baseline, latest, target, direction, measure, **fields)  # type: ignore[arg-type]

    if latest is None:
        return told(why_not=Unassessable.NO_DATA)
    reached = meets(latest.value, target.value, direction=direction)
    if baseline is None:
        return told(PaceClass.ACHIEVED) if reached else told(why_not=Unassessable.NO_BASELINE)
    if latest.year <= baseline.year:
        return told(why_not=Unassessable.NOT_AFTER_BASELINE)
    situation = _situation(baseline.value, latest.value, target.value, direction)
    if situation in (Situation.MET_AT_BASELINE, Situation.TARGET_IS_BASELINE):
        return told(PaceClass.ACHIEVED if reached else PaceClass.AWAY, situation=situation)
    linear, growth = linear_pace(baseline, latest, target), growth_pace(baseline, latest, target)
    decisive = linear if measure is ProgressMeasure.LINEAR else growth
    pace_class = PaceClass.ACHIEVED if reached else None if decisive is None else classify(decisive)
    return told(
        pace_class,
        Unassessable.NOT_POSITIVE if pace_class is None else None,
        situation=situation,
        linear=linear,
        growth=growth,
        growth_observed=compound_growth(baseline.value, latest.value, _years(baseline, latest)),
        growth_required=compound_growth(baseline.value, target.value, _years(baseline, target)),
        share=share_of_way(baseline.value, latest.value, target.value),
    )


def _situation(baseline: float, latest: float, target: float, direction: int) -> Situation:
    if math.isclose(baseline, target, rel_tol=_SAME):
        return Situation.TARGET_IS_BASELINE
    if meets(baseline, target, direction=direction):
        return Situation.MET_AT_BASELINE
    beyond = meets(latest, target, direction=direction) and latest != target
    return Situation.OVERSHOOT if beyond else Situation.REGULAR


def _years(start: Point, end: Point) -> int:
    if end.year <= start.year:
        raise MethodError(
            f"a pace from {start.year} to {end.year}", rule="the end lies after the baseline", remedy="mend the years"
        )
    return end.year - start.year


def _check(baseline: Point | None, latest: Point | None, target: Point, direction: int) -> None:
    if direction not in (-1, 1):
        raise MethodError(f"direction {direction}", rule="1 or −1", remedy="take the target's direction")
    for point in (baseline, latest, target):
        if point is not None and not math.isfinite(point.value):
            raise MethodError(
                f"{point.value} in {point.year}", rule="finite values", remedy="leave out what is missing"
            )
    if baseline is not None and target.year <= baseline.year:
        raise MethodError(
            f"a target of {target.year} on a baseline of {baseline.year}",
            rule="the target lies after the baseline",
            remedy="mend the target's year",
        )
    if latest is not None and latest.year > target.year:
        raise MethodError(
            f"progress in {latest.year} to a target of {target.year}",
            rule="progress is judged up to the target year",
            remedy="ask for the final result",
        )
