"""How much each predictor counts: the weights with which the matched donors follow the outcome best before.

How well donors follow the outcome is a function of predictor weights with steps, flat parts and many local minima, and
often different weights do equally well: the search starts at several places and by two scales, and always goes the same
way. What it finds is the best of those, not a proof; donor weights and gaps are what may be reported.

Reference: Abadie, Diamond and Hainmueller (2011), "Synth: an R package for synthetic control methods in comparative
case studies", Journal of Statistical Software 42(13), whose starts these are; Becker and Klößner (2017), "Estimating
the economic costs of organized crime by synthetic control methods", Journal of Applied Econometrics 32, on minima that
such searches miss.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from analysis.methods.impact.simplex import Nearby, nearest

_FLOOR = 1e-6
"""A start's smallest weight on the scale of logarithms, which know no zero."""

_GAIN = 1e-6
"""Relative; a further round that gains less is the last."""

_ROUNDS = 3

Objective = Callable[[np.ndarray], float]
"""From predictor weights, shape (predictors,), to what is to be small."""


def mspe(
    weights: np.ndarray,
    predictors: np.ndarray,
    outcomes: np.ndarray,
    match: Callable[[np.ndarray], np.ndarray] = nearest,
) -> float:
    """Mean squared gap of the outcome before, with the donors that match the predictors so weighted.

    Parameters
    ----------
    weights
        Not negative; shape (predictors,).
    predictors, outcomes
        Donors less the treated unit; shapes (predictors, donors) and (pre-years, donors).
    match
        Gives donor weights for weighted predictors.

    Examples
    --------
    >>> mspe(np.array([1.0]), np.array([[-1.0, 1.0]]), np.array([[0.0, 2.0], [2.0, 4.0]]))
    5.0
    """
    gaps = outcomes @ match(np.sqrt(weights)[:, None] * predictors)
    return float(gaps @ gaps) / len(gaps)


def equal(predictors: np.ndarray) -> np.ndarray:
    """All alike; shape (predictors,)."""
    return np.full(len(predictors), 1 / len(predictors))


def by_regression(predictors: np.ndarray, outcomes: np.ndarray) -> np.ndarray:
    """Squared coefficients of a regression of each year's outcome on the predictors, summed over years, sum one.

    The treated unit is a row of zeros in both; where units are fewer than predictors it is the shortest solution.
    """
    units = np.vstack([np.zeros(len(predictors)), predictors.T])
    found = np.vstack([np.zeros(len(outcomes)), outcomes.T])
    slopes = np.linalg.lstsq(np.column_stack([np.ones(len(units)), units]), found, rcond=None)[0][1:]
    total = np.einsum("ij,ij->i", slopes, slopes)
    return np.asarray(total / total.sum())


def single(predictors: np.ndarray) -> tuple[np.ndarray, ...]:
    """One predictor above all others, each in turn: a start for a search that leaves out no corner."""
    k = len(predictors)
    return tuple(np.where(np.arange(k) == one, 1 - (k - 1) * _FLOOR, _FLOOR) for one in range(k))


def nelder_mead(start: np.ndarray, objective: Objective) -> np.ndarray:
    """One run of Nelder and Mead's simplex from ``start``, on the weights themselves; shape (predictors,), sum one."""

    def weights(point: np.ndarray) -> np.ndarray:
        return np.asarray(np.abs(point) / np.abs(point).sum())

    found = minimize(lambda point: objective(weights(point)), start, method="Nelder-Mead", options={"maxiter": 1000})
    return weights(found.x)


def nelder_mead_log(start: np.ndarray, objective: Objective) -> np.ndarray:
    """As :func:`nelder_mead` on the logarithms of the weights, with steps that reach orders of magnitude."""

    def weights(point: np.ndarray) -> np.ndarray:
        raised = np.exp(point - point.max())
        return np.asarray(raised / raised.sum())

    first = np.log(np.maximum(start, _FLOOR))
    steps = np.vstack([first, first + 2 * np.eye(len(first))])
    found = minimize(
        lambda point: objective(weights(point)),
        first,
        method="Nelder-Mead",
        options={"maxiter": 1000, "initial_simplex": steps, "xatol": 1e-2, "fatol": 1e-5},
    )
    return weights(found.x)


def search(predictors: np.ndarray, outcomes: np.ndarray, *, starts: Sequence[np.ndarray] | None = None) -> np.ndarray:
    """The predictor weights with the smallest :func:`mspe` that is found; shape (predictors,), sum one.

    From each start both scales are searched; the best of all is refined until a round gains nothing.

    Parameters
    ----------
    predictors, outcomes
        As :func:`mspe`.
    starts
        Each of shape (predictors,); None for :func:`equal` and :func:`by_regression`. With :func:`single` among them
        the search takes longer, and may end at one predictor that decides alone.

    Examples
    --------
    >>> predictors, outcomes = np.array([[-1.0, 1.0, 3.0], [3.0, 2.0, -5.0]]), np.array([[-1.0, 2.0, 9.0]])
    >>> round(mspe(equal(predictors), predictors, outcomes), 3)
    6.25
    >>> round(mspe(search(predictors, outcomes), predictors, outcomes), 3)
    2.25
    """
    if len(predictors) == 1:
        return np.ones(1)
    scaled = outcomes / (np.sqrt(np.mean(outcomes**2)) or 1.0)  # so that the outcome's unit does not end the search
    match = Nearby()

    def missed(weights: np.ndarray) -> float:
        return mspe(weights, predictors, scaled, match)

    begin = [equal(predictors), by_regression(predictors, scaled)] if starts is None else list(starts)
    found = [way(start, missed) for start in begin for way in (nelder_mead, nelder_mead_log)]
    best = min([*begin, *found], key=missed)
    for _ in range(_ROUNDS):
        further = nelder_mead_log(best, missed)
        if missed(further) >= missed(best) * (1 - _GAIN):
            break
        best = further
    return best
