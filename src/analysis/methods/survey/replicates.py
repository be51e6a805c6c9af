"""Standard errors by replicates: the estimate again and again with the weights of primary sampling units multiplied.

Replicates multiply the weights of primary sampling units (PSUs), never of single rows, so that they are small: totals
by PSU times multipliers are the totals of all replicates. The variance is Σ_r scale_r (θ_r − centre)².

A stratum of which every PSU was drawn varies in no replicate. Where later stages add to the variance, the first is
taken as drawn with replacement, which errs on the large side.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.linalg import hadamard  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.bootstrap import multipliers as resampled
from analysis.methods.inequality.design import Design
from analysis.methods.survey.design import Lonely, SurveyDesign

CELLS = 2**27
"""Multipliers held at most: one gigabyte."""


class Centre(Enum):
    """What replicates are compared with."""

    REPLICATES = "replicates"
    """Their own mean."""
    SAMPLE = "sample"
    """The estimate from the whole sample: never smaller."""


@dataclass(frozen=True)
class Replicates:
    """Multipliers of the PSUs' weights, shape (replicates, psus), and each replicate's scale, shape (replicates,).

    Built by :func:`jackknife`, :func:`balanced` or :func:`rao_wu`; ``dataclasses.replace`` changes the centre.
    """

    multipliers: np.ndarray
    scales: np.ndarray
    centre: Centre = Centre.REPLICATES

    def variance(self, found: np.ndarray, value: np.ndarray) -> np.ndarray:
        """Σ_r scale_r (θ_r − centre)² of the replicates' values, shape (replicates, k), around the sample's, (k,).

        Examples
        --------
        >>> Replicates(np.eye(2), np.ones(2)).variance(np.array([[1.0], [3.0]]), np.array([1.0]))
        array([2.])
        """
        centre = found.mean(axis=0) if self.centre is Centre.REPLICATES else value
        return np.asarray(self.scales @ (found - centre) ** 2)


def jackknife(design: SurveyDesign) -> Replicates:
    """Each PSU left out once, the others of its stratum taking its weight: JK1 with one stratum, JKn with more.

    The multipliers are 0 and n_h/(n_h − 1), the scale (1 − n_h/N_h)(n_h − 1)/n_h.

    Raises
    ------
    MethodError
        If no stratum varies, one has a single PSU, or there are more than some 11 000 PSUs.

    Reference: Rust and Rao (1996), "Variance estimation for complex surveys using replication techniques", Statistical
    Methods in Medical Research 5.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> found = jackknife(survey_design(units=[[1, 2, 3]], weights=[1.0] * 3))
    >>> found.multipliers[0].tolist(), found.scales.round(3).tolist()
    ([0.0, 1.5, 1.5], [0.667, 0.667, 0.667])
    """
    drawn = _drawn(design)
    _fits(len(drawn.units), design)
    alike = drawn.stratum[:, None] == drawn.stratum
    times = np.where(alike, (drawn.sizes / (drawn.sizes - 1))[drawn.stratum], 1.0)
    np.fill_diagonal(times, 0.0)
    scales = drawn.left * (drawn.sizes - 1) / drawn.sizes
    return Replicates(drawn.among(times, design.psus), scales[drawn.stratum])


def balanced(design: SurveyDesign, fay: float = 0.0) -> Replicates:
    """Balanced half-samples (BRR): one of the two PSUs of each stratum, chosen by a Hadamard matrix.

    Multipliers are 2 − fay for the chosen and fay for the other; in a finite population they come nearer to one by
    √(1 − n/N), which makes the variance of totals that of linearisation. There are as many replicates as the smallest
    power of two above the number of strata.

    Parameters
    ----------
    fay
        Fay's ρ, from 0 up to but not 1; 0.3 to 0.5 keeps everybody in every replicate.

    Raises
    ------
    MethodError
        If a stratum has not two PSUs, no stratum varies, or ``fay`` is outside its range.

    Reference: McCarthy (1969), "Pseudo-replication: half samples", Review of the International Statistical Institute
    37; Judkins (1990), "Fay's method for variance estimation", Journal of Official Statistics 6.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> balanced(survey_design(units=[[1, 2]], weights=[1.0, 1.0])).multipliers.tolist()
    [[2.0, 0.0], [0.0, 2.0]]
    """
    if not 0 <= fay < 1:
        raise MethodError(f"a Fay factor of {fay:g}", rule="from 0 up to, but not, 1", remedy="take 0.3, or 0 for BRR")
    drawn = _drawn(design)
    strata = len(drawn.sizes)
    if (others := drawn.sizes != 2).any():
        raise MethodError(
            f"{int(others.sum())} of {strata} strata without exactly two units",
            rule="two in every stratum for balanced half-samples",
            remedy="pair units, or take the jackknife",
        )
    order = 2 ** strata.bit_length()
    _fits(order, design)
    sides = np.repeat(hadamard(order)[:, 1 : strata + 1] * np.sqrt(drawn.left), 2, axis=1)
    sides[:, 1::2] *= -1
    scale = 1 / (order * (1 - fay) ** 2)
    return Replicates(drawn.among(1 + (1 - fay) * sides, design.psus), np.full(order, scale))


def rao_wu(design: SurveyDesign, n: int, seed: int | np.random.Generator) -> Replicates:
    """Rao and Wu's bootstrap: of the m PSUs of a stratum m − 1 are drawn with replacement.

    A PSU drawn t times gets the multiplier t · m/(m − 1); in a finite population it comes nearer to one by √(1 − m/M).

    Parameters
    ----------
    n
        Replicates, 100 or more; the standard error's own relative error is about 1/√(2n).
    seed
        The same seed gives the same replicates.

    Raises
    ------
    MethodError
        If there are too few replicates or too many to hold, no stratum varies, or one has a single PSU.

    Reference: Rao and Wu (1988), "Resampling inference with complex survey data", Journal of the American Statistical
    Association 83; Rao, Wu and Yue (1992), "Some recent work on resampling methods for complex surveys", Survey
    Methodology 18.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> found = rao_wu(survey_design(units=[[1, 2, 3]], weights=[1.0] * 3), 100, 1)
    >>> found.multipliers.shape, found.multipliers[0].tolist()
    ((100, 3), [0.0, 3.0, 0.0])
    """
    if n < 100:
        raise MethodError(f"{n} replicates", rule="100 or more", remedy="draw more")
    drawn = _drawn(design)
    _fits(n, design)
    times = np.vstack([*resampled(Design(drawn.stratum, drawn.sizes), np.random.default_rng(seed), n)])
    times = 1 + np.sqrt(drawn.left)[drawn.stratum] * (times - 1)
    return Replicates(drawn.among(times, design.psus), np.full(n, 1 / (n - 1)))


@dataclass(frozen=True)
class _Drawn:
    """The PSUs whose weights vary, those of one stratum one after another.

    ``units``, shape (varying,), are their numbers in the design; ``sizes`` and ``left``, shape (strata,), as a stage's.
    """

    units: np.ndarray
    sizes: np.ndarray
    left: np.ndarray

    @property
    def stratum(self) -> np.ndarray:
        """Each unit's place among the strata that vary; shape (varying,)."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def among(self, times: np.ndarray, psus: int) -> np.ndarray:
        """Multipliers of all PSUs, one for those that do not vary; shape (replicates, psus)."""
        found = np.ones((len(times), psus))
        found[:, self.units] = times
        return found


def _drawn(design: SurveyDesign) -> _Drawn:
    first, later = design.stages[0], len(design.stages) > 1
    alone = first.sizes < 2
    refused = alone & (later & (first.left < 1) | (first.left > 0) & (design.lonely is not Lonely.CERTAIN))
    if refused.any():
        raise MethodError(
            f"{int(refused.sum())} of {len(alone)} strata with one unit",
            rule="two or more, or replicates leave their variance out",
            remedy="merge strata, or linearise",
        )
    left = np.ones(len(alone)) if later else first.left
    varies = ~alone & (left > 0)
    if not varies.any():
        raise MethodError(
            f"{len(alone)} strata in which nothing varies",
            rule="one or more with some of its units drawn",
            remedy="report no standard error",
        )
    order = np.argsort(first.stratum, kind="stable")
    return _Drawn(order[varies[first.stratum[order]]], first.sizes[varies], left[varies])


def _fits(replicates: int, design: SurveyDesign) -> None:
    if replicates * design.psus > CELLS:
        raise MethodError(
            f"{replicates} replicates of {design.psus} units",
            rule=f"{CELLS} multipliers or fewer, a gigabyte",
            remedy="draw fewer by `rao_wu`, or linearise",
        )
