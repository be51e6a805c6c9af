"""The change of an estimate between two waves of a survey that may have asked in the same places or the same people."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.interval import wald
from analysis.methods.inequality.sample import Labels, coded
from analysis.methods.survey.linearised import Linear

Pair = tuple[Labels, Labels]
"""Labels of the first wave's rows and of the second's."""


@dataclass(frozen=True)
class Change:
    """The second estimate less the first, in their unit, with its standard error and t interval.

    ``correlation`` is that of the two estimates, ``shared`` the number of primary sampling units (PSUs) of both waves
    and ``independent_se`` the standard error that independent samples would have had.
    """

    value: float
    se: float
    ci_low: float
    ci_high: float
    correlation: float
    shared: int
    independent_se: float


def change(
    first: Linear, second: Linear, *, units: Pair | None = None, strata: Pair | None = None, confidence: float = 0.95
) -> Change:
    """The second wave's estimate less the first's, whose samples may share primary sampling units (PSUs).

    V = V₁ + V₂ − 2C. The covariance C is the correlation of the totals of shared PSUs, about the means of those shared
    in their stratum, times the standard deviations of what shared PSUs add to each estimate: Σ_h (shared/n_h) V_h, with
    the variance V_h of all the wave's PSUs in the stratum. With all PSUs shared it is the variance of the differences
    by PSU, with none V₁ + V₂, and it is never negative. A stratum with a single shared PSU does not show a correlation
    and adds none, which errs on the large side where answers from one PSU go together.

    Which PSUs are shared is taken as fixed, and those that were replaced as chosen at random in each stratum. With
    labels, PSUs count as drawn with replacement in both waves, whatever the designs say of populations and later
    stages: in a population of N PSUs the variance of means is too large by S²/N of the differences by PSU. Without
    labels each wave has its own design's variance. Of calibrated designs what their known totals do not explain counts.

    The degrees of freedom are the smaller of the waves': right where all PSUs are shared, and for independent samples
    at the lower end of Welch's.

    Parameters
    ----------
    units
        Labels of the PSUs in both waves, those of the designs, each of shape (rows,): one label is one PSU. For people
        drawn one by one, labels of people. None for samples drawn independently.
    strata
        Labels of the strata in both waves, where labels of units are used again in other strata.

    Raises
    ------
    MethodError
        If labels are missing or of another length, are not those of a design's PSUs, or shared PSUs have moved between
        strata; strata come without units; a PSU was certain to be drawn and its later stages make the variance; or no
        degree of freedom is left.

    Reference: Berger and Priam (2016), "A simple variance estimator of change for rotating repeated surveys: an
    application to the European Union Statistics on Income and Living Conditions household surveys", Journal of the
    Royal Statistical Society A 179, for a correlation from shared PSUs with variances from each wave; they take the
    correlation among all PSUs, here it is that of the shared. Tam (1984), "On covariances from overlapping samples",
    The American Statistician 38, for the covariance with a fixed overlap in a finite population.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> from analysis.methods.survey.linearised import mean
    >>> before, after = (mean(answers, survey_design([1.0] * 4)) for answers in ([1, 2, 3, 6], [2, 3, 4, 7.4]))
    >>> found = change(before, after, units=(["a", "b", "c", "d"], ["a", "b", "c", "d"]))
    >>> round(found.value, 6), round(found.se, 6), round(found.independent_se, 6), found.shared
    (1.1, 0.1, 1.594783, 4)
    """
    if units is None and strata is not None:
        raise MethodError("strata without units", rule="labels of both", remedy="give the units, or leave both out")
    if units is None:
        one, other, covariance, shared = first.variance, second.variance, 0.0, 0
    else:
        labels = _labels(first, second, units, strata)
        waves = _wave(1, first, labels[0]), _wave(2, second, labels[1])
        one, other = waves[0].variance, waves[1].variance
        covariance, shared = _covariance(*waves)
    degrees = min(first.design.degrees_of_freedom, second.design.degrees_of_freedom)
    n = min(first.design.n, second.design.n)
    # two equal waves leave a rounding error, of either sign
    variance = max(one + other - 2 * covariance, 0.0)
    found = wald(second.value - first.value, variance, n, degrees, confidence=confidence)
    correlation = covariance / np.sqrt(one * other) if covariance else 0.0
    independent = float(np.sqrt(one + other))
    return Change(found.value, found.se, found.ci_low, found.ci_high, float(correlation), shared, independent)


@dataclass(frozen=True)
class _Wave:
    """A wave's PSUs as drawn with replacement.

    ``labels``, ``totals`` of scores and ``stratum`` have shape (units,); ``sizes`` and ``variances``, what each stratum
    adds to the variance, have shape (strata,).
    """

    labels: np.ndarray
    totals: np.ndarray
    stratum: np.ndarray
    sizes: np.ndarray
    variances: np.ndarray
    variance: float


def _labels(first: Linear, second: Linear, units: Pair, strata: Pair | None) -> tuple[np.ndarray, np.ndarray]:
    """One number for each unit, the same in both waves, by row."""
    rows = first.design.rows, second.design.rows
    one, other = _together(units, rows, "units")
    if strata is None:
        return one, other
    several = int(max(one.max(), other.max())) + 1
    within = _together(strata, rows, "strata")
    return within[0] * several + one, within[1] * several + other


def _together(labels: Pair, rows: tuple[int, int], what: str) -> tuple[np.ndarray, np.ndarray]:
    (one, names), (other, others) = (
        coded(own, f"{what} of wave {number}", n) for number, own, n in zip((1, 2), labels, rows, strict=True)
    )
    place = {name: number for number, name in enumerate(dict.fromkeys(names + others))}
    return np.array([place[name] for name in names])[one], np.array([place[name] for name in others])[other]


def _wave(number: int, estimate: Linear, labels: np.ndarray) -> _Wave:
    design = estimate.design
    stage = design.stages[0]
    if len({*labels.tolist()}) != stage.units or len({*zip(stage.unit, labels.tolist(), strict=True)}) != stage.units:
        raise MethodError(
            f"wave {number}: labels of {len({*labels.tolist()})} units that are not the {stage.units} of its design",
            rule="one label for each primary sampling unit",
            remedy="give the design's own labels, and strata where they are used again",
        )
    if certain := int(((stage.sizes < 2) & (stage.left < 1)).sum()) if len(design.stages) > 1 else 0:
        raise MethodError(
            f"wave {number}: {certain} of {len(stage.sizes)} strata with one unit and later stages",
            rule="two units or more, or the variance of later stages is left out",
            remedy="make the unit a stratum, and units of what was drawn from it",
        )
    scores = (estimate.influence * design.weights)[:, None]
    for projection in design.projections:
        scores = projection.residuals(scores)
    replaced = replace(stage, left=np.ones_like(stage.left), reach=np.ones_like(stage.reach))
    totals, by_unit = stage.totals(scores)[:, 0], np.empty(stage.units, dtype=labels.dtype)
    by_unit[stage.unit] = labels
    spread = stage.sizes / np.maximum(stage.sizes - 1, 1) * _squares(totals, totals, stage.stratum)
    variance = float(replaced.variance(scores, design.lonely)[0, 0])
    return _Wave(by_unit, totals, stage.stratum, stage.sizes, spread, variance)


def _covariance(first: _Wave, second: _Wave) -> tuple[float, int]:
    """The covariance of two estimates and the number of PSUs that both waves share."""
    _, here, there = np.intersect1d(first.labels, second.labels, return_indices=True)
    pairs, cell, shared = np.unique(
        [first.stratum[here], second.stratum[there]], axis=1, return_inverse=True, return_counts=True
    )
    if moved := len(shared) - min(len(np.unique(side)) for side in pairs):
        raise MethodError(
            f"{len(here)} shared units that join {len(shared)} pairs of strata, {moved} too many",
            rule="the shared units of a stratum lie in one stratum of the other wave",
            remedy="give both designs strata that hold in both waves, or label a unit that was drawn anew as another",
        )
    one, other = first.totals[here], second.totals[there]
    factor = np.where(shared > 1, shared / np.maximum(shared - 1, 1), 0.0)
    among = [float(factor @ _squares(*both, cell)) for both in ((one, one), (other, other), (one, other))]
    if not among[0] * among[1] > 0:
        return 0.0, len(here)
    parts = [
        float(((shared > 1) * shared / wave.sizes[side]) @ wave.variances[side])
        for wave, side in zip((first, second), pairs, strict=True)
    ]
    return among[2] * float(np.sqrt(parts[0] / among[0] * parts[1] / among[1])), len(here)


def _squares(one: np.ndarray, other: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Sums of products about the groups' means, by group; shape (groups,)."""
    counts = np.bincount(group)
    apart = one - (np.bincount(group, one) / counts)[group]
    return np.bincount(group, apart * (other - (np.bincount(group, other) / counts)[group]))
