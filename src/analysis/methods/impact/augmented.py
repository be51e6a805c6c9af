"""The augmented synthetic control: a ridge regression corrects what donors on the simplex could not match before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.impact.simplex import nearest
from analysis.methods.impact.study import Study
from analysis.methods.impact.synthetic import SyntheticControl


@dataclass(frozen=True, eq=False)
class Augmented(SyntheticControl):
    """A synthetic control whose weights sum to one, but may be negative; ``simplex``, shape (donors,), are never.

    ``ridge`` is the penalty, in squared units of the outcome: the larger, the nearer to the simplex.
    """

    simplex: np.ndarray
    ridge: float


def augmented(study: Study, ridge: float | None = None) -> Augmented:
    """Match the pre-years' outcomes on the simplex, then take the rest out by ridge regression.

    With x the treated unit's pre-years and X the donors', both less the donors' mean of the year, the weights are
    w + Xᵀ (X Xᵀ + λ I)⁻¹ (x − X w). The study's predictors are not used.

    Parameters
    ----------
    ridge
        λ above zero; None for cross-validation (:func:`cross_validated`).

    Raises
    ------
    MethodError
        If λ is not above zero.

    Reference: Ben-Michael, Feller and Rothstein (2021), "The augmented synthetic control method", Journal of the
    American Statistical Association 116.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.methods.impact.study import study
    >>> found = pd.DataFrame({"A": [6, 7, 9, 9], "B": [1, 2, 3, 4], "C": [4, 4, 5, 8], "D": [0, 3, 1, 2]}, range(4))
    >>> made = study(found, treated="A", pre=range(3), post=[3])
    >>> augmented(made, ridge=1.0).weights.round(3), augmented(made, ridge=1e9).weights.round(3)
    (array([-0.581,  1.971, -0.39 ]), array([-0.,  1., -0.]))
    """
    if ridge is not None and not ridge > 0:
        raise MethodError(f"a ridge of {ridge:g}", rule="above zero", remedy="leave it to cross-validation")
    donors, treated = _centred(study)
    start = nearest(study.differences)
    chosen = cross_validated(donors, treated) if ridge is None else ridge
    return Augmented(study, ridge_weights(donors, treated, start, chosen), np.empty(0), start, chosen)


def ridge_weights(donors: np.ndarray, treated: np.ndarray, start: np.ndarray, ridge: float) -> np.ndarray:
    """Weights ``start`` with the ridge's correction; shape (donors,), of the same sum.

    Parameters
    ----------
    donors, treated
        Outcomes less the donors' mean of the year; shapes (years, donors) and (years,).
    """
    penalised = donors @ donors.T + ridge * np.eye(len(donors))
    return np.asarray(start + donors.T @ np.linalg.solve(penalised, treated - donors @ start))


def cross_validated(donors: np.ndarray, treated: np.ndarray, *, ridges: Sequence[float] | None = None) -> float:
    """The largest penalty whose error on years left out, one at a time, is within one standard error of the least.

    Parameters
    ----------
    donors, treated
        As :func:`ridge_weights`.
    ridges
        Penalties to choose from; None for twenty-one in equal ratios, from the largest squared singular value of
        ``donors`` down to 10⁻⁸ of it.

    Reference: Ben-Michael, Feller and Rothstein (2021), as :func:`augmented`.
    """
    tried = np.linalg.norm(donors, 2) ** 2 * np.logspace(0, -8, 21) if ridges is None else np.sort(ridges)[::-1]
    errors = np.array([_without(donors, treated, year, tried) for year in range(len(donors))])
    means = errors.mean(axis=0)
    least = int(means.argmin())
    allowed = means[least] + errors[:, least].std(ddof=1) / math.sqrt(len(errors))
    return float(tried[np.flatnonzero(means <= allowed)[0]])


def _without(donors: np.ndarray, treated: np.ndarray, year: int, ridges: np.ndarray) -> list[float]:
    """Squared errors of a year left out, one a penalty."""
    others, own = np.delete(donors, year, axis=0), np.delete(treated, year)
    start = nearest(others - own[:, None])
    weights = (ridge_weights(others, own, start, ridge) for ridge in ridges)
    return [float(treated[year] - donors[year] @ one) ** 2 for one in weights]


def _centred(study: Study) -> tuple[np.ndarray, np.ndarray]:
    before = study.outcome[: len(study.pre)]
    centre = before[:, 1:].mean(axis=1)
    return before[:, 1:] - centre[:, None], before[:, 0] - centre
