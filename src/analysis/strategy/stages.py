"""The two stages of clause 15.1."""

from __future__ import annotations

from enum import Enum

BASELINE_YEAR = 2013
"""The year whose results section 2 of the strategy describes."""

STRATEGY_YEARS = range(2014, 2021)


class Stage(Enum):
    """Where a year stands in the strategy's life."""

    FIRST = "first"
    SECOND = "second"
    AFTER = "after"


def stage_of(year: int) -> Stage:
    """The stage of clause 15.1 that ``year`` belongs to; after 2020 the strategy is over.

    Raises
    ------
    ValueError
        For a year before 2014.

    Examples
    --------
    >>> stage_of(2017), stage_of(2018), stage_of(2024)
    (<Stage.FIRST: 'first'>, <Stage.SECOND: 'second'>, <Stage.AFTER: 'after'>)
    """
    if year < STRATEGY_YEARS.start:
        raise ValueError(f"{year} lies before the strategy (2014–2020)")
    if year <= 2017:
        return Stage.FIRST
    return Stage.SECOND if year in STRATEGY_YEARS else Stage.AFTER
