"""Writing a new folder of raw figures: figures, where each was read, and the card."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from analysis.data.card import ADDRESSES, CARD
from analysis.data.raw import ADDRESS_COLUMNS, COLUMNS, Address
from analysis.data.store import writing
from analysis.errors import DataError
from analysis.paths import Project

FIGURES = "figures.csv"


def next_vintage(project: Project, source: str, year: int) -> str:
    """The first free name of the form ``<year>-<number>`` for a folder of a source."""
    taken = {path.name for path in (project.raw / source).glob(f"{year}-*")}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{year}-{number}") not in taken)


def write_folder(
    project: Project,
    source: str,
    vintage: str,
    *,
    rows: Iterable[Sequence[str]],
    addresses: Iterable[Address],
    card: dict[str, object],
) -> Path:
    """Write ``data/raw/<source>/<vintage>``, whole or not at all; the card's ``files`` are filled in.

    Parameters
    ----------
    rows
        Lines of figures.csv, in the columns of the raw schema.
    addresses
        Where each figure was read, by its id.
    card
        The other fields of source.yml.

    Raises
    ------
    DataError
        If the folder is there already.
    """
    folder = project.raw / source / vintage
    files = {FIGURES: _csv(COLUMNS, rows), ADDRESSES: _csv(ADDRESS_COLUMNS, addresses)}
    with writing(project):
        if folder.exists():
            raise DataError(
                f"data/raw/{source}/{vintage} is there already",
                rule="raw figures are never edited after they were gathered",
                remedy="remove the folder if it was wrong, then file again",
            )
        beside = project.processed / f".{source}-{vintage}"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, text in files.items():
            (beside / name).write_text(text, encoding="utf-8")
        hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(files.items())}
        told = yaml.safe_dump(
            card | {"vintage": vintage, "files": hashes}, sort_keys=False, allow_unicode=True, width=116
        )
        (beside / CARD).write_text(told, encoding="utf-8")
        folder.parent.mkdir(exist_ok=True)
        beside.rename(folder)
    return folder


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
