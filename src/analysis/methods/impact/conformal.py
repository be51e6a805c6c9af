"""Tests and intervals for an effect that need no donor pool to be drawn by lot: residuals are moved through time.

An effect is supposed and taken out of the treated unit's post-years; if it is the right one, all years are alike, and
the residuals of the post-years are no larger than those of any other stretch of as many years. The fit uses all years,
so that none is treated otherwise. Years are moved as one block round the circle, which keeps what hangs together.

Reference: Chernozhukov, Wüthrich and Zhu (2021), "An exact and robust conformal inference method for counterfactual and
synthetic controls", Journal of the American Statistical Association 116.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.impact.augmented import ridge_weights
from analysis.methods.impact.simplex import nearest
from analysis.methods.impact.study import Study
from analysis.methods.inequality.interval import level

Fit = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""From outcomes of donors (years, donors) and of the treated unit (years,) to donor weights (donors,)."""

_ROUNDING = 1e-9
"""Relative: statistics that differ by less are the same."""

_FINE = 1e-4
"""How exactly an end of an interval is found, in parts of its first step."""

_FARTHEST = 40
"""Doublings of the first step after which an interval has no end."""


@dataclass(frozen=True)
class ConformalInterval:
    """A constant effect of some years, in the outcome's unit, with the effects that the data do not speak against."""

    value: float
    low: float
    high: float
    confidence: float


def on_simplex(donors: np.ndarray, treated: np.ndarray) -> np.ndarray:
    """The synthetic control of all years; a :data:`Fit`."""
    return nearest(donors - treated[:, None])


def with_ridge(ridge: float) -> Fit:
    """The augmented synthetic control of all years with a penalty fixed beforehand, as a :data:`Fit`.

    With a small penalty it follows any effect that is supposed, and intervals grow without end.
    """

    def fit(donors: np.ndarray, treated: np.ndarray) -> np.ndarray:
        centre = donors.mean(axis=1)
        start = on_simplex(donors, treated)
        return ridge_weights(donors - centre[:, None], treated - centre, start, ridge)

    return fit


def p_value(study: Study, effect: float = 0.0, *, years: Iterable[int] | None = None, fit: Fit = on_simplex) -> float:
    """How many of all stretches of years have residuals as large as the post-years', ``effect`` taken out of these.

    From 1/(all years) to 1. Size of a stretch's residuals is their mean absolute value.

    Parameters
    ----------
    effect
        The same in each of ``years``, in the outcome's unit.
    years
        Post-years that are tested; None for all. The others are left out.

    Raises
    ------
    MethodError
        If a year is no post-year.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.methods.impact.study import study
    >>> found = pd.DataFrame({"A": [2, 3, 5, 9], "B": [1, 2, 3, 4], "C": [5, 6, 7, 8], "D": [9, 7, 9, 9]}, range(4))
    >>> p_value(study(found, treated="A", pre=range(3), post=[3]))
    0.25
    """
    return _p(*_taken(study, years), effect, fit)


def interval(
    study: Study, *, years: Iterable[int] | None = None, confidence: float = 0.9, fit: Fit = on_simplex
) -> ConformalInterval:
    """The mean gap of ``years`` with all constant effects that :func:`p_value` does not reject.

    From the mean gap outwards, steps are doubled until an effect is rejected, and the end is found by halving. An
    end is infinite where none is rejected.

    Parameters
    ----------
    confidence
        No more than pre-years over pre-years and ``years`` together allow: with 12 pre-years and one post-year 12/13.

    Raises
    ------
    MethodError
        As :func:`p_value`; if the years are too few for the confidence, or no constant effect fits.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.methods.impact.study import study
    >>> found = pd.DataFrame({"A": [2, 3, 5, 9], "B": [1, 2, 3, 4], "C": [5, 6, 7, 8], "D": [9, 7, 9, 9]}, range(4))
    >>> one = interval(study(found, treated="A", pre=range(3), post=[3]), confidence=0.75)
    >>> round(one.low, 2), round(one.value, 2), round(one.high, 2)
    (3.0, 3.67, 5.26)
    """
    outcome, pre = _taken(study, years)
    outside, least = 1 - level(confidence), 1 / len(outcome)
    if least > outside + _ROUNDING:
        raise MethodError(
            f"a confidence of {confidence:g} from {len(outcome)} years",
            rule=f"no more than {1 - least:.3f}, since p is never below 1/{len(outcome)}",
            remedy="lower it, or begin earlier",
        )
    gaps = outcome[:, 0] - outcome[:, 1:] @ fit(outcome[:pre, 1:], outcome[:pre, 0])
    centre = float(gaps[pre:].mean())

    def inside(effect: float) -> bool:
        return _p(outcome, pre, effect, fit) > outside + _ROUNDING

    if not inside(centre):
        raise MethodError(
            f"no constant effect in {len(outcome) - pre} years", rule="years alike", remedy="ask year by year"
        )
    step = float(np.sqrt(np.mean(gaps[:pre] ** 2))) or float(np.std(outcome[:, 0]))
    return ConformalInterval(centre, _end(inside, centre, -step), _end(inside, centre, step), confidence)


def _taken(study: Study, years: Iterable[int] | None) -> tuple[np.ndarray, int]:
    """Outcomes of the pre-years and of ``years``, and how many pre-years there are."""
    chosen = list(study.post if years is None else years)
    if not chosen or not set(chosen) <= set(study.post):
        raise MethodError(
            f"an effect in {', '.join(map(str, chosen)) or 'no year'}", rule="post-years", remedy="choose among them"
        )
    pre = len(study.pre)
    rows = [*range(pre), *(row for row, year in enumerate(study.years) if year in chosen)]
    return study.outcome[rows], pre


def _p(outcome: np.ndarray, pre: int, effect: float, fit: Fit) -> float:
    treated = outcome[:, 0].copy()
    treated[pre:] -= effect
    sizes = np.abs(treated - outcome[:, 1:] @ fit(outcome[:, 1:], treated))
    block = len(sizes) - pre
    stretches = np.lib.stride_tricks.sliding_window_view(np.append(sizes, sizes[: block - 1]), block).mean(axis=1)
    # sums of the same numbers in another order differ by rounding
    return float(np.mean(stretches >= stretches[pre] * (1 - _ROUNDING) - _ROUNDING * sizes.max()))


def _end(inside: Callable[[float], bool], centre: float, step: float) -> float:
    reach = step
    for _ in range(_FARTHEST):
        if not inside(centre + reach):
            break
        reach *= 2
    else:
        return float(np.copysign(np.inf, step))
    near, far = (0.0 if reach == step else reach / 2), reach
    while abs(far - near) > _FINE * abs(step):
        middle = (near + far) / 2
        near, far = (middle, far) if inside(centre + middle) else (near, middle)
    return centre + near
