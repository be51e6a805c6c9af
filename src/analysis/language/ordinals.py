"""Ordinal numbers in figures: 2018-ci, 2013-cü, 56-cı; 1st, 2nd, 3rd."""

from __future__ import annotations

from analysis.errors import LanguageError
from analysis.language.harmony import close_vowel
from analysis.language.numbers import number
from analysis.language.reading import one_of_languages

_UNITS = ("sıfır", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz")
_TENS = ("", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan")
_POWERS = ((9, "milyard"), (6, "milyon"), (3, "min"), (2, "yüz"))


def ordinal(n: int, lang: str) -> str:
    """The ordinal of ``n`` ≥ 0 as it is written in figures.

    In Azerbaijani the ending follows the last spoken word of the number (2010: "iki min on", hence -cu).

    Raises
    ------
    LanguageError
        If ``n`` is negative or not whole, or the language is unknown.

    Examples
    --------
    >>> [ordinal(n, "az") for n in (2018, 2013, 2016, 2010, 40, 100)]
    ['2018-ci', '2013-cü', '2016-cı', '2010-cu', '40-cı', '100-cü']
    >>> [ordinal(n, "en") for n in (1, 2, 3, 11, 56, 2018)]
    ['1st', '2nd', '3rd', '11th', '56th', '2018th']
    """
    one_of_languages(lang)
    if n != int(n) or n < 0:
        raise LanguageError(f"ordinal of {n!r}", rule="a whole number, not negative", remedy="give a rank or a year")
    n = int(n)
    figures = str(n) if n < 10_000 else number(n, lang, 0)
    if lang == "az":
        return f"{figures}-c{close_vowel(last_word(n))}"
    return figures + _english(n)


def last_word(n: int) -> str:
    """The last word of ``n`` ≥ 0 as it is spoken in Azerbaijani.

    Examples
    --------
    >>> [last_word(n) for n in (2018, 2010, 2000, 1_000_000)]
    ['səkkiz', 'on', 'min', 'milyon']
    """
    if n % 10 or n == 0:
        return _UNITS[n % 10]
    if n % 100:
        return _TENS[n % 100 // 10]
    return next(word for zeros, word in _POWERS if n % 10**zeros == 0)


def _english(n: int) -> str:
    if n % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
