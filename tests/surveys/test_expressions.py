"""Shares from Parquet by an engine are those from rows in memory, and faults are told in counts."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.errors import AnalysisError, DataError, MethodError, ParameterError
from analysis.methods.survey.design import SurveyDesign, domain, survey_design
from analysis.methods.survey.linearised import mean, ratio
from analysis.surveys import expressions, microdata
from analysis.surveys.estimating import Cell, degrees_inside
from analysis.surveys.expressions import Columns, Key, cells, codes, lacking, open_parquet

CLOSE = 1e-9
"""The relative difference that is asked for; sums in another order differ by some 1e-13."""

DESIGNS = {
    "strata and units": Columns("weight", "stratum", "unit", reused=True),
    "units alone": Columns("weight", unit="village"),
    "strata alone": Columns("weight", "stratum"),
    "rows drawn one by one": Columns("weight"),
}


def made(rows: int = 3000, seed: int = 1) -> pd.DataFrame:
    """Answers in 6 strata of 8 units with labels that are used again; nobody of group 3 lives in most of the units."""
    rng = np.random.default_rng(seed)
    stratum, unit = rng.integers(0, 6, rows), rng.integers(1, 9, rows)
    group = np.where((unit < 3) & (rng.random(rows) < 0.3), 3, rng.integers(1, 3, rows))
    weight = np.where(rng.random(rows) < 0.05, 0.0, rng.lognormal(3, 1, rows))
    answer = 1.0 + (rng.random(rows) > 0.3 + 0.05 * stratum + 0.03 * unit)
    amount = rng.lognormal(8, 1, rows)
    return pd.DataFrame(
        {
            "weight": weight,
            "stratum": stratum,
            "unit": unit,
            "village": 10 * stratum + unit,
            "group": group,
            "sex": rng.choice(["f", "m", None], rows, p=[0.5, 0.48, 0.02]),
            "answer": np.where(rng.random(rows) < 0.1, np.nan, answer),
            "amount": amount,
            "part": amount * rng.random(rows),
        }
    )


@contextmanager
def stored(data: pd.DataFrame, folder: Path, **how: Any) -> Iterator[Any]:
    path = folder / "answers.parquet"
    data.to_parquet(path)
    with open_parquet(path, **how) as table:
        yield table


def design(data: pd.DataFrame, columns: Columns) -> SurveyDesign:
    return survey_design(
        data[columns.weight].to_numpy(),
        units=[data[columns.unit].tolist()] if columns.unit else (),
        strata=[data[columns.stratum].tolist()] if columns.stratum else (),
        reused=columns.reused,
    )


def inside(data: pd.DataFrame, by: tuple[str, ...], key: Key) -> np.ndarray:
    found = data["answer"].notna().to_numpy()
    for name, code in zip(by, key, strict=True):
        labels = data[name]
        found = found & (labels.notna() if code is None else labels.astype("string") == code).fillna(False).to_numpy(
            bool
        )
    return found


def degrees(of: SurveyDesign) -> int:
    return degrees_inside(of.weights > 0, of)


def same(cell: Cell, n: int, people: float, share: float, variance: float, df: int) -> None:
    assert (cell.n, cell.degrees) == (n, df)
    found = (cell.people, cell.share, cell.variance)
    assert found == pytest.approx((people, share, variance), rel=CLOSE, abs=0)


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("by", [(), ("group",), ("group", "sex")])
def test_shares_are_those_of_rows_in_memory(name: str, by: tuple[str, ...], tmp_path: Path) -> None:
    data, columns = made(), DESIGNS[name]
    with stored(data, tmp_path) as table:
        found = cells(table, columns, table.answer == 1, where=table.answer.isin([1, 2]), by=by)
    drawn, yes = design(data, columns), (data["answer"] == 1).to_numpy(float)
    assert len(found) == math.prod(data[column].nunique() + 1 for column in by)
    for key, cell in found.items():
        chosen = inside(data, by, key)
        part = domain(drawn, chosen)
        one = mean(yes, part)
        same(cell, part.n, part.weights @ yes, one.value, one.variance, degrees_inside(chosen, drawn))


def test_a_group_is_missing_from_most_units_and_they_count_all_the_same(tmp_path: Path) -> None:
    data, columns = made(), DESIGNS["strata and units"]
    few = data[data["group"] == 3]
    assert len(few[["stratum", "unit"]].drop_duplicates()) < len(data[["stratum", "unit"]].drop_duplicates()) / 2
    with stored(data, tmp_path) as table:
        whole = cells(table, columns, table.part, by=["group"])
        alone = cells(table.filter(table.group == 3), columns, table.part)
    assert whole[("3",)].share == pytest.approx(alone[()].share)
    assert whole[("3",)].degrees == alone[()].degrees == 6, "of the units where it lives"
    assert whole[("3",)].variance != pytest.approx(alone[()].variance, rel=1e-3)


def test_a_part_of_an_amount_is_that_of_rows_in_memory(tmp_path: Path) -> None:
    data, columns = made(), DESIGNS["strata and units"]
    with stored(data, tmp_path) as table:
        found = cells(table, columns, table.part, bottom=table.amount, by=["group"])
    drawn = design(data, columns)
    for group in (1, 2, 3):
        part = domain(drawn, data["group"] == group)
        one = ratio(data["part"], data["amount"], part)
        cell = found[(str(group),)]
        same(cell, part.n, part.weights @ data["part"], one.value, one.variance, degrees(part))


@pytest.mark.parametrize("columns", DESIGNS.values())
def test_a_mean_far_from_zero_keeps_its_digits(columns: Columns, tmp_path: Path) -> None:
    data = made().assign(amount=lambda rows: 1e4 + rows["stratum"] + rows["amount"] / 1e5)
    with stored(data, tmp_path) as table:
        cell = cells(table, columns, table.amount)[()]
    drawn = design(data, columns)
    one = mean(data["amount"], drawn)
    same(cell, drawn.n, drawn.weights @ data["amount"], one.value, one.variance, degrees(drawn))


@pytest.mark.parametrize("columns", DESIGNS.values())
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_nobody_or_everybody_says_yes_the_variance_is_exactly_zero(
    columns: Columns, share: float, tmp_path: Path
) -> None:
    with stored(made(), tmp_path) as table:
        found = cells(table, columns, table.weight * 0 + share, by=["group"])
    assert {(cell.share, cell.variance) for cell in found.values()} == {(share, 0.0)}


def test_cells_in_which_nobody_counts_are_left_out(tmp_path: Path) -> None:
    data = made().assign(weight=lambda rows: rows["weight"].mask(rows["group"] == 3, 0.0))
    with stored(data, tmp_path) as table:
        assert set(cells(table, Columns("weight"), table.part, by=["group"])) == {(None,), ("1",), ("2",)}


TEXTS = ["1", " 1.0", "10", "1.50", "\t1.00\r\n", "", " ", None, "f", "v", "a f", "ə.0"]


def written(table: Any) -> dict[str, list[str | None]]:
    columns = {name: codes(table[name]) for name in ("text", "number", "whole")}
    return dict(table.order_by("whole").select(**columns).to_pyarrow().to_pydict())


def test_codes_are_the_codes_of_rows_in_memory(tmp_path: Path) -> None:
    numbers = [1.0, 2.5, np.nan, -3.0, 0.0, 10.0, 1e300, *range(5)]
    data = pd.DataFrame({"text": TEXTS, "number": numbers, "whole": range(12)})
    with stored(data, tmp_path) as table:
        assert written(table) == {name: microdata.codes(data[name]).tolist() for name in data}


def test_labels_that_are_one_code_are_one_unit_and_one_group(tmp_path: Path) -> None:
    data = made(400)
    written = data.assign(
        unit=[f"{unit}.0" if row % 2 else f" {unit}" for row, unit in enumerate(data["unit"])],
        group=data["group"].astype(float),
    )
    found = []
    for number, rows in enumerate((data, written)):
        (folder := tmp_path / str(number)).mkdir()
        with stored(rows, folder) as table:
            found.append(cells(table, DESIGNS["strata and units"], table.part, by=["group"]))
    assert found[0].keys() == found[1].keys()
    for key, cell in found[0].items():
        same(found[1][key], cell.n, cell.people, cell.share or 0, cell.variance, cell.degrees)


def test_a_cell_of_nobody_or_of_nothing_is_empty(tmp_path: Path) -> None:
    data = made().assign(none=False, zero=0.0)
    with stored(data, tmp_path) as table:
        assert cells(table, DESIGNS["strata and units"], table.part, where=table.none) == {}
        assert cells(table, DESIGNS["strata and units"], table.part, bottom=table.zero) == {}


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        ({"weight": [np.nan, 1, 1, 1]}, DataError, "column 'weight': 1 of 4 weights missing"),
        ({"weight": [np.inf, 1, 1, 1]}, DataError, "column 'weight': 1 of 4 weights missing"),
        ({"weight": [-7.25, -1, 1, 1]}, DataError, "column 'weight': 2 weights below zero"),
        ({"weight": ["7.25", "1", "1", "1"]}, DataError, "column 'weight' of type string"),
        ({"weight": [0.0, 0, 0, 0]}, MethodError, "4 weights of zero"),
        ({"stratum": ["a", None, "b", ""]}, DataError, "column 'stratum': 2 labels missing"),
        ({"unit": [1, None, 1, 2]}, DataError, "column 'unit': 1 labels missing"),
        ({"stratum": ["a", "a", "b", "c"]}, MethodError, "2 of 3 strata of stage 1 with one unit"),
        ({"unit": [1, 2, 1, 3]}, MethodError, "1 units of stage 1 in two strata"),
        ({"value": [np.nan, 1, 7.25, np.inf]}, DataError, "2 values missing in rows that count"),
    ],
)
def test_faults_are_told_in_counts(
    change: dict[str, list[Any]], kind: type[AnalysisError], said: str, tmp_path: Path
) -> None:
    """The answer that a message must not quote is 7.25."""
    whole = {
        "weight": [1.0] * 4,
        "stratum": ["a", "a", "b", "b"],
        "unit": [1, 2, 3, 4],
        "value": [1.0, 0, 1, 0],
        "inside": [True] * 4,
        "below": [1.0] * 4,
    }
    columns = Columns("weight", "stratum", "unit")
    with stored(pd.DataFrame(whole | change), tmp_path) as table, pytest.raises(kind) as told:
        cells(table, columns, table.value, bottom=table.below, where=table.inside)
    assert said in str(told.value) and "7.25" not in str(told.value)


def test_a_file_of_no_rows_is_refused(tmp_path: Path) -> None:
    with stored(made().head(0), tmp_path) as table, pytest.raises(DataError, match="no rows"):
        cells(table, Columns("weight"), table.part)


def test_the_memory_is_kept_to_and_what_was_laid_down_is_removed(tmp_path: Path) -> None:
    data = made(300_000)
    data["unit"] = np.arange(len(data)) // 2
    columns = Columns("weight", "stratum", "unit", reused=True)
    with stored(data, tmp_path, memory="60MB") as table:
        session = table.get_backend().con
        limit, folder = session.sql(
            "select current_setting('memory_limit'), current_setting('temp_directory')"
        ).fetchone()
        cell = cells(table, columns, table.part)[()]
        assert limit == "57.2 MiB" and Path(folder).is_dir()
    assert not Path(folder).exists()
    drawn = design(data, columns)
    one = mean(data["part"], drawn)
    same(cell, drawn.n, drawn.weights @ data["part"], one.value, one.variance, degrees(drawn))


def test_a_folder_of_files_is_one_table(tmp_path: Path) -> None:
    data = made(100)
    for number, rows in enumerate((data[:40], data[40:])):
        rows.to_parquet(tmp_path / f"{number}.parquet")
    with open_parquet(tmp_path) as table:
        assert table.count().to_pyarrow().as_py() == 100


@pytest.mark.parametrize(
    ("how", "kind", "said"),
    [
        ({"engine": "polars"}, ParameterError, "engine 'polars'"),
        ({"memory": "much"}, ParameterError, "memory 'much'"),
        ({}, DataError, "cannot be read as Parquet"),
    ],
)
def test_what_cannot_be_opened_is_said(
    how: dict[str, Any], kind: type[AnalysisError], said: str, tmp_path: Path
) -> None:
    (path := tmp_path / "answers.parquet").write_text("answers 7.25", encoding="utf-8")
    with pytest.raises(kind, match=said) as told, open_parquet(path, **how):
        pass
    assert "7.25" not in str(told.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"answers\.parquet is not there"), open_parquet(tmp_path / "answers.parquet"):
        pass


@pytest.mark.parametrize(("engine", "remedy"), [("duckdb", "make setup"), ("spark", "requirements/spark.txt")])
def test_a_missing_library_is_said_with_where_to_get_it(
    engine: Any, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expressions, "find_spec", lambda name: None)
    with pytest.raises(ParameterError, match="is not installed") as told, open_parquet(tmp_path, engine):
        pass
    assert remedy in told.value.remedy


def test_missing_java_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "find_spec", lambda name: name)
    monkeypatch.setattr(expressions.shutil, "which", lambda name: None)
    assert "Java 17" in str(lacking("spark")) and lacking("duckdb") is None


@pytest.mark.slow
@pytest.mark.skipif(lacking("spark") is not None, reason=str(lacking("spark")))
# PySpark's own: calls that pandas 3 warns of, connections to Java that it leaves open
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_finds_what_duckdb_finds_in_a_million_rows(tmp_path: Path) -> None:
    made(1_000_000).to_parquet(path := tmp_path / "answers.parquet")
    pd.DataFrame({"text": TEXTS, "number": 1.0, "whole": range(12)}).to_parquet(texts := tmp_path / "texts.parquet")
    found, labels = {}, []
    for engine in ("duckdb", "spark"):
        with open_parquet(texts, engine) as table:
            labels.append(written(table))
        with open_parquet(path, engine) as table:
            for name, by in (("strata and units", ["group", "sex"]), ("rows drawn one by one", ["group"])):
                yes, answered = codes(table.answer) == "1", codes(table.answer).isin(["1", "2"])
                for key, cell in cells(table, DESIGNS[name], yes, where=answered, by=by).items():
                    found[engine, name, key] = cell
    gc.collect()
    assert labels[0] == labels[1]
    keys = [key for engine, *key in found if engine == "duckdb"]
    assert len(keys) == 12 + 4 and len(found) == 2 * len(keys)
    for key in keys:
        one = found["duckdb", *key]
        assert one.share is not None
        same(found["spark", *key], one.n, one.people, one.share, one.variance, one.degrees)
