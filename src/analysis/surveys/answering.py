"""Who was asked a question, who answered, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.indicators import Measure, Question, Questionnaire
from analysis.surveys.microdata import codes, numbers


@dataclass(frozen=True)
class Answers:
    """A measure in a file of answers, each array of shape (rows,).

    ``asked`` says who was to be asked, ``valid`` who answered; the sum of ``top`` over that of ``bottom`` is the share:
    where answers are counted, one for each counted answer over one for everybody.
    """

    asked: np.ndarray
    valid: np.ndarray
    top: np.ndarray
    bottom: np.ndarray


def answers(data: pd.DataFrame, definition: Questionnaire, measure: Measure) -> Answers:
    """What a file of answers says of a measure."""
    asked = was_asked(data, definition, measure.asked)
    if measure.asked.over is not None:
        part, amount = numbers(data[measure.column]), numbers(data[measure.asked.over])
        valid = asked & np.isfinite(part) & np.isfinite(amount)
        return Answers(asked, valid, np.where(valid, part, 0.0), np.where(valid, amount, 0.0))
    given = codes(data[measure.column])
    valid = asked & np.asarray(given.isin(list(measure.asked.answers)), dtype=bool)
    return Answers(asked, valid, np.asarray(given.isin(measure.asked.counted), dtype=float), np.ones(len(data)))


def was_asked(data: pd.DataFrame, definition: Questionnaire, question: Question) -> np.ndarray:
    """Who was to be asked a question; shape (rows,)."""
    if question.asked is None:
        return np.ones(len(data), dtype=bool)
    before = definition.questions[question.asked.question]
    return np.asarray(codes(data[before.column]).isin(question.asked.answers), dtype=bool)
