"""An interrupted time series: one series' level and trend before a date, and by how much both change there.

What else happened on that date is part of the change: without donors nothing tells it apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, stdtrit  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.interval import level as checked
from analysis.methods.inequality.interval import wald
from analysis.methods.inequality.sample import Values, vector
from analysis.methods.results import Estimate

LEAST_POINTS = 8
"""On each side; a line and its errors from fewer rest on a few points of chance."""


@dataclass(frozen=True, eq=False)
class Interrupted:
    """A segmented regression: coefficients b of shape (4,) with their covariance, shape (4, 4), and residuals.

    The outcome is b₀ + b₁ t + b₂ D + b₃ (t − T) D, with t = 1, 2, …, T the last point before (``before``), and D one
    after it. The level changes by b₂ at T, where the two lines are set against each other; the first point after is
    b₂ + b₃ off its old course.
    """

    values: np.ndarray
    before: int
    lag: int
    coefficients: np.ndarray
    covariance: np.ndarray
    residuals: np.ndarray

    @property
    def n(self) -> int:
        """Points of the series."""
        return len(self.values)

    @property
    def level(self) -> Estimate:
        """b₀, the level at t = 0."""
        return self._estimate([1, 0, 0, 0])

    @property
    def trend(self) -> Estimate:
        """b₁, the change from point to point before."""
        return self._estimate([0, 1, 0, 0])

    @property
    def level_change(self) -> Estimate:
        """b₂, the change of level."""
        return self._estimate([0, 0, 1, 0])

    @property
    def trend_change(self) -> Estimate:
        """b₃, the change of trend."""
        return self._estimate([0, 0, 0, 1])

    def effect(self, point: int) -> Estimate:
        """How far the series' line is off its old course ``point`` points after T (1 is the first after).

        Raises
        ------
        MethodError
            If the series has no such point.
        """
        if not 1 <= point <= self.n - self.before:
            raise MethodError(
                f"point {point} after the interruption", rule=f"1 to {self.n - self.before}", remedy="choose another"
            )
        return self._estimate([0, 0, 1, point])

    @property
    def fitted(self) -> np.ndarray:
        """Both lines; shape (n,)."""
        return np.asarray(self.values - self.residuals)

    @property
    def durbin_watson(self) -> float:
        """From 0 to 4: about 2 without autocorrelation, below 2 where residuals hang together."""
        return float(np.sum(np.diff(self.residuals) ** 2) / np.sum(self.residuals**2))

    def counterfactual(self, *, confidence: float = 0.95) -> Counterfactual:
        """The line before, drawn on through the points after, with the band of the line (not of single points)."""
        after = np.arange(self.before + 1, self.n + 1)
        rows = np.column_stack([np.ones(len(after)), after, np.zeros((len(after), 2))])
        path = rows @ self.coefficients
        errors = np.sqrt(np.einsum("ij,jk,ik->i", rows, self.covariance, rows))
        reach = float(stdtrit(self.n - 4, 0.5 + checked(confidence) / 2)) * errors
        return Counterfactual(path, path - reach, path + reach)

    def _estimate(self, parts: Sequence[float]) -> Estimate:
        row = np.asarray(parts, dtype=float)
        variance = float(row @ self.covariance @ row)
        return wald(float(row @ self.coefficients), variance, self.n, self.n - 4, confidence=0.95)


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """The course a series would have kept at the points after, with its band; each of shape (points after,)."""

    path: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Dated:
    """A date tried: points before it, both changes there, and the joint test that neither is one."""

    before: int
    level_change: float
    trend_change: float
    f: float
    p: float


def interrupted(values: Values, before: int, *, lag: int | None = None, adjust: bool = False) -> Interrupted:
    """Fit a segmented regression by least squares, with Newey and West's standard errors.

    Parameters
    ----------
    values
        Evenly spaced points in any unit; shape (n,).
    before
        Points before the interruption; eight or more there and after it.
    lag
        Up to which residuals may hang together; None for :func:`rule_of_lag`.
    adjust
        Whether the covariance is multiplied by n/(n − 4).

    Raises
    ------
    MethodError
        If a value is missing, there are fewer than eight points on a side, the lag is negative or reaches beyond the
        series, or the lines fit exactly.

    Reference: Wagner, Soumerai, Zhang and Ross-Degnan (2002), "Segmented regression analysis of interrupted time series
    studies in medication use research", Journal of Clinical Pharmacy and Therapeutics 27; Newey and West (1987), "A
    simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix", Econometrica
    55.

    Examples
    --------
    >>> t = np.arange(1, 25)
    >>> series = 10 + 0.5 * t + np.where(t > 12, 3 + 0.2 * (t - 12), 0) + 0.1 * np.cos(2 * t)
    >>> found = interrupted(series, before=12)
    >>> print(found.level_change)
    3.0 (2.9–3.1), n = 24
    >>> round(found.trend_change.value, 2), found.lag
    (0.2, 2)
    """
    found = vector(values)
    after = len(found) - before
    if min(before, after) < LEAST_POINTS:
        raise MethodError(
            f"{before} points before and {after} after",
            rule=f"{LEAST_POINTS} or more on each side",
            remedy="take a finer series or wait, and show the series without a model",
        )
    chosen = rule_of_lag(len(found)) if lag is None else lag
    if not 0 <= chosen < len(found):
        raise MethodError(f"a lag of {chosen}", rule=f"0 to {len(found) - 1}", remedy="leave it to the rule")
    t = np.arange(1.0, len(found) + 1)
    since = np.maximum(t - before, 0)
    design = np.column_stack([np.ones(len(t)), t, since > 0, since])
    coefficients = np.linalg.lstsq(design, found, rcond=None)[0]
    residuals = found - design @ coefficients
    if np.abs(residuals).max() <= 1e-12 * np.abs(found).max():
        raise MethodError("residuals of zero", rule="a series with chance in it", remedy="report the lines as they are")
    covariance = newey_west(design, residuals, chosen) * (len(t) / (len(t) - 4) if adjust else 1)
    return Interrupted(found, before, chosen, coefficients, covariance, residuals)


def by_lag(
    values: Values, before: int, *, lags: Iterable[int] = range(7), adjust: bool = False
) -> tuple[Interrupted, ...]:
    """The same regression with each lag: coefficients stay, standard errors move.

    Raises
    ------
    MethodError
        As :func:`interrupted`.
    """
    return tuple(interrupted(values, before, lag=lag, adjust=adjust) for lag in lags)


def rule_of_lag(n: int) -> int:
    """⌊4 (n/100)^(2/9)⌋ (Newey and West, 1994, "Automatic lag selection in covariance matrix estimation", Review of
    Economic Studies 61).

    Examples
    --------
    >>> rule_of_lag(48), rule_of_lag(100)
    (3, 4)
    """
    return int(4 * (n / 100) ** (2 / 9))


def newey_west(design: np.ndarray, residuals: np.ndarray, lag: int) -> np.ndarray:
    """Covariance of least-squares coefficients where residuals up to ``lag`` points apart hang together; shape (k, k).

    Bartlett's weights 1 − l/(lag + 1), no small-sample factor; with lag 0 White's covariance.

    Parameters
    ----------
    design, residuals
        Shapes (n, k) and (n,).

    Examples
    --------
    >>> newey_west(np.ones((4, 1)), np.array([1.0, -1.0, 1.0, -1.0]), 0)
    array([[0.25]])
    """
    scores = design * residuals[:, None]
    middle = scores.T @ scores
    for apart in range(1, lag + 1):
        together = scores[apart:].T @ scores[:-apart]
        middle += (1 - apart / (lag + 1)) * (together + together.T)
    bread = np.linalg.inv(design.T @ design)
    return np.asarray(bread @ middle @ bread)


def date_scan(values: Values, *, lag: int | None = None) -> tuple[Dated, ...]:
    """Every date with eight points on either side tried as the interruption, in order.

    On the points before the true date, what it finds are placebos: a change there speaks against the model, not for an
    effect. On the whole series the true date should stand out; F is large near it too, so that its rank is no p.

    Raises
    ------
    MethodError
        As :func:`interrupted`; so if there are fewer than sixteen points.

    Examples
    --------
    >>> t = np.arange(1, 31)
    >>> found = date_scan(np.where(t > 15, 5.0, 0.0) + 0.3 * np.cos(2 * t))
    >>> max(found, key=lambda one: one.f).before, len(found)
    (15, 15)
    """
    n = len(values)
    dates = range(LEAST_POINTS, max(n - LEAST_POINTS, LEAST_POINTS) + 1)
    return tuple(_dated(interrupted(values, before, lag=lag)) for before in dates)


def _dated(found: Interrupted) -> Dated:
    changes = found.coefficients[2:]
    f = float(changes @ np.linalg.solve(found.covariance[2:, 2:], changes)) / 2
    level, trend = changes.tolist()
    return Dated(found.before, level, trend, f, float(fdtrc(2, found.n - 4, f)))
