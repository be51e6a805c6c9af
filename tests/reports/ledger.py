"""What the lineage of one exhibit says by itself: medians, places and changes worked out anew from its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from statistics import median, quantiles

from analysis.indicators import indicator, registry
from analysis.language import text
from analysis.params import Edition, load, peer_groups

COUNTRY = "AZE"

Series = tuple[str, str]
"""Indicator and breakdown."""


@dataclass
class Ledger:
    """Full-year values of the sources the registry names, by series, year and economy.

    With ``every``, those of all sources and of parts of a year or single dates too.
    """

    every: bool = False
    values: dict[Series, dict[int, dict[str, float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )

    def add(self, row: dict[str, str]) -> None:
        known = indicator(row["indicator"])
        named = {known.source, *known.also_from}
        if self.every or (not row["period"] and row["source"].split("/")[0] in named):
            series, year = (row["indicator"], row["breakdown"]), int(row["ref_year"])
            self.values[series][year][row["economy"]] = float(row["value"])

    def own(self, series: Series, year: int) -> float | None:
        return self.values[series][year].get(COUNTRY)

    def latest(self, series: Series) -> int | None:
        return max((year for year, found in self.values[series].items() if COUNTRY in found), default=None)

    def members(self, series: Series, year: int, group: str) -> list[float]:
        """The group's values, or none if under half of it has one."""
        wanted = groups()[group].members
        found = [self.values[series][year][e] for e in wanted if e in self.values[series][year]]
        return found if len(found) >= len(wanted) / 2 else []

    def median(self, series: Series, year: int, group: str) -> float | None:
        found = self.members(series, year, group)
        return median(found) if found else None

    def quartiles(self, series: Series, year: int, group: str) -> tuple[float, float] | None:
        found = self.members(series, year, group)
        if not found:
            return None
        low, _, high = quantiles(found, n=4, method="inclusive")
        return low, high

    def place(self, series: Series, year: int) -> tuple[int, int] | None:
        """Rank and number of economies, ties sharing the better rank; an indicator without direction counts upwards."""
        found, own = self.values[series][year], self.own(series, year)
        sign = indicator(series[0]).direction or 1
        return None if own is None else (1 + sum(v * sign > own * sign for v in found.values()), len(found))


groups = cache(peer_groups)
"""The peer groups, read once."""

edition: Callable[[int], Edition] = cache(load)
"""An edition, read once."""


def ledger(rows: Iterable[dict[str, str]], *, every: bool = False) -> Ledger:
    """The ledger of one exhibit's lineage."""
    book = Ledger(every)
    for row in rows:
        book.add(row)
    return book


def name(series: Series, lang: str) -> str:
    """How a table heads the rows of a series."""
    code, breakdown = series
    labels = [text(part.replace("=", "."), lang) for part in breakdown.split(";") if part]
    return ", ".join([indicator(code).short[lang], *labels])


def code_of(short: str, lang: str) -> str:
    """The indicator with this short name."""
    (found,) = [code for code, known in registry().items() if known.short[lang] == short]
    return found


def close(shown: float, exact: float, decimals: int) -> bool:
    """Whether ``shown`` is ``exact`` rounded: half a unit in the last place, and a billionth for the float's end."""
    return abs(shown - exact) <= 0.5 * 10**-decimals + 1e-9 * max(1.0, abs(exact))
