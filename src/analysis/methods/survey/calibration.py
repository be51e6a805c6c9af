"""Weights calibrated to known population totals, with a variance of what these totals do not explain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from scipy.special import expit  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.sample import Values, vector
from analysis.methods.survey.design import Projection, SurveyDesign

Distance = Literal["linear", "raking", "logit"]
"""How far new weights are from old: the names of Deville and Särndal (1992)."""

Bounds = tuple[float, float]
"""The smallest and the largest ratio of a new weight to the old one."""

_STEPS = 100
_HALVINGS = 30
_EXACT = 1e-10
"""Totals are met up to this part of themselves; Newton's method doubles its digits at each step."""
_AGREE = 1e-6
"""Totals of auxiliaries that depend on each other may differ by this part, as rounded numbers do."""
_DEPENDENT = 1e-10
"""A singular value of columns of length one that is smaller is zero."""
_STEEPEST = 100.0
"""An exponent above this is one that Newton's method has to step back from."""


@dataclass(frozen=True)
class Unexplained(Projection):
    """Residuals of the regression on the auxiliaries, with the weights before calibration.

    ``basis``, shape (rows, r), is an orthonormal basis of the auxiliaries times the roots of these weights; ``lift``,
    shape (rows,), is the calibrated weight over the root.

    Reference: Deville and Särndal (1992), "Calibration estimators in survey sampling", Journal of the American
    Statistical Association 87: for every distance the variance is that of the regression estimator.
    """

    basis: np.ndarray
    lift: np.ndarray

    def residuals(self, scores: np.ndarray) -> np.ndarray:
        """The part of weighted influence values, shape (rows, k), that no auxiliary explains; weighted as well.

        Rows outside a domain have a score of zero, and a residual all the same: what the totals explain of the others.
        """
        lift = self.lift[:, None]
        scaled = np.divide(scores, lift, out=np.zeros_like(scores), where=lift != 0)
        return np.asarray((scaled - self.basis @ (self.basis.T @ scaled)) * lift)


@dataclass(frozen=True)
class Basis:
    """Auxiliaries times the roots of the weights, X = Q B, with r independent columns in Q.

    ``orthonormal`` is Q, shape (rows, r); ``solve``, shape (r, columns), turns totals of the auxiliaries into totals of
    Q, and ``back``, shape (columns, r), is B transposed and turns them back.
    """

    orthonormal: np.ndarray
    solve: np.ndarray
    back: np.ndarray


def basis(auxiliaries: np.ndarray, roots: np.ndarray) -> Basis:
    """An orthonormal basis of auxiliaries, shape (rows, columns), times the roots of the weights, shape (rows,)."""
    scaled = auxiliaries * roots[:, None]
    lengths = np.linalg.norm(scaled, axis=0)
    lengths[lengths == 0] = 1
    left, size, right = np.linalg.svd(scaled / lengths, full_matrices=False)
    kept = size > _DEPENDENT
    left, size, right = left[:, kept], size[kept], right[kept]
    return Basis(left, right / size[:, None] / lengths, (right * size[:, None] * lengths).T)


def calibrated(design: SurveyDesign, weights: np.ndarray, found: Basis) -> SurveyDesign:
    """The design with new weights, shape (rows,), and a variance without what the basis explains.

    The newest projection comes first: it is the last calibration's residuals that an earlier one explains.
    """
    roots = np.sqrt(design.weights)
    lift = np.divide(weights, roots, out=np.zeros_like(weights), where=roots > 0)
    return replace(design, weights=weights, projections=(Unexplained(found.orthonormal, lift), *design.projections))


def calibrate(
    design: SurveyDesign,
    auxiliaries: Sequence[Values] | np.ndarray,
    totals: Values,
    *,
    distance: Distance = "linear",
    bounds: Bounds | None = None,
) -> SurveyDesign:
    """The weights nearest to the design's with which the auxiliaries have their known totals in the population.

    Parameters
    ----------
    auxiliaries
        A value a row and auxiliary, in any unit; shape (rows, columns). A column of ones counts people.
    totals
        Each auxiliary's total in the population, in its unit; shape (columns,).
    distance
        ``linear`` is the regression estimator, ``raking`` keeps weights above zero, ``logit`` keeps them within bounds.
    bounds
        The smallest and largest ratio of a new weight to the old one, below and above one; ``logit`` needs them.

    Raises
    ------
    MethodError
        If a value or a total is missing or lengths differ; bounds are missing or do not hold one; auxiliaries depend on
        each other and their totals do not; no weights are found; or weights fall below zero.

    Reference: Deville and Särndal (1992), "Calibration estimators in survey sampling", Journal of the American
    Statistical Association 87.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> found = calibrate(survey_design([10.0, 10.0, 10.0]), [[1, 0], [1, 1], [1, 2]], [30, 33])
    >>> found.weights.round(9).tolist()
    [8.5, 10.0, 11.5]
    """
    columns = _auxiliaries(auxiliaries, design.rows)
    known = vector(totals, "totals")
    if len(known) != columns.shape[1]:
        raise MethodError(
            f"{len(known)} totals with auxiliaries of shape {columns.shape}",
            rule="one a column",
            remedy="give each auxiliary its total",
        )
    ratio = _ratio(distance, bounds)
    old = design.weights
    found = basis(columns, np.sqrt(old))
    aim = found.solve @ known
    if (np.abs(found.back @ aim - known) > _AGREE * (np.abs(known) + old @ np.abs(columns))).any():
        raise MethodError(
            f"totals that contradict each other, with {len(aim)} of {len(known)} auxiliaries independent",
            rule="where auxiliaries depend on each other, so do their totals",
            remedy="leave out what follows from the rest, or correct the totals",
        )
    weights = old * _newton(found.orthonormal, np.sqrt(old), aim, ratio)
    if negative := int((weights < 0).sum()):
        raise MethodError(
            f"{negative} of {design.n} calibrated weights below zero",
            rule="no weight below zero",
            remedy="give bounds above zero, or the distance `raking`",
        )
    return calibrated(design, weights, found)


_Ratio = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
"""The ratio of new to old weights and its slope, at each row's sum of auxiliaries times multipliers."""


def _ratio(distance: Distance, bounds: Bounds | None) -> _Ratio:
    if distance not in get_args(Distance):
        raise MethodError("an unknown distance", rule="linear, raking or logit", remedy="take one of these")
    if bounds is None and distance == "logit":
        raise MethodError("the distance `logit` without bounds", rule="a lower and an upper bound", remedy="give both")
    low, high = (-np.inf, np.inf) if bounds is None else _checked(bounds)

    def linear(at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.clip(1 + at, low, high), ((1 + at > low) & (1 + at < high)).astype(float)

    def raking(at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        free = np.exp(np.minimum(at, _STEEPEST))
        return np.clip(free, low, high), np.where((free > low) & (free < high), free, 0.0)

    def logit(at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        width = high - low
        steep = width / ((1 - low) * (high - 1))
        part = expit(steep * at + np.log((1 - low) / (high - 1)))
        return low + width * part, steep * width * part * (1 - part)

    return {"linear": linear, "raking": raking, "logit": logit}[distance]


def _newton(orthonormal: np.ndarray, roots: np.ndarray, aim: np.ndarray, ratio: _Ratio) -> np.ndarray:
    """Ratios, shape (rows,), with which the columns of the basis reach their aim, shape (r,)."""
    apart = np.divide(orthonormal, roots[:, None], out=np.zeros_like(orthonormal), where=roots[:, None] > 0)
    scale = float(np.linalg.norm(aim) + np.linalg.norm(roots))
    multipliers = np.zeros(len(aim))
    found, slope = ratio(apart @ multipliers)
    missed = aim - orthonormal.T @ (roots * found)
    for _ in range(_STEPS):
        if np.linalg.norm(missed) <= _EXACT * scale:
            return found
        step = np.linalg.lstsq(orthonormal.T @ (orthonormal * slope[:, None]), missed)[0]
        for _ in range(_HALVINGS):
            found, slope = ratio(apart @ (multipliers + step))
            left = aim - orthonormal.T @ (roots * found)
            if np.linalg.norm(left) < np.linalg.norm(missed):
                break
            step = step / 2
        else:
            break
        multipliers, missed = multipliers + step, left
    raise MethodError(
        f"no weights for {len(aim)} independent totals",
        rule="weights within the bounds that meet every total",
        remedy="widen the bounds, calibrate on fewer totals, or check their units",
    )


def _auxiliaries(given: Sequence[Values] | np.ndarray, rows: int) -> np.ndarray:
    found = np.asarray(given, dtype=float)
    if found.ndim != 2 or len(found) != rows or not found.shape[1]:
        raise MethodError(
            f"auxiliaries of shape {found.shape} for {rows} rows",
            rule="rows by columns",
            remedy="give a table with one column or more",
        )
    whole = np.isfinite(found).all(axis=1)
    if not whole.all():
        raise MethodError(
            f"auxiliaries: row {int(whole.argmin())} is missing",
            rule="a number in every row",
            remedy="leave the row out, or fill it",
        )
    return found


def _checked(bounds: Bounds) -> Bounds:
    low, high = bounds
    if not 0 <= low < 1 < high:
        raise MethodError(
            f"bounds from {low:g} to {high:g}",
            rule="the lower from zero to below one, the upper above one",
            remedy="give ratios of new to old weights, such as 0.3 and 3",
        )
    return bounds
