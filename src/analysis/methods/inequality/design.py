"""How a sample was drawn: strata, and in each the primary sampling units (PSUs) that were drawn from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import MethodError
from analysis.methods.inequality.sample import Labels, coded


@dataclass(frozen=True)
class Design:
    """A sampling design, checked once by :func:`design`.

    ``psu``, shape (rows,), numbers each row's PSU from zero, the PSUs of one stratum one after another; ``sizes``,
    shape (strata,), says how many PSUs each stratum has.
    """

    psu: np.ndarray
    sizes: np.ndarray

    @property
    def psus(self) -> int:
        """PSUs in all strata."""
        return int(self.sizes.sum())

    @property
    def degrees_of_freedom(self) -> int:
        """PSUs less strata."""
        return self.psus - len(self.sizes)

    @property
    def starts(self) -> np.ndarray:
        """The number of each stratum's first PSU; shape (strata,)."""
        return np.asarray(np.cumsum(self.sizes) - self.sizes)

    def totals(self, scores: np.ndarray) -> np.ndarray:
        """Sums by PSU; shape (psus,)."""
        return np.bincount(self.psu, scores, self.psus)

    def variance(self, scores: np.ndarray) -> float:
        """Variance of a total of linearised scores, PSUs drawn with replacement.

        Σ_h n_h / (n_h − 1) Σ_c (u_hc − ū_h)², with u_hc the total of PSU c and ū_h the mean of the n_h in stratum h.

        Reference: Wolter (2007), "Introduction to variance estimation", second edition, chapter 6.
        """
        totals = self.totals(scores)
        centred = totals - np.repeat(np.add.reduceat(totals, self.starts) / self.sizes, self.sizes)
        return float(np.add.reduceat(centred**2, self.starts) @ (self.sizes / (self.sizes - 1)))


def design(psu: Labels, strata: Labels | None = None) -> Design:
    """A design from labels, one a row.

    Parameters
    ----------
    psu
        The primary sampling unit of each row; shape (rows,).
    strata
        Its stratum; None for a single one.

    Raises
    ------
    MethodError
        If a label is missing, lengths differ, a PSU lies in two strata, or a stratum has a single PSU.

    Examples
    --------
    >>> found = design([7, 7, 8, 5, 6], ["north", "north", "north", "south", "south"])
    >>> found.psu, found.sizes, found.degrees_of_freedom
    (array([0, 0, 1, 2, 3]), array([2, 2]), 2)
    """
    unit, names = coded(psu, "PSUs")
    stratum, strata_names = coded(np.zeros(len(unit)) if strata is None else strata, "strata", len(unit))
    if not len(unit):
        raise MethodError("a design of no rows", rule="one row or more", remedy="give the sample's PSUs")
    of_unit = np.zeros(len(names), dtype=np.intp)
    of_unit[unit] = stratum
    if (apart := of_unit[unit] != stratum).any():
        raise MethodError(
            f"PSU {names[unit[int(apart.argmax())]]} in two strata",
            rule="every PSU lies in one stratum",
            remedy="number PSUs through all strata",
        )
    sizes = np.bincount(of_unit, minlength=len(strata_names))
    if (sizes < 2).any():
        alone = f" {strata_names[int(sizes.argmin())]}" if strata is not None else ""
        raise MethodError(
            f"one PSU in stratum{alone}", rule="two or more, or its variance is unknown", remedy="merge strata"
        )
    place = np.empty(len(names), dtype=np.intp)
    place[np.argsort(of_unit, kind="stable")] = np.arange(len(names))
    return Design(place[unit], sizes)
