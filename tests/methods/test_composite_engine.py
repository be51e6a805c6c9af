"""The engine of a composite index: trees, recipes, what is missing, what is uncertain, what matters most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import MethodError
from analysis.methods.composite.choices import Choices, Factor, drawn_weights, outcomes
from analysis.methods.composite.compose import compose, places
from analysis.methods.composite.contributions import contributions
from analysis.methods.composite.diagnostics import correlation, cronbach_alpha
from analysis.methods.composite.recipe import Filling, Indicator, Means, Recipe, Scale, Settings
from analysis.methods.composite.sensitivity import sensitivity, sobol
from analysis.methods.composite.tree import Tree
from analysis.methods.composite.uncertainty import Uncertainty, simulate

TREE = Tree(
    {
        "index": {"A": 0.5, "B": 0.3, "C": 0.2},
        "A": {"a1": 0.5, "A2": 0.5},
        "A2": {"a2": 0.25, "a3": 0.75},
        "B": {"b1": 0.4, "b2": 0.6},
        "C": {"c": 1.0},
    }
)
CODES = ("a1", "a2", "a3", "b1", "b2", "c")
RECIPE = Recipe(tuple(Indicator(code, worst=0, best=100) for code in CODES), TREE)
UNITS = tuple("VWXYZ")
VALUES = np.random.default_rng(7).uniform(5, 95, (5, 6))
GAPS = VALUES.copy()
GAPS[0, 1] = GAPS[1, 4] = GAPS[1, 3] = np.nan

tables = arrays(float, (5, 6), elements=st.integers(1, 99).map(float))


def with_settings(**changes: object) -> Recipe:
    return replace(RECIPE, settings=replace(RECIPE.settings, **changes))  # type: ignore[arg-type]


# The tree


def test_a_tree_has_any_number_of_levels():
    assert TREE.indicators == ("a1", "a2", "a3", "b1", "b2", "c")
    assert TREE.upward == ("A2", "A", "B", "C", "index")
    shares = TREE.shares()
    assert shares["a3"] == pytest.approx(0.5 * 0.5 * 0.75)
    assert sum(shares[code] for code in CODES) == pytest.approx(1)


@pytest.mark.parametrize("code", [*CODES, "A", "A2", "B", "C"])
def test_an_element_taken_out_leaves_the_others_in_proportion(code: str):
    left = TREE.without(code)
    assert code not in left.shares()
    for group, members in left.groups.items():
        same = {member for member in members if member in TREE.groups[group]}
        ratios = {round(members[member] / TREE.groups[group][member], 9) for member in same}
        assert len(ratios) == 1, "all grew alike"


def test_a_group_that_is_left_empty_goes_with_its_last_member():
    tree = Tree({"index": {"A": 0.5, "b": 0.5}, "A": {"a": 1.0}})
    assert tree.without("a").groups == {"index": {"b": 1.0}}


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({"i": {"a": 0.5, "b": -0.5}}, "the weight of b in i is -0.5; rule: a number, zero or above"),
        ({"i": {"a": 0.5, "b": None}}, "the weight of b in i is None"),
        ({"i": {"a": float("nan")}}, "the weight of a in i is nan"),
        ({"i": {"a": 0.5, "b": 0.4}}, "the weights of i sum to 0.9; rule: one"),
        ({"i": {}}, "i has no members"),
        ({"i": {"A": 1.0}, "j": {"A": 1.0}, "A": {"a": 1.0}}, "A stands in i and in j"),
        ({"i": {"a": 1.0}, "j": {"b": 1.0}}, r"2 roots \(i, j\)"),
        ({"i": {"j": 1.0}, "j": {"i": 1.0}}, r"0 roots \(a circle\)"),
        ({"i": {"a": 1.0}, "j": {"k": 1.0}, "k": {"j": 1.0}}, r"1 roots"),
    ],
)
def test_a_tree_that_does_not_hold_is_refused(groups: dict[str, dict[str, float]], said: str):
    with pytest.raises(MethodError, match=said):
        Tree(groups)


def test_what_is_not_in_the_tree_or_is_all_of_it_cannot_be_taken_out():
    with pytest.raises(MethodError, match="x is no member of any group"):
        TREE.without("x")
    with pytest.raises(MethodError, match="nothing with a weight is left without A"):
        Tree({"index": {"A": 1.0}, "A": {"a": 1.0}}).without("a")


# The recipe


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Indicator("a", worst=100, best=0), r"a: goalposts from 100 \(worst\) to 0 \(best\)"),
        (lambda: Indicator("a", direction=-1, worst=0, best=10), "in the direction that is better"),
        (lambda: Indicator("a", worst=5, best=5), "goalposts from 5"),
        (lambda: Indicator("a", worst=5), "a: one goalpost; rule: two or none"),
        (lambda: Indicator("a", direction=0), "a: direction 0"),
        (lambda: Settings(low=0, means=Means(outer=0)), "over scores of zero or below; rule: scores above zero"),
        (lambda: Settings(Scale.Z_SCORE, means=Means(0, 0)), "over scores of zero or below"),
        (lambda: Settings(low=2, high=1), "a scale from 2 to 1"),
        (lambda: Settings(least=0), "0 of a group's weight present"),
        (lambda: Recipe(RECIPE.indicators[1:], TREE), "a1: not once in the list and once in the tree"),
        (lambda: Recipe((*RECIPE.indicators, Indicator("a1")), TREE), "a1: not once in the list"),
        (lambda: Recipe((Indicator("a"),), Tree({"index": {"a": 1.0}})), "no goalposts for a"),
        (lambda: Choices(), "no choice with two alternatives"),
        (lambda: Choices(spread=1), "weights ± 1"),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_refused(make: Callable[[], object], said: str):
    with pytest.raises(MethodError, match=said):
        make()


# Values into an index


def by_hand(row: np.ndarray) -> float:
    a1, a2, a3, b1, b2, c = 1 + 99 * row / 100
    return 0.5 * (0.5 * a1 + 0.5 * (0.25 * a2 + 0.75 * a3)) + 0.3 * (0.4 * b1 + 0.6 * b2) + 0.2 * c


def test_the_levels_are_put_together_from_below():
    found = compose(VALUES, RECIPE, UNITS)
    assert list(found.of().values()) == pytest.approx([by_hand(row) for row in VALUES])
    assert sorted(found.ranks().values()) == [1, 2, 3, 4, 5]


def test_a_group_has_a_score_where_enough_of_it_is_there():
    strict = compose(GAPS, RECIPE, UNITS)
    assert strict.of("A2")["V"] is strict.of("A")["V"] is strict.of()["V"] is None
    assert strict.ranks()["V"] is strict.ranks()["W"] is None and sorted(strict.ranks().values(), key=str)[:3] == [
        1,
        2,
        3,
    ]
    lenient = compose(GAPS, with_settings(least=0.6), UNITS)
    assert lenient.of("A2")["V"] == pytest.approx(lenient.of("a3")["V"]), "three quarters of the weight are there"
    assert lenient.of("B")["W"] is None, "nothing of it is"
    others = 0.5 * lenient.of("A")["W"] + 0.2 * lenient.of("c")["W"]
    assert lenient.of()["W"] == pytest.approx(others / 0.7), "seven tenths of the weight are there"


@pytest.mark.parametrize(("filling", "middle"), [(Filling.MEAN, np.nanmean), (Filling.MEDIAN, np.nanmedian)])
def test_a_missing_value_is_filled_from_the_other_units_only_if_asked(filling: Filling, middle: Callable[..., float]):
    filled = GAPS.copy()
    for row, column in zip(*np.nonzero(np.isnan(GAPS)), strict=True):
        filled[row, column] = middle(GAPS[:, column])
    assert compose(GAPS, with_settings(filling=filling), UNITS).of() == compose(filled, RECIPE, UNITS).of()


@pytest.mark.parametrize("scale", list(Scale))
def test_every_scale_gives_scores_of_which_more_is_better(scale: Scale):
    recipe = replace(
        RECIPE,
        indicators=tuple(replace(i, direction=-1, worst=100.0, best=0.0) for i in RECIPE.indicators),
        settings=Settings(scale),
    )
    found = compose(VALUES, recipe, UNITS)
    for place, code in enumerate(CODES):
        assert list(np.argsort(found.scores[code])) == list(np.argsort(-VALUES[:, place]))
        if scale not in (Scale.Z_SCORE, Scale.GOALPOSTS):
            assert (found.scores[code].min(), found.scores[code].max()) == pytest.approx((1, 100))


@given(tables, st.integers(0, 4), st.integers(0, 5))
def test_a_better_value_never_lowers_a_unit(values: np.ndarray, unit: int, column: int):
    better = values.copy()
    better[unit, column] += 7
    for means in (Means(), Means(1, 0), Means(0, 0), Means(-1, -1)):
        recipe = with_settings(means=means)
        before, now = (compose(v, recipe, UNITS).scores["index"][unit] for v in (values, better))
        assert now >= before - 1e-9


@given(tables, st.permutations(range(5)))
def test_the_order_of_units_does_not_matter(values: np.ndarray, order: list[int]):
    recipe = with_settings(scale=Scale.PERCENTILE) if np.ptp(values, axis=0).all() else RECIPE
    found = compose(values[order], recipe, [UNITS[n] for n in order])
    assert found.of() == pytest.approx(compose(values, recipe, UNITS).of())


@given(tables)
def test_with_goalposts_a_unit_s_index_hangs_on_nobody_else(values: np.ndarray):
    """So adding a year, or an economy, changes no earlier score."""
    whole = compose(values, RECIPE, UNITS).of()
    assert compose(values[:2], RECIPE, UNITS[:2]).of() == {unit: whole[unit] for unit in UNITS[:2]}


def test_equal_weights_of_equal_pillars_give_their_value():
    same = np.full((2, 6), 40.0)
    recipe = replace(RECIPE, tree=TREE.equal())
    for means in (Means(), Means(0, 0), Means(-1, -1)):
        found = compose(same, replace(recipe, settings=Settings(means=means)), ["X", "Y"])
        assert list(found.of().values()) == pytest.approx([1 + 99 * 0.4] * 2)


@pytest.mark.parametrize(
    ("values", "recipe", "units", "said"),
    [
        (VALUES[:, :5], RECIPE, UNITS, r"values of shape \(5, 5\); rule: 5 units by 6 indicators"),
        (VALUES, RECIPE, "VVXYZ", "V twice"),
        (np.where(np.arange(5)[:, None] == 2, np.nan, VALUES), RECIPE, UNITS, "X: no value"),
        (
            np.where(np.arange(6) == 3, 1.0, VALUES),
            with_settings(scale=Scale.MIN_MAX),
            UNITS,
            "b1: all 5 values are 1; rule: an indicator differs between units",
        ),
        (VALUES[:1], with_settings(scale=Scale.MIN_MAX), "V", "a1: 1 unit; rule: an index compares two units or more"),
        (VALUES[:3], with_settings(treat=True), "VWX", "a1: 3 units; rule: 4 or more"),
    ],
)
def test_a_table_that_cannot_be_scored_is_refused(values: np.ndarray, recipe: Recipe, units: str, said: str):
    with pytest.raises(MethodError, match=said):
        compose(values, recipe, units)


def test_zero_under_a_geometric_mean_names_unit_and_indicator():
    recipe = replace(RECIPE, settings=Settings(low=0))
    with pytest.raises(
        MethodError, match="b1: the score of X is 0; rule: above zero for a mean that is not arithmetic"
    ):
        outcomes(
            np.where((np.arange(5)[:, None] == 2) & (np.arange(6) == 3), 0.0, VALUES),
            recipe,
            Choices(spread=0.1, means=(Means(0, 0), Means(-1, -1))),
            np.full((3, 2), 0.5),
            seed=0,
            units=UNITS,
        )


# Uncertainty

EVERYTHING = Choices(
    spread=0.25,
    scales=(Scale.GOALPOSTS, Scale.MIN_MAX, Scale.PERCENTILE),
    means=(Means(), Means(1, 0), Means(0, 0)),
    fillings=(Filling.NONE, Filling.MEDIAN),
    leave_out=True,
)


def one_by_one(values: np.ndarray, point: np.ndarray, seed: int) -> np.ndarray:
    """One set of decisions by the ordinary way: another recipe, another tree."""
    at = dict(zip(EVERYTHING.factors, point, strict=True))
    scale = EVERYTHING.scales[int(at[Factor.SCALE] * 3)]
    means = EVERYTHING.means[int(at[Factor.MEANS] * 3)]
    filling = EVERYTHING.fillings[int(at[Factor.FILLING] * 2)]
    sets = drawn_weights(TREE, EVERYTHING.spread, seed)
    row = int(at[Factor.WEIGHTS] * len(sets["index"]))
    groups = {g: dict(zip(members, map(float, sets[g][row]), strict=True)) for g, members in TREE.groups.items()}
    tree, out = Tree(groups), int(at[Factor.LEFT_OUT] * (len(CODES) + 1))
    kept = [n for n in range(len(CODES)) if n != out]
    if out < len(CODES):
        tree = tree.without(CODES[out])
    indicators = tuple(RECIPE.indicators[n] for n in kept)
    recipe = Recipe(indicators, tree, replace(RECIPE.settings, scale=scale, means=means, filling=filling))
    return compose(values[:, kept], recipe, UNITS).scores["index"]


@pytest.mark.parametrize("values", [VALUES, GAPS], ids=["whole", "gaps"])
def test_many_decisions_at_once_give_what_each_gives_by_itself(values: np.ndarray):
    points = np.random.default_rng(3).random((200, 5))
    found = outcomes(values, RECIPE, EVERYTHING, points, seed=5, units=UNITS)
    for point, outcome in zip(points, found, strict=True):
        np.testing.assert_allclose(outcome, one_by_one(values, point, 5), rtol=1e-12)


def test_the_same_seed_gives_the_same_numbers_and_more_of_them_begin_alike():
    first, again = (simulate(VALUES, RECIPE, EVERYTHING, UNITS, n=1200, seed=4) for _ in range(2))
    longer = simulate(VALUES, RECIPE, EVERYTHING, UNITS, n=2500, seed=4)
    other = simulate(VALUES, RECIPE, EVERYTHING, UNITS, n=1200, seed=5)
    assert (first.index == again.index).all() and (first.index == longer.index[:1200]).all()
    assert (first.index != other.index).any()


def test_of_weights_alone_the_middle_is_known():
    """Even noise around a weight leaves the expected share nearly as it was, and an even index as it was."""
    even = np.full((2, 6), 40.0)
    even[1] = 60.0
    found = simulate(even, RECIPE, Choices(spread=0.3), ["X", "Y"], n=2000)
    assert np.ptp(found.index[:, 0]) < 1e-9 and (found.ranks == [2, 1]).all()
    loose = simulate(VALUES, RECIPE, Choices(spread=0.3), UNITS, n=4000)
    # a ratio of random weights: its mean is off by the order of the squared spread, 0.3² / 3 of its differences
    assert loose.index.mean(axis=0) == pytest.approx(loose.nominal, abs=0.5)
    for unit in UNITS:
        told = loose.of_index(unit)
        assert told is not None and told.low < told.nominal < told.high


def test_wider_choices_give_wider_intervals():
    def width(found: Uncertainty) -> float:
        return float(np.mean([i.high - i.low for u in UNITS if (i := found.of_index(u)) is not None]))

    widths = [width(simulate(VALUES, RECIPE, Choices(spread=s), UNITS, n=2000)) for s in (0.1, 0.2, 0.4)]
    assert widths == sorted(widths) and widths[1] == pytest.approx(2 * widths[0], rel=0.1)


def test_a_change_is_told_decision_by_decision():
    now = simulate(VALUES + 1, RECIPE, Choices(spread=0.4), UNITS, n=500)
    before = simulate(VALUES, RECIPE, Choices(spread=0.4), UNITS, n=500)
    told = now.of_change("X", before)
    assert told is not None
    assert (told.low, told.median, told.high) == pytest.approx((0.99, 0.99, 0.99)), "the same weights on both sides"


def test_a_unit_without_a_score_in_some_outcome_has_no_interval():
    found = simulate(GAPS, RECIPE, Choices(spread=0.1), UNITS, n=100)
    assert found.of_index("V") is found.of_rank("V") is None and found.of_index("X") is not None


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: simulate(VALUES, RECIPE, Choices(spread=0.1), UNITS, n=10), "10 sets of decisions; rule: 100 or more"),
        (lambda: simulate(VALUES, RECIPE, Choices(spread=0.1), UNITS).of_rank("Q"), "Q is not among the units"),
        (
            lambda: simulate(VALUES, RECIPE, Choices(spread=0.1), UNITS).of_change(
                "X", simulate(VALUES, RECIPE, Choices(spread=0.2), UNITS)
            ),
            "outcomes of other choices",
        ),
        (lambda: sensitivity(VALUES, RECIPE, Choices(spread=0.1), UNITS), "one open choice"),
        (lambda: sensitivity(VALUES, RECIPE, EVERYTHING, UNITS, unit="Q"), "Q is not among the units"),
        (lambda: sensitivity(VALUES, RECIPE, EVERYTHING, UNITS, n=1000), "a design of 1000; rule: a power of two"),
        (lambda: sensitivity(GAPS, RECIPE, EVERYTHING, UNITS, unit="V", n=64), "an outcome that is no number"),
        (
            lambda: outcomes(VALUES, RECIPE, EVERYTHING, np.zeros((3, 2)), seed=0, units=UNITS),
            r"points of shape \(3, 2\); rule: 5 coordinates each",
        ),
        (
            lambda: simulate(
                VALUES,
                replace(RECIPE, indicators=tuple(Indicator(c) for c in CODES), settings=Settings(Scale.MIN_MAX)),
                Choices(scales=(Scale.MIN_MAX, Scale.GOALPOSTS)),
                UNITS,
            ),
            "no goalposts for a1",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(make: Callable[[], object], said: str):
    with pytest.raises(MethodError, match=said):
        make()


# Sensitivity


def test_an_additive_function_has_no_interactions():
    """3a + b: variances 9 and 1 of 10."""
    found = sobol(lambda u: 3 * u[:, 0] + u[:, 1], ["a", "b"], n=2048, seed=2)
    assert [i.factor for i in found.influences] == ["a", "b"] and found.runs == 2048 * 4
    for influence, share in zip(found.influences, (0.9, 0.1), strict=True):
        assert influence.first.value == pytest.approx(share, abs=0.02)
        assert influence.total.value == pytest.approx(share, abs=0.02)
    assert found.trusted and found.warning == ""
    assert found.variance == pytest.approx(10 / 12, rel=0.01)


def test_the_intervals_hold_the_truth():
    """Nine in ten by name; of thirty designs at least twenty hold it, a bound that chance breaks once in 600 times."""
    held = 0
    for seed in range(30):
        found = sobol(lambda u: 3 * u[:, 0] + u[:, 1] + 4 * u[:, 0] * u[:, 1], ["a", "b"], n=64, seed=seed)
        total = {i.factor: i.total for i in found.influences}
        # f = (3 + 4b) a + b: V = 25/12 + 9/12 + 16/144
        truth = (25 / 12 + 1 / 9) / (25 / 12 + 9 / 12 + 1 / 9)
        held += abs(total["a"].value - truth) <= total["a"].error
    assert held >= 20


def test_too_few_runs_are_told():
    found = sobol(lambda u: np.sin(9 * u[:, 0]) * u[:, 1] ** 3 + u[:, 2] ** 8, ["a", "b", "c"], n=8, seed=1)
    assert not found.trusted
    assert "after 40 runs: too wide to say which choice matters most" in found.warning


def test_where_nothing_varies_no_influence_is_told():
    found = sobol(lambda u: np.ones(len(u)), ["a", "b"], n=16, seed=1)
    assert found.influences == () and found.trusted and found.variance == 0


def test_the_choice_that_moves_ranks_is_found():
    """X and Y change places with the kind of mean alone; weights cannot move them so far."""
    recipe = Recipe((RECIPE.indicators[0], RECIPE.indicators[1]), Tree({"index": {"a1": 0.5, "a2": 0.5}}))
    choices = Choices(spread=0.05, means=(Means(), Means(outer=0)))
    values = [[5, 95], [45, 47], [1, 2]]
    found = sensitivity(values, recipe, choices, ["X", "Y", "Z"], unit="X", n=256)
    assert found.influences[0].factor == "means" and found.influences[0].first.value > 0.9
    assert sensitivity(values, recipe, choices, ["X", "Y", "Z"], unit="Z", n=256).influences == ()


# What goes together, and what adds up


def test_parallel_items_have_spearman_and_brown_s_alpha():
    rng = np.random.default_rng(1)
    truth = rng.normal(size=20_000)
    items = truth[:, None] + rng.normal(size=(20_000, 4))
    assert cronbach_alpha(items) == pytest.approx(4 * 0.5 / (1 + 3 * 0.5), abs=0.01)


def test_a_correlation_needs_three_units_that_differ():
    found = compose(np.where(np.arange(6) == 5, 50.0, VALUES), RECIPE, UNITS)
    assert correlation(found, "c", "index") is None
    assert correlation(found, "A", "A") == pytest.approx(1)
    assert correlation(compose(VALUES[:2], RECIPE, "VW"), "A", "B") is None


scores = st.dictionaries(st.sampled_from("abcde"), st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=2)


@settings(max_examples=200)
@given(scores, st.sampled_from([0.0, 1.0]))
def test_contributions_add_up_to_the_change(found: dict[str, tuple[float, float]], power: float):
    before, now = ({code: pair[side] for code, pair in found.items()} for side in (0, 1))
    weights = dict.fromkeys(found, 1 / len(found))
    recipe = Recipe(
        tuple(Indicator(c, worst=1, best=100) for c in found),
        Tree({"index": weights}),
        Settings(means=Means(outer=power)),
    )
    change = [compose([list(v.values())], recipe, ["X"]).of()["X"] for v in (before, now)]
    parts = contributions(before, now, weights, power=power)
    assert sum(parts.values()) == pytest.approx(change[1] - change[0], abs=1e-8)
    assert all((part > 0) == (now[code] > before[code]) for code, part in parts.items() if abs(part) > 1e-9)


@pytest.mark.parametrize(
    ("now", "power", "said"),
    [
        ({"a": 1, "c": 2}, 0, "b, c: not at both times"),
        ({"a": 0, "b": 2}, 0, "a: a score of zero or below"),
        ({"a": 1, "b": 2}, -1, "a mean of power -1"),
    ],
)
def test_what_does_not_add_up_is_refused(now: dict[str, float], power: float, said: str):
    with pytest.raises(MethodError, match=said):
        contributions({"a": 1, "b": 2}, now, {"a": 0.5, "b": 0.5}, power=power)


def test_places_leave_out_who_has_no_score():
    assert list(places(np.array([[1.0, 2.0, 2.0]]))[0]) == [3, 1, 1]
