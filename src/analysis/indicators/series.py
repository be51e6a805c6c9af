"""Which published series feeds which indicator, and in what unit it was published."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from analysis.errors import RegistryError
from analysis.indicators.registry import registry


class Series(BaseModel):
    """A raw series (with one raw breakdown) and what it becomes in the panel.

    ``raw_breakdown`` and ``breakdown`` are ``key=value`` parts joined by ``;``, keys in alphabetical order;
    ``*`` in both means every breakdown of the series is taken over as it is. ``factor`` turns the published
    unit into the indicator's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str
    series: str
    raw_breakdown: str
    raw_unit: str
    indicator: str
    breakdown: str
    factor: float = 1.0


@cache
def series() -> tuple[Series, ...]:
    """All rows of ``indicators/series.csv``.

    Raises
    ------
    RegistryError
        If a row names an indicator that is not registered; the message gives the line.
    """
    text = (resources.files("analysis.indicators") / "series.csv").read_text(encoding="utf-8")
    rows = []
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if row["indicator"] not in registry():
            raise RegistryError(
                f"indicator {row['indicator']!r} in indicators/series.csv line {line}",
                rule="a code of indicators/registry",
                remedy="register it or mend the code",
            )
        rows.append(Series.model_validate(row))
    return tuple(rows)
