"""Building the panel, and loading it: rebuilt only when what it is made from has changed."""

from __future__ import annotations


import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING


from analysis.data.card import ADDRESSES, CARD, Card, read_card
from analysis.data.codebook import codebook
from analysis.data.datapackage import DATAPACKAGE, datapackage
from analysis.data.digests import Digests, digests
from analysis.data.inputs import fingerprint
from analysis.data.panel import Assembly, assemble, raw_folders, read_raw
from analysis.data.raw import Reading, read_folder
from analysis.data.store import Record, count_rows, panel_bytes, read_panel, read_record, replace, writing
from analysis.errors import DataError
from analysis.paths import Project, here

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    ``rebuilt`` is False where nothing had changed; ``excluded`` counts raw rows left out by a card's rule,
    ``dropped`` those of grade D, ``absent`` the sources that may be missing and are.
    """

    panel: Path
    rebuilt: bool
    rows: int
    excluded: int
    dropped: int
    absent: tuple[str, ...]


def build(project: Project | None = None, *, force: bool = False) -> BuildReport:
    """Build `data/processed` and `docs/codebook.md` from `data/raw`, unless nothing has changed.

    Raises
    ------
    DataError
        At the first fault in the raw figures (``check`` lists them all); the earlier panel stays as it was.
    """
    project = project or here()
    with writing(project):
        if force or not _is_fresh(project):
            _write(project)
            return _report(project, rebuilt=True)
    return _report(project, rebuilt=False)


def load(project: Project | None = None) -> pd.DataFrame:
    """The panel; built first where it is missing or out of date.

    Columns as in `docs/architecture.md`; strings, with `ref_year` int64, `value` float64, `data_year` Int64.

    Raises
    ------
    DataError
        If it has to be built and the raw figures have a fault.
    """
    project = project or here()
    record = read_record(project.panel)
    if record is None or record.inputs != fingerprint(project):
        build(project)
    return read_panel(project.panel)


def series_digests(project: Project | None = None) -> Digests:
    """What each series of the built panel says of each year, told by a hash; nothing where no panel has been built."""
    record = read_record((project or here()).panel)
    return {} if record is None else record.series


def check(project: Project | None = None) -> list[DataError]:
    """Everything wrong with the raw figures and their way into the panel, each with file, row, column and remedy."""
    assembly = assemble(read_raw(project or here()))
    problems = list(assembly.problems)
    if not problems:
        try:
            _checked(assembly)
        except DataError as error:
            problems.append(error)
    return problems


def cards(project: Project | None = None) -> dict[str, Card]:
    """The source cards by `<source>/<vintage>`, as `source_row` begins.

    Raises
    ------
    DataError
        If a card is missing or breaks its rules.
    """
    found = sorted((project or here()).raw.glob(f"*/*/{CARD}"))
    names = {path: f"{path.parent.parent.name}/{path.parent.name}" for path in found}
    return {name: read_card(path, place=f"data/raw/{name}/{CARD}") for path, name in names.items()}


def addresses(project: Project | None = None) -> pd.DataFrame:
    """Where each single figure was read: `source_row, publisher, title, address, clause`.

    Only folders whose card grades row by row have such addresses; for the others the card has one for all.
    """
    import pandas as pd

    columns = ["source_row", "publisher", "title", "address", "clause"]
    rows = [
        (folder.source_row(row), a.publisher, a.title, a.address, a.clause)
        for path in raw_folders(project or here())
        if (path / ADDRESSES).is_file() and (folder := read_folder(path).folder) is not None
        for row in folder.rows
        if (a := folder.addresses.get(row.id)) is not None
    ]
    return pd.DataFrame(rows, columns=columns, dtype="str")


def _is_fresh(project: Project) -> bool:
    record = read_record(project.panel)
    beside = (project.processed / DATAPACKAGE, _codebook(project))
    return record is not None and all(p.is_file() for p in beside) and record.inputs == fingerprint(project)


def _write(project: Project) -> None:
    inputs = fingerprint(project)  # before reading, so that a change in between makes the panel stale, not wrong
    readings = read_raw(project)
    assembly = assemble(readings)
    _raise_first(assembly.problems)
    panel = _checked(assembly)
    found = _cards(readings)
    record = Record(inputs, assembly.excluded, assembly.dropped, assembly.absent, digests(panel))
    content = panel_bytes(panel, record)
    described = datapackage(panel, found, bytes_=len(content), sha256=hashlib.sha256(content).hexdigest())
    replace(_codebook(project), codebook(panel, found).encode())
    replace(project.processed / DATAPACKAGE, described.encode())
    # last, because the panel's own record is what makes the build count as done
    replace(project.panel, content)


def _checked(assembly: Assembly) -> pd.DataFrame:
    from analysis.data.schema import checked  # pandera takes a second to import, and only a build needs it

    return checked(assembly.panel)


def _raise_first(problems: tuple[DataError, ...]) -> None:
    if not problems:
        return
    first, more = problems[0], len(problems) - 1
    if not more:
        raise first
    raise DataError(
        first.what, rule=first.rule, remedy=f"{first.remedy} (and see the {more} more that `analysis data check` lists)"
    )


def _cards(readings: list[Reading]) -> dict[str, Card]:
    folders = [r.folder for r in readings if r.folder is not None]
    return {f"{f.source}/{f.vintage}": f.card for f in folders}


def _codebook(project: Project) -> Path:
    return project.docs / "codebook.md"


def _report(project: Project, *, rebuilt: bool) -> BuildReport:
    record = read_record(project.panel)
    assert record is not None
    rows = count_rows(project.panel)
    return BuildReport(project.panel, rebuilt, rows, record.excluded, record.dropped, record.absent)
