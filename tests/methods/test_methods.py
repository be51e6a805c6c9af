"""The statistics that every chapter uses: closed forms, properties and limiting cases."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.group_gap import group_gap, odds_ratio
from analysis.methods.pace import compound_growth, pace
from analysis.methods.peers import quartiles, summarise
from analysis.methods.results import Estimate, Level, Observation, PaceKind, Trajectory, observations
from analysis.methods.standing import rank_and_percentile, standing

values = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=40)
rates = st.floats(0.5, 99.5)


def seen(year: int, value: float, *, economy: str = "AZE", breakdown: str = "", unit: str = "percent") -> Observation:
    return Observation("internet_users", economy, year, value, unit, breakdown, source="wdi")


# Peers


def test_quartiles_of_type_seven():
    # Hyndman & Fan (1996): for 1…5 the hinges are 2 and 4
    assert quartiles([5.0, 1.0, 4.0, 2.0, 3.0]) == (2.0, 3.0, 4.0)


@given(values)
def test_quartiles_are_in_order_and_inside_the_data(found: list[float]):
    q1, median, q3 = quartiles(found)
    assert min(found) <= q1 <= median <= q3 <= max(found)


@given(values, st.randoms(use_true_random=False))
def test_quartiles_ignore_the_order_of_members(found: list[float], random):  # type: ignore[no-untyped-def]
    shuffled = random.sample(found, len(found))
    assert quartiles(found) == quartiles(shuffled)


@given(values, st.floats(0.1, 10))
def test_quartiles_scale_with_the_unit(found: list[float], factor: float):
    scaled = quartiles([v * factor for v in found])
    for a, b in zip(quartiles(found), scaled, strict=True):
        # one multiplication and one interpolation of rounding: a few units in the last place of the largest value
        assert b == pytest.approx(a * factor, rel=1e-12, abs=1e-9)


def test_a_group_under_half_is_not_summarised():
    members = [seen(2018, v, economy=e) for e, v in (("GEO", 60.0), ("ARM", 65.0))]
    assert summarise(members, group="cis", size=5) is None
    half = summarise(members, group="cis", size=4)
    assert half is not None
    assert (half.n, half.size, half.median) == (2, 4, 62.5)


def test_a_summary_refuses_mixed_years_and_repeated_economies():
    with pytest.raises(ValueError, match="one indicator, unit and year"):
        summarise([seen(2018, 1.0, economy="GEO"), seen(2017, 1.0, economy="ARM")], group="cis", size=2)
    with pytest.raises(ValueError, match="twice"):
        summarise([seen(2018, 1.0, economy="GEO"), seen(2018, 2.0, economy="GEO")], group="cis", size=2)


# Pace


@given(st.floats(0.1, 1e6), st.floats(-0.5, 2), st.integers(1, 20))
def test_compound_growth_recovers_the_rate(start: float, rate: float, years: int):
    end = start * (1 + rate) ** years
    # the years-th root magnifies rounding by 1/years only: nine digits are safe
    assert compound_growth(start, end, years) == pytest.approx(rate * 100, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("start", "end"), [(0.0, 5.0), (5.0, 0.0), (-1.0, 5.0)])
def test_compound_growth_needs_positive_values(start: float, end: float):
    assert compound_growth(start, end, 3) is None


def test_pace_is_not_rounded_and_keeps_its_ends():
    found = pace(seen(2013, 73.0), seen(2018, 79.8), kind=PaceKind.POINTS)
    assert found.change == 79.8 - 73.0
    assert found.per_year == (79.8 - 73.0) / 5
    assert found.growth == pytest.approx((79.8 / 73.0) ** 0.2 * 100 - 100, rel=1e-12)


def test_pace_refuses_another_unit_and_a_backward_step():
    with pytest.raises(ValueError, match="one series in one unit"):
        pace(seen(2013, 73.0), seen(2018, 79.8, unit="per_100"), kind=PaceKind.POINTS)
    with pytest.raises(ValueError, match="runs backwards"):
        pace(seen(2018, 73.0), seen(2018, 79.8), kind=PaceKind.POINTS)


# Standing


@given(st.floats(-1e6, 1e6), values)
def test_rank_and_percentile_stay_in_bounds(own: float, others: list[float]):
    rank, percentile = rank_and_percentile(own, others)
    assert 1 <= rank <= len(others) + 1
    assert 0 <= percentile <= 100


@given(st.integers(-50, 50), st.lists(st.integers(-50, 50), min_size=1, max_size=40))
def test_turning_the_direction_mirrors_the_percentile(own: int, others: list[int]):
    up = rank_and_percentile(own, others)[1]
    down = rank_and_percentile(own, others, direction=-1)[1]
    assert up + down == pytest.approx(100)


def test_ties_share_the_better_rank():
    assert rank_and_percentile(5.0, [5.0, 5.0, 6.0, 1.0]) == (2, 50.0)


def test_standing_refuses_another_year():
    with pytest.raises(ValueError, match="one year and one unit"):
        standing(seen(2018, 5.0), [seen(2017, 4.0, economy="GEO")])


# Gaps between groups


@given(rates, rates)
def test_a_gap_turned_round_changes_sign_and_inverts_its_ratios(high: float, low: float):
    there = group_gap(seen(2018, high, breakdown="sex=male"), seen(2018, low, breakdown="sex=female"))
    back = group_gap(seen(2018, low, breakdown="sex=female"), seen(2018, high, breakdown="sex=male"))
    assert there.difference == -back.difference
    assert there.odds_ratio is not None
    assert back.odds_ratio is not None
    assert there.odds_ratio * back.odds_ratio == pytest.approx(1, rel=1e-9)


@pytest.mark.parametrize(("high", "low"), [(100.0, 50.0), (50.0, 0.0)])
def test_odds_are_not_defined_at_the_bounds(high: float, low: float):
    assert odds_ratio(high, low) is None


def test_difference_and_odds_ratio_can_move_in_opposite_ways():
    before = group_gap(seen(2010, 50.0, breakdown="a"), seen(2010, 40.0, breakdown="b"))
    after = group_gap(seen(2018, 99.0, breakdown="a"), seen(2018, 92.0, breakdown="b"))
    assert after.difference < before.difference
    assert after.odds_ratio is not None
    assert before.odds_ratio is not None
    assert after.odds_ratio > before.odds_ratio


def test_a_gap_refuses_another_source():
    other = Observation("internet_users", "AZE", 2018, 50.0, "percent", "sex=female", source="findex")
    with pytest.raises(ValueError, match="one year, unit and source"):
        group_gap(seen(2018, 60.0, breakdown="sex=male"), other)


# Results


def test_observations_are_found_once_however_deep():
    one, two = seen(2017, 79.0), seen(2018, 79.8)
    level = Level("internet_users", 2018, latest=two, baseline=one)
    found = list(observations((Trajectory("internet_users", (one, two), level=level), level)))
    assert found == [one, two]


def test_an_estimate_prints_its_interval():
    assert str(Estimate(61.3, 0.77, 59.8, 62.8, 4211)) == "61.3 (59.8–62.8), n = 4211"
    assert math.isclose(Estimate(61.3, 0.77, 59.8, 62.8, 4211).se, 0.77)
