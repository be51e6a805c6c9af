"""Why two groups' means differ: because their members differ, or because like members fare differently.

Only sums over predictors are given for the unexplained part: its detail depends on which category a dummy leaves out.
The explained part by predictor may be summed over the dummies of one variable whichever is left out.

With x̄ a group's means of the predictors, b its coefficients and b* those of reference, the twofold parts are
(x̄₁ − x̄₂)·b* and x̄₁·(b₁ − b*) + x̄₂·(b* − b₂); the threefold (x̄₁ − x̄₂)·b₂, x̄₂·(b₁ − b₂) and (x̄₁ − x̄₂)·(b₁ − b₂).

References: Oaxaca (1973), "Male–female wage differentials in urban labor markets", International Economic Review 14;
Blinder (1973), "Wage discrimination: reduced form and structural estimates", Journal of Human Resources 8; Jann (2008),
"The Blinder–Oaxaca decomposition for linear regression models", Stata Journal 8, also for the standard errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.design import Design
from analysis.methods.inequality.group_fit import fit
from analysis.methods.inequality.linearised import Linearised
from analysis.methods.inequality.sample import Labels, Values, Weights, coded, vector, weight_shares
from analysis.methods.results import Estimate


class Reference(Enum):
    """Whose coefficients count as the undistorted ones in the twofold decomposition."""

    FIRST = "the first group's"
    SECOND = "the second group's"
    MEAN = "the mean of both (Reimers, 1983)"
    POOLED = "of both groups together (Neumark, 1988)"
    POOLED_WITH_GROUP = "of both together beside a dummy for the group (Jann, 2008)"


@dataclass(frozen=True)
class OaxacaBlinder:
    """The first group's mean less the second's, in the outcome's unit.

    Twofold: ``gap`` = ``explained`` + ``unexplained``; threefold, from the second group's side: ``gap`` =
    ``endowments`` + ``coefficients`` + ``interaction``. ``explained_by``, shape (predictors,), sums to ``explained``.
    """

    groups: tuple[object, object]
    gap: Estimate
    explained: Estimate
    unexplained: Estimate
    endowments: Estimate
    coefficients: Estimate
    interaction: Estimate
    explained_by: tuple[float, ...]


def oaxaca_blinder(
    outcome: Values,
    predictors: Sequence[Sequence[float]] | np.ndarray,
    groups: Labels,
    weights: Weights = None,
    *,
    reference: Reference,
    design: Design | None = None,
) -> OaxacaBlinder:
    """Decompose the gap of two groups' means by weighted least squares in each; a 0/1 outcome is a linear probability.

    Standard errors are linearised: they count predictors as random and allow for heteroscedasticity and the design.

    Parameters
    ----------
    outcome
        One a row, in any unit; shape (rows,).
    predictors
        Without a constant; shape (rows, predictors).
    groups
        The group of each row, two in all; the first in order of their names is compared with the second.
    weights
        One a row; None for equal ones.
    reference
        Whose coefficients the twofold decomposition takes.
    design
        PSUs and strata; None where rows were drawn independently.

    Raises
    ------
    MethodError
        If there are not two groups, a number is missing, lengths differ, a weight is negative, a group's weights are
        all zero, or predictors are collinear in a group.

    Examples
    --------
    >>> found = oaxaca_blinder(
    ...     [2, 4, 6, 1, 2, 3.5], [[1], [2], [3], [1], [2], [4]], list("aaabbb"), reference=Reference.SECOND
    ... )
    >>> round(found.gap.value, 4), round(found.explained.value, 4), round(found.unexplained.value, 4)
    (1.8333, -0.2738, 2.1071)
    """
    values = vector(outcome, "outcomes")
    table = _with_constant(predictors, len(values))
    shares = weight_shares(weights, len(values))
    codes, names = coded(groups, "groups", len(values))
    if len(names) != 2:
        raise MethodError(f"{len(names)} groups", rule="two to compare", remedy="choose two, or join the others")
    one, two = (fit(values, table, shares, (codes == code).astype(float), names[code]) for code in (0, 1))
    apart = one.means - two.means
    differing = one.slopes - two.slopes
    match reference:
        case Reference.FIRST | Reference.SECOND | Reference.MEAN:
            own = {Reference.FIRST: 1.0, Reference.SECOND: 0.0, Reference.MEAN: 0.5}[reference]
            slopes = own * one.slopes + (1 - own) * two.slopes
            of_slopes = own * one.of_slopes(apart) + (1 - own) * two.of_slopes(apart)
        case Reference.POOLED | Reference.POOLED_WITH_GROUP:
            with_group = [codes] if reference is Reference.POOLED_WITH_GROUP else []
            both = fit(values, np.column_stack([table, *with_group]), shares, np.ones(len(values)), "both groups")
            slopes = both.slopes[: len(apart)]
            of_slopes = both.of_slopes(np.append(apart, [0.0] * len(with_group)))

    def estimate(value: float, influence: np.ndarray) -> Estimate:
        return Linearised(value, influence, shares).estimate(design)

    gap = one.mean - two.mean, one.of_mean() - two.of_mean()
    explained = float(apart @ slopes), one.of_means(slopes) - two.of_means(slopes) + of_slopes
    return OaxacaBlinder(
        (names[0], names[1]),
        estimate(*gap),
        estimate(*explained),
        estimate(gap[0] - explained[0], gap[1] - explained[1]),
        estimate(
            float(apart @ two.slopes),
            one.of_means(two.slopes) - two.of_means(two.slopes) + two.of_slopes(apart),
        ),
        estimate(
            float(two.means @ differing),
            two.of_means(differing) + one.of_slopes(two.means) - two.of_slopes(two.means),
        ),
        estimate(
            float(apart @ differing),
            one.of_means(differing) - two.of_means(differing) + one.of_slopes(apart) - two.of_slopes(apart),
        ),
        tuple((apart * slopes)[1:].tolist()),
    )


def _with_constant(predictors: Sequence[Sequence[float]] | np.ndarray, rows: int) -> np.ndarray:
    found = np.asarray(predictors, dtype=float)
    if found.ndim != 2 or not found.shape[1] or len(found) != rows:
        raise MethodError(
            f"predictors of shape {found.shape} for {rows} rows", rule="rows by predictors", remedy="give a table"
        )
    if not np.isfinite(found).all():
        row, column = map(int, np.argwhere(~np.isfinite(found))[0])
        raise MethodError(
            f"predictor {column} of row {row} is missing", rule="a number in every cell", remedy="leave the row out"
        )
    return np.column_stack([np.ones(rows), found])
