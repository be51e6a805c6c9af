"""What every sentence, figure and table needs to know of the report it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

COUNTRY = "AZE"


@dataclass(frozen=True)
class Context:
    """The report's chapter, edition year, language, peer-group names in that language, and the benchmark group.

    ``members`` says who belongs to each group, ``reasons`` why.
    """

    chapter: str
    year: int
    lang: str
    groups: Mapping[str, str]
    benchmark: str
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
