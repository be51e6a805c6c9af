"""Groups that an index sorts its economies into by score (very high to low, tiers), edition by edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from pydantic import BaseModel, ConfigDict, field_validator

from analysis.errors import MethodError
from analysis.indices.status import Status
from analysis.indices.tables import rows_of


class Edge(Enum):
    """Whether a score that lies on a group's lower bound belongs to the group."""

    IN = "in"
    OUT = "out"
    OPEN = "open"  # the source does not say


class Group(BaseModel):
    """A group of some editions: scores from ``low``; ``top`` is the highest score there is."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    index: str
    editions: tuple[int, ...]
    name: str
    low: float
    edge: Edge
    top: float
    status: Status
    note: str = ""

    @field_validator("editions", mode="before")
    @classmethod
    def _years(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


@dataclass(frozen=True)
class Membership:
    """The group that a score falls into, and how well the group's bounds are known."""

    index: str
    edition: int
    value: float
    group: str
    status: Status


@cache
def groups() -> tuple[Group, ...]:
    """All rows of ``indices/classes.csv``, each index's groups from the highest to the lowest.

    Raises
    ------
    RegistryError
        If a row is not sound.
    """
    return rows_of("classes.csv", Group)


def classify(index: str, edition: int, value: float) -> Membership:
    """The group of a score.

    Parameters
    ----------
    value
        In the index's own unit, from zero to the top of its scale.

    Raises
    ------
    MethodError
        If no groups of the edition are known, the score lies off the scale, or on a bound of which the source does not
        say to which side it belongs.

    Notes
    -----
    Bounds: UN DESA, E-Government Survey (EGDI, very high above 0.75); ITU, Global Cybersecurity Index 2018 and 2024.

    Examples
    --------
    >>> classify("EGDI", 2018, 0.6574).group, classify("GCI", 2024, 93.76).group
    ('high', 'tier 2')
    """
    known = [group for group in groups() if group.index == index and edition in group.editions]
    if not known:
        raise MethodError(
            f"{index} {edition} has no known groups",
            rule="bounds from the edition itself, in indices/classes.csv",
            remedy="give the score and the place alone, or add the bounds with their source",
        )
    top = known[0].top
    if not 0 <= value <= top:
        raise MethodError(f"{index} {edition}: a score of {value:g}", rule=f"0 to {top:g}", remedy="mend the figure")
    for group in known:
        if value > group.low or (value == group.low and group.edge is Edge.IN):
            return Membership(index, edition, value, group.name, group.status)
        if value == group.low and group.edge is Edge.OPEN:
            raise MethodError(
                f"{index} {edition}: a score of {value:g} lies on the lower bound of “{group.name}”",
                rule="the source does not say to which side a bound belongs",
                remedy="read the edition and fill in the edge in indices/classes.csv",
            )
    raise AssertionError("the lowest group begins at zero")
