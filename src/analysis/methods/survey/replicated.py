"""Estimates from replicates: totals, ratios and means by one product of matrices, other statistics one by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.interval import wald
from analysis.methods.inequality.sample import Columns, columns
from analysis.methods.results import Estimate
from analysis.methods.survey.design import SurveyDesign
from analysis.methods.survey.replicates import Replicates

Statistic = Callable[[np.ndarray], float | np.ndarray]
"""From weights of shape (rows,) to a number, or to several of shape (k,)."""


def total_of(
    values: Columns, design: SurveyDesign, replicates: Replicates, *, confidence: float = 0.95
) -> tuple[Estimate, ...]:
    """Σ w y of each column, with its standard error from replicates and the t interval of the design's degrees.

    Parameters
    ----------
    values
        One a row, or several columns, in any unit; shape (rows,) or (rows, k).

    Raises
    ------
    MethodError
        If a value is missing, lengths differ, replicates are of another design, or the design is calibrated.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> from analysis.methods.survey.replicates import jackknife
    >>> drawn = survey_design([1.0, 1.0, 2.0])
    >>> (found,) = total_of([1, 2, 3], drawn, jackknife(drawn))
    >>> found.value, round(found.se, 4)
    (9.0, 4.5826)
    """
    _match(design, replicates)
    totals = _totals(columns(values, "values", design.rows), design)
    counted = np.full(totals.shape[1], design.n)
    return _estimates(totals.sum(axis=0), replicates.multipliers @ totals, counted, design, replicates, confidence)


def ratio_of(
    values: Columns, over: Columns, design: SurveyDesign, replicates: Replicates, *, confidence: float = 0.95
) -> tuple[Estimate, ...]:
    """Σ w y / Σ w x of each pair of columns, with its standard error from replicates; interval as :func:`total_of`.

    Means of many domains at once are ratios of values that are zero outside their domain to the domains' marks. The
    estimate's n are the rows with a weight and a value or denominator other than zero: those of the domain.

    Parameters
    ----------
    values, over
        Of shape (rows,) or (rows, k); a single column of either goes with all of the other.

    Raises
    ------
    MethodError
        As :func:`total_of`; if numbers of columns differ, or a denominator sums to zero in the sample or a replicate.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> from analysis.methods.survey.replicates import jackknife
    >>> drawn = survey_design([1.0] * 4)
    >>> men = np.array([[1, 0], [1, 0], [0, 1], [0, 1]])
    >>> [found.value for found in ratio_of(men * [[1], [2], [3], [5]], men, drawn, jackknife(drawn))]
    [1.5, 4.0]
    """
    _match(design, replicates)
    tops, bottoms = columns(values, "values", design.rows), columns(over, "denominators", design.rows)
    if 1 != tops.shape[1] != bottoms.shape[1] != 1:
        raise MethodError(
            f"{tops.shape[1]} columns of values over {bottoms.shape[1]}",
            rule="as many denominators, or a single one",
            remedy="give pairs of columns",
        )
    top, bottom = _totals(tops, design), _totals(bottoms, design)
    whole, parts = bottom.sum(axis=0), replicates.multipliers @ bottom
    if (empty := (whole == 0) | (parts == 0).any(axis=0)).any():
        raise MethodError(
            f"{int(empty.sum())} of {len(whole)} denominators that sum to zero in the sample or a replicate",
            rule="a total other than zero in all",
            remedy="merge small domains, or use balanced half-samples with a Fay factor",
        )
    held = design.weights > 0
    pairs = zip(*np.broadcast_arrays(tops.T, bottoms.T), strict=True)
    counted = np.array([np.count_nonzero(held & ((y != 0) | (x != 0))) for y, x in pairs])
    value, found = top.sum(axis=0) / whole, (replicates.multipliers @ top) / parts
    return _estimates(value, found, counted, design, replicates, confidence)


def mean_of(
    values: Columns, design: SurveyDesign, replicates: Replicates, *, confidence: float = 0.95
) -> tuple[Estimate, ...]:
    """Σ w y / Σ w of each column, with its standard error from replicates; interval and errors as :func:`ratio_of`.

    Reference: as :func:`analysis.methods.survey.replicates.jackknife`.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> from analysis.methods.survey.replicates import jackknife
    >>> drawn = survey_design([1.0] * 4)
    >>> print(*mean_of([1, 2, 3, 4], drawn, jackknife(drawn)))
    2.5 (0.4–4.6), n = 4
    """
    return ratio_of(values, np.ones(design.rows), design, replicates, confidence=confidence)


def estimate(
    statistic: Statistic, design: SurveyDesign, replicates: Replicates, *, confidence: float = 0.95
) -> tuple[Estimate, ...]:
    """Any statistic of weights with its standard error from replicates; interval as :func:`total_of`.

    Slower than the others: the statistic is called once a replicate, with the weights of all rows.

    Parameters
    ----------
    statistic
        From weights of shape (rows,) to a number, or to several of shape (k,).

    Raises
    ------
    MethodError
        If replicates are of another design, the design is calibrated, or the statistic is not a number in one.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> from analysis.methods.survey.replicates import jackknife
    >>> drawn = survey_design([1.0] * 4)
    >>> print(*estimate(lambda w: w @ [1, 2, 3, 4] / w.sum(), drawn, jackknife(drawn)))
    2.5 (0.4–4.6), n = 4
    """
    _match(design, replicates)
    unit = design.stages[0].unit
    value = np.atleast_1d(np.asarray(statistic(design.weights), dtype=float))
    found = np.empty((len(replicates.scales), len(value)))
    for place, times in enumerate(replicates.multipliers):
        found[place] = statistic(design.weights * times[unit])
    if not (np.isfinite(value).all() and np.isfinite(found).all()):
        raise MethodError(
            f"{int((~np.isfinite(found)).any(axis=1).sum())} of {len(found)} replicates without a value",
            rule="a value in the sample and in all",
            remedy="merge small groups or strata",
        )
    return _estimates(value, found, np.full(len(value), design.n), design, replicates, confidence)


def _match(design: SurveyDesign, replicates: Replicates) -> None:
    if replicates.multipliers.shape[1] != design.psus:
        raise MethodError(
            f"replicates of {replicates.multipliers.shape[1]} units for a design of {design.psus}",
            rule="replicates of this design",
            remedy="build them anew",
        )
    if design.projections:
        raise MethodError(
            "replicates of a calibrated design",
            rule="each replicate is calibrated anew",
            remedy="give `estimate` the design as drawn and a statistic that calibrates, or linearise",
        )


def _totals(found: np.ndarray, design: SurveyDesign) -> np.ndarray:
    """Weighted sums by PSU; shape (psus, k). Column by column, so that no second table of all rows is held."""
    unit = design.stages[0].unit
    return np.column_stack([np.bincount(unit, column * design.weights, design.psus) for column in found.T])


def _estimates(
    value: np.ndarray,
    found: np.ndarray,
    counted: np.ndarray,
    design: SurveyDesign,
    replicates: Replicates,
    confidence: float,
) -> tuple[Estimate, ...]:
    variance, degrees = replicates.variance(found, value), design.degrees_of_freedom
    return tuple(
        wald(float(v), float(spread), int(n), degrees, confidence=confidence)
        for v, spread, n in zip(value, variance, counted, strict=True)
    )
