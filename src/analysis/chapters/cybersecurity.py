"""Chapter 13 of the strategy: information security (with 16.1.17)."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.chapters.editions import editions
from analysis.chapters.evidence import Evidence
from analysis.chapters.sources import contradictions, counters
from analysis.methods.results import (
    Contradictions,
    Counters,
    EditionPoint,
    EditionsPanel,
    Level,
    Overview,
    Profile,
    Trajectories,
)

GCI = ("gci", "gci_100")
"""The index under its two scales: 0–1 to the edition of 2018, 0–100 from that of 2020."""

PILLARS = ("legal", "technical", "organisational", "capacity", "cooperation")


@dataclass(frozen=True)
class Answer:
    """Place in the first and the newest edition of the Global Cybersecurity Index, and servers beside it."""

    first: EditionPoint
    newest: EditionPoint
    servers: Level
    n_common: int

    @property
    def case(self) -> str:
        """``one`` edition known, or the place ``better``, ``worse`` or the ``same`` among common economies."""
        if self.first == self.newest:
            return "one"
        moved = self.newest.common.percentile - self.first.common.percentile
        return "better" if moved > 0 else "worse" if moved < 0 else "same"


def answer(evidence: Evidence) -> Answer:
    """How does the ITU's index rate the country's commitment to cybersecurity, beside other countries?"""
    index = editions(evidence, GCI, since=2014, rank="gci_rank")
    return Answer(index.points[0], index.points[-1], evidence.level("secure_servers"), index.n_common)


def overview(evidence: Evidence) -> Overview:
    """Where does every published indicator of security stand?"""
    newest = max(GCI, key=lambda code: o.ref_year if (o := evidence.latest(code)) else 0)
    return Overview(tuple(evidence.level(code) for code in (newest, "ncsi", "secure_servers")))


def index_editions(evidence: Evidence) -> EditionsPanel:
    """How has the country's place changed from edition to edition?"""
    return EditionsPanel((editions(evidence, GCI, since=2014, rank="gci_rank"),))


def pillars(evidence: Evidence) -> Profile:
    """Which pillars are strong, and which are weak, in the newest edition that prints them?"""
    parts = []
    for pillar in PILLARS:
        latest = evidence.latest("gci_pillar", breakdown=f"pillar={pillar}")
        if latest is not None:
            peers = evidence.peers("gci_pillar", latest.ref_year, breakdown=latest.breakdown)
            parts.append((pillar, latest, peers))
    return Profile("gci_pillar", tuple(parts))


def servers(evidence: Evidence) -> Trajectories:
    """How many servers in the country use encryption?"""
    return Trajectories((evidence.trajectory("secure_servers", since=2010),))


def incidents(evidence: Evidence) -> Counters:
    """What did the state's response centre count, and by which definition?"""
    return counters(evidence, "cert_requests", "cert_audits", "cert_blocked", "cert_indicators", "cert_incidents")


def disagreements(evidence: Evidence) -> Contradictions:
    """Where do figures on security contradict each other?"""
    return contradictions(
        evidence,
        gci_2024=(("gci_published", 2024, "AZF-1642"), ("gci_100", 2024, "itu_gci")),
        cert_2022=(("cert_requests", 2019, "AZF-1565"), ("cert_requests", 2022, "AZF-1568")),
    )
