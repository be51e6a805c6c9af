"""How sure a class is: against simulation, in limiting cases, and calibrated where the truth is known."""

from __future__ import annotations

import math
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.errors import MethodError
from analysis.methods.class_probability import from_sampling_error, from_volatility, met_probability
from analysis.methods.progress import progress
from analysis.methods.results import ClassProbabilities, PaceClass, Point, ProgressMeasure, UncertaintyBasis, Volatility
from analysis.methods.volatility import one_year_changes, volatility

LINEAR, GROWTH = ProgressMeasure.LINEAR, ProgressMeasure.GROWTH
START, NOW, TARGET = Point(2013, 70.0), Point(2017, 76.0), Point(2020, 85.0)


def parts(found: ClassProbabilities | None) -> list[float]:
    assert found is not None
    return [found.of(c) for c in PaceClass]


# Volatility


def path(*values: float, since: int = 2010) -> list[Point]:
    return [Point(since + n, v) for n, v in enumerate(values)]


def test_volatility_is_the_sample_deviation_of_changes():
    points = path(50, 52, 57, 58, 64, 66)
    found = volatility(points, measure=LINEAR)
    assert found is not None
    assert (found.sd, found.changes) == (pytest.approx(np.std([2, 5, 1, 6, 2], ddof=1), rel=1e-14), 5)


def test_volatility_needs_six_points_and_five_one_year_changes():
    assert volatility(path(50, 52, 57, 58, 64), measure=LINEAR) is None
    gap = [*path(50, 52, 57, 58, 64), Point(2018, 66.0)]  # six points, four one-year changes
    assert len(one_year_changes(gap, measure=LINEAR)) == 4
    assert volatility(gap, measure=LINEAR) is None
    assert volatility([*gap, Point(2019, 67.0)], measure=LINEAR) is not None


def test_growth_is_measured_in_logs_and_needs_positive_values():
    assert one_year_changes(path(1, math.e), measure=GROWTH) == (1.0,)
    assert volatility(path(0, 2, 5, 1, 6, 2), measure=GROWTH) is None


@given(st.lists(st.integers(1, 1000), min_size=6, max_size=15), st.integers(1, 50), st.integers(-100, 100))
def test_volatility_scales_with_the_unit_and_ignores_shift_drift_and_order(found: list[int], factor: int, shift: int):
    plain = volatility(path(*found), measure=LINEAR)
    moved = volatility(path(*(v * factor + shift + 3 * n for n, v in enumerate(found)))[::-1], measure=LINEAR)
    assert plain is not None
    assert moved is not None
    # whole numbers: the changes are exact, only the deviation is rounded
    assert moved.sd == pytest.approx(plain.sd * factor, rel=1e-9, abs=1e-9)
    grown = volatility(path(*(v * 2.0**n for n, v in enumerate(found))), measure=GROWTH)
    logs = volatility(path(*found), measure=GROWTH)
    assert grown is not None
    assert logs is not None
    assert grown.sd == pytest.approx(logs.sd, rel=1e-6, abs=1e-9)


# Sampling error


@pytest.mark.parametrize(
    ("points", "direction", "measure", "errors"),
    [
        ((START, NOW, TARGET), 1, LINEAR, (0.0, 2.0)),
        ((START, NOW, TARGET), 1, LINEAR, (1.5, 2.0)),
        ((START, NOW, TARGET), 1, GROWTH, (1.5, 2.0)),
        ((Point(2013, 12.0), Point(2018, 7.0), Point(2020, 5.0)), -1, LINEAR, (1.0, 1.0)),
        ((Point(2013, 12.0), Point(2018, 7.0), Point(2020, 5.0)), -1, GROWTH, (1.0, 1.0)),
        # the baseline may well have met the target already
        ((Point(2013, 84.0), Point(2017, 83.0), TARGET), 1, LINEAR, (3.0, 2.0)),
    ],
)
def test_sampling_error_agrees_with_classifying_simulated_surveys(points, direction, measure, errors):  # type: ignore[no-untyped-def]
    start, now, target = points
    rng = np.random.default_rng(20)
    n = 4000
    seen = [
        progress(Point(start.year, a), Point(now.year, b), target, direction=direction, measure=measure).pace_class
        for a, b in zip(rng.normal(start.value, errors[0], n), rng.normal(now.value, errors[1], n), strict=True)
    ]
    found = parts(from_sampling_error(*points, direction=direction, measure=measure, errors=errors))
    for pace_class, probability in zip(PaceClass, found, strict=True):
        share = seen.count(pace_class) / n
        # four standard errors of a simulated share: 4 √(p(1−p)/4000), and 0.002 of averaging
        assert share == pytest.approx(probability, abs=4 * math.sqrt(probability * (1 - probability) / n) + 0.002)


@given(
    st.integers(400, 700),
    st.integers(400, 1000),
    st.integers(710, 1000),
    st.floats(0, 30),
    st.floats(0.1, 30),
    st.sampled_from([LINEAR, GROWTH]),
)
def test_probabilities_are_probabilities(start, now, target, before, after, measure):  # type: ignore[no-untyped-def]
    found = from_sampling_error(
        Point(2013, start / 10), Point(2017, now / 10), Point(2020, target / 10),
        direction=1, measure=measure, errors=(before, after),
    )  # fmt: skip
    if found is None:
        assert measure is GROWTH
        assert before > 10  # four deviations and more would reach zero
        return
    assert sum(parts(found)) == pytest.approx(1, abs=1e-9)
    # differences of distribution functions may miss zero by rounding only
    assert min(parts(found)) > -1e-9


@given(st.integers(600, 900), st.floats(0, 5), st.floats(0.1, 5))
def test_sampling_probabilities_have_a_mirror(now: int, before: float, after: float):
    points = [START, Point(2017, now / 10), TARGET]
    turned = [Point(p.year, -p.value) for p in points]
    here = from_sampling_error(*points, direction=1, measure=LINEAR, errors=(before, after))
    there = from_sampling_error(*turned, direction=-1, measure=LINEAR, errors=(before, after))
    assert parts(here) == pytest.approx(parts(there), abs=1e-9)


def test_a_tiny_error_leaves_the_observed_class():
    for value in (84.0, 86.0, 80.0, 77.0, 72.0, 60.0):
        now = Point(2017, value)
        seen = progress(START, now, TARGET, direction=1, measure=LINEAR).pace_class
        found = from_sampling_error(START, now, TARGET, direction=1, measure=LINEAR, errors=(0.0, 1e-6))
        assert seen is not None
        assert found is not None
        assert found.of(seen) == pytest.approx(1, abs=1e-12)
        assert found.basis is UncertaintyBasis.SAMPLING_ERROR


def test_growth_from_a_baseline_that_may_be_zero_is_not_given():
    points = (Point(2013, 2.0), Point(2017, 4.0), Point(2020, 9.0))
    assert from_sampling_error(*points, direction=1, measure=GROWTH, errors=(1.0, 0.5)) is None


def test_ten_thousand_baseline_values_move_nothing_that_is_printed(monkeypatch: pytest.MonkeyPatch):
    asked = {"direction": 1, "measure": LINEAR, "errors": (3.0, 0.5)}
    coarse = parts(from_sampling_error(START, NOW, TARGET, **asked))  # type: ignore[arg-type]
    monkeypatch.setattr("analysis.methods.class_probability._BASELINE_VALUES", 9999)
    assert parts(from_sampling_error(START, NOW, TARGET, **asked)) == pytest.approx(coarse, abs=2e-3)  # type: ignore[arg-type]


@pytest.mark.parametrize("errors", [(-1.0, 1.0), (1.0, 0.0), (1.0, math.nan)])
def test_errors_that_are_none_are_refused(errors: tuple[float, float]):
    with pytest.raises(MethodError, match="standard errors"):
        from_sampling_error(START, NOW, TARGET, direction=1, measure=LINEAR, errors=errors)


def test_years_out_of_order_are_refused():
    late = Point(2021, 80.0)
    with pytest.raises(MethodError, match="final result"):
        from_sampling_error(START, late, TARGET, direction=1, measure=LINEAR, errors=(0.0, 1.0))
    with pytest.raises(MethodError, match="final result"):
        from_volatility(START, late, TARGET, direction=1, volatility=Volatility(1.0, 6, LINEAR))


def test_the_probability_of_having_met_a_target():
    assert met_probability(80.0, 80.0, direction=1, error=2.0) == 0.5
    assert met_probability(4.0, 5.0, direction=-1, error=1.0) == pytest.approx(0.8413447, abs=1e-7)


# Volatility as the ground of doubt


def test_volatility_gives_student_t_by_hand():
    # spread over four years 2·√4 = 4; required 60 % level: 70 + .6·15·4/7; t with 5 degrees of freedom
    found = from_volatility(START, NOW, TARGET, direction=1, volatility=Volatility(2.0, 6, LINEAR))
    assert found is not None
    lead = (76 - 70) / 4
    # the t distribution with 5 degrees of freedom in closed form (Abramowitz & Stegun 26.7.3)
    theta = math.atan(lead / math.sqrt(5))
    inside = 2 / math.pi * (theta + math.sin(theta) * (math.cos(theta) + 2 / 3 * math.cos(theta) ** 3))
    assert found.away == pytest.approx((1 - inside) / 2, rel=1e-9)
    assert sum(parts(found)) == pytest.approx(1, abs=1e-12)


def test_no_volatility_leaves_no_doubt_and_a_reached_target_is_a_fact():
    still = Volatility(0.0, 6, LINEAR)
    assert parts(from_volatility(START, NOW, TARGET, direction=1, volatility=still)) == [0, 0, 1, 0, 0]
    reached = from_volatility(START, Point(2017, 85.0), TARGET, direction=1, volatility=Volatility(9.0, 6, LINEAR))
    assert parts(reached) == [1, 0, 0, 0, 0]


def test_a_target_met_from_the_start_has_no_pace_to_doubt():
    with pytest.raises(MethodError, match="ahead of the baseline"):
        from_volatility(Point(2013, 90.0), NOW, TARGET, direction=1, volatility=Volatility(1.0, 6, LINEAR))


def test_growth_without_positive_values_has_no_probability():
    zero = Point(2017, 0.0)
    assert from_volatility(START, zero, TARGET, direction=1, volatility=Volatility(1.0, 6, GROWTH)) is None


@given(st.integers(600, 849), st.floats(0.1, 10), st.floats(1.1, 5))
def test_more_volatility_draws_the_class_towards_a_coin(now: int, sd: float, factor: float):
    assume(now != 700)
    calm, wild = (
        from_volatility(START, Point(2017, now / 10), TARGET, direction=1, volatility=Volatility(s, 8, LINEAR))
        for s in (sd, sd * factor)
    )
    assert calm is not None
    assert wild is not None
    assert abs(wild.away - 0.5) <= abs(calm.away - 0.5) + 1e-12


@pytest.mark.parametrize("measure", [LINEAR, GROWTH])
def test_where_the_truth_is_a_border_the_probability_is_uniform(measure: ProgressMeasure):
    # A drift of exactly 60 % of the pace needed, shocks of 1.5 a year: the probability of "at least 60 %" must then be
    # uniform, as a confidence distribution is. 2 000 paths: the mean has a standard error of .289/√2000 = .0065 and
    # the share below .1 one of .0067; four of them are allowed.
    rng = np.random.default_rng(7)
    found = []
    for _ in range(2000):
        if measure is LINEAR:  # 50 → 70 in ten years needs 2 a year
            points, target = path(*np.cumsum([50.0, *rng.normal(0.6 * 2, 1.5, 7)]), since=2013), Point(2023, 70.0)
        else:  # 2 % a year is needed
            logs = np.cumsum([4.0, *rng.normal(math.log(1 + 0.6 * 0.02), 0.015, 7)])
            points, target = path(*np.exp(logs), since=2013), Point(2023, math.exp(4.0) * 1.02**10)
        spread = volatility(points, measure=measure)
        assert spread is not None
        told = from_volatility(points[0], points[-1], target, direction=1, volatility=spread)
        assert told is not None
        found.append(told.achieved + told.on_track + told.needs_acceleration)
    # paths that reached the target are certain, not uniform: they are the ones above, where nothing is tested
    assert np.median(found) == pytest.approx(0.5, abs=4 * 0.5 / math.sqrt(2000))
    for level in (0.05, 0.1, 0.25):
        assert np.mean(np.array(found) < level) == pytest.approx(level, abs=4 * math.sqrt(level * (1 - level) / 2000))


def test_the_basis_is_told():
    told = from_volatility(START, NOW, TARGET, direction=1, volatility=Volatility(2.0, 6, LINEAR))
    assert told is not None
    assert astuple(told)[0] is UncertaintyBasis.VOLATILITY
