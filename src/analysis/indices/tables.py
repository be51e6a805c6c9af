"""Reads the tables of this room: one row a line, checked once, and the first fault named with its line."""

from __future__ import annotations

import csv
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from analysis.errors import RegistryError

Row = TypeVar("Row", bound=BaseModel)


def rows_of(name: str, model: type[Row]) -> tuple[Row, ...]:
    """The rows of ``indices/<name>``, an empty cell being a field's default.

    Raises
    ------
    RegistryError
        If a row does not fit; the message gives file and line.
    """
    text = (resources.files("analysis.indices") / name).read_text(encoding="utf-8")
    return read_rows(text, model, place=f"indices/{name}")


def read_rows(text: str, model: type[Row], *, place: str) -> tuple[Row, ...]:
    """The rows of a CSV text; ``place`` is how a message names the file.

    Raises
    ------
    RegistryError
        If a row does not fit.
    """
    found = []
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            found.append(model.model_validate({key: value for key, value in row.items() if value != ""}))
        except ValidationError as problem:
            first = problem.errors()[0]
            raise RegistryError(
                f"{place} line {line}: {'.'.join(map(str, first['loc'])) or 'row'}: {first['msg']}",
                rule=f"the fields of {model.__name__}",
                remedy="mend the line",
            ) from None
    return tuple(found)
