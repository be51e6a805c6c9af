"""Standard errors by influence functions: a measure's variance is that of the sum of its rows' influences.

The scores work with any sampling design, so that PSUs and strata count. Every function gives the measure and its
influences; :meth:`Linearised.estimate` makes an estimate of them. V(θ) ≈ V(Σ s z), with s the rows' shares of the
weights and z their influences.

Reference: Deville (1999), "Variance estimation for complex statistics and estimators", Survey Methodology 25.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality import concentration as concentrated
from analysis.methods.inequality import measures
from analysis.methods.inequality.design import Design
from analysis.methods.inequality.entropy import MLD, THEIL, influence
from analysis.methods.inequality.interval import wald
from analysis.methods.inequality.sample import Values, Weights, sample, vector
from analysis.methods.results import Estimate


@dataclass(frozen=True)
class Linearised:
    """A statistic, each row's influence on it (weighted mean zero) and the weights as shares; both of shape (rows,)."""

    value: float
    influence: np.ndarray
    shares: np.ndarray

    def estimate(self, design: Design | None = None, *, confidence: float = 0.95) -> Estimate:
        """The statistic with standard error, t interval and design effect.

        Parameters
        ----------
        design
            PSUs and strata; None where rows were drawn independently.

        Raises
        ------
        MethodError
            If the design is of another number of rows, or a single row counts.
        """
        scores = self.shares * self.influence
        n = int(np.count_nonzero(self.shares))
        spare = max(n - 1, 1)
        srs = float(scores @ self.influence) / spare
        if design is None:
            return wald(self.value, float(scores @ scores) * n / spare, n, n - 1, confidence=confidence, srs=srs)
        if len(design.psu) != len(scores):
            raise MethodError(
                f"a design of {len(design.psu)} rows for {len(scores)}", rule="the same rows", remedy="build it anew"
            )
        return wald(self.value, design.variance(scores), n, design.degrees_of_freedom, confidence=confidence, srs=srs)

    def transformed(self, value: float, slope: float) -> Linearised:
        """A function of the statistic, by the delta method."""
        return Linearised(value, slope * self.influence, self.shares)


def gini(values: Values, weights: Weights = None) -> Linearised:
    """The Gini and its influences, by one sort.

    Influence: d − G (1 + x), with x the value and d its mean absolute difference from all rows, in units of the mean.

    Raises
    ------
    MethodError
        As :func:`analysis.methods.inequality.measures.gini`.

    Reference: Langel and Tillé (2013), "Variance estimation of the Gini index", Journal of the Royal Statistical
    Society A 176.

    Examples
    --------
    >>> found = gini([1, 2, 3, 6]).estimate()
    >>> round(found.value, 4), round(found.se, 4)
    (0.3333, 0.0818)
    """
    found = sample(values, weights)
    each = measures.distances(found)
    value = max(0.0, float(found.shares @ each) / 2)
    each -= value
    each -= value * found.relative
    return Linearised(value, each, found.shares)


def generalised_entropy(values: Values, weights: Weights = None, *, order: float) -> Linearised:
    """Generalised entropy and its influences, as :func:`analysis.methods.inequality.entropy.influence` gives them.

    Raises
    ------
    MethodError
        As :func:`analysis.methods.inequality.measures.generalised_entropy`.

    Reference: Cowell and Flachaire (2007), Journal of Econometrics 141.

    Examples
    --------
    >>> round(generalised_entropy([1, 3], order=2).value, 6)
    0.125
    """
    found = measures.for_order(values, weights, order)
    value, each = influence(found.relative, found.shares, order)
    return Linearised(value, each, found.shares)


def theil_t(values: Values, weights: Weights = None) -> Linearised:
    """Theil's T and its influences; see :func:`generalised_entropy`."""
    return generalised_entropy(values, weights, order=THEIL)


def mld(values: Values, weights: Weights = None) -> Linearised:
    """The mean logarithmic deviation and its influences; see :func:`generalised_entropy`."""
    return generalised_entropy(values, weights, order=MLD)


def atkinson(values: Values, weights: Weights = None, *, aversion: float) -> Linearised:
    """Atkinson's index and its influences, from those of generalised entropy of order 1 − ε.

    Raises
    ------
    MethodError
        As :func:`analysis.methods.inequality.measures.atkinson`; if the index is one, where it has no slope.

    Examples
    --------
    >>> round(atkinson([1, 4], aversion=1).value, 12)
    0.2
    """
    value = measures.atkinson(values, weights, aversion=aversion)
    order = 1 - aversion
    base = generalised_entropy(values, weights, order=order)
    inner = 1 + order * (order - 1) * base.value
    return base.transformed(value, (1 - value) if order == MLD else (1 - order) * inner ** (1 / order - 1))


def concentration_index(outcome: Values, ranked_by: Values, weights: Weights = None) -> Linearised:
    """The concentration index and its influences; that ranks are estimated too is taken into account.

    Influence: 2 x R + 2 (1 − Q) − (CI + 1)(x + 1), with x the outcome in units of its mean, R the fractional rank and Q
    the share of the outcome below the row plus half of what its equals in rank have.

    Raises
    ------
    MethodError
        As :func:`analysis.methods.inequality.concentration.concentration_index`.

    Reference: Binder and Kovačević (1995), "Estimating some measures of income inequality from survey data", Survey
    Methodology 21.

    Examples
    --------
    >>> found = concentration_index([0, 0, 1, 1], [10, 20, 30, 40])
    >>> found.value, found.influence.tolist()
    (0.5, [0.5, 0.5, -0.5, -0.5])
    """
    found = sample(outcome, weights)
    by = vector(ranked_by, "ranking values", len(found.shares))
    ranks, held = concentrated.cumulated(by, found.shares, found.shares * found.relative)
    value = concentrated.index_of(found, ranks)
    each = 2 * found.relative * ranks + 2 * (1 - held) - (value + 1) * (found.relative + 1)
    return Linearised(value, each, found.shares)


def wagstaff(
    outcome: Values, ranked_by: Values, weights: Weights = None, *, bounds: tuple[float, float] = (0.0, 1.0)
) -> Linearised:
    """Wagstaff's index and its influences; errors as :func:`analysis.methods.inequality.concentration.wagstaff`."""
    covariance, deviations = _covariance(outcome, ranked_by, weights, bounds)
    mean, width = concentrated.bounded(outcome, weights, bounds).mean, bounds[1] - bounds[0]
    factor = concentrated.wagstaff_factor(mean, bounds)
    slope = factor * (2 * mean - width) / (mean * (width - mean))
    each = factor * covariance.influence + covariance.value * slope * deviations
    return Linearised(factor * covariance.value, each, covariance.shares)


def erreygers(
    outcome: Values, ranked_by: Values, weights: Weights = None, *, bounds: tuple[float, float] = (0.0, 1.0)
) -> Linearised:
    """Erreygers' index and its influences; errors as :func:`analysis.methods.inequality.concentration.erreygers`."""
    covariance, _ = _covariance(outcome, ranked_by, weights, bounds)
    factor = 4 / (bounds[1] - bounds[0])
    return covariance.transformed(factor * covariance.value, factor)


def _covariance(
    outcome: Values, ranked_by: Values, weights: Weights, bounds: tuple[float, float]
) -> tuple[Linearised, np.ndarray]:
    """Mean times concentration index of a bounded outcome, and each row's deviation from the mean."""
    found = concentrated.bounded(outcome, weights, bounds)
    index = concentration_index(found.relative, ranked_by, found.shares)
    deviations = found.mean * (found.relative - 1)
    each = found.mean * index.influence + index.value * deviations
    return Linearised(found.mean * index.value, each, found.shares), deviations
