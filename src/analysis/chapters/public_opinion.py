"""What the public says: clause 15.2 of the strategy, and what surveys of the people there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.chapters import filed as filings
from analysis.chapters.crossed import crossed
from analysis.chapters.evidence import Evidence
from analysis.chapters.sources import contradictions, counters
from analysis.indicators import Block, Survey, surveys
from analysis.methods.proportion import wilson
from analysis.methods.results import (
    Cells,
    Contradictions,
    Counters,
    FiledShares,
    LastAnswer,
    LastAnswers,
    Observation,
    QuestionsOf,
    SurveyCalendar,
    SurveyQuestions,
    SurveyYears,
    Trajectories,
    asked_in,
)
from analysis.strategy import StrategicDirection, SurveyWatch
from analysis.strategy import clauses as register

SINCE = 2010
"""The first year of the calendar: the survey before the strategy that asked most about the internet."""

ANSWERS = ("answer.unaware", "answer.never", "answer.daily")
SEXES = ("sex.male", "sex.female")
NOT_ONLINE = ANSWERS[:2]
OF_SOME = frozenset({"cb_daily_users_male"})
"""Shares of some of the respondents, whose number is not that of the sample."""


@dataclass(frozen=True)
class Answer:
    """Whether the public was asked.

    ``internet`` is the last figure of an independent survey on the internet itself, ``account`` and ``bills`` what the
    last survey on money says, ``satisfaction`` what the agency says of itself.
    """

    internet: Observation
    account: Observation
    bills: Observation | None
    satisfaction: Observation | None

    @property
    def case(self) -> str:
        """``reported`` where the agency gave a figure, ``payments`` where paying online was asked, else ``account``."""
        return "reported" if self.satisfaction else "payments" if self.bills else "account"


def answer(evidence: Evidence) -> Answer:
    """Has the public been asked, as clause 15.2 wants?"""
    internet, account = evidence.latest("cb_facebook"), evidence.latest("account")
    assert internet is not None and account is not None, "both were asked before the first edition's year ended"
    return Answer(internet, account, evidence.latest("online_bills"), evidence.newest("asan_satisfaction"))


def calendar(evidence: Evidence) -> SurveyCalendar:
    """Which survey asked the people in which year?"""
    rows = tuple(SurveyYears(code, tuple(_waves(evidence, survey))) for code, survey in surveys().items())
    return SurveyCalendar(SINCE, evidence.edition.year, rows)


def _waves(evidence: Evidence, survey: Survey) -> Iterator[Observation]:
    """A figure of each year in which the survey asked something, from `SINCE` on.

    One that is printed for another year than that of the survey stands for its year only where there is no other.
    """
    asked = (o for code in survey.asks for o in evidence.observations(code, breakdown=None, part_year=True))
    found: dict[int, Observation] = {}
    for o in sorted(asked, key=lambda o: asked_in(o) != o.ref_year):
        found.setdefault(asked_in(o), o)
    return (found[year] for year in sorted(found) if year >= SINCE)


def last_answers(evidence: Evidence) -> LastAnswers:
    """What did each survey say when it last asked, how old is it, and how exact?"""
    rows = (row for survey in surveys().values() for row in _last(evidence, survey))
    return LastAnswers(evidence.edition.year, tuple(rows))


def _last(evidence: Evidence, survey: Survey) -> Iterator[LastAnswer]:
    respondents = {
        o.ref_year: o for o in evidence.observations("survey_respondents", breakdown=f"survey={survey.code}")
    }
    for code, quoted in survey.asks.items():
        for breakdown in quoted:
            found = evidence.observations(code, breakdown=breakdown, part_year=True)
            if found:
                yield _with_interval(survey, found[-1], respondents.get(asked_in(found[-1])))


def _with_interval(survey: Survey, found: Observation, respondents: Observation | None) -> LastAnswer:
    """An interval needs the number of respondents: of a group it is nowhere published, only of the whole sample."""
    parts = {part.split("=")[0] for part in found.breakdown.split(";") if part}
    of_group = bool(parts - {"answer"}) or found.indicator in OF_SOME
    if of_group or respondents is None:
        return LastAnswer(survey.code, found, of_group)
    return LastAnswer(survey.code, found, of_group, respondents, wilson(found.value, round(respondents.value)))


def filed(evidence: Evidence) -> FiledShares:
    """What do people say of electronic services, in the last survey whose answers were filed?"""
    return filings.shares(evidence, Block.OPINION)


def women_and_men(evidence: Evidence) -> Cells:
    """How far were women and men from the internet when an independent survey last asked both?"""
    return crossed(evidence, "cb_internet_use", ANSWERS, SEXES)


@dataclass(frozen=True)
class NotOnline:
    """Women and men who do not know the internet or never use it, in per cent, in the last year that has both."""

    year: int
    female: float
    male: float
    cells: tuple[Observation, ...]


def not_online(evidence: Evidence) -> NotOnline:
    """What part of women and of men was not on the internet at all?"""
    found = women_and_men(evidence)
    cells = [[o for o in line if o is not None] for line in found.values[: len(NOT_ONLINE)]]
    assert found.ref_year is not None, "both sexes were asked before the first edition's year"
    male, female = (sum(o.value for o in column) for column in zip(*cells, strict=True))
    return NotOnline(found.ref_year, female, male, tuple(o for line in cells for o in line))


def online(evidence: Evidence) -> Trajectories:
    """How many people say that they pay bills or buy online?"""
    codes = ("online_bills", "online_purchases", "paid_online_purchases")
    return Trajectories(tuple(evidence.trajectory(code, since=2011) for code in codes))


def trust(evidence: Evidence) -> Counters:
    """What is known of trust and of satisfaction?"""
    return counters(evidence, "wvs_trust", "asan_satisfaction")


def questions(evidence: Evidence) -> SurveyQuestions:
    """How many clauses need a survey, and of how many would only a survey tell anything?"""
    return SurveyQuestions(tuple(_questions(direction) for direction in StrategicDirection))


def _questions(direction: StrategicDirection) -> QuestionsOf:
    known = [one for one in register().values() if one.direction is direction]
    asked = [one for one in known if any(isinstance(item, SurveyWatch) for item in one.watch)]
    return QuestionsOf(direction.value, len(known), len(asked), sum(not one.series for one in asked))


def disagreements(evidence: Evidence) -> Contradictions:
    """Where do surveys contradict each other, or the figures in use?"""
    return contradictions(
        evidence,
        users_2011=(
            ("cb_internet_use", 2011, "AZS-001"),
            ("wvs_internet_information", 2011, "AZS-004"),
            ("internet_weekly", 2011, "L1255"),
            ("internet_weekly", 2011, "L1865"),
            ("internet_users", 2011, "wdi"),
        ),
        weekly_2010=(
            ("cb_internet_use", 2010, "AZF-1935"),
            ("internet_weekly", 2010, "L1254"),
            ("internet_weekly", 2010, "L1864"),
            ("internet_users", 2010, "wdi"),
        ),
        networks_2012=(
            ("cb_social_networks", 2012, "AZF-1941"),
            ("cb_social_networks", 2012, "AZF-1942"),
            ("cb_internet_use", 2012, "AZF-1933"),
            ("cb_internet_use", 2012, "AZF-1929"),
        ),
    )
