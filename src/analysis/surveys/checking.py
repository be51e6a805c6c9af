"""Everything that is wrong with a file of answers, told in counts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.errors import DataError, MethodError
from analysis.methods.survey.design import Lonely, SurveyDesign, survey_design
from analysis.surveys.microdata import codes
from analysis.surveys.questionnaire import Question, Questionnaire


def problems(data: pd.DataFrame, definition: Questionnaire) -> list[DataError]:
    """Everything wrong with the answers and with the design, each with column, count, rule and remedy."""
    found = [*_weights(data, definition), *_codes(data, definition), *_filters(data, definition)]
    if not found:
        try:
            design_of(data, definition)
        except MethodError as error:
            found.append(DataError(f"the design: {error.what}", rule=error.rule, remedy=error.remedy))
    return found


def design_of(data: pd.DataFrame, definition: Questionnaire, *, lonely: Lonely = Lonely.REFUSE) -> SurveyDesign:
    """The design that the definition's columns describe.

    Raises
    ------
    MethodError
        As :func:`analysis.methods.survey.design.survey_design`.
    """
    drawn = definition.design
    return survey_design(
        numbers(data[drawn.weight]),
        units=[codes(data[column]).tolist() for column in drawn.units],
        strata=[codes(data[drawn.strata]).tolist()] if drawn.strata else (),
        populations=[numbers(data[column]) for column in drawn.populations],
        reused=drawn.reused,
        lonely=lonely,
    )


def numbers(column: pd.Series) -> np.ndarray:
    """A column as floats, not a number where it holds none; shape (rows,)."""
    return np.asarray(pd.to_numeric(column, errors="coerce"), dtype=float)


def _weights(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    if data.empty:
        yield DataError("a file of no rows", rule="one row a person asked", remedy="export the answers again")
        return
    name = definition.design.weight
    weights = numbers(data[name])
    if missing := int(np.isnan(weights).sum()):
        yield DataError(
            f"column {name!r}: {missing} of {len(weights)} weights missing",
            rule="a weight in every row",
            remedy="weight those rows, or leave them out and say so",
        )
    if below := int((weights < 0).sum()):
        yield DataError(
            f"column {name!r}: {below} weights below zero", rule="no weight below zero", remedy="mend the weights"
        )
    for column in (definition.design.strata, *definition.design.units):
        if column and (missing := int(codes(data[column]).isna().sum())):
            yield DataError(
                f"column {column!r}: {missing} labels missing", rule="a label in every row", remedy="fill them in"
            )


def _codes(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    named = [(group.column, set(group.codes)) for group in definition.groups.values()]
    named += [(q.column, set(q.answers) | set(definition.refusals)) for q in definition.questions.values()]
    for column, known in named:
        given = codes(data[column]).dropna()
        if unknown := int((~given.isin(known)).sum()):
            yield DataError(
                f"column {column!r}: {unknown} answers with a code that the questionnaire does not know",
                rule=f"one of {', '.join(sorted(known))}, or empty",
                remedy="mend the answers, or add the code to the questionnaire",
            )


def _filters(data: pd.DataFrame, definition: Questionnaire) -> Iterator[DataError]:
    for code, question in definition.questions.items():
        outside = ~was_asked(data, definition, question)
        if answered := int((codes(data[question.column]).notna() & outside).sum()):
            assert question.asked is not None, "a question without a filter is put to everybody"
            yield DataError(
                f"question {code}: {answered} answers of people who were not to be asked",
                rule=f"asked after {question.asked.question} was answered {', '.join(question.asked.answers)}",
                remedy="mend the filter or the answers",
            )


def was_asked(data: pd.DataFrame, definition: Questionnaire, question: Question) -> np.ndarray:
    """Who was to be asked a question; shape (rows,)."""
    if question.asked is None:
        return np.ones(len(data), dtype=bool)
    before = definition.questions[question.asked.question]
    return np.asarray(codes(data[before.column]).isin(question.asked.answers), dtype=bool)
