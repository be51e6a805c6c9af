"""Sentences with numbers: a text of `language`, filled from a result and formatted in the report's language.

A placeholder follows the result's own fields, e.g. ``{users.latest}`` or ``{place.rank}``; what it becomes depends
on the value's type and the format after the colon:

========================  ==========================================================================
``{observation}``         value with its unit, in the indicator's decimals
``{observation:value}``   the bare number; ``:year`` the year it describes; ``:ord`` that year as an
                          ordinal (2018-ci); ``:name`` the indicator's short name; ``:source`` its
                          publisher
``{summary}``             a peer group's median with unit; ``:value`` bare; ``:group`` the group's name
``{gap}``                 absolute difference with unit, in points for shares
``{pace}``                absolute change; ``:yearly`` a year; ``:growth`` compound growth a year
``{number:.1}``           any number with one decimal; ``:ord`` a whole number as an ordinal
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
    known = indicator(value.indicator)
    if form == "name":
        return known.short[context.lang]
    if form == "value":
        return language.number(value.value, context.lang, known.decimals)
    if form == "source":
        return source(value.source).publisher[context.lang]
    return language.quantity(value.value, value.unit, context.lang, known.decimals)


@filled.register
def _(value: PeerSummary, form: str, context: Context) -> str:
    if form == "group":
        return context.groups[value.group]
    decimals = indicator(value.members[0].indicator).decimals if value.members else 1
    if form == "value":
        return language.number(value.median, context.lang, decimals)
    return language.quantity(value.median, value.unit, context.lang, decimals)


@filled.register
def _(value: Gap, form: str, context: Context) -> str:
    known = indicator(value.own.indicator)
    return language.difference(abs(value.difference), value.own.unit, context.lang, known.decimals)


@filled.register
def _(value: GroupGap, form: str, context: Context) -> str:
    known = indicator(value.high.indicator)
    return language.difference(abs(value.difference), value.high.unit, context.lang, known.decimals)


@filled.register
def _(value: Pace, form: str, context: Context) -> str:
    known = indicator(value.end.indicator)
    if form == "growth" and value.growth is not None:
        return language.percent(abs(value.growth), context.lang, 1)
    amount = abs(value.per_year if form == "yearly" else value.change)
    decimals = min(known.decimals + 1, 2) if form == "yearly" and amount < 1 else known.decimals
    return language.difference(amount, value.end.unit, context.lang, decimals)


@filled.register
def _(value: Standing, form: str, context: Context) -> str:
    return language.text("standing_of_n", context.lang).format(rank=value.rank, n=value.n)
