"""How far a gap is out of the ordinary: the same method where, or when, nothing happened."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from analysis.errors import MethodError
from analysis.methods.impact import study as design
from analysis.methods.impact.study import Predictor, Study
from analysis.methods.impact.synthetic import SyntheticControl, synthetic_control


@dataclass(frozen=True, eq=False)
class InSpace:
    """The treated unit's synthetic control and one for each donor, as if it had been treated, in the donors' order."""

    own: SyntheticControl
    others: tuple[SyntheticControl, ...]

    @property
    def ratios(self) -> dict[str, float]:
        """Post- over pre-period RMSPE by unit, the largest first."""
        found = {one.study.treated: one.rmspe_ratio for one in (self.own, *self.others)}
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))

    @property
    def rank(self) -> int:
        """Units whose ratio is as large as the treated unit's or larger, itself included: 1 is the largest."""
        own = self.own.rmspe_ratio
        return 1 + sum(one.rmspe_ratio >= own for one in self.others)

    @property
    def p(self) -> float:
        """Rank over units, from 1/(donors + 1) to 1: how often a unit drawn by lot would stand out as much."""
        return self.rank / (1 + len(self.others))

    def within(self, times: float) -> tuple[SyntheticControl, ...]:
        """Placebos whose pre-period MSPE is at most ``times`` the treated unit's: for drawing, not for p."""
        return tuple(one for one in self.others if one.mspe <= times * self.own.mspe)


def in_space(study: Study, *, v: Sequence[float] | np.ndarray | None = None, workers: int = 1) -> InSpace:
    """Treat every donor in turn, without the treated unit among its donors.

    Parameters
    ----------
    v
        Predictor weights for all units alike; None to search for each unit's own, which a rank then also rests on.
    workers
        Processes; the results are the same for any number. More than one must be asked for from an importable module
        or under ``if __name__ == "__main__"``, since each begins anew.

    Raises
    ------
    MethodError
        If there are fewer workers than one, or the predictor weights are not valid.

    Reference: Abadie, Diamond and Hainmueller (2010), "Synthetic control methods for comparative case studies",
    Journal of the American Statistical Association 105.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = {"A": [2, 3, 5, 9], "B": [1, 2, 3, 4], "C": [5, 6, 7, 8], "D": [9, 7, 9, 9]}
    >>> made = design.study(pd.DataFrame(columns, range(4)), treated="A", pre=range(3), post=[3])
    >>> found = in_space(made)
    >>> found.rank, found.p
    (1, 0.25)
    """
    own, *others = _all([study, *(study.treating(donor) for donor in study.donors)], v, workers)
    return InSpace(own, tuple(others))


def in_time(study: Study, year: int, *, predictors: Iterable[Predictor] | None = None) -> SyntheticControl:
    """The synthetic control as if the intervention had come in ``year``, a pre-year; later pre-years are post-years.

    Parameters
    ----------
    predictors
        Their years all before ``year``; None for the study's own, cut off there.

    Raises
    ------
    MethodError
        If ``year`` is no pre-year, or too few years or no year of a predictor are left before it.

    Reference: Abadie, Diamond and Hainmueller (2015), "Comparative politics and the synthetic control method", American
    Journal of Political Science 59.
    """
    if year not in study.pre:
        raise MethodError(
            f"a placebo in {year}",
            rule="one of the pre-years",
            remedy="choose an earlier one",
        )
    given = study.given if predictors is None else tuple(predictors)
    return synthetic_control(
        design.study(
            study.table,
            treated=study.treated,
            pre=[y for y in study.pre if y < year],
            post=[y for y in study.pre if y >= year],
            predictors=[replace(one, years=[y for y in one.years if y < year]) for one in given],
        )
    )


def leave_one_out(
    control: SyntheticControl, *, v: Sequence[float] | np.ndarray | None = None, workers: int = 1
) -> dict[str, SyntheticControl]:
    """The synthetic control without each donor that has a weight, by the donor left out.

    Parameters
    ----------
    v, workers
        As :func:`in_space`.

    Raises
    ------
    MethodError
        As :func:`in_space`.

    Reference: Abadie, Diamond and Hainmueller (2015), "Comparative politics and the synthetic control method", American
    Journal of Political Science 59.
    """
    names = list(control.donor_weights)
    return dict(zip(names, _all([control.study.without(name) for name in names], v, workers), strict=True))


def _all(studies: Sequence[Study], v: Sequence[float] | np.ndarray | None, workers: int) -> list[SyntheticControl]:
    if workers < 1:
        raise MethodError(f"{workers} workers", rule="one or more", remedy="take 1")
    if workers == 1:
        return [synthetic_control(one, v) for one in studies]
    light = [replace(one, given=()) for one in studies]  # a predictor's table need not cross the process border
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = pool.map(partial(synthetic_control, v=v), light)
        return [replace(control, study=one) for control, one in zip(found, studies, strict=True)]
