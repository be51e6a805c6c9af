"""Changes between waves: cases done by hand, other routes to the same number, refusals, how often intervals hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from analysis.errors import MethodError
from analysis.methods.survey.change import Change, change
from analysis.methods.survey.design import Lonely, SurveyDesign, domain, survey_design
from analysis.methods.survey.linearised import Linear, mean, ratio, total
from analysis.methods.survey.raking import rake


def people(answers: list[float]) -> Linear:
    return mean(answers, survey_design([1.0] * len(answers)))


# By hand


def test_two_of_three_people_asked_again() -> None:
    """Both variances are 4/3; the two who stayed correlate fully and are two thirds of each variance."""
    found = change(people([0, 2, 4]), people([3, 7, 5]), units=(["a", "b", "c"], ["b", "c", "d"]))
    assert found.value == pytest.approx(3) and found.shared == 2
    assert found.se == pytest.approx(np.sqrt(8 / 3 - 16 / 9))
    assert found.correlation == pytest.approx(2 / 3)
    assert found.independent_se == pytest.approx(np.sqrt(8 / 3))
    assert found.ci_high - 3 == pytest.approx(t.ppf(0.975, 2) * found.se)
    assert 3 - found.ci_low == pytest.approx(t.ppf(0.975, 2) * found.se)


def test_the_correlation_is_that_of_the_shared_and_the_variance_that_of_all() -> None:
    """Of five, three stay: squares about their means 8, 2 and products 2, so r = 0.5; variances are 10/5 and 4.5/5."""
    one, other = people([1, 3, 5, 9, 7]), people([2, 4, 3, 0, 5.5])
    assert one.variance == pytest.approx(10 / 5)
    found = change(one, other, units=([1, 2, 3, 4, 5], [1, 2, 3, 6, 7]))
    r = np.corrcoef([1, 3, 5], [2, 4, 3])[0, 1]
    assert r == pytest.approx(0.5)
    assert found.correlation == pytest.approx(0.6 * r)
    assert found.se**2 == pytest.approx(
        one.variance + other.variance - 1.2 * r * np.sqrt(one.variance * other.variance)
    )


def test_a_stratum_with_a_single_shared_unit_adds_no_correlation() -> None:
    found = change(people([0, 2, 4]), people([3, 7, 5]), units=(["a", "b", "c"], ["c", "d", "e"]))
    assert found.shared == 1 and found.correlation == 0 and found.se == found.independent_se


def test_independent_samples_keep_their_own_finite_populations() -> None:
    one = mean([1, 2, 4], survey_design(populations=[[6] * 3]))
    other = mean([2, 2, 7, 8], survey_design(populations=[[8] * 4]))
    found = change(one, other)
    assert found.se**2 == pytest.approx(one.variance + other.variance) and found.shared == 0
    assert found.ci_high - found.value == pytest.approx(t.ppf(0.975, 2) * found.se)


def test_in_a_finite_population_the_variance_is_too_large_by_that_of_differences_over_its_size() -> None:
    before, after = np.array([1.0, 4, 2, 7]), np.array([2.0, 7, 2, 9])
    drawn, names = survey_design(populations=[[10] * 4]), ["a", "b", "c", "d"]
    found = change(mean(before, drawn), mean(after, drawn), units=(names, names))
    exact = mean(after - before, drawn).variance
    assert found.se**2 == pytest.approx(exact + (after - before).var(ddof=1) / 10)


# What must hold of any two waves


class Waves:
    """Two waves of 3 strata with 5 units of 4 people each; the first two units of each stratum are asked twice."""

    def __init__(self, rng: np.random.Generator, kept: int = 2) -> None:
        unit = np.arange(60) // 4
        self.strata = unit // 5
        self.units = (unit, np.where(unit % 5 < kept, unit, unit + 100))
        level = rng.normal(0, 2, 15)[unit] + self.strata
        self.answers = [level + rng.normal(size=60) for _ in range(2)]
        self.designs = [survey_design(rng.uniform(1, 5, 60), units=[own], strata=[self.strata]) for own in self.units]
        self.waves = [mean(*both) for both in zip(self.answers, self.designs, strict=True)]

    def change(self, **more: Any) -> Change:
        return change(*self.waves, **({"units": self.units} | more))


SEEDS = st.integers(0, 10_000).map(np.random.default_rng)


@given(SEEDS, st.integers(0, 5))
def test_a_variance_is_never_negative_and_a_correlation_no_larger_than_the_overlap(
    rng: np.random.Generator, kept: int
) -> None:
    found = Waves(rng, kept).change()
    assert found.shared == 3 * kept
    assert found.se >= 0 and abs(found.correlation) <= kept / 5 + 1e-12
    assert found.ci_low <= found.value <= found.ci_high


@given(SEEDS)
def test_without_overlap_labels_change_nothing(rng: np.random.Generator) -> None:
    waves = Waves(rng, 0)
    assert waves.change() == waves.change(units=None)
    assert waves.change().se ** 2 == pytest.approx(sum(one.variance for one in waves.waves))


@given(SEEDS)
def test_the_same_answers_of_the_same_people_have_not_changed(rng: np.random.Generator) -> None:
    waves = Waves(rng)
    found = change(waves.waves[0], waves.waves[0], units=(waves.units[0], waves.units[0]))
    # the variance is a difference of equal numbers, so its root keeps half of their digits
    assert found.value == 0 and found.se == pytest.approx(0, abs=1e-7 * found.independent_se)
    assert found.correlation == pytest.approx(1)


@given(SEEDS)
def test_with_all_units_shared_it_is_one_design_in_which_the_waves_are_domains(rng: np.random.Generator) -> None:
    waves = Waves(rng, 5)
    stacked = survey_design(
        np.concatenate([one.weights for one in waves.designs]),
        units=[np.concatenate(waves.units)],
        strata=[np.tile(waves.strata, 2)],
    )
    answers, late = np.concatenate(waves.answers), np.arange(120) >= 60
    before, after = (mean(answers, domain(stacked, marks)) for marks in (~late, late))
    influence = np.where(late, after.influence, -before.influence)
    assert waves.change().se ** 2 == pytest.approx(stacked.covariance(influence)[0, 0])


@given(SEEDS)
def test_with_all_shared_strata_of_any_size_are_compared_person_by_person(rng: np.random.Generator) -> None:
    design = survey_design(rng.uniform(1, 4, 9), strata=[np.repeat([0, 1, 2], [2, 3, 4])])
    before, after, names = rng.normal(size=9), rng.normal(size=9), np.arange(9)
    found = change(total(before, design), total(after, design), units=(names, names))
    assert found.se**2 == pytest.approx(total(after - before, design).variance)


@given(SEEDS)
def test_the_way_back_is_the_change_with_the_other_sign(rng: np.random.Generator) -> None:
    waves = Waves(rng)
    there, back = waves.change(), change(*waves.waves[::-1], units=waves.units[::-1])
    assert back.value == -there.value and back.se == pytest.approx(there.se)
    assert (back.ci_low, back.ci_high) == pytest.approx((-there.ci_high, -there.ci_low))
    assert back.correlation == pytest.approx(there.correlation)


@given(SEEDS, st.floats(0.1, 10))
def test_units_of_measurement_and_labels_do_not_matter(rng: np.random.Generator, factor: float) -> None:
    waves, places = Waves(rng), rng.permutation(200)
    scaled = [mean(factor * answers, design) for answers, design in zip(waves.answers, waves.designs, strict=True)]
    found = change(*scaled, units=(places[waves.units[0]], places[waves.units[1]]))
    assert found.se == pytest.approx(factor * waves.change().se)
    assert found.correlation == pytest.approx(waves.change().correlation)


@given(SEEDS)
def test_labels_used_again_in_other_strata_are_told_apart(rng: np.random.Generator) -> None:
    waves = Waves(rng)
    again = tuple(own - 5 * waves.strata for own in waves.units)
    names = np.array(["north", "south", "west"])[waves.strata]
    assert waves.change(units=again, strata=(names, names)) == waves.change()


@given(SEEDS)
def test_a_single_person_is_a_unit(rng: np.random.Generator) -> None:
    answers = rng.normal(size=(2, 30)) + rng.normal(size=30)
    weights, names = rng.uniform(1, 4, 30), [f"person {number}" for number in range(30)]
    found = change(*(mean(one, survey_design(weights)) for one in answers), units=(names, names))
    assert found.se**2 == pytest.approx(mean(answers[1] - answers[0], survey_design(weights)).variance)


@given(SEEDS)
def test_a_total_known_in_both_waves_has_changed_for_certain(rng: np.random.Generator) -> None:
    waves, group = Waves(rng), np.arange(60) % 2
    raked = [rake(design, [(group, {0: 90, 1: size})]) for design, size in zip(waves.designs, (80, 100), strict=True)]
    found = change(*(total(group.astype(float), one) for one in raked), units=waves.units)
    assert found.value == pytest.approx(20) and found.se == pytest.approx(0, abs=1e-6)


@given(SEEDS)
def test_calibrated_waves_with_all_units_shared_are_compared_by_their_residuals(rng: np.random.Generator) -> None:
    waves, group = Waves(rng, 5), np.arange(60) % 2
    raked = [rake(design, [(group, {0: 90, 1: 80})]) for design in waves.designs]
    estimates = [mean(answers, design) for answers, design in zip(waves.answers, raked, strict=True)]
    scores = [one.design.projections[0].residuals((one.influence * one.design.weights)[:, None]) for one in estimates]
    plain = survey_design(np.ones(60), units=[waves.units[0]], strata=[waves.strata])
    assert change(*estimates, units=waves.units).se ** 2 == pytest.approx(plain.covariance(scores[1] - scores[0])[0, 0])


def test_units_without_anybody_of_the_domain_still_count() -> None:
    waves = Waves(np.random.default_rng(1))
    inside = np.arange(60) >= 8
    found = change(*(mean(one.influence, domain(one.design, inside)) for one in waves.waves), units=waves.units)
    assert found.shared == 6


def test_a_lonely_unit_adds_what_its_design_says() -> None:
    strata, units = ["a", "a", "a", "b"], [1, 2, 3, 4]
    found = {}
    for choice in (Lonely.CERTAIN, Lonely.CENTRE):
        design = survey_design([1.0] * 4, strata=[strata], lonely=choice)
        waves = mean([1, 2, 3, 10], design), mean([2, 2, 4, 15], design)
        found[choice] = change(*waves, units=(units, units))
        assert found[choice].independent_se ** 2 == pytest.approx(sum(one.variance for one in waves))
    assert found[Lonely.CERTAIN].se < found[Lonely.CENTRE].se


# What cannot be right

FOUR = people([1, 2, 3, 5])
NAMES = ["Nərgiz", "b", "c", "d"]
PAIRED = mean([1, 2, 3, 5], survey_design([1.0] * 4, strata=[["x", "x", "y", "y"]]))
CERTAIN = mean(
    [1, 2, 3, 5, 6, 8],
    survey_design(
        [1.0] * 6,
        units=[[1, 1, 2, 2, 3, 3], range(6)],
        strata=[["x", "x", "y", "y", "y", "y"]],
        populations=[[1, 1, 9, 9, 9, 9], [9] * 6],
    ),
)
BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: change(FOUR, FOUR, strata=(NAMES, NAMES)), "strata without units; rule: labels of both"),
    (lambda: change(FOUR, FOUR, units=(NAMES, NAMES[:3])), "3 units of wave 2 for 4 rows"),
    (lambda: change(FOUR, FOUR, units=([*NAMES[:3], None], NAMES)), "units of wave 1: row 3 is missing"),
    (lambda: change(FOUR, FOUR, units=(NAMES, NAMES), strata=(NAMES, NAMES[:2])), "2 strata of wave 2 for 4 rows"),
    (
        lambda: change(FOUR, FOUR, units=(NAMES, ["Nərgiz", "Nərgiz", "c", "d"])),
        "wave 2: labels of 3 units that are not the 4 of its design; rule: one label for each primary",
    ),
    (
        lambda: change(mean([1, 2, 3, 5], survey_design([1.0] * 4, units=[[1, 1, 2, 2]])), FOUR,
                       units=([1, 2, 2, 1], NAMES)),
        "wave 1: labels of 2 units that are not the 2 of its design",
    ),
    (
        lambda: change(PAIRED, PAIRED, units=(NAMES, ["Nərgiz", "c", "b", "d"])),
        "4 shared units that join 4 pairs of strata, 2 too many; rule: the shared units of a stratum",
    ),
    (
        lambda: change(FOUR, PAIRED, units=(NAMES, NAMES)),
        "4 shared units that join 2 pairs of strata, 1 too many",
    ),
    (
        lambda: change(CERTAIN, CERTAIN, units=([1, 1, 2, 2, 3, 3],) * 2),
        "wave 1: 1 of 2 strata with one unit and later stages",
    ),
    (
        lambda: change(mean([1, 2], survey_design([1.0] * 2, strata=[["x", "y"]], lonely=Lonely.CERTAIN)), FOUR),
        "two or more for a standard error",
    ),
    (lambda: change(FOUR, FOUR, confidence=95), "a confidence of 95"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_what_cannot_be_right_is_refused_without_a_label(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(MethodError, match=said) as caught:
        ask()
    assert "Nərgiz" not in str(caught.value)


# Whether intervals hold

STRATA, PLACES, ASKED, PEOPLE = 12, 200, 4, 8


def waves(rng: np.random.Generator, chances: np.ndarray, levels: list[np.ndarray]) -> tuple[list[Linear], Any]:
    """Four places of each stratum in each wave, two of them in both, drawn by their size with replacement.

    Of each place eight people are asked, other ones in each wave, with weights that go with their answers.
    """
    drawn = np.array([rng.choice(PLACES, 6, p=own) for own in chances])
    stratum = np.repeat(np.arange(STRATA), ASKED * PEOPLE)
    found, units = [], []
    for level, columns in zip(levels, (slice(0, 4), slice(2, 6)), strict=True):
        places = np.take_along_axis(level, drawn[:, columns], axis=1).ravel()
        noise = rng.normal(size=len(stratum))
        # who answers more has the smaller weight: e^(x/4 − 1/32) has a mean of 1 and moves the mean of x by 1/4
        weights = np.exp(noise / 4 - 1 / 32) * (1 + stratum % 3)
        unit = np.repeat(np.arange(6)[columns] + 6 * np.arange(STRATA)[:, None], PEOPLE)
        design: SurveyDesign = survey_design(weights, units=[unit], strata=[stratum])
        found.append(mean(np.repeat(places, PEOPLE) + noise, design))
        units.append(unit)
    return found, tuple(units)


def test_ninety_five_of_a_hundred_intervals_hold_the_change() -> None:
    """600 pairs of waves: the error of the coverage is 0.9 points, that of the spread 3 %.

    Taken as independent, the waves would have a standard error more than 15 % too large.
    """
    rng = np.random.default_rng(2)
    sizes = rng.integers(10, 40, (STRATA, PLACES))
    chances = sizes / sizes.sum(axis=1, keepdims=True)
    lasting, before, after = rng.normal(size=(3, STRATA, PLACES))
    levels = [lasting + before / 2 + np.arange(STRATA)[:, None] / 3, lasting + after / 2 + sizes / 50]
    large = 1.0 + np.arange(STRATA) % 3
    truth = np.average(((levels[1] - levels[0]) * chances).sum(axis=1), weights=large)
    found = []
    for _ in range(600):
        pair, units = waves(rng, chances, levels)
        found.append(change(*pair, units=units))
    assert np.mean([one.ci_low <= truth <= one.ci_high for one in found]) == pytest.approx(0.95, abs=0.03)
    spread = np.std([one.value for one in found])
    assert np.sqrt(np.mean([one.se**2 for one in found])) == pytest.approx(spread, rel=0.1)
    assert np.sqrt(np.mean([one.independent_se**2 for one in found])) > 1.15 * spread


def test_a_ratio_changes_as_a_mean_does() -> None:
    waves = Waves(np.random.default_rng(3))
    ratios = [ratio(one, np.ones(60), design) for one, design in zip(waves.answers, waves.designs, strict=True)]
    assert change(*ratios, units=waves.units) == waves.change()
