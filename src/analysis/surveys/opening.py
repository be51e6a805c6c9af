"""A file of answers with everything that is needed to estimate from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import DataError
from analysis.indicators import Questionnaire
from analysis.paths import here
from analysis.surveys.checking import checked
from analysis.surveys.codebook import codebook_of, differences, read_codebook
from analysis.surveys.drawing import Designs, Margins
from analysis.surveys.estimating import ShareTable, share_table
from analysis.surveys.margins import read_margins
from analysis.surveys.microdata import MARK, read


@dataclass(frozen=True)
class Survey:
    """A checked file of answers: ``problems`` is everything wrong with it, and only without any are there designs."""

    definition: Questionnaire
    data: pd.DataFrame
    margins: Margins
    problems: tuple[DataError, ...]
    made: Designs | None

    @property
    def designs(self) -> Designs:
        """The designs of persons and of households.

        Raises
        ------
        DataError
            If something is wrong with the file: the first of its problems.
        """
        if self.made is None:
            raise self.problems[0]
        return self.made

    def table(self, measure: str, by: Sequence[str]) -> ShareTable:
        """A measure's share for everybody and for each group and crossing; errors as `share_table`, and `designs`."""
        return share_table(self.data, self.definition, measure, by, self.designs)

    @property
    def is_synthetic(self) -> bool:
        """Whether the answers say of themselves that they are made up."""
        return MARK in self.data.columns


def opened(
    path: Path, definition: Questionnaire, *, margins: Path | None = None, codebook: Path | None = None
) -> Survey:
    """Open and check a file of answers.

    Parameters
    ----------
    margins
        Known numbers of people (CSV) that weights are brought to.
    codebook
        Labels of codes (CSV), where the file does not carry its own.

    Raises
    ------
    DataError
        If a file cannot be read, or the answers may not lie where they do.
    """
    data = read(path, definition, project=here())
    sizes = read_margins(margins, definition) if margins else {}
    designs, problems = checked(data, definition, sizes)
    labels = read_codebook(codebook) if codebook else codebook_of(path)
    problems += differences(labels, definition)
    return Survey(definition, data, sizes, tuple(problems), None if problems else designs)
