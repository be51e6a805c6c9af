"""Weights taken from the figures themselves; equal or agreed ones need no function.

Weights from data move with the data: estimated once, on a base year, and kept, they compare over time; estimated anew
each year they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.composite.vectors import table


@dataclass(frozen=True)
class PrincipalComponents:
    """Eigenvalues of the correlation matrix, falling; loadings of the first component; its weights.

    ``loadings`` are of length one, with a positive sum; ``weights`` their squares, which sum to one.
    """

    eigenvalues: np.ndarray
    loadings: np.ndarray
    weights: np.ndarray

    @property
    def explained(self) -> float:
        """Share of the variance that the first component holds."""
        return float(self.eigenvalues[0] / self.eigenvalues.sum())


def principal_components(scores: Sequence[Sequence[float]] | np.ndarray) -> PrincipalComponents:
    """Principal components of the correlations between indicators (OECD/JRC, 2008, step 6 and annex).

    Parameters
    ----------
    scores
        Units by indicators; more units than one, no constant indicator.

    Raises
    ------
    MethodError
        If an indicator is constant, a cell is missing, or there are fewer than two indicators.

    Examples
    --------
    >>> found = principal_components([[1, 2], [2, 4], [3, 6.5]])
    >>> found.weights
    array([0.5, 0.5])
    """
    found = table(scores)
    if found.shape[1] < 2 or found.shape[0] < 3:
        raise MethodError(
            f"{found.shape[0]} units, {found.shape[1]} indicators",
            rule="three units and two indicators, or more",
            remedy="weight by hand",
        )
    if (np.ptp(found, axis=0) == 0).any():
        raise MethodError("a constant indicator", rule="indicators differ between units", remedy="leave it out")
    values, vectors = np.linalg.eigh(np.corrcoef(found, rowvar=False))
    first = vectors[:, -1] * (1 if vectors[:, -1].sum() >= 0 else -1)
    return PrincipalComponents(values[::-1], first, first**2)


def benefit_of_the_doubt(
    scores: Sequence[Sequence[float]] | np.ndarray, *, share: tuple[float, float] | None = None
) -> np.ndarray:
    """Each unit's index with the weights that suit it best, such that no unit exceeds one with them; shape (units,).

    ``max_w Σ w_j x_kj`` subject to ``Σ w_j x_ij ≤ 1`` for all units i and w ≥ 0 (Cherchye, Moesen, Rogge and Van
    Puyenbroeck, 2007, "An introduction to 'benefit of the doubt' composite indicators", Social Indicators Research 82).

    Parameters
    ----------
    scores
        Units by indicators, positive, more is better.
    share
        Least and largest part that one indicator may have in a unit's own index; without it a unit may rest on one
        indicator alone.

    Raises
    ------
    MethodError
        If a score is not positive, or the shares cannot be met.

    Examples
    --------
    >>> benefit_of_the_doubt([[1, 4], [4, 1], [2, 2]]).round(2)
    array([1. , 1. , 0.8])
    """
    found = table(scores)
    if (found <= 0).any():
        raise MethodError("a score of zero or below", rule="positive scores", remedy="let scores begin at 1")
    n = found.shape[1]
    if share is not None and not 0 <= share[0] <= 1 / n <= share[1] <= 1:
        raise MethodError(
            f"shares from {share[0]:g} to {share[1]:g} for {n} indicators",
            rule=f"the least up to 1/{n}, the largest from there on",
            remedy="widen them",
        )
    return np.array([_best_for(found, unit, share) for unit in range(len(found))])


def _best_for(found: np.ndarray, unit: int, share: tuple[float, float] | None) -> float:
    own = found[unit]
    limits, bounds = [found], [np.ones(len(found))]
    if share is not None:
        parts = np.diag(own)
        limits += [share[0] * own[None, :] - parts, parts - share[1] * own[None, :]]
        bounds += [np.zeros(len(own)), np.zeros(len(own))]
    solved = linprog(-own, A_ub=np.vstack(limits), b_ub=np.concatenate(bounds), bounds=(0, None), method="highs")
    if not solved.success:
        raise MethodError(f"no weights for unit {unit}", rule="shares that can be met", remedy="widen them")
    return float(-solved.fun)


def equal_importance(scores: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    """Weights with which every indicator correlates alike with the weighted mean; shape (indicators,), sum one.

    Importance is the squared correlation with the index (Becker, Saisana, Paruolo and Vandecasteele, 2017, "Weights and
    importance in composite indicators", Ecological Indicators 80). As an indicator's covariance with the index is
    ``Σ w``, correlations are equal where ``Σ w`` is in proportion to the standard deviations: one linear equation.

    Parameters
    ----------
    scores
        Units by indicators, two or more, that go together enough for such weights to be positive.

    Raises
    ------
    MethodError
        If an indicator is constant or follows from the others, or a weight would not be positive.

    Examples
    --------
    >>> equal_importance([[1, 1], [2, 3], [3, 2], [4, 4]]).round(3)
    array([0.5, 0.5])
    """
    found = table(scores)
    n = found.shape[1]
    if n < 2 or (np.ptp(found, axis=0) == 0).any():
        raise MethodError("one indicator, or a constant one", rule="two or more that differ", remedy="weight by hand")
    covariance = np.cov(found, rowvar=False)
    if np.linalg.matrix_rank(covariance) < n:
        raise MethodError(
            "an indicator that follows from the others", rule="indicators of their own", remedy="leave it out"
        )
    weights = np.linalg.solve(covariance, found.std(axis=0, ddof=1))
    if (weights <= 0).any():
        raise MethodError(
            "correlations that no positive weights make equal",
            rule="indicators that go together",
            remedy="look at the correlations first, and drop what goes against the others",
        )
    return np.asarray(weights / weights.sum())
