"""Replicates of a survey's weights: rows computed by R, what equals linearisation, coverage, refusals."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import MethodError
from analysis.methods.results import Estimate
from analysis.methods.survey import linearised
from analysis.methods.survey.design import Lonely, Projection, SurveyDesign, domain, survey_design
from analysis.methods.survey.replicated import estimate, mean_of, ratio_of, total_of
from analysis.methods.survey.replicates import Centre, Replicates, balanced, jackknife, rao_wu

ORACLES = Path(__file__).parents[1] / "oracles"
ROWS = {
    (row["edition"], row["quantity"]): row
    for row in csv.DictReader((ORACLES / "survey_R.csv").read_text(encoding="utf-8").splitlines())
}
STRAT, CLUS1 = (pd.read_csv(ORACLES / f"inputs_{name}.csv") for name in ("apistrat", "apiclus1"))
DSTRAT = survey_design(STRAT["pw"], strata=[STRAT["stype"]], populations=[STRAT["fpc"]])
DCLUS1 = survey_design(CLUS1["pw"], units=[CLUS1["dnum"]], populations=[CLUS1["fpc"]])

# Levy and Lemeshow's survey of cardiac arrests: two ambulances in each of three emergency service areas
AREA, AMBULANCE = [1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2]
ARRESTS, ALIVE = [120, 78, 185, 228, 670, 530], [25, 24, 30, 49, 80, 70]
SCD = survey_design([1.0] * 6, units=[AMBULANCE], strata=[AREA], reused=True)

EXACT: dict[tuple[str, str], Callable[[], tuple[Estimate, ...]]] = {
    ("dstrat JKn", "mean api00"): lambda: mean_of(STRAT["api00"], DSTRAT, jackknife(DSTRAT)),
    ("scd BRR", "ratio alive/arrests"): lambda: ratio_of(ALIVE, ARRESTS, SCD, balanced(SCD)),
    ("scd Fay 0.3", "ratio alive/arrests"): lambda: ratio_of(ALIVE, ARRESTS, SCD, balanced(SCD, fay=0.3)),
}


@pytest.mark.parametrize("key", EXACT, ids=lambda key: key[0])
def test_a_row_is_reproduced(key: tuple[str, str]):
    (found,) = EXACT[key]()
    # eight significant digits are printed: half a unit of the eighth is at most 5e-8 of the number
    assert found.value == pytest.approx(float(ROWS[key]["value"]), rel=5e-8)
    assert found.se == pytest.approx(float(ROWS[key]["se_or_aux"]), rel=5e-8)


def test_the_row_of_rao_and_wus_bootstrap_is_reproduced_within_its_monte_carlo_error():
    row = ROWS["dclus1 subbootstrap R=2000 seed1 (Rao-Wu)", "mean api00"]
    whole = replace(DCLUS1, stages=(replace(DCLUS1.stages[0], left=np.ones(1)),))  # R leaves the population out here
    drawn = rao_wu(whole, 20_000, 1)
    (found,) = mean_of(CLUS1["api00"], whole, drawn)
    assert found.value == pytest.approx(float(row["value"]), rel=5e-8)
    unit, weights = whole.stages[0].unit, whole.weights
    top = np.bincount(unit, weights * CLUS1["api00"])
    means = (drawn.multipliers @ top) / (drawn.multipliers @ np.bincount(unit, weights))
    kurtosis = float(((means - means.mean()) ** 4).mean() / means.var() ** 2)
    # the relative error of a standard deviation of R numbers is √((kurtosis − 1)/4R): R's has 2000, ours ten times more
    error = math.sqrt((kurtosis - 1) / 4 * (1 / 2_000 + 1 / 20_000))
    assert error < 0.02, "or the comparison says little"
    assert found.se == pytest.approx(float(row["se_or_aux"]), rel=3 * error)


# Where replicates are linearisation

numbers = st.integers(-1000, 1000).map(float)
ROUNDING = {"rel": 1e-9, "abs": 1e-9}  # sums of at most a hundred numbers of up to 1000


@given(arrays(float, st.integers(2, 30), elements=numbers), st.integers(1, 3), st.integers(0, 50))
def test_with_equal_weights_and_no_strata_the_jackknife_of_a_mean_is_linearisation(
    values: np.ndarray, rows: int, more: int
):
    units = np.repeat(np.arange(len(values)), rows)
    answers = np.repeat(values, rows) + np.resize([0.0, 5.0], len(units))
    populations = np.full(len(units), len(values) + more)
    drawn = survey_design(np.full(len(units), 3.0), units=[units], populations=[populations])
    if not more:
        with pytest.raises(MethodError, match="nothing varies"):
            jackknife(drawn)
        return
    (found,) = mean_of(answers, drawn, jackknife(drawn))
    exact = linearised.mean(answers, drawn).estimate()
    assert [found.value, found.se] == pytest.approx([exact.value, exact.se], **ROUNDING)


def paired(strata: int, rng: np.random.Generator, *, finite: bool) -> SurveyDesign:
    """Two units a stratum, one to four rows a unit, unequal weights, units numbered without regard to strata."""
    units = np.repeat(rng.permutation(2 * strata), rng.integers(1, 5, 2 * strata))
    populations = [2.0 + units % strata] if finite else []
    return survey_design(rng.random(len(units)) + 0.5, units=[units], strata=[units % strata], populations=populations)


@given(st.integers(1, 20), st.booleans(), st.sampled_from([0.0, 0.3, 0.5]), st.integers(0, 2**32))
def test_balanced_half_samples_of_a_total_are_linearisation(strata: int, finite: bool, fay: float, seed: int):
    rng = np.random.default_rng(seed)
    drawn = paired(strata + 1, rng, finite=finite)
    answers = rng.normal(size=drawn.rows)
    (found,) = total_of(answers, drawn, balanced(drawn, fay))
    exact = linearised.total(answers, drawn).estimate()
    assert [found.value, found.se] == pytest.approx([exact.value, exact.se], **ROUNDING)


@given(st.integers(1, 10), st.booleans(), st.integers(0, 2**32))
def test_the_jackknife_of_a_total_is_linearisation(strata: int, finite: bool, seed: int):
    rng = np.random.default_rng(seed)
    units = np.arange(5 * strata)
    stratum = np.minimum(units // 3, strata - 1)
    populations = [10.0 * strata + stratum] if finite else []
    drawn = survey_design(rng.random(len(units)) + 0.5, units=[units], strata=[stratum], populations=populations)
    answers = rng.normal(size=drawn.rows)
    (found,) = total_of(answers, drawn, jackknife(drawn))
    exact = linearised.total(answers, drawn).estimate()
    assert [found.value, found.se] == pytest.approx([exact.value, exact.se], **ROUNDING)


def test_rao_and_wus_bootstrap_of_a_total_is_linearisation_but_for_its_monte_carlo_error():
    (found,) = total_of(STRAT["enroll"], DSTRAT, rao_wu(DSTRAT, 10_000, 2))
    exact = linearised.total(STRAT["enroll"], DSTRAT).estimate()
    assert found.se == pytest.approx(exact.se, rel=3 / math.sqrt(2 * 10_000)), "near a normal distribution, 1/√(2R)"


# What must not matter, and what must


@given(st.data(), st.integers(2, 12))
def test_whole_weights_are_repeated_rows(data: st.DataObject, rows: int):
    counts = data.draw(arrays(int, rows, elements=st.integers(1, 4)))
    values = data.draw(arrays(float, rows, elements=numbers))
    over = np.resize([1.0, 3.0, 2.0], rows)
    units = np.arange(rows)
    few = survey_design(counts, units=[units])
    many = survey_design(np.ones(counts.sum()), units=[np.repeat(units, counts)])
    repeated = np.repeat(values, counts), np.repeat(over, counts)
    pairs = [
        (total_of(values, few, jackknife(few)), total_of(repeated[0], many, jackknife(many))),
        (mean_of(values, few, jackknife(few)), mean_of(repeated[0], many, jackknife(many))),
        (ratio_of(values, over, few, jackknife(few)), ratio_of(*repeated, many, jackknife(many))),
    ]
    for (one,), (other,) in pairs:
        assert [one.value, one.se] == pytest.approx([other.value, other.se], **ROUNDING)


def test_many_domains_at_once_are_each_domain_by_itself():
    kinds = ["E", "H", "M"]
    marks = np.column_stack([STRAT["stype"] == kind for kind in kinds]).astype(float)
    replicates = rao_wu(DSTRAT, 200, 3)
    answers = STRAT["api00"].to_numpy(float)
    together = ratio_of(marks * answers[:, None], marks, DSTRAT, replicates)
    for found, mark in zip(together, marks.T, strict=True):
        (alone,) = mean_of(answers, domain(DSTRAT, mark > 0), replicates)
        assert [found.value, found.se, found.n] == pytest.approx([alone.value, alone.se, alone.n], rel=1e-12)
    assert [found.n for found in together] == [100, 50, 50]


def test_one_denominator_serves_all_values_and_one_value_all_denominators():
    pairs = np.column_stack([ALIVE, ARRESTS])
    replicates = jackknife(SCD)
    assert ratio_of(pairs, ARRESTS, SCD, replicates) == (
        *ratio_of(ALIVE, ARRESTS, SCD, replicates),
        *ratio_of(ARRESTS, ARRESTS, SCD, replicates),
    )
    assert len(ratio_of(ALIVE, pairs, SCD, replicates)) == 2


def test_any_statistic_of_weights_gives_what_totals_give():
    values = CLUS1[["api00", "api99"]].to_numpy(float)
    replicates = jackknife(DCLUS1)
    found = estimate(lambda weights: weights @ values / weights.sum(), DCLUS1, replicates)
    for one, other in zip(found, mean_of(values, DCLUS1, replicates), strict=True):
        assert [one.value, one.se, one.n] == pytest.approx([other.value, other.se, other.n])


def test_replicates_around_the_samples_estimate_are_never_closer():
    replicates = balanced(SCD)
    (own,), (sample,) = (
        ratio_of(ALIVE, ARRESTS, SCD, replace(replicates, centre=centre))
        for centre in (Centre.REPLICATES, Centre.SAMPLE)
    )
    assert sample.se > own.se and sample.value == own.value


def test_the_interval_is_t_with_the_designs_degrees_of_freedom():
    (found,) = ratio_of(ALIVE, ARRESTS, SCD, balanced(SCD), confidence=0.9)
    assert (found.ci_high - found.value) / found.se == pytest.approx(2.353363, abs=1e-6), "t of 3 degrees at 95 %"


def test_replicates_are_of_units_and_not_of_rows():
    drawn = survey_design(np.ones(3000), units=[np.arange(3000) % 20])
    assert rao_wu(drawn, 100, 1).multipliers.shape == (100, 20)
    assert jackknife(drawn).multipliers.shape == (20, 20)


def test_a_seed_gives_the_same_replicates_as_its_generator():
    first, again = rao_wu(DSTRAT, 100, 5), rao_wu(DSTRAT, 100, np.random.default_rng(5))
    assert (first.multipliers == again.multipliers).all()
    assert (first.multipliers != rao_wu(DSTRAT, 100, 6).multipliers).any()


@pytest.mark.parametrize("fay", [0.0, 0.3])
@pytest.mark.parametrize("strata", [1, 3, 4, 9])
def test_half_samples_are_balanced(strata: int, fay: float):
    found = balanced(paired(strata, np.random.default_rng(1), finite=False), fay)
    apart = found.multipliers - 1
    assert apart.sum(axis=0) == pytest.approx(np.zeros(2 * strata), abs=1e-12), "each unit in half of all"
    products = found.scales[0] * apart.T @ apart
    expected = np.eye(2 * strata)
    own = np.abs(products) > 1e-12
    assert (own.sum(axis=0) == 2).all() and np.abs(products)[own] == pytest.approx(1), "no stratum goes with another"
    assert np.diag(products) == pytest.approx(np.diag(expected))


def test_strata_that_were_taken_whole_or_are_certain_vary_in_no_replicate():
    populations, strata = [2, 2, 9, 9, 9, 30], [1, 1, 2, 2, 2, 3]
    drawn = survey_design(
        [1.0] * 6, units=[range(6)], strata=[strata], populations=[populations], lonely=Lonely.CERTAIN
    )
    for replicates in (jackknife(drawn), rao_wu(drawn, 100, 1)):
        assert (replicates.multipliers[:, [0, 1, 5]] == 1).all()
        assert (replicates.multipliers[:, 2:5] != 1).any()
    (found,) = total_of(range(6), drawn, jackknife(drawn))
    assert found.se == pytest.approx(linearised.total(range(6), drawn).estimate().se)


def test_with_later_stages_the_first_is_taken_as_drawn_with_replacement():
    inputs = pd.read_csv(ORACLES / "inputs_apiclus2.csv")
    both = survey_design(
        inputs["pw"], units=[inputs["dnum"], inputs["snum"]], populations=[inputs["fpc1"], inputs["fpc2"]]
    )
    replaced = survey_design(inputs["pw"], units=[inputs["dnum"]])
    assert len(both.stages) == 2
    answers = inputs["api00"]
    (found,), (expected,) = (total_of(answers, drawn, jackknife(drawn)) for drawn in (both, replaced))
    assert found.se == pytest.approx(expected.se, rel=1e-12)
    assert found.se > linearised.total(answers, both).estimate().se


# Coverage


@pytest.mark.parametrize(
    "build",
    [jackknife, lambda drawn: balanced(drawn, 0.3), lambda drawn: rao_wu(drawn, 200, 0)],
    ids=["JKn", "Fay", "RW"],
)
def test_intervals_hold_the_truth_as_often_as_they_say(build: Callable[[SurveyDesign], Replicates]):
    rng = np.random.default_rng(11)
    held, samples = 0, 600
    for answers, drawn, truth in repeated_samples(rng, samples):
        (found,) = mean_of(answers, drawn, build(drawn))
        held += found.ci_low <= truth <= found.ci_high
    # the simulation's own error is √(0.95 · 0.05 / 600) = 0.9 points
    assert held / samples == pytest.approx(0.95, abs=0.03)


def repeated_samples(
    rng: np.random.Generator, samples: int, strata: int = 24, clusters: int = 30
) -> Sequence[tuple[np.ndarray, SurveyDesign, float]]:
    """Samples from one population of strata that differ, clusters alike inside, and rows of unequal chances.

    Of each stratum's clusters two are drawn with replacement, and of their rows each by its own chance, larger where
    the answer is; weights are the inverse chances, zero for rows that were not drawn.
    """
    cluster = np.repeat(np.arange(strata * clusters), rng.integers(8, 13, strata * clusters))
    stratum = cluster // clusters
    answer = stratum / 10 + rng.normal(size=strata * clusters)[cluster] + rng.normal(size=len(cluster))
    chance = np.clip(0.6 + 0.1 * (answer - answer.mean()), 0.3, 0.9)
    starts = np.searchsorted(cluster, np.arange(strata * clusters + 1))
    found = []
    for _ in range(samples):
        chosen = (rng.integers(0, clusters, (strata, 2)) + np.arange(strata)[:, None] * clusters).ravel()
        places = [np.arange(starts[one], starts[one + 1]) for one in chosen]
        rows = np.concatenate(places)
        unit = np.repeat(np.arange(len(chosen)), [len(place) for place in places])
        weights = np.where(rng.random(len(rows)) < chance[rows], clusters / 2 / chance[rows], 0.0)
        drawn = survey_design(weights, units=[unit], strata=[unit // 2])
        found.append((answer[rows], drawn, float(answer.mean())))
    return found


# What cannot be done


def lonely(choice: Lonely) -> SurveyDesign:
    return survey_design([1.0] * 3, units=[["u1", "u2", "u3"]], strata=[["north", "north", "south"]], lonely=choice)


def self_representing() -> SurveyDesign:
    """One town taken whole, of which two of nine streets were drawn."""
    return survey_design(
        [1.0] * 6,
        units=[["t1", "t1", "t2", "t2", "t3", "t3"], range(6)],
        strata=[["city", "city", "rest", "rest", "rest", "rest"]],
        populations=[[1, 1, 9, 9, 9, 9], [9] * 6],
    )


PAIR = survey_design([1.0] * 4, units=[["u1", "u2", "u3", "u4"]], strata=[["north", "north", "south", "south"]])
BAD: dict[str, tuple[Callable[[], object], str]] = {
    "three units in a stratum for half-samples": (
        lambda: balanced(
            survey_design([1.0] * 5, units=[range(5)], strata=[["north", "north", "south", "south", "south"]])
        ),
        "1 of 2 strata without exactly two units",
    ),
    "a Fay factor of one": (lambda: balanced(PAIR, 1.0), "Fay factor of 1"),
    "a negative Fay factor": (lambda: balanced(PAIR, -0.1), "Fay factor of -0.1"),
    "a Fay factor that is not a number": (lambda: balanced(PAIR, math.nan), "Fay factor of nan"),
    "no replicates": (lambda: rao_wu(PAIR, 0, 1), "0 replicates"),
    "too few replicates": (lambda: rao_wu(PAIR, 99, 1), "99 replicates"),
    "a single unit in a stratum, jackknife": (lambda: jackknife(lonely(Lonely.CENTRE)), "1 of 2 strata with one unit"),
    "a single unit in a stratum, half-samples": (
        lambda: balanced(lonely(Lonely.CENTRE)),
        "1 of 2 strata with one unit",
    ),
    "a single unit in a stratum, bootstrap": (
        lambda: rao_wu(lonely(Lonely.CENTRE), 100, 1),
        "1 of 2 strata with one unit",
    ),
    "a unit that was certain with later stages": (
        lambda: jackknife(self_representing()),
        "1 of 2 strata with one unit",
    ),
    "a sample of everybody": (
        lambda: jackknife(survey_design(units=[["u1", "u2"]], populations=[[2, 2]])),
        "1 strata in which nothing varies",
    ),
    "too many units to hold": (lambda: jackknife(survey_design(np.ones(20_000))), "20000 replicates of 20000 units"),
    "replicates of another design": (lambda: mean_of(ALIVE, SCD, jackknife(PAIR)), "4 units for a design of 6"),
    "a calibrated design": (
        lambda: mean_of(ALIVE, replace(SCD, projections=(Projection(),)), jackknife(SCD)),
        "replicates of a calibrated design",
    ),
    "a missing answer": (lambda: mean_of([1, 2, math.nan, 4], PAIR, jackknife(PAIR)), "values: row 2 is missing"),
    "an answer missing in a column": (
        lambda: total_of([[1, 2], [2, 3], [3, 4], [4, math.inf]], PAIR, jackknife(PAIR)),
        "values: row 3 is missing",
    ),
    "answers of other rows": (lambda: mean_of([1, 2], PAIR, jackknife(PAIR)), "2 values for 4 rows"),
    "no columns": (lambda: mean_of(np.ones((4, 0)), PAIR, jackknife(PAIR)), r"values of shape \(4, 0\)"),
    "columns that do not pair": (
        lambda: ratio_of(np.ones((4, 2)), np.ones((4, 3)), PAIR, jackknife(PAIR)),
        "2 columns of values over 3",
    ),
    "a domain that a replicate leaves out": (
        lambda: ratio_of([0, 0, 7, 0], [[0, 1], [0, 1], [1, 1], [0, 1]], PAIR, jackknife(PAIR)),
        "1 of 2 denominators",
    ),
    "a statistic without a value": (
        lambda: estimate(lambda weights: math.nan if weights[0] == 0 else 1.0, PAIR, jackknife(PAIR)),
        "1 of 4 replicates without a value",
    ),
    "a confidence of 95": (lambda: mean_of(ALIVE, SCD, jackknife(SCD), confidence=95), "a confidence of 95"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_done_is_said(name: str):
    call, what = BAD[name]
    with pytest.raises(MethodError, match=what) as caught:
        call()
    assert not any(label in str(caught.value) for label in ("u1", "u3", "t1", "north", "south", "city")), "no label"
