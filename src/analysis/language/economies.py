"""Names of economies from the Unicode CLDR, by ISO 3166-1 alpha-3 code."""

from __future__ import annotations

import re

from babel import Locale
from babel.core import get_global

from analysis.errors import LanguageError
from analysis.language.reading import one_of_languages

# CLDR has no territory for the Channel Islands as one, and in Azerbaijani no short name for the two Chinese regions and
# not the usual one for South Africa.
_OVERRIDES = {
    "CHI": {"az": "Norman adaları", "en": "Channel Islands"},
    "HKG": {"az": "Honkonq (Çin)", "en": "Hong Kong (China)"},
    "ZAF": {"az": "Cənubi Afrika", "en": "South Africa"},
    "MAC": {"az": "Makao (Çin)", "en": "Macao (China)"},
}
_TERRITORIES = {"XKX": "XK"}
"""User-assigned codes, which are no ISO aliases."""
_UNKNOWN = "ZZ"


def economy(code: str, lang: str) -> str:
    """The economy's name.

    Raises
    ------
    LanguageError
        If the code is no economy, or the language is unknown.

    Examples
    --------
    >>> economy("AZE", "az"), economy("AZE", "en"), economy("TUR", "az"), economy("XKX", "en")
    ('Azərbaycan', 'Azerbaijan', 'Türkiyə', 'Kosovo')
    """
    one_of_languages(lang)
    if code in _OVERRIDES:
        return _OVERRIDES[code][lang]
    name = Locale(lang).territories.get(_territory(code))
    if name is None:
        raise LanguageError(f"economy {code!r}", rule="ISO 3166-1 alpha-3", remedy="see indicators/economies.csv")
    return str(name)


def _territory(code: str) -> str:
    if code in _TERRITORIES:
        return _TERRITORIES[code]
    aliases = get_global("territory_aliases").get(code, ())
    if len(aliases) != 1 or not re.fullmatch("[A-Z]{3}", code) or aliases[0] == _UNKNOWN:
        return ""
    return str(aliases[0])
