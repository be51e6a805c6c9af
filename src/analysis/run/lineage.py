"""From every printed number back to its raw row: the records that exhibits carry, gathered into one table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from analysis.errors import RunError
from analysis.run.whole_files import write_whole

COLUMNS = (
    "id",
    "kind",
    "clause",
    "indicator",
    "economy",
    "ref_year",
    "breakdown",
    "period",
    "value",
    "unit",
    "source",
    "vintage",
    "source_row",
    "function",
    "role",
)

Row = tuple[str, ...]
"""One record, its values as text in the order of ``COLUMNS``."""


def rows_of(tables: Iterable[str], *, place: str) -> tuple[Row, ...]:
    """Rows of the tables that exhibits carried as CSV, sorted, each once.

    Raises
    ------
    RunError
        If a table has not exactly the columns.
    """
    return tuple(sorted({row for table in tables for row in _rows(table, place)}, key=_order))


def agree(one: Iterable[Row], other: Iterable[Row], *, place: str) -> None:
    """Refuse two languages of one chapter that rest on different numbers.

    Raises
    ------
    RunError
        Naming the first record that only one of them has.
    """
    apart = sorted(set(one) ^ set(other), key=_order)
    if apart:
        raise RunError(
            f"{place}: the languages rest on different numbers, first in {' '.join(apart[0][:6])}",
            rule="both languages show the same figures",
            remedy="take out what depends on lang in the chapter's calculation",
        )


def read(path: Path) -> tuple[Row, ...]:
    """The rows of an edition's ``lineage.csv``; none if there is no such file.

    Raises
    ------
    RunError
        If its columns are not the ones written here.
    """
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = [*csv.reader(file)] or [[]]
    if tuple(head) != COLUMNS:
        raise RunError(
            f"{path}: columns {', '.join(head)}", rule=", ".join(COLUMNS), remedy="delete the file and run anew"
        )
    return tuple(tuple(row) for row in rows)


def of_chapter(rows: Iterable[Row], chapter: str) -> tuple[Row, ...]:
    """The rows whose exhibit belongs to ``chapter``."""
    return tuple(row for row in rows if row[0].split(".")[0] == chapter)


def write(path: Path, made: Mapping[str, Iterable[Row]], *, keep: Collection[str]) -> None:
    """Write the rows of the chapters made anew; of the others, rows of those in ``keep`` stay as they are."""
    staying = set(keep) - set(made)
    kept = [row for row in (read(path) if staying else ()) if row[0].split(".")[0] in staying]
    rows = sorted({*kept, *(row for rows in made.values() for row in rows)}, key=_order)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    write_whole(path, out.getvalue())


def _rows(table: str, place: str) -> list[Row]:
    head, *rows = csv.reader(io.StringIO(table, newline=""))
    if tuple(head) != COLUMNS:
        odd = ", ".join(sorted(set(head) ^ set(COLUMNS))) or "their order"
        raise RunError(f"{place}: lineage columns differ in {odd}", rule=", ".join(COLUMNS), remedy="mend the exhibit")
    return [tuple(row) for row in rows]


def _order(row: Row) -> tuple[tuple[tuple[int, int | str], ...], Row]:
    """Exhibit 2 comes before exhibit 10."""
    parts = re.split(r"(\d+)", row[0])
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts), row
