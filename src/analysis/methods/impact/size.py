"""How often the placebo test finds an effect where there is none, in panels of a given shape."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.impact.placebo import in_space
from analysis.methods.impact.study import LEAST_DONORS, LEAST_PRE_YEARS, Study

_MOST_PERSISTENT = 0.98
"""A factor estimated on a few years may look like a random walk, which has no variance to begin with."""


@dataclass(frozen=True)
class FactorModel:
    """Outcomes made of unit effects, common factors that units follow more or less, and noise.

    ``unit`` is the standard deviation of unit effects, ``noise`` of noise; ``loadings`` and ``persistences``, one a
    factor, are the standard deviation between units of what they take from it, and its autocorrelation from year to
    year. Effects common to all units cancel in a synthetic control and are left out.
    """

    unit: float
    noise: float
    loadings: tuple[float, ...] = ()
    persistences: tuple[float, ...] = ()


@dataclass(frozen=True)
class Shape:
    """Pre-years, post-years and donors of a panel."""

    pre: int
    post: int
    donors: int


@dataclass(frozen=True)
class Size:
    """Rates of rejection at 5 and 10 %, with their Monte Carlo standard errors, in ``n`` panels without effect."""

    at_5: float
    at_10: float
    n: int

    @property
    def errors(self) -> tuple[float, float]:
        """Standard errors of the two rates."""
        return tuple(math.sqrt(rate * (1 - rate) / self.n) for rate in (self.at_5, self.at_10))  # type: ignore[return-value]


def factor_model(outcome: np.ndarray, *, factors: int = 1) -> FactorModel:
    """The parameters of a panel, by principal components of what unit and year effects leave.

    Parameters
    ----------
    outcome
        Shape (years, units), complete; more of both than factors by three or more.
    factors
        How many common factors; 0 for none.

    Raises
    ------
    MethodError
        If the panel is too small, or has gaps.

    Reference: Bai (2009), "Panel data models with interactive fixed effects", Econometrica 77.

    Examples
    --------
    >>> made = simulated(FactorModel(2.0, 0.5, (1.0,), (0.8,)), Shape(30, 30, 199), np.random.default_rng(1))
    >>> found = factor_model(made)
    >>> round(found.noise, 1), round(found.loadings[0], 1)
    (0.5, 0.6)
    """
    years, units = outcome.shape
    if factors < 0 or min(years, units) < factors + 3 or not np.isfinite(outcome).all():
        raise MethodError(
            f"{factors} factors in {years} years of {units} units",
            rule="a panel without gaps, larger by three than the number of factors",
            remedy="take fewer factors",
        )
    means = outcome.mean(axis=0)
    rest = outcome - means - outcome.mean(axis=1, keepdims=True) + means.mean()
    left, sizes, _ = np.linalg.svd(rest, full_matrices=False)
    noise = math.sqrt((sizes[factors:] ** 2).sum() / ((years - 1 - factors) * (units - 1 - factors)))
    signal = np.maximum(sizes[:factors] ** 2 / (years * units) - noise**2 * (1 / years + 1 / units), 0)
    unit = math.sqrt(max(float(means.var(ddof=1)) - noise**2 / years, 0))
    return FactorModel(unit, noise, tuple(np.sqrt(signal).tolist()), tuple(map(_persistence, left.T[:factors])))


def simulated(model: FactorModel, shape: Shape, rng: np.random.Generator, *, apart: float = 0.0) -> np.ndarray:
    """A panel without any effect; shape (pre- and post-years, 1 + donors), the treated unit first.

    Parameters
    ----------
    apart
        By how many standard deviations the treated unit's loadings and unit effect lie off the mean in addition to
        chance; at 0 it is one like the others.
    """
    units, years = 1 + shape.donors, shape.pre + shape.post
    off = np.zeros(units)
    off[0] = apart
    found = model.unit * (rng.standard_normal(units) + off) + model.noise * rng.standard_normal((years, units))
    for loading, persistence in zip(model.loadings, model.persistences, strict=True):
        shocks = rng.standard_normal(years) * math.sqrt(1 - persistence**2)
        shocks[0] /= math.sqrt(1 - persistence**2)
        factor = lfilter([1], [1, -persistence], shocks)
        found += loading * np.outer(factor, rng.standard_normal(units) + off)
    return np.asarray(found)


def size(model: FactorModel, shape: Shape, rng: np.random.Generator, *, n: int = 500, apart: float = 0.0) -> Size:
    """Rates at which the in-space placebo test on outcomes rejects at 5 and 10 % though nothing happened.

    With one like the others treated the test is close to ⌊level · units⌋ / units, which below 20 units is 0 at 5 %; a
    treated unit off the donors' hull is rejected too often.

    Parameters
    ----------
    n
        Panels, 100 or more.
    apart
        As :func:`simulated`.

    Raises
    ------
    MethodError
        If there are too few panels, or years or donors are fewer than a study needs.

    Reference: Abadie, Diamond and Hainmueller (2010), "Synthetic control methods for comparative case studies",
    Journal of the American Statistical Association 105, for the test; Ferman and Pinto (2021), "Synthetic controls with
    imperfect pretreatment fit", Quantitative Economics 12, for treated units that differ.

    Examples
    --------
    >>> size(FactorModel(1.0, 1.0), Shape(8, 4, 5), np.random.default_rng(1), n=100).at_10
    0.0
    """
    if n < 100:
        raise MethodError(f"{n} panels", rule="100 or more", remedy="draw more")
    if shape.pre < LEAST_PRE_YEARS or shape.post < 1 or shape.donors < LEAST_DONORS:
        raise MethodError(
            f"{shape.pre} pre-years, {shape.post} post-years, {shape.donors} donors",
            rule=f"{LEAST_PRE_YEARS}, 1 and {LEAST_DONORS} or more",
            remedy="widen the panel",
        )
    p = np.array([in_space(_study(simulated(model, shape, rng, apart=apart), shape)).p for _ in range(n)])
    at_5, at_10 = (float(np.mean(p <= rate)) for rate in (0.05, 0.1))
    return Size(at_5, at_10, n)


def _study(outcome: np.ndarray, shape: Shape) -> Study:
    names = tuple(str(unit) for unit in range(1, 1 + shape.donors))
    years = tuple(range(shape.pre + shape.post))
    return Study("0", names, years[: shape.pre], years[shape.pre :], outcome, np.empty((0, 1 + shape.donors)))


def _persistence(factor: np.ndarray) -> float:
    centred = factor - factor.mean()
    return min(max(float(centred[1:] @ centred[:-1] / (centred @ centred)), 0.0), _MOST_PERSISTENT)
