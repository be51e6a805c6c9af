"""Progress to a target: worked rows, every awkward case, and what must not change the answer."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.errors import MethodError
from analysis.methods.pace import compound_growth
from analysis.methods.pace_class import classify
from analysis.methods.progress import growth_pace, linear_pace, meets, progress, required_value, share_of_way
from analysis.methods.results import PaceClass, Point, ProgressMeasure, Situation, Unassessable

LINEAR, GROWTH = ProgressMeasure.LINEAR, ProgressMeasure.GROWTH

# Worked rows

ORACLE = Path(__file__).parents[1] / "oracles" / "progress_worked.csv"
WORKED = list(csv.DictReader(ORACLE.read_text(encoding="utf-8").splitlines()))

CASES = {
    "AZE-like internet users 2013=70 -> 2017=79, target 85 in 2020, up": ((2013, 70), (2017, 79), (2020, 85)),
    "gap women/men pp 2013=12 -> 2018=7, target 5 in 2020, down": ((2013, 12), (2018, 7), (2020, 5)),
}
QUANTITIES: dict[str, Callable[[Point, Point, Point], float | None]] = {
    "CAGR observed": lambda start, now, target: (
        (compound_growth(start.value, now.value, now.year - start.year) or 0) / 100
    ),
    "CAGR required": lambda start, now, target: (compound_growth(start.value, target.value, 7) or 0) / 100,
    "ratio R": growth_pace,
    "pace ratio": linear_pace,
}


@pytest.mark.parametrize("row", WORKED, ids=lambda row: f"{row['quantity']}: {row['economy'][:12]}")
def test_a_worked_row_is_reproduced(row: dict[str, str]):
    points = [Point(year, float(value)) for year, value in CASES[row["economy"]]]
    found = QUANTITIES[row["quantity"]](*points)
    # the rows are printed to eight significant digits at least
    assert found == pytest.approx(float(row["value"]), rel=1e-8)


def test_the_worked_rows_read_as_their_labels_say():
    for label, (start, now, target) in CASES.items():
        numbers = [int(n) for n in re.findall(r"\d+", label)]
        assert numbers == [*start, *now, target[1], target[0]]
    assert len(WORKED) == 8


# Every awkward case

TARGET = Point(2020, 85.0)


def judged(
    baseline: tuple[int, float] | None,
    latest: tuple[int, float] | None,
    target: float = 85.0,
    direction: int = 1,
    measure: ProgressMeasure = LINEAR,
):
    start = None if baseline is None else Point(*baseline)
    now = None if latest is None else Point(*latest)
    return progress(start, now, Point(2020, target), direction=direction, measure=measure)


@pytest.mark.parametrize(
    ("baseline", "latest", "target", "direction", "expected", "situation"),
    [
        ((2013, 70.0), (2017, 80.0), 85.0, 1, PaceClass.ON_TRACK, Situation.REGULAR),
        ((2013, 70.0), (2017, 77.0), 85.0, 1, PaceClass.NEEDS_ACCELERATION, Situation.REGULAR),
        ((2013, 70.0), (2017, 72.0), 85.0, 1, PaceClass.LIMITED, Situation.REGULAR),
        ((2013, 70.0), (2017, 70.0), 85.0, 1, PaceClass.LIMITED, Situation.REGULAR),
        ((2013, 70.0), (2017, 69.0), 85.0, 1, PaceClass.AWAY, Situation.REGULAR),
        ((2013, 70.0), (2017, 85.0), 85.0, 1, PaceClass.ACHIEVED, Situation.REGULAR),
        ((2013, 70.0), (2017, 91.0), 85.0, 1, PaceClass.ACHIEVED, Situation.OVERSHOOT),
        # less is better
        ((2013, 12.0), (2018, 7.0), 5.0, -1, PaceClass.ON_TRACK, Situation.REGULAR),
        ((2013, 12.0), (2018, 13.0), 5.0, -1, PaceClass.AWAY, Situation.REGULAR),
        ((2013, 12.0), (2018, 4.0), 5.0, -1, PaceClass.ACHIEVED, Situation.OVERSHOOT),
        ((2013, 12.0), (2018, 0.0), 0.0, -1, PaceClass.ACHIEVED, Situation.REGULAR),
        # met from the start
        ((2013, 90.0), (2017, 92.0), 85.0, 1, PaceClass.ACHIEVED, Situation.MET_AT_BASELINE),
        ((2013, 90.0), (2017, 86.0), 85.0, 1, PaceClass.ACHIEVED, Situation.MET_AT_BASELINE),
        ((2013, 90.0), (2017, 84.0), 85.0, 1, PaceClass.AWAY, Situation.MET_AT_BASELINE),
        ((2013, 4.0), (2017, 6.0), 5.0, -1, PaceClass.AWAY, Situation.MET_AT_BASELINE),
        ((2013, 85.0), (2017, 85.0), 85.0, 1, PaceClass.ACHIEVED, Situation.TARGET_IS_BASELINE),
        ((2013, 85.0), (2017, 84.0), 85.0, 1, PaceClass.AWAY, Situation.TARGET_IS_BASELINE),
    ],
)
def test_the_class_of_every_lie(baseline, latest, target, direction, expected, situation):  # type: ignore[no-untyped-def]
    found = judged(baseline, latest, target, direction)
    assert (found.pace_class, found.situation, found.why_not) == (expected, situation, None)


@pytest.mark.parametrize(
    ("baseline", "latest", "why_not"),
    [
        ((2013, 70.0), None, Unassessable.NO_DATA),
        (None, None, Unassessable.NO_DATA),
        (None, (2017, 80.0), Unassessable.NO_BASELINE),
        ((2013, 70.0), (2013, 70.0), Unassessable.NOT_AFTER_BASELINE),
        ((2014, 70.0), (2013, 99.0), Unassessable.NOT_AFTER_BASELINE),
    ],
)
def test_what_cannot_be_judged_says_why(baseline, latest, why_not):  # type: ignore[no-untyped-def]
    found = judged(baseline, latest)
    assert (found.pace_class, found.why_not, found.linear, found.growth) == (None, why_not, None, None)


def test_a_target_that_is_reached_needs_no_baseline():
    found = judged(None, (2017, 85.0))
    assert (found.pace_class, found.linear, found.share) == (PaceClass.ACHIEVED, None, None)


@pytest.mark.parametrize(
    ("baseline", "latest", "target", "direction"),
    [
        ((2013, 0.0), (2017, 3.0), 10.0, 1),
        ((2013, 10.0), (2017, 3.0), 0.0, -1),
        ((2013, -2.0), (2017, 3.0), 10.0, 1),
        ((2013, -9.0), (2017, -5.0), -1.0, 1),
        ((2013, 10.0), (2017, 0.0), 20.0, 1),
    ],
)
def test_growth_without_positive_values_gives_no_class_but_the_linear_ratio(baseline, latest, target, direction):  # type: ignore[no-untyped-def]
    found = judged(baseline, latest, target, direction, GROWTH)
    assert (found.pace_class, found.why_not, found.growth) == (None, Unassessable.NOT_POSITIVE, None)
    assert found.linear == linear_pace(Point(*baseline), Point(*latest), Point(2020, target))
    # the same case by the linear ratio has a class
    assert judged(baseline, latest, target, direction).pace_class is classify(found.linear)


def test_growth_from_zero_is_still_achieved_when_the_target_is_reached():
    assert judged((2013, 0.0), (2017, 12.0), 10.0, 1, GROWTH).pace_class is PaceClass.ACHIEVED


def test_the_measure_decides_the_class_and_both_ratios_stand():
    # 100 → 130 of 400 in half the time: by growth 0.38, by the straight line 0.2
    start, now, target = Point(2014, 100.0), Point(2017, 130.0), Point(2020, 400.0)
    by_growth = progress(start, now, target, direction=1, measure=GROWTH)
    by_line = progress(start, now, target, direction=1, measure=LINEAR)
    assert (by_growth.linear, by_growth.growth) == (by_line.linear, by_line.growth)
    assert by_line.linear == pytest.approx(0.2)
    assert by_growth.growth == pytest.approx(((130 / 100) ** (1 / 3) - 1) / ((400 / 100) ** (1 / 6) - 1), rel=1e-12)
    # 100 → 170: the two measures part
    other = Point(2017, 170.0)
    assert progress(start, other, target, direction=1, measure=LINEAR).pace_class is PaceClass.LIMITED
    assert progress(start, other, target, direction=1, measure=GROWTH).pace_class is PaceClass.NEEDS_ACCELERATION


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"direction": 0}, "direction 0"),
        ({"latest": Point(2021, 80.0)}, "ask for the final result"),
        ({"baseline": Point(2020, 70.0)}, "a target of 2020 on a baseline of 2020"),
        ({"latest": Point(2017, math.nan)}, "finite values"),
        ({"target": Point(2020, math.inf)}, "finite values"),
    ],
)
def test_what_makes_no_sense_is_refused(change: dict[str, object], message: str):
    given_: dict[str, object] = {
        "baseline": Point(2013, 70.0),
        "latest": Point(2017, 80.0),
        "target": TARGET,
        "direction": 1,
    }
    asked = given_ | change
    with pytest.raises(MethodError, match=message):
        progress(
            asked["baseline"],
            asked["latest"],
            asked["target"],
            direction=asked["direction"],
            measure=LINEAR,  # type: ignore[arg-type]
        )


def test_a_ratio_needs_a_way_and_time():
    with pytest.raises(MethodError, match="the target differs"):
        share_of_way(5.0, 6.0, 5.0)
    with pytest.raises(MethodError, match="the target differs"):
        growth_pace(Point(2013, 5.0), Point(2015, 6.0), Point(2020, 5.0))
    with pytest.raises(MethodError, match="the end lies after"):
        linear_pace(Point(2013, 5.0), Point(2013, 6.0), Point(2020, 7.0))


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (0.95, PaceClass.ON_TRACK),
        (0.949, PaceClass.NEEDS_ACCELERATION),
        (0.60, PaceClass.NEEDS_ACCELERATION),
        (0.599, PaceClass.LIMITED),
        (0.0, PaceClass.LIMITED),
        (-0.0, PaceClass.LIMITED),
        (-0.001, PaceClass.AWAY),
        # 0.95 as division leaves it: 0.1 % of the border is far above this, one part in a billion below
        (0.95 * (1 - 2**-50), PaceClass.ON_TRACK),
    ],
)
def test_the_borders_belong_to_the_better_class(ratio: float, expected: PaceClass):
    assert classify(ratio) is expected


# What must not change the answer

levels = st.integers(1, 10_000).map(lambda n: n / 10)
years = st.tuples(st.integers(1, 6), st.integers(0, 6)).map(lambda t: (2013, 2013 + t[0], 2013 + t[0] + t[1]))
lies = st.tuples(levels, levels, levels, years)


def three(lie: tuple[float, float, float, tuple[int, int, int]]) -> tuple[Point, Point, Point]:
    start, now, target, (first, second, third) = lie
    return Point(first, start), Point(second, now), Point(third, target)


@given(lies, st.sampled_from([1, -1]), st.integers(1, 1000), st.integers(-500, 500))
def test_the_linear_ratio_ignores_unit_and_zero_point(lie, direction: int, factor: int, shift: int):  # type: ignore[no-untyped-def]
    start, now, target = three(lie)
    assume(start.value != target.value)
    moved = [Point(p.year, p.value * factor + shift) for p in (start, now, target)]
    # differences of numbers up to 10⁶ lose at most six digits of sixteen
    assert linear_pace(*moved) == pytest.approx(linear_pace(start, now, target), rel=1e-6, abs=1e-6)


@given(lies, st.sampled_from([1, -1]), st.floats(0.01, 100))
def test_the_growth_ratio_ignores_the_unit(lie, direction: int, factor: float):  # type: ignore[no-untyped-def]
    start, now, target = three(lie)
    assume(start.value != target.value)
    moved = [Point(p.year, p.value * factor) for p in (start, now, target)]
    # a needed growth of 0.01 % in 12 years is a difference of 10⁻⁵, known to eleven digits
    assert growth_pace(*moved) == pytest.approx(growth_pace(start, now, target), rel=1e-6, abs=1e-6)


@given(lies, st.sampled_from([1, -1]))
def test_turning_scale_and_direction_round_leaves_the_linear_judgement(lie, direction: int):  # type: ignore[no-untyped-def]
    points = three(lie)
    mirrored = [Point(p.year, -p.value) for p in points]
    here = progress(*points, direction=direction, measure=LINEAR)
    there = progress(*mirrored, direction=-direction, measure=LINEAR)
    assert (here.pace_class, here.situation, here.linear, here.share) == (
        there.pace_class,
        there.situation,
        there.linear,
        there.share,
    )


@given(lies, st.sampled_from([1, -1]), st.integers(-30, 30))
def test_the_calendar_does_not_matter(lie, direction: int, shift: int):  # type: ignore[no-untyped-def]
    points = three(lie)
    moved = [Point(p.year + shift, p.value) for p in points]
    here, there = (progress(*p, direction=direction, measure=GROWTH) for p in (points, moved))
    assert (here.pace_class, here.linear, here.growth) == (there.pace_class, there.linear, there.growth)


@given(lies, st.sampled_from([1, -1]), st.sampled_from([LINEAR, GROWTH]))
def test_a_better_value_never_gives_a_worse_class(lie, direction: int, measure: ProgressMeasure):  # type: ignore[no-untyped-def]
    order = list(PaceClass)
    start, now, target = three(lie)
    better = Point(now.year, now.value * (1.2 if direction == 1 else 0.8))
    here, there = (progress(start, p, target, direction=direction, measure=measure) for p in (now, better))
    assert here.pace_class is not None
    assert there.pace_class is not None
    assert order.index(there.pace_class) <= order.index(here.pace_class)


@given(lies, st.sampled_from([1, -1]), st.sampled_from([LINEAR, GROWTH]))
def test_positive_values_always_get_a_class_that_agrees_with_the_facts(lie, direction: int, measure: ProgressMeasure):  # type: ignore[no-untyped-def]
    start, now, target = three(lie)
    found = progress(start, now, target, direction=direction, measure=measure)
    reached = meets(now.value, target.value, direction=direction)
    assert (found.pace_class is PaceClass.ACHIEVED) == reached
    if (now.value - start.value) * direction < 0 and not reached:
        assert found.pace_class is PaceClass.AWAY
    if found.share is not None:
        assert (found.share >= 1) == reached


@given(lies, st.sampled_from([LINEAR, GROWTH]), st.sampled_from([1.0, 0.95, 0.6, 0.0]))
def test_the_required_value_is_where_the_ratio_equals_the_pace(lie, measure: ProgressMeasure, pace: float):  # type: ignore[no-untyped-def]
    start, now, target = three(lie)
    assume(abs(start.value - target.value) > 0.05)
    level = required_value(start, target, year=now.year, measure=measure, pace=pace)
    assert level is not None
    ratio = (linear_pace if measure is LINEAR else growth_pace)(start, Point(now.year, level), target)
    # the way may be 0.1 on a level of 1000: four of sixteen digits are lost, and growth loses one a year
    assert ratio == pytest.approx(pace, abs=1e-6)


def test_the_required_path_starts_and_ends_where_it_must():
    for measure in (LINEAR, GROWTH):
        at = [required_value(Point(2013, 2.0), Point(2020, 8.0), year=y, measure=measure) for y in (2013, 2020)]
        assert at == pytest.approx([2.0, 8.0], rel=1e-12)
    assert required_value(Point(2013, 0.0), Point(2020, 8.0), year=2015, measure=GROWTH) is None
