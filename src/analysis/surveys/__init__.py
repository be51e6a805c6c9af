"""From a questionnaire's answers to tables that may be printed: no answer of a single person leaves this room.

`questionnaire` says which columns are which questions, `microdata` opens a file of answers, `checking` looks for what
is wrong with it, `estimating` makes the table; `synthetic` makes answers up, for tests and the tutorial. Messages give
columns, counts and rules, never a row.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.paths import here
from analysis.surveys.checking import design_of, problems
from analysis.surveys.estimating import Share, ShareTable, share_table
from analysis.surveys.microdata import read, refuse_tracked
from analysis.surveys.questionnaire import Questionnaire, questionnaire
from analysis.surveys.synthetic import MARK, synthetic

__all__ = [
    "MARK",
    "Questionnaire",
    "Share",
    "ShareTable",
    "design_of",
    "is_synthetic",
    "opened",
    "problems",
    "questionnaire",
    "read",
    "share_table",
    "synthetic",
    "write_example",
]


def opened(path: Path, definition: Path | None = None) -> tuple[Questionnaire, pd.DataFrame]:
    """The questionnaire, by default that of the household survey, and the answers in a file; errors as `read`."""
    known = questionnaire(definition)
    return known, read(path, known, project=here())


def is_synthetic(data: pd.DataFrame) -> bool:
    """Whether answers say of themselves that they are made up."""
    return MARK in data.columns


def write_example(path: Path, seed: int) -> None:
    """Write synthetic answers as CSV.

    Raises
    ------
    DataError
        If the file would lie in the project outside of the folder for microdata.
    """
    refuse_tracked(path, here())
    synthetic(seed).answers.to_csv(path, index=False)
