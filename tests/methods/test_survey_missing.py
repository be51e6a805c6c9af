"""Shares with answers missing: bounds by hand, what must hold of any answers, what is refused, how often they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import bisect
from scipy.stats import t

from analysis.errors import MethodError
from analysis.methods.survey.design import SurveyDesign, survey_design
from analysis.methods.survey.intervals import korn_graubard
from analysis.methods.survey.linearised import mean
from analysis.methods.survey.missing import bounds
from analysis.methods.survey.raking import poststratify

# By hand


def test_the_silent_say_no_or_yes() -> None:
    """Weights 1 to 5: yes 1, no 2, yes 3 and two silent of 4 and 5."""
    found = bounds([1, 0, 1, np.nan, 7], [True, True, True, False, False], survey_design([1.0, 2, 3, 4, 5]))
    assert found.low.value == pytest.approx(4 / 15) and found.high.value == pytest.approx(13 / 15)
    assert found.silent.value == pytest.approx(9 / 15)
    assert found.at_random.value == pytest.approx(4 / 6)
    assert (found.low.n, found.at_random.n) == (5, 3)


def test_where_all_answered_it_is_the_interval_of_a_share() -> None:
    yes = np.repeat([1.0, 0.0], [30, 70])
    design = survey_design([1.0] * 100)
    found, plain = bounds(yes, [True] * 100, design), korn_graubard(mean(yes, design))
    assert found.low == found.high == found.at_random == plain
    assert (found.ci_low, found.ci_high) == pytest.approx((plain.ci_low, plain.ci_high))
    assert found.silent.value == 0 and found.silent.ci_high == pytest.approx(1 - 0.025 ** (1 / 100))


def test_bounds_far_apart_have_one_sided_ends() -> None:
    yes, design = np.repeat([1.0, 0.0, np.nan], [300, 300, 400]), survey_design([1.0] * 1000)
    found = bounds(yes, ~np.isnan(yes), design)
    assert found.ci_low == pytest.approx(korn_graubard(mean(yes == 1, design), confidence=0.9).ci_low)
    assert found.ci_high == pytest.approx(korn_graubard(mean(yes != 0, design), confidence=0.9).ci_high)


def test_bounds_near_each_other_have_ends_in_between() -> None:
    """c by bisection from the equation of Imbens and Manski."""
    yes, design = np.repeat([1.0, 0.0, np.nan], [50, 48, 2]), survey_design([1.0] * 100)
    low, high = mean(yes == 1, design), mean(yes != 0, design)
    apart = (high.value - low.value) / np.sqrt(max(low.variance, high.variance))
    c = bisect(lambda at: t.cdf(at + apart, 99) - t.cdf(-at, 99) - 0.95, 1, 3)
    assert t.ppf(0.95, 99) + 0.1 < c < t.ppf(0.975, 99) - 0.1
    found = bounds(yes, ~np.isnan(yes), design)
    assert found.ci_low == pytest.approx(korn_graubard(low, confidence=1 - 2 * t.sf(c, 99)).ci_low)
    assert found.ci_high == pytest.approx(korn_graubard(high, confidence=1 - 2 * t.sf(c, 99)).ci_high)


def test_nobody_saying_yes_leaves_the_lower_end_at_zero() -> None:
    found = bounds([0.0] * 40, [True] * 30 + [False] * 10, survey_design([1.0] * 40))
    assert found.low.value == found.ci_low == found.at_random.value == 0
    assert found.high.value == 0.25 < found.ci_high < 1


# What must hold of any answers


class Answers:
    """48 people in 12 units of 3 strata; about a quarter did not answer."""

    def __init__(self, rng: np.random.Generator) -> None:
        unit = np.arange(48) // 4
        self.yes = rng.integers(0, 2, 48).astype(float)
        self.answered = rng.random(48) < 0.75
        self.answered[:2] = True
        self.design = survey_design(rng.uniform(1, 5, 48), units=[unit], strata=[unit // 4])


SAMPLES = st.integers(0, 10_000).map(lambda seed: Answers(np.random.default_rng(seed)))


@given(SAMPLES)
def test_the_bounds_hold_the_share_at_random_and_are_as_far_apart_as_silence_is_common(sample: Answers) -> None:
    found = bounds(sample.yes, sample.answered, sample.design)
    assert found.low.value - 1e-12 <= found.at_random.value <= found.high.value + 1e-12
    assert found.high.value - found.low.value == pytest.approx(found.silent.value)
    assert 0 <= found.ci_low <= found.low.value + 1e-12 and found.high.value - 1e-12 <= found.ci_high <= 1
    assert found.low.ci_low <= found.ci_low and found.ci_high <= found.high.ci_high


@given(SAMPLES)
def test_one_more_answer_brings_the_bounds_nearer_to_each_other(sample: Answers) -> None:
    more = sample.answered.copy()
    more[2] = True
    wide, narrow = (bounds(sample.yes, marks, sample.design) for marks in (sample.answered, more))
    assert wide.low.value <= narrow.low.value + 1e-12 and narrow.high.value <= wide.high.value + 1e-12


@given(SAMPLES)
def test_no_in_the_place_of_yes_turns_the_bounds_round(sample: Answers) -> None:
    one, other = (bounds(yes, sample.answered, sample.design) for yes in (sample.yes, 1 - sample.yes))
    assert (other.ci_low, other.ci_high) == pytest.approx((1 - one.ci_high, 1 - one.ci_low))
    assert other.low.value == pytest.approx(1 - one.high.value)


@given(SAMPLES)
def test_what_stands_in_a_row_without_an_answer_does_not_matter(sample: Answers) -> None:
    gaps = np.where(sample.answered, sample.yes, np.nan)
    assert astuple(bounds(gaps, sample.answered, sample.design)) == astuple(
        bounds(sample.yes, sample.answered, sample.design)
    )


@given(SAMPLES)
def test_more_confidence_is_a_wider_interval(sample: Answers) -> None:
    less, more = (bounds(sample.yes, sample.answered, sample.design, confidence=one) for one in (0.9, 0.99))
    assert more.ci_low <= less.ci_low and less.ci_high <= more.ci_high


@given(SAMPLES)
def test_a_known_number_of_the_silent_has_no_variance(sample: Answers) -> None:
    sizes = {mark: float(sample.design.weights[sample.answered == mark].sum()) for mark in {*sample.answered.tolist()}}
    found = bounds(sample.yes, sample.answered, poststratify(sample.design, sample.answered, sizes))
    assert found.silent.se == pytest.approx(0, abs=1e-7)


# What cannot be right

FOUR = survey_design([1.0] * 4)
ALL = [True] * 4
BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: bounds([np.nan] * 4, [False] * 4, FOUR), "0 of 4 rows with an answer; rule: two or more"),
    (lambda: bounds([1, 0, 1, 0], [True, False, False, False], FOUR), "1 of 4 rows with an answer"),
    (lambda: bounds([1, 0, 1, 0], ALL, survey_design([1.0, 0, 0, 0])), "1 of 1 rows with an answer"),
    (lambda: bounds([1, 0, 2, 0], ALL, FOUR), r"an answer that is neither 0 nor 1 \(row 2\)"),
    (lambda: bounds([1, np.nan, 1, 0], ALL, FOUR), r"neither 0 nor 1 \(row 1\); .* mark it as not answered"),
    (lambda: bounds([1, 0, 1], ALL, FOUR), r"answers of shape \(3,\) and marks of shape \(4,\) for 4 rows"),
    (lambda: bounds([1, 0, 1, 0], ALL[:3], FOUR), r"marks of shape \(3,\) for 4 rows"),
    (lambda: bounds([1, 0, 1, 0], ALL, FOUR, confidence=0.5), "a confidence of 0.5; rule: above 0.5"),
    (lambda: bounds([1, 0, 1, 0], ALL, FOUR, confidence=95), "a confidence of 95"),
    (lambda: bounds([1, 0], [True, True], survey_design([1.0, 1.0], units=[["a", "a"]], populations=[[1, 1]])),
     "0 degrees of freedom"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_what_cannot_be_right_is_refused(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(MethodError, match=said):
        ask()


# Whether intervals hold

VILLAGES, SIZE = 120, 40


def drawn(rng: np.random.Generator) -> tuple[np.ndarray, SurveyDesign]:
    """15 of 60 villages in each of two strata, and 10 people in each; the second stratum's stand for twice as many."""
    chosen = np.concatenate([rng.choice(60, 15, replace=False), 60 + rng.choice(60, 15, replace=False)])
    people = np.concatenate([village * SIZE + rng.choice(SIZE, 10, replace=False) for village in chosen])
    village = np.repeat(chosen, 10)
    return people, survey_design(np.where(village < 60, 1.0, 2.0), units=[village], strata=[village >= 60])


@pytest.mark.parametrize("silent_say", [0.0, 1.0], ids=["the silent say no", "the silent say yes"])
@pytest.mark.parametrize("silence", [0.01, 0.05, 0.3], ids="{:.0%} silent".format)
def test_ninety_five_of_a_hundred_intervals_hold_the_worst_that_can_be(silence: float, silent_say: float) -> None:
    """The truth is at an end of what is possible; 500 samples, so that the error of the coverage is one point.

    With one in a hundred silent the bounds are nearer than a standard error, where the truth can be missed on both
    sides.
    """
    rng = np.random.default_rng(4)
    village = np.repeat(np.arange(VILLAGES), SIZE)
    yes = rng.random(len(village)) < np.clip(rng.normal(0.4, 0.15, VILLAGES), 0.02, 0.98)[village]
    answered = rng.random(len(village)) > silence * rng.uniform(0.5, 1.5, VILLAGES)[village]
    weights = np.where(village < 60, 1.0, 2.0)
    truth = np.average(np.where(answered, yes, silent_say), weights=weights)
    held = []
    for _ in range(500):
        people, design = drawn(rng)
        found = bounds(yes[people], answered[people], design)
        held.append(found.ci_low <= truth <= found.ci_high)
    assert np.mean(held) >= 0.92


def test_the_share_at_random_would_miss_what_the_bounds_hold() -> None:
    """Where half of those who would say no keep silent, the share among the others is far from the truth."""
    rng = np.random.default_rng(6)
    yes = rng.random(2000) < 0.5
    answered = yes | (rng.random(2000) < 0.5)
    found = bounds(np.where(answered, yes, np.nan), answered, survey_design(np.ones(2000)))
    assert found.ci_low < yes.mean() < found.ci_high and not found.at_random.ci_low < yes.mean()
