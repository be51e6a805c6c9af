"""Time distance: crossings by hand, bounds, and what must not change the answer."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.errors import MethodError
from analysis.methods.results import DistanceKind, PeerPath, PeerSummary, Point
from analysis.methods.time_distance import median_path, time_distance

GROUP = [Point(2012, 70.0), Point(2014, 75.0), Point(2015, 80.0), Point(2018, 86.0)]


@pytest.mark.parametrize(
    ("own", "year"),
    [
        (Point(2018, 76.5), 2014.3),  # 75 in 2014, 80 in 2015
        (Point(2018, 72.5), 2013.0),  # a year without a value
        (Point(2018, 80.0), 2015.0),  # exactly a point
        (Point(2018, 70.0), 2012.0),  # exactly the first
        (Point(2018, 86.0), 2018.0),  # exactly the last
        (Point(2013, 83.0), 2016.5),  # own ahead
    ],
)
def test_the_crossing_is_interpolated(own: Point, year: float):
    found = time_distance(own, GROUP, direction=1)
    assert found.kind is DistanceKind.EXACT
    assert found.reference_year == pytest.approx(year, abs=1e-9)
    assert found.years == pytest.approx(own.year - year, abs=1e-9)


def test_behind_is_positive_and_ahead_negative():
    assert time_distance(Point(2018, 76.5), GROUP, direction=1).years > 0
    assert time_distance(Point(2013, 83.0), GROUP, direction=1).years < 0


@pytest.mark.parametrize(
    ("own", "kind", "years"),
    [
        (Point(2018, 69.0), DistanceKind.BEHIND_MORE_THAN, 6.0),
        (Point(2012, 69.0), DistanceKind.BEHIND_MORE_THAN, 0.0),
        (Point(2013, 90.0), DistanceKind.AHEAD_MORE_THAN, -5.0),
        (Point(2018, 90.0), DistanceKind.AHEAD_MORE_THAN, 0.0),
        # the group's years end before, or start after: it may or may not have got there meanwhile
        (Point(2020, 90.0), DistanceKind.UNDECIDED, 2.0),
        (Point(2010, 60.0), DistanceKind.UNDECIDED, -2.0),
    ],
)
def test_outside_common_levels_there_is_only_a_bound(own: Point, kind: DistanceKind, years: float):
    found = time_distance(own, GROUP, direction=1)
    assert (found.kind, found.years, found.reference_year, found.before) == (kind, years, None, None)


def test_the_first_crossing_counts_where_the_path_goes_back():
    back_and_forth = [Point(2013, 70.0), Point(2014, 80.0), Point(2015, 72.0), Point(2016, 84.0)]
    found = time_distance(Point(2018, 75.0), back_and_forth, direction=1)
    assert (found.reference_year, found.before, found.after) == (2013.5, back_and_forth[0], back_and_forth[1])
    plateau = [Point(2013, 70.0), Point(2014, 75.0), Point(2015, 75.0), Point(2016, 84.0)]
    assert time_distance(Point(2018, 75.0), plateau, direction=1).reference_year == 2014.0


def test_falling_prices_are_read_downwards():
    prices = [Point(2013, 8.0), Point(2015, 4.0), Point(2018, 2.0)]
    found = time_distance(Point(2018, 5.0), prices, direction=-1)
    assert (found.reference_year, found.years) == (2014.5, 3.5)


def test_one_point_gives_a_bound_or_itself():
    assert time_distance(Point(2018, 5.0), [Point(2016, 5.0)], direction=1).years == 2.0
    assert time_distance(Point(2018, 4.0), [Point(2016, 5.0)], direction=1).kind is DistanceKind.BEHIND_MORE_THAN


@pytest.mark.parametrize(
    ("own", "reference", "direction", "message"),
    [
        (Point(2018, 5.0), [], 1, "0 points"),
        (Point(2018, 5.0), [Point(2013, 1.0), Point(2013, 2.0)], 1, "each year once"),
        (Point(2018, math.nan), GROUP, 1, "not finite"),
        (Point(2018, 5.0), [Point(2013, math.inf)], 1, "not finite"),
        (Point(2018, 5.0), GROUP, 0, "direction 0"),
    ],
)
def test_what_makes_no_path_is_refused(own, reference, direction, message):  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        time_distance(own, reference, direction=direction)


def test_a_group_path_stops_at_the_edition():
    def summary(year: int, median: float) -> PeerSummary:
        return PeerSummary("developed", year, median, median, median, 5, 5, "percent")

    peers = PeerPath("developed", (summary(2013, 70.0), summary(2016, 80.0), summary(2019, 90.0)))
    assert median_path(peers, until=2017) == (Point(2013, 70.0), Point(2016, 80.0))


paths = st.dictionaries(st.integers(2005, 2020), st.integers(0, 200), min_size=1, max_size=10)
owns = st.tuples(st.integers(2005, 2020), st.integers(0, 200))


def points(path: dict[int, int]) -> list[Point]:
    return [Point(y, float(v)) for y, v in path.items()]


@given(owns, paths, st.integers(1, 50), st.integers(-500, 500))
def test_units_shift_mirror_and_order_do_not_matter(own, path, factor: int, shift: int):  # type: ignore[no-untyped-def]
    here = time_distance(Point(*own), points(path), direction=1)
    moved = [Point(p.year, p.value * factor + shift) for p in points(path)[::-1]]
    scaled = time_distance(Point(own[0], own[1] * factor + shift), moved, direction=1)
    turned = [Point(p.year, -p.value) for p in points(path)]
    mirrored = time_distance(Point(own[0], -own[1]), turned, direction=-1)
    for other in (scaled, mirrored):
        assert other.kind is here.kind
        # one division of whole numbers, added to a year: a few units in the twelfth digit
        assert other.years == pytest.approx(here.years, abs=1e-9)


@given(owns, paths, st.integers(-30, 30))
def test_a_later_calendar_moves_the_year_and_not_the_distance(own, path, shift: int):  # type: ignore[no-untyped-def]
    here = time_distance(Point(*own), points(path), direction=1)
    there = time_distance(
        Point(own[0] + shift, own[1]), [Point(p.year + shift, p.value) for p in points(path)], direction=1
    )
    assert (there.kind, there.years) == (here.kind, pytest.approx(here.years, abs=1e-9))


@given(owns, paths)
def test_the_crossing_lies_on_the_path_and_inside_its_years(own, path):  # type: ignore[no-untyped-def]
    found = time_distance(Point(*own), points(path), direction=1)
    assume(found.kind is DistanceKind.EXACT)
    assert found.reference_year is not None
    assert found.before is not None
    assert found.after is not None
    assert min(path) <= found.reference_year <= max(path)
    assert found.before.year <= found.reference_year <= found.after.year
    assert all(v < own[1] for y, v in path.items() if y < found.after.year)


@given(owns, paths)
def test_a_path_against_itself_moved_by_n_years_is_n_years_apart(own, path):  # type: ignore[no-untyped-def]
    rising = sorted(path.values())
    reference = [Point(y, float(v)) for y, v in zip(sorted(path), rising, strict=True)]
    first = next(p for p in reference if p.value == reference[-1].value)
    found = time_distance(Point(first.year + 4, first.value), reference, direction=1)
    assert found.years == 4.0


@given(paths, st.integers(2005, 2020), st.integers(0, 200), st.integers(0, 200))
def test_a_better_level_is_never_further_behind(path, year: int, one: int, other: int):  # type: ignore[no-untyped-def]
    low, high = sorted((one, other))
    worse, better = (time_distance(Point(year, float(v)), points(path), direction=1) for v in (low, high))
    assume(worse.kind is DistanceKind.EXACT and better.kind is DistanceKind.EXACT)
    assert better.years <= worse.years + 1e-9
