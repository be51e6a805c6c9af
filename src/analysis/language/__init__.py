"""Azerbaijani and English: texts, numbers with units, ordinals, periods, order of letters, names of economies."""

from analysis.language.abbreviations import abbreviations, abbreviations_in
from analysis.language.dates import date, period
from analysis.language.economies import economy
from analysis.language.glossary import Term, glossary
from analysis.language.numbers import number, percent, signed
from analysis.language.ordinals import ordinal
from analysis.language.sorting import capitalise, lower, sort_key, upper
from analysis.language.texts import LANGUAGES, keys, placeholders, text, texts
from analysis.language.units import difference, quantity, unit_label, units

__all__ = [
    "LANGUAGES",
    "Term",
    "abbreviations",
    "abbreviations_in",
    "capitalise",
    "date",
    "difference",
    "economy",
    "glossary",
    "keys",
    "lower",
    "number",
    "ordinal",
    "percent",
    "period",
    "placeholders",
    "quantity",
    "signed",
    "sort_key",
    "text",
    "texts",
    "unit_label",
    "units",
    "upper",
]
