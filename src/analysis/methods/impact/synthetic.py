"""The synthetic control: a weighted mean of donors that stands in for the treated unit without its programme."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.impact.predictor_weights import search
from analysis.methods.impact.simplex import nearest
from analysis.methods.impact.study import Study

_MATCHED = 1e-8
"""A pre-period gap below this part of the outcome's spread is none: a ratio over it would be rounding."""


@dataclass(frozen=True, eq=False)
class SyntheticControl:
    """A study with its donor weights, shape (donors,), and predictor weights, shape (predictors,), both of sum one.

    Everything else follows. Donor weights and gaps may be reported; predictor weights are weakly identified.
    """

    study: Study
    weights: np.ndarray
    predictor_weights: np.ndarray

    @property
    def donor_weights(self) -> dict[str, float]:
        """Donors with a weight, the largest first."""
        named = zip(self.study.donors, self.weights.tolist(), strict=True)
        return dict(sorted(((d, w) for d, w in named if w), key=lambda pair: -pair[1]))

    @property
    def path(self) -> np.ndarray:
        """The synthetic outcome in the study's years; shape (years,), in the outcome's unit."""
        return np.asarray(self.study.outcome[:, 1:] @ self.weights)

    @property
    def gaps(self) -> np.ndarray:
        """The treated unit's outcome less the synthetic one; shape (years,)."""
        return np.asarray(self.study.outcome[:, 0] - self.path)

    def gap(self, year: int) -> float:
        """The gap of one year."""
        return float(self.gaps[self.study.years.index(year)])

    @property
    def effect(self) -> float:
        """Mean gap of the post-years."""
        return float(self.gaps[len(self.study.pre) :].mean())

    @property
    def mspe(self) -> float:
        """Mean squared gap of the pre-years: the objective that predictor weights make small."""
        return float(np.mean(self.gaps[: len(self.study.pre)] ** 2))

    @property
    def pre_rmspe(self) -> float:
        """Root mean squared gap of the pre-years, in the outcome's unit."""
        return math.sqrt(self.mspe)

    @property
    def post_rmspe(self) -> float:
        """Root mean squared gap of the post-years."""
        return math.sqrt(np.mean(self.gaps[len(self.study.pre) :] ** 2))

    @property
    def matched(self) -> bool:
        """Whether the pre-years are met exactly, so that their gap tells nothing: too many donors for too few years."""
        return self.pre_rmspe <= _MATCHED * float(self.study.outcome[:, 0].std())

    @property
    def rmspe_ratio(self) -> float:
        """Post- over pre-period RMSPE; infinite where the pre-years are matched exactly."""
        return math.inf if self.matched else self.post_rmspe / self.pre_rmspe


def weights(study: Study, v: Sequence[float] | np.ndarray | None = None) -> np.ndarray:
    """Donor weights that make ‖V^½ (x₁ − X₀ w)‖ smallest, with w ≥ 0 and Σ w = 1; shape (donors,).

    Parameters
    ----------
    v
        A weight for each predictor, not negative, on any scale; None only where the pre-years' outcomes are matched.

    Raises
    ------
    MethodError
        If there is not one weight a predictor, or they are negative or all zero.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.methods.impact.study import study
    >>> found = pd.DataFrame({"A": [2, 3, 4, 9], "B": [1, 2, 3, 4], "C": [5, 6, 7, 8], "D": [9, 7, 9, 9]}, range(4))
    >>> weights(study(found, treated="A", pre=range(3), post=[3])).round(6).tolist()
    [0.75, 0.25, 0.0]
    """
    if v is None and not study.names:
        return nearest(study.differences)
    given = np.asarray(() if v is None else v, dtype=float)
    if given.shape != (len(study.names),) or not (given >= 0).all() or not given.any():
        raise MethodError(
            f"predictor weights {given.tolist()} for {len(study.names)} predictors",
            rule="one each, none negative, one above zero",
            remedy="give them in the predictors' order, or let them be found",
        )
    return nearest(np.sqrt(given / given.sum())[:, None] * _apart(study))


def synthetic_control(
    study: Study,
    v: Sequence[float] | np.ndarray | None = None,
    *,
    starts: Sequence[np.ndarray] | None = None,
) -> SyntheticControl:
    """Find the synthetic control, with given predictor weights or with those that follow the outcome best before.

    Parameters
    ----------
    v
        As :func:`weights`; None to search. A study without predictors has no use for them.
    starts
        Of the search (see `predictor_weights.search`).

    Raises
    ------
    MethodError
        As :func:`weights`.

    Reference: Abadie and Gardeazabal (2003), "The economic costs of conflict", American Economic Review 93; Abadie,
    Diamond and Hainmueller (2010), "Synthetic control methods for comparative case studies", Journal of the American
    Statistical Association 105.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.methods.impact.study import study
    >>> found = pd.DataFrame({"A": [2, 3, 5, 9], "B": [1, 2, 3, 4], "C": [5, 6, 7, 8], "D": [9, 7, 9, 9]}, range(4))
    >>> one = synthetic_control(study(found, treated="A", pre=range(3), post=[3]))
    >>> round(one.gap(3), 3), round(one.rmspe_ratio, 3)
    (3.667, 7.778)
    """
    if not study.names:
        return SyntheticControl(study, weights(study), np.empty(0))
    chosen = search(_apart(study), study.differences, starts=starts) if v is None else np.asarray(v, dtype=float)
    return SyntheticControl(study, weights(study, chosen), chosen / chosen.sum())


def _apart(study: Study) -> np.ndarray:
    """Predictors of donors less the treated unit's; shape (predictors, donors)."""
    return np.asarray(study.predictors[:, 1:] - study.predictors[:, :1])
