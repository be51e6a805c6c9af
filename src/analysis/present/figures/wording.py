"""The words charts share: what an indicator, a breakdown, a group is called, and a value with its year."""

from __future__ import annotations

from collections.abc import Iterable

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import Observation
from analysis.present import labels
from analysis.present.context import COUNTRY, Context
from analysis.present.sentences import sentence


def say(key: str, context: Context, **values: object) -> str:
    """The text ``figure.<key>`` in the report's language, its placeholders filled with plain values."""
    return sentence(f"figure.{key}", values, context)


def country(context: Context) -> str:
    """The country's name."""
    return language.economy(COUNTRY, context.lang)


def short_name(code: str, context: Context, breakdown: str = "") -> str:
    """An indicator's short name, its breakdown after a comma."""
    name = indicator(code).short[context.lang]
    return f"{name}, {breakdown_label(breakdown, context)}" if breakdown else name


def unit_label(unit: str, context: Context) -> str:
    """What stands below a panel's title: the unit, empty for a bare count."""
    return language.unit_label(unit, context.lang)


def breakdown_label(breakdown: str, context: Context) -> str:
    """The parts of a breakdown in words, joined by commas; the text of ``sex=female`` is ``sex.female``."""
    return ", ".join(labels.parts(breakdown, context.lang))


def label(part: str, context: Context) -> str:
    """The words for one part of a breakdown, written ``sex=female`` or ``sex.female``."""
    return language.text(part.replace("=", ".", 1), context.lang)


def value(observation: Observation, context: Context) -> str:
    """The bare number with the indicator's decimals; the unit stands in the panel's title."""
    return language.number(observation.value, context.lang, indicator(observation.indicator).decimals)


def value_of(number: float, code: str, context: Context) -> str:
    """A statistic of an indicator, with that indicator's decimals."""
    return language.number(number, context.lang, indicator(code).decimals)


def plain(number: float, decimals: int, context: Context) -> str:
    """A number without unit, such as a percentile or a rank."""
    return language.number(number, context.lang, decimals)


def quantity(number: float, unit: str, code: str, context: Context) -> str:
    """A number with its unit, for alt texts."""
    return language.quantity(number, unit, context.lang, indicator(code).decimals)


def brief(number: float, unit: str, code: str, context: Context) -> str:
    """The bare number, with its sign where it is a per cent: for a second number of a unit already named."""
    return quantity(number, unit, code, context) if unit == "percent" else value_of(number, code, context)


def listed(parts: Iterable[str], context: Context) -> str:
    """Parts joined by commas, with the language's "and" before the last.

    Examples
    --------
    >>> from analysis.present.context import Context
    >>> listed(["a"], Context("c", 2018, "en", {}, "developed"))
    'a'
    """
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return say("and", context, first=", ".join(items[:-1]), last=items[-1])


def when(observation: Observation, context: Context) -> str:
    """The year, or the period of a part of a year."""
    return language.period(observation.period, context.lang) if observation.period else str(observation.ref_year)


def joined(*parts: str) -> str:
    """Parts of a line below a title, the empty ones left out.

    Examples
    --------
    >>> joined("", "2018")
    '2018'
    """
    return ", ".join(part for part in parts if part)


def signed(difference: float, code: str, context: Context) -> str:
    """A difference with its sign and no unit."""
    return language.signed(difference, context.lang, indicator(code).decimals)


def capitalised(text: str, context: Context) -> str:
    """``text`` as it begins a heading or a row."""
    return language.capitalise(text, context.lang)
