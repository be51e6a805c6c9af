"""The printed figures: as the strategy prints them, and the same as the rows gathered from it."""

from __future__ import annotations

import csv
import re

import pytest

from analysis.errors import RegistryError
from analysis.indicators import registry, series
from analysis.paths import here
from analysis.strategy import Bound, baselines
from analysis.strategy.baselines import read_baselines

BASELINES = list(baselines())


@pytest.mark.parametrize(
    ("name", "year", "value", "unit"),
    [
        ("nri_rank", 2013, 56, "rank"),
        ("sector_share_gdp", 2013, 1.7, "percent"),
        ("sector_share_nonoil_gdp", 2013, 3.3, "percent"),
        ("private_share_2003", 2003, 67.3, "percent"),
        ("private_share_2013", 2013, 80, "percent"),
        ("mobile_subscriptions", 2013, 110, "per_100"),
        ("internet_users", 2013, 70, "percent"),
        ("broadband_users", 2013, 50, "percent"),
        ("price_wage", 2013, 3, "percent_wage"),
        ("bandwidth", 2013, 200, "gbit_s"),
        ("bandwidth_growth", 2013, 12.9, "times"),
        ("price_2004", 2004, 1200, "azn"),
        ("peoples_computers", 2013, 22500, "count"),
    ],
)
def test_a_figure_is_as_printed(name: str, year: int, value: float, unit: str) -> None:
    known = baselines()[name]
    assert (known.clause, known.year, known.value, known.unit) == ("2", year, value, unit)


def test_a_range_is_two_figures() -> None:
    for low, high in (("sector_growth_low", "sector_growth_high"), ("gdp_horizon_low", "gdp_horizon_high"),
                      ("sector_average_growth_low", "sector_average_growth_high")):  # fmt: skip
        assert baselines()[low].bound is Bound.LOW and baselines()[high].bound is Bound.HIGH
        assert baselines()[low].value < baselines()[high].value


def test_shares_of_investment_add_up() -> None:
    assert baselines()["investment_state"].value + baselines()["investment_private"].value == 100


@pytest.mark.parametrize("name", BASELINES)
def test_a_figure_says_of_what_it_is(name: str) -> None:
    known = baselines()[name]
    assert known.words.az and known.words.en and known.words.az != known.words.en
    assert known.clause in {"1", "2"}
    if known.note is not None:
        assert known.note.az.endswith(".") and known.note.en.endswith(".")


def test_each_row_stands_for_one_figure() -> None:
    rows = [known.row for known in baselines().values() if known.row]
    assert len(set(rows)) == len(rows) >= 28


def test_a_gathered_row_has_the_same_value_year_and_unit() -> None:
    """Where the row stands among the raw figures, `series.csv` leads from it to the same indicator and value."""
    mapped = {(s.series, s.raw_breakdown): s for s in series() if s.source == "azerbaijan"}
    gathered = {}
    for file in sorted((here().raw / "azerbaijan").glob("*/figures.csv")):
        with file.open(encoding="utf-8") as lines:
            gathered |= {row["id"]: row for row in csv.DictReader(lines)}
    both = {name: gathered[known.row] for name, known in baselines().items() if known.row in gathered}
    assert {"internet_users", "bandwidth", "price_wage", "mobile_subscriptions", "nri_rank"} <= set(both)
    for name, row in both.items():
        known = baselines()[name]
        assert int(row["ref_year"]) == known.year, name
        target = mapped.get((row["series"], row["breakdown"]))
        if known.indicator is not None and target is not None:
            assert target.indicator == known.indicator, name
            assert float(row["value"]) * target.factor == pytest.approx(known.value, rel=1e-12), name


GOOD = """
users:
  {clause: "2", year: 2013, value: 70, unit: percent, indicator: internet_users, row: AZF-0310,
   words: {az: "istifadəçilər", en: "users"}}
"""


def test_a_good_entry_is_read() -> None:
    assert read_baselines(GOOD, indicators=registry())["users"].value == 70


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('clause: "2"', 'clause: "22"', "names clause '22'"),
        ("unit: percent", "unit: per_100", "is in 'per_100', its indicator 'internet_users' in 'percent'"),
        ("indicator: internet_users", "indicator: users", "indicator 'users' of baseline 'users'"),
        ("AZF-0310", "310", "row: Input should be a valid string"),
        ("AZF-0310", "AZF-310", "has row 'AZF-310'"),
        ("value: 70", "value: seventy", "value: Input should be a valid number"),
        ("value: 70", "value: 70, period: 2003..2012", "has period '2003..2012' and year 2013"),
        ("value: 70", "value: 70, bound: nearly", "bound: Input should be"),
        ('az: "istifadəçilər", ', "", "words.az: Field required"),
        ("value: 70", "value: 70, colour: red", "colour: Extra inputs are not permitted"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_named(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(RegistryError, match=re.escape(message)) as caught:
        read_baselines(GOOD.replace(old, new), indicators=registry())
    assert "strategy/baselines.yaml" in caught.value.what
