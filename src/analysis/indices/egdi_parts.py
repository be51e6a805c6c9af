"""How a survey makes its infrastructure and human capital indices out of their components.

Each component becomes a z-score with the population's standard deviation, the z-scores a weighted mean, and the means
are stretched from 0 for the lowest member to 1 for the highest. It takes all members: one economy cannot be scored
alone.

Reference: UN DESA (2022), "United Nations E-Government Survey", annex and table A.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from pydantic import BaseModel, ConfigDict, field_validator

from analysis.errors import MethodError
from analysis.indices.cross_section import CrossSection, Score, cross_section
from analysis.indices.status import Status
from analysis.indices.tables import rows_of
from analysis.methods.composite.aggregate import Weights, arithmetic
from analysis.methods.composite.normalise import min_max
from analysis.methods.composite.vectors import table


class Component(BaseModel):
    """A component of TII or HCI in some surveys; values above ``cap`` count as the cap."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    surveys: tuple[int, ...]
    part: str
    component: str
    weight: float
    cap: float | None = None
    status: Status
    note: str = ""

    @field_validator("surveys", mode="before")
    @classmethod
    def _years(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


@cache
def known_components() -> tuple[Component, ...]:
    """All rows of ``indices/egdi_components.csv``.

    Raises
    ------
    RegistryError
        If a row is not sound.
    """
    return rows_of("egdi_components.csv", Component)


def components(survey: int, part: str) -> tuple[Component, ...]:
    """The components of a part (``tii`` or ``hci``) in a survey.

    Raises
    ------
    MethodError
        If they are not known.

    Examples
    --------
    >>> [component.component for component in components(2012, "hci")]
    ['adult_literacy', 'gross_enrolment']
    """
    found = tuple(c for c in known_components() if survey in c.surveys and c.part == part)
    if not found:
        raise MethodError(
            f"EGDI {survey}: the components of {part.upper()} are not known",
            rule="tii or hci of the surveys 2012 to 2022",
            remedy="show the printed part, or add its components with their source to indices/egdi_components.csv",
        )
    return found


def population_z(values: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    """Each component's distance from the members' mean in population standard deviations; shape (members, components).

    Parameters
    ----------
    values
        Members by components, two members or more.

    Raises
    ------
    MethodError
        If a value is missing, or a component is the same for all members.

    Examples
    --------
    >>> population_z([[0], [5], [10]]).ravel().round(4)
    array([-1.2247,  0.    ,  1.2247])
    """
    found = table(values)
    level = np.ptp(found, axis=0) == 0
    if level.any():
        raise MethodError(
            f"component {int(np.argmax(level))} is the same for all {len(found)} members",
            rule="a component differs between members",
            remedy="give all members, or leave the component out and say so",
        )
    return np.asarray((found - found.mean(axis=0)) / found.std(axis=0))


def standardised_mean(values: Sequence[Sequence[float]] | np.ndarray, weights: Weights = None) -> np.ndarray:
    """The weighted mean of z-scores, stretched from 0 to 1 over the members; shape (members,).

    Parameters
    ----------
    values
        Members by components; shape (members, components), two members or more.
    weights
        One a component; None for equal ones.

    Raises
    ------
    MethodError
        If a value is missing, a component is the same for all members, or the means are all equal.

    Examples
    --------
    >>> standardised_mean([[0, 0], [5, 20], [10, 40]])
    array([0. , 0.5, 1. ])
    """
    means = arithmetic(population_z(values), weights)
    # means that cancel out differ by the last bits of a double, which must not be stretched to 0 and 1
    if np.ptp(means) < 1e-12:
        raise MethodError(
            f"the means of all {len(means)} members are equal",
            rule="members differ",
            remedy="give all members, with all components",
        )
    return min_max(means, low=0.0, high=1.0)


def part_index(members: Mapping[str, Mapping[str, float]], *, survey: int, part: str) -> CrossSection:
    """A survey's infrastructure (``tii``) or human capital (``hci``) index of all its members, from 0 to 1.

    Parameters
    ----------
    members
        Values by component, by economy; every member with every component.

    Raises
    ------
    MethodError
        If the components are not known, a member lacks one or has another, or a component is constant.

    Examples
    --------
    >>> inputs = {"A": (90, 50), "B": (80, 40), "C": (70, 30)}
    >>> members = {e: dict(zip(("adult_literacy", "gross_enrolment"), v)) for e, v in inputs.items()}
    >>> [round(score.value, 3) for score in part_index(members, survey=2012, part="hci").scores]
    [1.0, 0.5, 0.0]
    """
    wanted = components(survey, part)
    names = [component.component for component in wanted]
    for economy, values in members.items():
        wrong = sorted(set(values) ^ set(names))
        if wrong:
            raise MethodError(
                f"{part.upper()} {survey}: {economy} {'lacks' if wrong[0] in names else 'has'} {wrong[0]}",
                rule=f"{', '.join(names)} of every member",
                remedy="give all components, of all members",
            )
    capped = [
        [min(values[c.component], np.inf if c.cap is None else c.cap) for c in wanted] for values in members.values()
    ]
    scores = standardised_mean(capped, [component.weight for component in wanted])
    return cross_section(
        part.upper(),
        [Score(economy, survey, float(score)) for economy, score in zip(members, scores, strict=True)],
    )
