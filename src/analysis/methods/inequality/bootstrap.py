"""Standard errors by resampling: PSUs are drawn within strata, never rows, and all replicates are one matrix product.

A statistic to be resampled takes multipliers of shape (replicates, psus) and gives values of shape (replicates,) or
(parts, replicates); multipliers of one give the statistic itself. Totals by PSU hold all that most statistics need.
The formula is given in :func:`multipliers`; the standard error is the replicates' standard deviation.

Reference: Rao and Wu (1988), "Resampling inference with complex survey data", Journal of the American Statistical
Association 83; Rao, Wu and Yue (1992), "Some recent work on resampling methods for complex surveys", Survey
Methodology 18.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality import subgroups
from analysis.methods.inequality.design import Design
from analysis.methods.inequality.entropy import THEIL, entropy, terms
from analysis.methods.inequality.interval import percentile
from analysis.methods.inequality.measures import for_order
from analysis.methods.inequality.sample import Labels, Sample, Values, Weights, sample, weight_shares
from analysis.methods.inequality.sorting import ascending
from analysis.methods.results import Estimate

Statistic = Callable[[np.ndarray], np.ndarray]
"""From multipliers (replicates, psus) to values (replicates,) or (parts, replicates)."""

CELLS = 2**21
"""Numbers held at once: memory stays the same however many replicates there are."""


def bootstrap(
    statistic: Statistic, design: Design, rng: np.random.Generator, *, n: int = 1000, confidence: float = 0.95
) -> tuple[Estimate, ...]:
    """Resample PSUs in strata; one estimate a part, with standard error and percentile interval.

    Parameters
    ----------
    statistic
        One of :func:`gini`, :func:`generalised_entropy`, :func:`between_within`, :func:`weighted`.
    design
        The rows' PSUs and strata.
    n
        Replicates, 100 or more.

    Raises
    ------
    MethodError
        If there are too few replicates, or the statistic is undefined in one.

    Examples
    --------
    >>> from analysis.methods.inequality.design import design
    >>> drawn = design(range(6))
    >>> (found,) = bootstrap(gini([1, 2, 3, 4, 5, 6], drawn), drawn, np.random.default_rng(1))
    >>> round(found.value, 4), found.ci_low < found.value < found.ci_high
    (0.2778, True)
    """
    if n < 100:
        raise MethodError(f"{n} replicates", rule="100 or more", remedy="draw more")
    values = np.atleast_1d(statistic(np.ones((1, design.psus)))[..., 0])
    drawn = np.hstack([np.atleast_2d(statistic(block)) for block in multipliers(design, rng, n)])
    if not np.isfinite(drawn).all():
        raise MethodError("a replicate without a value", rule="a value in all", remedy="merge small groups or strata")
    rows = len(design.psu)
    return tuple(percentile(float(v), d, rows, confidence=confidence) for v, d in zip(values, drawn, strict=True))


def multipliers(design: Design, rng: np.random.Generator, n: int) -> Iterator[np.ndarray]:
    """Rao and Wu's weight multipliers in blocks of shape (some replicates, psus), ``n`` rows in all.

    Of the m PSUs of a stratum m − 1 are drawn with replacement; a PSU drawn t times gets t · m / (m − 1), mean one.

    Examples
    --------
    >>> from analysis.methods.inequality.design import design
    >>> next(multipliers(design([1, 2, 3, 4], ["a", "a", "b", "b"]), np.random.default_rng(0), 2)).tolist()
    [[0.0, 2.0, 0.0, 2.0], [0.0, 2.0, 2.0, 0.0]]
    """
    draws = design.sizes - 1
    first, beyond = np.repeat(design.starts, draws), np.repeat(design.starts + design.sizes, draws)
    scale = np.repeat(design.sizes / draws, design.sizes)
    at_once = max(1, CELLS // design.psus)
    for start in range(0, n, at_once):
        size = min(at_once, n - start)
        chosen = rng.integers(first, beyond, size=(size, len(first))) + np.arange(size)[:, None] * design.psus
        times = np.bincount(chosen.ravel(), minlength=size * design.psus).reshape(size, design.psus)
        yield times * scale


def generalised_entropy(values: Values, design: Design, weights: Weights = None, *, order: float = THEIL) -> Statistic:
    """Generalised entropy (Theil T unless another order is asked for) to be resampled.

    Raises
    ------
    MethodError
        If the design is of other rows, or values or weights are not valid.

    Examples
    --------
    >>> from analysis.methods.inequality.design import design
    >>> generalised_entropy([1, 3], design([1, 2]), order=2)(np.ones((1, 2)))
    array([0.125])
    """
    found = _designed(for_order(values, weights, order), design)
    totals = np.array([design.totals(part) for part in terms(found.relative, found.shares, order)])
    return lambda times: entropy(totals @ times.T, order)


def between_within(
    values: Values, groups: Labels, design: Design, weights: Weights = None, *, order: float = THEIL
) -> Statistic:
    """Total, between and within parts of generalised entropy to be resampled; shape (3, replicates).

    A group that a replicate leaves out counts nothing in it.

    Raises
    ------
    MethodError
        As :func:`generalised_entropy`; if there is one group only, or a label is missing.

    Examples
    --------
    >>> from analysis.methods.inequality.design import design
    >>> between_within([1, 1, 3, 3], ["a", "a", "b", "b"], design([1, 2, 3, 4]), order=2)(np.ones((1, 4))).ravel()
    array([0.125, 0.125, 0.   ])
    """
    found = _designed(for_order(values, weights, order), design)
    codes, names = subgroups.grouped(groups, found)
    cells = design.psu * len(names) + codes
    totals = np.hstack(
        [
            np.bincount(cells, part, design.psus * len(names)).reshape(design.psus, len(names))
            for part in terms(found.relative, found.shares, order)
        ]
    )

    def resampled(times: np.ndarray) -> np.ndarray:
        found = (times @ totals).reshape(len(times), 3, len(names))
        return subgroups.parts(np.moveaxis(found, 1, 0), order)

    return resampled


def gini(values: Values, design: Design, weights: Weights = None) -> Statistic:
    """The Gini to be resampled; rows are sorted once for all replicates.

    Raises
    ------
    MethodError
        As :func:`generalised_entropy`.
    """
    found = _designed(sample(values, weights), design)
    order, relative = ascending(found.relative)
    shares, psu = found.shares[order], design.psu[order]

    def of_one(times: np.ndarray) -> float:
        counted = shares * times[psu]
        held = counted * relative
        below = np.cumsum(counted)
        return float((2 * (held @ below) - held @ counted) / (held.sum() * below[-1]) - 1)

    return lambda multipliers: np.array([of_one(times) for times in multipliers])


def weighted(measure: Callable[[np.ndarray], float], design: Design, weights: Weights = None) -> Statistic:
    """Any measure as a function of weights to be resampled, called once a replicate and so slower than the others.

    Parameters
    ----------
    measure
        From weights of shape (rows,) to a number, such as a concentration index or the gap of two groups' rates.

    Raises
    ------
    MethodError
        If the weights are not valid, or of other rows than the design.

    Examples
    --------
    >>> from analysis.methods.inequality.design import design
    >>> weighted(lambda w: float(w @ [0.0, 1.0] / w.sum()), design([1, 2]))(np.array([[1.0, 1.0], [0.0, 2.0]])).tolist()
    [0.5, 1.0]
    """
    shares = weight_shares(weights, len(design.psu))
    return lambda multipliers: np.array([measure(shares * times[design.psu]) for times in multipliers])


def _designed(found: Sample, design: Design) -> Sample:
    if len(design.psu) != len(found.shares):
        raise MethodError(
            f"a design of {len(design.psu)} rows for {len(found.shares)}", rule="the same rows", remedy="build it anew"
        )
    return found
