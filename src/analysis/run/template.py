"""The project's templates: where they lie, and the Jinja environment that fills them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import analysis.present
from analysis import language

FOLDER = Path(analysis.present.__file__).parent / "template"
"""Holds one folder a template, as nbconvert expects it."""

NAME = "report"


@cache
def environment() -> Environment:
    """Escapes every text, and refuses a name that is not given."""
    return Environment(
        loader=FileSystemLoader(FOLDER / NAME),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def text_in(lang: str) -> Callable[..., str]:
    """A function from a text's key (and its placeholders' values) to the text in ``lang``."""

    def text(key: str, **values: object) -> str:
        return language.text(key, lang).format(**values)

    return text
