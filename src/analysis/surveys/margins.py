"""Known numbers of people, by group, that weights are brought to."""

from __future__ import annotations

import csv
from pathlib import Path

from analysis.errors import DataError
from analysis.indicators import Questionnaire
from analysis.surveys.drawing import Margins

COLUMNS = ["group", "code", "people"]


def read_margins(path: Path, definition: Questionnaire) -> Margins:
    """The numbers of a CSV file with the columns group, code, people: a group and a code of the questionnaire a line.

    Raises
    ------
    DataError
        If the file cannot be read, has other columns, or a line names no group or code, or no number above zero.
    """
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{path.name} cannot be read: {type(error).__name__}", rule="a CSV file in UTF-8", remedy="check the path"
        ) from None
    if not lines or lines[0] != COLUMNS:
        raise DataError(f"line 1 of {path.name}", rule=f"the columns {', '.join(COLUMNS)}", remedy="rename the columns")
    found: dict[str, dict[str, float]] = {}
    for number, cells in enumerate(lines[1:], start=2):
        group, code, people = _line(cells, number, path.name, definition)
        if code in found.setdefault(group, {}):
            raise DataError(f"line {number} of {path.name}", rule="a code of a group once", remedy="keep one line")
        found[group][code] = people
    if not found:
        raise DataError(f"{path.name} holds no margin", rule="one line or more", remedy="give the number of people")
    return found


def _line(cells: list[str], number: int, name: str, definition: Questionnaire) -> tuple[str, str, float]:
    place = f"line {number} of {name}"
    if len(cells) != len(COLUMNS):
        raise DataError(f"{place}: {len(cells)} cells", rule="group, code, people", remedy="mend the line")
    group, code, people = (cell.strip() for cell in cells)
    if group not in definition.groups:
        raise DataError(
            f"{place}: group {group!r}", rule=f"one of {', '.join(definition.groups)}", remedy="mend the group"
        )
    if code not in (known := definition.groups[group].codes):
        raise DataError(f"{place}: code {code!r} of {group}", rule=f"one of {', '.join(known)}", remedy="mend the code")
    try:
        size = float(people)
    except ValueError:
        size = 0.0
    if not 0 < size < float("inf"):
        raise DataError(f"{place}: {people!r} people", rule="a number above zero", remedy="give the number of people")
    return group, code, size
