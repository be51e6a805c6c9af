"""The recipe of the composite index, ``params/index.yaml``: one for all editions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analysis.errors import ParameterError
from analysis.indicators import Bilingual, registry
from analysis.params.reading import read_mapping, validate
from analysis.paths import here

NAME = "index.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IndexMeans(_Part):
    """Powers of the means: inside a pillar, and across pillars; 1 arithmetic, 0 geometric."""

    inner: float
    outer: float


class IndexIndicator(_Part):
    """An indicator of a pillar.

    ``relative`` indicators are scored anew in every edition of their index, so the place among the economies counts,
    not the value; the others have goalposts. ``also`` are codes of the same index on another scale, for later editions.
    """

    weight: float
    reason: Bilingual
    worst: float | None = None
    best: float | None = None
    relative: bool = False
    also: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _scored_one_way(self) -> Self:
        if self.relative == (self.worst is not None and self.best is not None):
            raise ValueError("two goalposts, or relative: true")
        return self


class Pillar(_Part):
    """A group of indicators with its weight."""

    weight: float
    indicators: Mapping[str, IndexIndicator]


class IndexChoices(_Part):
    """What could have been decided otherwise, how many times it is drawn, and from which seed."""

    spread: float
    means: tuple[IndexMeans, ...]
    leave_out: bool
    replicates: int = Field(ge=100)
    design: int
    seed: int


class Comparative(_Part):
    """The index of economies: pillars that figures exist for in many of them."""

    means: IndexMeans
    pillars: Mapping[str, Pillar]
    choices: IndexChoices


class NationalDirection(_Part):
    """A direction of the strategy: weights of its indicators, or why it cannot be measured."""

    indicators: Mapping[str, float] = {}
    unmeasured: Bilingual | None = None

    @model_validator(mode="after")
    def _measured_or_not(self) -> Self:
        if bool(self.indicators) == (self.unmeasured is not None):
            raise ValueError("indicators with their weights, or unmeasured with the reason")
        return self


class National(_Part):
    """The country's own profile: all directions of the strategy in its order; ``mean`` is the power across them."""

    mean: float
    directions: Mapping[str, NationalDirection]


class IndexRecipe(_Part):
    """The whole file; ``oldest`` is how many years an observation may lie before the edition's."""

    version: str = Field(strict=True)
    base_year: int = Field(strict=True)
    oldest: int = Field(strict=True, ge=0)
    comparative: Comparative
    national: National


def index_recipe(folder: Path | None = None) -> IndexRecipe:
    """The recipe in ``params/index.yaml``.

    Raises
    ------
    ParameterError
        If a key is unknown or missing, a value has the wrong type, or an indicator is not in the registry; the message
        names file and key.
    """
    path = (folder or here().params) / NAME
    found = validate(IndexRecipe, read_mapping(path), f"params/{NAME}")
    named = {
        f"comparative.pillars.{name}": [c for code, one in pillar.indicators.items() for c in (code, *one.also)]
        for name, pillar in found.comparative.pillars.items()
    }
    named |= {f"national.directions.{name}": list(one.indicators) for name, one in found.national.directions.items()}
    for place, codes in named.items():
        unknown = [code for code in codes if code not in registry()]
        if unknown:
            raise ParameterError(
                f"params/{NAME}: {place}.indicators: {', '.join(unknown)}",
                rule="a code of the registry",
                remedy="mend the code, or add the indicator to the registry first",
            )
    return found
