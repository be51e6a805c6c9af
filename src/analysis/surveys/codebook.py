"""Whether a file's own codebook says of its codes what the questionnaire says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.errors import DataError
from analysis.indicators import Questionnaire
from analysis.surveys.tables import table_lines

COLUMNS = ("column", "code", "label")

Codebook = Mapping[str, Mapping[str, str]]
"""Labels by column and code."""


def codebook_of(path: Path) -> Codebook:
    """The labels that an SPSS or Stata file carries; of other files none."""
    import pyreadstat

    readers = {".sav": pyreadstat.read_sav, ".dta": pyreadstat.read_dta}
    if path.suffix.lower() not in readers:
        return {}
    _, about = readers[path.suffix.lower()](str(path), metadataonly=True)
    return {
        column: {f"{code:g}" if isinstance(code, float) else str(code): label for code, label in labels.items()}
        for column, labels in about.variable_value_labels.items()
    }


def read_codebook(path: Path) -> Codebook:
    """A codebook in a CSV file with the columns column, code, label.

    Raises
    ------
    DataError
        If the file cannot be read or has other columns.
    """
    found: dict[str, dict[str, str]] = {}
    for _, (column, code, label) in table_lines(path, COLUMNS):
        found.setdefault(column, {})[code] = label
    return found


def differences(codebook: Codebook, definition: Questionnaire) -> Iterator[DataError]:
    """Codes that only one of codebook and questionnaire knows; columns without labels are passed over."""
    for column, known in definition.known_codes.items():
        if column not in codebook:
            continue
        labelled, answers = set(codebook[column]), known - set(definition.refusals)
        if unknown := sorted(labelled - known):
            yield DataError(
                f"the codebook of column {column!r} has codes that the questionnaire lacks: {', '.join(unknown)}",
                rule=f"one of {', '.join(sorted(known))}",
                remedy="add them to the questionnaire, as answers or refusals",
            )
        if missing := sorted(answers - labelled):
            yield DataError(
                f"the codebook of column {column!r} lacks codes of the questionnaire: {', '.join(missing)}",
                rule="every answer that was printed can be given",
                remedy="check that the file is of this questionnaire",
            )
