"""Reading a bilingual YAML table of this room so that a mistake names file and key."""

from __future__ import annotations

from typing import Any

import yaml

from analysis.errors import LanguageError

LANGUAGES = ("az", "en")
"""The languages every text stands in."""


class _UniqueKeys(yaml.SafeLoader):
    """A loader that refuses a key given twice, where plain YAML keeps the last."""


def _mapping(loader: _UniqueKeys, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"key {key!r} stands twice", problem_mark=key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_table(source: str, *, place: str) -> dict[str, Any]:
    """The top-level mapping of a YAML table; ``place`` is the file's name in messages.

    Raises
    ------
    LanguageError
        If it is not YAML, repeats a key, is not a mapping, or has a key that is not a text.
    """
    try:
        content = yaml.load(source, Loader=_UniqueKeys)
    except yaml.YAMLError as error:
        raise LanguageError(
            f"{place}: {' '.join(str(error).split())}", rule="valid YAML, each key once", remedy="mend the line named"
        ) from None
    if not isinstance(content, dict):
        raise LanguageError(
            f"{place} holds {type(content).__name__}", rule="keys with values", remedy="see strings/common.yaml"
        )
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
