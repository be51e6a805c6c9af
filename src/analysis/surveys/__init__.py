"""From a questionnaire's answers to tables that may be printed: no answer of a single person leaves this room.

`opening` opens a file of answers: `microdata` reads it, `checking` looks for what is wrong with it, `codebook` compares
its labels, `margins` reads known numbers of people and `drawing` builds the designs of persons and households.
`answering` says who answered what, `estimating` makes tables of shares, `comparing` sets two waves side by side, and
`filing` hands what may be printed to the keepers of the figures. `synthetic` makes answers up, for tests and the
tutorial. Messages give columns, counts and rules, never a row.
"""

from __future__ import annotations

from pathlib import Path

from analysis.errors import DataError
from analysis.indicators import questionnaire
from analysis.paths import here
from analysis.surveys.comparing import Compared, compared
from analysis.surveys.estimating import Share, ShareTable, cuts_households
from analysis.surveys.filing import About, filed
from analysis.surveys.microdata import MARK, refuse_tracked
from analysis.surveys.opening import Survey, opened
from analysis.surveys.outgrown import Outgrown, outgrown
from analysis.surveys.synthetic import synthetic

__all__ = [
    "MARK",
    "About",
    "Compared",
    "Outgrown",
    "Share",
    "ShareTable",
    "Survey",
    "compared",
    "cuts_households",
    "filed",
    "opened",
    "outgrown",
    "questionnaire",
    "synthetic",
    "write_example",
]


def write_example(path: Path, seed: int, *, later: bool = False) -> None:
    """Write synthetic answers as CSV; ``later`` those of a second wave in the same places.

    Raises
    ------
    DataError
        If the file would lie in the project outside of the folder for microdata, is there already, has another ending,
        or its folder is missing.
    """
    refuse_tracked(path, here())
    if path.suffix.lower() != ".csv":
        raise DataError(f"{path.name} ends in {path.suffix or 'nothing'}", rule=".csv", remedy="rename the file")
    if path.exists():
        raise DataError(
            f"{path.name} is there already", rule="a file that is not there yet", remedy="take another name"
        )
    if not path.parent.is_dir():
        raise DataError(f"the folder of {path.name} is not there", rule="a folder", remedy="make it first")
    synthetic(seed, later=later).to_csv(path, index=False)
