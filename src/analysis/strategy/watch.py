"""How a clause is watched: a series, a published index, a dated milestone, a survey question, or nothing yet."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from analysis.indicators import Bilingual


class Relation(Enum):
    """Whether an indicator counts what the clause names, or something near it."""

    MEASURES = "measures"
    PROXY = "proxy"


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IndicatorWatch(_Item):
    """Series that answer the clause; ``note`` says of a proxy how it differs from what the clause asks.

    ``breakdowns`` narrows the series to the parts that answer; empty means all of it.
    """

    kind: Literal["indicator"]
    codes: tuple[str, ...] = Field(min_length=1)
    relation: Relation
    breakdowns: tuple[str, ...] = ()
    note: Bilingual | None = None


class IndexWatch(_Item):
    """Published indices: each answers its publisher's question, so it is a proxy by nature and says how it differs."""

    kind: Literal["index"]
    codes: tuple[str, ...] = Field(min_length=1)
    breakdowns: tuple[str, ...] = ()
    note: Bilingual | None = None

    @property
    def relation(self) -> Relation:
        """Always a proxy."""
        return Relation.PROXY


class MilestoneWatch(_Item):
    """Dated steps, by their ids in ``strategy/timeline.csv``; ``note`` says what they do not show."""

    kind: Literal["milestone"]
    events: tuple[str, ...] = Field(min_length=1)
    note: Bilingual | None = None


class SurveyWatch(_Item):
    """What a public opinion survey of clause 15.2 would have to ask."""

    kind: Literal["survey"]
    item: Bilingual


class NoWatch(_Item):
    """Not measurable with public data: why, and who would have to publish what."""

    kind: Literal["none"]
    reason: Bilingual
    remedy: Bilingual


Watch = Annotated[IndicatorWatch | IndexWatch | MilestoneWatch | SurveyWatch | NoWatch, Field(discriminator="kind")]
