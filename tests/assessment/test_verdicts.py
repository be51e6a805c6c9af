"""Verdicts: each kind of target, each awkward case, and no look ahead."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace

import pytest
from cases import Target, event, group, judged, places, seen
from hypothesis import given
from hypothesis import strategies as st

from analysis import params, strategy
from analysis.assessment import TargetEvidence, case_of, dated_event, judge, verdict
from analysis.errors import MethodError
from analysis.methods.results import (
    EvidenceStrength,
    Fulfilment,
    Movement,
    Outcome,
    PaceClass,
    ProgressMeasure,
    Side,
    Situation,
    Swing,
    TargetKind,
    Unassessable,
    UncertaintyBasis,
    UsualSwing,
    Weakness,
    observations,
)
from analysis.strategy.timeline import timeline

RISING = {2013: 70.0, 2014: 73.0, 2015: 75.0, 2016: 77.0, 2017: 79.0}

# Numbers, on the way


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (79.0, Outcome.ON_TRACK),
        (77.0, Outcome.NEEDS_ACCELERATION),
        (72.0, Outcome.LIMITED),
        (69.0, Outcome.AWAY),
        (85.0, Outcome.ACHIEVED),
        (90.0, Outcome.ACHIEVED),
    ],
)
def test_a_number_on_the_way_gets_its_class(last: float, outcome: Outcome):
    found = judged(2017, RISING | {2017: last})
    assert (found.outcome, found.why_not, found.final) == (outcome, None, False)
    assert found.progress is not None
    assert found.progress.linear == pytest.approx((last - 70) / 15 / (4 / 7))
    assert found.progress.growth is not None
    assert (found.baseline, found.judged) == (found.inputs[0], found.inputs[-1])
    assert (found.target_value, found.target_year, found.points) == (85.0, 2020, 5)


def test_the_worked_row_as_a_verdict():
    found = judged(2017, RISING)
    assert found.progress is not None
    assert (found.progress.linear, found.progress.growth) == (pytest.approx(1.05), pytest.approx(1.09156168, rel=1e-8))
    assert found.share == pytest.approx(0.6)


def test_shares_are_judged_by_the_straight_line_and_levels_by_growth():
    share = judged(2017, RISING)
    level = judged(2017, RISING, target=Target(indicator="bandwidth_total"))
    assert share.progress is not None
    assert level.progress is not None
    assert share.progress.measure is ProgressMeasure.LINEAR
    assert level.progress.measure is ProgressMeasure.GROWTH


def test_a_price_is_wanted_down():
    falling = {2013: 12.0, 2015: 9.0, 2016: 7.0}
    found = judged(2016, falling, target=Target(indicator="price_mobile_gni", value=5.0, direction=-1))
    assert found.outcome is Outcome.ON_TRACK
    up = judged(2016, {2013: 12.0, 2016: 13.0}, target=Target(indicator="price_mobile_gni", value=5.0, direction=-1))
    assert up.outcome is Outcome.AWAY


def test_met_from_the_start_is_achieved_and_losing_it_is_moving_away():
    kept, lost = (judged(2017, {2013: 90.0, 2017: v}) for v in (86.0, 84.0))
    assert (kept.outcome, lost.outcome) == (Outcome.ACHIEVED, Outcome.AWAY)
    for found in (kept, lost):
        assert found.progress is not None
        assert found.progress.situation is Situation.MET_AT_BASELINE
        assert found.probabilities is None


def test_the_fallback_year_stands_in_for_the_baseline():
    found = judged(2017, {2014: 70.0, 2017: 79.0})
    assert found.baseline is not None
    assert (found.baseline.ref_year, found.outcome) == (2014, Outcome.ON_TRACK)


@pytest.mark.parametrize(
    ("values", "why_not"),
    [
        ({}, Unassessable.NO_DATA),
        ({2015: 75.0, 2017: 79.0}, Unassessable.NO_BASELINE),
        ({2012: 70.0, 2017: 79.0}, Unassessable.NO_BASELINE),
        ({2013: 70.0, 2014: 79.0}, Unassessable.TOO_OLD),
    ],
)
def test_what_cannot_be_judged_on_the_way_says_why(values: dict[int, float], why_not: Unassessable):
    found = judged(2017, values)
    assert (found.outcome, found.why_not) == (Outcome.NOT_ASSESSABLE, why_not)
    assert found.evidence is EvidenceStrength.NONE


def test_an_old_value_is_still_told():
    found = judged(2017, {2013: 70.0, 2014: 79.0})
    assert found.latest is not None
    assert (found.latest.value, found.judged) == (79.0, found.latest)


def test_the_baseline_alone_is_no_progress():
    assert judged(2015, {2013: 70.0}).why_not is Unassessable.NOT_AFTER_BASELINE


def test_a_reached_level_needs_no_baseline():
    assert judged(2017, {2017: 86.0}).outcome is Outcome.ACHIEVED


def test_growth_from_zero_is_not_assessable_but_shows_the_straight_line():
    found = judged(2017, {2013: 0.0, 2017: 40.0}, target=Target(indicator="bandwidth_total"))
    assert (found.outcome, found.why_not) == (Outcome.NOT_ASSESSABLE, Unassessable.NOT_POSITIVE)
    assert found.progress is not None
    assert found.progress.linear == pytest.approx(40 / 85 / (4 / 7))


def test_a_break_cuts_the_baseline_off():
    # households_internet breaks in 2015
    cut = judged(2017, RISING, target=Target(indicator="households_internet"))
    assert (cut.outcome, cut.why_not, cut.baseline) == (Outcome.NOT_ASSESSABLE, Unassessable.BREAK, None)
    # a break that lies ahead of the newest value, or before the baseline, cuts nothing
    assert judged(2015, {2013: 70.0, 2014: 74.0}, target=Target(indicator="households_internet")).progress is not None
    assert judged(2017, RISING, target=Target(indicator="internet_users")).outcome is Outcome.ON_TRACK
    # reached is reached, on whichever definition
    reached = judged(2017, RISING | {2017: 86.0}, target=Target(indicator="households_internet"))
    assert reached.outcome is Outcome.ACHIEVED


def test_a_case_knows_no_later_break():
    broken = Target(indicator="price_fixed_gni")  # in 2018
    assert case_of(broken, TargetEvidence(), params.load(2017)).rule.breaks == ()
    assert case_of(broken, TargetEvidence(), params.load(2018)).rule.breaks == (2018,)


def test_scores_of_an_index_and_places_have_no_pace():
    score = judged(2018, {2014: 0.5, 2018: 0.6}, target=Target(indicator="egdi", value=0.8))
    place = judged(2018, {2014: 68.0, 2018: 70.0}, target=Target(indicator="egdi_rank", value=50.0, direction=-1))
    assert (score.why_not, place.why_not) == (Unassessable.EDITIONS, Unassessable.RELATIVE)
    reached = judged(2018, {2014: 0.5, 2018: 0.81}, target=Target(indicator="egdi", value=0.8))
    assert reached.outcome is Outcome.ACHIEVED


def test_a_part_year_is_never_a_year():
    half = seen("internet_users", {2017: 90.0}, period="first half")
    found = judged(2017, series=half)
    assert (found.outcome, found.why_not, found.latest) == (
        Outcome.NOT_ASSESSABLE,
        Unassessable.PART_YEAR,
        half[0],
    )
    beside = judged(2017, series=(*seen("internet_users", RISING), *half))
    assert (beside.outcome, beside.judged and beside.judged.value) == (Outcome.ON_TRACK, 79.0)


# Parts of a whole


def levels(**values: dict[int, float]):
    return tuple(o for name, path in values.items() for o in seen("coverage_3g", path, breakdown=f"level={name}"))


SCHOOLS = Target(indicator="coverage_3g", value=100.0)


def test_parts_without_a_total_give_bounds_and_no_verdict():
    parts = levels(
        primary={2017: 50.0, 2018: 61.0}, lower={2017: 55.0, 2018: 67.0}, upper={2017: 60.0, 2018: 66.0, 2019: 70.0}
    )
    found = judged(2020, target=SCHOOLS, parts=parts)
    assert (found.outcome, found.why_not) == (Outcome.NOT_ASSESSABLE, Unassessable.PARTS_ONLY)
    # 2019 has one level of three: a whole with a part missing has no bounds
    assert (found.bounds, {o.ref_year for o in found.parts}) == ((61.0, 67.0), {2018})
    assert set(observations(found)) == set(parts)


def test_parts_of_a_part_year_give_no_bounds():
    part = seen("coverage_3g", {2018: 61.0}, breakdown="level=primary", period="first half")
    assert judged(2020, target=SCHOOLS, parts=part).why_not is Unassessable.NO_DATA


def test_a_total_makes_parts_needless():
    found = judged(2018, {2013: 20.0, 2018: 80.0}, target=SCHOOLS, parts=levels(primary={2018: 61.0}))
    assert (found.outcome, found.bounds) == (Outcome.ON_TRACK, None)


# Numbers, at the end


@pytest.mark.parametrize(
    ("values", "outcome", "judged_in"),
    [
        ({2013: 70.0, 2020: 86.0, 2023: 90.0}, Outcome.MET, 2020),
        ({2013: 70.0, 2019: 86.0}, Outcome.MET, 2019),
        ({2013: 70.0, 2020: 80.0, 2022: 86.0, 2023: 88.0}, Outcome.MET_LATE, 2022),
        ({2013: 70.0, 2016: 86.0, 2020: 80.0, 2023: 86.0}, Outcome.MET_LATE, 2023),
        ({2013: 70.0, 2020: 80.0, 2023: 83.0}, Outcome.NOT_MET, 2020),
        ({2013: 70.0, 2022: 83.0}, Outcome.NOT_MET, 2022),
    ],
)
def test_the_end_is_judged_from_afterwards(values: dict[int, float], outcome: Outcome, judged_in: int):
    found = judged(2024, values)
    assert (found.outcome, found.final) == (outcome, True)
    assert found.judged is not None
    assert (found.judged.ref_year, found.latest and found.latest.ref_year) == (judged_in, max(values))


def test_the_share_of_the_way_is_that_of_the_end():
    found = judged(2024, {2013: 70.0, 2020: 79.0, 2023: 83.5})
    assert (found.outcome, found.share) == (Outcome.NOT_MET, pytest.approx(0.6))
    assert found.final_result is not None
    assert found.final_result.share == pytest.approx(0.9)
    assert found.progress is not None
    assert found.progress.linear == pytest.approx(0.6)  # the whole time is over


def test_without_a_value_at_the_end_nothing_is_said_of_it():
    found = judged(2024, {2013: 70.0, 2018: 80.0})
    assert (found.outcome, found.why_not) == (Outcome.NOT_ASSESSABLE, Unassessable.NO_VALUE_AT_END)


def test_what_was_reached_before_the_baseline_is_no_part_of_the_end():
    assert judged(2024, {2010: 95.0, 2012: 95.0}, target=SCHOOLS).why_not is Unassessable.NO_DATA
    found = judged(2024, {2012: 100.0, 2020: 95.0, 2023: 100.0}, target=SCHOOLS)
    assert found.final_result is not None
    assert (found.outcome, found.final_result.reached and found.final_result.reached.year) == (Outcome.MET_LATE, 2023)


def test_the_last_edition_judges_the_end_only_on_its_own_year():
    assert judged(2020, RISING | {2020: 84.0}).outcome is Outcome.NOT_MET
    assert judged(2020, RISING | {2020: 85.0}).outcome is Outcome.MET
    still = judged(2020, RISING | {2019: 84.0})
    assert (still.outcome, still.final) == (Outcome.ON_TRACK, False)


def test_a_target_of_its_own_year_is_judged_by_that_year():
    sector = Target(indicator="bandwidth_total", value=400.0, year=2024)
    assert judged(2020, {2013: 100.0, 2020: 200.0}, target=sector).outcome is Outcome.NEEDS_ACCELERATION
    assert judged(2024, {2013: 100.0, 2024: 401.0}, target=sector).outcome is Outcome.MET


# Benchmarks

BENCHMARK = Target(kind="benchmark", value=None, group="developed", statistic="median")


def test_a_benchmark_is_a_gap_to_be_closed_while_the_group_moves():
    # gap 20 in 2013, 8 in 2017: 60 % of the way in 4 of 7 years
    own = {2013: 60.0, 2015: 70.0, 2017: 80.0}
    found = judged(2017, own, target=BENCHMARK, peers=group("internet_users", {2013: 80.0, 2015: 84.0, 2017: 88.0}))
    assert found.outcome is Outcome.ON_TRACK
    assert found.progress is not None
    assert (found.share, found.progress.linear) == (pytest.approx(0.6), pytest.approx(1.05))
    assert (found.progress.growth, found.progress.measure) == (None, ProgressMeasure.LINEAR)
    assert (found.target_value, found.peers and found.peers.ref_year) == (88.0, 2017)
    assert found.judged is not None
    assert found.judged.value == 80.0


def test_rising_while_the_group_rises_faster_is_moving_away():
    found = judged(
        2017, {2013: 60.0, 2017: 65.0}, target=BENCHMARK, peers=group("internet_users", {2013: 80.0, 2017: 90.0})
    )
    assert (found.outcome, found.share) == (Outcome.AWAY, pytest.approx(-0.25))


def test_a_benchmark_uses_the_statistic_and_the_group_it_names():
    peers = (*group("internet_users", {2013: 80.0, 2017: 88.0}), *group("internet_users", {2017: 10.0}, name="cis"))
    own = {2013: 60.0, 2017: 86.5}
    median = judged(2017, own, target=BENCHMARK, peers=peers)
    lower = judged(2017, own, target=replace(BENCHMARK, statistic="q1"), peers=peers)
    upper = judged(2017, own, target=replace(BENCHMARK, statistic="q3"), peers=peers)
    assert (median.outcome, lower.outcome, upper.outcome) == (Outcome.ON_TRACK, Outcome.ACHIEVED, Outcome.ON_TRACK)
    assert (median.target_value, lower.target_value, upper.target_value) == (88.0, 86.0, 90.0)


def test_a_low_price_beats_a_benchmark_from_below():
    cheap = replace(BENCHMARK, indicator="price_mobile_gni", direction=-1)
    peers = group("price_mobile_gni", {2013: 5.0, 2017: 5.0})
    assert judged(2017, {2013: 9.0, 2017: 4.0}, target=cheap, peers=peers).outcome is Outcome.ACHIEVED
    assert judged(2017, {2013: 9.0, 2017: 10.0}, target=cheap, peers=peers).outcome is Outcome.AWAY


def test_a_benchmark_needs_the_group_in_the_same_year():
    found = judged(2017, RISING, target=BENCHMARK, peers=group("internet_users", {2012: 80.0}))
    assert found.why_not is Unassessable.FEW_PEERS
    old = judged(2017, RISING, target=BENCHMARK, peers=group("internet_users", {2013: 80.0, 2014: 80.0}))
    assert (old.why_not, old.latest and old.latest.ref_year) == (Unassessable.TOO_OLD, 2017)


def test_the_doubt_of_a_benchmark_is_that_of_its_gap():
    level = replace(BENCHMARK, indicator="bandwidth_total")
    own = {y: 10.0 * (y - 2012) + y % 2 for y in range(2013, 2019)} | {2013: 0.0}
    found = judged(2018, own, target=level, peers=group("bandwidth_total", dict.fromkeys(own, 90.0)))
    # growth from zero is not defined, but the gap has no need of it
    assert (found.outcome, found.evidence) == (Outcome.NEEDS_ACCELERATION, EvidenceStrength.STRONG)
    assert found.probabilities is not None


def test_the_end_of_a_benchmark():
    own, peers = {2013: 60.0, 2020: 85.0, 2023: 91.0}, {2013: 80.0, 2020: 88.0, 2023: 90.0}
    found = judged(2024, own, target=BENCHMARK, peers=group("internet_users", peers))
    assert (found.outcome, found.target_value) == (Outcome.MET_LATE, 90.0)
    assert found.final_result is not None
    assert found.final_result.share_at_end == pytest.approx(1 - 3 / 20)


def test_an_index_reaches_a_benchmark_or_not_but_has_no_pace():
    index = replace(BENCHMARK, indicator="egdi")
    behind = judged(2018, {2014: 0.5, 2018: 0.6}, target=index, peers=group("egdi", {2014: 0.7, 2018: 0.8}))
    assert (behind.why_not, behind.target_value) == (Unassessable.EDITIONS, 0.8)
    end = judged(2024, {2014: 0.5, 2020: 0.6}, target=index, peers=group("egdi", {2014: 0.7, 2020: 0.8}))
    assert (end.outcome, end.share) == (Outcome.NOT_MET, None)


# Directions and proxies


@pytest.mark.parametrize(
    ("values", "direction", "outcome", "movement"),
    [
        ({2013: 70.0, 2017: 79.0}, 1, Outcome.AS_WANTED, Movement.UP),
        ({2013: 70.0, 2017: 69.0}, 1, Outcome.AGAINST, Movement.DOWN),
        ({2013: 70.0, 2017: 69.0}, -1, Outcome.AS_WANTED, Movement.DOWN),
        ({2013: 70.0, 2017: 70.04}, 1, Outcome.UNCHANGED, Movement.FLAT),  # printed as 70.0
        ({2013: 70.0, 2017: 70.06}, 1, Outcome.AS_WANTED, Movement.UP),
    ],
)
def test_a_direction_is_kept_or_not(values, direction, outcome, movement):  # type: ignore[no-untyped-def]
    found = judged(2017, values, target=Target(kind="direction", value=None, direction=direction))
    assert (found.outcome, found.movement, found.progress, found.share) == (outcome, movement, None, None)


def test_a_change_no_larger_than_the_usual_jumps_is_weak_evidence():
    """Jumps of ±2 add up to more than one point in six years; on a smooth series one point is a lot."""
    target = Target(kind="direction", value=None)
    jumps = {2013: 70.0, 2014: 72.0, 2015: 70.0, 2016: 72.0, 2017: 70.0, 2018: 72.0, 2019: 71.0}
    smooth = {year: 70.0 + (year - 2013) / 6 for year in range(2013, 2020)}
    assert jumps[2019] == smooth[2019]
    assert judged(2019, jumps, target=target).evidence is EvidenceStrength.WEAK
    assert judged(2019, smooth, target=target).evidence is EvidenceStrength.STRONG
    assert judged(2019, jumps, target=target).outcome is Outcome.AS_WANTED


@pytest.mark.parametrize("relation", ["measures", "proxy"])
@pytest.mark.parametrize(
    ("changes", "swing"),
    [
        ((2, -2, 2, -2, 2, -1), Swing.WITHIN),  # up by one, after jumps of two
        ((3, 2, 3, 2, 3, 2), Swing.BEYOND),  # up by fifteen, in steps that hardly differ
        ((2, -2, 2, -2, 2, -2), None),  # back where it was
    ],
)
def test_a_movement_is_compared_with_the_usual_swing(relation: str, changes: tuple[int, ...], swing: Swing | None):
    target = Target(kind="direction", value=None, relation=relation)
    values = {2013 + n: 60.0 + sum(changes[:n]) for n in range(7)}
    found = judged(2019, values, target=target)
    assert (found.swing, found.faint) == (swing, swing is Swing.WITHIN)
    if found.usual is not None:
        # 1.645 standard deviations of a year's jump, times the root of the six years, to four digits of the constant
        expected = 1.645 * statistics.stdev(changes) * math.sqrt(6)
        assert found.usual.change == pytest.approx(sum(changes))
        assert found.usual.bound == pytest.approx(math.copysign(expected, sum(changes)), rel=1e-3)


def test_of_a_level_that_grows_the_usual_swing_is_of_its_growth():
    """Doubling every year is steady growth, although its steps differ more and more."""
    target = Target(kind="direction", value=None, indicator="bandwidth_total")
    found = judged(2019, {2013 + n: 10.0 * 2**n for n in range(7)}, target=target)
    assert found.swing is Swing.BEYOND
    assert found.usual == UsualSwing(pytest.approx(63.0), pytest.approx(0.0, abs=1e-9), relative=True)


def test_with_few_figures_the_usual_swing_is_not_known_and_with_an_error_it_is_not_asked():
    target = Target(kind="direction", value=None)
    series = seen("internet_users", {2013: 70.0, 2017: 79.0})
    assert judged(2017, series=series, target=target).swing is Swing.UNKNOWN
    errors = tuple((o.source_row, 1.0) for o in series)
    assert judged(2017, series=series, target=target, standard_errors=errors).swing is Swing.BEYOND


@pytest.mark.parametrize(("last", "side"), [(79.0, Side.SHORT), (70.0, Side.AGAINST), (69.0, Side.AGAINST)])
def test_a_missed_target_is_short_of_it_only_if_part_of_the_way_was_covered(last: float, side: Side):
    found = judged(2024, {2013: 70.0, 2020: last})
    assert (found.outcome, found.side) == (Outcome.NOT_MET, side)


@pytest.mark.parametrize("direction", [1, -1])
def test_a_better_place_is_up_whatever_the_indicator(direction: int):
    target = Target(kind="direction", value=None, indicator="egdi", direction=direction, relation="proxy")
    known = {"series": seen("egdi", {2014: 0.6, 2018: 0.5}), "standings": places("egdi", {2014: 60.0, 2018: 70.0})}
    assert judged(2018, target=target, **known).side is Side.WANTED


def test_a_change_within_sampling_error_is_none():
    series = seen("internet_users", {2013: 70.0, 2017: 72.0})
    errors = tuple((o.source_row, 1.0) for o in series)
    target = Target(kind="direction", value=None)
    assert judged(2017, series=series, target=target, standard_errors=errors).movement is Movement.FLAT
    assert judged(2017, series=series, target=target).movement is Movement.UP


@pytest.mark.parametrize("kind", ["numeric", "direction", "threshold", "benchmark"])
def test_a_proxy_tells_its_direction_and_nothing_else(kind: str):
    target = Target(kind=kind, relation="proxy", group="developed", statistic="median")
    found = judged(2017, RISING, target=target, peers=group("internet_users", RISING))
    assert (found.outcome, found.movement) == (Outcome.PROXY_DIRECTION_ONLY, Movement.UP)
    assert found.evidence is EvidenceStrength.PROXY
    assert (found.progress, found.final_result, found.target_value, found.share) == (None, None, None, None)


@pytest.mark.parametrize(
    ("code", "year", "values", "why_not"),
    [
        ("internet_users", 2017, {2013: 70.0, 2014: 71.0}, Unassessable.TOO_OLD),
        ("internet_users", 2017, {2017: 70.0}, Unassessable.NO_BASELINE),
        ("internet_users", 2015, {2013: 70.0}, Unassessable.NOT_AFTER_BASELINE),
        ("households_internet", 2017, {2013: 70.0, 2017: 71.0}, Unassessable.BREAK),
        ("egdi", 2018, {2014: 0.5, 2018: 0.6}, Unassessable.EDITIONS),
        ("internet_users", 2024, {2013: 70.0, 2017: 71.0}, Unassessable.NO_VALUE_AT_END),
        ("internet_users", 2024, {2013: 70.0, 2023: 71.0}, Unassessable.NO_VALUE_AT_END),
        ("internet_users", 2024, {2013: 70.0, 2017: 71.0, 2023: 71.0}, Unassessable.NO_VALUE_AT_END),
    ],
)
def test_a_direction_that_cannot_be_told(code, year, values, why_not):  # type: ignore[no-untyped-def]
    target = Target(kind="direction", value=None, indicator=code)
    for asked in (target, replace(target, relation="proxy")):
        found = judged(year, values, target=asked)
        assert (found.outcome, found.why_not, found.movement) == (Outcome.NOT_ASSESSABLE, why_not, None)


def test_percentiles_and_ranks_tell_their_direction():
    law = Target(kind="direction", value=None, indicator="wgi_law")
    rank = Target(kind="direction", value=None, indicator="egdi_rank", direction=-1)
    assert judged(2018, {2014: 50.0, 2018: 60.0}, target=law).outcome is Outcome.AS_WANTED
    assert judged(2018, {2014: 68.0, 2018: 70.0}, target=rank).outcome is Outcome.AGAINST


# Places among economies

PLACE = Target(kind="direction", value=None, indicator="egdi")


@pytest.mark.parametrize(
    ("then", "now", "outcome", "movement"),
    [
        (64.0, 69.0, Outcome.AS_WANTED, Movement.UP),
        (64.0, 60.0, Outcome.AGAINST, Movement.DOWN),
        (64.0, 65.0, Outcome.UNCHANGED, Movement.FLAT),  # one place of a hundred
        (64.0, 66.0, Outcome.AS_WANTED, Movement.UP),
    ],
)
def test_an_index_tells_its_direction_by_place(then: float, now: float, outcome: Outcome, movement: Movement):
    # scores that fell do not matter
    known = {"series": seen("egdi", {2014: 0.6, 2018: 0.5}), "standings": places("egdi", {2014: then, 2018: now})}
    found = judged(2018, target=PLACE, **known)
    assert (found.outcome, found.movement) == (outcome, movement)
    assert (found.baseline_value, found.judged_value) == (then, now)
    proxy = judged(2018, target=replace(PLACE, relation="proxy"), **known)
    assert (proxy.outcome, proxy.movement) == (Outcome.PROXY_DIRECTION_ONLY, movement)


def test_a_better_place_is_higher_whatever_the_index_counts():
    down = replace(PLACE, direction=-1)
    found = judged(2018, target=down, standings=places("egdi", {2014: 60.0, 2018: 70.0}))
    assert (found.outcome, found.movement) == (Outcome.AS_WANTED, Movement.UP)


def test_a_place_swings_as_it_swung_before_the_baseline():
    steady = {2013 + n: 40.0 + 1.6 * n for n in range(6)}
    jumps = {year: 40.0 + 12 * (year % 2) for year in range(2002, 2013)}
    alone = judged(2018, target=PLACE, standings=places("egdi", steady))
    known = judged(2018, target=PLACE, standings=places("egdi", jumps | steady))
    assert (alone.swing, known.swing) == (Swing.BEYOND, Swing.WITHIN)
    assert (known.baseline_value, known.judged_value) == (40.0, 48.0)


def test_what_is_no_change_of_place_hangs_on_the_two_years_compared():
    """Earlier years with fewer economies, where a place weighs more, do not make a change disappear."""
    few = places("egdi", {2010: 60.0}, n=21)
    found = judged(2018, target=PLACE, standings=(*few, *places("egdi", {2014: 60.0, 2018: 64.0})))
    assert found.movement is Movement.UP


def test_places_of_later_editions_are_not_looked_at():
    ahead = places("egdi", {2014: 60.0, 2018: 70.0, 2020: 10.0})
    assert judged(2018, target=PLACE, standings=ahead).outcome is Outcome.AS_WANTED
    only_ahead = judged(2016, {2014: 0.5}, target=PLACE, standings=ahead[1:])
    assert only_ahead.why_not is Unassessable.EDITIONS


def test_places_serve_directions_only():
    found = judged(
        2018, {2018: 0.6}, target=replace(PLACE, kind="numeric", value=0.5), standings=places("egdi", {2014: 1.0})
    )
    assert (found.outcome, found.judged_value) == (Outcome.ACHIEVED, 0.6)


# Gaps between groups

APART = Target(kind="direction", value=None, indicator="account", gap=("sex=male", "sex=female"), direction=-1)


def groups(men: dict[int, float], women: dict[int, float]):
    return {
        "series": seen("account", men, breakdown="sex=male"),
        "subtracted": seen("account", women, breakdown="sex=female"),
    }


def test_a_gap_is_how_far_two_groups_lie_apart():
    found = judged(2017, target=APART, **groups({2014: 40.0, 2017: 60.0}, {2014: 30.0, 2017: 54.0}))
    assert (found.outcome, found.movement) == (Outcome.AS_WANTED, Movement.DOWN)
    assert (found.baseline_value, found.judged_value) == (10.0, 6.0)
    assert len(found.inputs) == 4


def test_where_points_and_odds_of_a_gap_disagree_nothing_is_said():
    """80 and 70 become 95 and 90: ten points become five, and odds of 1.7 become 2.1."""
    found = judged(2017, target=APART, **groups({2014: 80.0, 2017: 95.0}, {2014: 70.0, 2017: 90.0}))
    assert (found.outcome, found.why_not) == (Outcome.NOT_ASSESSABLE, Unassessable.MEASURES_DISAGREE)
    assert (found.baseline_value, found.judged_value, found.movement) == (10.0, 5.0, None)
    both = judged(2017, target=APART, **groups({2014: 80.0, 2017: 95.0}, {2014: 70.0, 2017: 94.0}))
    assert both.outcome is Outcome.AS_WANTED, "1.7 and 1.2: closer by both"


def test_a_gap_that_turned_round_is_not_smaller_for_its_sign():
    found = judged(2017, target=APART, **groups({2014: 40.0, 2017: 54.0}, {2014: 30.0, 2017: 70.0}))
    assert (found.outcome, found.judged_value) == (Outcome.AGAINST, 16.0)


def test_a_gap_needs_both_groups_in_one_year():
    found = judged(2017, target=APART, **groups({2014: 40.0, 2017: 54.0}, {2013: 30.0}))
    assert (found.outcome, found.why_not) == (Outcome.NOT_ASSESSABLE, Unassessable.NO_DATA)
    late = judged(2016, target=APART, **groups({2014: 40.0, 2017: 54.0}, {2014: 30.0, 2016: 50.0}))
    assert late.why_not is Unassessable.NOT_AFTER_BASELINE


def test_the_doubt_of_a_gap_is_that_of_both_groups():
    known = groups({2014: 40.0, 2017: 60.0}, {2014: 30.0, 2017: 54.0})
    rows = [o.source_row for o in (*known["series"], *known["subtracted"])]
    # √(1.2² + 1.2²) twice: a change of 4 lies within 1.96 · 2.4 = 4.7
    flat = judged(2017, target=APART, standard_errors=tuple((r, 1.2) for r in rows), **known)
    assert flat.movement is Movement.FLAT
    unknown = judged(2017, target=APART, standard_errors=tuple((r, 1.2) for r in rows[:3]), **known)
    assert unknown.movement is Movement.DOWN


def test_a_gap_can_have_a_number():
    number = replace(APART, kind="numeric", value=5.0)
    found = judged(2017, target=number, **groups({2013: 40.0, 2017: 60.0}, {2013: 28.0, 2017: 54.0}))
    assert found.progress is not None
    assert found.progress.linear == pytest.approx((12 - 6) / (12 - 5) / (4 / 7))


# Directions at the end


def test_a_direction_is_judged_at_the_strategys_end():
    found = judged(2024, {2013: 70.0, 2020: 72.0, 2023: 60.0}, target=Target(kind="direction", value=None))
    assert (found.outcome, found.final) == (Outcome.AS_WANTED, True)
    assert (found.judged and found.judged.ref_year, found.latest and found.latest.ref_year) == (2020, 2023)


def test_a_wave_just_after_the_end_tells_the_direction_but_not_that_a_level_was_met():
    waves = {2014: 29.0, 2017: 28.0, 2021: 46.0}
    direction = judged(2024, waves, target=Target(kind="direction", value=None, indicator="account"))
    assert (direction.outcome, direction.judged and direction.judged.ref_year) == (Outcome.AS_WANTED, 2021)
    level = judged(2024, waves, target=Target(value=45.0, indicator="account"))
    assert level.outcome is Outcome.MET_LATE


def test_a_break_after_the_end_does_not_undo_it():
    # osi breaks in 2022
    index = replace(PLACE, indicator="osi")
    known = places("osi", {2014: 60.0, 2018: 64.0, 2020: 70.0, 2022: 20.0, 2024: 30.0})
    end = judged(2024, target=index, standings=known)
    assert (end.outcome, end.judged_value, end.latest and end.latest.ref_year) == (Outcome.AS_WANTED, 70.0, 2024)
    # what comes after the break is not held against the target either way
    number = Target(indicator="osi", value=0.5)
    assert judged(2024, {2014: 0.3, 2020: 0.4, 2022: 0.6}, target=number).outcome is Outcome.NOT_MET
    # with nothing but the new definition, that is what is judged
    assert judged(2024, {2014: 0.3, 2022: 0.6}, target=number).why_not is Unassessable.NO_VALUE_AT_END
    assert judged(2024, {2022: 0.6}, target=number).outcome is Outcome.MET_LATE


# Thresholds

CEILING = Target(kind="threshold", indicator="price_mobile_gni", value=5.0, direction=-1)


def test_a_threshold_holds_in_every_year_or_is_broken():
    held = judged(2017, {2012: 9.0, 2013: 4.0, 2015: 5.0, 2017: 3.0}, target=CEILING)
    broken = judged(2017, {2013: 4.0, 2015: 5.1, 2017: 3.0}, target=CEILING)
    assert (held.outcome, held.broken_in, held.points) == (Outcome.THRESHOLD_HELD, (), 3)
    assert (broken.outcome, broken.broken_in) == (Outcome.THRESHOLD_BROKEN, (2015,))
    assert (held.final, held.target_value) == (False, 5.0)


def test_holding_needs_fresh_figures_and_breaking_does_not():
    assert judged(2017, {2013: 4.0, 2014: 4.0}, target=CEILING).why_not is Unassessable.TOO_OLD
    assert judged(2024, {2013: 4.0, 2020: 4.0}, target=CEILING).why_not is Unassessable.TOO_OLD
    assert judged(2017, {2012: 4.0}, target=CEILING).why_not is Unassessable.TOO_OLD
    assert judged(2024, {2013: 6.0, 2014: 4.0}, target=CEILING).outcome is Outcome.THRESHOLD_BROKEN


def test_a_threshold_has_no_end():
    found = judged(2024, {2013: 4.0, 2020: 4.0, 2023: 9.0}, target=replace(CEILING, year=2015))
    assert (found.outcome, found.broken_in, found.final) == (Outcome.THRESHOLD_BROKEN, (2023,), False)
    assert (found.baseline_value, found.judged_value) == (4.0, 9.0)


def test_a_threshold_is_held_across_a_break_on_weak_evidence():
    # price_fixed_gni breaks in 2018
    values = {y: 3.0 + y % 2 for y in range(2010, 2021)}
    across = judged(2020, values, target=replace(CEILING, indicator="price_fixed_gni"))
    assert (across.outcome, across.evidence, across.points) == (
        Outcome.THRESHOLD_HELD,
        EvidenceStrength.WEAK,
        8,
    )
    assert judged(2020, values, target=CEILING).evidence is EvidenceStrength.STRONG


# Milestones

MILESTONE = Target(kind="milestone", indicator=None, value=None, year=2016, clause="10.2.6")


def test_a_milestone_is_done_when_its_last_event_has_happened():
    events = (event("2016-12-20"), event("2014-03"))
    before, after = (judged(y, target=MILESTONE, events=events) for y in (2015, 2016))
    assert (before.outcome, before.event, before.events) == (Outcome.NOT_DONE, None, (events[1],))
    assert (after.outcome, after.event, after.on_time) == (Outcome.DONE, events[0], True)
    assert (before.evidence, after.evidence) == (EvidenceStrength.MILESTONE_ONLY,) * 2


def test_a_target_may_have_its_own_baseline_year():
    own = Target(baseline_year=2015)
    found = judged(2017, RISING, target=own)
    assert (found.baseline_value, found.points) == (75.0, 3)
    # the edition's fallback year belongs to the edition's baseline
    assert judged(2017, {2014: 70.0, 2017: 79.0}, target=own).why_not is Unassessable.NO_BASELINE


def test_a_late_milestone_is_done_and_late():
    found = judged(2020, target=MILESTONE, events=(event("2017"),))
    assert (found.outcome, found.on_time) == (Outcome.DONE, False)
    open_ended = judged(2020, target=replace(MILESTONE, year=None), events=(event("2017"),))
    assert (open_ended.on_time, open_ended.target_year) == (True, 2020)


def test_the_timeline_is_evidence():
    known = timeline()
    events = tuple(dated_event(e) for e in known.values() if e.clause == "10.2.6")
    assert events
    found = judged(2024, target=MILESTONE, events=events)
    assert found.event is not None
    assert (found.outcome, found.event.year) == (Outcome.DONE, max(known[e.id].year for e in events))
    assert found.event.certainty == known[found.event.id].certainty.value


def test_a_milestone_without_events_is_not_called_undone():
    found = judged(2020, target=MILESTONE)
    assert (found.outcome, found.why_not, found.evidence) == (
        Outcome.NOT_ASSESSABLE,
        Unassessable.NO_EVENT,
        EvidenceStrength.NONE,
    )


# How far the evidence carries

LONG = {y: 64.0 + 3 * (y - 2011) + y % 2 for y in range(2013, 2019)}


def test_evidence_is_strong_only_with_points_and_a_measure_of_doubt():
    six = judged(2018, LONG)
    five = judged(2017, {y: v for y, v in LONG.items() if y <= 2017})
    assert (six.evidence, five.evidence) == (EvidenceStrength.STRONG, EvidenceStrength.WEAK)
    assert (six.weakness, five.weakness) == (None, Weakness.NO_VOLATILITY)
    assert six.probabilities is not None
    assert six.probabilities.basis is UncertaintyBasis.VOLATILITY
    assert five.probabilities is None


def test_sampling_error_makes_four_points_strong_and_three_not():
    four = seen("internet_users", {2013: 70.0, 2014: 73.0, 2016: 77.0, 2017: 79.0})
    errors = tuple((o.source_row, 1.5) for o in four)
    found = judged(2017, series=four, standard_errors=errors)
    assert found.evidence is EvidenceStrength.STRONG
    assert found.probabilities is not None
    assert found.probabilities.basis is UncertaintyBasis.SAMPLING_ERROR
    assert found.probabilities.of(PaceClass.ON_TRACK) > 0.4
    three = judged(2017, series=four[1:], standard_errors=errors[1:])
    assert (three.evidence, three.weakness) == (EvidenceStrength.WEAK, Weakness.FEW_VALUES)
    # one of the two errors does not do
    assert judged(2017, series=four, standard_errors=errors[1:]).probabilities is None


def test_at_the_end_sampling_error_gives_the_probability_of_having_met():
    series = seen("internet_users", {2013: 70.0, 2020: 85.0})
    found = judged(2024, series=series, standard_errors=((series[1].source_row, 2.0),))
    assert (found.outcome, found.met_probability) == (Outcome.MET, 0.5)
    assert judged(2024, series=series).met_probability is None


@pytest.mark.parametrize(
    ("doubt", "weakness"), [({"quality": "C"}, Weakness.QUALITY), ({"status": "E"}, Weakness.ESTIMATED)]
)
def test_estimates_and_lesser_grades_are_weak(doubt: dict[str, str], weakness: Weakness):
    plain = seen("internet_users", LONG)
    last = (*plain[:-1], replace(plain[-1], **doubt))
    middle = (*plain[:3], replace(plain[3], **doubt), *plain[4:])
    assert judged(2018, series=plain).evidence is EvidenceStrength.STRONG
    doubtful = judged(2018, series=last)
    assert (doubtful.evidence, doubtful.weakness) == (EvidenceStrength.WEAK, weakness)
    assert judged(2018, series=middle).evidence is EvidenceStrength.STRONG


def test_what_a_body_counts_itself_stays_self_reported():
    found = judged(2018, LONG, target=Target(indicator="digital_tv_coverage", value=100.0))
    assert found.evidence is EvidenceStrength.SELF_REPORTED


def test_met_before_the_end_is_weak_for_the_end():
    long = LONG | {2013: 70.0, 2019: 86.0}
    found = judged(2024, long)
    assert (found.evidence, found.weakness) == (EvidenceStrength.WEAK, Weakness.BEFORE_THE_END)
    assert judged(2024, long | {2020: 86.0}).evidence is EvidenceStrength.STRONG


# What is refused


@pytest.mark.parametrize(
    ("target", "known", "message"),
    [
        (Target(value=None), {}, "no value"),
        (Target(kind="threshold", value=None), {}, "no value"),
        (Target(kind="benchmark", group="developed"), {}, "no group or statistic"),
        (Target(kind="benchmark", statistic="median"), {}, "no group or statistic"),
        (Target(kind="benchmark", group="developed", statistic="mode"), {}, "one of median, q1, q3"),
        (Target(year=2013), {}, "lies after the baseline"),
        (Target(year=2014), {}, "lies after the baseline"),
        (Target(direction=2), {}, "direction 2"),
        (Target(kind="benchmark", group="developed", statistic="median", gap=("a", "b")), {}, "a gap as a benchmark"),
        (APART, {"series": seen("account", {2014: 1.0}), "subtracted": seen("account", {2014: 1.0}) * 2}, "two values"),
        (Target(year=2020, baseline_year=2020), {}, "lies after the baseline"),
        (Target(unit="per_100"), {"series": seen("internet_users", RISING)}, "in per_100, figures in percent"),
        (Target(), {"series": seen("internet_users", RISING) * 2}, "two values in one year"),
        (
            Target(),
            {"series": seen("internet_users", RISING), "standard_errors": (("internet_users/#2013", 0.0),)},
            "zero or below",
        ),
        (Target(kind="wish"), {}, "one of numeric, milestone"),
    ],
)
def test_a_target_that_does_not_hold_together_is_refused(target, known, message):  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        case_of(target, TargetEvidence(**known), params.load(2017))


def test_a_target_without_indicator_is_not_assessable():
    found = judged(2017, target=Target(indicator=None))
    assert (found.outcome, found.why_not) == (Outcome.NOT_ASSESSABLE, Unassessable.NO_INDICATOR)


# Properties

editions = st.sampled_from(params.editions())
series = st.dictionaries(st.integers(2008, 2024), st.integers(0, 100).map(float), max_size=12)
targets = st.builds(
    Target,
    kind=st.sampled_from([k.value for k in TargetKind]),
    indicator=st.sampled_from(
        ["internet_users", "households_internet", "bandwidth_total", "egdi", "digital_tv_coverage"]
    ),
    value=st.integers(0, 100).map(float),
    year=st.sampled_from([2017, 2020, 2024, None]),
    group=st.just("developed"),
    statistic=st.sampled_from(["median", "q1", "q3"]),
    gap=st.sampled_from([None, ("sex=male", "sex=female")]),
    direction=st.sampled_from([1, -1]),
    relation=st.sampled_from(["measures", "proxy"]),
).filter(lambda target: target.gap is None or target.kind != "benchmark")


def all_known(target: Target, own: dict[int, float], peers: dict[int, float]) -> TargetEvidence:
    code = target.indicator or ""
    return TargetEvidence(
        seen(code, own),
        subtracted=seen(code, peers, breakdown="sex=female"),
        standings=places(code, own),
        peers=group(code, peers),
        events=(event("2016-05-01"),),
    )


@given(targets, series, series, editions)
def test_every_case_gets_one_verdict_that_holds_together(target, own, peers, year):  # type: ignore[no-untyped-def]
    found = verdict(target, all_known(target, own, peers), params.load(year))
    none = found.outcome is Outcome.NOT_ASSESSABLE
    assert none == (found.why_not is not None) == (found.evidence is EvidenceStrength.NONE)
    assert all(o.ref_year <= year for o in observations(found))
    if found.final_result is not None and found.final_result.fulfilment is not None:
        assert found.outcome.value == found.final_result.fulfilment.value
        assert found.final
    elif found.progress is not None and found.progress.pace_class is not None and not found.final:
        assert found.outcome.value == found.progress.pace_class.value
    if found.outcome in (Outcome.MET, Outcome.MET_LATE, Outcome.NOT_MET):
        assert found.final
    if found.probabilities is not None:
        total = sum(found.probabilities.of(c) for c in PaceClass)
        assert total == pytest.approx(1, abs=1e-9)


@given(targets, series, series, editions, st.integers(0, 100))
def test_no_edition_looks_ahead(target, own, peers, year: int, later: int):  # type: ignore[no-untyped-def]
    here = verdict(target, all_known(target, own, peers), params.load(year))
    ahead = {y: float(later) for y in range(year + 1, 2025)}
    there = verdict(target, all_known(target, own | ahead, peers | ahead), params.load(year))
    assert here == there


@given(targets, series, series, editions, st.randoms(use_true_random=False))
def test_the_order_of_figures_does_not_matter(target, own, peers, year, random):  # type: ignore[no-untyped-def]
    known = all_known(target, own, peers)
    mixed = replace(
        known,
        series=tuple(random.sample(known.series, len(known.series))),
        peers=tuple(random.sample(known.peers, len(known.peers))),
        standings=tuple(random.sample(known.standings, len(known.standings))),
        subtracted=tuple(random.sample(known.subtracted, len(known.subtracted))),
    )
    assert verdict(target, known, params.load(year)) == verdict(target, mixed, params.load(year))


@given(series, st.integers(0, 100).map(float), editions)
def test_a_scale_turned_round_gives_the_same_words(own, value: float, year: int):  # type: ignore[no-untyped-def]
    target = Target(value=value)
    case = case_of(target, TargetEvidence(seen("internet_users", own)), params.load(year))
    turned = replace(
        case,
        rule=replace(case.rule, value=-value, direction=-1),
        evidence=replace(case.evidence, series=tuple(replace(o, value=-o.value) for o in case.evidence.series)),
    )
    here, there = judge(case), judge(turned)
    assert (here.outcome, here.why_not, here.evidence, here.share) == (
        there.outcome,
        there.why_not,
        there.evidence,
        there.share,
    )


def test_the_strategys_targets_speak_the_same_words():
    assert {k.value for k in strategy.TargetKind} == {k.value for k in TargetKind}
    assert {r.value for r in strategy.Relation} == {"measures", "proxy"}


@pytest.mark.parametrize("year", params.editions())
def test_every_target_of_the_strategy_makes_a_case(year: int):
    known = timeline()
    for target in strategy.targets().values():
        events = tuple(dated_event(known[e]) for e in target.events)
        case = case_of(target, TargetEvidence(events=events), params.load(year))
        found = judge(case)
        if target.kind is strategy.TargetKind.MILESTONE and events:
            happened = all(e.year <= year for e in events)
            assert found.outcome is (Outcome.DONE if happened else Outcome.NOT_DONE)
        else:
            assert found.outcome is Outcome.NOT_ASSESSABLE
            assert found.why_not in (Unassessable.NO_DATA, Unassessable.NO_INDICATOR, Unassessable.NO_EVENT)


def test_fulfilment_and_outcome_share_their_words():
    assert {f.value for f in Fulfilment} | {c.value for c in PaceClass} <= {o.value for o in Outcome}
