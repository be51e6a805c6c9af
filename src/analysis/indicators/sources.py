"""The publishers' names and licences as the reports print them, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from analysis import strict_yaml
from analysis.errors import RegistryError
from analysis.indicators.registry import Bilingual


class Source(BaseModel):
    """How a source is cited in a report; the full card lies beside the raw figures in ``source.yml``.

    ``optional``: everything builds without its folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    publisher: Bilingual
    title: Bilingual
    licence: Bilingual
    optional: bool = False


@cache
def sources() -> Mapping[str, Source]:
    """Sources by the name of their folder in ``data/raw``."""
    return {code: Source.model_validate({"code": code, **entry}) for code, entry in _read("sources.yaml").items()}


@cache
def publishers() -> Mapping[str, Bilingual]:
    """Who published a single figure, by the second part of a panel's ``source`` such as ``azerbaijan/mcit``."""
    return {code: Bilingual.model_validate(name) for code, name in _read("publishers.yaml").items()}


def source(code: str) -> Source:
    """The source of a panel row: a folder of ``data/raw``, or ``folder/publisher`` where each row has its own.

    Raises
    ------
    RegistryError
        If folder or publisher is not registered.

    Examples
    --------
    >>> source("azerbaijan/strategy").publisher["en"]
    'the National Strategy'
    """
    folder, _, publisher = code.partition("/")
    try:
        found = sources()[folder]
        return found.model_copy(update={"publisher": publishers()[publisher]}) if publisher else found
    except KeyError as error:
        raise RegistryError(
            f"source {code!r}: {error.args[0]!r} is unknown",
            rule="a folder of indicators/sources.yaml and a publisher of indicators/publishers.yaml",
            remedy="register it in both languages",
        ) from None


def _read(name: str) -> dict[str, dict[str, str]]:
    text = (resources.files("analysis.indicators") / name).read_text(encoding="utf-8")
    return strict_yaml.read_mapping(text, place=f"indicators/{name}", error=RegistryError)
