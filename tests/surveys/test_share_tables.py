"""Tables of shares: they find the truth, keep small cells to themselves, and say what they left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.indicators import questionnaire
from analysis.methods.survey.disclosure import Shown
from analysis.surveys.drawing import designs_of
from analysis.surveys.estimating import ShareTable, gap, share_table
from analysis.surveys.synthetic import population

HOUSEHOLD = questionnaire()
PEOPLE = population()
SAMPLE = PEOPLE.sample(3)
ONE_BY_ONE = ("HH1", "HH7", "HH12", "HH16", "HH18", "HH9.email", "HH14.skills", "AWARE", "SATISFIED", "TRUST")


def table(question: str, *by: str, data: pd.DataFrame = SAMPLE) -> ShareTable:
    return share_table(data, HOUSEHOLD, question, by, designs_of(data, HOUSEHOLD))


def test_ninety_five_of_a_hundred_intervals_hold_the_known_truth() -> None:
    """40 samples, of each 10 shares of people, of households, of some who were asked, and of an amount.

    Samples are independent, shares of one sample are not quite: 400 of them would have a standard error of 1.1 points,
    three points are room for two.
    """
    truth = {code: PEOPLE.truth(code) for code in ONE_BY_ONE}
    held = []
    for seed in range(40):
        sample = PEOPLE.sample(seed)
        designs = designs_of(sample, HOUSEHOLD)
        for code in ONE_BY_ONE:
            whole = share_table(sample, HOUSEHOLD, code, (), designs).rows[0]
            assert whole.estimate is not None
            held.append(whole.estimate.ci_low <= truth[code] <= whole.estimate.ci_high)
    assert 0.92 <= np.mean(held) <= 0.98


def test_margins_bring_the_estimate_nearer_to_the_truth_and_the_error_says_so() -> None:
    """Raked to true numbers by age, sex and education, on which use hangs; intervals of 40 samples hold the truth."""
    margins = {name: PEOPLE.people_of(name) for name in ("age", "sex", "education")}
    truth, apart, errors, held = PEOPLE.truth("HH7"), [], [], 0
    for seed in range(40):
        sample = PEOPLE.sample(seed)
        drawn, raked = (
            share_table(sample, HOUSEHOLD, "HH7", (), designs_of(sample, HOUSEHOLD, sizes)).rows[0].estimate
            for sizes in (None, margins)
        )
        assert drawn is not None and raked is not None
        apart.append(((drawn.value - truth) ** 2, (raked.value - truth) ** 2))
        errors.append((drawn.se, raked.se))
        held += raked.ci_low <= truth <= raked.ci_high
    before, after = np.mean(apart, axis=0)
    assert after < before
    before, after = np.mean(errors, axis=0)
    assert after < before
    assert held >= 34, "38 of 40 are to be expected; fewer than 34 come in one of seventy tries"


def test_a_gap_is_between_the_ends_of_a_group_and_knows_that_both_are_in_one_sample() -> None:
    designs = designs_of(SAMPLE, HOUSEHOLD)
    found = gap(SAMPLE, HOUSEHOLD, "HH7", "age", designs)
    young, old = (row.estimate for row in table("HH7", "age").rows if row.groups in {("1",), ("3",)})
    assert young is not None and old is not None
    assert found.value == pytest.approx(young.value - old.value)
    truth = PEOPLE.truth("HH7", "age", "1") - PEOPLE.truth("HH7", "age", "3")
    assert found.ci_low < truth < found.ci_high
    assert found.se != pytest.approx(np.hypot(young.se, old.se), rel=1e-3), "as if from two samples"


def test_households_are_weighed_as_households_and_not_cut_by_what_is_their_members() -> None:
    doubled = SAMPLE.assign(weight=np.where(SAMPLE["sex"] == 1, 5.0, 1.0))
    assert table("HH4", data=doubled).rows == table("HH4").rows != table("HH5", data=doubled).rows
    with pytest.raises(ParameterError, match="HH4 by sex; rule: a household has no such group"):
        table("HH4", "sex")
    assert len(table("HH4", "residence").rows) == 3


def test_unweighted_shares_would_miss_the_truth() -> None:
    """The country is asked twice as often and is online less: the weights are what brings the estimate home."""
    raw = 100 * (SAMPLE["hh7"] == 1).mean()
    whole = table("HH7").rows[0].estimate
    assert whole is not None
    assert abs(whole.value - PEOPLE.truth("HH7")) < 2.5 < abs(raw - PEOPLE.truth("HH7"))


def test_a_table_has_everybody_each_group_and_each_crossing() -> None:
    found = table("HH7", "residence", "sex")
    assert [row.groups for row in found.rows] == [
        (None, None), (None, "1"), (None, "2"), ("1", None), ("2", None),
        ("1", "1"), ("1", "2"), ("2", "1"), ("2", "2"),
    ]  # fmt: skip
    sizes = {row.groups: row.respondents or 0 for row in found.rows}
    assert sizes["1", "1"] + sizes["1", "2"] + sizes["2", "1"] + sizes["2", "2"] == sizes[None, None]


def test_refusals_are_left_out_and_counted() -> None:
    data = SAMPLE
    found = table("TRUST")
    assert found.left_out == int(data["trust"].isin([8, 9]).sum()) > 0
    assert found.rows[0].respondents == len(data) - found.left_out


def test_a_question_put_to_some_is_estimated_among_them() -> None:
    found = table("SATISFIED").rows[0]
    asked = SAMPLE["used"] == 1
    assert found.respondents == int((asked & SAMPLE["satisfied"].between(1, 5)).sum())


def test_small_cells_are_hidden_and_others_with_them() -> None:
    """Crossings of few people disappear, with their numbers, and so do enough of their neighbours."""
    few = SAMPLE[SAMPLE["psu"].groupby(SAMPLE["stratum"]).rank("dense") <= 3]
    found = table("EFFORT", "residence", "sex", "age", data=few)
    hidden = [row for row in found.rows if row.shown in (Shown.HIDDEN, Shown.ALONG)]
    assert hidden and all(row.estimate is None and row.respondents is None for row in hidden)
    assert any(row.shown is Shown.ALONG for row in hidden)
    assert all(row.respondents is not None and row.respondents >= 30 for row in found.rows if row not in hidden)


@pytest.mark.parametrize(
    ("question", "by", "said"), [("HH99", (), "question 'HH99'"), ("HH7", ("job",), "group 'job'")]
)
def test_what_the_questionnaire_does_not_know_is_refused(question: str, by: tuple[str, ...], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        table(question, *by)
