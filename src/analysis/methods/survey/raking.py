"""Weights that give every group its known number of people: by one division of the population, or several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.sample import Labels, coded
from analysis.methods.survey.calibration import Bounds, basis, calibrated
from analysis.methods.survey.design import SurveyDesign

Sizes = Mapping[Any, float]
"""How many people of the population each label stands for."""


def poststratify(design: SurveyDesign, labels: Labels, sizes: Sizes) -> SurveyDesign:
    """Weights with which each group has its known number of people, by one factor a group.

    Parameters
    ----------
    labels
        Each row's group; shape (rows,).
    sizes
        People of each group in the population.

    Raises
    ------
    MethodError
        If a label is missing or has no size, a size is not above zero, or nobody of a group was asked.

    Reference: Särndal, Swensson and Wretman (1992), "Model assisted survey sampling".

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> found = poststratify(survey_design([10.0] * 3), ["men", "women", "women"], {"men": 16, "women": 18})
    >>> found.weights.tolist()
    [16.0, 9.0, 9.0]
    """
    margin = _margin(design, 1, labels, sizes)
    return _calibrated(design, margin.fitted(design.weights), [margin])


def rake(
    design: SurveyDesign,
    margins: Sequence[tuple[Labels, Sizes]],
    *,
    bounds: Bounds | None = None,
    tolerance: float = 1e-6,
    most: int = 100,
) -> SurveyDesign:
    """Weights with which each group of several divisions has its known number of people, by fitting them in turn.

    Parameters
    ----------
    margins
        Each division's labels, shape (rows,), with the people of each label in the population.
    bounds
        The smallest and the largest ratio of a new weight to the old one: after each round of fitting, weights are cut
        to them, until margins and bounds hold together. None for no bounds.
    tolerance
        The part of its number by which a group may miss it.
    most
        Rounds after which fitting is given up.

    Raises
    ------
    MethodError
        As :func:`poststratify`; if margins have different sums, bounds leave no room, or fitting does not converge.

    Reference: Deming and Stephan (1940), "On a least squares adjustment of a sampled frequency table when the expected
    marginal totals are known", Annals of Mathematical Statistics 11; for the variance Deville, Särndal and Sautory
    (1993), "Generalized raking procedures in survey sampling", Journal of the American Statistical Association 88.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> sexes, places = ["m", "m", "w", "w"], ["town", "village", "town", "village"]
    >>> found = rake(survey_design([1.0] * 4), [(sexes, {"m": 4, "w": 6}), (places, {"town": 5, "village": 5})])
    >>> found.weights.tolist()
    [2.0, 2.0, 3.0, 3.0]
    """
    if not margins:
        raise MethodError("no margin", rule="one or more", remedy="give labels with their sizes")
    checked = [_margin(design, number, *margin) for number, margin in enumerate(margins, start=1)]
    _agree(checked, tolerance)
    low, high = (0.0, np.inf) if bounds is None else _room(design, checked, bounds, tolerance)
    weights, missed = design.weights, _missed(checked, design.weights)
    for _ in range(most):
        if missed <= tolerance:
            break
        for margin in checked:
            weights = margin.fitted(weights)
        if bounds is not None:
            weights = np.clip(weights, low * design.weights, high * design.weights)
        missed = _missed(checked, weights)
    if not missed <= tolerance:
        raise MethodError(
            f"margins missed by up to {missed:.2g} of a group after {most} rounds",
            rule=f"{tolerance:g} or less",
            remedy="merge small groups" + ("" if bounds is None else " or widen the bounds"),
        )
    return _calibrated(design, weights, checked)


@dataclass(frozen=True)
class _Margin:
    """A division: ``codes``, shape (rows,), number each row's group, with −1 in rows that do not count; ``sizes``."""

    codes: np.ndarray
    sizes: np.ndarray

    def sums(self, weights: np.ndarray) -> np.ndarray:
        """Weights by group, shape (groups,)."""
        return np.asarray(np.bincount(self.codes + 1, weights, len(self.sizes) + 1)[1:])

    def fitted(self, weights: np.ndarray) -> np.ndarray:
        """Weights with which every group has its size; those of rows that do not count stay."""
        factors = np.append(self.sizes / self.sums(weights), 1.0)  # −1 is the last
        return np.asarray(weights * factors[self.codes])

    def dummies(self) -> np.ndarray:
        """One where a row is in a group; shape (rows, groups)."""
        return np.asarray(self.codes[:, None] == np.arange(len(self.sizes)), dtype=float)


def _margin(design: SurveyDesign, number: int, labels: Labels, sizes: Sizes) -> _Margin:
    codes, names = coded(labels, f"labels of margin {number}", design.rows)
    place = {label: index for index, label in enumerate(sizes)}
    found = np.array([place.get(name, -1) for name in names])[codes]
    counts = design.weights > 0
    if (without := counts & (found < 0)).any():
        raise MethodError(
            f"margin {number}: {len(np.unique(codes[without]))} of {len(names)} labels without a size"
            f" (row {int(without.argmax())})",
            rule="a size for every label",
            remedy="give the population's number, or merge labels",
        )
    people = np.array([float(size) for size in sizes.values()])
    if bad := int((~(np.isfinite(people) & (people > 0))).sum()):
        raise MethodError(
            f"margin {number}: {bad} of {len(people)} sizes not above zero",
            rule="the number of people",
            remedy="leave a group without people out",
        )
    margin = _Margin(np.where(counts, found, -1), people)
    if empty := int((margin.sums(design.weights) == 0).sum()):
        raise MethodError(
            f"margin {number}: {empty} of {len(people)} groups of which nobody was asked",
            rule="one row or more in every group",
            remedy="merge the group with another in labels and sizes",
        )
    return margin


def _agree(margins: Sequence[_Margin], tolerance: float) -> None:
    first = float(margins[0].sizes.sum())
    for number, margin in enumerate(margins[1:], start=2):
        if abs((people := float(margin.sizes.sum())) - first) > tolerance * first:
            raise MethodError(
                f"margins 1 and {number} of {first:.12g} and {people:.12g} people",
                rule="one population",
                remedy="take numbers of the same people, or scale one to the other",
            )


def _room(design: SurveyDesign, margins: Sequence[_Margin], bounds: Bounds, tolerance: float) -> Bounds:
    low, high = bounds
    if not 0 <= low < high:
        raise MethodError(
            f"bounds from {low:g} to {high:g}",
            rule="the lower not below zero, the upper above it",
            remedy="give ratios of new to old weights, such as 0.3 and 3",
        )
    for number, margin in enumerate(margins, start=1):
        ratios = margin.sizes / margin.sums(design.weights)
        for ratio in (float(ratios.min()), float(ratios.max())):
            if not low * (1 - tolerance) <= ratio <= high * (1 + tolerance):
                raise MethodError(
                    f"margin {number}: a group of {ratio:.3g} times its weight in the sample",
                    rule=f"within the bounds from {low:g} to {high:g}",
                    remedy="merge the group, or widen the bounds",
                )
    return bounds


def _missed(margins: Sequence[_Margin], weights: np.ndarray) -> float:
    """The largest part of its size by which a group misses it."""
    return max(float(np.abs(margin.sums(weights) / margin.sizes - 1).max()) for margin in margins)


def _calibrated(design: SurveyDesign, weights: np.ndarray, margins: Sequence[_Margin]) -> SurveyDesign:
    dummies = np.column_stack([margin.dummies() for margin in margins])
    return calibrated(design, weights, basis(dummies, np.sqrt(design.weights)))
