"""Dated steps of policy beside a main series."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation
from analysis.methods.results.text import Text
from analysis.methods.results.trajectory import Break


@dataclass(frozen=True)
class Step:
    """A dated step of policy: ``date`` is a year, a month or a day in ISO form, ``certainty`` how sure it is."""

    id: str
    date: str
    certainty: str
    clause: str
    direction: str
    text: Text
    address: str

    @property
    def year(self) -> int:
        """The year of the date."""
        return int(self.date[:4])


@dataclass(frozen=True)
class PolicyTimeline:
    """Steps of policy in order of time under a main series of the country, up to ``edition_year``."""

    series: tuple[Observation, ...]
    breaks: tuple[Break, ...]
    steps: tuple[Step, ...]
    since: int
    edition_year: int
