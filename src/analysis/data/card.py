"""The card beside raw figures: who published them, when they were read, what was left out and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from analysis import strict_yaml
from analysis.errors import DataError

CARD = "source.yml"
ADDRESSES = "addresses.csv"
PER_ROW = "per row"


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


_Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class Match(BaseModel):
    """Which raw rows are meant; a column that is not named admits every value."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: _Texts = ()
    series: _Texts = ()
    economy: _Texts = ()
    ref_year: _Texts = ()
    period: _Texts = ()
    breakdown: _Texts = ()


class Exclusion(BaseModel):
    """Rows that stay in the raw file, as published, and do not enter the panel."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    match: Match
    reason: str = Field(min_length=10)


class Card(BaseModel):
    """One source in one vintage: `source.yml`.

    ``grade`` is A (best) to D, or ``per row`` where `addresses.csv` grades each figure; D never enters the panel.
    ``files`` gives the SHA-256 of every CSV file in the folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    publisher: str = Field(min_length=1)
    title: str = Field(min_length=1)
    edition: str = Field(min_length=1)
    vintage: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    address: str = Field(pattern=r"^https?://")
    date_read: date
    read_through: tuple[str, ...]
    files: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]] = Field(min_length=1)
    grade: Literal["A", "B", "C", "D", "per row"]
    population_base: str = Field(min_length=1)
    known_breaks: tuple[str, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    notes: str = ""

    @property
    def graded_by_row(self) -> bool:
        """Whether each figure has its own publisher, address and grade."""
        return self.grade == PER_ROW


def read_card(path: Path, *, place: str) -> Card:
    """Read and check one `source.yml`; ``place`` is how messages name it.

    Raises
    ------
    DataError
        If the file is missing, is no YAML mapping, breaks the fields of :class:`Card` or stands in a folder
        that is not named after its vintage.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(
            f"{place} is missing",
            rule="every folder of raw figures has a card",
            remedy="write the card or remove the folder",
        ) from None
    except UnicodeDecodeError as error:
        raise DataError(f"{place} cannot be read: {error}", rule="UTF-8", remedy="save it in UTF-8") from error
    content = strict_yaml.read_mapping(text, place=place, error=DataError)
    try:
        card = Card.model_validate(content)
    except ValidationError as error:
        detail = error.errors()[0]
        field = ".".join(str(part) for part in detail["loc"]) or "the card"
        raise DataError(
            f"{field} in {place}, got {detail['input']!r}: {detail['msg']}",
            rule="the fields of a source card (docs/architecture.md)",
            remedy="mend the field; quote years and vintages",
        ) from error
    if card.vintage != path.parent.name:
        raise DataError(
            f"vintage {card.vintage!r} in {place}",
            rule=f"a folder is named after its vintage, here {path.parent.name!r}",
            remedy="rename the folder or mend the card",
        )
    return card
