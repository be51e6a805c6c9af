"""Opening a file of answers: where it may lie, how it is read, and columns that would identify people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.indicators import Questionnaire
from analysis.paths import Project

FOLDER = Path("data") / "raw" / "survey"
"""The only place in the project where microdata may lie; version control leaves it out."""

MARK = "synthetic"
"""A column of this name says that the answers are made up."""

IDENTIFYING = re.compile(
    r"(^|_)(name|surname|first_?name|last_?name|patronymic|phone|mobile_?number|e?mail|address|street|passport|fin|pin|"
    r"birth_?(date|day)|date_?of_?birth|dob|lat|lon|lng|latitude|longitude|gps|coordinates?|"
    r"ad|soyad|ata_?adi|telefon|unvan|ünvan|doğum_?tarixi|dogum_?tarixi)(_|$)",
    re.IGNORECASE,
)
"""Names of columns that would say who answered; those of answers by code, such as ``hh9_email``, are none."""


def read(path: Path, definition: Questionnaire, *, project: Project) -> pd.DataFrame:
    """The columns that the definition names, answers and groups as text.

    CSV (UTF-8), Parquet, SPSS and Stata files are read; codes that a file holds as whole numbers become their digits.

    Raises
    ------
    DataError
        If the file lies in the project outside of `FOLDER`, has an unknown ending, cannot be read, holds columns that
        would identify people, or lacks a column that the definition names.
    """
    refuse_tracked(path, project)
    data = _opened(path)
    refuse_columns(path, [str(column) for column in data.columns], definition)
    kept = [*definition.columns, *([MARK] if MARK in data.columns else [])]
    return data[kept]


def refuse_columns(path: Path, columns: Iterable[str], definition: Questionnaire) -> None:
    """Make sure that a file has every column that the definition names, and none that would identify people.

    Raises
    ------
    DataError
        Naming the columns.
    """
    present = set(columns)
    if missing := [column for column in definition.columns if column not in present]:
        raise DataError(
            f"{path.name}: no column {missing[0]!r} (and {len(missing) - 1} more)",
            rule="every column that the questionnaire names, in small letters, with commas between cells",
            remedy="rename the file's columns or mend the questionnaire",
        )
    unknown = present - set(definition.known_codes)
    if found := sorted(column for column in unknown if IDENTIFYING.search(column)):
        raise DataError(
            f"{path.name}: columns that would identify people: {', '.join(found)}",
            rule="answers without names, phones, addresses, exact dates of birth or coordinates",
            remedy="remove them, and give ages in groups, before the file comes here",
        )


def refuse_tracked(path: Path, project: Project) -> None:
    """Make sure that answers cannot get into version control.

    Raises
    ------
    DataError
        If the file lies in the project, but not in `FOLDER`.
    """
    root, place = project.root.resolve(), path.resolve()
    if place.is_relative_to(root) and not place.is_relative_to(root / FOLDER):
        raise DataError(
            f"{path.name} lies in the project",
            rule=f"microdata lie in {FOLDER.as_posix()}, which version control leaves out, or outside of the project",
            remedy="move the file there",
        )


def codes(column: pd.Series) -> pd.Series:
    """Codes as text, missing where nothing is there; 1.0 and 1 are the same code.

    Examples
    --------
    >>> codes(pd.Series([1.0, None, 2.0])).tolist()
    ['1', None, '2']
    """
    place, found = pd.factorize(column)
    known = [*(re.sub(r"\.0+$", "", str(one).strip()) or None for one in found), None]  # missing has place −1, the last
    return pd.Series(np.array(known, dtype=object)[place], index=column.index, dtype=object)


def numbers(column: pd.Series) -> np.ndarray:
    """A column as floats, not a number where it holds none; shape (rows,)."""
    return np.asarray(pd.to_numeric(column, errors="coerce"), dtype=float)


def _opened(path: Path) -> pd.DataFrame:
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {
        ".csv": _csv,
        ".parquet": pd.read_parquet,
        ".sav": _spss,
        ".dta": _stata,
    }
    if path.suffix.lower() not in readers:
        raise DataError(
            f"{path.name} ends in {path.suffix or 'nothing'}",
            rule=f"one of {', '.join(readers)}",
            remedy="save the file as one of these",
        )
    if not path.is_file():
        raise DataError(f"{path.name} is not there", rule="a file of answers", remedy="check the path")
    try:
        return readers[path.suffix.lower()](path)
    except UnicodeDecodeError as error:
        raise DataError(
            f"byte {error.start} of {path.name} is not UTF-8", rule="UTF-8", remedy="save the file in UTF-8"
        ) from None
    except Exception as error:  # a reader's own message may quote a row
        raise DataError(
            f"{path.name} cannot be read as {path.suffix[1:]}: {type(error).__name__}",
            rule="one header line and as many cells in every row, or the format's own rules",
            remedy="save the file anew",
        ) from None


def _csv(path: Path) -> pd.DataFrame:
    found = pd.read_csv(path, dtype="string", keep_default_na=False, encoding="utf-8-sig")
    if not isinstance(found.index, pd.RangeIndex):
        raise ValueError("rows of more cells than the heading, which would shift all columns")
    return found


def _spss(path: Path) -> pd.DataFrame:
    return pd.read_spss(path, convert_categoricals=False)


def _stata(path: Path) -> pd.DataFrame:
    return pd.read_stata(path, convert_categoricals=False)
