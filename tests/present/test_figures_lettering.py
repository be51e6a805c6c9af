"""Words are measured, wrapped and placed so that they do not touch; axes carry few, right numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present.figures.lettering import fill, spread, widest_word, width, wrap
from analysis.present.figures.panels import grid
from analysis.present.figures.scales import exact, value_scale, year_ticks
from analysis.present.theme import Width

NAMES = "yuxarı-orta gəlirli ölkələr developed countries of the world"
TOLERANCE = 1e-6
"""Positions are sums of a few floats below a thousand."""

intervals = st.lists(st.tuples(st.floats(0, 200), st.floats(1, 30)), min_size=1, max_size=8)


@given(intervals)
def test_spread_never_overlaps_and_keeps_the_order(found: list[tuple[float, float]]) -> None:
    wanted, sizes = [w for w, _ in found], [s for _, s in found]
    placed = spread(wanted, sizes, low=0.0, high=400.0)
    order = sorted(range(len(found)), key=lambda i: (wanted[i], i))
    for before, after in pairwise(order):
        assert placed[after] - placed[before] >= (sizes[before] + sizes[after]) / 2 - TOLERANCE
    assert min(p - s / 2 for p, s in zip(placed, sizes, strict=True)) >= -TOLERANCE
    assert max(p + s / 2 for p, s in zip(placed, sizes, strict=True)) <= 400 + TOLERANCE


@given(intervals)
def test_spread_leaves_alone_what_does_not_touch(found: list[tuple[float, float]]) -> None:
    wanted = [50.0 * (i + 1) for i in range(len(found))]
    assert spread(wanted, [s for _, s in found], low=0.0, high=500.0) == pytest.approx(wanted)


@given(st.floats(40, 400))
def test_wrapping_keeps_words_and_room(room: float) -> None:
    for broken in (wrap(NAMES, room), fill(NAMES, room)):
        assert broken.replace("\n", " ") == NAMES
        assert width(broken) <= max(room, widest_word(NAMES)) + TOLERANCE
    assert wrap(NAMES, room).count("\n") == fill(NAMES, room).count("\n")


@given(st.integers(2005, 2020), st.integers(1, 19), st.floats(60, 400))
def test_year_labels_do_not_touch(first: int, span: int, room: float) -> None:
    ticks = year_ticks(first, first + span, room=room)
    assert ticks[0] == first and ticks[-1] == first + span
    inner = [b - a for a, b in pairwise(ticks)]
    assert len(ticks) == 2 or all(gap * room / span > width("2005") for gap in inner)


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=30), st.booleans())
def test_axes_hold_their_values_and_label_their_ticks(values: list[float], log: bool) -> None:
    scale = value_scale(values, unit="kbit_s", log=log, lang="az")
    assert scale.low <= min(values) and max(values) <= scale.high
    assert all(scale.low - TOLERANCE <= t <= scale.high * (1 + TOLERANCE) for t in scale.ticks)
    assert 1 <= len(scale.ticks) <= 6
    assert len(set(scale.labels)) == len(scale.labels)
    assert (scale.low == 0) != scale.log


def test_numbers_along_an_axis_follow_the_language() -> None:
    assert value_scale([0.9], unit="index_0_1", log=False, lang="az", upper=1.0).labels[1] == "0,25"
    assert value_scale([20_000.0], unit="per_million", log=False, lang="en").labels[-1] == "20,000"
    assert exact(2.50, "az") == "2,5"


def test_a_negative_value_has_its_place() -> None:
    scale = value_scale([-3.0, 4.0], unit="percent", log=False, lang="en")
    assert scale.low < -3.0 and 0.0 in scale.ticks


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("size", Width)
def test_panels_fill_the_sheet_without_overlap(n: int, size: Width) -> None:
    found = grid(n, size)
    assert sorted(i for row in found.rows for i in row) == list(range(n))
    for row in found.rows:
        assert found.left(row[-1]) + found.width(row[-1]) == pytest.approx(size.points)
        assert all(found.left(a) + found.width(a) < found.left(b) for a, b in pairwise(row))
