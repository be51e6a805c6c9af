"""Sections 8 and 9 of the strategy: high technologies and their science base (with 1, 16.1.6, 16.1.11 and 16.1.12)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.chapters.editions import editions
from analysis.chapters.evidence import Evidence
from analysis.chapters.sources import contradictions, counters
from analysis.methods.results import (
    Contradictions,
    Counters,
    EditionsPanel,
    Level,
    Observation,
    Overview,
    Trajectories,
    Trajectory,
    WhyNot,
)

SINCE = 2010
"""The first year drawn: trade, businesses and research alike have figures before the strategy's start."""

FIRST_SHARE = 2013
"""The year for which the strategy prints the sector's share of the economy."""


@dataclass(frozen=True)
class Answer:
    """The sector's share of the economy as the state printed it first and last, exports and research spending."""

    first: Observation
    share: Observation
    exports: Level
    research: Level

    @property
    def case(self) -> str:
        """``first`` where nothing newer than the strategy's own share is printed, then ``recent`` or ``old``."""
        if self.share == self.first:
            return "first"
        return "old" if self.share.is_old(self.exports.edition_year) else "recent"


def answer(evidence: Evidence) -> Answer:
    """Has a competitive ICT sector grown, with research behind it?

    Only what the state itself printed for a full year counts as the share; newspapers' and politicians' figures
    stand in the table, where each can be seen with its publisher.
    """
    printed = evidence.observations("ict_share_gdp", source="*")
    shares = [o for o in printed if o.ref_year >= FIRST_SHARE and o.quality in ("A", "B")]
    exports = _amount(evidence, "digital_services_exports")
    return Answer(shares[0], shares[-1], exports, evidence.level("rd_expenditure"))


def overview(evidence: Evidence) -> Overview:
    """Where does every headline share of the sector, of trade and of research stand?"""
    codes = (
        "ict_goods_exports",
        "ict_services_exports",
        "hightech_exports",
        "medium_hightech_manufacturing",
        "rd_expenditure",
        "firms_internet",
        "firms_website",
    )
    return Overview(tuple(evidence.level(code) for code in codes))


def shares(evidence: Evidence) -> Counters:
    """What has been published on the sector's share of the economy and the private share of the sector?"""
    return counters(evidence, "ict_share_gdp", "ict_share_nonoil_gdp", "ict_private_share")


def size(evidence: Evidence) -> Counters:
    """What has been published on the size of the sector, on which base and for which part of a year?"""
    return counters(evidence, "ict_sector_volume", "ict_income", "ict_services_value")


def growth(evidence: Evidence) -> Counters:
    """By how much has the sector been said to grow?"""
    return counters(evidence, "ict_growth")


def investment(evidence: Evidence) -> Counters:
    """What has been published on investment in the sector, and who paid for it?"""
    return counters(evidence, "ict_investment", "ict_investment_usd", "ict_investment_funding")


def trade(evidence: Evidence) -> Trajectories:
    """How much of trade and manufacturing is in ICT and high technology?"""
    codes = (
        "ict_goods_exports",
        "ict_services_exports",
        "ict_goods_imports",
        "hightech_exports",
        "medium_hightech_manufacturing",
    )
    return Trajectories(tuple(evidence.trajectory(code, since=SINCE) for code in codes))


def digital_services(evidence: Evidence) -> Trajectories:
    """For how many dollars are services sold and bought that can be delivered online?"""
    codes = ("digital_services_exports", "digital_services_imports")
    return Trajectories(tuple(_amount_path(evidence, code) for code in codes))


def businesses(evidence: Evidence) -> Trajectories:
    """Do businesses use ICT?"""
    codes = ("firms_computers", "firms_internet", "firms_website")
    return Trajectories(tuple(evidence.trajectory(code, since=SINCE) for code in codes))


def science(evidence: Evidence) -> Trajectories:
    """What is spent on research, and what comes of it?"""
    output = tuple(_amount_path(evidence, code) for code in ("journal_articles", "patents"))
    return Trajectories((evidence.trajectory("rd_expenditure", since=SINCE), *output))


def indices(evidence: Evidence) -> EditionsPanel:
    """Where do indices of innovation and of electronic commerce place the country?"""
    return EditionsPanel(tuple(editions(evidence, code, since=2013) for code in ("gii", "b2c_index")))


def disagreements(evidence: Evidence) -> Contradictions:
    """Where do figures on the sector contradict each other?"""
    return contradictions(
        evidence,
        share_2013=(
            ("ict_share_gdp", 2013, "AZF-0892"),
            ("ict_share_gdp", 2013, "AZF-0897"),
            ("ict_share_gdp", 2011, "AZF-0891"),
        ),
        nonoil_2013=(("ict_share_nonoil_gdp", 2013, "AZF-0900"), ("ict_share_nonoil_gdp", 2011, "AZF-0899")),
        volume_2013=(("ict_sector_volume", 2013, "AZF-0876"), ("ict_sector_volume", 2012, "AZF-0875")),
        income_2011=(("ict_income", 2011, "AZF-0834"), ("ict_income", 2011, "AZF-0835")),
        growth_2013=(
            ("ict_growth", 2013, "AZF-0780"),
            ("ict_growth", 2013, "AZF-2114"),
            ("ict_growth", 2009, "AZF-0818"),
            ("ict_growth", 2011, "AZF-0820"),
            ("ict_growth", 2012, "AZF-0821"),
        ),
        private_2013=(
            ("ict_private_share", 2013, "AZF-0864"),
            ("ict_private_share", 2013, "AZF-0867"),
            ("ict_private_share", 2012, "AZF-0866"),
        ),
        websites_2017=(("firms_website", 2017, "unctad_digital"), ("firms_website", 2017, "AZF-0707")),
    )


def _amount(evidence: Evidence, code: str) -> Level:
    """An amount of the whole country, read without peers: beside them it would say how large a country is."""
    return replace(evidence.level(code), peers=(), gap=None, why_no_gap=WhyNot.NO_PEERS, standing=None)


def _amount_path(evidence: Evidence, code: str) -> Trajectory:
    return replace(evidence.trajectory(code, since=SINCE, groups=()), level=_amount(evidence, code))
