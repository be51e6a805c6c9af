"""A table ready to be rendered: what stands in its cells, which columns are numbers, what is greyed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from analysis.present.rendering import template


@dataclass(frozen=True)
class Column:
    """A column's heading; numeric columns are set flush right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell's text, a second line in smaller type, and whether it is greyed (too old, not given)."""

    text: str
    note: str = ""
    muted: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns; the first cell of a row is its heading.

    Examples
    --------
    >>> t = Table((Column("Year"), Column("Value", numeric=True)), ((Cell("2018"), Cell("79.8")),))
    >>> "<th scope=\\"row\\">2018</th>" in t.html(id="t1", caption="Users")
    True
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def html(self, *, id: str, caption: str, note: str = "") -> Markup:
        """The table as HTML; every text is escaped."""
        return Markup(template("table.html.j2").render(table=self, id=id, caption=caption, note=note))
