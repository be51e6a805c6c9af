"""Coverage: the matrix counts what the register and the panel hold, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from analysis import data
from analysis.strategy import STRATEGY_YEARS, ClauseKind, clause, clauses, outline
from analysis.strategy.coverage import Answer, Trace, matrix, shares


@dataclass(frozen=True)
class Floor:
    """At least so many clauses rest on a series, and no more rest on nothing."""

    series: int
    nothing: int


FLOORS = {ClauseKind.MEASURE: (77, Floor(44, 6)), ClauseKind.RESULT: (19, Floor(18, 0))}


@pytest.fixture(scope="module")
def in_scope() -> set[str]:
    panel = data.load()
    own = panel[(panel["economy"] == "AZE") & panel["ref_year"].isin(list(STRATEGY_YEARS))]
    return set(own["indicator"])


@pytest.fixture(scope="module")
def traces(in_scope: set[str]) -> tuple[Trace, ...]:
    return matrix(in_scope=in_scope)


def test_the_matrix_has_a_row_a_clause(traces: tuple[Trace, ...]) -> None:
    assert [trace.clause.id for trace in traces] == list(outline())


@pytest.mark.parametrize("kind", list(ClauseKind))
def test_counts_add_up(traces: tuple[Trace, ...], kind: ClauseKind) -> None:
    found = shares(traces, kind)
    assert sum(found.best.values()) == found.n == sum(known.kind is kind for known in clauses().values())
    assert found.best[Answer.SERIES] == found.series >= found.measured
    assert found.best[Answer.NOTHING] == found.nothing
    assert found.milestone >= found.best[Answer.MILESTONE] and found.survey >= found.best[Answer.SURVEY]


@pytest.mark.parametrize("kind", FLOORS)
def test_measures_and_results_are_covered_as_far_as_figures_go(traces: tuple[Trace, ...], kind: ClauseKind) -> None:
    """A new series may raise the floor; losing one must be noticed."""
    n, floor = FLOORS[kind]
    found = shares(traces, kind)
    assert found.n == n
    assert found.series >= floor.series
    assert found.nothing <= floor.nothing


def test_a_step_outside_the_strategys_years_does_not_count() -> None:
    (inside,) = [trace for trace in matrix() if trace.clause.id == "13.2.1"]
    assert clause("13.2.1").events == ("2023-08-28",) and inside.milestones == ()
    (later,) = [trace for trace in matrix(years=range(2014, 2025)) if trace.clause.id == "13.2.1"]
    assert later.milestones == ("2023-08-28",)


def test_a_code_without_a_figure_in_scope_is_told_apart() -> None:
    (trace,) = [trace for trace in matrix(in_scope={"esign_certificates"}) if trace.clause.id == "10.2.9"]
    assert trace.measures == ("esign_certificates",) and trace.proxies == ()
    assert "online_bills" in trace.out_of_scope and "esign_certificates" not in trace.out_of_scope
    (empty,) = [trace for trace in matrix(in_scope=set()) if trace.clause.id == "10.2.10"]
    assert empty.answers == {Answer.SURVEY} and empty.best is Answer.SURVEY


def test_nothing_stands_alone() -> None:
    for trace in matrix(in_scope=set(), years=()):
        assert (Answer.NOTHING in trace.answers) is (not trace.survey)
        assert len(trace.answers) == 1
