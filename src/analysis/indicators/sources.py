"""The publishers' names and licences as the reports print them, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict

from analysis.indicators.registry import Bilingual


class Source(BaseModel):
    """How a source is cited in a report; the full card lies beside the raw figures in ``source.yml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    publisher: Bilingual
    title: Bilingual
    licence: Bilingual


@cache
def publisher_sources() -> Mapping[str, Source]:
    """Sources by the name of their folder in ``data/raw``."""
    text = (resources.files("analysis.indicators") / "sources.yaml").read_text(encoding="utf-8")
    return {code: Source(code=code, **entry) for code, entry in yaml.safe_load(text).items()}
