"""Writing and reading the built panel: one writer at a time, whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from analysis.data.digests import Digests
from analysis.errors import DataError
from analysis.paths import Project

if TYPE_CHECKING:
    import pandas as pd


LOCK_SECONDS = 300

_META = b"analysis"
_TYPES = {"ref_year": pa.int64(), "value": pa.float64(), "data_year": pa.int64()}


@dataclass(frozen=True)
class Record:
    """What the panel file says of its own making.

    ``inputs`` is the hash of everything it was built from, ``series`` has one of each series and year in it.
    """

    inputs: str
    excluded: int
    dropped: int
    absent: tuple[str, ...]
    series: Digests


@contextmanager
def writing(project: Project) -> Iterator[None]:
    """Hold the lock of `data/processed`, so that two builds follow each other.

    Raises
    ------
    DataError
        If the folder cannot be made, or another build holds the lock for five minutes.
    """
    try:
        project.processed.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise DataError(
            f"{project.processed.relative_to(project.root)} is a file",
            rule="the panel is built into a folder of this name",
            remedy="move the file away",
        ) from None
    try:
        with FileLock(project.processed / ".panel.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise DataError(
            f"data/processed is locked for over {LOCK_SECONDS} s",
            rule="one build at a time",
            remedy="wait for the other build, or end it",
        ) from None


def panel_bytes(panel: pd.DataFrame, record: Record) -> bytes:
    """The panel as Parquet; the same panel and record give the same bytes."""
    schema = pa.schema([pa.field(c, _TYPES.get(c, pa.string())) for c in panel.columns])
    table = pa.Table.from_pandas(panel, schema=schema, preserve_index=False)
    about = json.dumps(asdict(record), sort_keys=True)
    sink = pa.BufferOutputStream()
    # pandas would store its own and Python's versions beside the data
    pq.write_table(table.replace_schema_metadata({_META: about.encode()}), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def replace(path: Path, content: bytes) -> None:
    """Write ``content`` under a temporary name in the same folder, then rename: readers see old or new, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_record(path: Path) -> Record | None:
    """What the panel at ``path`` says of its making; None if there is none, or it is not one of ours."""
    try:
        stored = (pq.read_schema(path).metadata or {}).get(_META)
    except (FileNotFoundError, pa.ArrowInvalid):
        return None
    if stored is None:
        return None
    about: dict[str, Any] = json.loads(stored)
    if set(about) != {field.name for field in fields(Record)}:
        return None  # written by an earlier version
    series = {code: {int(year): digest for year, digest in years.items()} for code, years in about["series"].items()}
    return Record(about["inputs"], about["excluded"], about["dropped"], tuple(about["absent"]), series)


def count_rows(path: Path) -> int:
    """How many rows the panel has, from its footer."""
    return int(pq.read_metadata(path).num_rows)


def read_panel(path: Path) -> pd.DataFrame:
    """The panel with its types: strings, `ref_year` int64, `value` float64, `data_year` nullable Int64."""
    import pandas as pd

    table = pq.read_table(path)
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    return frame.astype({"ref_year": "int64"})
