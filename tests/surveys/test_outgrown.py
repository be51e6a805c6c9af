"""A file that outgrows memory gives the tables that it gives in memory."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import DataError, ParameterError
from analysis.indicators import questionnaire
from analysis.paths import here
from analysis.surveys import ShareTable, outgrown, synthetic
from analysis.surveys.drawing import designs_of
from analysis.surveys.estimating import share_table

HOUSEHOLD = questionnaire()
ANSWERS = synthetic(7)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "answers.parquet"
    ANSWERS.to_parquet(path)
    return path


def flat(table: ShareTable) -> list[tuple[object, ...]]:
    """Cells as plain numbers, rounded where two ways of adding up may differ."""
    return [
        (
            row.groups,
            row.shown,
            row.respondents,
            None if row.estimate is None else tuple(round(x, 8) for x in (row.estimate.value, row.estimate.ci_low)),
        )
        for row in table.rows
    ]


@pytest.mark.parametrize(
    ("measure", "by"),
    [
        ("HH7", ("residence", "sex")),
        ("HH4", ("residence",)),
        ("HH16", ("residence",)),
        ("HH9.email", ()),
        ("SATISFIED", ("education", "disability")),
        ("HH23.trust", ("age", "work")),
    ],
)
def test_tables_are_those_of_a_file_in_memory(measure: str, by: tuple[str, ...], file: Path) -> None:
    inside = share_table(ANSWERS, HOUSEHOLD, measure, by, designs_of(ANSWERS, HOUSEHOLD))
    with outgrown(file, HOUSEHOLD, "duckdb", "500MB") as found:
        outside = found.table(measure, by)
    assert flat(outside) == flat(inside)
    assert outside.left_out == inside.left_out


def test_households_without_a_weight_do_not_count(tmp_path: Path) -> None:
    """In a file with several people of a household, its weight stands in one row."""
    twice = pd.concat([ANSWERS, ANSWERS.assign(person=ANSWERS["person"] + 500_000, household_weight=None)])
    path = tmp_path / "twice.parquet"
    twice.astype({"household_weight": "float64"}).to_parquet(path)
    inside = share_table(twice, HOUSEHOLD, "HH4", (), designs_of(twice, HOUSEHOLD))
    with outgrown(path, HOUSEHOLD, "duckdb", "500MB") as found:
        assert flat(found.table("HH4", ())) == flat(inside)
    assert inside.rows[0].respondents == round(len(ANSWERS) - int(ANSWERS["hh4"].isin([8, 9]).sum()), -1)


@pytest.mark.parametrize(
    ("column", "given", "said"),
    [
        ("hh7", 5, "column 'hh7': 1800 answers with a code that the questionnaire does not know"),
        ("hh16", 1_000_000_000, "question HH16: 1800 amounts below zero or above the whole"),
        ("satisfied", 3, "question SATISFIED: 1[0-9]+ answers of people who were not to be asked"),
        ("phone", 5, "columns that would identify people: phone"),
        ("hh7", None, "no column 'hh7'"),
    ],
)
def test_what_is_wrong_is_told_in_counts(column: str, given: int | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    (ANSWERS.drop(columns=column) if given is None else ANSWERS.assign(**{column: given})).to_parquet(path)
    with pytest.raises(DataError, match=said), outgrown(path, HOUSEHOLD, "duckdb", "500MB"):
        pass


def test_a_file_in_the_project_is_refused_before_it_is_opened() -> None:
    path = here().root / "answers.parquet"
    with pytest.raises(DataError, match="lies in the project"), outgrown(path, HOUSEHOLD, "duckdb", "500MB"):
        pass


def test_populations_are_not_left_out_silently(file: Path) -> None:
    drawn = HOUSEHOLD.design.model_copy(update={"populations": ("villages",)})
    finite = HOUSEHOLD.model_copy(update={"design": drawn})
    with pytest.raises(ParameterError, match="a design with populations"), outgrown(file, finite, "duckdb", "500MB"):
        pass


def test_an_unknown_engine_is_named(file: Path) -> None:
    with pytest.raises(ParameterError, match="engine 'pandas'; rule: memory, duckdb, spark"):
        outgrown(file, HOUSEHOLD, "pandas", "500MB").__enter__()
