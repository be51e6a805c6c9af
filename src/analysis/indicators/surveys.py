"""Surveys of the country's people: who holds each, and which indicators are its questions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis import strict_yaml
from analysis.errors import RegistryError
from analysis.indicators.registry import Bilingual, first_problem, registry


class HeldBy(Enum):
    """Who asks, and so how far the answers are from those who are judged by them."""

    INDEPENDENT = "an independent organisation"
    STATISTICS = "official statistics"
    JUDGED = "the body judged"
    SOUGHT = "sought"
    """Nobody that we know of: the survey is wanted and was not found."""


class Survey(BaseModel):
    """A survey: ``asks`` are the indicators that are its questions, each with the breakdowns that a report quotes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    name: Bilingual
    by: HeldBy
    asks: Mapping[str, tuple[str, ...]]


@cache
def surveys() -> Mapping[str, Survey]:
    """Every survey by code, in the order of ``indicators/surveys.yaml``.

    Raises
    ------
    RegistryError
        If an entry breaks the schema, or asks an indicator that is not registered.
    """
    text = (resources.files("analysis.indicators") / "surveys.yaml").read_text(encoding="utf-8")
    return read_surveys(text)


def read_surveys(text: str) -> Mapping[str, Survey]:
    """The surveys of a YAML text; errors as :func:`surveys`."""
    entries = strict_yaml.read_mapping(text, place="indicators/surveys.yaml", error=RegistryError)
    found = {}
    for code, entry in entries.items():
        place = f"{code} in indicators/surveys.yaml"
        try:
            found[code] = Survey(code=code, **entry)
        except (ValidationError, TypeError) as error:
            raise RegistryError(
                f"{place}: {first_problem(error)}", rule="the fields of Survey", remedy="mend the entry"
            ) from error
        if unknown := [asked for asked in found[code].asks if asked not in registry()]:
            raise RegistryError(
                f"indicator {unknown[0]!r} of {place}", rule="a code of indicators/registry", remedy="register it first"
            )
    return found
