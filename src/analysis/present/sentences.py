"""Sentences with numbers: a text of `language`, filled from a result and formatted in the report's language.

A placeholder follows the result's own fields, e.g. ``{users.latest}`` or ``{place.rank}``; what it becomes depends
on the value's type and the format after the colon:

========================  ==========================================================================
``{observation}``         value with its unit, in the indicator's decimals
``{observation:value}``   the bare number; ``:short`` bare but for a per cent sign; ``:year`` the year it
                          describes; ``:ord`` that year as an ordinal (2018-ci); ``:name`` the
                          indicator's short name; ``:source`` its publisher
``{summary}``             a peer group's median with unit; ``:value`` and ``:short`` as above; ``:group``
                          the group's name
``{gap}``                 absolute difference with unit, in points for shares
``{pace}``                absolute change; ``:yearly`` a year; ``:growth`` compound growth a year
``{number:.1}``           any number with one decimal; ``:ord`` a whole number as an ordinal
``{codes:names}``         short names of indicators in parentheses after a space; nothing where there is none
``{text:key}``            a text looked up by the value itself, e.g. a breakdown's label
========================  ==========================================================================
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import Any

from analysis import language
from analysis.indicators import indicator, source
from analysis.methods.results import Gap, GroupGap, Observation, Pace, PeerSummary, Standing
from analysis.present.context import Context


def sentence(key: str, result: object, context: Context) -> str:
    """The text ``key`` in the context's language, its placeholders filled from ``result``.

    Raises
    ------
    LanguageError
        If the key is missing in the language.
    AttributeError, KeyError
        If a placeholder names nothing in the result.
    """
    return _Filler(context).vformat(language.text(key, context.lang), (), _named(result))


def _named(result: object) -> Mapping[str, Any]:
    if result is None:
        return {}
    if isinstance(result, Mapping):
        return result
    if is_dataclass(result) and not isinstance(result, type):
        return {"result": result} | {f.name: getattr(result, f.name) for f in fields(result)}
    return {"result": result}


class _Filler(string.Formatter):
    def __init__(self, context: Context) -> None:
        self.context = context

    def format_field(self, value: Any, format_spec: str) -> str:
        return filled(value, format_spec, self.context)


@singledispatch
def filled(value: object, form: str, context: Context) -> str:
    """A value as it stands in a sentence."""
    raise TypeError(f"{type(value).__name__} has no form in a sentence")


@filled.register
def _(value: str, form: str, context: Context) -> str:
    if form == "key":
        return language.text(value, context.lang)
    if form == "group":
        return context.groups[value]
    if form == "economy":
        return language.economy(value, context.lang)
    return value


@filled.register
def _(value: tuple, form: str, context: Context) -> str:  # type: ignore[type-arg]  # singledispatch takes no parameters
    names = ", ".join(indicator(code).short[context.lang] for code in value)
    return f" ({names})" if names else ""


@filled.register
def _(value: int, form: str, context: Context) -> str:
    if form == "ord":
        return language.ordinal(value, context.lang)
    if form == "count":
        return language.number(value, context.lang, 0)
    return str(value)


@filled.register
def _(value: float, form: str, context: Context) -> str:
    return language.number(value, context.lang, int(form.lstrip(".") or 1))


@filled.register
def _(value: Observation, form: str, context: Context) -> str:
    if form in ("year", "ord"):
        return filled(value.ref_year, "ord" if form == "ord" else "", context)
    if form == "name":
        return indicator(value.indicator).short[context.lang]
    if form == "source":
        return source(value.source).publisher[context.lang]
    return _amount(value.value, value.indicator, form, context)


@filled.register
def _(value: PeerSummary, form: str, context: Context) -> str:
    if form == "group":
        return context.groups[value.group]
    return _amount(value.median, value.members[0].indicator, form, context)


@filled.register
def _(value: Gap, form: str, context: Context) -> str:
    return _change(value.difference, value.own.indicator, context)


@filled.register
def _(value: GroupGap, form: str, context: Context) -> str:
    return _change(value.difference, value.high.indicator, context)


@filled.register
def _(value: Pace, form: str, context: Context) -> str:
    if form == "growth" and value.growth is not None:
        return language.percent(abs(value.growth), context.lang, 1)
    if form == "yearly":
        extra = 1 if abs(value.per_year) < 1 else 0
        return _change(value.per_year, value.end.indicator, context, extra=extra)
    return _change(value.change, value.end.indicator, context)


@filled.register
def _(value: Standing, form: str, context: Context) -> str:
    return language.text("standing_of_n", context.lang).format(rank=value.rank, n=value.n)


_NAMED_IN_POINTS = ("percent", "percentile", "index")
"""Units whose differences have a name of their own; for the others the sentence has named the unit already."""


def _amount(value: float, code: str, form: str, context: Context) -> str:
    """A value with its unit; ``value`` bare; ``short`` with a unit only where it is a per cent sign."""
    known = indicator(code)
    if form == "value" or (form == "short" and known.unit != "percent"):
        return language.number(value, context.lang, known.decimals)
    return language.quantity(value, known.unit, context.lang, known.decimals)


def _change(value: float, code: str, context: Context, *, extra: int = 0) -> str:
    """The size of a difference, in points where the unit has them."""
    known = indicator(code)
    decimals = min(known.decimals + extra, max(2, known.decimals))
    if known.unit.startswith(_NAMED_IN_POINTS):
        return language.difference(abs(value), known.unit, context.lang, decimals)
    return language.number(abs(value), context.lang, decimals)
