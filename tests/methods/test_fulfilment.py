"""After the target year: met, met late, not met, or not to be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MethodError
from analysis.methods.fulfilment import final_result
from analysis.methods.results import Fulfilment, Point, Unassessable

TARGET = Point(2020, 100.0)
START = Point(2013, 40.0)


def judged(*later: tuple[int, float], baseline: Point | None = START):
    points = [*(Point(*p) for p in later), *([baseline] if baseline else [])]
    return final_result(points, TARGET, direction=1, baseline=baseline)


@pytest.mark.parametrize(
    ("later", "fulfilment", "reached", "kept"),
    [
        ([(2020, 100.0)], Fulfilment.MET, 2020, True),
        ([(2020, 104.0), (2023, 103.0)], Fulfilment.MET, 2020, True),
        ([(2018, 100.0), (2020, 100.0), (2023, 90.0)], Fulfilment.MET, 2018, False),
        # the year before the end shows it met, nothing says otherwise
        ([(2019, 100.0)], Fulfilment.MET, 2019, True),
        ([(2020, 90.0), (2023, 100.0)], Fulfilment.MET_LATE, 2023, True),
        ([(2020, 90.0), (2022, 100.0), (2023, 95.0)], Fulfilment.MET_LATE, 2022, False),
        # first seen met after the end: late, unless shown before
        ([(2017, 60.0), (2021, 100.0)], Fulfilment.MET_LATE, 2021, True),
        # met and lost again before the end
        ([(2017, 100.0), (2020, 97.0)], Fulfilment.NOT_MET, 2017, None),
        ([(2020, 90.0)], Fulfilment.NOT_MET, None, None),
        ([(2018, 90.0), (2022, 95.0)], Fulfilment.NOT_MET, None, None),
    ],
)
def test_every_course_has_its_word(later, fulfilment, reached, kept):  # type: ignore[no-untyped-def]
    found = judged(*later)
    assert (found.fulfilment, found.why_not) == (fulfilment, None)
    assert (found.reached and found.reached.year, found.kept) == (reached, kept)


@pytest.mark.parametrize("later", [[(2018, 90.0)], [(2019, 99.9)], [(2016, 100.0)], []])
def test_a_value_before_the_end_does_not_show_a_target_missed(later: list[tuple[int, float]]):
    found = judged(*later)
    assert (found.fulfilment, found.why_not) == (None, Unassessable.NO_VALUE_AT_END)


def test_nothing_known_is_no_data():
    assert judged(baseline=None).why_not is Unassessable.NO_DATA
    assert judged((2010, 100.0)).why_not is Unassessable.NO_VALUE_AT_END  # before the baseline, so not looked at


def test_both_shares_of_the_way_stand():
    found = judged((2020, 70.0), (2023, 85.0))
    assert (found.share_at_end, found.share) == (0.5, 0.75)
    assert (found.at_end, found.latest) == (Point(2020, 70.0), Point(2023, 85.0))


def test_no_share_without_a_way():
    assert judged((2020, 70.0), baseline=None).share is None
    assert judged((2020, 99.0), baseline=Point(2013, 100.0)).share is None


def test_a_year_twice_and_a_strange_direction_are_refused():
    with pytest.raises(MethodError, match="one value a year"):
        judged((2020, 70.0), (2020, 71.0))
    with pytest.raises(MethodError, match="direction 2"):
        final_result([START], TARGET, direction=2)


paths = st.dictionaries(st.integers(2014, 2024), st.integers(0, 120), max_size=8)


@given(paths)
def test_mirror_and_order_of_points_do_not_matter(path: dict[int, int]):
    points = [START, *(Point(y, float(v)) for y, v in path.items())]
    here = final_result(points, TARGET, direction=1, baseline=START)
    back = final_result(points[::-1], TARGET, direction=1, baseline=START)
    assert here == back
    turned = [Point(p.year, -p.value) for p in points]
    there = final_result(turned, Point(2020, -100.0), direction=-1, baseline=Point(2013, -40.0))
    assert (here.fulfilment, here.share, here.share_at_end, here.kept) == (
        there.fulfilment,
        there.share,
        there.share_at_end,
        there.kept,
    )


@given(paths)
def test_met_needs_evidence_by_the_end(path: dict[int, int]):
    points = [START, *(Point(y, float(v)) for y, v in path.items())]
    found = final_result(points, TARGET, direction=1, baseline=START)
    if found.fulfilment is Fulfilment.MET:
        assert any(p.year <= 2020 and p.value >= 100 for p in points)
    if found.fulfilment is Fulfilment.MET_LATE:
        assert any(p.year > 2020 and p.value >= 100 for p in points)
    if not any(p.value >= 100 for p in points):
        assert found.fulfilment in (Fulfilment.NOT_MET, None)
