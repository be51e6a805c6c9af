"""One published number, and the way from any result back to the numbers it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

MAX_AGE = 2
"""Years after which a figure is printed with its year, greyed, without pace."""


@dataclass(frozen=True)
class Observation:
    """One published number of one economy.

    ``ref_year`` is what the number describes (for an index: its edition year), ``data_year`` the year of an
    index's inputs, ``period`` is empty for a full year, ``source_row`` names the line of the raw file, ``note`` is
    what was written down with it there.

    Examples
    --------
    >>> Observation("internet_users", "AZE", 2018, 79.8, "percent").age(2020)
    2
    """

    indicator: str
    economy: str
    ref_year: int
    value: float
    unit: str
    breakdown: str = ""
    period: str = ""
    status: str = "A"
    quality: str = "A"
    source: str = ""
    source_row: str = ""
    vintage: str = ""
    data_year: int | None = None
    note: str = ""

    def age(self, year: int) -> int:
        """Years between what the number describes and ``year``."""
        return year - self.ref_year

    def is_old(self, year: int) -> bool:
        """Whether it is too old for a pace or a verdict in the edition of ``year``."""
        return self.age(year) > MAX_AGE


def observations(result: object) -> Iterator[Observation]:
    """Every observation a result rests on, in order, each once.

    Examples
    --------
    >>> one = Observation("internet_users", "AZE", 2018, 79.8, "percent")
    >>> list(observations((one, [one]))) == [one]
    True
    """
    seen: set[Observation] = set()

    def walk(value: object) -> Iterator[Observation]:
        if isinstance(value, Observation):
            if value not in seen:
                seen.add(value)
                yield value
        elif is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from walk(getattr(value, field.name))
        elif isinstance(value, tuple | list):
            for item in value:
                yield from walk(item)
        elif isinstance(value, dict):
            for item in value.values():
                yield from walk(item)

    return walk(result)
