"""The screen finds what it names, on made-up series, and keeps still where there is nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data import screen
from analysis.data.panel import COLUMNS
from analysis.data.screen import FALLS, JUMP, KINDS, PROPORTIONAL, REPEATS, unanswered

YEARS = range(2008, 2020)


def frame(
    values: list[float],
    *,
    indicator: str = "fixed_broadband",
    breakdown: str = "",
    source: str = "wdi",
    economy: str = "AZE",
    periods: list[str] | None = None,
) -> pd.DataFrame:
    rows = pd.DataFrame({"value": values})
    rows["ref_year"] = list(YEARS)[: len(values)]
    rows["period"] = periods or ""
    fixed = {"economy": economy, "indicator": indicator, "breakdown": breakdown, "source": source, "vintage": "2020"}
    return rows.assign(**fixed).reindex(columns=list(COLUMNS))


def kinds(panel: pd.DataFrame) -> list[str]:
    return list(screen(panel)["kind"])


WOBBLE = [10.0, 11.2, 11.9, 13.4, 14.1, 15.3, 16.9, 17.6, 18.8, 20.3]


def test_calm_series_gives_no_flag() -> None:
    assert kinds(frame(WOBBLE)) == []


def test_a_jump_is_flagged_in_its_year() -> None:
    values = [*WOBBLE[:5], *(v * 3 for v in WOBBLE[5:])]
    flags = screen(frame(values))
    assert list(flags["kind"]) == [JUMP]
    assert list(flags["years"]) == ["2013"]


def test_rates_are_differenced_in_logarithms_and_shares_as_they_are() -> None:
    # the same nearly even growth: steady in logarithms, in points its last steps are many times the usual one
    values = list(0.02 * np.cumprod([1.9, 2.1, 1.8, 2.2, 2.05, 1.95, 2.15, 1.85, 2.0, 1.92, 2.08]))
    assert kinds(frame(values, indicator="fixed_broadband")) == []
    assert kinds(frame(values, indicator="internet_users")) == [JUMP]


@settings(max_examples=50, deadline=None)
@given(
    scale=st.floats(0.01, 50),
    steps=st.lists(st.floats(0.01, 0.3), min_size=6, max_size=11, unique=True),
    jump=st.booleans(),
)
def test_jumps_do_not_depend_on_the_unit_of_a_positive_series(scale: float, steps: list[float], jump: bool) -> None:
    steps = [*steps[:3], 5.0, *steps[3:]] if jump else steps
    values = np.exp(np.cumsum(np.round(steps, 4)))[: len(YEARS)]
    # one flag a series, so the years are compared; rounding keeps ties out
    years = [list(screen(frame(list(values * f)))["years"]) for f in (1.0, 2.0 ** round(np.log2(scale)))]
    assert years[0] == years[1]
    assert not jump or years[0]


def test_repeated_values_are_flagged_from_four_on() -> None:
    assert kinds(frame([5.0, 5.88, 5.88, 5.88, 6.4])) == []
    flags = screen(frame([5.0, 5.88, 5.88, 5.88, 5.88, 6.4]))
    assert list(flags["kind"]) == [REPEATS]
    assert list(flags["years"]) == ["2009–2012"]


def test_rescaled_profiles_are_flagged_on_both_sides() -> None:
    first = frame([20.0, 21.0, 19.5, 23.0], indicator="ict_skills", breakdown="skill=copa", source="un_sdg")
    second = frame([4.0, 4.2, 3.9, 4.6], indicator="ict_skills", breakdown="skill=traf", source="un_sdg")
    flags = screen(pd.concat([first, second], ignore_index=True))
    assert list(flags["kind"]) == [PROPORTIONAL, PROPORTIONAL]
    assert list(flags["breakdown"]) == ["skill=copa", "skill=traf"]


@pytest.mark.parametrize("change", [{"source": "unece"}, {"economy": "GEO"}])
def test_proportions_across_sources_and_economies_are_not_flagged(change: dict[str, str]) -> None:
    first = frame([20.0, 21.0, 19.5, 23.0], breakdown="sex=male", source="un_sdg")
    second = frame([4.0, 4.2, 3.9, 4.6], breakdown="sex=female", **({"source": "un_sdg"} | change))
    assert kinds(pd.concat([first, second], ignore_index=True)) == []


def test_profiles_that_part_are_not_flagged() -> None:
    first = frame([20.0, 21.0, 19.5, 23.0], breakdown="sex=male")
    second = frame([4.0, 4.3, 3.9, 4.4], breakdown="sex=female")
    assert kinds(pd.concat([first, second], ignore_index=True)) == []


def test_cumulative_counters_must_not_fall_in_the_order_of_their_periods() -> None:
    periods = ["..2016-05", "2012-12..2014-10", "2012-12..2014-06"]
    rising = frame([23e6, 5.6e6, 1.4e6], indicator="portal_requests_total", periods=periods)
    assert kinds(rising) == []
    falling = frame([23e6, 1.4e6, 5.6e6], indicator="portal_requests_total", periods=periods)
    flags = screen(falling)
    assert list(flags["kind"]) == [FALLS]
    assert list(flags["detail"]) == ["5600000 at 2014-06, 1400000 at 2014-10"]


def test_counts_that_are_not_cumulative_may_fall() -> None:
    assert kinds(frame([500.0, 400.0], indicator="portal_requests", periods=["2015-12", "2016-06"])) == []


def test_part_year_values_never_enter_a_series() -> None:
    values = [*WOBBLE[:5], *(v * 3 for v in WOBBLE[5:])]
    assert kinds(frame(values, periods=["2018-07"] * len(values))) == []


def test_unanswered_are_those_without_an_answer() -> None:
    flags = pd.DataFrame({"kind": list(KINDS), "answer": ["used", "", "not used", ""]})
    assert list(unanswered(flags)["kind"]) == [FALLS, JUMP]
