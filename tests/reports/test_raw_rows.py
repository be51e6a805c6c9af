"""Every number in an edition's lineage is the number in the raw row it names, in the indicator's unit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from published import lineage

from analysis.data.panel import RESTRICTED
from analysis.indicators import series
from analysis.paths import Project

pytestmark = pytest.mark.slow

YEARS = (2014, 2017, 2020, 2024)


@pytest.fixture(scope="module")
def raw(project: Project) -> pd.DataFrame:
    """Every raw row under the name that lineage gives it: source/vintage/file#id, or #L and its line."""
    return pd.concat([rows_of(path, project) for path in sorted(project.raw.glob("*/*/*.csv"))], ignore_index=True)


def rows_of(path: Path, project: Project) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    lines = pd.Series(range(2, len(rows) + 2), index=rows.index).map("L{}".format)
    place = path.relative_to(project.raw)
    return rows.assign(
        source_row=f"{place.as_posix()}#" + rows["id"].where(rows["id"] != "", lines), folder=place.parts[0]
    )


def traced(rows: pd.DataFrame, raw: pd.DataFrame) -> pd.DataFrame:
    """Lineage beside the raw row it names and the factor of that row's series; NaN where there is none."""
    factors = pd.DataFrame([one.model_dump() for one in series()])
    named = ["folder", "series", "raw_breakdown", "indicator"]
    factors = factors.rename(columns={"source": "folder"})[[*named, "factor"]]
    found = rows.merge(raw, on="source_row", how="left", suffixes=("", "_raw"))
    exact = found.merge(factors, how="left", left_on=["folder", "series", "breakdown_raw", "indicator"], right_on=named)
    every = factors[factors["raw_breakdown"] == "*"].drop(columns="raw_breakdown")
    loose = found.merge(every, how="left", on=["folder", "series", "indicator"])
    return found.assign(factor=exact["factor"].fillna(loose["factor"]))


def unlike(found: pd.DataFrame) -> pd.DataFrame:
    """The rows whose raw row is missing, describes something else, or has another number."""
    lost = found["value_raw"].isna() | found["factor"].isna()
    other = (found["economy"] != found["economy_raw"]) | (found["ref_year"] != found["ref_year_raw"])
    other |= found["period"] != found["period_raw"]
    # exact: both sides are the same decimal number, turned into a float once
    pairs = zip(found["value_raw"].where(~lost, "0"), found["factor"].where(~lost, 1.0), strict=True)
    exact = pd.Series([float(Decimal(value) * Decimal(repr(factor))) for value, factor in pairs], index=found.index)
    return found[lost | other | (exact != found["value"].astype(float))]


@pytest.mark.parametrize("year", YEARS)
def test_every_value_is_that_of_its_raw_row(reports: Path, raw: pd.DataFrame, year: int) -> None:
    rows = lineage(reports / str(year))
    assert len(rows) > 1000
    assert raw["source_row"].is_unique
    wrong = unlike(traced(rows, raw))
    assert wrong.empty, wrong[["id", "source_row", "value", "value_raw", "factor"]].head().to_string()


@pytest.mark.parametrize("column", ["value", "source_row", "economy", "ref_year"])
def test_one_spoilt_cell_is_found(reports: Path, raw: pd.DataFrame, column: str) -> None:
    rows = lineage(reports / "2020").copy()
    rows.loc[7, column] = {"value": "1e-9", "source_row": "wdi/2026-07/wdi.csv#L1"}.get(column, "2013")
    assert list(unlike(traced(rows, raw)).index) == [7]


@pytest.mark.parametrize("year", YEARS)
def test_nothing_is_shown_whose_publishers_terms_are_not_open(reports: Path, year: int) -> None:
    assert not lineage(reports / str(year))["source_row"].str.startswith(RESTRICTED).any()
