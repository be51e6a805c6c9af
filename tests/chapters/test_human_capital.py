"""Facts of the chapter on the training of specialists that its words rest on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis import params
from analysis.chapters import human_capital
from analysis.chapters.evidence import Evidence
from analysis.methods.results import WhyNot

At = Callable[[int], Evidence]


def test_the_answer_knows_ict_graduates_from_2015_and_calls_2018_old_in_the_evaluation(evidence: At) -> None:
    said = {year: human_capital.answer(evidence(year)) for year in params.editions()}
    assert {year: a.case for year, a in said.items()} == {
        2014: "none",
        **dict.fromkeys(range(2015, 2021), "known"),
        2024: "old",
    }
    latest = [a.graduates.latest for a in said.values()]
    assert [o.ref_year if o else None for o in latest] == [None, 2015, 2016, 2017, 2018, 2018, 2018, 2018]


def test_the_fall_of_2018_is_no_trend(evidence: At) -> None:
    """4.6 % became 2.8 % within a year: neither a change since the baseline nor a wider or narrower gap is told."""
    ict, stem = human_capital.graduates(evidence(2018)).panels
    assert [round(o.value, 1) for o in ict.own] == [4.3, 4.6, 4.6, 2.8]
    assert ict.level is not None
    assert (ict.level.pace, ict.level.why_no_pace) == (None, WhyNot.NO_BASELINE)
    assert ([b.year for b in ict.breaks], stem.breaks) == ([2018], ())
    by_sex = human_capital.graduates_by_sex(evidence(2018)).panels[0]
    assert [b.year for b in by_sex.breaks] == [2018]
    assert by_sex.gaps[-1].high.ref_year == 2018
    assert by_sex.gaps[-1].difference == pytest.approx(1.197, abs=1e-3)


def test_researchers_are_known_from_2019_without_a_baseline(evidence: At) -> None:
    assert human_capital.researchers(evidence(2018)).panels[0].own == ()
    level = human_capital.researchers(evidence(2020)).panels[0].level
    assert level is not None
    assert level.latest is not None
    assert (level.latest.ref_year, round(level.latest.value)) == (2020, 1732)
    assert level.why_no_pace is WhyNot.NO_BASELINE


def test_demand_is_a_single_statement_of_the_last_edition(evidence: At) -> None:
    """The prose says that there is no regular figure on demand; a second one must change it."""
    of = {year: human_capital.training(evidence(year)).rows for year in (2020, 2024)}
    wanted = [row.observation for row in of[2024] if row.observation.indicator == "ict_specialists_needed"]
    assert [(o.value, o.quality, o.status) for o in wanted] == [(20_000.0, "C", "U")]
    assert not any(row.observation.indicator.startswith("ict_specialists") for row in of[2020])
