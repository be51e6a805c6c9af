"""The panel's rows as observations: each indicator is converted when it is first asked for, and once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

import pandas as pd

from analysis import reads
from analysis.methods.results import Observation

Key = TypeVar("Key")

_FIELDS = [field.name for field in fields(Observation)]
_order: Callable[[Observation], Any] = attrgetter("ref_year", "economy", "breakdown", "period", "source_row")


class Converted:
    """Observations of a panel by indicator, in order of year and economy.

    Parameters
    ----------
    panel
        The tidy panel (columns as in `docs/architecture.md`).
    """

    def __init__(self, panel: pd.DataFrame) -> None:
        self._panel = panel
        self._indexed: dict[str, _Indexed] = {}

    def of(self, code: str, *, economy: str | None = None, year: int | None = None) -> tuple[Observation, ...]:
        """Observations of an indicator: all, or those of one economy, or those of one year."""
        reads.note(reads.SERIES, code)
        if code not in self._indexed:
            self._indexed[code] = _Indexed(self._every(code))
        found = self._indexed[code]
        if economy is not None:
            own = found.by_economy.get(economy, ())
            return own if year is None else tuple(o for o in own if o.ref_year == year)
        return found.every if year is None else found.by_year.get(year, ())

    def up_to(self, year: int) -> Converted:
        """The same without what describes a later year."""
        return _UpTo(self, year)

    @cached_property
    def _rows(self) -> dict[str, pd.DataFrame]:
        return {str(code): rows for code, rows in self._panel.groupby("indicator", sort=False)}

    def _every(self, code: str) -> tuple[Observation, ...]:
        rows = self._rows.get(code)
        if rows is None:
            return ()
        return tuple(sorted(map(Observation, *(_values(rows[name]) for name in _FIELDS)), key=_order))


class _UpTo(Converted):
    """Observations stand in order of year, so those up to a year are the first so many."""

    def __init__(self, whole: Converted, year: int) -> None:
        self._whole, self._year = whole, year

    def of(self, code: str, *, economy: str | None = None, year: int | None = None) -> tuple[Observation, ...]:
        found = self._whole.of(code, economy=economy, year=year)
        return found[: bisect_right(found, self._year, key=attrgetter("ref_year"))]


@dataclass(frozen=True)
class _Indexed:
    every: tuple[Observation, ...]

    @cached_property
    def by_economy(self) -> dict[str, tuple[Observation, ...]]:
        return _grouped(self.every, lambda o: o.economy)

    @cached_property
    def by_year(self) -> dict[int, tuple[Observation, ...]]:
        return _grouped(self.every, lambda o: o.ref_year)


def _grouped(found: Iterable[Observation], key: Callable[[Observation], Key]) -> dict[Key, tuple[Observation, ...]]:
    groups: dict[Key, list[Observation]] = {}
    for o in found:
        groups.setdefault(key(o), []).append(o)
    return {name: tuple(members) for name, members in groups.items()}


def _values(column: pd.Series) -> list[Any]:
    """Plain values; a year that is not given is None."""
    values = column.tolist()
    return [None if v is pd.NA else v for v in values] if column.isna().any() else values
