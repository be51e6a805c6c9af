"""The last rung of the ladder: what enters, in proportion to what, and years that do not disturb each other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import MethodError
from analysis.methods.composite.compose import compose
from analysis.methods.composite.denominate import per
from analysis.methods.composite.panel import carried_forward, compose_years, frozen
from analysis.methods.composite.recipe import Filling, Indicator, Recipe, Scale, Settings
from analysis.methods.composite.screening import screen
from analysis.methods.composite.tree import Tree

CODES = ("a", "b", "c")
TREE = Tree({"index": {"a": 0.5, "B": 0.5}, "B": {"b": 0.25, "c": 0.75}})
UNITS = tuple("VWXYZ")
NAN = float("nan")

tables = arrays(float, (5, 3), elements=st.integers(0, 1000).map(float)).filter(
    lambda found: all(len(set(column)) > 1 for column in found.T)
)


def recipe(scale: Scale, **settings: object) -> Recipe:
    signs = (1, -1, 1)
    posts = {1: (0, 1000), -1: (1000, 0)} if scale is Scale.GOALPOSTS else dict.fromkeys((1, -1), (None, None))
    indicators = tuple(
        Indicator(code, sign, *posts[sign])  # type: ignore[arg-type]
        for code, sign in zip(CODES, signs, strict=True)
    )
    return Recipe(indicators, TREE, Settings(scale, **settings))  # type: ignore[arg-type]


# Years


@pytest.mark.parametrize("scale", [scale for scale in Scale if scale is not Scale.Z_SCORE])
@given(base=tables, later=tables, newest=tables)
def test_adding_a_year_changes_no_earlier_score(scale: Scale, base: np.ndarray, later: np.ndarray, newest: np.ndarray):
    found = {2013: base, 2014: later, 2015: newest}
    units = dict.fromkeys(found, UNITS)
    all_ = compose_years(found, recipe(scale), units, base_year=2013)
    first = {year: found[year] for year in (2013, 2014)}
    some = compose_years(first, recipe(scale), dict.fromkeys(first, UNITS), base_year=2013)
    assert all(all_[year].of() == some[year].of() for year in first)


@pytest.mark.parametrize("scale", [Scale.MIN_MAX, Scale.DISTANCE])
@given(base=tables)
def test_in_the_base_year_the_scale_is_the_years_own(scale: Scale, base: np.ndarray):
    years = compose_years({2013: base}, recipe(scale), {2013: UNITS}, base_year=2013)
    plain = compose(base, recipe(scale), UNITS)
    assert list(years[2013].of().values()) == pytest.approx(list(plain.of().values()))


def test_a_later_rise_of_everybody_shows():
    """Scored by each year's own units it would not: everyone would stand where they stood."""
    base = np.array([[10.0, 9, 10], [20, 5, 20], [30, 1, 30]])
    rise = base + np.array([10, 0, 10])
    found = compose_years({1: base, 2: rise}, recipe(Scale.MIN_MAX), dict.fromkeys((1, 2), "XYZ"), base_year=1)
    before, now = (found[year].of() for year in (1, 2))
    assert now["X"] > before["X"] and now["Y"] > before["Y"]  # type: ignore[operator]
    assert now["Z"] == before["Z"], "the highest of the base year stays the ceiling"


def test_units_may_come_and_go():
    table = np.array([[10.0, 9, 10], [20, 5, 20], [30, 1, 30]])
    both = compose_years({1: table, 2: table[:2]}, recipe(Scale.MIN_MAX), {1: "XYZ", 2: "XY"}, base_year=1)
    assert both[2].of() == {unit: both[1].of()[unit] for unit in "XY"}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: frozen(recipe(Scale.Z_SCORE), np.eye(3), "XYZ"), "scores by mean and deviation over several years"),
        (lambda: frozen(recipe(Scale.MIN_MAX, treat=True), np.eye(3), "XYZ"), "outlier treatment over several years"),
        (
            lambda: frozen(recipe(Scale.MIN_MAX, filling=Filling.MEAN), np.eye(3), "XYZ"),
            "gaps filled from other units over several years",
        ),
        (lambda: frozen(recipe(Scale.MIN_MAX), np.ones((3, 3)), "XYZ"), "a: 1 different values in the base year"),
        (
            lambda: compose_years({2014: np.eye(3)}, recipe(Scale.MIN_MAX), {2014: "XYZ"}, base_year=2013),
            "tables of 2014, base year 2013",
        ),
        (
            lambda: compose_years(
                {1: np.eye(3), 2: np.full((1, 3), NAN)}, recipe(Scale.MIN_MAX), {1: "XYZ", 2: "X"}, base_year=1
            ),
            "2: X: no value",
        ),
    ],
)
def test_years_that_cannot_be_compared_are_refused(make: Callable[[], object], said: str):
    with pytest.raises(MethodError, match=said):
        make()


def test_an_older_figure_stands_in_and_its_age_is_told():
    found = {
        2015: np.array([[1.0, 2.0], [3.0, NAN]]),
        2016: np.array([[NAN, 5.0], [NAN, NAN]]),
        2018: np.array([[NAN, 7.0], [NAN, NAN]]),
        2019: np.array([[9.0, 9.0], [9.0, 9.0]]),
    }
    carried = carried_forward(found, 2018, oldest=2)
    np.testing.assert_array_equal(carried.values, [[NAN, 7], [NAN, NAN]])
    carried = carried_forward(found, 2018, oldest=3)
    np.testing.assert_array_equal(carried.values, [[1, 7], [3, NAN]])
    np.testing.assert_array_equal(carried.ages, [[3, 0], [3, NAN]])
    assert np.isnan(found[2018][0, 0]), "what was given stays as it was"


@pytest.mark.parametrize(
    ("found", "year", "oldest", "said"),
    [
        ({2015: np.eye(2)}, 2016, 2, "2016, figures up to 2 years old"),
        ({2015: np.eye(2)}, 2015, -1, "figures up to -1 years old"),
        ({2015: np.eye(2), 2016: np.eye(3)}, 2016, 1, "tables of different shape"),
    ],
)
def test_what_cannot_be_carried_is_refused(found: dict[int, np.ndarray], year: int, oldest: int, said: str):
    with pytest.raises(MethodError, match=said):
        carried_forward(found, year, oldest=oldest)


# Screening


@given(arrays(float, (6, 4), elements=st.sampled_from([1.0, 2.0, NAN])), st.floats(0.1, 1), st.floats(0.1, 1))
def test_what_is_left_meets_the_shares(values: np.ndarray, of_units: float, of_indicators: float):
    units, codes = tuple("UVWXYZ"), tuple("abcd")
    try:
        found = screen(values, units, codes, of_units=of_units, of_indicators=of_indicators)
    except MethodError as error:
        assert error.what == "nothing is left"
        return
    there = ~np.isnan(values)
    kept = [codes.index(code) for code in found.indicators]
    assert all(there[:, column].mean() >= of_units for column in kept)
    assert all((there[units.index(unit)][kept]).mean() >= of_indicators for unit in found.units)
    assert {*found.units, *found.sparse_units} == set(units)
    assert {*found.indicators, *found.sparse_indicators} == set(codes)
    assert all(share < of_units for share in found.sparse_indicators.values())
    assert all(share < of_indicators for share in found.sparse_units.values())


def test_an_indicator_that_does_not_differ_is_named():
    found = screen([[1, 5], [2, 5], [3, NAN]], "XYZ", "ab", of_indicators=0.5)
    assert (found.constant, found.indicators) == (("b",), ("a", "b"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: screen([[1.0]], "XY", "a"), r"values of shape \(1, 1\)"),
        (lambda: screen([[1.0]], "X", "a", of_units=0), "a least share of 0"),
        (lambda: screen([[NAN]], "X", "a"), "nothing is left"),
    ],
)
def test_what_cannot_be_screened_is_refused(make: Callable[[], object], said: str):
    with pytest.raises(MethodError, match=said):
        make()


# Denominating


@given(
    arrays(float, 4, elements=st.integers(0, 10**6).map(float)),
    arrays(float, 4, elements=st.integers(1, 10**6).map(float)),
    st.floats(0.01, 100),
)
def test_size_alone_gives_no_score(values: np.ndarray, size: np.ndarray, times: float):
    """A unit twice as large with twice the count stands where it stood."""
    np.testing.assert_allclose(per(times * values, times * size, "WXYZ"), per(values, size, "WXYZ"), rtol=1e-12)


def test_a_missing_count_stays_missing_and_a_missing_size_is_named():
    np.testing.assert_array_equal(per([4, NAN], [2, NAN], "XY"), [2, NAN])
    for size in (0, -1, NAN, np.inf):
        with pytest.raises(MethodError, match="Y: no size to divide by"):
            per([4, 6], [2, size], "XY")
    with pytest.raises(MethodError, match="2 values by 1 sizes for 2 units"):
        per([4, 6], [2], "XY")
