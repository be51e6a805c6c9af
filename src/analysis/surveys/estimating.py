"""Shares of a question's answers by groups, with design errors, and without cells that say too much or too little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.methods.results import Estimate
from analysis.methods.survey.design import SurveyDesign, domain
from analysis.methods.survey.disclosure import Shown, Sum, protect
from analysis.methods.survey.intervals import korn_graubard
from analysis.methods.survey.linearised import Linear, mean
from analysis.surveys.checking import was_asked
from analysis.surveys.microdata import codes
from analysis.surveys.questionnaire import Questionnaire

T = TypeVar("T")

UNKNOWABLE = 1e6
"""The coefficient of variation of a share of zero, in per cent: as large as can be."""


@dataclass(frozen=True)
class Share:
    """A cell: its groups' codes in the table's order (None for all), the share in per cent, and what becomes of it.

    ``estimate`` and ``respondents`` are None where the cell may not be printed.
    """

    groups: tuple[str | None, ...]
    estimate: Estimate | None
    respondents: int | None
    shown: Shown


@dataclass(frozen=True)
class ShareTable:
    """A question's shares by groups: ``left_out`` rows were asked and gave no valid answer, or lack a group."""

    question: str
    by: tuple[str, ...]
    rows: tuple[Share, ...]
    left_out: int


def share_table(
    data: pd.DataFrame, definition: Questionnaire, question: str, by: Sequence[str], design: SurveyDesign
) -> ShareTable:
    """The share of the counted answers among all valid ones, for everybody and for each group and crossing of groups.

    Raises
    ------
    ParameterError
        If the question or a group is not in the questionnaire.
    MethodError
        If nobody gave a valid answer.
    """
    asked = _known(question, definition.questions, "question")
    cuts = {name: _known(name, definition.groups, "group") for name in by}
    answers = codes(data[asked.column])
    labels = {name: codes(data[cut.column]).to_numpy() for name, cut in cuts.items()}
    put = was_asked(data, definition, asked)
    valid = np.asarray(answers.isin(list(asked.answers)), dtype=bool) & put
    for name, cut in cuts.items():
        valid &= np.isin(labels[name].astype(str), list(cut.codes))
    yes = np.asarray(answers.isin(asked.counted), dtype=float)
    keys = list(product(*((*cut.codes, None) for cut in cuts.values())))
    cells = [_cell(key, labels, valid, yes, design) for key in keys]
    shown = protect(
        [cell.people for cell in cells], [cell.n for cell in cells], [cell.variation for cell in cells], _sums(keys)
    )
    rows = (_row(key, cell, fate) for key, cell, fate in zip(keys, cells, shown, strict=True))
    left = int((put & ~valid).sum())
    return ShareTable(question, tuple(by), tuple(sorted(rows, key=_order)), left)


@dataclass(frozen=True)
class _Cell:
    linear: Linear | None
    n: int
    people: float

    @property
    def variation(self) -> float:
        if self.linear is None or self.linear.value == 0:
            return UNKNOWABLE
        return float(100 * np.sqrt(self.linear.variance) / self.linear.value)


def _cell(
    key: tuple[str | None, ...],
    labels: dict[str, np.ndarray],
    valid: np.ndarray,
    yes: np.ndarray,
    design: SurveyDesign,
) -> _Cell:
    inside = valid.copy()
    for code, column in zip(key, labels.values(), strict=True):
        if code is not None:
            inside &= column == code
    n = int((inside & (design.weights > 0)).sum())
    if n == 0 and any(code is not None for code in key):
        return _Cell(None, 0, 0.0)
    return _Cell(mean(yes, domain(design, inside)), n, float(design.weights[inside] @ yes[inside]))


def _row(key: tuple[str | None, ...], cell: _Cell, fate: Shown) -> Share:
    if fate in (Shown.HIDDEN, Shown.ALONG) or cell.linear is None:
        return Share(key, None, None, fate)
    one = korn_graubard(cell.linear)
    percent = Estimate(100 * one.value, 100 * one.se, 100 * one.ci_low, 100 * one.ci_high, cell.n)
    return Share(key, percent, cell.n, fate)


def _sums(keys: Sequence[tuple[str | None, ...]]) -> list[Sum]:
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


def _known(name: str, known: Mapping[str, T], what: str) -> T:
    if name not in known:
        raise ParameterError(
            f"{what} {name!r}", rule=f"one of {', '.join(known)}", remedy="choose one of the questionnaire"
        )
    return known[name]
