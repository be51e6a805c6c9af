"""The indicator registry: charts, tables, codebook and reports read names and units from here, nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from analysis import strict_yaml
from analysis.errors import RegistryError

Lang = Literal["az", "en"]


class Bilingual(BaseModel):
    """A text in both languages.

    Examples
    --------
    >>> Bilingual(az="yer", en="rank")["az"]
    'yer'
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    az: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.az if lang == "az" else self.en


class Kind(Enum):
    """What sort of number an indicator is; it decides how change is expressed and where an axis starts."""

    SHARE = "share"  # bounded 0–100 %
    RATE = "rate"  # per 100, per million
    LEVEL = "level"  # unbounded amount
    PRICE = "price"
    INDEX = "index"  # relative to an edition; scores are never chained
    COUNT = "count"  # stocks, flows, cumulative counters


class Breakpoint(BaseModel):
    """Values from ``year`` on do not compare with those before."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    year: int
    note: Bilingual


Respect = Literal["definition", "accuracy", "coherence"]
"""Texts of an entry that later years may add to."""


class Remark(BaseModel):
    """What a text says from an edition on: a fact of a later year has no place in an earlier report."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    since: int
    respect: Respect
    note: Bilingual


class Screening(BaseModel):
    """Our answer to what `analysis data screen` flags."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    answer: Literal["used", "used with a note", "not used"]
    flags: tuple[str, ...]
    note: Bilingual


class Indicator(BaseModel):
    """One indicator.

    ``direction`` is +1 where more is better, −1 where less is, 0 where neither; ``source`` the one whose series
    the reports use where several publish the same thing, ``also_from`` those that publish years it lacks;
    ``log_scale`` whether charts need a logarithmic axis; a gap between groups that moved by no more than ``gap_margin``
    points may have moved by the survey's error alone. Texts hold in every edition that shows the indicator; what
    is true from a later year on stands in ``remarks``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    name: Bilingual
    short: Bilingual
    definition: Bilingual
    unit: str
    kind: Kind
    base: Bilingual
    direction: Literal[-1, 0, 1]
    lower: float | None = None
    upper: float | None = None
    decimals: int = 1
    log_scale: bool = False
    source: str
    also_from: tuple[str, ...] = ()
    clauses: tuple[str, ...]
    accuracy: Bilingual
    coherence: Bilingual | None = None
    self_reported: bool = False
    gap_margin: float | None = None
    restricted: bool = False
    compared_with: str | None = None
    breaks: tuple[Breakpoint, ...] = ()
    remarks: tuple[Remark, ...] = ()
    screening: tuple[Screening, ...] = ()

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Indicator:
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise ValueError("lower must be below upper")
        if not self.clauses:
            raise ValueError("at least one clause of the strategy must be named")
        return self

    def shows(self, source: str) -> bool:
        """Whether reports may show figures of ``source``: where the publisher's terms are not open, only others'."""
        return not (self.restricted and source == self.source)

    def breaks_between(self, start: int, end: int) -> tuple[Breakpoint, ...]:
        """Breaks after ``start``, up to and including ``end``."""
        return tuple(b for b in self.breaks if start < b.year <= end)

    def told(self, respect: Respect, year: int) -> tuple[Bilingual, ...]:
        """What the edition of ``year`` may say in one respect: the lasting text, then the remarks up to that year."""
        lasting: Bilingual | None = getattr(self, respect)
        later = (r.note for r in self.remarks if r.respect == respect and r.since <= year)
        return (*(() if lasting is None else (lasting,)), *later)


@cache
def registry() -> Mapping[str, Indicator]:
    """Every indicator by code, in the order of the registry's files.

    Raises
    ------
    RegistryError
        If a file breaks the schema; the message names file, code and field.
    """
    found: dict[str, Indicator] = {}
    folder = resources.files("analysis.indicators") / "registry"
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name):
        for code, entry in _read(file).items():
            place = f"{code} in indicators/registry/{file.name}"
            if code in found:
                raise RegistryError(f"{place}: a second entry", rule="a code stands once", remedy="rename one")
            try:
                found[code] = Indicator(code=code, **entry)
            except (ValidationError, TypeError) as error:
                raise RegistryError(
                    f"{place}: {first_problem(error)}", rule="the fields of Indicator", remedy="mend the entry"
                ) from error
    return found


def indicator(code: str) -> Indicator:
    """The indicator with this code.

    Raises
    ------
    RegistryError
        If there is none.
    """
    try:
        return registry()[code]
    except KeyError:
        raise RegistryError(
            f"indicator {code!r}",
            rule="a code of indicators/registry",
            remedy="see docs/codebook.md for the codes",
        ) from None


def _read(file: Traversable) -> dict[str, Any]:
    text = file.read_text(encoding="utf-8")
    return strict_yaml.read_mapping(text, place=f"indicators/registry/{file.name}", error=RegistryError)


def first_problem(error: Exception) -> str:
    """Field and message of the first thing that pydantic found wrong."""
    if isinstance(error, ValidationError):
        detail = error.errors()[0]
        return f"{'.'.join(str(part) for part in detail['loc']) or 'entry'}: {detail['msg']}"
    return str(error)
