"""The digital divide: clauses 11.5, 11.6 and 16.1.5 of the strategy."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.chapters import filed, inequality
from analysis.chapters.crossed import crossed
from analysis.chapters.evidence import Evidence
from analysis.chapters.group_gaps import gaps
from analysis.chapters.sources import contradictions, counters
from analysis.indicators import Block
from analysis.methods.results import (
    Cells,
    Contradictions,
    Counters,
    CountryDivides,
    Distribution,
    FiledGaps,
    GapMeasures,
    GroupGap,
    GroupGaps,
    GroupGapsPanel,
    GrowthPartsTable,
    IncomeConcentrations,
    Trajectories,
    WhyNot,
)

FINDEX_GROUPS = {
    "sex": ("sex=male", "sex=female"),
    "income": ("income=richest_60", "income=poorest_40"),
    "education": ("education=secondary", "education=primary"),
    "age": ("age=25+", "age=15-24"),
    "residence": ("residence=urban", "residence=rural"),
}
"""The two groups of each split of the Findex survey, in the order in which they are compared."""


@dataclass(frozen=True)
class Answer:
    """The widest gap that can be measured: by residence where published, by age otherwise; and by sex, then and now.

    ``sex`` is of weekly use, ``account`` of accounts; ``_then`` is the first year since the baseline on one definition.
    """

    sex: GroupGap
    sex_then: GroupGap
    age: GroupGap
    residence: GroupGap | None
    account: GroupGap
    account_then: GroupGap

    @property
    def case(self) -> str:
        """``residence`` where urban and rural rates are published, ``age`` before that."""
        return "residence" if self.residence else "age"


def answer(evidence: Evidence) -> Answer:
    """How far apart are the groups of the population in their use of the internet?"""
    sex = inequality.compared(
        gaps(evidence, "internet_weekly", "sex", high="age=16-74;sex=male", low="age=16-74;sex=female")
    )
    account = inequality.compared(gaps(evidence, "account", "sex", high="sex=male", low="sex=female"))
    assert sex is not None and account is not None, "both are known before the first edition's year ended"
    age = gaps(evidence, "internet_weekly", "age", high="age=16-24;sex=female", low="age=55-74;sex=female")
    residence = gaps(evidence, "internet_users_group", "residence", high="residence=urban", low="residence=rural")
    return Answer(
        sex=sex[1],
        sex_then=sex[0],
        age=age.gaps[-1],
        residence=residence.gaps[-1] if residence.gaps else None,
        account=account[1],
        account_then=account[0],
    )


def in_the_world(evidence: Evidence) -> Distribution:
    """Where does the country stand in the world in its share of internet users?"""
    latest = evidence.latest("internet_users")
    place = evidence.place_in_source("internet_users", latest, "") if latest else None
    if latest is None or place is None:
        return Distribution("internet_users", None, why_not=WhyNot.NO_DATA)
    return Distribution("internet_users", place, evidence.peers("internet_users", latest.ref_year))


def sex_and_residence(evidence: Evidence) -> Cells:
    """How many women and men in towns and villages use the internet, in the newest year that has the cells?"""
    return crossed(evidence, "internet_users_group", ("residence.urban", "residence.rural"), ("sex.male", "sex.female"))


def residence(evidence: Evidence) -> GroupGapsPanel:
    """How far apart are town and village, and women and men, in the table of the ITU?"""
    code = "internet_users_group"
    return GroupGapsPanel(
        (
            gaps(evidence, code, "residence", high="residence=urban", low="residence=rural"),
            gaps(evidence, code, "sex", high="sex=male", low="sex=female"),
        )
    )


def weekly(evidence: Evidence) -> GroupGapsPanel:
    """How has weekly use differed between women and men, and between young and old, since 2008?"""
    code = "internet_weekly"
    return GroupGapsPanel(
        (
            gaps(evidence, code, "sex", high="age=16-74;sex=male", low="age=16-74;sex=female"),
            gaps(evidence, code, "age_women", high="age=16-24;sex=female", low="age=55-74;sex=female"),
            gaps(evidence, code, "age_men", high="age=16-24;sex=male", low="age=55-74;sex=male"),
        )
    )


def measures(evidence: Evidence) -> GapMeasures:
    """Does the size of a gap, and which way it goes, hang on how it is measured?"""
    found = (inequality.measure(gap) for gap in _all(evidence))
    return GapMeasures(evidence.edition.year, tuple(one for one in found if one is not None))


def growth(evidence: Evidence) -> GrowthPartsTable:
    """Did shares grow because each group's did, or because the groups' sizes changed?

    Income groups are left out: they are two fifths and three fifths by definition.
    """
    found = (inequality.growth(evidence, gap) for gap in _all(evidence) if gap.key != "income")
    return GrowthPartsTable(tuple(one for one in found if one is not None))


def _all(evidence: Evidence) -> tuple[GroupGaps, ...]:
    panels = (residence(evidence), weekly(evidence), phones_and_accounts(evidence))
    return (*(gap for panel in panels for gap in panel.panels), *_findex(evidence, "online_bills"))


def _findex(evidence: Evidence, code: str) -> tuple[GroupGaps, ...]:
    return tuple(gaps(evidence, code, key, high=high, low=low) for key, (high, low) in FINDEX_GROUPS.items())


def by_income(evidence: Evidence) -> IncomeConcentrations:
    """Do accounts and online payments lie with the richer?"""
    high, low = FINDEX_GROUPS["income"]
    codes = ("account", "online_bills", "online_purchases")
    found = (inequality.by_income(gaps(evidence, code, "income", high=high, low=low)) for code in codes)
    return IncomeConcentrations(tuple(row for rows in found for row in rows))


def between_countries(evidence: Evidence) -> CountryDivides:
    """Do countries draw together in internet use and broadband, and where does the country stand?"""
    divides = (inequality.between_countries(evidence, code) for code in ("internet_users", "fixed_broadband"))
    return CountryDivides(evidence.edition.year, tuple(one for one in divides if one.years))


def phones_and_accounts(evidence: Evidence) -> GroupGapsPanel:
    """Do women own a mobile phone as often as men, and who has an account, the door to paying online?"""
    phones = gaps(evidence, "mobile_owners", "sex", high="sex=male", low="sex=female")
    return GroupGapsPanel((phones, *_findex(evidence, "account")))


def surveyed(evidence: Evidence) -> FiledGaps:
    """Which gaps are larger than the error, in the last survey whose answers were filed?"""
    return filed.gaps(evidence, Block.CORE)


def rural(evidence: Evidence) -> Trajectories:
    """How large is the population that the divide is about?"""
    return Trajectories((evidence.trajectory("rural_population", since=2005),))


def skills(evidence: Evidence) -> Counters:
    """Which ICT skills do people report?

    Azerbaijan's nine series are one profile rescaled by a factor a year, so only the newest year is shown and no
    trend or gap between skills is read from them.
    """
    found = counters(evidence, "ict_skills")
    newest = max((c.observation.ref_year for c in found.rows), default=0)
    return Counters(
        tuple(c for c in found.rows if c.observation.ref_year == newest and "sex=" not in c.observation.breakdown)
    )


def disagreements(evidence: Evidence) -> Contradictions:
    """Where do figures on the divide contradict each other?"""
    return contradictions(
        evidence,
        rates_2014=(("internet_users", 2014, "wdi"), ("internet_users_sex", 2014, "unsd_gender")),
    )
