"""Made-up answers with a known truth, for tests and the tutorial: never a finding, and marked so in every row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

MARK = "synthetic"
"""A column of this name says that the answers are made up."""

REGIONS, VILLAGES, PEOPLE = 5, 60, 200
"""Regions, each in town and country; units in a stratum, people in a unit."""
DRAWN, ASKED = 12, 10
"""Units drawn from each stratum, people asked in each."""
REFUSE = 0.03
"""The part of answers that is a refusal."""


@dataclass(frozen=True)
class Synthetic:
    """Answers in the columns of the household questionnaire, and the whole population's share of each question's "yes".

    ``truth`` is in per cent, by column.
    """

    answers: pd.DataFrame
    truth: dict[str, float]


def synthetic(seed: int) -> Synthetic:
    """A population in regions, towns and villages, and a sample of it by strata and clusters with unequal weights.

    The same seed gives the same answers. People in one village are alike; the country, women and the old are online
    less.
    """
    rng = np.random.default_rng(seed)
    people = _population(rng)
    columns = [column for column in people.columns.astype(str) if column not in _FRAME]
    truth = {column: float(100 * people[column].isin(_COUNTED.get(column, (1,))).sum() / _base(people, column))
             for column in columns}  # fmt: skip
    sample = _sample(people, rng)
    for column in columns:
        given = sample[column].notna()
        refused = given & (rng.random(len(sample)) < REFUSE)
        if column not in _FILTERS.values():
            sample.loc[refused, column] = 9
    return Synthetic(sample.astype(dict.fromkeys(columns, "Int64")).assign(**{MARK: 1}), truth)


_FRAME = ("stratum", "psu", "person", "sex", "residence", "age_group", "weight")
_COUNTED = {"satisfied": (4, 5), "effort": (4, 5), "trust": (3, 4)}
_FILTERS = {"hh12": "hh7", "satisfied": "used", "effort": "used"}


def _base(people: pd.DataFrame, column: str) -> int:
    return int(people[column].notna().sum())


def _population(rng: np.random.Generator) -> pd.DataFrame:
    strata = 2 * REGIONS
    size = strata * VILLAGES * PEOPLE
    unit = np.repeat(np.arange(strata * VILLAGES), PEOPLE)
    stratum = unit // VILLAGES
    rural = stratum % 2
    female, age = rng.integers(0, 2, size), rng.choice([0, 1, 2], size, p=[0.2, 0.55, 0.25])
    lift = 1.2 - 0.9 * rural - 0.4 * female - 1.1 * (age == 2) + 0.5 * (age == 0)
    lift += rng.normal(0, 0.5, strata * VILLAGES)[unit]

    def yes(shift: float) -> np.ndarray:
        return np.asarray(np.where(rng.random(size) < 1 / (1 + np.exp(-(lift + shift))), 1.0, 2.0))

    def scale(steps: int, shift: float) -> np.ndarray:
        return np.asarray(np.clip(np.round(rng.normal(steps / 2 + 0.5 + shift + 0.3 * lift, 1.0)), 1, steps))

    found = pd.DataFrame(
        {
            "stratum": stratum + 1,
            "psu": unit % VILLAGES + 1,
            "person": np.arange(size) + 1,
            "sex": female + 1,
            "residence": rural + 1,
            "age_group": age + 1,
            "hh5": yes(-0.6),
            "hh7": yes(0.2),
            "hh12": scale(3, -0.7),
            "hh18": yes(1.5),
            "aware": yes(-0.8),
            "used": yes(-1.2),
            "satisfied": scale(5, 0.4),
            "effort": scale(5, 0.2),
            "trust": scale(4, 0.1),
        }
    )
    for column, before in _FILTERS.items():
        found.loc[found[before] != 1, column] = np.nan
    return found


def _sample(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    chosen = []
    for stratum in range(2 * REGIONS):
        drawn = DRAWN * (2 if stratum % 2 else 1)  # the country is asked twice as often
        for unit in rng.choice(VILLAGES, drawn, replace=False):
            first = (stratum * VILLAGES + unit) * PEOPLE
            chosen.append(first + rng.choice(PEOPLE, ASKED, replace=False))
    rows = people.iloc[np.concatenate(chosen)].reset_index(drop=True)
    units = np.where(rows["residence"] == 2, 2 * DRAWN, DRAWN)
    return rows.assign(weight=VILLAGES / units * PEOPLE / ASKED)
