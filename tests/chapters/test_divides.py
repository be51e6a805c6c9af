"""Gaps by several measures, and inequality between countries, on the figures of the editions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from analysis import params
from analysis.chapters import digital_divide, inequality
from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.chapters.group_gaps import gaps
from analysis.chapters.inequality import LEAST_COUNTRIES
from analysis.chapters.verdicts import verdicts
from analysis.methods.results import CountryDivides, GapMeasure, GapMeasures, Movement
from analysis.present.context import Context
from analysis.present.inequality import divides, growth, measures

Of = Callable[[int], Evidence]
YEARS = params.editions()
AZ = Context("digital_divide", 2018, "az", {}, "developed")


def gap(evidence: Evidence, code: str, key: str) -> GapMeasure:
    return next(m for m in digital_divide.measures(evidence).rows if (m.indicator, m.key) == (code, key))


@pytest.mark.parametrize("year", YEARS)
def test_every_gap_is_of_the_edition_and_its_measures_follow_from_the_two_rates(year: int, evidence: Of) -> None:
    rows = digital_divide.measures(evidence(year)).rows
    assert rows
    for one in rows:
        high, low = one.now.high, one.now.low
        assert high.ref_year == low.ref_year <= year and high.source == low.source
        assert one.now.difference == pytest.approx(high.value - low.value)
        assert one.attainment == pytest.approx(low.value / high.value)
        assert one.shortfall == pytest.approx((100 - low.value) / (100 - high.value))
        assert one.now.odds_ratio == pytest.approx(one.shortfall / one.attainment)  # type: ignore[operator]


def test_a_gap_is_not_followed_across_a_break(evidence: Of) -> None:
    weekly = gap(evidence(2018), "internet_weekly", "sex")
    assert weekly.since is not None and weekly.since.high.ref_year == 2013
    assert (weekly.movement, weekly.distance is not None) == ("error", True)


def test_measures_that_disagree_are_said_to(evidence: Of) -> None:
    """Weekly use of younger and older men: from 2013 to 2018 the gap shrank in points and grew by odds."""
    found = gap(evidence(2018), "internet_weekly", "age_men")
    assert found.since is not None and found.since.odds_ratio is not None and found.now.odds_ratio is not None
    assert found.now.difference < found.since.difference and found.now.odds_ratio > found.since.odds_ratio
    assert found.movement == "error"  # by less than the survey can tell
    sure = replace(found, margin=None)
    assert sure.movement == "apart"
    assert "ölçülər əks istiqamət göstərir" in told(sure)


def test_a_gap_is_set_against_the_baseline_as_in_the_verdicts(evidence: Of) -> None:
    """Findex asked in 2011, 2014 and 2017: the change told is the one since 2014, on which the verdict rests."""
    found = gap(evidence(2018), "account", "sex")
    assert found.since is not None and found.since.high.ref_year == 2014
    judged = next(one for one in verdicts(evidence(2018)) if one.target == "smaller_gap_accounts_sex")
    assert judged.baseline_value == pytest.approx(found.since.difference)
    assert (found.movement, replace(found, margin=None).movement, judged.movement) == (
        "error",
        "narrower",
        Movement.DOWN,
    )


def test_a_short_stretch_tells_no_direction(evidence: Of) -> None:
    phones = gap(evidence(2018), "mobile_owners", "sex")
    assert phones.movement == "few" and "müqayisə üçün illərin sayı azdır" in told(phones)


def test_years_behind_are_read_on_the_path_of_the_group_ahead(evidence: Of) -> None:
    """Women of 2024 (46.2%) stand where men stood between the waves of 2017 (29.4%) and 2022 (54.6%)."""
    found = gap(evidence(2024), "account", "sex")
    assert found.distance is not None and found.distance.before is not None and found.distance.after is not None
    assert (found.distance.before.year, found.distance.after.year) == (2017, 2022)
    before, after = found.distance.before, found.distance.after
    then = before.year + (found.now.low.value - before.value) / (after.value - before.value) * 5
    assert found.distance.years == pytest.approx(2024 - then)
    assert "3,7 il" in told(found)


def told(one: GapMeasure) -> list[str]:
    (row,) = measures(GapMeasures(2018, (one,)), context=AZ).rows
    return [part for cell in row for part in (cell.text, cell.note) if part]


@pytest.mark.parametrize("year", YEARS)
def test_countries_are_the_same_in_all_years_shown(year: int, evidence: Of) -> None:
    for divide in digital_divide.between_countries(evidence(year)).divides:
        lists = [{o.economy for o in one.cells} for one in divide.years]
        assert all(one == lists[0] for one in lists) and COUNTRY in lists[0]
        assert len(lists[0]) == divide.years[0].n >= LEAST_COUNTRIES
        assert [one.year for one in divide.years[:2]] == [2005, 2013] and divide.years[-1].year <= year


def test_between_countries_the_numbers_are_those_of_the_definition(evidence: Of) -> None:
    """Gini as half the relative mean difference over all pairs, Theil's T term by term."""
    (users, _) = digital_divide.between_countries(evidence(2018)).divides
    last = users.years[-1]
    value = {o.economy: o.value for o in last.cells if o.indicator == "internet_users"}
    people = {o.economy: o.value for o in last.cells if o.indicator == "population"}
    x, w = np.array(list(value.values())), np.array([people[economy] for economy in value])
    w = w / w.sum()
    mean = float(w @ x)
    assert last.mean == pytest.approx(mean)
    assert last.gini.value == pytest.approx(w @ np.abs(x[:, None] - x) @ w / (2 * mean))
    assert last.theil.value == pytest.approx(w @ (x / mean * np.log(x / mean)))
    assert 0 < last.between < 1 and last.own.value == value[COUNTRY]


def test_a_world_without_figures_says_so() -> None:
    table = divides(CountryDivides(2018, ()), context=AZ)
    assert table.rows[0][0].text == "Yetərincə ölkənin rəqəmi olan il yoxdur."
    empty = measures(replace(GapMeasures(2018, ())), context=AZ)
    assert empty.rows[0][0].text == "Bu buraxılışın illəri üzrə qrupların rəqəmi yoxdur."


@pytest.mark.parametrize("year", YEARS)
def test_the_parts_of_a_change_add_up_and_sizes_follow_from_the_publishers_total(year: int, evidence: Of) -> None:
    rows = digital_divide.growth(evidence(year)).rows
    for one in rows:
        before, after = one.totals
        assert one.change == pytest.approx(after.value - before.value, abs=1e-9)
        assert one.by_first + one.by_second + one.composition == pytest.approx(one.change, abs=1e-9)
        assert (before.ref_year, after.ref_year) == (one.since.high.ref_year, one.now.high.ref_year)
        assert after.ref_year <= year
    assert bool(rows) is (year >= 2015)  # phones of women and men from 2014 on


def test_income_groups_of_fixed_size_add_nothing_by_their_size(evidence: Of) -> None:
    """The poorest 40% are 40% in each wave: what the totals imply for them must say so, and they are not shown."""
    high, low = digital_divide.FINDEX_GROUPS["income"]
    for code in ("account", "online_bills"):
        found = inequality.growth(evidence(2024), gaps(evidence(2024), code, "income", high=high, low=low))
        assert found is not None and abs(found.composition) < 0.1
    assert not any("income=" in one.now.high.breakdown for one in digital_divide.growth(evidence(2024)).rows)


def test_a_level_passed_twice_and_a_gap_within_the_error_have_no_years_behind(evidence: Of) -> None:
    """Women of 2018 with an account are 1.7 points behind men: nearer than the survey can tell."""
    assert gap(evidence(2018), "account", "sex").distance is None
    high, low = digital_divide.FINDEX_GROUPS["sex"]
    found = gaps(evidence(2024), "account", "sex", high=high, low=low)
    twice = replace(found, gaps=tuple(replace(g, low=replace(g.low, value=30.0)) for g in found.gaps))
    assert [round(g.high.value) for g in found.gaps] == [16, 33, 29, 55, 67]
    measured = inequality.measure(twice)
    assert measured is not None and measured.distance is None


def test_accounts_lie_more_with_the_richer_than_before(evidence: Of) -> None:
    """By hand: with shares p of 40% and r of 60%, CI is 0.24 (r − p) / mean and Erreygers' index 0.96 (r − p)."""
    rows = {(r.richest.indicator, r.richest.ref_year): r for r in digital_divide.by_income(evidence(2024)).rows}
    assert [year for code, year in rows if code == "account"] == [2011, 2014, 2017, 2022, 2024]
    for one in rows.values():
        p, r = one.poorest.value / 100, one.richest.value / 100
        assert one.index == pytest.approx(0.24 * (r - p) / (0.4 * p + 0.6 * r))
        assert one.erreygers == pytest.approx(0.96 * (r - p))
    assert rows["account", 2024].index > rows["account", 2014].index


def test_an_edition_without_two_years_says_that_there_are_none(evidence: Of) -> None:
    table = growth(digital_divide.growth(evidence(2014)), context=AZ)
    assert "dərc olunmayıb" in table.rows[0][0].text
