"""Vowel harmony: an Azerbaijani ending takes its vowel from the last vowel of the word it is put on."""

from __future__ import annotations

from analysis.errors import LanguageError

_CLOSE = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "ə": "i", "i": "i", "ö": "ü", "ü": "ü"}
_BACK = frozenset("aıou")


def close_vowel(word: str) -> str:
    """The vowel of a fourfold ending (-cı, -ci, -cu, -cü) on ``word``.

    Examples
    --------
    >>> [close_vowel(word) for word in ("altı", "on", "yeddi", "üç")]
    ['ı', 'u', 'i', 'ü']
    """
    return _CLOSE[_last_vowel(word)]


def open_vowel(word: str) -> str:
    """The vowel of a twofold ending (-dan, -dən) on ``word``.

    Examples
    --------
    >>> open_vowel("mart"), open_vowel("aprel")
    ('a', 'ə')
    """
    return "a" if _last_vowel(word) in _BACK else "ə"


def _last_vowel(word: str) -> str:
    for letter in reversed(word):
        if letter in _CLOSE:
            return letter
    raise LanguageError(f"{word!r} has no vowel", rule="an Azerbaijani word in small letters", remedy="spell it out")
