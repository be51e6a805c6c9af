"""Section 11 of the strategy: ICT in education, health and daily life (with 16.1.4, 16.1.7, 16.1.14, 16.1.15)."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.chapters.evidence import Evidence
from analysis.chapters.sources import contradictions, counters
from analysis.methods.results import Contradictions, Counters, Level, Observation, Overview, Reference, Trajectories
from analysis.strategy import targets

SCHOOL_LEVELS = ("level=primary", "level=lower_secondary", "level=upper_secondary")

AGES = ("16-24", "25-54", "55-74")
SEXES = ("female", "male")

SINCE = 2010
"""The first year drawn: use by age has figures before the strategy's start."""


@dataclass(frozen=True)
class Answer:
    """Schools online at the three levels and the highest of them; no total is published and none is invented.

    ``count`` is the newest number of schools online, ``fibre`` that of institutions on fibre: counts on other bases.
    """

    primary: Level
    lower_secondary: Level
    upper_secondary: Level
    highest: Observation | None
    count: Observation
    fibre: Observation | None

    @property
    def case(self) -> str:
        """``none`` before a share was published, then ``known``, and ``old`` where it is and a count is newer."""
        return "none" if self.highest is None else "old" if self.primary.case == "old" and self.fibre else "known"


def answer(evidence: Evidence) -> Answer:
    """Are all schools on broadband, as 16.1.14 expects?"""
    primary, lower, upper = (evidence.level("schools_internet", breakdown=level) for level in SCHOOL_LEVELS)
    shares = [level.latest for level in (primary, lower, upper) if level.latest is not None]
    return Answer(
        primary,
        lower,
        upper,
        highest=max(shares, key=lambda o: o.value, default=None),
        count=evidence.observations("schools_internet_count")[-1],
        fibre=evidence.latest("schools_fibre_count"),
    )


def overview(evidence: Evidence) -> Overview:
    """Where does every regular series on schools, and on the oldest users, stand?"""
    schools = [(code, level) for code in ("schools_internet", "schools_computers") for level in SCHOOL_LEVELS]
    oldest = [("internet_weekly", f"age={AGES[-1]};sex={sex}") for sex in SEXES]
    return Overview(tuple(evidence.level(code, breakdown=part) for code, part in (*schools, *oldest)))


def schools_online(evidence: Evidence) -> Trajectories:
    """How many schools have the internet for teaching, level by level?"""
    target = targets()["schools_broadband"]
    assert target.value is not None and target.unit is not None, "a numeric target has a value in a unit"
    references = (Reference("every_school", target.value, target.unit),)
    return Trajectories(
        tuple(
            evidence.trajectory("schools_internet", breakdown=level, since=SINCE, references=references)
            for level in SCHOOL_LEVELS
        )
    )


def schools_equipped(evidence: Evidence) -> Trajectories:
    """How many schools have computers for teaching, level by level?"""
    return Trajectories(
        tuple(evidence.trajectory("schools_computers", breakdown=level, since=SINCE) for level in SCHOOL_LEVELS)
    )


def connections(evidence: Evidence) -> Counters:
    """How many schools and institutions have been counted as connected, and when?"""
    return counters(evidence, "schools_internet_count", "schools_fibre_count")


def equipment(evidence: Evidence) -> Counters:
    """What has been counted inside schools: computers, how many of them online, and pupils?"""
    return counters(
        evidence,
        "pupils_per_computer",
        "school_computers",
        "schools_computers_count",
        "school_computers_online",
        "pupils_using_internet",
    )


def health(evidence: Evidence) -> Counters:
    """How many electronic health cards were given out (16.1.15)?"""
    return counters(evidence, "ehealth_cards_newborn", "ehealth_cards_issued")


def citizens(evidence: Evidence) -> Trajectories:
    """Do people of every age use the internet, as 11.5 wants?"""
    return Trajectories(
        tuple(
            evidence.trajectory("internet_weekly", breakdown=f"age={age};sex={sex}", since=SINCE)
            for age in AGES
            for sex in SEXES
        )
    )


def media(evidence: Evidence) -> Counters:
    """What is known of the use of social networks (16.1.4)?"""
    return counters(evidence, "social_media_users")


def openness(evidence: Evidence) -> Counters:
    """What do monitors say of internet freedom and of what state bodies put online (16.1.7)?"""
    return counters(evidence, "internet_freedom", "online_transparency")


def disagreements(evidence: Evidence) -> Contradictions:
    """Where do figures on schools and on open information contradict each other?"""
    return contradictions(
        evidence,
        transparency_2013=(
            ("online_transparency", 2013, "AZF-1914"),
            ("online_transparency", 2013, "AZF-1916"),
            ("online_transparency", 2013, "AZF-1918"),
        ),
        pupils_2020=(("pupils_per_computer", 2016, "AZF-1492"), ("pupils_per_computer", 2020, "AZF-1493")),
        pupils_2024=(("pupils_per_computer", 2024, "AZF-1494"), ("pupils_per_computer", 2024, "AZF-1495")),
    )
