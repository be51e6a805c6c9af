"""Tables of shares: they find the truth, keep small cells to themselves, and say what they left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.indicators import Unit, questionnaire
from analysis.methods.survey.design import domain
from analysis.methods.survey.disclosure import Shown
from analysis.methods.survey.intervals import effective
from analysis.methods.survey.linearised import mean
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
    crossed = sizes["1", "1"] + sizes["1", "2"] + sizes["2", "1"] + sizes["2", "2"]
    assert crossed == pytest.approx(sizes[None, None], abs=25), "each to the nearest ten"


def test_refusals_are_left_out_and_counted() -> None:
    data = SAMPLE
    found = table("TRUST")
    assert found.left_out == int(data["trust"].isin([8, 9]).sum()) > 0
    assert found.rows[0].respondents == round(len(data) - found.left_out, -1)


def test_a_question_put_to_some_is_estimated_among_them() -> None:
    found = table("SATISFIED").rows[0]
    asked = SAMPLE["used"] == 1
    assert found.respondents == round(int((asked & SAMPLE["satisfied"].between(1, 5)).sum()), -1)


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


def seen_by(data: pd.DataFrame, question: str, by: str) -> dict[str | None, bool]:
    return {row.groups[0]: row.estimate is not None for row in table(question, by, data=data).rows}


def test_a_group_that_lives_in_few_places_is_hidden_and_its_error_is_not_taken_for_none() -> None:
    """Forty people of one village: the error of their share cannot be known from them, whatever it comes out as."""
    place = (SAMPLE["stratum"] == 1) & SAMPLE["psu"].isin(SAMPLE.loc[SAMPLE["stratum"] == 1, "psu"].unique()[:4])
    assert place.sum() == 40
    data = SAMPLE.assign(disability=np.where(place, 1, 2))
    assert seen_by(data, "HH7", "disability") == {None: True, "1": False, "2": False}


def test_where_nearly_all_say_yes_the_few_who_do_not_are_kept_as_well() -> None:
    """Of 25 people in a group all say yes, and of the rest all but a few: totals of yes and of no are both watched."""
    few = np.arange(len(SAMPLE)) % 72 == 0
    data = SAMPLE.assign(work=np.where(few, 4, SAMPLE["work"].clip(upper=3)), hh18=1)
    data.loc[~few & (np.arange(len(SAMPLE)) % 50 == 1), "hh18"] = 2
    shown = seen_by(data, "HH18", "work")
    assert not shown["4"] and sum(not seen for seen in shown.values()) >= 2
    everybody = table("HH18", data=data.assign(hh18=1)).rows[0]
    assert everybody.estimate is None, "all of all is what each of them said"


def test_a_question_that_nobody_answered_is_hidden_not_an_error() -> None:
    data = SAMPLE.assign(aware=None, knows=None)
    found = table("AWARE", "sex", data=data)
    assert all(row.shown is Shown.HIDDEN for row in found.rows)


def test_only_rows_that_stand_for_a_household_are_left_out_of_its_questions() -> None:
    twice = pd.concat([SAMPLE, SAMPLE.assign(person=SAMPLE["person"] + 500_000, household_weight=None, hh2=None)])
    once, again = table("HH2"), table("HH2", data=twice.astype({"household_weight": "float64"}))
    assert again.left_out == once.left_out > 0


def test_degrees_of_freedom_are_those_of_the_places_where_a_group_lives() -> None:
    """A group in one stratum has the units of that stratum; its interval is wider than with those of the country."""
    data = SAMPLE.assign(disability=np.where(SAMPLE["stratum"] == 1, 1, 2))
    found = next(row.estimate for row in table("HH7", "disability", data=data).rows if row.groups == ("1",))
    assert found is not None
    inside = (data["stratum"] == 1).to_numpy()
    design = designs_of(data, HOUSEHOLD)[Unit.PERSON]
    one = mean((data["hh7"] == 1).to_numpy(float), domain(design, inside))
    assert found.ci_low == pytest.approx(100 * effective(one.value, one.variance, int(inside.sum()), 11).ci_low)
