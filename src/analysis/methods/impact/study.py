"""Who was treated, when, and who is there to compare: the design of a synthetic control, checked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.errors import MethodError

LEAST_DONORS = 3
"""So that one can be left out and two still be weighed."""

LEAST_PRE_YEARS = 3
"""Fewer fix nothing: two years are matched by almost any two donors around them."""

ENOUGH_PRE_YEARS = 8
"""With fewer a good fit before says little about the fit there would have been after."""


@dataclass(frozen=True, eq=False)
class Predictor:
    """What units are to be alike in before the intervention: rows of a table over some years, made one number a unit.

    ``rows`` has years as its index and units as its columns; ``of`` turns the rows of ``years`` into one number a unit,
    in any unit of measurement (the mean of the years that are there, unless another is asked for).
    """

    name: str
    rows: pd.DataFrame
    years: Sequence[int]
    of: Callable[[pd.DataFrame], pd.Series] = pd.DataFrame.mean


@dataclass(frozen=True, eq=False)
class Study:
    """A checked design; build it with :func:`study`.

    ``outcome``, shape (pre- and post-years, 1 + donors), has the treated unit in its first column, ``predictors``,
    shape (predictors, 1 + donors), likewise, in units of their standard deviation between these units. ``excluded``
    tells why each other unit is no donor. Without predictors the outcomes of the pre-years are what is matched.
    """

    treated: str
    donors: tuple[str, ...]
    pre: tuple[int, ...]
    post: tuple[int, ...]
    outcome: np.ndarray
    predictors: np.ndarray
    names: tuple[str, ...] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)
    given: tuple[Predictor, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """Pre-years, then post-years."""
        return self.pre + self.post

    @property
    def short(self) -> bool:
        """Whether there are fewer pre-years than a judgement should rest on: eight."""
        return len(self.pre) < ENOUGH_PRE_YEARS

    @property
    def differences(self) -> np.ndarray:
        """Outcomes of donors less the treated unit's in the pre-years; shape (pre-years, donors)."""
        before = self.outcome[: len(self.pre)]
        return np.asarray(before[:, 1:] - before[:, :1])

    @property
    def table(self) -> pd.DataFrame:
        """The outcome with its years and units, the treated unit first."""
        return pd.DataFrame(self.outcome, index=list(self.years), columns=[self.treated, *self.donors])

    def treating(self, donor: str) -> Study:
        """The same study as if ``donor`` had been treated; the treated unit is not among its donors."""
        column = 1 + self.donors.index(donor)
        keep = [column, *(c for c in range(1, 1 + len(self.donors)) if c != column)]
        return self._of(keep, treated=donor, donors=tuple(name for name in self.donors if name != donor))

    def without(self, donor: str) -> Study:
        """The same study without one of its donors."""
        column = 1 + self.donors.index(donor)
        keep = [c for c in range(1 + len(self.donors)) if c != column]
        return self._of(keep, treated=self.treated, donors=tuple(name for name in self.donors if name != donor))

    def _of(self, columns: list[int], *, treated: str, donors: tuple[str, ...]) -> Study:
        predictors = _in_deviations(self.predictors[:, columns], self.names)
        outcome = self.outcome[:, columns]
        return replace(self, treated=treated, donors=donors, outcome=outcome, predictors=predictors)


def study(
    outcome: pd.DataFrame,
    *,
    treated: str,
    pre: Iterable[int],
    post: Iterable[int],
    predictors: Iterable[Predictor] = (),
    donors: Iterable[str] | None = None,
    excluded: Mapping[str, str] | None = None,
) -> Study:
    """Check a design and build it.

    Parameters
    ----------
    outcome
        Years as the index, units as the columns, in any unit; other years than ``pre`` and ``post`` are left alone.
    treated
        The unit in which something was begun after the last pre-year.
    pre, post
        Years before, in which the synthetic control is to follow the treated unit, and after.
    predictors
        None for the outcomes of all pre-years.
    donors
        Units without such a programme; None for all that are not excluded.
    excluded
        Why each unit that is neither treated nor a donor is none.

    Raises
    ------
    MethodError
        If the treated unit is among the donors, a unit is neither donor nor excluded, years are missing, out of order
        or too few, a series has gaps or never changes, or a predictor has no value for a unit, is the same for all or
        looks past the last pre-year.

    Reference: Abadie, Diamond and Hainmueller (2010), "Synthetic control methods for comparative case studies",
    Journal of the American Statistical Association 105; Abadie (2021), "Using synthetic controls", Journal of Economic
    Literature 59.

    Examples
    --------
    >>> found = pd.DataFrame(
    ...     {"A": [1, 2, 3, 9], "B": [0, 1, 2, 3], "C": [2, 3, 4, 5], "D": [5, 5, 6, 6], "E": [0, 0, 0, 1]},
    ...     index=[2000, 2001, 2002, 2003],
    ... )
    >>> made = study(found, treated="A", pre=range(2000, 2003), post=[2003], excluded={"E": "began the same in 2001"})
    >>> made.donors, made.short, made.outcome.shape
    (('B', 'C', 'D'), True, (4, 4))
    """
    before, after, reasons = tuple(pre), tuple(post), dict(excluded or {})
    chosen = _donors(outcome, treated, donors, reasons)
    _years(outcome, before, after)
    columns = [treated, *chosen]
    found = outcome.loc[[*before, *after], columns].astype(float)
    _complete(found, treated)
    given = tuple(predictors)
    rows = np.array([_values(one, columns, before[-1]) for one in given]).reshape(len(given), len(columns))
    names = tuple(one.name for one in given)
    scaled = _in_deviations(rows, names)
    return Study(treated, chosen, before, after, found.to_numpy(), scaled, names, reasons, given)


def _donors(
    outcome: pd.DataFrame, treated: str, donors: Iterable[str] | None, excluded: Mapping[str, str]
) -> tuple[str, ...]:
    units = [str(name) for name in outcome.columns]
    wanted = tuple(u for u in units if u != treated and u not in excluded) if donors is None else tuple(donors)
    if treated in wanted:
        raise MethodError(
            f"{treated} is among its own donors", rule="donors were not treated", remedy="take it off the list"
        )
    if absent := [name for name in (treated, *wanted) if name not in units]:
        raise MethodError(f"no outcome of {', '.join(absent)}", rule="a column a unit", remedy="correct the name")
    if unexplained := [u for u in units if u != treated and u not in wanted and not excluded.get(u)]:
        raise MethodError(
            f"{', '.join(unexplained)}: neither donor nor excluded",
            rule="a reason for each unit left out",
            remedy="give it in `excluded`",
        )
    if both := [name for name in wanted if name in excluded]:
        raise MethodError(f"{', '.join(both)}: donor and excluded", rule="one of the two", remedy="decide")
    if len(wanted) < LEAST_DONORS:
        raise MethodError(
            f"{len(wanted)} donors for {treated}", rule=f"{LEAST_DONORS} or more", remedy="widen the donor pool"
        )
    return wanted


def _years(outcome: pd.DataFrame, pre: tuple[int, ...], post: tuple[int, ...]) -> None:
    if not pre:
        raise MethodError("an empty pre-period", rule="years before the intervention", remedy="begin earlier")
    if not post:
        raise MethodError("an empty post-period", rule="a year after the intervention", remedy="wait for figures")
    if list(pre + post) != sorted({*pre, *post}):
        raise MethodError(
            f"pre-years up to {max(pre)}, post-years from {min(post)}",
            rule="each year once, in order, and the pre-years first",
            remedy="set the date of the intervention anew",
        )
    if len(pre) < LEAST_PRE_YEARS:
        raise MethodError(f"{len(pre)} pre-years", rule=f"{LEAST_PRE_YEARS} or more", remedy="begin earlier")
    if absent := [str(year) for year in pre + post if year not in outcome.index]:
        raise MethodError(f"no outcome in {', '.join(absent)}", rule="a row a year", remedy="choose other years")


def _complete(found: pd.DataFrame, treated: str) -> None:
    gaps = found.isna().sum()
    if gaps[treated]:
        years = ", ".join(str(year) for year in found.index[found[treated].isna()])
        raise MethodError(
            f"no outcome of {treated}, the treated unit, in {years}",
            rule="every pre- and post-year",
            remedy="shorten the study",
        )
    if gaps.any():
        named = ", ".join(f"{name} {count}" for name, count in gaps[gaps > 0].items())
        raise MethodError(
            f"donors with missing years: {named}", rule="no gaps", remedy="exclude them, or shorten the study"
        )
    if still := [str(name) for name in found.columns if np.ptp(found[name].to_numpy()) == 0]:
        raise MethodError(f"{', '.join(still)}: a constant series", rule="one that moves", remedy="exclude the unit")


def _values(one: Predictor, columns: list[str], last: int) -> np.ndarray:
    years = list(one.years)
    if not years or max(years) > last:
        raise MethodError(
            f"predictor {one.name} of {f'{min(years)} to {max(years)}' if years else 'no year'}",
            rule=f"years up to {last}, the last before the intervention",
            remedy="take earlier years",
        )
    found = one.of(one.rows.reindex(index=years, columns=columns)).reindex(columns)
    if absent := [str(name) for name in columns if pd.isna(found[name])]:
        raise MethodError(
            f"predictor {one.name} is missing for {', '.join(absent)}",
            rule="a value for each unit",
            remedy="exclude the unit, or drop the predictor",
        )
    return found.to_numpy(dtype=float)


def _in_deviations(rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    spread = rows.std(axis=1, ddof=1, keepdims=True)
    if (alike := ~(spread[:, 0] > 0)).any():
        raise MethodError(
            f"predictor {names[int(alike.argmax())]} is the same for all units",
            rule="predictors that differ",
            remedy="leave it out",
        )
    return np.asarray(rows / spread)
