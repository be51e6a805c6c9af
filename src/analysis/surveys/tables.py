"""Small tables that come with a file of answers: CSV in UTF-8 with columns of given names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.errors import DataError


def table_lines(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines below the heading: how messages name each, and its cells without blanks around them.

    Raises
    ------
    DataError
        If the file cannot be read, or a line has other columns.
    """
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{path.name} cannot be read: {type(error).__name__}", rule="a CSV file in UTF-8", remedy="check the path"
        ) from None
    named = ", ".join(columns)
    if not lines or lines[0] != list(columns):
        raise DataError(f"line 1 of {path.name}", rule=f"the columns {named}", remedy="rename the columns")
    for number, cells in enumerate(lines[1:], start=2):
        if not cells:
            continue  # a blank line, as at the end
        place = f"line {number} of {path.name}"
        if len(cells) != len(columns):
            raise DataError(f"{place}: {len(cells)} cells", rule=named, remedy="mend the line")
        yield place, [cell.strip() for cell in cells]
