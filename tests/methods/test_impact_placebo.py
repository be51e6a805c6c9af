"""Placebos in space and time, donors left out, and how often the test errs where nothing happened."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from impact_studies import basque, california

from analysis.errors import MethodError
from analysis.methods.impact.placebo import InSpace, in_space, in_time, leave_one_out
from analysis.methods.impact.size import FactorModel, Shape, factor_model, simulated, size
from analysis.methods.impact.study import Predictor, Study, study
from analysis.methods.impact.synthetic import SyntheticControl, synthetic_control

MODEL = FactorModel(unit=2.0, noise=0.3, loadings=(1.0,), persistences=(0.8,))


def small(*, effect: float = 0.0, predictors: bool = True) -> Study:
    rng = np.random.default_rng(12)
    names = ["A", *(f"d{n}" for n in range(9))]
    outcome = pd.DataFrame(simulated(MODEL, Shape(12, 4, 9), rng), range(2000, 2016), names)
    outcome.loc[2012:, "A"] += effect
    income = pd.DataFrame(rng.normal(0, 1, (16, 10)), outcome.index, names)
    given = [Predictor("income", income, range(2002, 2012)), *(Predictor(f"y {t}", outcome, [t]) for t in (2003, 2011))]
    chosen = given if predictors else []
    return study(outcome, treated="A", pre=range(2000, 2012), post=range(2012, 2016), predictors=chosen)


def same(one: SyntheticControl, other: SyntheticControl) -> bool:
    return (
        one.study.treated == other.study.treated
        and np.array_equal(one.weights, other.weights)
        and np.array_equal(one.predictor_weights, other.predictor_weights)
    )


# In space


@pytest.fixture(scope="module")
def smoking() -> InSpace:
    return in_space(california(), workers=2)


@pytest.mark.slow
def test_california_stands_out_of_39_states(smoking: InSpace) -> None:
    """Abadie, Diamond and Hainmueller (2010): of 39 states California has the largest ratio, p = 1/39 = 0.026."""
    assert (smoking.rank, len(smoking.others)) == (1, 38)
    assert smoking.p == 1 / 39
    assert next(iter(smoking.ratios)) == "California"
    assert [one.study.treated for one in smoking.others] == list(smoking.own.study.donors)
    # the paper leaves out states with twenty, five and two times California's MSPE: 34, 29 and 19 states stay
    assert len(smoking.within(2)) < len(smoking.within(5)) < len(smoking.within(20)) < 38


def test_the_treated_unit_is_no_donor_of_a_placebo() -> None:
    made = california()
    for one in in_space(made, v=np.ones(7)).others:
        assert "California" not in one.study.donors and one.study.treated not in one.study.donors
        assert len(one.weights) == len(one.study.donors) == 37
        assert one.predictor_weights == pytest.approx(np.full(7, 1 / 7))


def test_results_are_the_same_for_any_number_of_workers() -> None:
    made = small(effect=2.0)
    one, two = (in_space(made, workers=workers) for workers in (1, 2))
    assert all(same(a, b) for a, b in zip((one.own, *one.others), (two.own, *two.others), strict=True))
    assert one.ratios == two.ratios and one.others[0].study.given == two.others[0].study.given
    alone, shared = (leave_one_out(one.own, workers=workers) for workers in (1, 2))
    assert alone.keys() == shared.keys() and all(same(alone[name], shared[name]) for name in alone)


def test_a_placebo_is_the_study_that_treats_the_donor() -> None:
    made = small(predictors=False)
    found = in_space(made).others[2]
    by_hand = study(made.table.drop(columns="A"), treated="d2", pre=made.pre, post=made.post)
    assert found.weights == pytest.approx(synthetic_control(by_hand).weights)


def test_p_is_never_below_one_over_all_units_and_falls_with_the_effect() -> None:
    found = [in_space(small(effect=effect, predictors=False)).p for effect in (0.0, 1.0, 50.0)]
    assert found[0] >= found[1] >= found[2] == 1 / 10


def test_units_matched_exactly_count_as_if_they_stood_out() -> None:
    """40 donors and 4 pre-years: some placebos are matched to the last digit, and no ratio tells them apart."""
    rng = np.random.default_rng(1)
    outcome = pd.DataFrame(rng.normal(0, 1, (6, 41)), columns=["A", *(f"d{n}" for n in range(40))])
    outcome["A"] += 10
    found = in_space(study(outcome, treated="A", pre=range(4), post=range(4, 6)))
    matched = sum(math.isinf(one.rmspe_ratio) for one in found.others)
    assert matched > 10 and not found.own.matched and found.rank > matched
    itself = in_space(found.others[[one.matched for one in found.others].index(True)].study)
    assert itself.own.matched and itself.rank == 1 + sum(one.matched for one in itself.others) > 1


# In time, and donors left out


def test_before_its_time_an_effect_shows_no_gap() -> None:
    found = [in_time(small(effect=effect, predictors=False), 2008) for effect in (0.0, 5.0)]
    assert found[1].study.pre == tuple(range(2000, 2008)) and found[1].study.post == tuple(range(2008, 2012))
    assert same(*found) and abs(found[1].effect) < 1 < synthetic_control(small(effect=5.0)).effect


def test_predictors_of_a_placebo_in_time_are_cut_off_there() -> None:
    made = small()
    with pytest.raises(MethodError, match="predictor y 2011 of no year"):
        in_time(made, 2008)
    found = in_time(made, 2008, predictors=made.given[:2])
    assert [list(one.years) for one in found.study.given] == [list(range(2002, 2008)), [2003]]
    assert found.study.post == (2008, 2009, 2010, 2011)


def test_each_donor_with_a_weight_is_left_out_once() -> None:
    own = synthetic_control(basque())
    found = leave_one_out(own)
    assert set(found) == {"Cataluna", "Madrid (Comunidad De)"} == set(own.donor_weights)
    for name, one in found.items():
        assert name not in one.study.donors and len(one.study.donors) == 15
    # each search ends at a minimum of its own; only with the same predictor weights do fewer donors match no better
    held = leave_one_out(own, v=own.predictor_weights)
    assert held.keys() == found.keys() and all(one.mspe > own.mspe for one in held.values())


# Size


def test_the_test_errs_as_often_as_its_steps_allow() -> None:
    """20 units: p comes in steps of 1/20, so that both levels can be met; 0.015 and 0.021 are the standard errors."""
    found = size(MODEL, Shape(13, 5, 19), np.random.default_rng(3), n=200)
    errors = found.errors
    assert found.at_5 == pytest.approx(0.05, abs=4 * errors[0] + 0.01)
    assert found.at_10 == pytest.approx(0.10, abs=4 * errors[1] + 0.01)
    assert errors == pytest.approx([math.sqrt(r * (1 - r) / 200) for r in (found.at_5, found.at_10)])


def test_with_fewer_than_twenty_units_nothing_is_rejected_at_five_percent() -> None:
    assert size(MODEL, Shape(10, 4, 12), np.random.default_rng(3), n=100).at_5 == 0


def test_the_same_seed_gives_the_same_size() -> None:
    one, two = (size(MODEL, Shape(8, 4, 10), np.random.default_rng(5), n=100) for _ in range(2))
    assert one == two


def test_parameters_are_found_again_on_average() -> None:
    """100 panels of 60 years and 60 units: the mean's error is a tenth of one panel's."""
    found = [factor_model(simulated(MODEL, Shape(40, 20, 59), np.random.default_rng(seed))) for seed in range(100)]
    assert np.mean([one.noise for one in found]) == pytest.approx(0.3, rel=0.02)
    assert np.mean([one.unit for one in found]) == pytest.approx(2.0, rel=0.1)
    # a factor's own mean over the years goes to the unit effects, which takes some of it away
    assert 0.8 < np.sqrt(np.mean([one.loadings[0] ** 2 for one in found])) < 1.02
    assert 0.6 < np.mean([one.persistences[0] for one in found]) < 0.85


BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: in_space(small(), workers=0), "0 workers; rule: one or more"),
    (lambda: in_time(small(), 2012), "a placebo in 2012; rule: one of the pre-years"),
    (lambda: in_time(small(predictors=False), 2001), "1 pre-years; rule: 3 or more"),
    (lambda: size(MODEL, Shape(8, 4, 10), np.random.default_rng(1), n=50), "50 panels; rule: 100 or more"),
    (lambda: size(MODEL, Shape(2, 4, 10), np.random.default_rng(1)), "2 pre-years, 4 post-years, 10 donors"),
    (lambda: factor_model(np.zeros((3, 9)), factors=1), "1 factors in 3 years of 9 units"),
]


@pytest.mark.parametrize(("ask", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_what_cannot_be_right_is_refused(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(MethodError, match=said):
        ask()
