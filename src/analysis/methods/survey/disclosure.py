"""Which cells of a table may be printed: few respondents or a large error hide one, and then others with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.sample import Values, vector

LEAST_RESPONDENTS = 30
"""A cell of fewer people says more of single answers than of a group."""

UNRELIABLE = 33.0
"""Coefficients of variation above it, in per cent, hide a cell."""

UNCERTAIN = 16.6
"""Those above it are marked."""

ROOM = 0.2
"""A hidden cell is safe where what is printed leaves a stretch of this part of its value."""


LEAST_PART = 1e-5
"""A hidden cell counts as no smaller than this part of the largest: a cell of nobody needs some room as well."""

ROUNDING = 1e-7
"""The part of the largest cell below which a stretch is a matter of rounding."""

UNBOUNDED = 3
"""What `linprog` says where nothing binds the goal."""


class Shown(Enum):
    """What becomes of a cell."""

    PRINTED = "printed"
    MARKED = "marked"
    """Printed with a warning: low reliability."""
    HIDDEN = "hidden"
    """Too few respondents, or too large an error."""
    ALONG = "along"
    """Hidden so that no total gives another cell away."""


@dataclass(frozen=True)
class Sum:
    """Cells that add up to another cell, by their places in the table."""

    parts: tuple[int, ...]
    whole: int


def protect(values: Values, respondents: Values, variations: Values, sums: Sequence[Sum] = ()) -> tuple[Shown, ...]:
    """Decide for each cell of a table of totals whether it may be printed.

    A cell is hidden under `LEAST_RESPONDENTS` respondents or over `UNRELIABLE` per cent of variation, marked over
    `UNCERTAIN`. Then further cells are hidden, the smallest first, until nobody who knows the rest of the table, and
    that totals are not negative, can narrow a hidden cell to less than `ROOM` of its value.

    Parameters
    ----------
    values
        The cells, totals and parts alike, not negative, in one unit; shape (cells,).
    respondents
        How many people each rests on; shape (cells,).
    variations
        Coefficients of variation in per cent; shape (cells,).
    sums
        Which cells add up to which.

    Raises
    ------
    MethodError
        If a value is negative, lengths differ, a sum names no cell or does not add up, or the table cannot be protected
        without hiding all of it.

    Reference: Hundepool et al. (2012), "Statistical disclosure control", chapter 4: cell suppression and its audit by
    linear programming.

    Examples
    --------
    >>> one = protect([40, 60, 100], [12, 500, 512], [30, 5, 5], [Sum((0, 1), 2)])
    >>> [cell.value for cell in one]
    ['hidden', 'along', 'printed']
    """
    cells = _checked(values, "values", None)
    people = _checked(respondents, "respondents", len(cells))
    spread = _checked(variations, "coefficients of variation", len(cells))
    relations = _relations(cells, sums)
    own = (people < LEAST_RESPONDENTS) | (spread > UNRELIABLE)
    hidden = own.copy()
    while (open_cell := _given_away(cells, hidden, relations)) is not None:
        hidden[_companion(cells, hidden, relations, open_cell)] = True
    return tuple(_status(*cell) for cell in zip(own, hidden, spread, strict=True))


def _status(own: bool, hidden: bool, variation: float) -> Shown:
    if own:
        return Shown.HIDDEN
    if hidden:
        return Shown.ALONG
    return Shown.MARKED if variation > UNCERTAIN else Shown.PRINTED


def bounds(values: Values, hidden: Sequence[bool] | np.ndarray, sums: Sequence[Sum]) -> np.ndarray:
    """What an attacker can find out: the least and the largest that each hidden cell can be.

    Returns
    -------
    numpy.ndarray
        Shape (hidden cells, 2), in the table's order; infinite where nothing binds a cell from above.

    Raises
    ------
    MethodError
        As :func:`protect`.

    Examples
    --------
    >>> bounds([40, 60, 100], [True, False, False], [Sum((0, 1), 2)]).tolist()
    [[40.0, 40.0]]
    """
    cells = _checked(values, "values", None)
    return _bounds(cells, np.asarray(hidden, dtype=bool), _relations(cells, sums))


def _bounds(cells: np.ndarray, hidden: np.ndarray, relations: np.ndarray) -> np.ndarray:
    places = np.flatnonzero(hidden)
    if not len(relations):
        return np.tile([0.0, np.inf], (len(places), 1))
    involved = relations[:, places]
    known = -relations[:, ~hidden] @ cells[~hidden]
    found = np.empty((len(places), 2))
    for row in range(len(places)):
        for side, sign in enumerate((1.0, -1.0)):
            goal = np.zeros(len(places))
            goal[row] = sign
            solved = linprog(goal, A_eq=involved, b_eq=known, bounds=(0, None))
            found[row, side] = np.inf if solved.status == UNBOUNDED else sign * solved.fun
    return found


def _given_away(cells: np.ndarray, hidden: np.ndarray, relations: np.ndarray) -> int | None:
    """The hidden cell that the rest of the table narrows most, if it narrows one too much."""
    if not hidden.any():
        return None
    found = _bounds(cells, hidden, relations)
    places = np.flatnonzero(hidden)
    largest = float(cells.max())
    short = ROOM * np.maximum(cells[places], LEAST_PART * largest) - (found[:, 1] - found[:, 0])
    worst = int(short.argmax())
    return int(places[worst]) if short[worst] > ROUNDING * largest else None


def _companion(cells: np.ndarray, hidden: np.ndarray, relations: np.ndarray, place: int) -> int:
    """The smallest cell still shown that stands in a sum with a hidden cell linked to ``place``."""
    linked = np.zeros(len(cells), dtype=bool)
    linked[place] = True
    reached = _reached(linked & hidden, relations)
    while (reached & hidden & ~linked).any():
        linked |= reached & hidden
        reached = _reached(linked & hidden, relations)
    own = _reached(np.arange(len(cells)) == place, relations)
    for candidates in (own & ~hidden, reached & ~hidden):
        if candidates.any():
            choices = np.flatnonzero(candidates)
            return int(choices[cells[choices].argmin()])
    raise MethodError(
        "a table that cannot be protected",
        rule="some cell can be printed while no hidden one is given away",
        remedy="print coarser groups",
    )


def _reached(chosen: np.ndarray, relations: np.ndarray) -> np.ndarray:
    """Which cells stand in a sum with one of the chosen; shape (cells,)."""
    return np.asarray((relations[(relations[:, chosen] != 0).any(axis=1)] != 0).any(axis=0))


def _relations(cells: np.ndarray, sums: Sequence[Sum]) -> np.ndarray:
    """Σ parts − whole = 0, a row a sum; shape (sums, cells)."""
    found = np.zeros((len(sums), len(cells)))
    for row, one in zip(found, sums, strict=True):
        if not all(0 <= place < len(cells) for place in (*one.parts, one.whole)):
            raise MethodError(
                f"a sum over cells {(*one.parts, one.whole)} of a table of {len(cells)}",
                rule="places in the table, from zero",
                remedy="mend the sum",
            )
        row[list(one.parts)], row[one.whole] = 1.0, -1.0
        if abs(float(row @ cells)) > 1e-6 * max(1.0, float(cells[one.whole])):
            raise MethodError(
                f"parts of cell {one.whole} that do not add up to it",
                rule="a whole is the sum of its parts",
                remedy="give totals before they are rounded",
            )
    return found


def _checked(numbers: Values, what: str, cells: int | None) -> np.ndarray:
    found = vector(numbers, what, cells)
    if found.min() < 0:
        raise MethodError(f"{what}: a number below zero in cell {int(found.argmin())}", rule="none", remedy="mend it")
    return found
