"""What is true of an indicator, whatever the edition: its name, unit, base, direction, breaks, sources."""

from analysis.indicators.economy_codes import economies, is_economy
from analysis.indicators.questionnaire import (
    HOUSEHOLD,
    Asked,
    Block,
    Group,
    Measure,
    Question,
    Questionnaire,
    Unit,
    questionnaire,
    questionnaires,
)
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
    "HOUSEHOLD",
    "Asked",
    "Bilingual",
    "Block",
    "Breakpoint",
    "Group",
    "HeldBy",
    "Indicator",
    "Kind",
    "Measure",
    "Question",
    "Questionnaire",
    "Remark",
    "Respect",
    "Series",
    "Source",
    "Survey",
    "Unit",
    "economies",
    "indicator",
    "is_economy",
    "publishers",
    "questionnaire",
    "questionnaires",
    "registry",
    "series",
    "source",
    "sources",
    "surveys",
]
