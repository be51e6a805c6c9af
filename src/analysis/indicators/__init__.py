"""What is true of an indicator, whatever the edition: its name, unit, base, direction, breaks, sources."""

from analysis.indicators.economy_codes import economies, is_economy
from analysis.indicators.registry import (
    Bilingual,
    Breakpoint,
    Indicator,
    Kind,
    Remark,
    Respect,
    indicator,
    registry,
)
from analysis.indicators.series import Series, series
from analysis.indicators.sources import Source, publishers, source, sources
from analysis.indicators.surveys import HeldBy, Survey, surveys

__all__ = [
    "Bilingual",
    "Breakpoint",
    "HeldBy",
    "Indicator",
    "Kind",
    "Remark",
    "Respect",
    "Series",
    "Source",
    "Survey",
    "economies",
    "indicator",
    "is_economy",
    "publishers",
    "registry",
    "series",
    "source",
    "sources",
    "surveys",
]
