"""Every sentence and label of the reports, by key, in both languages."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from importlib import resources

from analysis import reads
from analysis.errors import LanguageError
from analysis.language.reading import LANGUAGES, both, one_of_languages, read_table

__all__ = ["LANGUAGES", "check", "keys", "placeholders", "text", "texts"]

LONG = 4
"""From so many words on, a text that is the same in both languages counts as not translated."""


def text(key: str, lang: str) -> str:
    """The text ``key`` in ``lang``, its placeholders unfilled.

    Raises
    ------
    LanguageError
        If there is no such key or language.

    Examples
    --------
    >>> text("sex.female", "az"), text("sex.female", "en")
    ('qadınlar', 'women')
    """
    one_of_languages(lang)
    reads.note(reads.TEXT, f"{lang} {key}")
    try:
        return texts()[key][lang]
    except KeyError:
        raise LanguageError(
            f"text {key!r} is missing in {lang!r}",
            rule="every key stands in language/strings",
            remedy="add it there in both languages, or mend the key",
        ) from None


def keys(start: str) -> tuple[str, ...]:
    """The keys that begin with ``start``, in the order of the tables.

    Examples
    --------
    >>> "sex.female" in keys("sex.")
    True
    """
    reads.note(reads.TEXT, f"{start}*")
    return tuple(key for key in texts() if key.startswith(start))


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """All texts by key, each in both languages.

    Raises
    ------
    LanguageError
        If a file breaks the rules of :func:`check`, or two files give one key.
    """
    found: dict[str, Mapping[str, str]] = {}
    folder = resources.files("analysis.language") / "strings"
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name):
        place = f"language/strings/{file.name}"
        for key, entry in read_table(file.read_text(encoding="utf-8"), place=place).items():
            if key in found:
                raise LanguageError(
                    f"text {key!r} in {place}: a second entry", rule="a key stands once", remedy="rename one"
                )
            found[key] = check(entry, place=f"text {key!r} in {place}")
    return found


def check(entry: object, *, place: str) -> Mapping[str, str]:
    """A text that is complete: both languages, the same placeholders in both, and translated.

    Raises
    ------
    LanguageError
        Naming ``place`` and what is wrong.
    """
    pair = both(entry, place=place)
    for lang in LANGUAGES:
        if not isinstance(pair[lang], str) or not pair[lang].strip():
            raise LanguageError(
                f"{place}, {lang}, is {pair[lang]!r}", rule="a text that is not empty", remedy="write it, quoted"
            )
    az, en = (placeholders(pair[lang], place=place) for lang in LANGUAGES)
    if az != en:
        only = ", ".join(sorted(az ^ en))
        raise LanguageError(
            f"{place}: {{{only}}} stands in one language only",
            rule="the same placeholders in both",
            remedy="mend the text",
        )
    if pair["az"] == pair["en"] and len(_words(pair["az"])) >= LONG:
        raise LanguageError(f"{place} is the same in both languages", rule="each is translated", remedy="translate it")
    return pair


def placeholders(template: str, *, place: str = "text") -> frozenset[str]:
    """The full dotted names of a text's placeholders, without their formats.

    Raises
    ------
    LanguageError
        If a brace is left open.

    Examples
    --------
    >>> sorted(placeholders("{users.latest:ord} ildə {users.latest}, {n}"))
    ['n', 'users.latest']
    """
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)
    except ValueError as error:
        raise LanguageError(
            f"{place}: {error}", rule="str.format placeholders", remedy="close or double the brace"
        ) from None


def _words(template: str) -> list[str]:
    bare = "".join(literal for literal, *_ in string.Formatter().parse(template))
    return [word for word in bare.split() if any(c.isalpha() for c in word)]
