"""Names of indicators and of the parts of a breakdown, as they stand in headings and lists."""

from __future__ import annotations

from analysis import language
from analysis.indicators import Indicator, indicator


def parts(breakdown: str, lang: str) -> list[str]:
    """The label of each part of a breakdown; none for a total.

    Examples
    --------
    >>> parts("age=16-74;sex=female", "en")
    ['aged 16–74', 'women']
    """
    return [language.text(part.replace("=", "."), lang) for part in breakdown.split(";") if part]


def headed(code: str, lang: str) -> str:
    """An indicator's short name with a capital.

    Examples
    --------
    >>> headed("internet_users", "az")
    'İnternet istifadəçiləri'
    """
    return language.capitalise(indicator(code).short[lang], lang)


def in_points(known: Indicator) -> bool:
    """Whether a difference of this indicator is in percentage points."""
    return known.unit.startswith("percent") and known.unit != "percentile"


def step_unit(known: Indicator, lang: str) -> str:
    """The unit of a difference of this indicator, empty for a bare count.

    Examples
    --------
    >>> step_unit(indicator("internet_users"), "en")
    'points'
    """
    return language.text("table.points", lang) if in_points(known) else language.unit_label(known.unit, lang)
