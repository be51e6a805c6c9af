"""Known numbers of people, by group, that weights are brought to."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import DataError
from analysis.indicators import Questionnaire
from analysis.surveys.drawing import Margins
from analysis.surveys.tables import table_lines

COLUMNS = ("group", "code", "people")


def read_margins(path: Path, definition: Questionnaire) -> Margins:
    """The numbers of a CSV file with the columns group, code, people: a group and a code of the questionnaire a line.

    Raises
    ------
    DataError
        If the file cannot be read, has other columns, or a line names no group or code, or no number above zero.
    """
    found: dict[str, dict[str, float]] = {}
    for place, (group, code, people) in table_lines(path, COLUMNS):
        if group not in definition.groups:
            raise DataError(
                f"{place}: group {group!r}", rule=f"one of {', '.join(definition.groups)}", remedy="mend the group"
            )
        if code not in (known := definition.groups[group].codes):
            raise DataError(
                f"{place}: code {code!r} of {group}", rule=f"one of {', '.join(known)}", remedy="mend the code"
            )
        if code in found.setdefault(group, {}):
            raise DataError(place, rule="a code of a group once", remedy="keep one line")
        found[group][code] = _size(people, place)
    if not found:
        raise DataError(f"{path.name} holds no margin", rule="one line or more", remedy="give the number of people")
    return found


def _size(people: str, place: str) -> float:
    try:
        size = float(people)
    except ValueError:
        size = 0.0
    if not 0 < size < float("inf"):
        raise DataError(f"{place}: {people!r} people", rule="a number above zero", remedy="give the number of people")
    return size
