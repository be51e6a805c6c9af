"""Names of indicators and of the parts of a breakdown, as they stand in headings and lists."""

from __future__ import annotations

from analysis import language
from analysis.indicators import Indicator, Measure, indicator, questionnaires


def parts(breakdown: str, lang: str) -> list[str]:
    """The label of each part of a breakdown; none for a total.

    Examples
    --------
    >>> parts("age=16-74;sex=female", "en")
    ['aged 16–74', 'women']
    """
    named = dict(part.split("=", 1) for part in breakdown.split(";") if part)
    if "questionnaire" in named:
        return _asked(named, lang)
    return [language.text(f"{key}.{value}", lang) for key, value in named.items()]


def _asked(named: dict[str, str], lang: str) -> list[str]:
    """What was asked, of which group, and which bound it is, in the words of the questionnaire."""
    known = questionnaires()[named["questionnaire"]]
    found = [name_of(known.measures[named["question"]], lang)]
    found += [group.codes[named[code]][lang] for code, group in known.groups.items() if code in named]
    found += [known.groups[named["between"]].name[lang]] if "between" in named else []
    return [*found, *([language.text(f"filed.bound.{named['bound']}", lang)] if "bound" in named else [])]


def name_of(measure: Measure, lang: str) -> str:
    """A question's short name, with its item."""
    name = measure.asked.name[lang]
    return f"{name}: {measure.name[lang]}" if measure.item else name


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
