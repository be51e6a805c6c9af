"""Section 14 of the strategy: national content (with 16.1.18 and 16.1.19)."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.chapters.evidence import Evidence
from analysis.chapters.sources import counters
from analysis.methods.results import Counters, Observation


@dataclass(frozen=True)
class Answer:
    """The first and the newest count of .az names, and the newest of articles in the Azerbaijani Wikipedia."""

    first: Observation | None
    domains: Observation | None
    articles: Observation | None

    @property
    def case(self) -> str:
        """``none`` where one of the counts is not known yet, ``one`` with a single count of names, or ``several``."""
        return "none" if not (self.domains and self.articles) else "one" if self.first == self.domains else "several"


def answer(evidence: Evidence) -> Answer:
    """Does the internet speak Azerbaijani, and does the zone .az grow?"""
    names, articles = (evidence.observations(c, source="*", part_year=True) for c in ("az_domains", "azwiki_articles"))
    return Answer(names[0] if names else None, names[-1] if names else None, articles[-1] if articles else None)


def domains(evidence: Evidence) -> Counters:
    """How many names are registered under .az (16.1.19)?"""
    return counters(evidence, "az_domains")


def encyclopaedia(evidence: Evidence) -> Counters:
    """How large is the encyclopaedia that volunteers write in Azerbaijani (16.1.18)?"""
    return counters(evidence, "azwiki_articles")


def holdings(evidence: Evidence) -> Counters:
    """How much does the National Library hold (14.1.5)?"""
    return counters(evidence, "library_items")


def readers(evidence: Evidence) -> Counters:
    """How many use the National Library?"""
    return counters(evidence, "library_readers", "library_visits")


def media(evidence: Evidence) -> Counters:
    """What is known of new media (14.1.9)?"""
    return counters(evidence, "social_media_users")
