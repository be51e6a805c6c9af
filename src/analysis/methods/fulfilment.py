"""What became of a target once its year is over: met, met late, or not met."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.errors import MethodError
from analysis.methods.progress import meets, share_of_way
from analysis.methods.results import MAX_AGE, FinalResult, Fulfilment, Point, Unassessable


def final_result(
    points: Sequence[Point], target: Point, *, direction: int, baseline: Point | None = None, tolerance: int = MAX_AGE
) -> FinalResult:
    """Judge a target from what is known up to and after its year.

    The promise was for the target year, so its value decides; where that year has none, the last one of at most
    ``tolerance`` years before it may show that the target was met, but not that it was missed. A target first *seen*
    met after its year counts as met late, even if nothing is known of the years between: ``reached`` says when.

    Parameters
    ----------
    points
        One value a year on one definition, any order; those before the baseline are not looked at.
    baseline
        For the share of the way, which is None without it, or where the target was met at the baseline.

    Raises
    ------
    MethodError
        If a year stands twice, or the direction is not ±1.

    Examples
    --------
    >>> schools = [Point(2013, 40.0), Point(2020, 88.0), Point(2023, 100.0)]
    >>> final_result(schools, Point(2020, 100.0), direction=1, baseline=schools[0]).fulfilment
    <Fulfilment.MET_LATE: 'met_late'>
    """
    if direction not in (-1, 1):
        raise MethodError(f"direction {direction}", rule="1 or −1", remedy="take the target's direction")
    path = sorted(p for p in points if baseline is None or p.year >= baseline.year)
    if len({p.year for p in path}) < len(path):
        raise MethodError("a year stands twice in a series", rule="one value a year", remedy="choose one source")
    if not path:
        return FinalResult(target, direction, why_not=Unassessable.NO_DATA)
    at_end = _at_end(path, target.year, tolerance)
    fulfilment = _fulfilment(path, at_end, target, direction)
    done = [p for p in path if meets(p.value, target.value, direction=direction)]
    return FinalResult(
        target,
        direction,
        fulfilment,
        Unassessable.NO_VALUE_AT_END if fulfilment is None else None,
        at_end,
        path[-1],
        _share(baseline, at_end, target, direction),
        _share(baseline, path[-1], target, direction),
        done[0] if done else None,
        (done[-1] == path[-1]) if fulfilment in (Fulfilment.MET, Fulfilment.MET_LATE) else None,
    )


def _at_end(path: Sequence[Point], year: int, tolerance: int) -> Point | None:
    found = [p for p in path if year - tolerance <= p.year <= year]
    return found[-1] if found else None


def _fulfilment(path: Sequence[Point], at_end: Point | None, target: Point, direction: int) -> Fulfilment | None:
    if at_end is not None and meets(at_end.value, target.value, direction=direction):
        return Fulfilment.MET
    after = [p for p in path if p.year > target.year]
    if any(meets(p.value, target.value, direction=direction) for p in after):
        return Fulfilment.MET_LATE
    known = bool(after) or (at_end is not None and at_end.year == target.year)
    return Fulfilment.NOT_MET if known else None


def _share(baseline: Point | None, point: Point | None, target: Point, direction: int) -> float | None:
    if baseline is None or point is None or meets(baseline.value, target.value, direction=direction):
        return None
    return share_of_way(baseline.value, point.value, target.value)
