"""Column headings from the texts: what a table by keys begins with, and what it says where a cell has nothing."""

from __future__ import annotations

from analysis import language
from analysis.present.context import Context
from analysis.present.table import Cell, Column, Table

NONE = Cell("–", muted=True)
"""A cell without a figure."""


def heads(prefix: str, keys: tuple[str, ...], context: Context) -> tuple[Column, ...]:
    """The first column is of words, the others of numbers; a key ending in ``~`` is of words too.

    The heading of ``key`` is the text ``<prefix>.head.<key>``.
    """
    return tuple(
        Column(language.text(f"{prefix}.head.{key.rstrip('~')}", context.lang), numeric=place > 0 and key[-1] != "~")
        for place, key in enumerate(keys)
    )


def nothing(prefix: str, key: str, context: Context) -> Table:
    """A table whose only cell says, in the text ``<prefix>.none``, that there are no rows."""
    return Table(heads(prefix, (key,), context), ((Cell(language.text(f"{prefix}.none", context.lang), muted=True),),))
