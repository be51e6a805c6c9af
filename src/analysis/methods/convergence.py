"""Do economies grow alike? Four measures that need not agree: beta, sigma, delta and gamma.

Vector level: one value a unit, or a table of units (rows) by periods (columns). A missing cell is refused, not filled:
which units are compared must not change from year to year.

References: Eurofound (2018), "Upward convergence in the EU: concepts, measurements and indicators"; Boyle and McCarthy
(1997), "A simple measure of β-convergence", Oxford Bulletin of Economics and Statistics 59(2).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import MethodError
from analysis.methods.results import BetaConvergence, Convergence, Estimate, Observation, Spread

MINIMUM_UNITS = 3

Table = np.ndarray
"""Units by periods, in order of time."""


def beta(
    first: Sequence[float] | np.ndarray,
    last: Sequence[float] | np.ndarray,
    *,
    start: int,
    end: int,
    per_year: bool = True,
) -> BetaConvergence:
    """Slope of log growth on the log of the initial level, by ordinary least squares over units.

    Parameters
    ----------
    first, last
        Values of the same units in ``start`` and ``end``, all positive; shape (units,).
    per_year
        Divide growth by the years between (the usual form); without it growth is over the whole time.

    Returns
    -------
    BetaConvergence
        ``beta`` with its standard error and 95 % interval by Student's t with (units − 2) degrees of freedom.

    Raises
    ------
    MethodError
        Under three units, with missing or non-positive values, equal initial levels, or ``end`` not after ``start``.

    Examples
    --------
    >>> poor_grow_faster = beta([1.0, 2.0, 4.0], [2.0, 3.0, 5.0], start=2013, end=2018)
    >>> round(poor_grow_faster.beta.value, 4)
    -0.0678
    """
    x, y = _vector(first), _vector(last)
    if x.shape != y.shape:
        raise MethodError(f"{len(x)} and {len(y)} units", rule="the same units twice", remedy="match them")
    if (x <= 0).any() or (y <= 0).any():
        raise MethodError(
            "a value of zero or below", rule="logs need positive values", remedy="leave the unit out and say so"
        )
    if end <= start:
        raise MethodError(f"from {start} to {end}", rule="the end is later", remedy="mend the years")
    if np.ptp(x) == 0:
        raise MethodError(
            "equal initial levels", rule="beta needs differences to start from", remedy="look at sigma instead"
        )
    # loaded here because it takes a second and nothing else needs it
    from statsmodels.regression.linear_model import OLS

    growth = (np.log(y) - np.log(x)) / ((end - start) if per_year else 1)
    fitted = OLS(growth, np.column_stack([np.ones(len(x)), np.log(x)])).fit()
    low, high = fitted.conf_int()[1]
    slope = Estimate(float(fitted.params[1]), float(fitted.bse[1]), float(low), float(high), len(x))
    # all grew alike: there is no variance of which a share could be explained
    varies = fitted.centered_tss > 0
    r2, adjusted = (float(fitted.rsquared), float(fitted.rsquared_adj)) if varies else (None, None)
    return BetaConvergence(slope, float(fitted.params[0]), r2, adjusted, start, end)


def sigma(values: Sequence[float] | np.ndarray) -> Spread:
    """Mean, **population** standard deviation and coefficient of variation over units in one year.

    The two can disagree when the mean moves, so the mean belongs beside them.

    Raises
    ------
    MethodError
        Under three units, with a missing or negative value, or a mean of zero: variation relative to the mean is
        defined for amounts only.

    Examples
    --------
    >>> round(sigma([50.0, 60.0, 70.0, 40.0]).sd, 8)
    11.18033989
    """
    x = _vector(values)
    mean, sd = float(x.mean()), float(x.std())
    if (x < 0).any() or mean == 0:
        raise MethodError(
            f"values from {x.min()} with mean {mean}",
            rule="variation relative to the mean needs amounts of zero or more, not all zero",
            remedy="compare standard deviations alone",
        )
    return Spread(mean, sd, sd / mean, len(x))


def delta(values: Sequence[float] | np.ndarray, *, direction: int) -> float:
    """Sum of the units' distances to the best of them, in the unit of the values; 0 when all are alike.

    Raises
    ------
    MethodError
        Under three units, with a missing value, or a direction other than ±1.

    Examples
    --------
    >>> delta([66.0, 70.0, 77.0, 60.0], direction=1)
    35.0
    """
    if direction not in (-1, 1):
        raise MethodError(f"direction {direction}", rule="1 or −1", remedy="take the indicator's direction")
    x = _vector(values) * direction
    return float((x.max() - x).sum())


def gamma(table: Sequence[Sequence[float]] | Table) -> float:
    """Mobility of ranks: variance of the units' rank sums over T periods, relative to ranks that never change.

    γ = Var(Σ_t R_it) / Var(T · R_i0), where T counts **all** periods in the sum, the first included, so that
    unchanged ranks give exactly 1. Small values mean that places changed. Ties share their mean rank. The measure
    has no direction: turning the scale round leaves it as it is.

    Reference: Boyle and McCarthy (1997).

    Parameters
    ----------
    table
        Units by periods, shape (units, periods), at least 3 × 2.

    Raises
    ------
    MethodError
        Under three units or two periods, with a missing cell, or when all units tie in the first period.

    Examples
    --------
    >>> gamma([[50, 55], [60, 63], [70, 72], [40, 47]])
    1.0
    """
    ranks = _ranks(table)
    never_changing = ranks.shape[1] * ranks[:, 0]
    return float(np.var(ranks.sum(axis=1)) / np.var(never_changing))


def gamma_convergeu(table: Sequence[Sequence[float]] | Table) -> float:
    """Gamma as R's convergEU prints it: one period more in the denominator than in the sum.

    It is [T/(T + 1)]² times :func:`gamma`, so unchanged ranks give less than 1 and the figure grows with the number
    of years alone. Only for comparing with published numbers of that package.

    Examples
    --------
    >>> round(gamma_convergeu([[50, 55, 61, 66], [60, 63, 66, 70], [70, 72, 75, 77], [40, 47, 53, 60]]), 2)
    0.64
    """
    periods = np.asarray(table).shape[1]
    return float(gamma(table) * (periods / (periods + 1)) ** 2)


def convergence(
    cells: Sequence[Observation], *, economies: Sequence[str], years: Sequence[int], direction: int
) -> Convergence:
    """All four measures over ``economies`` and ``years``, from one observation each.

    Raises
    ------
    MethodError
        If a cell is missing or stands twice (the message names it), indicators or units differ, or a measure is not
        defined for the values.
    """
    used, table = _balanced(cells, tuple(economies), tuple(sorted(years)))
    periods = range(table.shape[1])
    ordered = tuple(sorted(years))
    return Convergence(
        tuple(economies),
        ordered,
        beta(table[:, 0], table[:, -1], start=ordered[0], end=ordered[-1]),
        tuple(sigma(table[:, t]) for t in periods),
        tuple(delta(table[:, t], direction=direction) for t in periods),
        tuple(gamma(table[:, : t + 1]) for t in periods[1:]),
        used,
    )


def _balanced(
    cells: Sequence[Observation], economies: tuple[str, ...], years: tuple[int, ...]
) -> tuple[tuple[Observation, ...], Table]:
    chosen = [c for c in cells if c.economy in economies and c.ref_year in years]
    if len({(c.indicator, c.unit, c.breakdown) for c in chosen}) > 1:
        raise MethodError("cells of several series", rule="one indicator in one unit", remedy="ask for one of them")
    by_place: dict[tuple[str, int], Observation] = {}
    for cell in chosen:
        if (cell.economy, cell.ref_year) in by_place:
            raise MethodError(
                f"{cell.indicator} {cell.economy} {cell.ref_year}: two values",
                rule="one value an economy and year",
                remedy="ask for one source",
            )
        by_place[cell.economy, cell.ref_year] = cell
    missing = [f"{e} {y}" for e in economies for y in years if (e, y) not in by_place]
    if missing:
        raise MethodError(
            f"no value for {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}",
            rule="the same economies in every year",
            remedy="leave out the economy or the year",
        )
    used = tuple(by_place[e, y] for e in economies for y in years)
    table = np.array([c.value for c in used], dtype=float).reshape(len(economies), len(years))
    return used, table


def _ranks(table: Sequence[Sequence[float]] | Table) -> Table:
    values = np.asarray(table, dtype=float)
    if values.ndim != 2 or values.shape[0] < MINIMUM_UNITS or values.shape[1] < 2:
        raise MethodError(
            f"a table of shape {values.shape}",
            rule=f"at least {MINIMUM_UNITS} units and two periods",
            remedy="add units or years",
        )
    _no_gaps(values)
    ranks: Table = pd.DataFrame(values).rank().to_numpy()
    if np.ptp(ranks[:, 0]) == 0:
        raise MethodError(
            "all units tie in the first period", rule="ranks to start from", remedy="start in a later year"
        )
    return ranks


def _vector(values: Sequence[float] | np.ndarray) -> np.ndarray:
    x = np.asarray(values, dtype=float)
    if x.ndim != 1 or len(x) < MINIMUM_UNITS:
        raise MethodError(
            f"values of shape {x.shape}", rule=f"one value each of at least {MINIMUM_UNITS} units", remedy="add units"
        )
    _no_gaps(x)
    return x


def _no_gaps(values: np.ndarray) -> None:
    if not np.isfinite(values).all():
        raise MethodError(
            f"{int((~np.isfinite(values)).sum())} missing cells",
            rule="every unit has a value in every period",
            remedy="leave out the unit or the period",
        )
