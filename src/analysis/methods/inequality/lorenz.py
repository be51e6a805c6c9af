"""Who holds how much, drawn: Lorenz and concentration curves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.methods.inequality.sample import Values, Weights, sample, vector
from analysis.methods.inequality.sorting import equals_together


@dataclass(frozen=True)
class Curve:
    """Cumulative shares of people and of what they hold, from (0, 0) to (1, 1) in straight lines; shape (points,)."""

    people: np.ndarray
    held: np.ndarray

    def at(self, people: float) -> float:
        """What the first ``people`` (0 to 1) hold together."""
        return float(np.interp(people, self.people, self.held))

    @property
    def index(self) -> float:
        """One less twice the area below: the Gini of a Lorenz curve, the index of a concentration curve."""
        return float(1 - np.diff(self.people) @ (self.held[1:] + self.held[:-1]))


def lorenz(values: Values, weights: Weights = None) -> Curve:
    """The Lorenz curve: the share of the total that the poorest part of the people holds.

    L(p) = (1/m) ∫ F⁻¹(t) dt from 0 to p, with F⁻¹ the quantile function and m the mean.

    Parameters
    ----------
    values
        One a row, not negative, not all zero; shape (rows,).
    weights
        One a row; None for equal ones.

    Raises
    ------
    MethodError
        If a value or weight is missing or negative, lengths differ, or all weights or all values are zero.

    Reference: Lorenz (1905), "Methods of measuring the concentration of wealth", Publications of the American
    Statistical Association 9; Gastwirth (1971), Econometrica 39.

    Examples
    --------
    >>> curve = lorenz([1, 1, 2, 4])
    >>> curve.at(0.5), curve.index
    (0.25, 0.3125)
    """
    return concentration_curve(values, values, weights)


def concentration_curve(outcome: Values, ranked_by: Values, weights: Weights = None) -> Curve:
    """The share of the outcome that falls to the lowest part of the people by another quantity; equals are one step.

    C(p) = Σ s h / m over the rows of the lowest part p, with s shares of the weights, h the outcome and m its mean.

    Parameters
    ----------
    outcome
        One a row, not negative, not all zero; shape (rows,).
    ranked_by
        What people are ranked by; shape (rows,).

    Raises
    ------
    MethodError
        As :func:`lorenz`.

    Reference: Kakwani (1977), "Applications of Lorenz curves in economic analysis", Econometrica 45.

    Examples
    --------
    >>> concentration_curve([1, 0, 1, 0], [4, 3, 2, 1]).held.tolist()
    [0.0, 0.0, 0.5, 0.5, 1.0]
    """
    found = sample(outcome, weights)
    by = vector(ranked_by, "ranking values", len(found.shares))
    order, steps = equals_together(by)
    people, held = found.shares[order], (found.shares * found.relative)[order]
    return Curve(_from_nothing_to_all(people, steps), _from_nothing_to_all(held, steps))


def _from_nothing_to_all(parts: np.ndarray, steps: np.ndarray) -> np.ndarray:
    found = np.cumsum(parts)[steps]
    return np.concatenate([[0.0], found / found[-1]])
