"""Chapter 7 of the strategy: ICT infrastructure and services (with 16.1.5, 16.1.8 and 16.1.9)."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.chapters.evidence import Evidence
from analysis.chapters.sources import contradictions, counters, printed
from analysis.methods.results import (
    Contradictions,
    Counters,
    Distribution,
    Level,
    Overview,
    Reference,
    Trajectories,
    WhyNot,
)

PRICE_CEILING = Reference("itu_ceiling", 5.0, "percent_gni")
"""ITU's target for 2015, as section 2 of the strategy quotes it: under 5 % (of income) in developing countries."""


@dataclass(frozen=True)
class Answer:
    """Use and fixed broadband, the chapter's two headlines."""

    users: Level
    broadband: Level

    @property
    def case(self) -> str:
        """``known`` where both headline figures are recent, ``old`` otherwise."""
        return "known" if self.users.case == self.broadband.case == "known" else "old"


def answer(evidence: Evidence) -> Answer:
    """How many use the internet, and how many lines carry it?"""
    return Answer(evidence.level("internet_users"), evidence.level("fixed_broadband"))


def overview(evidence: Evidence) -> Overview:
    """Where does every headline indicator of the infrastructure stand?"""
    codes = (
        "internet_users",
        "fixed_broadband",
        "mobile_subscriptions",
        "fixed_telephone",
        "bandwidth_per_user",
        "price_fixed_gni",
        "price_mobile_gni",
        "coverage_3g",
        "coverage_4g",
        "secure_servers",
    )
    return Overview(tuple(evidence.level(code) for code in codes))


def connections(evidence: Evidence) -> Trajectories:
    """How have use and subscriptions developed beside peers?"""
    references = {"internet_users": printed(evidence, ("internet_users", 2013, "AZF-0310"), key="strategy_users")}
    codes = ("internet_users", "fixed_broadband", "mobile_subscriptions", "fixed_telephone")
    return Trajectories(tuple(evidence.trajectory(c, references=references.get(c, ())) for c in codes))


def broadband_place(evidence: Evidence) -> Distribution:
    """Where does the country stand in the world on fixed broadband, the lead indicator of 7.2.1?"""
    latest = evidence.latest("fixed_broadband")
    place = evidence.place("fixed_broadband", latest.ref_year) if latest else None
    if latest is None or place is None:
        return Distribution("fixed_broadband", None, why_not=WhyNot.NO_DATA)
    return Distribution("fixed_broadband", place, evidence.peers("fixed_broadband", latest.ref_year))


def speeds(evidence: Evidence) -> Trajectories:
    """How fast are the fixed lines?"""
    tiers = ("speed=256k-2M", "speed=2M-10M", "speed=10M+")
    return Trajectories(tuple(evidence.trajectory("broadband_speed", breakdown=t, since=2008) for t in tiers))


def bandwidth(evidence: Evidence) -> Trajectories:
    """How wide is the way to the world's internet?"""
    return Trajectories(
        (
            evidence.trajectory(
                "bandwidth_total",
                since=2010,
                groups=(),
                references=printed(evidence, ("bandwidth_total", 2013, "AZF-0270"), key="strategy_bandwidth"),
            ),
            evidence.trajectory("bandwidth_per_user", since=2010),
        )
    )


def prices(evidence: Evidence) -> Trajectories:
    """What does broadband cost, as a share of income?"""
    return Trajectories(
        (
            evidence.trajectory("price_fixed_gni", since=2010, references=(PRICE_CEILING,)),
            evidence.trajectory("price_mobile_gni", since=2010, references=(PRICE_CEILING,)),
        )
    )


def coverage(evidence: Evidence) -> Trajectories:
    """How much of the population do mobile broadband networks reach?"""
    return Trajectories(tuple(evidence.trajectory(c, since=2009) for c in ("coverage_3g", "coverage_4g")))


def servers(evidence: Evidence) -> Trajectories:
    """How many secure servers stand in the country?"""
    return Trajectories((evidence.trajectory("secure_servers", since=2010),))


def homes(evidence: Evidence) -> Counters:
    """What single figures are there on homes, television, premises and ranks, whose series cannot be shown?"""
    return counters(
        evidence,
        "mobile_broadband",
        "households_internet",
        "households_computer",
        "households_fixed_broadband",
        "digital_tv_coverage",
        "broadband_premises",
        "idi",
        "idi_rank",
        "nri_rank",
    )


def disagreements(evidence: Evidence) -> Contradictions:
    """Where do the sources contradict each other, and which one is used?"""
    return contradictions(
        evidence,
        users_2013=(
            ("internet_users", 2013, "AZF-0310"),
            ("internet_users", 2013, "wdi"),
            ("internet_users", 2013, "AZF-0312"),
        ),
        users_2009=(
            ("internet_users", 2009, "AZF-0297"),
            ("internet_users", 2009, "wdi"),
            ("internet_users", 2009, "AZF-0296"),
        ),
        users_2012=(("internet_users", 2012, "AZF-0309"), ("internet_users", 2012, "wdi")),
        bandwidth_2013=(
            ("bandwidth_total", 2013, "AZF-0270"),
            ("bandwidth_total", 2013, "itu_prices"),
            ("bandwidth_total", 2012, "AZF-0268"),
        ),
        bandwidth_growth=(("bandwidth_per_user", 2008, "AZF-0331"), ("bandwidth_per_user", 2012, "AZF-0332")),
        broadband_share=(
            ("broadband_users_of_users", 2013, "AZF-0020"),
            ("broadband_users_per_100", 2012, "AZF-0017"),
        ),
        price=(("price_wage", 2013, "AZF-0013"), ("price_fixed_gni", 2013, "itu_prices")),
        households=(("households_internet", 2014, "AZF-0257"), ("households_internet", 2015, "AZF-0258")),
        idi_2015=(("idi", 2015, "AZF-0340"), ("idi", 2015, "AZF-0341")),
        coverage_4g=(("coverage_4g", 2018, "un_sdg"), ("coverage_4g", 2020, "AZF-0393")),
    )
