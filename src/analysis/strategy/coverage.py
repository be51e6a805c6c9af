"""How far the strategy can be followed: which clause rests on a series, a dated step, a survey question, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from enum import Enum

from analysis.indicators import series
from analysis.strategy.outline import ClauseKind
from analysis.strategy.register import Clause, clauses
from analysis.strategy.stages import STRATEGY_YEARS
from analysis.strategy.timeline import timeline
from analysis.strategy.watch import Relation, SurveyWatch


class Answer(Enum):
    """What a clause rests on, the strongest first."""

    SERIES = "series"
    MILESTONE = "milestone"
    SURVEY = "survey"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Trace:
    """One row of the traceability matrix.

    ``measures`` and ``proxies`` are indicator codes in scope, ``out_of_scope`` the codes that the register names
    without a figure in scope, ``milestones`` ids of events in scope.
    """

    clause: Clause
    measures: tuple[str, ...]
    proxies: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    milestones: tuple[str, ...]
    survey: bool

    @property
    def answers(self) -> frozenset[Answer]:
        """Everything the clause rests on; ``NOTHING`` stands alone."""
        held = {
            Answer.SERIES: self.measures or self.proxies,
            Answer.MILESTONE: self.milestones,
            Answer.SURVEY: self.survey,
        }
        return frozenset(answer for answer, has in held.items() if has) or frozenset({Answer.NOTHING})

    @property
    def best(self) -> Answer:
        """The strongest of the answers."""
        return next(answer for answer in Answer if answer in self.answers)


@dataclass(frozen=True)
class Shares:
    """How many of ``n`` clauses rest on what.

    ``series``, ``milestone`` and ``survey`` overlap; ``measured`` is the part of ``series`` where at least one
    indicator measures what the clause names; ``nothing`` is none of the three. ``best`` counts each clause once.
    """

    n: int
    series: int
    measured: int
    milestone: int
    survey: int
    nothing: int
    best: dict[Answer, int]


def matrix(*, in_scope: Collection[str] | None = None, years: Container[int] = STRATEGY_YEARS) -> tuple[Trace, ...]:
    """The traceability matrix, a row a clause, in the strategy's order.

    Parameters
    ----------
    in_scope
        Codes of the indicators with a figure for the country in the years that count, as the panel has them; by
        default every indicator that a published series feeds.
    years
        The years in which a dated step counts.
    """
    codes = {row.indicator for row in series()} if in_scope is None else in_scope
    return tuple(_trace(known, codes, years) for known in clauses().values())


def shares(traces: Iterable[Trace], kind: ClauseKind) -> Shares:
    """Counts over the clauses of one kind."""
    rows = [trace for trace in traces if trace.clause.kind is kind]
    held = {answer: sum(answer in trace.answers for trace in rows) for answer in Answer}
    return Shares(
        n=len(rows),
        series=held[Answer.SERIES],
        measured=sum(bool(trace.measures) for trace in rows),
        milestone=held[Answer.MILESTONE],
        survey=held[Answer.SURVEY],
        nothing=held[Answer.NOTHING],
        best={answer: sum(trace.best is answer for trace in rows) for answer in Answer},
    )


def _trace(known: Clause, codes: Collection[str], years: Container[int]) -> Trace:
    related = {
        relation: tuple(
            dict.fromkeys(
                code for item in known.series if item.relation is relation for code in item.codes if code in codes
            )
        )
        for relation in Relation
    }
    return Trace(
        clause=known,
        measures=related[Relation.MEASURES],
        proxies=related[Relation.PROXY],
        out_of_scope=tuple(code for code in known.codes if code not in codes),
        milestones=tuple(event for event in known.events if timeline()[event].year in years),
        survey=any(isinstance(item, SurveyWatch) for item in known.watch),
    )
