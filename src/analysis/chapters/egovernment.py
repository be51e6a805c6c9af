"""Chapter 10 of the strategy: the development of e-government (with 16.1.13 and, on rights, 16.1.7)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from analysis.chapters.editions import editions
from analysis.chapters.evidence import Evidence
from analysis.chapters.sources import contradictions, counters
from analysis.indicators import indicator
from analysis.methods.results import (
    Contradictions,
    Counters,
    EditionPoint,
    Editions,
    EditionsPanel,
    Overview,
    Profile,
    Trajectories,
)

SINCE = 2010
"""The first survey shown: two surveys lie before the strategy, so that its start can be seen."""

COMPONENTS = ("osi", "tii", "hci")
GOVERNANCE = ("wgi_effectiveness", "wgi_regulation", "wgi_law", "wgi_corruption", "wgi_voice")


@dataclass(frozen=True)
class Answer:
    """Place in the newest survey and in the last one before the strategy, and e-participation beside it."""

    newest: EditionPoint
    before: EditionPoint
    participation: EditionPoint
    participation_before: EditionPoint
    n_common: int

    @property
    def case(self) -> str:
        """``better``, ``worse`` or ``same`` place among the economies common to the surveys."""
        moved = self.before.common.rank - self.newest.common.rank
        return "better" if moved > 0 else "worse" if moved < 0 else "same"


def answer(evidence: Evidence) -> Answer:
    """Has the country's place in the UN's survey risen since the last one before the strategy?"""
    index = editions(evidence, "egdi", since=2012, rank="egdi_rank")
    participation = editions(evidence, "epi", since=2012)
    return Answer(index.points[-1], index.points[0], participation.points[-1], participation.points[0], index.n_common)


def overview(evidence: Evidence) -> Overview:
    """Where does every published index of e-government and governance stand?"""
    return Overview(tuple(evidence.level(code) for code in ("egdi", *COMPONENTS, "epi", *GOVERNANCE)))


def surveys(evidence: Evidence) -> EditionsPanel:
    """How has the place changed from survey to survey, in the index and in its parts?"""
    ranks = {"egdi": "egdi_rank"}
    return EditionsPanel(
        tuple(editions(evidence, code, since=SINCE, rank=ranks.get(code)) for code in ("egdi", *COMPONENTS, "epi"))
    )


def index_history(evidence: Evidence) -> Editions:
    """The index itself, survey by survey, with the publisher's rank and the peers' medians."""
    return editions(evidence, "egdi", since=SINCE, rank="egdi_rank")


def components(evidence: Evidence) -> Profile:
    """Which part holds the index up, and which holds it back, in the newest survey?"""
    parts = []
    for code in (*COMPONENTS, "epi"):
        latest = evidence.latest(code)
        if latest is not None:
            parts.append((code, latest, evidence.peers(code, latest.ref_year)))
    return Profile("egdi", tuple(parts))


@dataclass(frozen=True)
class Participation:
    """Two surveys of e-participation in a row, and whether the questionnaire changed between them."""

    newest: EditionPoint
    previous: EditionPoint
    redefined: bool

    @property
    def case(self) -> str:
        """``fell`` or, where the questionnaire changed too, ``fell_redefined``; ``steady`` otherwise."""
        if not _is_sharp(self.previous, self.newest):
            return "steady"
        return "fell_redefined" if self.redefined else "fell"


SHARP = 20
"""Places among common economies; a larger fall between two surveys is told."""


def _is_sharp(before: EditionPoint, after: EditionPoint) -> bool:
    return after.common.rank - before.common.rank > SHARP


def participation(evidence: Evidence) -> Participation:
    """Did citizens gain ways to take part, as the UN's survey sees it?

    The newest sharp fall between two surveys since the strategy's start, or the newest two surveys.
    """
    points = [p for p in editions(evidence, "epi", since=SINCE).points if p.score.ref_year >= 2012]
    pairs = list(pairwise(points))
    before, after = next((pair for pair in reversed(pairs) if _is_sharp(*pair)), pairs[-1])
    redefined = bool(indicator("epi").breaks_between(before.score.ref_year, after.score.ref_year))
    return Participation(after, before, redefined)


def governance(evidence: Evidence) -> Trajectories:
    """How do the World Bank's governance indicators, favourable and critical ones alike, see the state?"""
    return Trajectories(tuple(evidence.trajectory(code, since=2005) for code in GOVERNANCE))


def freedom(evidence: Evidence) -> Counters:
    """How does Freedom House rate internet freedom (16.1.7)?"""
    return counters(evidence, "internet_freedom")


def portal(evidence: Evidence) -> Counters:
    """What do the portal's own counters say?"""
    return counters(
        evidence,
        "portal_services",
        "portal_agencies",
        "portal_requests",
        "portal_requests_total",
        "portal_users_total",
        "portal_visits_total",
    )


def signatures(evidence: Evidence) -> Counters:
    """How many electronic signatures are there, and are they used?"""
    return counters(evidence, "esign_certificates", "esign_issued", "esign_transactions", "esign_transactions_total")


def asan(evidence: Evidence) -> Counters:
    """What do the ASAN centres report of themselves?"""
    return counters(
        evidence,
        "asan_centres",
        "asan_services",
        "asan_applications_total",
        "asan_persons_total",
        "asan_satisfaction",
    )


def disagreements(evidence: Evidence) -> Contradictions:
    """Where do figures on e-government contradict each other?"""
    return contradictions(
        evidence,
        esign_2018=(
            ("esign_issued", 2018, "AZF-1205"),
            ("esign_certificates", 2018, "AZF-1194"),
            ("esign_certificates", 2018, "AZF-1195"),
            ("esign_issued", 2018, "AZF-1197"),
        ),
    )
