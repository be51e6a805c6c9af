"""Reading a bilingual YAML table of this room so that a mistake names file and key."""

from __future__ import annotations

from typing import Any

from analysis import strict_yaml
from analysis.errors import LanguageError

LANGUAGES = ("az", "en")
"""The languages every text stands in."""


def read_table(source: str, *, place: str) -> dict[str, Any]:
    """The top-level mapping of a YAML table; ``place`` is the file's name in messages.

    Raises
    ------
    LanguageError
        If it is not YAML, repeats a key, is not a mapping, or has a key that is not a text.
    """
    content = strict_yaml.read_mapping(source, place=place, error=LanguageError)
    for key in content:
        if not isinstance(key, str):
            raise LanguageError(
                f"key {key!r} in {place}",
                rule="a key is a text (YAML reads a bare NO or ON as true or false)",
                remedy="quote it",
            )
    return content


def both(entry: object, *, place: str) -> dict[str, Any]:
    """``entry`` if it is a mapping with exactly the two languages.

    Raises
    ------
    LanguageError
        If a language is missing or something else stands beside them; the message names ``place``.
    """
    if not isinstance(entry, dict) or set(entry) != set(LANGUAGES):
        found = ", ".join(str(k) for k in entry) if isinstance(entry, dict) else repr(entry)
        raise LanguageError(
            f"{place} has {found or 'nothing'}", rule="exactly az and en", remedy="give the text in both languages"
        )
    return entry


def one_of_languages(lang: str) -> None:
    """Refuse a language that the project does not speak.

    Raises
    ------
    LanguageError
        For anything but ``az`` and ``en``.
    """
    if lang not in LANGUAGES:
        raise LanguageError(f"lang is {lang!r}", rule="az or en", remedy="choose one of these")
