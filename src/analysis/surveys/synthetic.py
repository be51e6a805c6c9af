"""Made-up answers with a known truth, for tests and the tutorial: never a finding, and marked so in every row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from analysis.indicators import Measure, Question, Questionnaire, Unit, questionnaire
from analysis.surveys.answering import answers
from analysis.surveys.microdata import MARK

REGIONS, VILLAGES, HOMES = 5, 60, 100
"""Regions, each in town and country; units in a stratum; households of two in a unit."""
DRAWN, ASKED = 12, 10
"""Units drawn from each stratum, households in each; one of its two members is asked."""
REFUSE = 0.03
"""The part of answers that is a refusal."""
LATER = 0.4
"""How far the second wave is above the first, on the scale of logits."""


@dataclass(frozen=True)
class Population:
    """Everybody, as each would answer; a row a person, two rows a household."""

    people: pd.DataFrame
    definition: Questionnaire

    def truth(self, measure: str, group: str | None = None, code: str | None = None) -> float:
        """The population's share, in per cent, of everybody or of a group's code."""
        known = self.definition.measures[measure]
        given = answers(self.people, self.definition, known)
        inside = given.valid
        if known.asked.of is Unit.HOUSEHOLD:
            inside = inside & (np.arange(len(self.people)) % 2 == 0)
        if group is not None:
            inside = inside & np.asarray(self.people[self.definition.groups[group].column] == int(code or 0))
        return float(100 * (given.top * inside).sum() / (given.bottom * inside).sum())

    def people_of(self, group: str) -> dict[str, float]:
        """How many people each code of a group has: margins that are true."""
        counts = self.people[self.definition.groups[group].column].value_counts().sort_index()
        return {str(code): float(number) for code, number in counts.items()}

    def sample(self, seed: int, *, again: int = 0) -> pd.DataFrame:
        """Answers of a sample by strata and clusters, with unequal weights and refusals, in the definition's columns.

        The same seed gives the same answers; the same units with other people in them where ``again`` differs.
        """
        units, rng = np.random.default_rng(seed), np.random.default_rng([seed, again])
        rows = self.people.iloc[_drawn(units, rng)].reset_index(drop=True)
        drawn = np.where(rows["residence"] == 2, 2 * DRAWN, DRAWN)
        household = VILLAGES / drawn * HOMES / ASKED
        rows = rows.assign(weight=2 * household, household_weight=household)
        filters = {question.asked.question for question in self.definition.questions.values() if question.asked}
        for code, measure in self.definition.measures.items():
            refused = rows[measure.column].notna() & (rng.random(len(rows)) < REFUSE)
            if measure.asked.over is None and code not in filters:
                rows.loc[refused, measure.column] = int(self.definition.refusals[-1])
        return rows.assign(**{MARK: 1})


@cache
def population(*, later: bool = False) -> Population:
    """A population in regions, towns and villages, at the first wave or, with more who say yes, at the second.

    People in one village are alike; the country, women and the old are online less.
    """
    definition = questionnaire()
    rng = np.random.default_rng(2014)
    strata = 2 * REGIONS
    size = strata * VILLAGES * HOMES * 2
    unit = np.repeat(np.arange(strata * VILLAGES), HOMES * 2)
    rural, female = unit // VILLAGES % 2, rng.integers(0, 2, size)
    age, education = rng.choice(3, size, p=[0.2, 0.55, 0.25]), rng.choice(3, size, p=[0.1, 0.65, 0.25])
    home = rng.normal(0, 0.5, strata * VILLAGES)[unit] - 0.9 * rural + (LATER if later else 0.0)
    lift = 1.2 + home - 0.4 * female - 1.1 * (age == 2) + 0.5 * (age == 0) + 0.4 * (education - 1)
    columns = {
        "stratum": unit // VILLAGES + 1,
        "psu": unit % VILLAGES + 1,
        "person": np.arange(size) + 1,
        "sex": female + 1,
        "residence": rural + 1,
        "age_group": age + 1,
        "education": education + 1,
    }
    for group in definition.groups.values():
        columns.setdefault(group.column, rng.choice(len(group.codes), size, p=_falling(len(group.codes))) + 1)
    people = pd.DataFrame(columns)
    answered: dict[str, pd.Series] = {}
    for question in definition.questions.values():
        given = _answers(question, 1.0 + home if question.of is Unit.HOUSEHOLD else lift, rng)
        if question.asked is not None:
            before = answered[definition.questions[question.asked.question].column]
            inside = before.isin([int(code) for code in question.asked.answers])
            given = {column: values.where(inside) for column, values in given.items()}
        answered |= given
    return Population(pd.concat([people, pd.DataFrame(answered)], axis=1), definition)


def synthetic(seed: int, *, later: bool = False) -> pd.DataFrame:
    """Made-up answers to the household questionnaire; the second wave asks in the same places as the first."""
    return population(later=later).sample(seed, again=int(later))


def _falling(codes: int) -> np.ndarray:
    """Probabilities of codes, each half as common as the one before."""
    weights = 0.5 ** np.arange(codes)
    return np.asarray(weights / weights.sum())


def _drawn(units: np.random.Generator, rng: np.random.Generator) -> np.ndarray:
    """Rows of the sample: units of each stratum, households of each unit, one member of each; shape (rows,)."""
    chosen = []
    for stratum in range(2 * REGIONS):
        drawn = DRAWN * (2 if stratum % 2 else 1)  # the country is asked twice as often
        for unit in np.sort(units.choice(VILLAGES, drawn, replace=False)):
            homes = (stratum * VILLAGES + unit) * HOMES + rng.choice(HOMES, ASKED, replace=False)
            chosen.append(2 * homes + rng.integers(0, 2, ASKED))
    return np.concatenate(chosen)


def _answers(question: Question, lift: np.ndarray, rng: np.random.Generator) -> dict[str, pd.Series]:
    """Answers of everybody, by column; both members of a household answer for it alike."""
    each = 2 if question.of is Unit.HOUSEHOLD else 1
    lift = lift[::each]
    if question.over is not None:
        whole = np.round(np.exp(rng.normal(6, 0.5, len(lift))))
        part = np.round(whole * rng.beta(2, 30, len(lift)), 1)
        return {question.column: pd.Series(np.repeat(part, each)), question.over: pd.Series(np.repeat(whole, each))}
    columns = [Measure("", question, item).column for item in question.items or (None,)]
    return {column: pd.Series(np.repeat(_codes(question, lift, rng), each), dtype="Int16") for column in columns}


def _codes(question: Question, lift: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shift = rng.uniform(-1.5, 0.5)
    steps = np.array([int(code) for code in question.answers])
    upwards = question.counted[-1] == list(question.answers)[-1]
    if len(steps) == 2:
        yes = rng.random(len(lift)) < 1 / (1 + np.exp(-(lift + shift)))
        place = np.where(yes, 1 if upwards else 0, 0 if upwards else 1)
    else:
        latent = rng.normal(len(steps) / 2 - 0.3 + (1 if upwards else -1) * (0.4 * lift + shift / 2), 1.0)
        place = np.clip(np.round(latent), 0, len(steps) - 1).astype(int)
    return np.asarray(steps[place])
