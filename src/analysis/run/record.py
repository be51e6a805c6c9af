"""The record of what an edition's reports were made from, kept beside them for the next run to plan by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analysis.present.exhibit import VERDICTS_FILE
from analysis.run.basis import Basis
from analysis.run.digest import digest
from analysis.run.whole_files import write_whole

NAME = ".plan.json"
FILES = ("lineage.csv", VERDICTS_FILE)
"""What lies beside the reports of an edition and is made with them."""

FORMAT = 2
"""Raised when a record written before cannot be read any more, or says something else than it did."""


@dataclass(frozen=True)
class Recorded:
    """One report as it was published: what it rests on, and a digest of its page."""

    basis: Basis
    page: str


@dataclass(frozen=True)
class Record:
    """The reports of one edition by ``<lang>/<chapter>``, and digests of the files beside them.

    ``fault`` says why a record that is there cannot be used.
    """

    made: Mapping[str, Recorded]
    files: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def read(reports: Path, year: int) -> Record:
    """The record of an edition; empty where there is none, and with a reason where it is of no use."""
    path = reports / str(year) / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Record({})
    except (OSError, ValueError):
        return Record({}, fault=f"{path.name} of {year} cannot be read")
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return Record({}, fault=f"{path.name} of {year} was written by another version")
    try:
        return Record({key: _made(entry) for key, entry in content["reports"].items()}, _texts(content["files"]))
    except (KeyError, TypeError, AttributeError, ValueError):
        return Record({}, fault=f"{path.name} of {year} is not whole")


def files_of(reports: Path, year: int) -> dict[str, str]:
    """Digests of the files beside an edition's reports, as they are now."""
    return {name: digest(path.read_bytes()) for name in FILES if (path := reports / str(year) / name).is_file()}


def write(reports: Path, year: int, made: Mapping[str, Recorded], files: Mapping[str, str]) -> None:
    """Write the record of an edition whole."""
    content = {"format": FORMAT, "files": dict(files), "reports": {key: asdict(made[key]) for key in sorted(made)}}
    write_whole(reports / str(year) / NAME, json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")


def changed(reports: Path, year: int, known: Record) -> tuple[str, ...]:
    """Files beside an edition's reports that are not what its record says."""
    now = files_of(reports, year)
    return tuple(name for name, made in known.files.items() if now.get(name) != made)


def _made(entry: Mapping[str, Any]) -> Recorded:
    told = entry["basis"]
    basis = Basis(_texts(told["fixed"]), _texts(told["read"]), str(told["tree"]))
    return Recorded(basis, str(entry["page"]))


def _texts(entries: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in entries.items()}
