"""Section 12 of the strategy: specialists for the sector (with 16.1.16)."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.chapters.evidence import Evidence
from analysis.chapters.group_gaps import gaps
from analysis.chapters.sources import counters
from analysis.methods.results import Counters, GroupGapsPanel, Level, Overview, Trajectories

SINCE = 2010
"""The first year drawn, so that the years before the strategy's start can be seen."""


@dataclass(frozen=True)
class Answer:
    """The share of ICT among graduates where it is published, and enrolment in higher education beside it."""

    graduates: Level
    tertiary: Level

    @property
    def case(self) -> str:
        """``none`` before the share of ICT graduates is published for any year, then ``known`` or ``old``."""
        if self.graduates.latest is None:
            return "none"
        return "old" if self.graduates.latest.is_old(self.graduates.edition_year) else "known"


def answer(evidence: Evidence) -> Answer:
    """Are enough specialists educated for the sector?"""
    return Answer(evidence.level("ict_graduates"), evidence.level("tertiary_enrolment"))


def overview(evidence: Evidence) -> Overview:
    """Where does every headline indicator of education and research staff stand?"""
    codes = (
        "ict_graduates",
        "stem_graduates",
        "tertiary_enrolment",
        "secondary_enrolment",
        "education_spending",
        "researchers",
    )
    return Overview(tuple(evidence.level(code) for code in codes))


def graduates(evidence: Evidence) -> Trajectories:
    """How many graduates come from ICT, and from science and technology at large?"""
    return Trajectories(tuple(evidence.trajectory(code, since=2013) for code in ("ict_graduates", "stem_graduates")))


def graduates_by_sex(evidence: Evidence) -> GroupGapsPanel:
    """Do women and men choose these fields alike?"""
    fields = {"ict_graduates_sex": "ict_graduates", "stem_graduates_sex": "stem_graduates"}
    return GroupGapsPanel(
        tuple(gaps(evidence, code, key, high="sex=male", low="sex=female") for key, code in fields.items())
    )


def enrolment(evidence: Evidence) -> Trajectories:
    """How many study, and what does the state spend on education?"""
    codes = ("tertiary_enrolment", "secondary_enrolment", "education_spending")
    return Trajectories(tuple(evidence.trajectory(code, since=SINCE) for code in codes))


def researchers(evidence: Evidence) -> Trajectories:
    """How many researchers are there?"""
    return Trajectories((evidence.trajectory("researchers", since=SINCE),))


def work(evidence: Evidence) -> Counters:
    """How many does the sector employ, and what does it pay them?"""
    return counters(evidence, "ict_employment", "ict_wage")


def training(evidence: Evidence) -> Counters:
    """What has been published on study abroad, and on the specialists that are trained and needed?"""
    return counters(
        evidence,
        "study_abroad_admitted",
        "study_abroad_budget",
        "ict_specialists_trained",
        "ict_specialists_needed",
    )
