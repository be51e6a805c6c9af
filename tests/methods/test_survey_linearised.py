"""Design-based estimates: R's numbers, what must hold of any sample, what is refused, and how often intervals hold."""

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
from analysis.methods.results import Estimate
from analysis.methods.survey.design import Lonely, SurveyDesign, domain, survey_design
from analysis.methods.survey.intervals import korn_graubard, logit
from analysis.methods.survey.linearised import mean, quantile, ratio, srs_variance, total

ORACLES = Path(__file__).parents[1] / "oracles"

ELSEWHERE = ("JKn", "subbootstrap", "BRR", "Fay", "postStratify", "rake", "calibrate", "svyglm")
"""Rows of other parts of the room, which their own tests run."""


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(ORACLES / f"inputs_{name}.csv")


def designs() -> dict[str, tuple[pd.DataFrame, SurveyDesign]]:
    simple, strata, one, two = (table(f"api{name}") for name in ("srs", "strat", "clus1", "clus2"))
    return {
        "dsrs": (simple, survey_design(populations=[simple["fpc"]])),
        "dstrat": (strata, survey_design(strata["pw"], strata=[strata["stype"]], populations=[strata["fpc"]])),
        "dstrat without fpc": (strata, survey_design(strata["pw"], strata=[strata["stype"]])),
        "dclus1": (one, survey_design(one["pw"], units=[one["dnum"]], populations=[one["fpc"]])),
        "dclus2": (two, survey_design(units=[two["dnum"], two["snum"]], populations=[two["fpc1"], two["fpc2"]])),
        "dclus2wr": (two, survey_design(two["pw"], units=[two["dnum"]])),
    }


DESIGNS = designs()


def rows() -> list[dict[str, str]]:
    with (ORACLES / "survey_R.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if not any(word in row["edition"] for word in ELSEWHERE)]


def found(edition: str, quantity: str) -> tuple[float, float | None, float | None]:
    """Value, standard error and design effect of a row of R's, in its words."""
    data, design = DESIGNS[edition]
    wide = (data["sch.wide"] == "Yes").to_numpy(float)
    kind, _, rest = quantity.partition(" ")
    if kind == "quantile":
        one = quantile(data["api00"], float(rest), design)
        return one.value, one.se, None
    if "CI" in quantity:
        interval = (logit if kind == "logit" else korn_graubard)(mean(wide, design))
        return interval.ci_low if quantity.endswith("lo") else interval.ci_high, None, None
    if kind == "Kish":
        weights = design.weights
        return len(weights) * float(weights @ weights) / float(weights.sum()) ** 2, None, None
    if kind == "domain":
        linear = mean(data["api00"], domain(design, data["stype"] == rest[-1]))
    else:
        linear = {
            "mean": lambda: mean(data["api00"], design),
            "ratio": lambda: ratio(data["api.stu"], data["enroll"].fillna(0), domain(design, data["enroll"].notna())),
            "total": lambda: total(data["enroll"].fillna(0), design),
            "prop": lambda: mean(wide, design),
        }[kind]()
    srs = srs_variance(data["api00"], design) if quantity == "mean api00" else None
    estimate = linear.estimate(srs=srs)
    return estimate.value, estimate.se, estimate.deff


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['edition']} {row['quantity']}")
def test_r_gives_the_same_to_eight_digits(row: dict[str, str]) -> None:
    """R prints eight digits, so half a unit of the eighth is the tolerance."""
    value, se, deff = found(row["edition"], row["quantity"])
    assert value == pytest.approx(float(row["value"]), rel=1e-7)
    if row["se_or_aux"]:
        assert se == pytest.approx(float(row["se_or_aux"]), rel=1e-7)
    if row["note"].startswith("deff"):
        assert deff == pytest.approx(float(row["note"].split()[1]), rel=1e-5)


def test_a_changed_number_of_r_would_be_noticed() -> None:
    value, se, _ = found("dclus1", "mean api00")
    assert value != pytest.approx(644.1695, rel=1e-7) and se != pytest.approx(23.542251, rel=1e-7)


SAMPLES = st.integers(0, 10_000).map(lambda seed: sampled(np.random.default_rng(seed)))


def sampled(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Values, weights, strata and units of a small sample: two strata, three units in each, four rows in each unit."""
    unit = np.arange(24) // 4
    return rng.integers(0, 20, 24).astype(float), rng.integers(1, 5, 24).astype(float), unit // 3, unit


@given(SAMPLES)
def test_whole_weights_are_repeated_rows_where_units_are_kept(sample: tuple[np.ndarray, ...]) -> None:
    values, weights, strata, unit = sample
    times = weights.astype(int)
    one = mean(values, survey_design(weights, units=[unit], strata=[strata]))
    many = mean(
        np.repeat(values, times),
        survey_design(np.ones(times.sum()), units=[np.repeat(unit, times)], strata=[np.repeat(strata, times)]),
    )
    assert one.value == pytest.approx(many.value) and one.variance == pytest.approx(many.variance)


@given(SAMPLES)
def test_equal_weights_and_no_design_are_the_textbook_mean(sample: tuple[np.ndarray, ...]) -> None:
    values = sample[0]
    found = mean(values, survey_design(np.full(24, 3.0)))
    assert found.value == pytest.approx(values.mean())
    assert found.variance == pytest.approx(values.var(ddof=1) / 24)


@given(SAMPLES, st.floats(0.1, 50))
def test_the_scale_of_the_weights_changes_no_mean(sample: tuple[np.ndarray, ...], factor: float) -> None:
    values, weights, strata, unit = sample
    one, other = (mean(values, survey_design(w, units=[unit], strata=[strata])) for w in (weights, weights * factor))
    assert one.value == pytest.approx(other.value) and one.variance == pytest.approx(other.variance)


@given(SAMPLES)
def test_labels_used_again_in_other_strata_are_told_apart(sample: tuple[np.ndarray, ...]) -> None:
    values, weights, strata, unit = sample
    apart = mean(values, survey_design(weights, units=[unit], strata=[strata]))
    again = mean(values, survey_design(weights, units=[unit % 3], strata=[strata], reused=True))
    assert again.variance == pytest.approx(apart.variance)


@given(SAMPLES)
def test_a_domain_and_the_rest_make_the_whole(sample: tuple[np.ndarray, ...]) -> None:
    values, weights, strata, unit = sample
    design = survey_design(weights, units=[unit], strata=[strata])
    inside = np.arange(24) % 3 == 0
    parts = [total(values, domain(design, marks)).value for marks in (inside, ~inside)]
    assert sum(parts) == pytest.approx(total(values, design).value)
    assert domain(design, inside).degrees_of_freedom == design.degrees_of_freedom


def test_a_stage_drawn_whole_adds_no_variance() -> None:
    values = [1.0, 5.0, 2.0, 8.0]
    drawn = survey_design(units=[[0, 0, 1, 1], [0, 1, 2, 3]], populations=[[2] * 4, [2] * 4])
    assert mean(values, drawn).variance == 0


def test_what_one_unit_in_a_stratum_adds_is_chosen() -> None:
    values, strata = [1.0, 2.0, 3.0, 10.0], ["a", "a", "a", "b"]
    certain, centred = (mean(values, survey_design([1.0] * 4, strata=[strata], lonely=one)).variance
                        for one in (Lonely.CERTAIN, Lonely.CENTRE))  # fmt: skip
    assert certain < centred


ONES = [1.0] * 4
BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: survey_design([1.0, -2.0]), r"a negative weight \(row 1\); rule: no weight below zero"),
    (lambda: survey_design([1.0, float("nan")]), "row 1 is missing"),
    (lambda: survey_design([0.0, 0.0]), "2 weights of zero"),
    (lambda: survey_design(), "columns of no rows"),
    (lambda: survey_design(ONES, units=[[1, 2]]), "columns of 2, 4 rows"),
    (lambda: survey_design(units=[[1, 2, 3]]), "neither weights nor the population of every stage"),
    (
        lambda: survey_design(ONES, units=[[1, 1, 2, 3]], strata=[["a", "b", "a", "b"]]),
        r"a unit of stage 1 in two strata \(row 0\); rule: every unit lies in one stratum; remedy: .* reused",
    ),
    (
        lambda: survey_design(ONES, units=[[1, 2, 3, 3]], strata=[["a", "a", "b", "b"]]),
        "1 of 2 strata of stage 1 with one unit; rule: two or more",
    ),
    (lambda: survey_design(ONES, populations=[[3] * 4]), "4 units drawn from 3; rule: no more than there are"),
    (lambda: survey_design(ONES, populations=[[5, 5, 6, 5]]), r"two populations in one stratum of stage 1 \(row 2\)"),
    (lambda: domain(survey_design(ONES), [False] * 4), "an empty domain; rule: one row or more"),
    (lambda: domain(survey_design(ONES), [True]), "1 marks for 4 rows"),
    (lambda: mean([1, 2, float("nan"), 4], survey_design(ONES)), "row 2 is missing"),
    (lambda: ratio(ONES, [0.0] * 4, survey_design(ONES)), "a denominator that sums to zero"),
    (lambda: quantile(ONES, 1.0, survey_design(ONES)), "the quantile at 1; rule: between 0 and 1"),
    (lambda: logit(mean([0.0] * 4, survey_design(ONES))), "remedy: take the Korn–Graubard interval"),
    (lambda: korn_graubard(mean([3.0] * 4, survey_design(ONES))), "a share of 3"),
    (lambda: logit(mean([1, 0, 1, 0], survey_design(ONES, units=[[1, 1, 2, 2]], strata=[["a", "a", "b", "b"]],
                                                    lonely=Lonely.CERTAIN))), "0 degrees of freedom"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_what_cannot_be_right_is_refused(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(MethodError, match=said):
        ask()


def test_no_message_quotes_a_label_of_the_sample() -> None:
    with pytest.raises(MethodError) as caught:
        survey_design(ONES, units=[["Nərgiz", "Nərgiz", "b", "c"]], strata=[["x", "Qazax", "x", "Qazax"]])
    assert "Nərgiz" not in str(caught.value) and "Qazax" not in str(caught.value)


def population(rng: np.random.Generator) -> pd.DataFrame:
    """2 strata of 60 villages of 40 people; villages differ, and the second stratum is asked four times as often."""
    village = np.repeat(np.arange(120), 40)
    stratum = (village >= 60).astype(int)
    chance = np.clip(rng.normal(0.3, 0.12, 120), 0.02, 0.9)[village] + 0.1 * stratum
    return pd.DataFrame({"village": village, "stratum": stratum, "yes": (rng.random(4800) < chance).astype(float)})


def drawn(people: pd.DataFrame, rng: np.random.Generator) -> tuple[np.ndarray, SurveyDesign]:
    """6 villages of the first stratum and 24 of the second, 10 people in each."""
    chosen = np.concatenate([rng.choice(60, 6, replace=False), 60 + rng.choice(60, 24, replace=False)])
    index = np.concatenate([village * 40 + rng.choice(40, 10, replace=False) for village in chosen])
    rows = people.iloc[index]
    villages = np.where(rows["stratum"] == 0, 6, 24)
    weights = 60 / villages * 4
    populations = [np.full(len(rows), 60.0), np.full(len(rows), 40.0)]
    design = survey_design(weights, units=[rows["village"], index], strata=[rows["stratum"]], populations=populations)
    return rows["yes"].to_numpy(), design


@pytest.mark.parametrize("interval", [logit, korn_graubard], ids=["logit", "Korn–Graubard"])
def test_ninety_five_of_a_hundred_intervals_hold_the_share(interval: Callable[..., Estimate]) -> None:
    """600 samples under strata, two stages and unequal weights: the error of the coverage is 0.9 points.

    Korn and Graubard's interval is meant to hold at least as often as it says.
    """
    rng = np.random.default_rng(11)
    people = population(rng)
    truth, held = people["yes"].mean(), []
    for _ in range(600):
        values, design = drawn(people, rng)
        one = interval(mean(values, design))
        held.append(one.ci_low <= truth <= one.ci_high)
    assert 0.92 <= np.mean(held) <= (0.98 if interval is logit else 1.0)


def test_the_standard_error_is_the_spread_of_the_estimates() -> None:
    rng = np.random.default_rng(5)
    people = population(rng)
    estimates = [mean(*drawn(people, rng)).estimate() for _ in range(600)]
    spread = np.std([one.value for one in estimates])
    assert np.sqrt(np.mean([one.se**2 for one in estimates])) == pytest.approx(spread, rel=0.1)
