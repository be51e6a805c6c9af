"""Regressions under a survey's design: rows computed by R, other routes to the same number, coverage, refusals."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from analysis.errors import MethodError
from analysis.methods.survey import linearised
from analysis.methods.survey.design import SurveyDesign, domain, survey_design
from analysis.methods.survey.regression import Regression, linear, logistic
from analysis.methods.survey.replicated import estimate
from analysis.methods.survey.replicates import jackknife

ORACLES = Path(__file__).parents[1] / "oracles"
ROWS = [
    row
    for row in csv.DictReader((ORACLES / "survey_R.csv").read_text(encoding="utf-8").splitlines())
    if "svyglm" in row["edition"]
]
STRAT = pd.read_csv(ORACLES / "inputs_apistrat.csv")
DSTRAT = survey_design(STRAT["pw"], strata=[STRAT["stype"]], populations=[STRAT["fpc"]])
NAMES = ["constant", "ell", "meals", "mobility"]
PREDICTORS = STRAT[NAMES[1:]].to_numpy(float)
SCORES, WIDE = STRAT["api00"].to_numpy(float), (STRAT["sch.wide"] == "Yes").to_numpy(float)
WEIGHTS = STRAT["pw"].to_numpy(float)


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['edition'].removeprefix('dstrat svyglm ')} {row['quantity']}"
)
def test_a_row_is_reproduced(row: dict[str, str]):
    logit = "logit" in row["edition"]
    fitted = logistic(WIDE, PREDICTORS, DSTRAT) if logit else linear(SCORES, PREDICTORS, DSTRAT)
    found = fitted.estimates()[NAMES.index(row["quantity"])]
    # eight significant digits are printed: half a unit of the eighth is at most 5e-8 of the number. R's logistic stops
    # once the deviance changes by 1e-8 of itself, and takes its standard errors from the weights before the last step,
    # some 1e-4 of a standard error away; the next test takes them there too and finds all digits
    assert found.value == pytest.approx(float(row["value"]), rel=5e-8)
    assert found.se == pytest.approx(float(row["se_or_aux"]), rel=1e-4 if logit else 5e-8)


def test_the_logistic_rows_come_out_to_the_last_digit_where_r_stopped():
    rows = np.column_stack([np.ones(len(WIDE)), PREDICTORS])
    weights = WEIGHTS / WEIGHTS.mean()

    def deviance(chances: np.ndarray) -> float:
        return float(-2 * weights @ (WIDE * np.log(chances) + (1 - WIDE) * np.log1p(-chances)))

    chances = (weights * WIDE + 0.5) / (weights + 1)
    steps, after, before = np.log(chances / (1 - chances)), deviance(chances), math.inf
    while abs(after - before) / (abs(after) + 0.1) >= 1e-8:
        bend = chances * (1 - chances)
        spread = rows.T @ (rows * (weights * bend)[:, None])
        found = np.linalg.solve(spread, rows.T @ (weights * bend * (steps + (WIDE - chances) / bend)))
        steps = rows @ found
        chances = expit(steps)
        before, after = after, deviance(chances)
    residuals = weights * bend * (WIDE - chances) / (chances * (1 - chances)) / WEIGHTS
    covariance = DSTRAT.covariance((rows * residuals[:, None]) @ np.linalg.inv(spread))
    for row in ROWS:
        if "logit" in row["edition"]:
            place = NAMES.index(row["quantity"])
            assert math.sqrt(covariance[place, place]) == pytest.approx(float(row["se_or_aux"]), rel=5e-8)


def test_all_rows_of_regressions_are_run():
    assert len(ROWS) == 4


# Other routes to the same number


def test_degrees_of_freedom_are_units_less_strata_less_predictors():
    found = linear(SCORES, PREDICTORS, DSTRAT)
    assert found.degrees_of_freedom == 200 - 3 - 4 + 1
    first = found.estimates(confidence=0.9)[0]
    assert (first.ci_high - first.value) / first.se == pytest.approx(1.65274608), "t of 194 degrees at 95 %"
    assert first.n == 200


def test_with_rows_drawn_one_by_one_covariances_are_the_robust_ones_of_statsmodels():
    drawn = survey_design(np.ones(200))
    rows = sm.add_constant(PREDICTORS)
    pairs = [
        (linear(SCORES, PREDICTORS, drawn), sm.OLS(SCORES, rows).fit(cov_type="HC0")),
        (
            logistic(WIDE, PREDICTORS, drawn),
            sm.GLM(WIDE, rows, family=sm.families.Binomial()).fit(tol=1e-12, cov_type="HC0"),
        ),
    ]
    for found, other in pairs:
        assert found.coefficients == pytest.approx(other.params, rel=1e-8)
        # the design's variance divides by n − 1 where HC0 divides by n
        assert found.covariance * 199 / 200 == pytest.approx(other.cov_params(), rel=1e-6)


def test_weighted_coefficients_are_those_of_statsmodels():
    rows = sm.add_constant(PREDICTORS)
    found = sm.WLS(SCORES, rows, weights=WEIGHTS).fit().params
    assert linear(SCORES, PREDICTORS, DSTRAT).coefficients == pytest.approx(found, rel=1e-10)
    found = sm.GLM(WIDE, rows, family=sm.families.Binomial(), freq_weights=WEIGHTS).fit(tol=1e-12).params
    assert logistic(WIDE, PREDICTORS, DSTRAT).coefficients == pytest.approx(found, rel=1e-8)


@pytest.mark.parametrize("method", [linear, logistic])
@given(seed=st.integers(0, 2**32))
def test_whole_weights_are_repeated_rows(method: Callable[..., Regression], seed: int):
    rng = np.random.default_rng(seed)
    counts, places = rng.integers(1, 4, 60), np.arange(60)
    predictors = rng.normal(size=(60, 2))
    outcome = (rng.random(60) < 0.5).astype(float)
    few = method(outcome, predictors, survey_design(counts, units=[places]))
    again = np.repeat(places, counts)
    many = method(outcome[again], predictors[again], survey_design(np.ones(len(again)), units=[again]))
    assert few.coefficients == pytest.approx(many.coefficients, rel=1e-8, abs=1e-10)
    assert few.covariance == pytest.approx(many.covariance, rel=1e-8, abs=1e-10)


def test_a_domain_keeps_its_degrees_of_freedom_and_fits_its_own_rows():
    inside = STRAT["stype"].to_numpy() == "E"
    found = linear(SCORES, PREDICTORS, domain(DSTRAT, inside))
    alone = linear(SCORES[inside], PREDICTORS[inside], survey_design(WEIGHTS[inside]))
    assert found.coefficients == pytest.approx(alone.coefficients, rel=1e-10)
    assert (found.n, found.degrees_of_freedom) == (100, 194)


def test_the_slope_on_a_group_is_the_difference_of_two_means():
    inside, outside = (linearised.ratio(SCORES * part, part, DSTRAT) for part in (WIDE, 1 - WIDE))
    constant, slope = linear(SCORES, WIDE, DSTRAT).estimates()
    assert constant.value == pytest.approx(outside.value) and constant.se**2 == pytest.approx(outside.variance)
    assert slope.value == pytest.approx(inside.value - outside.value)
    assert slope.se**2 == pytest.approx(DSTRAT.covariance(inside.influence - outside.influence)[0, 0])


def test_the_logistic_constant_and_slope_are_log_odds_of_two_shares():
    group = (STRAT["stype"] == "E").to_numpy(float)
    inside, outside = (linearised.ratio(WIDE * part, part, DSTRAT) for part in (group, 1 - group))
    constant, slope = logistic(WIDE, group, DSTRAT).estimates()
    odds, others = (share.value / (1 - share.value) for share in (inside, outside))
    assert constant.value == pytest.approx(math.log(others))
    assert slope.value == pytest.approx(math.log(odds / others))
    assert constant.se == pytest.approx(math.sqrt(outside.variance) / (outside.value * (1 - outside.value)))


@pytest.mark.parametrize(("method", "outcome"), [(linear, SCORES), (logistic, WIDE)])
def test_units_and_zero_points_of_predictors_do_not_matter(method: Callable[..., Regression], outcome: np.ndarray):
    found = method(outcome, PREDICTORS, DSTRAT)
    moved = method(outcome, PREDICTORS * [1e-6, 1.0, 1e6] + [0.0, 1e6, 2e9], DSTRAT)
    # a predictor of some 20 that stands at a million keeps ten of sixteen digits
    assert moved.coefficients[1:] * [1e-6, 1.0, 1e6] == pytest.approx(found.coefficients[1:], rel=1e-7)
    errors = np.sqrt(np.diag(found.covariance))[1:]
    assert np.sqrt(np.diag(moved.covariance))[1:] * [1e-6, 1.0, 1e6] == pytest.approx(errors, rel=1e-7)


def test_standard_errors_are_near_those_of_the_jackknife():
    rng = np.random.default_rng(8)
    unit = np.repeat(np.arange(400), 3)
    predictor = rng.normal(size=400)[unit] + rng.normal(size=1200)
    drawn = survey_design(rng.uniform(1, 3, 1200), units=[unit], strata=[unit // 100])
    replicates = jackknife(drawn)
    outcomes = {
        linear: predictor + rng.normal(size=1200),
        logistic: (rng.random(1200) < expit(predictor)).astype(float),
    }
    for method, outcome in outcomes.items():

        def coefficients(weights: np.ndarray, method=method, outcome=outcome) -> np.ndarray:
            return method(outcome, predictor, replace(drawn, weights=weights)).coefficients

        replicated = estimate(coefficients, drawn, replicates)
        for one, other in zip(method(outcome, predictor, drawn).estimates(), replicated, strict=True):
            assert one.value == pytest.approx(other.value, rel=1e-9)
            assert one.se == pytest.approx(other.se, rel=0.02), "equal up to terms of one over 400 units"


def test_an_outcome_on_the_line_has_no_error():
    drawn = survey_design([1.0, 2.0, 1.0, 3.0])
    found = linear([1, 3, 5, 7], [0, 1, 2, 3], drawn)
    assert found.coefficients == pytest.approx([1, 2]) and found.covariance == pytest.approx(0, abs=1e-25)


def test_a_rare_outcome_and_a_steep_slope_converge():
    rng = np.random.default_rng(4)
    steep = rng.normal(size=20_000)
    outcome = (rng.random(20_000) < expit(-9 + 6 * steep)).astype(float)
    (constant, slope) = logistic(outcome, steep, survey_design(np.ones(20_000))).estimates()
    assert constant.ci_low < -9 < constant.ci_high and slope.ci_low < 6 < slope.ci_high


# Coverage


@pytest.mark.parametrize("method", [linear, logistic])
def test_intervals_hold_the_truth_as_often_as_they_say(method: Callable[..., Regression]):
    rng = np.random.default_rng(17)
    strata, units, rows = 8, 6, 12
    unit = np.repeat(np.arange(strata * units), rows)
    stratum = unit // units
    held, samples = 0, 600
    for _ in range(samples):
        slope = 0.8
        predictor = 0.5 * rng.normal(size=strata * units)[unit] + rng.normal(size=len(unit))
        weights = rng.uniform(1, 4, len(unit)) * (1 + stratum % 2)
        if method is linear:
            noise = 0.7 * rng.normal(size=strata * units)[unit] + rng.normal(size=len(unit)) * (1 + abs(predictor) / 2)
            outcome = stratum / 4 + slope * predictor + noise
        else:
            # one draw serves half of a unit's rows, so that rows of a unit are alike and yet follow the model
            chance = rng.random(len(unit))
            shared = rng.random(strata * units)[unit]
            outcome = (np.where(np.arange(len(unit)) % 2, chance, shared) < expit(-0.5 + slope * predictor)).astype(
                float
            )
        found = method(outcome, predictor, survey_design(weights, units=[unit], strata=[stratum])).estimates()[1]
        held += found.ci_low <= slope <= found.ci_high
    # the simulation's own error is √(0.95 · 0.05 / 600) = 0.9 points
    assert held / samples == pytest.approx(0.95, abs=0.03)


# What cannot be done


def drawn(rows: int) -> SurveyDesign:
    return survey_design(np.ones(rows))


BAD: dict[str, tuple[Callable[[], object], str]] = {
    "collinear predictors": (
        lambda: linear([1, 2, 3, 5], [[1, 2], [2, 4], [3, 6], [5, 10]], drawn(4)),
        "2 predictors of which 1 are independent",
    ),
    "marks of all groups": (
        lambda: logistic([0, 1, 0, 1], [[1, 0], [1, 0], [0, 1], [0, 1]], drawn(4)),
        "2 predictors of which 1 are independent",
    ),
    "as many predictors as rows": (
        lambda: linear([1, 2, 4], np.eye(3), drawn(3)),
        "3 predictors of which 2 are independent",
    ),
    "a constant predictor": (
        lambda: linear([1, 2, 3], [[1, 0.1], [2, 0.1], [4, 0.1]], drawn(3)),
        "1 of 2 predictors with a single value",
    ),
    "a predictor that is constant in the domain": (
        lambda: linear([1, 2, 3], [1, 1, 5], domain(drawn(3), [True, True, False])),
        "1 of 1 predictors with a single value",
    ),
    "an outcome of two": (lambda: logistic([0, 1, 2], [1, 2, 3], drawn(3)), r"neither 0 nor 1 \(row 2\)"),
    "one outcome only": (
        lambda: logistic([1, 1, 1], [1, 2, 3], drawn(3)),
        "one and the same outcome in all 3 rows that count",
    ),
    "one outcome only in the domain": (
        lambda: logistic([1, 1, 0], [1, 2, 3], domain(drawn(3), [True, True, False])),
        "one and the same outcome in all 2 rows that count",
    ),
    "complete separation": (
        lambda: logistic([0, 0, 0, 1, 1], [1, 2, 3, 4, 9], drawn(5)),
        "still grow after 30 steps",
    ),
    "separation by two predictors together": (
        lambda: logistic([0, 0, 1, 1, 0, 1], [[1, 3], [2, 5], [3, 2], [4, 3], [3, 4], [1, 0]], drawn(6)),
        "still grow after 30 steps",
    ),
    "separation but for ties": (
        lambda: logistic([0, 0, 1, 0, 1, 1], [1, 2, 3, 3, 4, 5], drawn(6)),
        "still grow after 30 steps",
    ),
    "a group in which all say yes": (
        lambda: logistic([0, 1, 1, 1, 0], [0, 0, 1, 1, 0], drawn(5)),
        "still grow after 30 steps",
    ),
    "a missing outcome": (lambda: linear([1, math.nan, 3], [1, 2, 4], drawn(3)), "outcomes: row 1 is missing"),
    "a missing predictor": (lambda: linear([1, 2, 3], [1, 2, math.nan], drawn(3)), "predictors: row 2 is missing"),
    "outcomes of other rows": (lambda: linear([1, 2], [1, 2, 4], drawn(3)), "2 outcomes for 3 rows"),
    "predictors of other rows": (lambda: linear([1, 2, 3], [1, 2], drawn(3)), "2 predictors for 3 rows"),
    "no degrees of freedom": (
        lambda: linear([1, 2, 4], [[1, 0], [2, 5], [4, 1]], drawn(3)).estimates(),
        "0 degrees of freedom for 3 parameters",
    ),
    "a confidence of 95": (
        lambda: linear([1, 2, 3, 5], [1, 2, 4, 4], drawn(4)).estimates(confidence=95),
        "a confidence of 95",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_done_is_said(name: str):
    call, what = BAD[name]
    with pytest.raises(MethodError, match=what):
        call()
