"""The figures that the strategy itself prints in its introduction and in its section on the current situation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis import strict_yaml
from analysis.errors import RegistryError
from analysis.indicators import Bilingual, Indicator, registry
from analysis.strategy.outline import outline

PLACE = "strategy/baselines.yaml"


class Bound(Enum):
    """How the strategy words a figure."""

    EXACT = "exact"
    ABOUT = "about"
    LOW = "low"  # the lower end of a printed range
    HIGH = "high"  # the upper end of a printed range
    OVER = "over"
    WITHIN = "within"  # at most: among the first ten, under five per cent


class Baseline(BaseModel):
    """A printed figure.

    ``year`` is the year it describes (the last one of ``period``, written ``from..to``, where it covers several);
    ``words`` says what the figure is of; ``indicator`` is the series of this project on the same base, or None; ``row``
    the gatherer's id of the figure; ``note`` what is unclear about it. Other publishers' figures for the same
    indicator and year stand in the panel beside it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    clause: str
    year: int
    period: str | None = None
    value: float
    bound: Bound = Bound.EXACT
    unit: str
    words: Bilingual
    indicator: str | None = None
    row: str | None = None
    note: Bilingual | None = None


@cache
def baselines() -> Mapping[str, Baseline]:
    """Every printed figure by its id, in the strategy's order.

    Raises
    ------
    RegistryError
        If an entry of ``strategy/baselines.yaml`` breaks its rules.
    """
    text = (resources.files("analysis.strategy") / "baselines.yaml").read_text(encoding="utf-8")
    return read_baselines(text, indicators=registry())


def read_baselines(text: str, *, indicators: Mapping[str, Indicator]) -> dict[str, Baseline]:
    """Printed figures by id from the YAML ``text``.

    Raises
    ------
    RegistryError
        For the first entry with a wrong field, an unknown clause or indicator, a unit that is not its indicator's,
        a period that does not end in its year, or a row that is no id.
    """
    found = {}
    for name, entry in strict_yaml.read_mapping(text, place=PLACE, error=RegistryError).items():
        found[name] = _baseline(name, entry)
        _check(found[name], f"baseline {name!r} in {PLACE}", indicators)
    return found


def _baseline(name: Any, entry: Any) -> Baseline:
    try:
        return Baseline(id=name, **entry)
    except (ValidationError, TypeError) as error:
        problem = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        field = ".".join(str(part) for part in problem["loc"]) or "entry"
        raise RegistryError(
            f"baseline {name!r} in {PLACE}: {field}: {problem['msg']}",
            rule="the fields of Baseline",
            remedy="mend the entry",
        ) from None


def _check(known: Baseline, place: str, indicators: Mapping[str, Indicator]) -> None:
    if known.clause not in outline():
        raise RegistryError(f"{place} names clause {known.clause!r}", rule="a clause", remedy="mend the number")
    if known.period is not None and not re.fullmatch(rf"\d{{4}}\.\.{known.year}", known.period):
        raise RegistryError(
            f"{place} has period {known.period!r} and year {known.year}",
            rule="from..to, ending in the year that the figure describes",
            remedy="mend one of them",
        )
    if known.row is not None and not re.fullmatch(r"AZF-\d{4}", known.row):
        raise RegistryError(f"{place} has row {known.row!r}", rule="an id such as AZF-0310", remedy="mend the id")
    if known.indicator is None:
        return
    if known.indicator not in indicators:
        raise RegistryError(
            f"indicator {known.indicator!r} of {place}", rule="a code of indicators/registry", remedy="register it"
        )
    unit = indicators[known.indicator].unit
    if known.unit != unit:
        raise RegistryError(
            f"{place} is in {known.unit!r}, its indicator {known.indicator!r} in {unit!r}",
            rule="a figure on the indicator's base has its unit",
            remedy="convert the value, or set indicator to null",
        )
