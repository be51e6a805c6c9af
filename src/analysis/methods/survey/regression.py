"""Regressions on a survey's answers: weighted coefficients, and how far they vary under the design.

Each coefficient is turned into a total of influence values, whose covariance the design gives (a sandwich). Degrees of
freedom are primary sampling units − strata − parameters + 1, the constant among the parameters, as in R's `svyglm`.

Reference: Binder (1983), "On the variances of asymptotically normal estimators from complex surveys", International
Statistical Review 51.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.interval import wald
from analysis.methods.inequality.sample import Columns, Values, columns, vector
from analysis.methods.results import Estimate
from analysis.methods.survey.design import SurveyDesign

STEPS = 30
"""Newton's steps at most: with an answer to converge to it takes fewer than ten."""

ALIKE = 1e-7
"""Predictors are collinear where a combination of them varies less than this, each in units of its own variation."""


@dataclass(frozen=True)
class Regression:
    """Coefficients, the constant first, shape (parameters,), and their design covariance, (parameters, parameters).

    ``n`` counts the rows with a weight.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    degrees_of_freedom: int
    n: int

    def estimates(self, *, confidence: float = 0.95) -> tuple[Estimate, ...]:
        """Each coefficient, the constant first, with its standard error and t interval.

        Raises
        ------
        MethodError
            If no degree of freedom is left, or the confidence is not between 0 and 1.
        """
        degrees = self.degrees_of_freedom
        if degrees < 1:
            raise MethodError(
                f"{degrees} degrees of freedom for {len(self.coefficients)} parameters",
                rule="more primary sampling units than strata and predictors",
                remedy="leave predictors out, or report no interval",
            )
        return tuple(
            wald(float(value), float(variance), self.n, degrees, confidence=confidence)
            for value, variance in zip(self.coefficients, np.diag(self.covariance), strict=True)
        )


def linear(outcome: Values, predictors: Columns, design: SurveyDesign) -> Regression:
    """Weighted least squares with the design covariance of its coefficients.

    Parameters
    ----------
    outcome
        One a row, in any unit; shape (rows,).
    predictors
        Without a constant, which is added; shape (rows,) or (rows, k). A coefficient is in units of the outcome per
        unit of its predictor.

    Raises
    ------
    MethodError
        If a value is missing, lengths differ, or predictors are constant or collinear in the rows that count.

    Reference: Fuller (1975), "Regression analysis for sample survey", Sankhyā C 37.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> found = linear([1, 3, 6, 6], [0, 1, 2, 3], survey_design([1.0] * 4))
    >>> found.coefficients.round(6).tolist(), found.degrees_of_freedom
    ([1.3, 1.8], 2)
    """
    answers, model = vector(outcome, "outcomes", design.rows), _model(predictors, design)
    weighted = model.rows * design.weights[:, None]
    spread = model.rows.T @ weighted
    found = np.linalg.solve(spread, weighted.T @ answers)
    return model.regression(found, answers - model.rows @ found, spread, design)


def logistic(outcome: Values, predictors: Columns, design: SurveyDesign) -> Regression:
    """Logistic regression by pseudo maximum likelihood with the design covariance of its coefficients.

    Newton's steps, halved where they would lower the likelihood, until none moves a coefficient by 10⁻¹⁰ standard
    deviations of its predictor.

    Parameters
    ----------
    outcome
        0 or 1 in each row; shape (rows,).
    predictors
        As :func:`linear`; a coefficient is a change in log odds per unit of its predictor.

    Raises
    ------
    MethodError
        As :func:`linear`; if an outcome is neither 0 nor 1, is the same in all rows that count, or the predictors
        separate zeros from ones, so that coefficients grow without bound.

    Reference: Binder (1983), section 4; on separation, Albert and Anderson (1984), "On the existence of maximum
    likelihood estimates in logistic regression models", Biometrika 71.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> found = logistic([0, 0, 1, 0, 1, 1], [0, 0, 0, 1, 1, 1], survey_design([1.0] * 6))
    >>> found.coefficients.round(6).tolist()  # odds of 1 to 2 and 2 to 1
    [-0.693147, 1.386294]
    """
    answers = vector(outcome, "outcomes", design.rows)
    if (other := (answers != 0) & (answers != 1)).any():
        raise MethodError(
            f"an outcome that is neither 0 nor 1 (row {int(other.argmax())})",
            rule="0 or 1 in every row",
            remedy="code it",
        )
    if np.ptp(answers[design.weights > 0]) == 0:
        raise MethodError(
            f"one and the same outcome in all {design.n} rows that count",
            rule="both outcomes, or there is nothing to explain",
            remedy="take another outcome or a larger domain",
        )
    model = _model(predictors, design)
    found = _most_likely(answers, model.rows, design.weights / design.weights.sum())
    chances = expit(model.rows @ found)
    spread = model.rows.T @ (model.rows * (design.weights * chances * (1 - chances))[:, None])
    return model.regression(found, answers - chances, spread, design)


def _most_likely(answers: np.ndarray, rows: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Newton's steps from zero; separated outcomes move by about one logit each step and so never come to rest."""
    signs = 1 - 2 * answers

    def loss(coefficients: np.ndarray) -> float:
        return float(shares @ np.logaddexp(0, signs * (rows @ coefficients)))

    found: np.ndarray = np.zeros(rows.shape[1])
    lost = loss(found)
    for _ in range(STEPS):
        chances = expit(rows @ found)
        slope = rows.T @ (shares * (answers - chances))
        bend = rows.T @ (rows * (shares * chances * (1 - chances))[:, None])
        step, *_ = np.linalg.lstsq(bend, slope, rcond=None)
        while (after := loss(found + step)) > lost + 1e-12:
            step = step / 2
        found, lost = np.asarray(found + step), after
        if np.abs(step).max() < 1e-10 * max(1.0, float(np.abs(found).max())):
            return found
    raise MethodError(
        f"coefficients that still grow after {STEPS} steps",
        rule="predictors that do not separate the outcomes 0 and 1",
        remedy="leave out the predictor that separates them, or merge its groups",
    )


@dataclass(frozen=True)
class _Model:
    """Predictors as they are fitted: a constant, then each in standard deviations from its mean; shape (rows, 1 + k).

    ``back``, shape (1 + k, 1 + k), takes coefficients to the predictors' own units.
    """

    rows: np.ndarray
    back: np.ndarray

    def regression(
        self, found: np.ndarray, residuals: np.ndarray, spread: np.ndarray, design: SurveyDesign
    ) -> Regression:
        """The result in the predictors' own units; ``spread`` is minus the derivative of the estimating equations."""
        influence = (self.rows * residuals[:, None]) @ np.linalg.solve(spread, self.back.T)
        degrees = design.degrees_of_freedom + 1 - len(found)
        return Regression(self.back @ found, design.covariance(influence), degrees, design.n)


def _model(predictors: Columns, design: SurveyDesign) -> _Model:
    found = columns(predictors, "predictors", design.rows)
    shares, held = design.weights / design.weights.sum(), design.weights > 0
    means = shares @ found
    apart = found - means
    constant = np.abs(apart[held]).max(axis=0) <= 1e-12 * np.abs(found[held]).max(axis=0)
    if constant.any():
        raise MethodError(
            f"{int(constant.sum())} of {len(means)} predictors with a single value in the rows that count",
            rule="predictors that vary",
            remedy="leave them out: a constant is added anyway",
        )
    scales = np.sqrt(shares @ apart**2)
    apart /= scales
    triangle = np.linalg.qr(np.sqrt(shares[held])[:, None] * apart[held], mode="r")
    bends = np.linalg.svd(triangle, compute_uv=False)
    rank = int(np.count_nonzero(bends > ALIKE * bends[0]))
    if rank < len(means):
        raise MethodError(
            f"{len(means)} predictors of which {rank} are independent of the others in {design.n} rows",
            rule="none follows from the others",
            remedy="leave one of each collinear set out, as of a question's groups",
        )
    back = np.diag(np.concatenate([[1.0], 1 / scales]))
    back[0, 1:] = -means / scales
    return _Model(np.column_stack([np.ones(design.rows), apart]), back)
