"""Sources that disagree about the same thing."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation


@dataclass(frozen=True)
class Contradiction:
    """Figures that disagree about the same thing, the one the report uses, and a key that says why."""

    key: str
    claims: tuple[Observation, ...]
    used: int | None


@dataclass(frozen=True)
class Contradictions:
    """The chapter's contradictions between sources."""

    cases: tuple[Contradiction, ...]
