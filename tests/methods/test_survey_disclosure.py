"""Cells that may not be printed, and that nobody can work them out from those that are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import MethodError
from analysis.methods.survey.disclosure import ROOM, Shown, Sum, bounds, protect

HIDDEN = {Shown.HIDDEN, Shown.ALONG}


def crossed(rows: int, columns: int) -> list[Sum]:
    """Sums of a two-way table with its margins, cells row by row, the margin last in each."""
    place = np.arange((rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
    lines = [*place, *place.T]
    return [Sum(tuple(int(p) for p in line[:-1]), int(line[-1])) for line in lines]


def table(inner: np.ndarray) -> np.ndarray:
    whole = np.vstack([inner, inner.sum(axis=0)])
    return np.column_stack([whole, whole.sum(axis=1)]).ravel()


@settings(max_examples=30)  # each solves some tens of linear programmes
@given(st.integers(0, 5000), st.integers(2, 4), st.integers(2, 4))
def test_no_hidden_cell_of_a_two_way_table_can_be_worked_out(seed: int, rows: int, columns: int) -> None:
    """The attack itself: with all that is printed, each hidden cell still has a stretch of values open to it."""
    rng = np.random.default_rng(seed)
    people = rng.integers(5, 120, (rows, columns)).astype(float)
    respondents, values = table(people), table(people * rng.integers(50, 400, (rows, columns)))
    sums = crossed(rows, columns)
    shown = protect(values, respondents, np.full(len(values), 5.0), sums)
    hidden = np.array([cell in HIDDEN for cell in shown])
    assert {place for place, n in enumerate(respondents) if n < 30} <= set(np.flatnonzero(hidden))
    if hidden.any():
        low, high = bounds(values, hidden, sums).T
        assert (high - low >= ROOM * values[hidden] * (1 - 1e-6) - 1e-3).all()


def test_without_companions_a_total_gives_the_cell_away() -> None:
    """The audit can fail: one hidden cell in a sum is worked out to the last person."""
    assert bounds([40, 60, 100], [True, False, False], [Sum((0, 1), 2)]).tolist() == [[40.0, 40.0]]


def test_a_cell_in_no_sum_is_hidden_alone() -> None:
    assert protect([10, 20], [10, 200], [5, 5]) == (Shown.HIDDEN, Shown.PRINTED)
    assert bounds([10, 20], [True, False], []).tolist() == [[0.0, np.inf]]


@pytest.mark.parametrize(
    ("respondents", "variation", "shown"),
    [
        (29, 5.0, Shown.HIDDEN),
        (30, 5.0, Shown.PRINTED),
        (30, 16.6, Shown.PRINTED),
        (30, 16.7, Shown.MARKED),
        (30, 33.0, Shown.MARKED),
        (30, 33.1, Shown.HIDDEN),
    ],
)
def test_each_border_lies_where_it_is_said_to(respondents: int, variation: float, shown: Shown) -> None:
    assert protect([100], [respondents], [variation]) == (shown,)


def test_the_smallest_companion_is_taken() -> None:
    shown = protect([10, 300, 40, 350], [10, 300, 40, 350], [5] * 4, [Sum((0, 1, 2), 3)])
    assert shown == (Shown.HIDDEN, Shown.PRINTED, Shown.ALONG, Shown.PRINTED)


def test_a_table_with_nothing_to_hide_is_printed_whole() -> None:
    values = table(np.full((2, 3), 100.0))
    assert set(protect(values, values, np.full(12, 5.0), crossed(2, 3))) == {Shown.PRINTED}


BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: protect([-1], [50], [5]), "values: a number below zero in cell 0"),
    (lambda: protect([1, 2], [50], [5, 5]), "respondents"),
    (lambda: protect([1, 2, 4], [50] * 3, [5] * 3, [Sum((0, 1), 2)]), "parts of cell 2 that do not add up"),
    (lambda: protect([1, 2], [50] * 2, [5] * 2, [Sum((0, 5), 1)]), "of a table of 2; rule: places in the table"),
]


@pytest.mark.parametrize(("ask", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_a_table_that_cannot_be_right_is_refused(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(MethodError, match=said):
        ask()
