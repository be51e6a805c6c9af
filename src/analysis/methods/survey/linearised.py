"""Estimates with their standard errors by Taylor linearisation: each is turned into a total of influence values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.interval import level, wald
from analysis.methods.inequality.sample import Values, vector
from analysis.methods.results import Estimate
from analysis.methods.survey.design import SurveyDesign

_ROUNDING = 1e-12
"""Shares of the weight that differ by less are the same: sums of weights are not exact."""


@dataclass(frozen=True)
class Linear:
    """An estimate with each row's influence on it, shape (rows,); influences of several estimates give covariances."""

    value: float
    influence: np.ndarray
    design: SurveyDesign

    @property
    def variance(self) -> float:
        """Design variance."""
        return float(self.design.covariance(self.influence)[0, 0])

    def estimate(self, *, confidence: float = 0.95, srs: float | None = None) -> Estimate:
        """The value with its standard error and t interval; ``srs`` gives the design effect."""
        design = self.design
        return wald(self.value, self.variance, design.n, design.degrees_of_freedom, confidence=confidence, srs=srs)


def total(values: Values, design: SurveyDesign) -> Linear:
    """Σ w y.

    Parameters
    ----------
    values
        One a row, in any unit; shape (rows,).

    Raises
    ------
    MethodError
        If a value is missing or lengths differ.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> total([1, 0, 1], survey_design([2.0, 3.0, 4.0])).value
    6.0
    """
    found = vector(values, "values", design.rows)
    return Linear(float(design.weights @ found), found, design)


def ratio(values: Values, over: Values, design: SurveyDesign) -> Linear:
    """Σ w y / Σ w x, with the influence (y − R x) / Σ w x.

    Raises
    ------
    MethodError
        As :func:`total`; if the denominator's total is zero.

    Reference: Särndal, Swensson and Wretman (1992), "Model assisted survey sampling", result 5.6.2.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> ratio([1, 2], [2, 4], survey_design([1.0, 1.0])).value
    0.5
    """
    top, bottom = vector(values, "values", design.rows), vector(over, "denominators", design.rows)
    whole = float(design.weights @ bottom)
    if whole == 0:
        raise MethodError("a denominator that sums to zero", rule="a total other than zero", remedy="take another")
    value = float(design.weights @ top) / whole
    return Linear(value, (top - value * bottom) / whole, design)


def mean(values: Values, design: SurveyDesign) -> Linear:
    """Σ w y / Σ w; for values of 0 and 1 the share, from 0 to 1. Errors as :func:`ratio`.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> print(mean([1, 2, 3, 4], survey_design([1.0] * 4)).estimate())
    2.5 (0.4–4.6), n = 4
    """
    return ratio(values, np.ones(design.rows), design)


def srs_variance(values: Values, design: SurveyDesign) -> float:
    """The variance of a mean had as many people been drawn one by one without replacement.

    S²/n (1 − n/N), with S² the weighted variance times n/(n − 1) and N = Σ w. Where the weights sum to no more than the
    rows, they do not count people, and the finite population is left out.

    Raises
    ------
    MethodError
        As :func:`total`; if fewer than two rows count.
    """
    found = vector(values, "values", design.rows)
    n, people = design.n, float(design.weights.sum())
    if n < 2:
        raise MethodError(f"{n} row that counts", rule="two or more for a variance", remedy="report no interval")
    centre = float(design.weights @ found) / people
    spread = float(design.weights @ (found - centre) ** 2) / people * n / (n - 1)
    return spread / n * (1 - n / people if people > n else 1)


def quantile(values: Values, share: float, design: SurveyDesign, *, confidence: float = 0.95) -> Estimate:
    """The smallest value up to which at least ``share`` of the weight lies, with Woodruff's interval.

    The interval of the share below the quantile is read back on the values; the standard error is its width over twice
    the critical t.

    Parameters
    ----------
    share
        Between 0 and 1: 0.5 for the median.

    Raises
    ------
    MethodError
        As :func:`total`; if the share or the confidence is not between 0 and 1.

    Reference: Woodruff (1952), "Confidence intervals for medians and other position measures", Journal of the American
    Statistical Association 47.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> quantile(range(1, 101), 0.5, survey_design([1.0] * 100)).value
    50.0
    """
    found = vector(values, "values", design.rows)
    if not 0 < share < 1:
        raise MethodError(f"the quantile at {share:g}", rule="between 0 and 1", remedy="0.5 is the median")
    order = np.argsort(found, kind="stable")
    order = order[design.weights[order] > 0]
    below = np.cumsum(design.weights[order])
    below /= below[-1]

    def at(part: float) -> float:
        return float(found[order[min(int(np.searchsorted(below, part - _ROUNDING)), len(order) - 1)]])

    value = at(share)
    linear = mean((found <= value).astype(float), design)
    critical = float(stdtrit(design.degrees_of_freedom, 0.5 + level(confidence) / 2))
    reach = critical * float(np.sqrt(linear.variance))
    low, high = at(max(linear.value - reach, 0.0)), at(min(linear.value + reach, 1.0))
    return Estimate(value, (high - low) / (2 * critical), low, high, design.n)
