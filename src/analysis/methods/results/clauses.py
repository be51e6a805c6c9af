"""The strategy clause by clause: verdicts, series that watch it, steps taken."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation
from analysis.methods.results.policy_timeline import Step
from analysis.methods.results.scorecard import TargetVerdict
from analysis.methods.results.text import Text


@dataclass(frozen=True)
class WatchedSeries:
    """An indicator that watches a clause, with its newest figure.

    ``note`` says what it can and cannot show, of the last ``together`` indicators at once.
    """

    indicator: str
    measures: bool
    latest: Observation | None
    note: Text | None = None
    together: int = 1


@dataclass(frozen=True)
class ClauseEntry:
    """A clause: its verdicts, what watches it, and where nothing does, why and what would have to be published."""

    number: str
    kind: str
    title: Text
    verdicts: tuple[TargetVerdict, ...]
    series: tuple[WatchedSeries, ...] = ()
    steps: tuple[Step, ...] = ()
    survey: tuple[Text, ...] = ()
    reasons: tuple[Text, ...] = ()
    remedies: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ClauseEntries:
    """The clauses of one direction of the strategy, in the strategy's order."""

    direction: str
    edition_year: int
    entries: tuple[ClauseEntry, ...]


@dataclass(frozen=True)
class ClauseRegister:
    """Every clause of the strategy, the expected results first, then direction by direction."""

    parts: tuple[ClauseEntries, ...]
