"""The headline numbers of every edition stay as they were reviewed; `make golden` changes them on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from headlines import CHAPTERS, KEYS, differences, headlines, questions

from analysis import params
from analysis.chapters.evidence import Evidence

HERE = Path(__file__).parent
TABLES = {
    "scorecard": {"verdicts"},
    "infrastructure": {"levels", "counters"},
    "egovernment": {"levels", "editions", "counters"},
    "digital_divide": {"levels", "gaps", "counters"},
    "cybersecurity": {"levels", "editions", "counters"},
    "ict_sector": {"levels", "editions", "counters"},
    "human_capital": {"levels", "gaps", "counters"},
    "society": {"levels", "counters"},
    "national_content": {"counters"},
    "public_opinion": {"levels", "counters"},
    "composite_index": set(),  # a weight of its recipe may change without any other file
}

At = Callable[[int], Evidence]


def path(chapter: str, kind: str) -> Path:
    return HERE / f"{chapter}_{kind}.csv"


def stored(chapter: str, kind: str) -> pd.DataFrame:
    return pd.read_csv(path(chapter, kind), dtype=str, keep_default_na=False)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_headlines_are_as_reviewed(chapter: str, evidence: At, request: pytest.FixtureRequest) -> None:
    found = [headlines(chapter, evidence(year)) for year in params.editions()]
    assert {kind for tables in found for kind in tables} == TABLES[chapter]
    for kind in sorted(TABLES[chapter]):
        table = pd.concat([tables[kind] for tables in found if kind in tables], ignore_index=True)
        if request.config.getoption("--rewrite-golden"):
            table.to_csv(path(chapter, kind), index=False, lineterminator="\n")
        assert differences(stored(chapter, kind), table, kind) == []
        pd.testing.assert_frame_equal(stored(chapter, kind), table, check_dtype=False)


def test_every_stored_table_is_compared() -> None:
    named = {path(chapter, kind).name for chapter, kinds in TABLES.items() for kind in kinds}
    assert {file.name for file in HERE.glob("*.csv")} == named


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_question_of_a_chapter_is_asked(chapter: str) -> None:
    """A notebook asks nothing that the tables leave out."""
    from analysis.paths import here

    asked = {question.__name__ for question in questions(CHAPTERS[chapter])}
    notebook = (here().notebooks / f"{chapter}.ipynb").read_text(encoding="utf-8")
    called = set(pd.Series([notebook]).str.findall(rf"{chapter}\.(\w+)\(evidence\)")[0])
    assert called and called <= asked


@pytest.mark.parametrize(
    ("economy", "year", "column"),
    [("AZE", 2018, "latest"), ("AZE", 2013, "baseline"), ("CHN", 2018, "rank")],
)
def test_one_changed_number_is_seen(panel: pd.DataFrame, economy: str, year: int, column: str) -> None:
    """A value of internet users moves; the same comparison names the cell it changed."""
    changed = panel.copy()
    chosen = (changed["indicator"] == "internet_users") & (changed["source"] == "wdi") & (changed["breakdown"] == "")
    chosen &= (changed["economy"] == economy) & (changed["ref_year"] == year)
    assert chosen.sum() == 1
    changed.loc[chosen, "value"] = changed.loc[chosen, "value"] + (0.001 if economy == "AZE" else 30.0)
    found = headlines("infrastructure", Evidence(changed, params.load(2018)))["levels"]
    before = stored("infrastructure", "levels").query("edition == '2018'").reset_index(drop=True)
    said = differences(before, found, "levels")
    assert any(line.startswith(f"2018 internet_users: {column} ") for line in said)
    assert all(line.startswith("2018 internet_users") for line in said)


def test_one_changed_counter_is_seen(panel: pd.DataFrame) -> None:
    """One name more under .az, and the cell is named."""
    changed = panel.copy()
    chosen = (changed["indicator"] == "az_domains") & (changed["period"] == "2023-07")
    assert chosen.sum() == 1
    changed.loc[chosen, "value"] = changed.loc[chosen, "value"] + 1
    found = headlines("national_content", Evidence(changed, params.load(2024)))["counters"]
    before = stored("national_content", "counters").query("edition == '2024'").reset_index(drop=True)
    (said,) = differences(before, found, "counters")
    assert said == "2024 az_domains 2023 2023-07 AZF-1734: value '41971' became '41972'"


def test_a_row_that_comes_or_goes_is_seen() -> None:
    table = stored("egovernment", "editions")
    assert differences(table, table.iloc[1:], "editions") == [
        f"{' '.join(table.loc[0, KEYS['editions']])}: gone",
    ]
    assert differences(table.iloc[1:], table, "editions")[0].endswith(": new")
    assert differences(table, table.drop(columns="rank"), "editions")[0].startswith("columns ")
