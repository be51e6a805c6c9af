"""Azerbaijani letters: their order, and their capitals (i/İ and ı/I are two letters)."""

from __future__ import annotations

import unicodedata

from analysis.language.reading import one_of_languages

ALPHABET = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
"""The thirty-two letters of the Azerbaijani alphabet, in order."""

_PLACE = {letter: i for i, letter in enumerate(ALPHABET)}
_FOREIGN = {"w": "v"}
"""A letter that stands in foreign names only is put right after the one it is read as."""


def sort_key(text: str, lang: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts texts as the language's alphabet does, whatever their case.

    Examples
    --------
    >>> sorted(["Özbəkistan", "Oman", "Çexiya", "Xorvatiya", "İran", "Iordaniya"], key=lambda t: sort_key(t, "az"))
    ['Çexiya', 'Xorvatiya', 'Iordaniya', 'İran', 'Oman', 'Özbəkistan']
    >>> sorted(["Zambia", "Côte d’Ivoire", "Cuba"], key=lambda t: sort_key(t, "en"))
    ['Côte d’Ivoire', 'Cuba', 'Zambia']
    """
    one_of_languages(lang)
    if lang == "en":
        return tuple((int(c.isalpha()), 0, c) for c in _bare(text.casefold()))
    return tuple(_rank(part) for c in lower(text, "az") for part in (c if c in _PLACE else _bare(c)))


def upper(text: str, lang: str) -> str:
    """Capital letters.

    Examples
    --------
    >>> upper("ixrac, ıldırım", "az"), upper("Iran", "en")
    ('İXRAC, ILDIRIM', 'IRAN')
    """
    one_of_languages(lang)
    return (text.replace("i", "İ").replace("ı", "I") if lang == "az" else text).upper()


def lower(text: str, lang: str) -> str:
    """Small letters.

    Examples
    --------
    >>> lower("İRAN, IRAQ", "az"), lower("IRAN", "en")
    ('iran, ıraq', 'iran')
    """
    one_of_languages(lang)
    return (text.replace("İ", "i").replace("I", "ı") if lang == "az" else text).lower()


def capitalise(text: str, lang: str) -> str:
    """The first letter capital, the rest as it is.

    Examples
    --------
    >>> capitalise("internet istifadəçiləri", "az"), capitalise("internet users", "en"), capitalise("", "az")
    ('İnternet istifadəçiləri', 'Internet users', '')
    """
    return upper(text[:1], lang) + text[1:]


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _rank(letter: str) -> tuple[int, int, str]:
    """Spaces and signs first, then the alphabet, then letters of other alphabets."""
    place = _PLACE.get(_FOREIGN.get(letter, letter))
    if place is None:
        return (2 if letter.isalpha() else 0, 0, letter)
    return (1, place, letter)
