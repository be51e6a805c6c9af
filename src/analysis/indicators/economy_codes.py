"""The economies that figures may be about: ISO 3166-1 alpha-3, with the World Bank's aggregates marked."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def economies() -> Mapping[str, str]:
    """Kind by code: ``economy``, ``aggregate`` or ``other`` (a territory that the World Bank does not list).

    Examples
    --------
    >>> economies()["AZE"], economies()["WLD"]
    ('economy', 'aggregate')
    """
    text = (resources.files("analysis.indicators") / "economies.csv").read_text(encoding="utf-8")
    return {row["economy"]: row["type"] for row in csv.DictReader(text.splitlines())}


def is_economy(code: str) -> bool:
    """Whether a code is that of one economy or territory, and of no aggregate.

    Examples
    --------
    >>> is_economy("AZE"), is_economy("WLD"), is_economy("??")
    (True, False, False)
    """
    return economies().get(code) in {"economy", "other"}
