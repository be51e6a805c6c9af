"""Inequality: rows computed by R packages and PySAL, closed forms, what must not matter, and what cannot be done."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import MethodError
from analysis.methods.inequality import concentration, gap_estimates, gaps, lorenz, measures, regions, subgroups
from analysis.methods.inequality.kitagawa import implied_composition, kitagawa
from analysis.methods.inequality.rates import Rates, changes
from analysis.methods.inequality.sorting import ascending
from analysis.methods.results import Estimate

ORACLES = Path(__file__).parents[1] / "oracles"
ROWS = list(csv.DictReader((ORACLES / "inequality_R.csv").read_text(encoding="utf-8").splitlines()))
INPUT = pd.read_csv(ORACLES / "inputs_ineq.csv").astype(float)
X, H, HH = (INPUT[name].to_numpy() for name in ("x", "h", "hh"))

BY_QUANTITY: dict[str, Callable[[], float]] = {
    "Gini": lambda: measures.gini(X),
    "Theil T (GE1)": lambda: measures.theil_t(X),
    "GE(0.5)": lambda: measures.generalised_entropy(X, order=0.5),
    "Atkinson 1": lambda: measures.atkinson(X, aversion=1),
    "Hoover/Pietra": lambda: regions.hoover(X, np.ones(len(X))),
    "CV as ineq var.coeff": lambda: math.sqrt(2 * measures.generalised_entropy(X, order=2)),
    "Lorenz L(0.5)": lambda: lorenz.lorenz(X).at(0.5),
    "Theil between groups first5/last5 (pysal TheilD)": lambda: (
        subgroups.decompose_entropy(X, [0] * 5 + [1] * 5).between
    ),
    "Concentration index h": lambda: concentration.concentration_index(H, X),
    "Wagstaff-normalised CI h": lambda: concentration.wagstaff(H, X),
    "Concentration index hh": lambda: concentration.concentration_index(HH, X),
}

NOT_RUN = {
    "Ilocos": "the incomes come with R's ineq, not with a package that is pinned here",
    "eusilc": "the incomes come with R's laeken, not with a package that is pinned here",
    "mex_inc_2016": "the incomes come with R's dineq, not with a package that is pinned here",
    "chicago": "the wages come with R's oaxaca, not with a pinned package; statsmodels is compared instead",
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['edition'][:16]} {row['quantity']}")
def test_a_row_is_reproduced(row: dict[str, str]):
    if row["edition"] != "inputs_ineq.csv":
        pytest.skip(next(why for word, why in NOT_RUN.items() if word in row["edition"]))
    # eight or nine decimals are printed: half a unit of the eighth, and of L(0.5) six: half a unit of the sixth
    close = 5e-7 if row["quantity"].startswith("Lorenz") else 5e-9
    assert BY_QUANTITY[row["quantity"]]() == pytest.approx(float(row["value"]), abs=close)


def test_every_row_whose_input_is_here_is_run():
    assert [row["quantity"] for row in ROWS if row["edition"] == "inputs_ineq.csv"] == list(BY_QUANTITY)


# Closed forms

SIGMA = 0.8
NORMAL = np.linspace(-11, 11, 20_001)  # equal steps integrate a Gaussian exactly, once its ends are negligible
LOGNORMAL, DENSITY = np.exp(SIGMA * NORMAL), np.exp(-(NORMAL**2) / 2)


@pytest.mark.parametrize("order", [-1, 0, 0.5, 1, 2, 3])
def test_generalised_entropy_of_a_lognormal(order: float):
    power = order * (order - 1)
    exact = math.expm1(power * SIGMA**2 / 2) / power if power else SIGMA**2 / 2
    # two values of some 1e16 are divided where the order is 3
    assert measures.generalised_entropy(LOGNORMAL, DENSITY, order=order) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("aversion", [0.5, 1, 2])
def test_atkinson_of_a_lognormal(aversion: float):
    exact = -math.expm1(-aversion * SIGMA**2 / 2)
    assert measures.atkinson(LOGNORMAL, DENSITY, aversion=aversion) == pytest.approx(exact, rel=1e-12)


def test_gini_and_curve_of_a_lognormal():
    # steps of 0.0011 leave an error of the order of their square
    assert measures.gini(LOGNORMAL, DENSITY) == pytest.approx(math.erf(SIGMA / 2), abs=1e-6)
    half = 0.5 * math.erfc(SIGMA / math.sqrt(2))
    assert lorenz.lorenz(LOGNORMAL, DENSITY).at(0.5) == pytest.approx(half, abs=3e-4), "half a step's weight"


@pytest.mark.parametrize("tail", [1.5, 2.0, 3.0])
def test_a_pareto(tail: float):
    # with survival v^12 the integrands are as good as polynomials, so that 200 Gauss–Legendre nodes serve as rows
    def rows(v: np.ndarray) -> np.ndarray:
        return v ** (-12 / tail)

    node, weight = np.polynomial.legendre.leggauss(200)
    values, weights = rows((node + 1) / 2), weight * (node + 1) ** 11
    ratio = math.log(tail / (tail - 1))
    assert measures.theil_t(values, weights) == pytest.approx(1 / (tail - 1) - ratio, rel=1e-8)
    assert measures.mld(values, weights) == pytest.approx(ratio - 1 / tail, rel=1e-8)
    middle = (np.arange(20_000) + 0.5) / 20_000
    found = measures.gini(rows(middle), middle**11)
    assert found == pytest.approx(1 / (2 * tail - 1), rel=1e-6), "steps of 1/20000, squared, times a slope of some 100"


@pytest.mark.parametrize("n", [2, 7, 1000])
def test_a_uniform(n: int):
    values = np.arange(1, n + 1) - 0.5
    assert measures.gini(values) == pytest.approx((1 - n**-2) / 3, rel=1e-12), "exact on the grid of quantiles"
    if n == 1000:
        assert measures.theil_t(values) == pytest.approx(math.log(2) - 0.5, abs=1e-5), "error ln n / n²"
        assert measures.mld(values) == pytest.approx(1 - math.log(2), abs=math.log(2) / n), "error ln 2 / 2n"


def test_one_has_all():
    values = [0.0] * 9 + [5.0]
    assert measures.gini(values) == pytest.approx(0.9, rel=1e-14)
    assert measures.theil_t(values) == pytest.approx(math.log(10), rel=1e-14)
    assert measures.atkinson(values, aversion=0.5) == pytest.approx(0.9, rel=1e-14)


# What must not matter, and what must

values_ = arrays(float, st.integers(2, 30), elements=st.integers(1, 1000).map(float))
MEASURES: list[Callable[..., float]] = [
    measures.gini,
    measures.theil_t,
    measures.mld,
    lambda values, weights=None: measures.generalised_entropy(values, weights, order=2),
    lambda values, weights=None: measures.generalised_entropy(values, weights, order=-0.5),
    lambda values, weights=None: measures.atkinson(values, weights, aversion=0.5),
    lambda values, weights=None: measures.atkinson(values, weights, aversion=2),
]
ROUNDING = {"rel": 1e-10, "abs": 1e-12}  # thirty values of up to 1000 lose four or five of sixteen digits


@given(values_, st.floats(1e-6, 1e6))
def test_the_unit_does_not_matter(values: np.ndarray, factor: float):
    for measure in MEASURES:
        assert measure(values * factor) == pytest.approx(measure(values), **ROUNDING)


@given(values_, st.integers(2, 5))
def test_replication_does_not_matter(values: np.ndarray, times: int):
    for measure in MEASURES:
        assert measure(np.tile(values, times)) == pytest.approx(measure(values), **ROUNDING)


@given(st.data(), values_)
def test_whole_weights_are_repeated_rows(data: st.DataObject, values: np.ndarray):
    counts = data.draw(arrays(int, len(values), elements=st.integers(0, 4)))
    counts[0] = max(counts[0], 1)
    for measure in MEASURES:
        assert measure(values, counts) == pytest.approx(measure(np.repeat(values, counts)), **ROUNDING)
    ranked = np.resize([3.0, 1.0, 2.0], len(values))
    many = np.repeat(values, counts), np.repeat(ranked, counts)
    assert concentration.concentration_index(values, ranked, counts) == pytest.approx(
        concentration.concentration_index(*many), **ROUNDING
    )


@given(values_, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(values: np.ndarray, random: object):
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    for measure in MEASURES:
        assert measure(values[order], values[order]) == pytest.approx(measure(values, values), **ROUNDING)


@given(values_, st.floats(0.1, 1))
def test_giving_to_a_poorer_lowers_every_measure(values: np.ndarray, part: float):
    rich, poor = int(values.argmax()), int(values.argmin())
    if values[rich] == values[poor]:
        return
    given_away = part * (values[rich] - values[poor]) / 2
    after = values.copy()
    after[rich] -= given_away
    after[poor] += given_away
    for measure in MEASURES:
        assert measure(after) < measure(values)


@given(values_)
def test_bounds_and_equality(values: np.ndarray):
    n = len(values)
    assert 0 <= measures.gini(values) <= 1 - 1 / n
    assert -1e-12 <= measures.theil_t(values) <= math.log(n) + 1e-12
    assert all(0 <= measures.atkinson(values, aversion=e) + 1e-12 <= 1 for e in (0.5, 1, 2))
    assert all(abs(measure(np.full(n, values[0]))) < 1e-12 for measure in MEASURES)


@given(values_)
def test_the_gini_is_the_mean_difference_twice_the_area_and_a_concentration_index(values: np.ndarray):
    weights = np.resize([1.0, 2.5, 0.5], len(values))
    apart = np.abs(values[:, None] - values) * np.outer(weights, weights)
    exact = apart.sum() / (2 * weights.sum() * (weights @ values))
    assert measures.gini(values, weights) == pytest.approx(exact, **ROUNDING)
    assert lorenz.lorenz(values, weights).index == pytest.approx(exact, **ROUNDING)
    assert concentration.concentration_index(values, values, weights) == pytest.approx(exact, **ROUNDING)


@given(arrays(float, st.integers(1, 40), elements=st.floats(0, 1e300) | st.sampled_from([1.0, 1 + 2e-16, -0.0])))
def test_sorting_by_bits_is_sorting(values: np.ndarray):
    order, found = ascending(values)
    assert (found == np.sort(values)).all() and (values[order] == found).all()
    assert sorted(order) == list(range(len(values)))


def test_sorting_by_bits_tells_close_neighbours_apart():
    rng = np.random.default_rng(0)
    values = np.concatenate([1 + rng.permutation(5000) * 2e-15, rng.lognormal(size=5000)])
    assert (ascending(values)[1] == np.sort(values)).all()


# Parts


@given(st.data(), values_, st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0]))
def test_parts_add_up(data: st.DataObject, values: np.ndarray, order: float):
    groups = data.draw(arrays(int, len(values), elements=st.integers(0, 3)))
    groups[:2] = 0, 1
    weights = np.resize([1.0, 2.5, 0.5], len(values))
    found = subgroups.decompose_entropy(values, groups, weights, order=order)
    assert found.between + found.within == pytest.approx(found.total, rel=1e-12, abs=1e-12)
    assert found.total == pytest.approx(measures.generalised_entropy(values, weights, order=order), abs=1e-12)
    for group in found.groups:
        own = groups == group.name
        inside = measures.generalised_entropy(values[own], weights[own], order=order)
        assert group.inequality == pytest.approx(inside, rel=1e-9, abs=1e-12)
    gini = subgroups.decompose_gini(values, groups, weights)
    assert gini.between + gini.within + gini.overlap == pytest.approx(gini.total, abs=1e-12)
    assert gini.overlap > -1e-12
    assert math.fsum(group.contribution for group in gini.groups) == pytest.approx(gini.within, abs=1e-12)


def test_theil_and_mld_part_as_their_formulas_say():
    values, groups = np.array([1.0, 2, 4, 8, 3, 9]), np.array(["a", "b", "a", "b", "c", "c"])
    means = pd.Series(values).groupby(groups).mean()
    held = pd.Series(values).groupby(groups).sum() / values.sum()
    between = float((held * np.log(means / values.mean())).sum())
    assert subgroups.decompose_entropy(values, groups).between == pytest.approx(between, abs=1e-14)
    between = float(np.log(values.mean() / means).mean())
    assert subgroups.decompose_entropy(values, groups, order=0).between == pytest.approx(between, abs=1e-14)


def test_a_group_that_has_nothing_is_no_trouble_to_theil():
    found = subgroups.decompose_entropy([0, 0, 1, 3], list("aabb"))
    assert found.between == pytest.approx(math.log(2)) and found.groups[0].contribution == 0
    assert subgroups.decompose_gini([0, 0, 1, 3], list("aabb")).overlap == pytest.approx(0, abs=1e-15)


def test_overlap_is_nothing_where_groups_stand_apart_and_something_where_they_do_not():
    apart, mixed = (subgroups.decompose_gini([1, 2, 5, 9], list(groups)).overlap for groups in ("aabb", "abab"))
    assert apart == pytest.approx(0, abs=1e-15) and mixed > 0.01


# Ranks and bounds


def test_equals_share_a_rank_so_that_their_order_does_not_matter():
    by = [1, 1, 1, 2]
    found = {round(concentration.concentration_index(outcome, by), 12) for outcome in ([1, 0, 0, 0], [0, 0, 1, 0])}
    assert found == {-0.25}
    assert concentration.fractional_ranks(by, [1, 1, 2, 4]).tolist() == [0.25, 0.25, 0.25, 0.75]


@given(st.data(), st.integers(4, 30))
def test_having_and_lacking_mirror_each_other_where_the_index_is_corrected(data: st.DataObject, n: int):
    has = data.draw(arrays(float, n, elements=st.sampled_from([0.0, 1.0])))
    has[:2] = 0, 1
    income = data.draw(arrays(float, n, elements=st.integers(0, 9).map(float)))
    for index in (concentration.wagstaff, concentration.erreygers):
        assert index(1 - has, income) == pytest.approx(-index(has, income), abs=1e-12)
        assert index(5 + 3 * has, income, bounds=(5, 8)) == pytest.approx(index(has, income), abs=1e-12)
        assert -1 - 1e-12 <= index(has, income) <= 1 + 1e-12
    assert concentration.wagstaff(has, income) == pytest.approx(
        concentration.concentration_index(has, income) / (1 - has.mean()), abs=1e-12
    )


@given(values_)
def test_curves_end_at_one_and_the_lorenz_curve_bends_upwards(values: np.ndarray):
    curve = lorenz.lorenz(values)
    assert (curve.people[0], curve.held[0], curve.people[-1], curve.held[-1]) == (0, 0, 1, 1)
    slopes = np.diff(curve.held) / np.diff(curve.people)
    assert (np.diff(slopes) > -1e-9).all()


# Regions


def test_regions():
    activity, people = [5, 20, 75], [200, 300, 500]
    quotients = np.array([0.05 / 0.2, 0.2 / 0.3, 0.75 / 0.5])
    assert regions.location_gini(activity, people) == pytest.approx(measures.gini(quotients, people), rel=1e-12)
    assert regions.hoover(activity, people) == pytest.approx(0.25, rel=1e-12)
    assert regions.hoover(activity, people) <= regions.location_gini(activity, people)


# Groups' rates


@given(st.floats(1, 99), st.floats(1, 99))
def test_what_holds_of_two_rates(one: float, two: float):
    found = gaps.compare(Rates("15+", {"men": one, "women": two}), "men", "women")
    assert found.attainment_ratio is not None and found.shortfall_ratio is not None and found.odds_ratio is not None
    assert found.odds_ratio == pytest.approx(found.shortfall_ratio / found.attainment_ratio, rel=1e-9)
    assert gaps.gender_gap(one, two) == pytest.approx(100 * found.difference / one, abs=1e-9)
    mirrored = gaps.adjusted_parity(two / one) + gaps.adjusted_parity(one / two)
    assert mirrored == pytest.approx(2, rel=1e-12)


def test_gap_and_ratios_may_disagree():
    before = gaps.compare(Rates("15+", {"men": 40.0, "women": 20.0}), "men", "women")
    after = gaps.compare(Rates("15+", {"men": 95.0, "women": 85.0}), "men", "women")
    assert after.difference < before.difference
    assert (after.attainment_ratio or 0) > (before.attainment_ratio or 0), "nearer to parity in having"
    assert (after.shortfall_ratio or 0) > (before.shortfall_ratio or 0), "further from parity in lacking"


def test_ratios_without_a_denominator_are_none():
    assert gaps.attainment_ratio(0, 10) is None and gaps.gender_gap(0, 10) is None
    assert gaps.shortfall_ratio(100, 90) is None and gaps.odds_ratio(100, 90) is None


def test_an_estimated_odds_ratio_is_woolfs():
    a, b, c, d = 80, 20, 60, 40

    def rate(yes: int, no: int) -> Estimate:
        share = 100 * yes / (yes + no)
        return Estimate(share, math.sqrt(share * (100 - share) / (yes + no)), 0, 100, 10**9)

    found = gap_estimates.odds_ratio(rate(a, b), rate(c, d))
    reach = 1.959963985 * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    assert found.value == pytest.approx(a * d / (b * c), rel=1e-12)
    assert math.log(found.ci_high / found.value) == pytest.approx(reach, rel=1e-8)


@given(st.lists(st.tuples(*[st.floats(0, 100)] * 2, *[st.floats(0.01, 1)] * 2), min_size=2, max_size=6))
def test_composition_and_rates_make_the_difference(cells: list[tuple[float, float, float, float]]):
    first_rates, second_rates, first, second = (np.array(column) for column in zip(*cells, strict=True))
    first, second = first / first.sum(), second / second.sum()
    names = [f"g{n}" for n in range(len(cells))]

    def named(column: np.ndarray) -> dict[str, float]:
        return dict(zip(names, column.tolist(), strict=True))

    found = kitagawa(Rates("15+", named(first_rates)), named(first), Rates("15+", named(second_rates)), named(second))
    assert found.composition + found.rates == pytest.approx(found.difference, abs=1e-12 * 100)
    assert found.difference == pytest.approx(first @ first_rates - second @ second_rates, abs=1e-12 * 100)


# Bad input

MEN_AND_WOMEN = Rates("15+", {"men": 80.0, "women": 60.0})
HALVES = {"men": 0.5, "women": 0.5}
EXACT = Estimate(100, 0, 100, 100, 50)
LOOSE = Estimate(50, 5, 40, 60, 50)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: measures.gini([1, 2], [1, -1]), "the weight -1 in row 1; rule: no weight below zero"),
        (lambda: measures.gini([1, 2], [0, 0]), "2 weights of zero"),
        (lambda: measures.gini([1, 2], [1]), "1 weights for 2 rows; rule: one a row"),
        (lambda: measures.gini([1, 2], [1, math.nan]), "weights: row 1 is missing"),
        (lambda: measures.gini([1, math.nan]), "values: row 1 is missing"),
        (lambda: measures.gini([math.inf, 1]), "values: row 0 is missing"),
        (lambda: measures.gini([]), "values of shape (0,)"),
        (lambda: measures.gini([0, 0]), "values of zero in all rows that count"),
        (lambda: measures.gini([0, 1], [1, 0]), "values of zero in all rows that count"),
        (lambda: measures.theil_t([1, -2]), "the value -2 in row 1; rule: no value below zero"),
        (lambda: measures.mld([1, 0]), "the value 0 in row 1; rule: values above zero for this measure"),
        (lambda: measures.atkinson([1, 0], aversion=1), "the value 0 in row 1"),
        (lambda: measures.atkinson([1, 2], aversion=0), "an aversion of 0; rule: above zero"),
        (lambda: measures.atkinson([1, 2], aversion=math.nan), "an aversion of nan"),
        (lambda: measures.generalised_entropy([1, 2], order=math.inf), "an order of inf"),
        (lambda: subgroups.decompose_entropy([1, 2], ["a", "a"]), "one group only, a; rule: two or more"),
        (lambda: subgroups.decompose_gini([1, 2], ["a", "a"]), "one group only, a"),
        (lambda: subgroups.decompose_entropy([1, 2], ["a"]), "1 groups for 2 rows"),
        (lambda: subgroups.decompose_entropy([1, 2], ["a", None]), "groups: row 1 is missing"),
        (lambda: subgroups.decompose_entropy([1, 2], ["a", "b"], [1, 0]), "group b has weights of zero only"),
        (lambda: concentration.concentration_index([1, 2], [1]), "1 ranking values for 2 rows"),
        (lambda: concentration.wagstaff([0, 2], [1, 2]), "the outcome 2; rule: from 0 to 1"),
        (lambda: concentration.wagstaff([1, 1], [1, 2]), "all outcomes at 1"),
        (lambda: concentration.erreygers([0, 1], [1, 2], bounds=(1, 0)), "bounds from 1 to 0"),
        (lambda: lorenz.concentration_curve([1, 2], [1, math.nan]), "ranking values: row 1 is missing"),
        (lambda: regions.location_gini([1, 2], [0, 3]), "region 0 with activity and no people"),
        (lambda: regions.hoover([1, -2], [1, 3]), "the value -2 in row 1"),
        (lambda: regions.didix({"computer use": MEN_AND_WOMEN}, {"internet use": 70.0}), "rates of computer use"),
        (lambda: regions.didix({"a": MEN_AND_WOMEN}, {"a": 0.0}, {"a": 1.0}), "nobody has a"),
        (lambda: Rates("15+", {"men": 101.0}), "the rate 101 of men; rule: per cent, from 0 to 100"),
        (lambda: Rates("15+", {"men": math.nan}), "the rate nan of men"),
        (lambda: Rates("15+", {}), "rates of no group"),
        (lambda: gaps.compare(MEN_AND_WOMEN, "men", "children"), "no rate of children on the base 15+"),
        (lambda: gaps.gender_gap(80, 120), "a rate of 120"),
        (lambda: gaps.shortfall_ratio(-1, 20), "a rate of -1"),
        (lambda: gaps.adjusted_parity(-1), "a parity score of -1"),
        (
            lambda: changes(MEN_AND_WOMEN, Rates("16-74", {"men": 82.0, "women": 64.0})),
            "rates of 15+ and of 16-74; rule: one population base",
        ),
        (lambda: changes(MEN_AND_WOMEN, Rates("15+", {"men": 82.0})), "group women in the first wave only"),
        (lambda: changes(Rates("15+", {"men": 82.0}), MEN_AND_WOMEN), "group women in the second wave only"),
        (
            lambda: kitagawa(MEN_AND_WOMEN, HALVES, Rates("15+", {"men": 70.0}), {"men": 1.0}),
            "group women in the first wave only",
        ),
        (
            lambda: kitagawa(MEN_AND_WOMEN, {"men": 50.0, "women": 50.0}, MEN_AND_WOMEN, HALVES),
            "the share 50 of men; rule: from 0 to 1",
        ),
        (lambda: kitagawa(MEN_AND_WOMEN, {"men": 0.5, "women": 0.4}, MEN_AND_WOMEN, HALVES), "shares that sum to 0.9"),
        (lambda: kitagawa(MEN_AND_WOMEN, {"men": 1.0}, MEN_AND_WOMEN, HALVES), "group women with a share or a rate"),
        (lambda: kitagawa(*(Rates("15+", {"men": 70.0}), {"men": 1.0}) * 2), "one group only"),
        (lambda: implied_composition(MEN_AND_WOMEN, 99.0), "an overall rate of 99 with groups at"),
        (lambda: implied_composition(Rates("15+", {"men": 70.0, "women": 70.0}), 70.0), "between two different rates"),
        (lambda: implied_composition(Rates("15+", {"men": 70.0}), 70.0), "1 groups; rule: two"),
        (lambda: gap_estimates.odds_ratio(EXACT, LOOSE), "a rate of 100 in a ratio"),
        (lambda: gap_estimates.difference(LOOSE, LOOSE, covariance=30), "a covariance of 30"),
        (lambda: gap_estimates.difference(LOOSE, Estimate(101, 1, 0, 1, 9)), "a rate of 101"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(ask: Callable[[], object], said: str):
    with pytest.raises(MethodError) as caught:
        ask()
    assert said in str(caught.value) and "remedy:" in str(caught.value)
