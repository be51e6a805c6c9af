"""Calibrated weights: R's numbers, what must hold of any sample, what is refused, and whether the variance is right."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MethodError
from analysis.methods.survey.calibration import Distance, calibrate
from analysis.methods.survey.design import SurveyDesign, domain, survey_design
from analysis.methods.survey.linearised import mean, total
from analysis.methods.survey.raking import poststratify, rake

ORACLES = Path(__file__).parents[1] / "oracles"
SCHOOLS = pd.read_csv(ORACLES / "inputs_apiclus1.csv")
DRAWN = survey_design(SCHOOLS["pw"], units=[SCHOOLS["dnum"]], populations=[SCHOOLS["fpc"]])

STYPE = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}
MARGINS = [(SCHOOLS["stype"], STYPE), (SCHOOLS["sch.wide"], WIDE)]
AUXILIARIES = np.column_stack([np.ones(183), SCHOOLS["stype"] == "H", SCHOOLS["stype"] == "M", SCHOOLS["api99"]])
TOTALS = [6194, 755, 1018, 3914069]
"""All of the population's schools, as R's `apipop` has them."""

R_STOPS = 1e-4
"""R's `rake` stops once no cell changes by a school, which it does after four rounds; so does this tolerance."""

BY_EDITION: dict[str, Callable[[], SurveyDesign]] = {
    "dclus1 postStratify stype": lambda: poststratify(DRAWN, SCHOOLS["stype"], STYPE),
    "dclus1 rake stype,sch.wide": lambda: rake(DRAWN, MARGINS, tolerance=R_STOPS),
    "dclus1 rake": lambda: rake(DRAWN, MARGINS, tolerance=R_STOPS),
    "dclus1 calibrate linear stype+api99": lambda: calibrate(DRAWN, AUXILIARIES, TOTALS),
    "dclus1 calibrate raking stype+api99": lambda: calibrate(DRAWN, AUXILIARIES, TOTALS, distance="raking"),
    # the bounds are not in the file: of some twenty usual ones these alone give its numbers
    "dclus1 calibrate logit stype+api99": lambda: calibrate(
        DRAWN, AUXILIARIES, TOTALS, distance="logit", bounds=(0.5, 2)
    ),
}


def rows() -> list[dict[str, str]]:
    with (ORACLES / "survey_R.csv").open(encoding="utf-8") as file:
        words = ("postStratify", "rake", "calibrate")
        return [row for row in csv.DictReader(file) if any(word in row["edition"] for word in words)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['edition']} {row['quantity']}")
def test_r_gives_the_same_to_eight_digits(row: dict[str, str]) -> None:
    design = BY_EDITION[row["edition"]]()
    if row["quantity"] == "weight max":
        assert design.weights.max() == pytest.approx(float(row["value"]), rel=1e-8)
        return
    found = mean(SCHOOLS["api00"], design).estimate()
    assert found.value == pytest.approx(float(row["value"]), rel=1e-8)
    raked = "rake " in row["edition"]  # see the next test
    assert found.se == pytest.approx(float(row["se_or_aux"]), rel=1e-6 if raked else 2e-8)


def test_the_seventh_digit_of_a_raked_error_of_r_is_its_unfinished_weights() -> None:
    """R divides the scores at each margin by the weights as that margin left them, not as the last one did."""
    margins = [(pd.factorize(labels, sort=True)[0], np.array([*sizes.values()], float)) for labels, sizes in MARGINS]
    weights, left = DRAWN.weights, []
    for _ in range(4):
        left = [weights := weights * (sizes / np.bincount(codes, weights))[codes] for codes, sizes in margins]
    values = SCHOOLS["api00"].to_numpy(float)
    scores = weights * (values - np.average(values, weights=weights)) / weights.sum()
    for _ in range(10):
        for (codes, _), at in zip(margins, left, strict=True):
            plain = scores / at
            scores = scores - at * (np.bincount(codes, plain) / np.bincount(codes))[codes]
    assert np.sqrt(DRAWN.covariance(scores / DRAWN.weights)[0, 0]) == pytest.approx(23.703641, rel=2e-8)


def test_a_changed_number_of_r_would_be_noticed() -> None:
    found = mean(SCHOOLS["api00"], BY_EDITION["dclus1 calibrate linear stype+api99"]()).estimate()
    assert found.value != pytest.approx(665.30908, rel=1e-8) and found.se != pytest.approx(3.4417532, rel=1e-8)


# What must hold of any sample

DISTANCES: list[tuple[Distance, tuple[float, float] | None]] = [
    ("linear", None),
    ("linear", (0.3, 3)),
    ("raking", None),
    ("raking", (0.3, 3)),
    ("logit", (0.3, 3)),
]
SAMPLES = st.integers(0, 10_000).map(lambda seed: sampled(np.random.default_rng(seed)))


class Small:
    """60 rows of 12 units in 2 strata with unequal weights: two divisions, a number, an answer, and sizes not far."""

    def __init__(self, rng: np.random.Generator) -> None:
        unit = np.arange(60) // 5
        self.design = survey_design(rng.uniform(1, 5, 60), units=[unit], strata=[unit // 6])
        self.sex = rng.permuted(np.repeat(["m", "w"], 30))
        self.age = rng.permuted(np.repeat(["a", "b", "c"], 20))
        self.number = rng.normal(10, 2, 60)
        self.answer = rng.normal(size=60) + (self.sex == "m") + self.number
        near = self.design.weights * rng.uniform(0.8, 1.25, 60)
        self.sexes = {one: float(near[self.sex == one].sum()) for one in ("m", "w")}
        self.ages = {one: float(near[self.age == one].sum()) for one in ("a", "b", "c")}
        self.margins = [(self.sex, self.sexes), (self.age, self.ages)]
        self.auxiliaries = np.column_stack([np.ones(60), self.sex == "m", self.number])
        self.totals = near @ self.auxiliaries

    def sums(self, labels: np.ndarray, sizes: dict[str, float], design: SurveyDesign) -> dict[str, float]:
        return {one: float(design.weights[labels == one].sum()) for one in sizes}


def sampled(rng: np.random.Generator) -> Small:
    return Small(rng)


@given(SAMPLES, st.sampled_from([None, (0.5, 2.0)]))
def test_raked_weights_reproduce_the_margins(small: Small, bounds: tuple[float, float] | None) -> None:
    found = rake(small.design, small.margins, tolerance=1e-9, bounds=bounds)
    for labels, sizes in small.margins:
        assert small.sums(labels, sizes, found) == pytest.approx(sizes, rel=1e-9)


@given(SAMPLES)
def test_calibrated_weights_reproduce_the_totals(small: Small) -> None:
    for distance, bounds in DISTANCES:
        found = calibrate(small.design, small.auxiliaries, small.totals, distance=distance, bounds=bounds)
        assert found.weights @ small.auxiliaries == pytest.approx(small.totals, rel=1e-8)
        if bounds:
            ratios = found.weights / small.design.weights
            assert bounds[0] - 1e-12 <= ratios.min() and ratios.max() <= bounds[1] + 1e-12


@given(SAMPLES)
def test_a_known_total_has_no_variance(small: Small) -> None:
    for distance, bounds in DISTANCES:
        found = calibrate(small.design, small.auxiliaries, small.totals, distance=distance, bounds=bounds)
        drawn = total(small.number, small.design).variance
        assert total(small.number, found).variance == pytest.approx(0, abs=1e-18 * drawn + 1e-15)
    raked = rake(small.design, small.margins)
    for labels, sizes in small.margins:
        for one in sizes:
            assert total((labels == one).astype(float), raked).variance == pytest.approx(0, abs=1e-15)


@given(SAMPLES)
def test_totals_already_met_change_no_weight(small: Small) -> None:
    met = small.design.weights @ small.auxiliaries
    for distance, bounds in DISTANCES:
        found = calibrate(small.design, small.auxiliaries, met, distance=distance, bounds=bounds)
        assert found.weights == pytest.approx(small.design.weights, rel=1e-12)
    sizes = small.sums(small.sex, small.sexes, small.design)
    assert rake(small.design, [(small.sex, sizes)]).weights == pytest.approx(small.design.weights, rel=1e-12)


@given(SAMPLES)
def test_poststratification_is_raking_on_one_margin_and_calibration_on_its_dummies(small: Small) -> None:
    one = poststratify(small.design, small.age, small.ages)
    dummies = np.column_stack([small.age == label for label in small.ages])
    others = [rake(small.design, [(small.age, small.ages)])]
    others += [
        calibrate(small.design, dummies, [*small.ages.values()], distance=distance, bounds=bounds)
        for distance, bounds in DISTANCES
    ]
    for other in others:
        assert other.weights == pytest.approx(one.weights)
        assert mean(small.answer, other).variance == pytest.approx(mean(small.answer, one).variance)


@given(SAMPLES)
def test_raking_by_turns_is_calibration_with_the_distance_of_raking(small: Small) -> None:
    by_turns = rake(small.design, small.margins, tolerance=1e-12)
    dummies = [labels == label for labels, sizes in small.margins for label in sizes]
    sizes = [size for _, sizes in small.margins for size in sizes.values()]
    at_once = calibrate(small.design, np.column_stack(dummies), sizes, distance="raking")
    assert by_turns.weights == pytest.approx(at_once.weights, rel=1e-9)
    assert mean(small.answer, by_turns).variance == pytest.approx(mean(small.answer, at_once).variance)


@given(SAMPLES)
def test_the_regression_estimator_is_linear_calibration(small: Small) -> None:
    weights, x = small.design.weights, small.auxiliaries
    slopes = np.linalg.solve(x.T @ (x * weights[:, None]), x.T @ (weights * small.answer))
    found = total(small.answer, calibrate(small.design, x, small.totals))
    assert found.value == pytest.approx(small.totals @ slopes + weights @ (small.answer - x @ slopes))


@given(SAMPLES)
def test_the_variance_of_a_domain_is_that_of_the_answer_set_to_zero_outside(small: Small) -> None:
    raked = rake(small.design, small.margins)
    inside = small.number > 10
    parted = total(small.answer, domain(raked, inside))
    whole = total(np.where(inside, small.answer, 0.0), raked)
    assert parted.value == pytest.approx(whole.value) and parted.variance == pytest.approx(whole.variance)


@given(SAMPLES)
def test_a_second_calibration_keeps_what_the_first_explained(small: Small) -> None:
    """Where the first totals are met already, calibrating again on the same changes neither weights nor variance."""
    once = calibrate(small.design, small.auxiliaries, small.totals)
    twice = calibrate(once, small.auxiliaries, small.totals)
    assert len(twice.projections) == 2 and twice.weights == pytest.approx(once.weights)
    first = poststratify(small.design, small.age, small.ages)
    second = poststratify(first, small.sex, small.sexes)
    assert total((small.sex == "m").astype(float), second).variance == pytest.approx(0, abs=1e-15)


def test_rows_without_a_weight_need_no_size_and_stay_so() -> None:
    design = survey_design([1.0, 1.0, 0.0, 2.0])
    found = poststratify(design, ["a", "b", "c", "b"], {"a": 4, "b": 6})
    assert found.weights.tolist() == [4.0, 2.0, 0.0, 4.0]
    linear = calibrate(design, [[1.0], [1.0], [9.0], [1.0]], [8.0], distance="raking")
    assert linear.weights == pytest.approx([2, 2, 0, 4])
    assert np.isfinite(mean([1, 2, 3, 4], found).variance)


def test_auxiliaries_that_depend_on_each_other_do_no_harm_where_their_totals_agree() -> None:
    twice = np.column_stack([AUXILIARIES, SCHOOLS["stype"] == "E"])
    one, other = calibrate(DRAWN, AUXILIARIES, TOTALS), calibrate(DRAWN, twice, [*TOTALS, 4421])
    assert other.weights == pytest.approx(one.weights)
    assert mean(SCHOOLS["api00"], other).variance == pytest.approx(mean(SCHOOLS["api00"], one).variance)


def test_raking_within_bounds_holds_both_where_raking_alone_breaks_them() -> None:
    free, held = rake(DRAWN, MARGINS), rake(DRAWN, MARGINS, bounds=(0.85, 1.9))
    assert (free.weights / DRAWN.weights).max() > 1.95
    assert (held.weights / DRAWN.weights).max() <= 1.9
    assert held.weights[SCHOOLS["sch.wide"] == "No"].sum() == pytest.approx(1072, rel=1e-6)


# What cannot be right

FOUR = survey_design([1.0] * 4)
SEX = ["Nərgiz", "Nərgiz", "Qazax", "Qazax"]
SIZES = {"Nərgiz": 3, "Qazax": 5}
ONES = [[1.0]] * 4
CROSSED = [[1.0, 0.0], [0.0, 1.0]] * 2
BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: poststratify(FOUR, SEX, {"Nərgiz": 3}), r"margin 1: 1 of 2 labels without a size \(row 2\)"),
    (lambda: poststratify(FOUR, SEX, SIZES | {"x": 1}), "margin 1: 1 of 3 groups of which nobody was asked"),
    (lambda: poststratify(FOUR, SEX, {"Nərgiz": 3, "Qazax": 0}), "margin 1: 1 of 2 sizes not above zero"),
    (lambda: poststratify(FOUR, SEX, {"Nərgiz": 3, "Qazax": float("nan")}), "margin 1: 1 of 2 sizes not above zero"),
    (lambda: poststratify(FOUR, [*SEX[:3], None], SIZES), "labels of margin 1: row 3 is missing"),
    (lambda: poststratify(FOUR, SEX[:3], SIZES), "3 labels of margin 1 for 4 rows"),
    (lambda: rake(FOUR, []), "no margin; rule: one or more"),
    (
        lambda: rake(FOUR, [(SEX, SIZES), ([1, 2, 1, 2], {1: 4, 2: 5})]),
        "margins 1 and 2 of 8 and 9 people; rule: one population",
    ),
    (
        lambda: rake(FOUR, [(SEX, SIZES), (SEX, {"Nərgiz": 5, "Qazax": 3})]),
        "margins missed by up to 0.67 of a group after 100 rounds; rule: 1e-06 or less; remedy: merge small groups.",
    ),
    (lambda: rake(FOUR, [(SEX, SIZES)], bounds=(3, 0.3)), "bounds from 3 to 0.3; rule: the lower not below zero"),
    (
        lambda: rake(FOUR, [(SEX, SIZES)], bounds=(0.3, 2)),
        "margin 1: a group of 2.5 times its weight in the sample; rule: within the bounds from 0.3 to 2",
    ),
    (
        lambda: rake(survey_design([1.0] * 3), [([1, 1, 2], {1: 2, 2: 1}), ([1, 2, 2], {1: 0.5, 2: 2.5})],
                     bounds=(0.4, 1.4)),
        "remedy: merge small groups or widen the bounds",
    ),
    (lambda: calibrate(FOUR, [1.0] * 4, [4]), r"auxiliaries of shape \(4,\) for 4 rows; rule: rows by columns"),
    (lambda: calibrate(FOUR, ONES[:3], [4]), r"auxiliaries of shape \(3, 1\) for 4 rows"),
    (lambda: calibrate(FOUR, [*ONES[:3], [float("nan")]], [4]), "auxiliaries: row 3 is missing"),
    (lambda: calibrate(FOUR, ONES, [4, 5]), r"2 totals with auxiliaries of shape \(4, 1\); rule: one a column"),
    (lambda: calibrate(FOUR, ONES, [float("nan")]), "totals: row 0 is missing"),
    (
        lambda: calibrate(FOUR, [[1.0, 1.0]] * 4, [4, 5]),
        "totals that contradict each other, with 1 of 2 auxiliaries independent; rule: where",
    ),
    (lambda: calibrate(FOUR, [[0.0]] * 4, [4]), "with 0 of 1 auxiliaries independent"),
    (lambda: calibrate(FOUR, CROSSED, [5, -1]), "2 of 4 calibrated weights below zero; rule: no weight below zero"),
    (lambda: calibrate(FOUR, CROSSED, [5, -1], distance="raking"), "no weights for 2 independent totals; rule"),
    (lambda: calibrate(FOUR, CROSSED, [5, 2], distance="logit", bounds=(0.5, 2)), "remedy: widen the bounds"),
    (lambda: calibrate(FOUR, CROSSED, [5, 2], bounds=(0.5, 2)), "no weights for 2 independent totals"),
    (lambda: calibrate(FOUR, ONES, [4], distance="logit"), "the distance `logit` without bounds"),
    (lambda: calibrate(FOUR, ONES, [4], bounds=(1.2, 2)), "bounds from 1.2 to 2; rule: the lower from zero"),
    (lambda: calibrate(FOUR, ONES, [4], distance="chi"), "an unknown distance; rule: linear, raking or logit"),  # type: ignore[arg-type]
]  # fmt: skip


@pytest.mark.parametrize(("ask", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_what_cannot_be_right_is_refused_without_a_label(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(MethodError, match=said) as caught:
        ask()
    assert "Nərgiz" not in str(caught.value) and "Qazax" not in str(caught.value)


# Whether the variance is right

VILLAGES, SIZE, ASKED = 150, 15, 30


def population(rng: np.random.Generator) -> pd.DataFrame:
    """150 villages of 15 people; villages differ in how many are old, and the old answer otherwise."""
    village = np.repeat(np.arange(VILLAGES), SIZE)
    old = rng.random(VILLAGES * SIZE) < rng.uniform(0.1, 0.7, VILLAGES)[village]
    sex = rng.permuted(np.arange(VILLAGES * SIZE) % 2)
    answer = 3.0 * old + sex + rng.normal(0, 0.4, VILLAGES)[village] + rng.normal(size=VILLAGES * SIZE)
    return pd.DataFrame({"village": village, "old": old.astype(int), "sex": sex, "answer": answer})


PEOPLE = population(np.random.default_rng(3))
COUNTS = {name: PEOPLE[name].value_counts().to_dict() for name in ("old", "sex")}
BY_WAY: dict[str, Callable[[pd.DataFrame, SurveyDesign], SurveyDesign]] = {
    "poststratified": lambda rows, design: poststratify(design, rows["old"], COUNTS["old"]),
    "raked": lambda rows, design: rake(design, [(rows[name], COUNTS[name]) for name in COUNTS]),
    "raked within bounds": lambda rows, design: rake(
        design, [(rows[name], COUNTS[name]) for name in COUNTS], bounds=(0.4, 2.5)
    ),
    "logit": lambda rows, design: calibrate(
        design,
        np.column_stack([np.ones(len(rows)), rows["old"], rows["sex"]]),
        [len(PEOPLE), COUNTS["old"][1], COUNTS["sex"][1]],
        distance="logit",
        bounds=(0.4, 2.5),
    ),
}


@pytest.mark.parametrize("way", BY_WAY)
def test_the_standard_error_is_the_spread_of_calibrated_estimates(way: str) -> None:
    """400 samples of 30 villages: the spread's own error is 3.5 %, and 10 % is three times that.

    Without the projections it would be far too large for the whole, which the last line shows.
    """
    rng = np.random.default_rng(8)
    whole, parts, blind = [], [], []
    for _ in range(400):
        chosen = rng.choice(VILLAGES, ASKED, replace=False)
        rows = PEOPLE.iloc[(chosen[:, None] * SIZE + np.arange(SIZE)).ravel()]
        design = survey_design(units=[rows["village"]], populations=[np.full(len(rows), float(VILLAGES))])
        found = BY_WAY[way](rows, design)
        linear = mean(rows["answer"], found)
        whole.append((linear.value, linear.variance))
        part = mean(rows["answer"], domain(found, rows["sex"] == 1))
        parts.append((part.value, part.variance))
        blind.append(design.covariance(linear.influence)[0, 0])
    for pairs in (whole, parts):
        values, variances = np.array(pairs).T
        assert np.sqrt(variances.mean()) == pytest.approx(values.std(), rel=0.1)
    assert np.sqrt(np.mean(blind)) > 1.5 * np.array(whole)[:, 0].std()
