"""The table from every printed number back to its raw row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.errors import RunError
from analysis.present.exhibit import LINEAGE, Exhibit
from analysis.run.lineage import COLUMNS, agree, of_chapter, read, rows_of, write


def record(**changes: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS, "") | {"id": "a.1", "ref_year": 2018, "value": 0.1} | changes


def carried(*records: dict[str, Any]) -> list[str]:
    """What an exhibit with these records puts beside its output."""
    return [Exhibit("a.1", "", "", records)._repr_mimebundle_()[LINEAGE]]


def test_records_are_sorted_by_exhibit_number_and_each_stands_once():
    records = [record(id="a.10"), record(id="a.2"), record(id="a.2"), record(id="a.2", value=3)]
    rows = rows_of(carried(*records), place="here")
    assert [(row[0], row[8]) for row in rows] == [("a.2", "0.1"), ("a.2", "3"), ("a.10", "0.1")]


def test_a_value_survives_the_way_to_the_file(tmp_path: Path):
    value = 0.1 + 0.2
    write(tmp_path / "lineage.csv", {"a": rows_of(carried(record(value=value)), place="here")}, keep=())
    assert float(read(tmp_path / "lineage.csv")[0][COLUMNS.index("value")]) == value


def test_rows_of_chapters_that_were_not_run_are_kept(tmp_path: Path):
    path = tmp_path / "lineage.csv"
    write(
        path,
        {
            "a": rows_of(carried(record(id="a.1"), record(id="a.2")), place="x"),
            "b": rows_of(carried(record(id="b.1")), place="x"),
            "c": rows_of(carried(record(id="c.1")), place="x"),
        },
        keep=(),
    )
    write(path, {"a": rows_of(carried(record(id="a.1", value=5)), place="x")}, keep=["a", "b"])
    assert [(row[0], row[8]) for row in read(path)] == [("a.1", "5"), ("b.1", "0.1")], "c has no page any more"
    assert [row[0] for row in of_chapter(read(path), "b")] == ["b.1"]


def test_an_empty_file_is_named(tmp_path: Path):
    (tmp_path / "lineage.csv").touch()
    with pytest.raises(RunError, match="delete the file and run anew"):
        read(tmp_path / "lineage.csv")


def test_the_order_of_chapters_does_not_change_the_file(tmp_path: Path):
    a, b = rows_of(carried(record(id="a.1")), place="x"), rows_of(carried(record(id="b.1")), place="x")
    write(tmp_path / "one.csv", {"a": a, "b": b}, keep=())
    write(tmp_path / "two.csv", {"b": b}, keep=())
    write(tmp_path / "two.csv", {"a": a}, keep=["b"])
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_languages_that_differ_are_named():
    with pytest.raises(RunError, match=r"a 2018: the languages rest on different numbers, first in a\.1"):
        agree(rows_of(carried(record()), place="x"), rows_of(carried(record(value=2)), place="x"), place="a 2018")


def test_a_record_with_other_columns_is_refused():
    odd = record() | {"extra": 1}
    with pytest.raises(RunError, match="lineage columns differ in extra"):
        rows_of(carried(odd), place="here")


def test_columns_in_another_order_are_refused():
    swapped = dict(sorted(record().items()))
    with pytest.raises(RunError, match="lineage columns differ in their order"):
        rows_of(carried(swapped), place="here")


def test_a_value_with_comma_quote_and_line_end_survives():
    text = 'a, "b"\nc'
    assert rows_of(carried(record(breakdown=text)), place="here")[0][COLUMNS.index("breakdown")] == text


def test_a_file_with_other_columns_is_refused(tmp_path: Path):
    path = tmp_path / "lineage.csv"
    path.write_text("id,value\na.1,2\n")
    with pytest.raises(RunError, match="columns id, value"):
        read(path)


def test_the_columns_are_those_the_page_gives():
    from analysis.methods.results import Observation
    from analysis.present import exhibit

    made = exhibit.lineage(
        Observation("internet_users", "AZE", 2018, 79.8, "percent"), id="a.1", kind="table", function="f"
    )
    assert tuple(made[0]) == COLUMNS
