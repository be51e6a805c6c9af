"""Everything that is wrong with a file of answers, told in counts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.errors import DataError, MethodError
from analysis.indicators import Questionnaire
from analysis.surveys.answering import was_asked
from analysis.surveys.drawing import Designs, Margins, designs_of
from analysis.surveys.microdata import codes, numbers


def checked(
    data: pd.DataFrame, definition: Questionnaire, margins: Margins | None = None
) -> tuple[Designs | None, list[DataError]]:
    """The designs of a file of answers, and everything wrong with it, each with column, count, rule and remedy.

    Designs are None where something is wrong.
    """
    if data.empty:
        return None, [DataError("a file of no rows", rule="one row a person asked", remedy="export the answers again")]
    found = [
        *_weights(data, definition),
        *_codes(data, definition),
        *_amounts(data, definition),
        *_filters(data, definition),
        *_margins(data, definition, margins or {}),
    ]
    if found:
        return None, found
    try:
        return designs_of(data, definition, margins), []
    except MethodError as error:
        return None, [DataError(f"the design: {error.what}", rule=error.rule, remedy=error.remedy)]


def _weights(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    drawn = definition.design
    weights = numbers(data[drawn.weight])
    if missing := int(np.isnan(weights).sum()):
        yield DataError(
            f"column {drawn.weight!r}: {missing} of {len(weights)} weights missing",
            rule="a weight in every row",
            remedy="weight those rows, or leave them out and say so",
        )
    for name in filter(None, (drawn.weight, drawn.household_weight)):
        if below := int((numbers(data[name]) < 0).sum()):
            yield DataError(
                f"column {name!r}: {below} weights below zero", rule="no weight below zero", remedy="mend the weights"
            )
    for column in filter(None, (drawn.strata, *drawn.units)):
        if missing := int(codes(data[column]).isna().sum()):
            yield DataError(
                f"column {column!r}: {missing} labels missing", rule="a label in every row", remedy="fill them in"
            )


def _codes(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    for column, known in definition.known_codes.items():
        given = codes(data[column]).dropna()
        if unknown := int((~given.isin(known)).sum()):
            yield DataError(
                f"column {column!r}: {unknown} answers with a code that the questionnaire does not know",
                rule=f"one of {', '.join(sorted(known))}, or empty",
                remedy="mend the answers, or add the code to the questionnaire",
            )


def _amounts(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    for code, question in definition.questions.items():
        if question.over is None:
            continue
        part, whole = numbers(data[question.column]), numbers(data[question.over])
        if wrong := int(((part < 0) | (part > whole)).sum()):
            yield DataError(
                f"question {code}: {wrong} amounts below zero or above the whole",
                rule=f"{question.column!r} from 0 to {question.over!r}",
                remedy="mend the amounts",
            )


def _filters(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    for code, measure in definition.measures.items():
        outside = ~was_asked(data, definition, measure.asked)
        if answered := int((codes(data[measure.column]).notna() & outside).sum()):
            before = measure.asked.asked
            assert before is not None, "a question without a filter is put to everybody"
            yield DataError(
                f"question {code}: {answered} answers of people who were not to be asked",
                rule=f"asked after {before.question} was answered {', '.join(before.answers)}",
                remedy="mend the filter or the answers",
            )


def _margins(data: pd.DataFrame, definition: Questionnaire, margins: Margins) -> Iterator[DataError]:
    for group, sizes in margins.items():
        given = codes(data[definition.groups[group].column])
        for code in sizes:
            if not (given == code).any():
                yield DataError(
                    f"margin {group!r}: nobody of code {code} was asked",
                    rule="a margin that somebody fills",
                    remedy="merge the code with a neighbour, in the margins and in the questionnaire",
                )
        if without := int((~given.isin(sizes)).sum()):
            yield DataError(
                f"margin {group!r}: {without} rows with no code of the margin",
                rule="every row belongs to one group of the margin",
                remedy="fill the codes in, give the missing sizes, or leave the margin out",
            )
