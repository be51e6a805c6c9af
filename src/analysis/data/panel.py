"""From raw folders to the tidy panel: which series is which indicator, in which unit, with which grade."""

from __future__ import annotations


from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING


from analysis.data.card import Exclusion
from analysis.data.raw import RawFolder, RawRow, Reading, read_folder
from analysis.errors import DataError
from analysis.indicators import Indicator, Series, registry, series, sources
from analysis.paths import Project

if TYPE_CHECKING:
    import pandas as pd


COLUMNS = (
    "economy",
    "ref_year",
    "period",
    "indicator",
    "breakdown",
    "value",
    "unit",
    "status",
    "quality",
    "source",
    "source_row",
    "vintage",
    "data_year",
    "note",
)

KEY = ("economy", "indicator", "breakdown", "period", "source", "vintage", "ref_year")
ORDER = ("indicator", "breakdown", "economy", "ref_year", "period", "source", "vintage")

RESTRICTED = "wef_restricted"
"""The source whose terms do not allow it in an open release."""

_EVERY = "*"


@dataclass(frozen=True)
class Assembly:
    """The panel, and what was met on the way to it.

    ``excluded`` and ``dropped`` count raw rows left out by a card's rule and for grade D; ``absent`` names the
    sources that series.csv knows and the folder lacks.
    """

    panel: pd.DataFrame
    problems: tuple[DataError, ...]
    excluded: int
    dropped: int
    absent: tuple[str, ...]


def read_raw(project: Project) -> list[Reading]:
    """Every folder below `data/raw`, in order of source and vintage."""
    return [read_folder(folder) for folder in raw_folders(project)]


def raw_folders(project: Project) -> list[Path]:
    """`data/raw/<source>/<vintage>`, in order; empty where there is no `data/raw`."""
    return sorted(p for p in project.raw.glob("*/*") if p.is_dir())


def assemble(readings: Iterable[Reading]) -> Assembly:
    """Put the raw folders together; faults come back beside the rows that have none.

    Every raw row must be mapped by series.csv or left out by its card, every row of series.csv must meet a raw
    row, units must agree, values must lie within the indicator's bounds, and the key must be unique.
    """
    readings = list(readings)
    folders = [r.folder for r in readings if r.folder is not None]
    tally = _Tally(_mapping(), registry())
    for folder in folders:
        tally.add(folder)
    problems = [p for r in readings for p in r.problems]
    absent = tuple(sorted({s.source for s in series()} - {r.source for r in readings}))
    problems += _absences(absent)
    problems += tally.problems
    problems += _unmet(tally.met, absent, readings)
    panel = _frame(tally.rows)
    problems += _clashes(panel)
    return Assembly(panel, tuple(problems), tally.excluded, tally.dropped, absent)


Mapped = Mapping[tuple[str, str, str], Series]


def _mapping() -> Mapped:
    return {(s.source, s.series, s.raw_breakdown): s for s in series()}


class _Tally:
    """Rows of the panel as they are collected, folder by folder."""

    def __init__(self, mapping: Mapped, indicators: Mapping[str, Indicator]) -> None:
        self.mapping = mapping
        self.indicators = indicators
        self.rows: list[tuple[object, ...]] = []
        self.problems: list[DataError] = []
        self.met: set[tuple[str, str, str]] = set()
        self.excluded = 0
        self.dropped = 0

    def add(self, folder: RawFolder) -> None:
        rules = _Exclusions(folder.card.exclude)
        unmapped: dict[tuple[str, str], list[RawRow]] = {}
        for row in folder.rows:
            chosen = self._chosen(folder.source, row)
            if chosen is not None:
                self.met.add((chosen.source, chosen.series, chosen.raw_breakdown))
            if rules.cover(row):
                self.excluded += 1
            elif chosen is None:
                unmapped.setdefault((row.series, row.breakdown), []).append(row)
            elif folder.quality_of(row) == "D":
                self.dropped += 1
            else:
                self._take(folder, row, chosen)
        self.problems += [_unmapped(folder, rows) for rows in unmapped.values()]
        self.problems += rules.idle(folder)

    def _chosen(self, source: str, row: RawRow) -> Series | None:
        exact = self.mapping.get((source, row.series, row.breakdown))
        return exact or self.mapping.get((source, row.series, _EVERY))

    def _take(self, folder: RawFolder, row: RawRow, chosen: Series) -> None:
        known = self.indicators[chosen.indicator]
        if row.unit != chosen.raw_unit:
            self.problems.append(_wrong_unit(folder, row, chosen))
            return
        try:
            # Decimal, so that 0.57 of adults is 57 % and not 56.99999999999999
            value = float(Decimal(row.value) * Decimal(repr(chosen.factor)))
            year, data_year = int(row.ref_year), int(row.data_year) if row.data_year else None
        except (ArithmeticError, ValueError):
            return  # the reader has said already what is wrong with this cell
        if not _within(value, known):
            self.problems.append(_out_of_bounds(folder, row, value, known))
        breakdown = row.breakdown if chosen.breakdown == _EVERY else chosen.breakdown
        self.rows.append(
            (
                row.economy,
                year,
                row.period,
                known.code,
                breakdown,
                value,
                known.unit,
                row.status or "A",
                folder.quality_of(row),
                folder.source_of(row),
                folder.source_row(row),
                folder.vintage,
                data_year,
                row.note,
            )
        )


class _Exclusions:
    """A card's rules for leaving rows out, and how often each was used."""

    def __init__(self, rules: tuple[Exclusion, ...]) -> None:
        self.rules = rules
        self.used: Counter[int] = Counter()

    @cached_property
    def _tests(self) -> list[list[tuple[str, frozenset[str]]]]:
        return [[(c, frozenset(v)) for c, v in rule.match.model_dump().items() if v] for rule in self.rules]

    def cover(self, row: RawRow) -> bool:
        for number, test in enumerate(self._tests):
            if all(getattr(row, column) in wanted for column, wanted in test):
                self.used[number] += 1
                return True
        return False

    def idle(self, folder: RawFolder) -> Iterator[DataError]:
        for number, rule in enumerate(self.rules):
            if not self.used[number]:
                yield DataError(
                    f"exclude rule {number + 1} ({rule.reason}) in data/raw/{folder.source}/{folder.vintage}/source.yml"
                    " meets no row",
                    rule="an exclusion names rows that are there",
                    remedy="mend the match or remove the rule",
                )


def _within(value: float, known: Indicator) -> bool:
    return (known.lower is None or value >= known.lower) and (known.upper is None or value <= known.upper)


def _unmapped(folder: RawFolder, rows: list[RawRow]) -> DataError:
    """One fault for a series, however many rows it has."""
    first, more = rows[0], f" (and {len(rows) - 1:,} rows more)" if len(rows) > 1 else ""
    return DataError(
        f"series {first.series!r} with breakdown {first.breakdown!r} in {folder.place(first)}{more}"
        " belongs to no indicator",
        rule="every raw row is mapped by indicators/series.csv or left out by its card's exclude list",
        remedy="map it, exclude it with a reason, or mend the code",
    )


def _wrong_unit(folder: RawFolder, row: RawRow, chosen: Series) -> DataError:
    return DataError(
        f"unit {row.unit!r} of {row.series} in {folder.place(row)}",
        rule=f"indicators/series.csv expects {chosen.raw_unit!r}",
        remedy="mend the unit, or the row of series.csv and its factor",
    )


def _out_of_bounds(folder: RawFolder, row: RawRow, value: float, known: Indicator) -> DataError:
    low = "" if known.lower is None else f"{known.lower:g}"
    high = "" if known.upper is None else f"{known.upper:g}"
    return DataError(
        f"value {row.value} of {row.series} in {folder.place(row)} becomes {value:g} {known.unit}",
        rule=f"{known.code} lies in [{low}, {high}]",
        remedy="mend the factor in series.csv, or leave the row out in the card's exclude list with a reason",
    )


def _absences(absent: Iterable[str]) -> Iterator[DataError]:
    for source in absent:
        if not sources()[source].optional:
            yield DataError(
                f"data/raw/{source} is missing",
                rule="every source of indicators/series.csv is there, but for those that sources.yaml calls optional",
                remedy="restore the folder (git restore) or take the source out of series.csv",
            )


def _unmet(met: set[tuple[str, str, str]], absent: tuple[str, ...], readings: Iterable[Reading]) -> Iterator[DataError]:
    # a folder with faults of its own may have lost rows to them: it is not blamed a second time
    faulty = {r.source for r in readings if r.problems}
    excused = faulty | set(absent) | {code for code, source in sources().items() if source.optional}
    for one in series():
        if (one.source, one.series, one.raw_breakdown) not in met and one.source not in excused:
            yield DataError(
                f"series {one.series!r} with breakdown {one.raw_breakdown!r} of {one.source} in indicators/series.csv"
                " meets no raw row",
                rule="every row of series.csv feeds an indicator",
                remedy="mend the code or the breakdown, or remove the row",
            )


def _frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = dict.fromkeys(COLUMNS, "str") | {"ref_year": "int64", "value": "float64", "data_year": "Int64"}
    return frame.astype(kinds).sort_values(list(ORDER), kind="stable", ignore_index=True)


def _clashes(panel: pd.DataFrame) -> Iterator[DataError]:
    """Two raw rows that become one key although each is unique in its own file."""
    repeated = panel[panel.duplicated(list(KEY), keep=False)]
    for key, rows in repeated.groupby(list(KEY), sort=True):
        named = dict(zip(KEY, key, strict=True))
        yield DataError(
            f"{named['indicator']} {named['economy']} {named['ref_year']} stands twice in the panel:"
            f" {' and '.join(rows['source_row'])}",
            rule="(economy, indicator, breakdown, period, source, vintage, ref_year) is unique",
            remedy="keep one raw row, or map the series to different breakdowns in series.csv",
        )
