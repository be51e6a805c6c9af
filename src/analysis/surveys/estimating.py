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
from analysis.methods.survey.disclosure import LEAST_RESPONDENTS, UNCERTAIN, UNRELIABLE, Shown, Sum, protect
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

LEAST_DEGREES = 8
"""With fewer degrees of freedom an error is itself not known; the least of Parker et al. (2017), "National Center for
Health Statistics data presentation standards for proportions", Vital and Health Statistics 2."""

ROUNDING = 1e-9
"""Shares nearer to 0 or 1 are 0 or 1: sums of weights are not exact."""


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
    given, design = answers(data, definition, found), designs[found.asked.of]
    labels = [codes(data[cut.column]).to_numpy() for cut in cuts.values()]
    valid = given.valid.copy()
    for cut, column in zip(cuts.values(), labels, strict=True):
        valid &= np.isin(column.astype(str), list(cut.codes))
    keys = list(product(*((*cut.codes, None) for cut in cuts.values())))
    part = found.asked.over is not None
    cells = [_cell(_inside(key, labels, valid), given, design, part=part) for key in keys]
    return protected(measure, by, keys, cells, int((given.asked & ~valid & (design.weights > 0)).sum()))


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
    own = np.array([cell.n < LEAST_RESPONDENTS or cell.variation > UNRELIABLE for cell in cells])
    hidden, sums = own.copy(), _sums(keys)
    while True:
        before = hidden.copy()
        for people in ([cell.people for cell in cells], [cell.others for cell in cells]):
            # a cell that is hidden already has too large an error for the next look, of those who do not say so
            errors = np.where(hidden, UNKNOWABLE, [cell.variation for cell in cells])
            fates = protect(people, [cell.n for cell in cells], errors, sums)
            hidden |= np.array([fate in (Shown.HIDDEN, Shown.ALONG) for fate in fates])
        if (hidden == before).all():
            break
    rows = (_row(*row) for row in zip(keys, cells, own, hidden, strict=True))
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
    ends = [linear(data, definition, found, {by: code}, design) for code in (labels[0], labels[-1])]
    first, last = (end for end, _ in ends)
    apart = Linear(first.value - last.value, first.influence - last.influence, design)
    one = wald(apart.value, apart.variance, design.n, min(degrees for _, degrees in ends), confidence=0.95)
    return Estimate(100 * one.value, 100 * one.se, max(100 * one.ci_low, -100), min(100 * one.ci_high, 100), one.n)


def linear(
    data: pd.DataFrame, definition: Questionnaire, measure: Measure, cuts: Mapping[str, str], design: SurveyDesign
) -> tuple[Linear, int]:
    """A measure's share, from 0 to 1, among those with certain codes of groups, and its degrees of freedom.

    Raises
    ------
    MethodError
        If nobody of them gave a valid answer.
    """
    given = answers(data, definition, measure)
    inside = given.valid.copy()
    for name, code in cuts.items():
        inside &= np.asarray(codes(data[definition.groups[name].column]) == code, dtype=bool)
    return ratio(given.top * inside, given.bottom * inside, design), degrees_inside(inside, design)


def degrees_inside(inside: np.ndarray, design: SurveyDesign) -> int:
    """Units of the first stage with somebody inside, less strata with such a unit.

    Reference: Korn and Graubard (1999), "Analysis of health surveys", for estimates of a part of the population.
    """
    stage = design.stages[0]
    units = np.unique(stage.unit[inside & (design.weights > 0)])
    return len(units) - len(np.unique(stage.stratum[units]))


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
    """What is estimated of a cell: rows that count, people who say so and others, the share, its variance, and df.

    ``degrees`` are units of the first stage in the cell less their strata. ``part`` says that it is a part of an
    amount, not of people. ``share`` is None where the cell is empty.
    """

    n: int
    people: float
    others: float
    share: float | None
    variance: float
    degrees: int
    part: bool = False

    @property
    def variation(self) -> float:
        """Coefficient of variation, in per cent: of the share, or of those who do not say so where they are fewer.

        As large as can be where too few units speak for the cell, so that its error itself is not known.
        """
        if not self.share or self.degrees < LEAST_DEGREES:
            return UNKNOWABLE
        least = self.share if self.part else min(self.share, 1 - self.share)
        return float(100 * np.sqrt(self.variance) / least) if least > ROUNDING else UNKNOWABLE

    @property
    def percent(self) -> Estimate:
        """The share in per cent with its interval."""
        assert self.share is not None, "an empty cell is not printed"
        find = wald if self.part else effective
        one = find(self.share, self.variance, self.n, self.degrees, confidence=0.95)
        low, high = max(100 * one.ci_low, 0.0), min(100 * one.ci_high, 100.0)
        return Estimate(100 * one.value, 100 * one.se, low, high, self.respondents)

    @property
    def respondents(self) -> int:
        """How many answered, to the nearest ten: exact numbers of several questions would give hidden ones away."""
        return round(self.n, -1)


EMPTY = Cell(0, 0.0, 0.0, None, 0.0, 0)


def _inside(key: Key, labels: Sequence[np.ndarray], valid: np.ndarray) -> np.ndarray:
    inside = valid.copy()
    for code, column in zip(key, labels, strict=True):
        if code is not None:
            inside &= column == code
    return inside


def _cell(inside: np.ndarray, given: Answers, design: SurveyDesign, *, part: bool) -> Cell:
    n = int((inside & (design.weights > 0)).sum())
    top, bottom = given.top * inside, given.bottom * inside
    people, whole = float(design.weights @ top), float(design.weights @ bottom)
    if n == 0 or whole == 0:
        return EMPTY
    found = ratio(top, bottom, design)
    return Cell(n, people, max(whole - people, 0.0), found.value, found.variance, degrees_inside(inside, design), part)


def _row(key: Key, cell: Cell, own: bool, hidden: bool) -> Share:
    if hidden:
        return Share(key, None, None, Shown.HIDDEN if own else Shown.ALONG)
    fate = Shown.MARKED if cell.variation > UNCERTAIN else Shown.PRINTED
    return Share(key, cell.percent, cell.respondents, fate)


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
