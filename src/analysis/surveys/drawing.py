"""The designs that a questionnaire's columns describe: one for persons, one for households."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.indicators import Questionnaire, Unit
from analysis.methods.survey.design import Lonely, SurveyDesign, survey_design
from analysis.methods.survey.raking import Sizes, rake
from analysis.surveys.microdata import codes, numbers

Designs = Mapping[Unit, SurveyDesign]
Margins = Mapping[str, Sizes]
"""People of the population by group and code."""

TRIM = (0.3, 3.0)
"""The smallest and the largest ratio of a raked weight to the weight as drawn."""


def designs_of(data: pd.DataFrame, definition: Questionnaire, margins: Margins | None = None) -> Designs:
    """The designs of a file of answers; weights of persons raked to ``margins``, within `TRIM`, where they are given.

    Households keep their weights: margins count people.

    Raises
    ------
    MethodError
        As :func:`analysis.methods.survey.design.survey_design` and :func:`analysis.methods.survey.raking.rake`.
    """
    drawn = definition.design
    of_persons = _design(data, definition, numbers(data[drawn.weight]))
    if margins:
        divisions = [(codes(data[definition.groups[group].column]).tolist(), sizes) for group, sizes in margins.items()]
        found = {Unit.PERSON: rake(of_persons, divisions, bounds=TRIM)}
    else:
        found = {Unit.PERSON: of_persons}
    if drawn.household_weight is not None:
        weights = numbers(data[drawn.household_weight])
        found[Unit.HOUSEHOLD] = _design(data, definition, np.nan_to_num(weights, nan=0.0))
    return found


def _design(data: pd.DataFrame, definition: Questionnaire, weights: np.ndarray) -> SurveyDesign:
    drawn = definition.design
    return survey_design(
        weights,
        units=[codes(data[column]).tolist() for column in drawn.units],
        strata=[codes(data[drawn.strata]).tolist()] if drawn.strata else (),
        populations=[numbers(data[column]) for column in drawn.populations],
        reused=drawn.reused,
        lonely=Lonely(drawn.lonely),
    )
