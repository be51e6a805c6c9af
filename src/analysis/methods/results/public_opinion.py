"""What surveys of the people say: which were held in which year, what each said last, and what nobody asked."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.estimate import Estimate
from analysis.methods.results.observation import Observation


@dataclass(frozen=True)
class SurveyYears:
    """A survey and one figure of each year in which it was held."""

    survey: str
    waves: tuple[Observation, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which people were asked."""
        return tuple(asked_in(one) for one in self.waves)


@dataclass(frozen=True)
class SurveyCalendar:
    """Surveys by year from ``since`` to the edition's year."""

    since: int
    year: int
    rows: tuple[SurveyYears, ...]


@dataclass(frozen=True)
class LastAnswer:
    """What a survey said when it last asked, of everybody or ``of_group``.

    ``respondents`` and ``interval`` are given where the publisher says how many were asked.
    """

    survey: str
    observation: Observation
    of_group: bool
    respondents: Observation | None = None
    interval: Estimate | None = None

    @property
    def asked_in(self) -> int:
        """The year in which people were asked."""
        return asked_in(self.observation)


@dataclass(frozen=True)
class LastAnswers:
    """The last answers of all surveys, as the edition of ``year`` knows them."""

    year: int
    rows: tuple[LastAnswer, ...]


@dataclass(frozen=True)
class QuestionsOf:
    """A direction's clauses: ``n`` in all, ``asked`` that need a survey, ``only`` of them with no series at all."""

    direction: str
    n: int
    asked: int
    only: int


@dataclass(frozen=True)
class SurveyQuestions:
    """What a survey would have to ask, counted by direction."""

    rows: tuple[QuestionsOf, ...]


def asked_in(observation: Observation) -> int:
    """The year in which people were asked, where it differs from the year that the figure is printed for.

    Examples
    --------
    >>> asked_in(Observation("wvs_trust", "AZE", 2014, 16.2, "percent", data_year=2011))
    2011
    """
    return observation.data_year or observation.ref_year
