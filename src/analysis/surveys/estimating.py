"""Shares by groups, with design errors, and without cells that say too much or too little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.indicators import Group, Measure, Questionnaire, Unit
from analysis.methods.inequality.interval import wald
from analysis.methods.results import Estimate
from analysis.methods.survey.design import SurveyDesign
from analysis.methods.survey.disclosure import Shown, Sum, protect
from analysis.methods.survey.intervals import effective
from analysis.methods.survey.linearised import Linear, ratio
from analysis.surveys.answering import Answers, answers
from analysis.surveys.drawing import Designs
from analysis.surveys.microdata import codes

T = TypeVar("T")
Key = tuple[str | None, ...]
"""A cell's codes in the order of its groups, None for all."""

UNKNOWABLE = 1e6
"""The coefficient of variation of a share of zero, in per cent: as large as can be."""


@dataclass(frozen=True)
class Share:
    """A cell: its groups' codes in the table's order (None for all), the share in per cent, and what becomes of it.

    ``estimate`` and ``respondents`` are None where the cell may not be printed.
    """

    groups: Key
    estimate: Estimate | None
    respondents: int | None
    shown: Shown


@dataclass(frozen=True)
class ShareTable:
    """A measure's shares by groups: ``left_out`` rows were asked and gave no valid answer, or lack a group."""

    measure: str
    by: tuple[str, ...]
    rows: tuple[Share, ...]
    left_out: int


def share_table(
    data: pd.DataFrame, definition: Questionnaire, measure: str, by: Sequence[str], designs: Designs
) -> ShareTable:
    """A measure's share, for everybody and for each group and crossing of groups.

    Raises
    ------
    ParameterError
        If the measure or a group is not in the questionnaire, or a household is to be cut by what is its members'.
    MethodError
        If nobody gave a valid answer.
    """
    found, cuts = chosen(definition, measure, by)
    given = answers(data, definition, found)
    labels = [codes(data[cut.column]).to_numpy() for cut in cuts.values()]
    valid = given.valid.copy()
    for cut, column in zip(cuts.values(), labels, strict=True):
        valid &= np.isin(column.astype(str), list(cut.codes))
    keys = list(product(*((*cut.codes, None) for cut in cuts.values())))
    design, part = designs[found.asked.of], found.asked.over is not None
    cells = [_cell(_inside(key, labels, valid), given, design, part=part, whole=not any(key)) for key in keys]
    return protected(measure, by, keys, cells, int((given.asked & ~valid).sum()))


def chosen(definition: Questionnaire, measure: str, by: Sequence[str]) -> tuple[Measure, Mapping[str, Group]]:
    """The measure and the groups of these names.

    Raises
    ------
    ParameterError
        As :func:`share_table`.
    """
    found = known(measure, definition.measures, "question")
    cuts = {name: known(name, definition.groups, "group") for name in by}
    if unfit := [name for name in by if not cuts_households(found, definition, name)]:
        raise ParameterError(
            f"{measure} by {unfit[0]}", rule="a household has no such group", remedy="cut it by groups of households"
        )
    return found, cuts


def protected(measure: str, by: Sequence[str], keys: Sequence[Key], cells: Sequence[Cell], left_out: int) -> ShareTable:
    """The table of these cells, in which those that say too much or too little are hidden.

    Parameters
    ----------
    keys
        Every crossing of the groups' codes, None for all of a group.
    cells
        What was estimated of each.
    """
    shown = protect(
        [cell.people for cell in cells], [cell.n for cell in cells], [cell.variation for cell in cells], _sums(keys)
    )
    rows = (_row(*row) for row in zip(keys, cells, shown, strict=True))
    return ShareTable(measure, tuple(by), tuple(sorted(rows, key=_order)), left_out)


def gap(data: pd.DataFrame, definition: Questionnaire, measure: str, by: str, designs: Designs) -> Estimate:
    """The share of a group's first code less that of its last, in points; both in one sample, so correlated.

    Raises
    ------
    ParameterError
        As :func:`share_table`.
    MethodError
        If a group is empty.
    """
    found, cuts = chosen(definition, measure, [by])
    design, labels = designs[found.asked.of], list(cuts[by].codes)
    first, last = (linear(data, definition, found, {by: code}, design) for code in (labels[0], labels[-1]))
    apart = Linear(first.value - last.value, first.influence - last.influence, design).estimate()
    return Estimate(100 * apart.value, 100 * apart.se, 100 * apart.ci_low, 100 * apart.ci_high, apart.n)


def linear(
    data: pd.DataFrame, definition: Questionnaire, measure: Measure, cuts: Mapping[str, str], design: SurveyDesign
) -> Linear:
    """A measure's share, from 0 to 1, among those with certain codes of groups, with each row's influence on it.

    Raises
    ------
    MethodError
        If nobody of them gave a valid answer.
    """
    given = answers(data, definition, measure)
    inside = given.valid.copy()
    for name, code in cuts.items():
        inside &= np.asarray(codes(data[definition.groups[name].column]) == code, dtype=bool)
    return ratio(given.top * inside, given.bottom * inside, design)


def cuts_households(measure: Measure, definition: Questionnaire, by: str) -> bool:
    """Whether a group cuts those whom a measure is about."""
    return measure.asked.of is Unit.PERSON or definition.groups[by].of is Unit.HOUSEHOLD


def known(name: str, among: Mapping[str, T], what: str) -> T:
    """The question or group of this name.

    Raises
    ------
    ParameterError
        If the questionnaire has none.
    """
    if name not in among:
        raise ParameterError(
            f"{what} {name!r}", rule=f"one of {', '.join(among)}", remedy="choose one of the questionnaire"
        )
    return among[name]


@dataclass(frozen=True)
class Cell:
    """What is estimated of a cell: rows that count, people who say so, the share of one, its variance, and df.

    ``part`` says that it is a part of an amount, not of people. ``share`` is None where the cell is empty.
    """

    n: int
    people: float
    share: float | None
    variance: float
    degrees: int
    part: bool = False

    @property
    def variation(self) -> float:
        """Coefficient of variation, in per cent."""
        return float(100 * np.sqrt(self.variance) / self.share) if self.share else UNKNOWABLE

    @property
    def percent(self) -> Estimate:
        """The share in per cent with its interval."""
        assert self.share is not None, "an empty cell is not printed"
        find = wald if self.part else effective
        one = find(self.share, self.variance, self.n, self.degrees, confidence=0.95)
        return Estimate(100 * one.value, 100 * one.se, 100 * one.ci_low, 100 * one.ci_high, self.n)


def _inside(key: Key, labels: Sequence[np.ndarray], valid: np.ndarray) -> np.ndarray:
    inside = valid.copy()
    for code, column in zip(key, labels, strict=True):
        if code is not None:
            inside &= column == code
    return inside


def _cell(inside: np.ndarray, given: Answers, design: SurveyDesign, *, part: bool, whole: bool) -> Cell:
    n = int((inside & (design.weights > 0)).sum())
    if n == 0 and not whole:
        return Cell(0, 0.0, None, 0.0, 0)
    found = ratio(given.top * inside, given.bottom * inside, design)
    people = float(design.weights @ (given.top * inside))
    return Cell(n, people, found.value, found.variance, design.degrees_of_freedom, part)


def _row(key: Key, cell: Cell, fate: Shown) -> Share:
    if fate in (Shown.HIDDEN, Shown.ALONG):
        return Share(key, None, None, fate)
    return Share(key, cell.percent, cell.n, fate)


def _sums(keys: Sequence[Key]) -> list[Sum]:
    """Each cell that takes all of a group is the sum of the cells that take one code of it."""
    place = {key: i for i, key in enumerate(keys)}
    found = []
    for key in keys:
        for cut, code in enumerate(key):
            if code is None:
                parts = tuple(
                    i
                    for other, i in place.items()
                    if other[cut] is not None and other[:cut] + other[cut + 1 :] == key[:cut] + key[cut + 1 :]
                )
                found.append(Sum(parts, place[key]))
    return found


def _order(row: Share) -> tuple[int, tuple[str, ...]]:
    """Everybody first, then single groups, then crossings."""
    return sum(code is not None for code in row.groups), tuple(code or "" for code in row.groups)
