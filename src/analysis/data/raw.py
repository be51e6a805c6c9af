"""Reading one folder of raw figures strictly: every cell is checked, every fault names its place."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from analysis.data.card import ADDRESSES, CARD, Card, read_card
from analysis.errors import DataError
from analysis.indicators import economies

COLUMNS = (
    "id",
    "series",
    "economy",
    "ref_year",
    "period",
    "breakdown",
    "value",
    "unit",
    "status",
    "data_year",
    "note",
)
ADDRESS_COLUMNS = ("id", "publisher", "title", "address", "clause", "quality")

STATUSES = "ABDEFGIJNPSUVW"
"""SDMX observation statuses (CL_OBS_STATUS) that go with a value; those of missing values do not occur here."""

_YEAR = re.compile(r"\d{4}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_MARKUP = re.compile(r"[<\x00-\x1f\x7f]")
_MOMENT = r"\d{4}(-(0[1-9]|1[0-2]))?"
PERIOD = re.compile(
    rf"\d{{4}}-(0[1-9]|1[0-2])|\d{{4}}H[12]|\d{{4}}Q[1-4](-Q[1-4])?|\d{{4}}M\d{{1,2}}-\d{{1,2}}|({_MOMENT})?\.\.{_MOMENT}"
)
"""A month, half-year, quarter or run of quarters, run of months, or `from..to` (from may be left open)."""


class RawRow(NamedTuple):
    """One line of a raw file, with the place it was read from."""

    id: str
    series: str
    economy: str
    ref_year: str
    period: str
    breakdown: str
    value: str
    unit: str
    status: str
    data_year: str
    note: str
    file: str
    line: int


class Address(NamedTuple):
    """Where one figure was read, in a folder that is graded row by row."""

    id: str
    publisher: str
    title: str
    address: str
    clause: str
    quality: str


@dataclass(frozen=True)
class RawFolder:
    """One source in one vintage, as gathered."""

    source: str
    vintage: str
    card: Card
    rows: tuple[RawRow, ...]
    addresses: Mapping[str, Address]

    def place(self, row: RawRow) -> str:
        """File and line, as messages name them."""
        return f"{_place(self.source, self.vintage, row.file)} line {row.line}"

    def source_row(self, row: RawRow) -> str:
        """The row's name in the panel."""
        return f"{self.source}/{self.vintage}/{row.file}#{row.id or f'L{row.line}'}"

    def source_of(self, row: RawRow) -> str:
        """The source's name, with the publisher where the folder holds several."""
        address = self.addresses.get(row.id)
        return f"{self.source}/{slug(address.publisher)}" if address else self.source

    def quality_of(self, row: RawRow) -> str:
        """The grade of the row, or of its source."""
        address = self.addresses.get(row.id)
        return address.quality if address else self.card.grade


@dataclass(frozen=True)
class Reading:
    """What a folder gave: the figures, if its card could be read, and everything wrong with them."""

    source: str
    folder: RawFolder | None
    problems: tuple[DataError, ...]


def slug(name: str) -> str:
    """A publisher's name as it stands in `source`.

    Examples
    --------
    >>> slug("ITU (2014 edition)")
    'itu-2014-edition'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def read_folder(folder: Path) -> Reading:
    """Read `data/raw/<source>/<vintage>`: card, hashes, figures and, where graded by row, addresses.

    Nothing is raised: the faults come back, all of them, each naming file, line and column.
    """
    source, vintage = folder.parent.name, folder.name
    try:
        card = read_card(folder / CARD, place=_place(source, vintage, CARD))
    except DataError as error:
        return Reading(source, None, (error,))
    problems = list(_files(folder, card))
    rows: list[RawRow] = []
    addresses: dict[str, Address] = {}
    for name in sorted(card.files):
        if not (folder / name).is_file():
            continue
        place = _place(source, vintage, name)
        columns = ADDRESS_COLUMNS if name == ADDRESSES else COLUMNS
        table, faults = _table((folder / name).read_bytes(), columns=columns, place=place)
        problems += faults
        if name == ADDRESSES:
            problems += _faults(table, _ADDRESS_RULES, columns=columns, place=place)
            addresses = {cells[0]: Address(*cells) for _, cells in table}
        else:
            problems += _faults(table, _ROW_RULES, columns=columns, place=place)
            rows += [RawRow._make([*cells, name, line]) for line, cells in table]
    found = RawFolder(source, vintage, card, tuple(rows), addresses)
    problems += _unaddressed(found)
    problems += _duplicates(found)
    return Reading(source, found, tuple(problems))


def _place(source: str, vintage: str, name: str) -> str:
    return f"data/raw/{source}/{vintage}/{name}"


def _files(folder: Path, card: Card) -> Iterator[DataError]:
    """Files that are missing, that no card names, or that were changed after the card was written."""
    source, vintage = folder.parent.name, folder.name
    present = {p.name for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")} - {CARD}
    for name in sorted(set(card.files) - present):
        yield DataError(
            f"{_place(source, vintage, name)} is missing",
            rule="every file named on the card is there",
            remedy="restore the file (git restore) or take it off the card and out of series.csv",
        )
    for name in sorted(present - set(card.files)):
        yield DataError(
            f"{_place(source, vintage, name)} is not named in {CARD}",
            rule="the card gives the SHA-256 of every file in its folder",
            remedy="add it to the card or remove it",
        )
    for name in sorted(present & set(card.files)):
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != card.files[name]:
            yield DataError(
                f"{_place(source, vintage, name)} has SHA-256 {found[:12]}…, its card says {card.files[name][:12]}…",
                rule="raw figures are never edited after they were gathered",
                remedy="restore the file (git restore), or gather it anew and write the new hash on the card",
            )


Table = list[tuple[int, list[str]]]


def _table(content: bytes, *, columns: tuple[str, ...], place: str) -> tuple[Table, list[DataError]]:
    """Lines of a CSV file with their numbers (the header is line 1); faults of form and of the header."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [], [DataError(f"byte {error.start} of {place} is not UTF-8", rule="UTF-8", remedy="save it as UTF-8")]
    if "\r" in text or text.startswith("\ufeff"):
        return [], [
            DataError(
                f"{place} has carriage returns or a byte-order mark",
                rule="UTF-8 with LF line ends",
                remedy="save it with LF line ends and without a mark",
            )
        ]
    reader = csv.reader(io.StringIO(text), strict=True)
    header = next(reader, [])
    if tuple(header) != columns:
        return [], [_header_fault(header, columns, place)]
    table: Table = []
    problems: list[DataError] = []
    try:
        for cells in reader:
            if len(cells) == len(columns):
                table.append((reader.line_num, cells))
            else:
                problems.append(
                    DataError(
                        f"{place} line {reader.line_num} has {len(cells)} cells",
                        rule=f"{len(columns)} cells, one a column",
                        remedy="quote a cell that contains a comma",
                    )
                )
    except csv.Error as error:
        problems.append(DataError(f"{place} line {reader.line_num}: {error}", rule="CSV", remedy="mend the quotes"))
    return table, problems


def _header_fault(header: list[str], columns: tuple[str, ...], place: str) -> DataError:
    missing = [c for c in columns if c not in header]
    unknown = [c for c in header if c not in columns]
    said = [f"column {', '.join(map(repr, missing))} is missing"] if missing else []
    said += [f"column {', '.join(map(repr, unknown))} is not known"] if unknown else []
    said = said or ["the columns are in another order or stand twice"]
    return DataError(
        f"{place} line 1: {' and '.join(said)}",
        rule=f"the columns are {', '.join(columns)}",
        remedy="rename the column back; the raw schema is in docs/architecture.md",
    )


@dataclass(frozen=True)
class _Rule:
    """What a cell of one column must be."""

    column: str
    holds: Callable[[str], bool]
    rule: str
    remedy: str


@lru_cache(maxsize=1024)
def breakdown_holds(text: str) -> bool:
    """Whether a breakdown is empty or `key=value` parts joined by `;`, keys in alphabetical order, each once.

    Examples
    --------
    >>> breakdown_holds("age=16-24;sex=female"), breakdown_holds("sex=female;age=16-24"), breakdown_holds("")
    (True, False, True)
    """
    if not text:
        return True
    keys = [key for part in text.split(";") for key, _, value in [part.partition("=")] if value.strip() == value != ""]
    return len(keys) == text.count(";") + 1 and all(re.fullmatch("[a-z_]+", k) for k in keys) and _ascending(keys)


def _ascending(keys: list[str]) -> bool:
    return all(a < b for a, b in pairwise(keys))


_BREAKDOWN = "key=value parts joined by ';', keys in alphabetical order, each once"
_ROW_RULES = (
    _Rule("series", bool, "the publisher's code of the series", "fill it in"),
    _Rule(
        "economy",
        lambda text: text in economies(),
        "an ISO 3166-1 alpha-3 code or a World Bank aggregate of indicators/economies.csv",
        "mend the code, or add the economy to that table",
    ),
    _Rule("ref_year", lambda text: bool(_YEAR.fullmatch(text)), "a year of four digits", "mend the year"),
    _Rule(
        "period",
        lambda text: not text or bool(PERIOD.fullmatch(text)),
        "empty, or a period such as 2014-06, 2016H1, 2023Q3, 2025Q1-Q3, 2018M1-7, 2012-12..2014-06",
        "write the period in one of these forms",
    ),
    _Rule("breakdown", breakdown_holds, _BREAKDOWN, "put the parts in order"),
    _Rule(
        "value",
        lambda text: bool(_NUMBER.fullmatch(text)),
        "a number with a decimal point, without text, spaces or thousands separators",
        "put words into the note, and leave a row out where nothing was published",
    ),
    _Rule("unit", bool, "the unit as published", "fill it in"),
    _Rule(
        "status",
        lambda text: not text or (len(text) == 1 and text in STATUSES),
        f"empty or an SDMX observation status of a value ({', '.join(STATUSES)})",
        "mend the status",
    ),
    _Rule("data_year", lambda text: not text or bool(_YEAR.fullmatch(text)), "empty or a year", "mend the year"),
)
_ADDRESS_RULES = (
    _Rule("id", bool, "the id of a row of the figures", "fill it in"),
    _Rule("publisher", lambda text: bool(slug(text)), "who said so", "fill it in"),
    _Rule("title", bool, "the page's title", "fill it in"),
    _Rule("address", lambda text: text.startswith(("http://", "https://")), "a web address", "mend the address"),
    _Rule("quality", lambda text: text in ("A", "B", "C", "D"), "a grade from A to D", "grade the row"),
)


def _faults(table: Table, rules: Iterable[_Rule], *, columns: tuple[str, ...], place: str) -> Iterator[DataError]:
    checks = [(columns.index(rule.column), rule) for rule in rules]
    for line, cells in table:
        for column, text in zip(columns, cells, strict=True):
            if _MARKUP.search(text):
                yield _fault(text, column, line, place, "no markup and no control characters", "write plain text")
        for position, rule in checks:
            if not rule.holds(cells[position]):
                yield _fault(cells[position], rule.column, line, place, rule.rule, rule.remedy)


def _fault(text: str, column: str, line: int, place: str, rule: str, remedy: str) -> DataError:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return DataError(f"{shown!r} in {place} line {line}, column {column}", rule=rule, remedy=remedy)


def _unaddressed(folder: RawFolder) -> Iterator[DataError]:
    """Rows of a folder graded by row without an address, and addresses without a row."""
    if not folder.card.graded_by_row:
        return
    for row in folder.rows:
        if row.id not in folder.addresses:
            yield DataError(
                f"id {row.id!r} in {folder.place(row)} is not in {ADDRESSES}",
                rule="where the card grades by row, each figure has publisher, address and grade",
                remedy=f"add it to {ADDRESSES}",
            )
    for orphan in sorted(set(folder.addresses) - {row.id for row in folder.rows}):
        yield DataError(
            f"id {orphan!r} in {_place(folder.source, folder.vintage, ADDRESSES)} belongs to no figure",
            rule="an address belongs to a figure",
            remedy="remove it, or mend the id",
        )


def _duplicates(folder: RawFolder) -> Iterator[DataError]:
    seen: dict[tuple[str, ...], RawRow] = {}
    for row in folder.rows:
        key = (row.series, row.economy, row.ref_year, row.period, row.breakdown, folder.source_of(row))
        first = seen.setdefault(key, row)
        if first is not row:
            yield DataError(
                f"{row.series} {row.economy} {row.ref_year} {row.period} {row.breakdown}".rstrip()
                + f" stands twice: {folder.place(first)} and {folder.place(row)}",
                rule="one figure for a series, economy, year, period, breakdown and publisher",
                remedy="keep one of the lines",
            )
