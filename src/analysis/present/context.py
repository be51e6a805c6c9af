"""What every sentence, figure and table needs to know of the report it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COUNTRY = "AZE"


@dataclass(frozen=True)
class Context:
    """The report's chapter, edition year, language, peer-group names in that language, and the benchmark group."""

    chapter: str
    year: int
    lang: str
    groups: Mapping[str, str]
    benchmark: str
