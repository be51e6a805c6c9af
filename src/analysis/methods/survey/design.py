"""How a sample was drawn: weights and, stage by stage, the strata and the units drawn from each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.sample import Labels, Values, coded, vector


class Lonely(Enum):
    """What a stratum with one unit adds to the variance, which cannot be estimated from it alone."""

    REFUSE = "refuse"
    """An error: the strata have to be merged."""
    CERTAIN = "certain"
    """Nothing: the unit was certain to be drawn."""
    CENTRE = "centre"
    """Its distance from the mean of all units of the stage: on the large side."""


@dataclass(frozen=True)
class Stage:
    """One stage of drawing.

    ``unit``, shape (rows,), numbers each row's unit from zero; ``stratum``, shape (units,), the unit's stratum;
    ``sizes``, shape (strata,), units drawn from each; ``left``, shape (strata,), the part of the stratum not drawn,
    1 − n/N, one where the population is not known or units are drawn with replacement; ``reach``, shape (strata,), the
    part that a stratum's variance has in the whole, the product of the earlier stages' n/N.
    """

    unit: np.ndarray
    stratum: np.ndarray
    sizes: np.ndarray
    left: np.ndarray
    reach: np.ndarray

    @property
    def units(self) -> int:
        """How many units were drawn."""
        return len(self.stratum)

    def totals(self, scores: np.ndarray) -> np.ndarray:
        """Sums by unit of scores of shape (rows, k); shape (units, k)."""
        return np.column_stack([np.bincount(self.unit, column, self.units) for column in scores.T])

    def variance(self, scores: np.ndarray, lonely: Lonely) -> np.ndarray:
        """The stage's part in the covariance of totals of scores of shape (rows, k); shape (k, k)."""
        totals = self.totals(scores)
        sums = np.column_stack([np.bincount(self.stratum, column, len(self.sizes)) for column in totals.T])
        means = sums / self.sizes[:, None]
        alone = self.sizes < 2
        factor = self.reach * self.left * self.sizes / np.maximum(self.sizes - 1, 1)
        if alone.any():
            if lonely is Lonely.CENTRE:
                means[alone] = totals.mean(axis=0)
            factor = np.where(alone, self.reach * self.left, factor)
        centred = (totals - means[self.stratum]) * np.sqrt(factor)[self.stratum, None]
        return np.asarray(centred.T @ centred)


@dataclass(frozen=True)
class SurveyDesign:
    """A checked design; build it with :func:`survey_design`.

    ``weights``, shape (rows,), say how many people each row stands for; ``stages`` come in the order of drawing.
    ``projections`` are what calibration took out of the scores (see `calibration`); none for a design as drawn.
    """

    weights: np.ndarray
    stages: tuple[Stage, ...]
    lonely: Lonely = Lonely.REFUSE
    projections: tuple[Projection, ...] = field(default=())

    @property
    def rows(self) -> int:
        """Rows of the sample."""
        return len(self.weights)

    @property
    def n(self) -> int:
        """Rows that count: those with a weight."""
        return int(np.count_nonzero(self.weights))

    @property
    def psus(self) -> int:
        """Primary sampling units."""
        return self.stages[0].units

    @property
    def degrees_of_freedom(self) -> int:
        """Primary sampling units less strata."""
        return self.psus - len(self.stages[0].sizes)

    def covariance(self, influence: np.ndarray) -> np.ndarray:
        """Design covariance of estimates from their influence values.

        Parameters
        ----------
        influence
            Each row's influence on each estimate, without its weight; shape (rows, k). The estimate's linear part is
            the weighted sum of the column.

        Returns
        -------
        numpy.ndarray
            Shape (k, k).

        Reference: Särndal, Swensson and Wretman (1992), "Model assisted survey sampling", result 4.3.1, for stages that
        are drawn independently; the recursion by stages is that of Bellhouse (1985), "Computing methods for variance
        estimation in complex surveys", Journal of Official Statistics 1.
        """
        values = influence if influence.ndim == 2 else influence[:, None]
        scores = values * self.weights[:, None]
        for projection in self.projections:
            scores = projection.residuals(scores)
        return np.asarray(sum(stage.variance(scores, self.lonely) for stage in self.stages))


class Projection:
    """What calibration leaves of weighted influence values: the part that the known totals do not explain."""

    def residuals(self, scores: np.ndarray) -> np.ndarray:
        """The residuals of influence times weight, shape (rows, k), zero outside a domain; weighted as well."""
        raise NotImplementedError


def survey_design(
    weights: Values | None = None,
    *,
    units: Sequence[Labels] = (),
    strata: Sequence[Labels | None] = (),
    populations: Sequence[Values | None] = (),
    rows: int | None = None,
    reused: bool = False,
    lonely: Lonely = Lonely.REFUSE,
) -> SurveyDesign:
    """Check a design and build it.

    Parameters
    ----------
    weights
        How many people each row stands for; shape (rows,). None where the populations imply it: the product of N/n.
    units
        Labels of the units drawn, primary sampling units first, each of shape (rows,); none where every row was drawn
        by itself.
    strata
        Labels of the strata that each stage was drawn in, in the same order; None, or nothing, for a single one.
    populations
        How many units the stratum has that each stage was drawn from, the same in all its rows; None where it is not
        known or units were drawn with replacement.
    rows
        How many rows there are, where neither weights nor units say so.
    reused
        Whether labels of units are used again in other strata, as when villages are numbered from one in each region.
    lonely
        What a stratum with one unit adds to the variance.

    Raises
    ------
    MethodError
        If a weight is missing, negative, or all are zero; a label is missing; lengths differ; a unit lies in two strata
        and labels are not ``reused``; a stratum has one unit and ``lonely`` is to refuse; a population is smaller than
        its sample or differs within a stratum; or nothing says what a row weighs.

    Examples
    --------
    >>> regions = ["north", "north", "south", "south"]
    >>> found = survey_design([10, 10, 20, 20], units=[[1, 2, 1, 2]], strata=[regions], reused=True)
    >>> found.psus, found.degrees_of_freedom
    (4, 2)
    """
    n = _rows(weights, units, strata, populations, rows)
    given = [*units] or [np.arange(n)]
    stages: list[Stage] = []
    above = np.zeros(n, dtype=np.intp)  # the unit of the stage before that a row lies in
    reach, implied = np.ones(1), np.ones(n)
    for number, labels in enumerate(given, start=1):
        stage = _stage(
            number,
            labels,
            strata[number - 1] if number <= len(strata) else None,
            populations[number - 1] if number <= len(populations) else None,
            above,
            reach,
            reused=reused or number > 1,
        )
        if lonely is Lonely.REFUSE and (alone := (stage.sizes < 2) & (stage.left > 0)).any():
            raise MethodError(
                f"{int(alone.sum())} of {len(stage.sizes)} strata of stage {number} with one unit",
                rule="two or more, or their variance is unknown",
                remedy="merge strata, or say what one unit adds: `certain` or `centre`",
            )
        stages.append(stage)
        drawn = 1 - stage.left
        implied /= np.where(drawn > 0, drawn, np.nan)[stage.stratum][stage.unit]
        reach = (stage.reach * drawn)[stage.stratum]  # by unit, as the next stage is drawn within units
        above = stage.unit
        if not reach.any():
            break  # units drawn with replacement carry the variance of all later stages
    return SurveyDesign(_weights(weights, implied, n), tuple(stages), lonely)


def domain(design: SurveyDesign, inside: Sequence[bool] | np.ndarray) -> SurveyDesign:
    """The design with the weights of all rows outside a domain set to zero: every unit stays in the variance.

    Raises
    ------
    MethodError
        If nobody is inside, or there is not one mark a row.

    Examples
    --------
    >>> found = domain(survey_design([1.0, 2.0, 3.0]), [True, False, True])
    >>> found.weights.tolist(), found.psus
    ([1.0, 0.0, 3.0], 3)
    """
    marks = np.asarray(inside, dtype=bool)
    if marks.shape != (design.rows,):
        raise MethodError(f"{len(marks)} marks for {design.rows} rows", rule="one a row", remedy="mark every row")
    weights = np.where(marks, design.weights, 0.0)
    if not weights.any():
        raise MethodError("an empty domain", rule="one row or more with a weight", remedy="choose another domain")
    return replace(design, weights=weights)


def _rows(
    weights: Values | None,
    units: Sequence[Labels],
    strata: Sequence[Labels | None],
    populations: Sequence[Values | None],
    rows: int | None,
) -> int:
    lengths = {len(column) for column in (weights, *units, *strata, *populations) if column is not None}
    lengths |= set() if rows is None else {rows}
    if len(lengths) != 1 or lengths == {0}:
        raise MethodError(
            f"columns of {', '.join(map(str, sorted(lengths))) or 'no'} rows",
            rule="weights, units, strata and populations have one value a row",
            remedy="take them from one table",
        )
    return lengths.pop()


def _stage(
    number: int,
    labels: Labels,
    strata: Labels | None,
    population: Values | None,
    above: np.ndarray,
    reach: np.ndarray,
    *,
    reused: bool,
) -> Stage:
    n = len(above)
    within = above if strata is None else _paired(above, coded(strata, f"strata of stage {number}", n)[0])
    _, stratum = np.unique(within, return_inverse=True)
    own = coded(labels, f"units of stage {number}", n)[0]
    names, unit = np.unique(_paired(stratum, own) if reused else own, return_inverse=True)
    of_unit = np.zeros(len(names), dtype=np.intp)
    of_unit[unit] = stratum
    if (apart := of_unit[unit] != stratum).any():
        raise MethodError(
            f"a unit of stage {number} in two strata (row {int(apart.argmax())})",
            rule="every unit lies in one stratum",
            remedy="number units through all strata, or say that labels are reused",
        )
    sizes = np.bincount(of_unit)
    first = np.zeros(len(sizes), dtype=np.intp)
    first[stratum[::-1]] = np.arange(n)[::-1]  # the first row of each stratum
    left = np.ones(len(sizes)) if population is None else _left(number, population, stratum, first, sizes)
    return Stage(unit, of_unit, sizes, left, reach[above[first]])


def _left(number: int, population: Values, stratum: np.ndarray, first: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    counts = vector(population, f"populations of stage {number}")
    whole = counts[first]
    if (apart := counts != whole[stratum]).any():
        raise MethodError(
            f"two populations in one stratum of stage {number} (row {int(apart.argmax())})",
            rule="one number of units a stratum",
            remedy="give the stratum's number in all its rows",
        )
    if (small := whole < sizes).any():
        raise MethodError(
            f"a stratum of stage {number} with {int(sizes[small.argmax()])} units drawn from {whole[small.argmax()]:g}",
            rule="no more than there are",
            remedy="give the number of units, not the fraction drawn",
        )
    return np.asarray(1 - sizes / whole)


def _paired(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """One number for each pair of whole numbers."""
    return np.asarray(first.astype(np.int64) * (int(second.max()) + 1) + second)


def _weights(weights: Values | None, implied: np.ndarray, n: int) -> np.ndarray:
    if weights is None:
        if not np.isfinite(implied).all():
            raise MethodError(
                "neither weights nor the population of every stage",
                rule="a row's weight is given, or follows from the populations",
                remedy="give weights",
            )
        return implied
    found = vector(weights, "weights", n)
    if found.min() < 0:
        raise MethodError(
            f"a negative weight (row {int(found.argmin())})", rule="no weight below zero", remedy="mend the weights"
        )
    if not found.any():
        raise MethodError(f"{n} weights of zero", rule="one row or more that counts", remedy="mend the weights")
    return found
