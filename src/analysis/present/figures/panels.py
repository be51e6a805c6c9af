"""Where panels stand on the sheet, their headings, and what an empty one says."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.figures.lettering import height, wrap
from analysis.present.figures.sheet import Box, Sheet
from analysis.present.theme import BODY, INK, MUTED, RULE, TITLE, Width

GUTTER = 22.0
ROW_GAP = 14.0
TOP = 1.5
"""Over the first line: the dot of İ reaches higher than other letters."""


@dataclass(frozen=True)
class Grid:
    """Panels in rows of one or two; an odd first panel takes a row of its own."""

    total: float
    rows: tuple[tuple[int, ...], ...]

    def _row(self, index: int) -> tuple[int, ...]:
        return next(row for row in self.rows if index in row)

    def width(self, index: int) -> float:
        """The panel's width in points."""
        n = len(self._row(index))
        return (self.total - GUTTER * (n - 1)) / n

    def left(self, index: int) -> float:
        """The panel's left edge."""
        return self._row(index).index(index) * (self.width(index) + GUTTER)


def grid(n: int, width: Width, *, columns: int = 2) -> Grid:
    """``n`` panels: one below the other on a narrow sheet, else in ``columns``, the first alone where one is left over.

    Examples
    --------
    >>> grid(3, Width.WIDE).rows
    ((0,), (1, 2))
    >>> grid(2, Width.NARROW).rows
    ((0,), (1,))
    """
    if width is Width.NARROW or columns == 1:
        return Grid(width.points, tuple((i,) for i in range(n)))
    odd = n % 2
    rows = [(0,)] if odd else []
    return Grid(width.points, (*rows, *((i, i + 1) for i in range(odd, n, 2))))


@dataclass(frozen=True)
class Heading:
    """A panel's title and the line below it, wrapped."""

    title: str
    below: str

    @property
    def height(self) -> float:
        """Height in points with the space after it."""
        return TOP + height(self.title, size=TITLE) + (height(self.below) + 1 if self.below else 0.0) + 3


def heading(title: str, below: str, room: float) -> Heading:
    """The heading of a panel ``room`` points wide."""
    return Heading(wrap(title, room, size=TITLE, bold=True), wrap(below, room))


def write_heading(page: Sheet, head: Heading, *, left: float, top: float) -> None:
    """Put title and unit at the panel's top left."""
    top += TOP
    page.text(left, top, head.title, fontsize=TITLE, weight="bold", color=INK)
    if head.below:
        page.text(left, top + height(head.title, size=TITLE) + 1, head.below, fontsize=BODY, color=MUTED)


def write_empty(page: Sheet, box: Box, context: Context, *, text: str = "") -> None:
    """Say in the panel's place why there is nothing to draw."""
    words = wrap(text or wording.say("none", context, year=context.year), box.width - 20)
    page.line(
        [box.left, box.right, box.right, box.left, box.left],
        [box.top, box.top, box.bottom, box.bottom, box.top],
        color=RULE,
        linewidth=0.8,
    )
    page.text(box.left + box.width / 2, box.top + box.height / 2, words, ha="center", va="center", color=MUTED)
