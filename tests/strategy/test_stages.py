"""The two stages of clause 15.1, the order of clauses, and what a wrong year or number is told."""

from __future__ import annotations

import random
import re

import pytest

import analysis as an
from analysis import params
from analysis.errors import RegistryError
from analysis.language import LANGUAGES, text
from analysis.strategy import BASELINE_YEAR, STRATEGY_YEARS, Stage, clause_order, clauses, stage_of


@pytest.mark.parametrize(
    ("stage", "years"),
    [
        (Stage.FIRST, (2014, 2015, 2016, 2017)),
        (Stage.SECOND, (2018, 2019, 2020)),
        (Stage.AFTER, (2021, 2024, 2030)),
    ],
)
def test_each_year_has_its_stage(stage: Stage, years: tuple[int, ...]) -> None:
    assert {stage_of(year) for year in years} == {stage}


def test_the_stages_are_those_that_the_strategy_prints() -> None:
    for stage in (Stage.FIRST, Stage.SECOND):
        years = [year for year in STRATEGY_YEARS if stage_of(year) is stage]
        printed = f"{years[0]}–{years[-1]}"
        assert all(printed in text(f"stage.{stage.value}", lang) for lang in LANGUAGES)
    assert (STRATEGY_YEARS[0], STRATEGY_YEARS[-1], BASELINE_YEAR) == (2014, 2020, 2013)


def test_a_year_before_the_strategy_has_no_stage() -> None:
    with pytest.raises(ValueError, match=r"2013 lies before the strategy \(2014–2020\)"):
        stage_of(BASELINE_YEAR)


def test_every_edition_stands_in_its_stage() -> None:
    assert {year: params.load(year).stage for year in params.editions()} == {
        year: stage_of(year) for year in (*STRATEGY_YEARS, 2024)
    }


def test_clauses_come_in_the_order_of_the_text_and_not_of_the_alphabet() -> None:
    known = list(clauses())
    shuffled = random.Random(1).sample(known, len(known))
    assert sorted(shuffled, key=clause_order) == known
    assert sorted(known) != known, "10.2 stands before 7.2 in the alphabet"
    assert known.index("7.2.1") < known.index("10.2.9") < known.index("10.2.10") < known.index("16.1.2")


@pytest.mark.parametrize("number", ["7.2.99", "", "7.2.1 ", "seven"])
def test_an_unknown_clause_is_named(number: str) -> None:
    with pytest.raises(RegistryError, match=rf"^clause {re.escape(repr(number))}") as caught:
        an.clause(number)
    assert "remedy:" in str(caught.value)
