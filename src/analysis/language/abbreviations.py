"""Abbreviations and what they stand for, so that a page can spell out those it uses."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from analysis.errors import LanguageError
from analysis.language.reading import LANGUAGES, one_of_languages
from analysis.language.sorting import sort_key

_WORD = re.compile(r"(?<![\w/.])[^\W\d_][^\W_]+(?![\w/])")


@cache
def abbreviations() -> Mapping[str, Mapping[str, str]]:
    """Long forms by language and abbreviation, from ``language/abbreviations.csv``.

    Raises
    ------
    LanguageError
        If a cell is empty, a language is unknown or an abbreviation stands twice; the message gives the line.
    """
    source = (resources.files("analysis.language") / "abbreviations.csv").read_text(encoding="utf-8")
    return read(source, place="language/abbreviations.csv")


def read(source: str, *, place: str) -> Mapping[str, Mapping[str, str]]:
    """The table in ``source``; see :func:`abbreviations`."""
    found: dict[str, dict[str, str]] = {lang: {} for lang in LANGUAGES}
    for line, row in enumerate(csv.DictReader(source.splitlines()), start=2):
        lang, short, long = ((row.get(column) or "").strip() for column in ("lang", "short", "long"))
        here = f"{place} line {line}"
        if lang not in found or not short or not long:
            raise LanguageError(f"{here}: {row}", rule="lang (az or en), short and long", remedy="fill the cell")
        if short in found[lang]:
            raise LanguageError(f"{here}: {short!r} stands twice", rule="once in a language", remedy="take one out")
        found[lang][short] = long
    return found


def abbreviations_in(text: str, lang: str) -> tuple[tuple[str, str], ...]:
    """The known abbreviations that ``text`` uses with their long forms, in the order of the alphabet.

    An ending after a hyphen does not hide one; a part of a longer word or of a path is none.

    Examples
    --------
    >>> abbreviations_in("ÜDM-nin payı, BTİ", "az")
    (('BTİ', 'Beynəlxalq Telekommunikasiya İttifaqı'), ('ÜDM', 'ümumi daxili məhsul'))
    """
    one_of_languages(lang)
    known = abbreviations()[lang]
    used = {word for word in _WORD.findall(text) if word in known}
    return tuple((short, known[short]) for short in sorted(used, key=lambda s: sort_key(s, lang)))
