"""Everything that is wrong with a file of answers, told in counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd

from analysis.errors import DataError, MethodError
from analysis.indicators import Asked, Question, Questionnaire
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
        *_numbers(data, definition),
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


def unknown_codes(column: str, known: Collection[str], number: int) -> DataError:
    """What is said of codes that the questionnaire does not know."""
    return DataError(
        f"column {column!r}: {number} answers with a code that the questionnaire does not know",
        rule=f"one of {', '.join(sorted(known))}, or empty",
        remedy="mend the answers, or add the code to the questionnaire",
    )


def wrong_amounts(code: str, question: Question, number: int) -> DataError:
    """What is said of parts that are no parts."""
    return DataError(
        f"question {code}: {number} amounts below zero or above the whole",
        rule=f"{question.column!r} from 0 to {question.over!r}",
        remedy="mend the amounts",
    )


def answered_unasked(code: str, asked: Asked, number: int) -> DataError:
    """What is said of answers to a question that was not put."""
    return DataError(
        f"question {code}: {number} answers of people who were not to be asked",
        rule=f"asked after {asked.question} was answered {', '.join(asked.answers)}",
        remedy="mend the filter or the answers",
    )


def _numbers(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    drawn = definition.design
    amounts = [name for question in definition.questions.values() if question.over for name in _amounts_of(question)]
    for name in filter(None, (drawn.weight, drawn.household_weight, *drawn.populations, *amounts)):
        given = codes(data[name]).notna().to_numpy()
        if none := int((given & ~np.isfinite(numbers(data[name]))).sum()):
            yield DataError(
                f"column {name!r}: {none} cells that are no numbers",
                rule="digits with a decimal point, or empty",
                remedy="write 29.4 where it says 29,4",
            )


def _amounts_of(question: Question) -> tuple[str, str]:
    assert question.over is not None, "only amounts are asked for"
    return question.column, question.over


def _weights(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    drawn = definition.design
    weights = numbers(data[drawn.weight])
    if missing := int(codes(data[drawn.weight]).isna().sum()):
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
            yield unknown_codes(column, known, unknown)


def _amounts(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    for code, question in definition.questions.items():
        if question.over is not None:
            part, whole = (numbers(data[name]) for name in _amounts_of(question))
            if wrong := int(((part < 0) | (part > whole)).sum()):
                yield wrong_amounts(code, question, wrong)


def _filters(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    for code, measure in definition.measures.items():
        if measure.asked.asked is not None:
            outside = ~was_asked(data, definition, measure.asked)
            if answered := int((codes(data[measure.column]).notna() & outside).sum()):
                yield answered_unasked(code, measure.asked.asked, answered)


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
