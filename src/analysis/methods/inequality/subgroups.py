"""How much of the inequality lies between groups and how much within them.

Generalised entropy falls apart exactly; the Gini leaves a residual where the groups' ranges overlap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.entropy import entropy, term, terms
from analysis.methods.inequality.measures import for_order, gini
from analysis.methods.inequality.sample import Labels, Sample, Values, Weights, coded, sample


@dataclass(frozen=True)
class Subgroup:
    """One group: its shares of people and of the total, inequality inside it, and what that adds to the whole."""

    name: object
    population_share: float
    value_share: float
    inequality: float
    contribution: float


@dataclass(frozen=True)
class Decomposition:
    """Total = between + within + overlap (zero for generalised entropy); ``groups`` in order of their names."""

    total: float
    between: float
    within: float
    overlap: float
    groups: tuple[Subgroup, ...]

    @property
    def between_share(self) -> float:
        """The part of the total that lies between the groups; 0 where there is no inequality."""
        return self.between / self.total if self.total > 0 else 0.0


def decompose_entropy(values: Values, groups: Labels, weights: Weights = None, *, order: float = 1.0) -> Decomposition:
    """Generalised entropy between and within groups, exactly: T = Σ s_g T_g + Σ s_g ln(m_g/m) for Theil T (order 1).

    For any order α: Σ s_g^α p_g^(1 − α) GE_g within, and GE of the groups' means m_g between, with s_g and p_g the
    group's shares of the total and of the people and m the mean of all.

    Parameters
    ----------
    values
        One a row, as for the measure of that order; shape (rows,).
    groups
        The group of each row, two or more in all.
    order
        1 for Theil T, 0 for MLD, or any other order of GE.

    Raises
    ------
    MethodError
        If there is one group only, a label is missing, lengths differ, a group's weights are all zero, or values or
        weights are not valid.

    Reference: Shorrocks (1980), "The class of additively decomposable inequality measures", Econometrica 48.

    Examples
    --------
    >>> found = decompose_entropy([1, 1, 3, 3], ["a", "a", "b", "b"])
    >>> found.within, found.between == found.total
    (0.0, True)
    """
    found = for_order(values, weights, order)
    codes, names = grouped(groups, found)
    each = np.array([np.bincount(codes, part, len(names)) for part in terms(found.relative, found.shares, order)])
    total, between, within = parts(each, order)
    own, contributions = entropy(each, order), contribution(each, order)
    members = _subgroups(names, each[0], each[1], own, contributions)
    return Decomposition(float(total), float(between), float(within), 0.0, members)


def contribution(totals: np.ndarray, order: float) -> np.ndarray:
    """What inequality inside each group adds to the whole, from totals of shape (3, …, groups); shape (…, groups)."""
    weight, value = totals[0], totals[1]
    counts = value > 0
    share = np.where(counts, value / value.sum(axis=-1, keepdims=True), 1.0)
    people = np.where(counts, weight / weight.sum(axis=-1, keepdims=True), 1.0)
    return np.where(counts, share**order * people ** (1 - order) * entropy(totals, order), 0.0)


def parts(totals: np.ndarray, order: float) -> np.ndarray:
    """Total, between and within from totals W, X, P of shape (3, …, groups); shape (3, …).

    A group without weight, as a resample may leave it, counts nothing.
    """
    whole = totals.sum(axis=-1)
    weight, value = totals[0], totals[1]
    means = np.divide(value, weight, out=np.ones_like(value), where=weight > 0)
    levelled = np.array([whole[0], whole[1], (weight * term(means, order)).sum(axis=-1)])
    return np.array([entropy(whole, order), entropy(levelled, order), contribution(totals, order).sum(axis=-1)])


def decompose_gini(values: Values, groups: Labels, weights: Weights = None) -> Decomposition:
    """Gini between groups (everybody has the group's mean), within them (Σ p_g s_g G_g), and a residual of overlap.

    p_g and s_g are the group's shares of the people and of the total, G_g is its Gini. The residual is zero where the
    groups' ranges do not overlap, and never negative.

    Raises
    ------
    MethodError
        As :func:`decompose_entropy`.

    Reference: Bhattacharya and Mahalanobis (1967), "Regional disparities in household consumption in India", Journal
    of the American Statistical Association 62; Lambert and Aronson (1993), "Inequality decomposition analysis and the
    Gini coefficient revisited", Economic Journal 103.

    Examples
    --------
    >>> found = decompose_gini([1, 2, 5, 9], ["a", "a", "b", "b"])
    >>> round(found.between + found.within, 12) == round(found.total, 12), round(found.overlap, 12)
    (True, 0.0)
    """
    found = sample(values, weights)
    codes, names = grouped(groups, found)
    people = np.bincount(codes, found.shares, len(names))
    held = np.bincount(codes, found.shares * found.relative, len(names))
    own = np.zeros(len(names))
    order = np.argsort(codes, kind="stable")
    for group, rows in enumerate(np.split(order, np.cumsum(np.bincount(codes))[:-1])):
        if held[group] > 0:
            own[group] = gini(found.relative[rows], found.shares[rows])
    inside = people * held * own
    total, between, within = gini(found.relative, found.shares), gini(held / people, people), float(inside.sum())
    members = _subgroups(names, people, held, own, inside)
    return Decomposition(total, between, within, total - between - within, members)


def grouped(groups: Labels, found: Sample) -> tuple[np.ndarray, tuple[object, ...]]:
    """The groups' codes and names, for a decomposition.

    Raises
    ------
    MethodError
        If there is one group only, one without weight, a label is missing, or lengths differ.
    """
    codes, names = coded(groups, "groups", len(found.shares))
    if len(names) < 2:
        raise MethodError(
            f"one group only, {names[0]}", rule="two or more to decompose by", remedy="take another split"
        )
    people = np.bincount(codes, found.shares, len(names))
    if people.min() == 0:
        empty = names[int(people.argmin())]
        raise MethodError(f"group {empty} has weights of zero only", rule="people in every group", remedy="drop it")
    return codes, names


def _subgroups(names: tuple[object, ...], *columns: np.ndarray) -> tuple[Subgroup, ...]:
    rows = np.column_stack(columns).tolist()
    return tuple(Subgroup(name, *row) for name, row in zip(names, rows, strict=True))
