"""A number with its unit, and a difference with the unit of differences: points are never per cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from babel import Locale

from analysis.errors import LanguageError
from analysis.language.numbers import number
from analysis.language.numbers import signed as with_sign
from analysis.language.ordinals import ordinal
from analysis.language.reading import LANGUAGES, both, one_of_languages, read_table

Pattern = Mapping[str, str]
"""A pattern by plural category; a unit whose words do not change has ``other`` only."""


@dataclass(frozen=True)
class Unit:
    """How one unit is written, by language: a value, a difference of two values, and its name on an axis."""

    code: str
    value: Mapping[str, Pattern]
    difference: Mapping[str, Pattern]
    label: Mapping[str, str]


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by code, from ``language/units.yaml``.

    Raises
    ------
    LanguageError
        If an entry lacks a part, a language, or its placeholder.
    """
    place = "language/units.yaml"
    source = (resources.files("analysis.language") / "units.yaml").read_text(encoding="utf-8")
    return {code: _unit(code, entry, place) for code, entry in read_table(source, place=place).items()}


def quantity(value: float, unit: str, lang: str, decimals: int, *, signed: bool = False) -> str:
    """``value`` with its unit as it stands in a sentence.

    Raises
    ------
    LanguageError
        If the unit or the language is unknown.

    Examples
    --------
    >>> quantity(79.8, "percent", "az", 1), quantity(18.83, "per_100", "en", 1), quantity(56, "rank", "az", 0)
    ('79,8%', '18.8 per 100 people', '56-cı yer')
    """
    return _filled(_known(unit, lang).value[lang], value, lang, decimals, sign=signed)


def difference(value: float, unit: str, lang: str, decimals: int, *, signed: bool = False) -> str:
    """``value`` as the difference of two values of ``unit``: percentage points for shares, points for scores.

    Raises
    ------
    LanguageError
        If the unit or the language is unknown.

    Examples
    --------
    >>> difference(6.8, "percent", "az", 1), difference(1, "percent", "en", 0)
    ('6,8 faiz bəndi', '1 percentage point')
    >>> difference(-2, "rank", "en", 0, signed=True)
    '−2 places'
    """
    return _filled(_known(unit, lang).difference[lang], value, lang, decimals, sign=signed)


def unit_label(unit: str, lang: str) -> str:
    """The unit's name on an axis or in a table's head; empty for a bare count.

    Raises
    ------
    LanguageError
        If the unit or the language is unknown.

    Examples
    --------
    >>> unit_label("per_100", "az"), unit_label("count", "en")
    ('hər 100 nəfərə', '')
    """
    return _known(unit, lang).label[lang]


def _known(unit: str, lang: str) -> Unit:
    one_of_languages(lang)
    try:
        return units()[unit]
    except KeyError:
        raise LanguageError(
            f"unit {unit!r}", rule="a code of language/units.yaml", remedy="add it there in both languages"
        ) from None


def _filled(pattern: Pattern, value: float, lang: str, decimals: int, *, sign: bool) -> str:
    category = Locale(lang).plural_form(Decimal(f"{abs(value):.{decimals}f}"))
    chosen = pattern.get(category, pattern["other"])
    if "{ord}" in chosen:
        return chosen.format(ord=ordinal(round(value), lang))
    return chosen.format(n=(with_sign if sign else number)(value, lang, decimals))


def _unit(code: str, entry: object, place: str) -> Unit:
    parts = ("value", "difference", "label")
    if not isinstance(entry, dict) or set(entry) != set(parts):
        raise LanguageError(f"unit {code!r} in {place}", rule=f"exactly {', '.join(parts)}", remedy="give each once")
    texts = {part: both(entry[part], place=f"unit {code!r}, {part}, in {place}") for part in parts}
    value, change = (
        {lang: _pattern(texts[part][lang], f"unit {code!r}, {part}, {lang}, in {place}") for lang in LANGUAGES}
        for part in ("value", "difference")
    )
    return Unit(code, value, change, texts["label"])


def _pattern(entry: object, place: str) -> Pattern:
    pattern = {"other": entry} if isinstance(entry, str) else entry
    if not isinstance(pattern, dict) or "other" not in pattern:
        raise LanguageError(f"{place} is {entry!r}", rule="a text, or plural forms with other", remedy="mend the entry")
    for form in pattern.values():
        if not isinstance(form, str) or form.count("{n}") + form.count("{ord}") != 1:
            raise LanguageError(f"{place} is {form!r}", rule="{n} or {ord} once", remedy="mend the entry")
    return pattern
