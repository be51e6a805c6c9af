"""Counts and stocks that make no annual series."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation


@dataclass(frozen=True)
class Counter:
    """A count with its period; ``self_reported`` if the body that runs the service published it."""

    observation: Observation
    self_reported: bool


@dataclass(frozen=True)
class Counters:
    """Counts, stocks and cumulative totals with their periods; never an annual series."""

    rows: tuple[Counter, ...]
