"""Convergence: published numbers, closed forms, and what must not change the answer."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import MethodError
from analysis.methods.convergence import beta, convergence, delta, gamma, gamma_convergeu, sigma
from analysis.methods.results import Observation

# Published numbers

ORACLE = Path(__file__).parents[1] / "oracles" / "convergence_R.csv"
ROWS = list(csv.DictReader(ORACLE.read_text(encoding="utf-8").splitlines()))

TOY = np.array([[50, 55, 61, 66], [60, 63, 66, 70], [70, 72, 75, 77], [40, 47, 53, 60]], dtype=float)
"""A, B, C and D in 2013 to 2016, as the rows' note gives them."""

TOY_NUMBERS = {
    "sigma sd 2013": lambda: sigma(TOY[:, 0]).sd,
    "CV 2016": lambda: sigma(TOY[:, 3]).cv,
    "delta 2016": lambda: delta(TOY[:, 3], direction=1),
    "gamma Boyle-McCarthy (denominator T+1 periods)": lambda: gamma(TOY),
}
NOT_HERE = "convergEU's own table emp_20_64_MS (28 member states, 2002-2018) is not among the inputs"
NOT_RUN = {
    "beta 2002-2018 (tau)",
    "beta adj R2",
    "beta 2006-2014",
    "sigma sd 2008",
    "sigma sd 2018",
    "CV 2018",
    "delta 2002",
    "delta 2013",
    "gamma ref2002 last2018",
    "gamma 2002-2018 Boyle-McCarthy = .731498379*(18/17)^2",
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["quantity"][:40])
def test_a_published_row_is_reproduced(row: dict[str, str]):
    if row["economy"] or row["edition"] != "toy":
        pytest.skip(f"not run: {NOT_HERE}")
    # nine significant digits are printed
    assert TOY_NUMBERS[row["quantity"]]() == pytest.approx(float(row["value"]), rel=1e-8)


def test_every_row_is_either_run_or_named_as_not_run():
    assert {r["quantity"] for r in ROWS} == set(TOY_NUMBERS) | NOT_RUN
    assert {r["quantity"] for r in ROWS if r["edition"] != "toy"} == NOT_RUN


def test_the_two_published_gammas_differ_as_our_two_functions_do():
    # 2002 to 2018 are 17 periods; the one relation between the rows that needs no input
    published = {r["quantity"]: float(r["value"]) for r in ROWS}
    ratio = published["gamma ref2002 last2018"] / published["gamma 2002-2018 Boyle-McCarthy = .731498379*(18/17)^2"]
    table = np.random.default_rng(1).normal(70, 5, (28, 17))
    assert gamma_convergeu(table) / gamma(table) == pytest.approx(ratio, rel=1e-8)


def test_unchanged_ranks_give_one_and_in_the_other_package_less():
    assert gamma(TOY) == 1.0
    assert gamma_convergeu(TOY) == pytest.approx(0.64, rel=1e-12)


# Beta


def test_beta_recovers_an_exact_line():
    x = np.array([1.0, 2.0, 4.0, 8.0])
    y = np.exp(np.log(x) + 5 * (0.1 - 0.02 * np.log(x)))
    found = beta(x, y, start=2013, end=2018)
    assert (found.beta.value, found.intercept) == (pytest.approx(-0.02, rel=1e-9), pytest.approx(0.1, rel=1e-9))
    assert found.r2 == pytest.approx(1, abs=1e-9)
    assert (found.start, found.end, found.beta.n) == (2013, 2018, 4)


def test_beta_by_plain_sums():
    first, last = TOY[:, 0], TOY[:, 3]
    found = beta(first, last, start=2013, end=2016)
    x, y = np.log(first), np.log(last / first) / 3
    sxx = ((x - x.mean()) ** 2).sum()
    slope = ((x - x.mean()) * (y - y.mean())).sum() / sxx
    left = y - y.mean() - slope * (x - x.mean())
    error = math.sqrt((left**2).sum() / 2 / sxx)
    t_975 = 4.302652729696  # Student's t, two degrees of freedom
    assert (found.beta.value, found.beta.se) == (pytest.approx(slope, rel=1e-9), pytest.approx(error, rel=1e-9))
    assert found.beta.ci_low == pytest.approx(slope - t_975 * error, rel=1e-9)
    r2 = 1 - (left**2).sum() / ((y - y.mean()) ** 2).sum()
    assert (found.r2, found.r2_adjusted) == (pytest.approx(r2, rel=1e-9), pytest.approx(1 - (1 - r2) * 3 / 2, rel=1e-9))


def test_where_all_grow_alike_there_is_no_variance_to_explain():
    found = beta(np.array([1.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0]), start=2013, end=2018)
    assert (found.beta.value, found.r2, found.r2_adjusted) == (pytest.approx(0, abs=1e-12), None, None)


positive = arrays(float, st.tuples(st.integers(3, 12), st.just(2)), elements=st.integers(1, 1000).map(float))


@given(positive, st.floats(0.01, 100), st.floats(0.01, 100))
def test_beta_ignores_units_even_if_they_change(table: np.ndarray, first: float, last: float):
    assume(np.ptp(table[:, 0]) > 0)
    here = beta(table[:, 0], table[:, 1], start=2013, end=2018).beta
    there = beta(table[:, 0] * first, table[:, 1] * last, start=2013, end=2018).beta
    # initial levels may differ by 0.1 % only: three digits of sixteen go to the slope, six to its error
    assert there.value == pytest.approx(here.value, rel=1e-6, abs=1e-6)
    assert there.se == pytest.approx(here.se, rel=1e-5, abs=1e-5)


@given(positive, st.randoms(use_true_random=False))
def test_beta_ignores_the_order_of_units(table: np.ndarray, random):  # type: ignore[no-untyped-def]
    assume(np.ptp(table[:, 0]) > 0)
    order = random.sample(range(len(table)), len(table))
    here, there = (beta(t[:, 0], t[:, 1], start=2013, end=2018).beta for t in (table, table[order]))
    assert there.value == pytest.approx(here.value, rel=1e-6, abs=1e-9)


def test_growth_over_the_whole_time_is_the_yearly_one_times_the_years():
    yearly = beta(TOY[:, 0], TOY[:, 3], start=2013, end=2016).beta.value
    whole = beta(TOY[:, 0], TOY[:, 3], start=2013, end=2016, per_year=False).beta.value
    assert whole == pytest.approx(3 * yearly, rel=1e-12)


def test_the_interval_of_beta_covers_as_often_as_it_says():
    rng = np.random.default_rng(3)
    x = np.exp(rng.normal(3, 0.5, 12))
    covered = 0
    for _ in range(400):
        y = x * np.exp(5 * (0.1 - 0.03 * np.log(x) + rng.normal(0, 0.01, 12)))
        found = beta(x, y, start=2013, end=2018).beta
        covered += found.ci_low <= -0.03 <= found.ci_high
    # binomial with p = .95 and 400 draws: standard error .011; four of them
    assert covered / 400 == pytest.approx(0.95, abs=0.044)


@pytest.mark.parametrize(
    ("first", "last", "years", "message"),
    [
        ([1, 2, 0], [1, 2, 3], (2013, 2018), "logs need positive"),
        ([1, 2, 3], [1, -2, 3], (2013, 2018), "logs need positive"),
        ([1, 2], [1, 2], (2013, 2018), "at least 3 units"),
        ([1, 2, math.nan], [1, 2, 3], (2013, 2018), "1 missing cells"),
        ([1, 2, 3], [1, 2, 3, 4], (2013, 2018), "the same units"),
        ([2, 2, 2], [1, 2, 3], (2013, 2018), "equal initial levels"),
        ([1, 2, 3], [1, 2, 3], (2018, 2018), "the end is later"),
    ],
)
def test_beta_refuses(first, last, years, message):  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        beta(first, last, start=years[0], end=years[1])


# Sigma and delta

amounts = st.lists(st.integers(1, 1000).map(float), min_size=3, max_size=20)


@given(amounts, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_spread_scales_and_ignores_order(values: list[float], factor: float, random):  # type: ignore[no-untyped-def]
    here = sigma(values)
    there = sigma([v * factor for v in random.sample(values, len(values))])
    # a deviation of 0 is computed as rounding of the mean: 10⁻⁹ of a value of 1000
    assert there.sd == pytest.approx(here.sd * factor, rel=1e-9, abs=1e-7)
    assert there.cv == pytest.approx(here.cv, rel=1e-9, abs=1e-9)
    assert delta([v * factor for v in values], direction=1) == pytest.approx(
        delta(values, direction=1) * factor, rel=1e-9, abs=1e-7
    )


@given(amounts, st.integers(-500, 500))
def test_distance_to_the_best_ignores_a_shift_and_has_a_mirror(values: list[float], shift: int):
    # whole numbers: exact
    assert delta([v + shift for v in values], direction=1) == delta(values, direction=1)
    assert delta([-v for v in values], direction=-1) == delta(values, direction=1)
    assert delta(values, direction=1) >= 0


def test_doubling_the_units_leaves_sigma_and_doubles_delta():
    values = [50.0, 60.0, 70.0, 40.0]
    assert sigma(values * 2).sd == sigma(values).sd
    assert delta(values * 2, direction=1) == 2 * delta(values, direction=1)


def test_alike_is_no_spread():
    assert (sigma([5.0] * 4).sd, delta([5.0] * 4, direction=-1)) == (0.0, 0.0)


@pytest.mark.parametrize("values", [[0.0, 0.0, 0.0], [-1.0, 2.0, 3.0]])
def test_relative_spread_needs_amounts(values: list[float]):
    with pytest.raises(MethodError, match="amounts of zero or more"):
        sigma(values)


@pytest.mark.parametrize("measure", [sigma, lambda v: delta(v, direction=1)])
def test_gaps_and_few_units_are_refused(measure):  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match="at least 3 units"):
        measure([1.0, 2.0])
    with pytest.raises(MethodError, match="missing cells"):
        measure([1.0, 2.0, math.nan])
    with pytest.raises(MethodError, match="direction 0"):
        delta([1.0, 2.0, 3.0], direction=0)


# Gamma

tables = arrays(float, st.tuples(st.integers(3, 8), st.integers(2, 6)), elements=st.integers(0, 50).map(float))


@given(tables, st.randoms(use_true_random=False))
def test_gamma_has_bounds_and_ignores_order_direction_and_monotone_change(table: np.ndarray, random):  # type: ignore[no-untyped-def]
    assume(np.ptp(table[:, 0]) > 0)
    found = gamma(table)
    assert found >= 0
    units = random.sample(range(len(table)), len(table))
    later = [0, *random.sample(range(1, table.shape[1]), table.shape[1] - 1)]
    assert gamma(table[units][:, later]) == pytest.approx(found, rel=1e-9, abs=1e-12)
    assert gamma(-table) == pytest.approx(found, rel=1e-9, abs=1e-12)
    assert gamma(np.exp(table / 10) + np.arange(table.shape[1])) == pytest.approx(found, rel=1e-9, abs=1e-12)


@given(st.permutations(list(range(6))), st.permutations(list(range(6))))
def test_without_ties_gamma_lies_between_zero_and_one(second: list[int], third: list[int]):
    table = np.column_stack([np.arange(6), second, third])
    assert -1e-12 <= gamma(table) <= 1 + 1e-12


def test_ranks_turned_round_give_zero():
    assert gamma([[1, 3], [2, 2], [3, 1]]) == 0.0


def test_gamma_by_hand():
    # ranks 1 2 3 4 → 2 1 3 4: sums 3 3 6 8, variance 4.5; twice the first ranks: variance 5
    assert gamma([[1, 2], [2, 1], [3, 3], [4, 4]]) == pytest.approx(4.5 / 5, rel=1e-12)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2], [2, 1]], "at least 3 units"),
        ([[1], [2], [3]], "two periods"),
        ([[1, 2], [2, 1], [3, math.nan]], "missing cells"),
        ([[1, 2], [1, 1], [1, 3]], "tie in the first period"),
    ],
)
def test_gamma_refuses(table, message):  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        gamma(table)


# Over observations

ECONOMIES = ("AAA", "BBB", "CCC", "DDD")


def cells() -> list[Observation]:
    return [
        Observation("internet_users", e, 2013 + t, float(TOY[u, t]), "percent", source_row=f"toy#{u}{t}")
        for u, e in enumerate(ECONOMIES)
        for t in range(4)
    ]


def test_all_four_over_observations():
    found = convergence(cells()[::-1], economies=ECONOMIES, years=range(2013, 2017), direction=1)
    assert found.years == (2013, 2014, 2015, 2016)
    assert found.beta == beta(TOY[:, 0], TOY[:, 3], start=2013, end=2016)
    assert found.sigma == tuple(sigma(TOY[:, t]) for t in range(4))
    assert found.delta[3] == 35.0
    assert found.gamma == (1.0, 1.0, 1.0)
    assert len(found.cells) == 16


def test_a_missing_cell_is_named():
    with pytest.raises(MethodError, match="no value for BBB 2014;"):
        convergence([c for c in cells() if (c.economy, c.ref_year) != ("BBB", 2014)], economies=ECONOMIES,
                    years=range(2013, 2017), direction=1)  # fmt: skip


def test_a_cell_twice_and_mixed_series_are_refused():
    twice = [*cells(), cells()[0]]
    with pytest.raises(MethodError, match="AAA 2013: two values"):
        convergence(twice, economies=ECONOMIES, years=range(2013, 2017), direction=1)
    mixed = [*cells()[1:], Observation("egdi", "AAA", 2013, 0.5, "index_0_1")]
    with pytest.raises(MethodError, match="several series"):
        convergence(mixed, economies=ECONOMIES, years=range(2013, 2017), direction=1)
