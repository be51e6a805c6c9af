"""Tables of shares: they find the truth, keep small cells to themselves, and say what they left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.methods.survey.disclosure import Shown
from analysis.surveys import ShareTable, design_of, questionnaire, share_table, synthetic

HOUSEHOLD = questionnaire()
SAMPLE = synthetic(3)


def table(question: str, *by: str, data: pd.DataFrame = SAMPLE.answers) -> ShareTable:
    return share_table(data, HOUSEHOLD, question, by, design_of(data, HOUSEHOLD))


def test_ninety_five_of_a_hundred_intervals_hold_the_known_truth() -> None:
    """40 samples of 9 questions; samples of one population are independent, their 9 shares nearly so."""
    held = []
    for seed in range(40):
        made = synthetic(seed)
        design = design_of(made.answers, HOUSEHOLD)
        for code, question in HOUSEHOLD.questions.items():
            whole = share_table(made.answers, HOUSEHOLD, code, (), design).rows[0]
            assert whole.estimate is not None
            held.append(whole.estimate.ci_low <= made.truth[question.column] <= whole.estimate.ci_high)
    assert len(held) == 360 and 0.92 <= np.mean(held) <= 0.99


def test_unweighted_shares_would_miss_the_truth() -> None:
    """The country is asked twice as often and is online less: the weights are what brings the estimate home."""
    raw = 100 * (SAMPLE.answers["hh7"] == 1).mean()
    whole = table("HH7").rows[0].estimate
    assert whole is not None
    assert abs(whole.value - SAMPLE.truth["hh7"]) < 2.5 < abs(raw - SAMPLE.truth["hh7"])


def test_a_table_has_everybody_each_group_and_each_crossing() -> None:
    found = table("HH7", "residence", "sex")
    assert [row.groups for row in found.rows] == [
        (None, None), (None, "1"), (None, "2"), ("1", None), ("2", None),
        ("1", "1"), ("1", "2"), ("2", "1"), ("2", "2"),
    ]  # fmt: skip
    sizes = {row.groups: row.respondents or 0 for row in found.rows}
    assert sizes["1", "1"] + sizes["1", "2"] + sizes["2", "1"] + sizes["2", "2"] == sizes[None, None]


def test_refusals_are_left_out_and_counted() -> None:
    data = SAMPLE.answers
    found = table("TRUST")
    assert found.left_out == int(data["trust"].isin([8, 9]).sum()) > 0
    assert found.rows[0].respondents == len(data) - found.left_out


def test_a_question_put_to_some_is_estimated_among_them() -> None:
    found = table("SATISFIED").rows[0]
    asked = SAMPLE.answers["used"] == 1
    assert found.respondents == int((asked & SAMPLE.answers["satisfied"].between(1, 5)).sum())


def test_small_cells_are_hidden_and_others_with_them() -> None:
    """Crossings of few people disappear, with their numbers, and so do enough of their neighbours."""
    few = SAMPLE.answers[SAMPLE.answers["psu"].groupby(SAMPLE.answers["stratum"]).rank("dense") <= 3]
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
