"""Rows of dots on one scale: two or more groups compared year by year, or cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.present.figures.lettering import LEADING, height, spread, width, wrap
from analysis.present.figures.scales import Scale, dress_values_across
from analysis.present.figures.sheet import Box, Sheet
from analysis.present.theme import ACCENT, BODY, INK, MUTED, PEER, SECOND, SECOND_TEXT

ROW = 18.0
ROW_OF_MANY = 28.0
BREAK_ROW = 15.0
SCALE_BELOW = 15.0
GAP = 6.0
HALF_MARK = 6.5
"""From a mark's centre to the words beside it."""

MARKS = (
    ("o", ACCENT, ACCENT),
    ("D", SECOND, SECOND_TEXT),
    ("s", MUTED, MUTED),
    ("^", PEER, MUTED),
)
"""Marker, its colour, and that of its words: shape tells the groups apart, not colour alone."""


@dataclass(frozen=True)
class Row:
    """A row's name, a value (or none) for each group, what stands at its right, and whether a break precedes it."""

    name: str
    values: tuple[float | None, ...]
    printed: tuple[str, ...]
    aside: str = ""
    after_break: bool = False


@dataclass(frozen=True)
class Board:
    """All rows of a panel with the groups' names and what heads the right column."""

    rows: tuple[Row, ...]
    groups: tuple[str, ...]
    scale: Scale
    name_room: float
    aside_head: str = ""
    break_words: str = ""

    @property
    def _row_height(self) -> float:
        names = max(height(wrap(row.name, self.name_room)) for row in self.rows) + 3
        return max(ROW if len(self.groups) < 3 else ROW_OF_MANY, names)

    @property
    def names_width(self) -> float:
        """Room for the rows' names."""
        return max(width(wrap(row.name, self.name_room)) for row in self.rows) + GAP

    @property
    def aside_width(self) -> float:
        """Room for the right column."""
        widest = max(width(text) for text in (self.aside_head, *(row.aside for row in self.rows)))
        return widest + GAP if widest else 0.0

    @property
    def printed_width(self) -> float:
        """Room beside the scale for the values printed left and right of the dots."""
        if len(self.groups) > 2:
            return 8.0
        return max((width(text) for row in self.rows for text in row.printed), default=0.0) + HALF_MARK + 2

    def plot(self, left: float, top: float, room: float) -> Box:
        """Where the scale stands in a panel ``room`` points wide."""
        before = self.names_width + self.printed_width
        across = room - before - self.printed_width - self.aside_width
        return Box(left + before, top + self._head_height(room), across, self._rows_height)

    @property
    def _rows_height(self) -> float:
        breaks = sum(row.after_break for row in self.rows) * BREAK_ROW
        return self._row_height * len(self.rows) + breaks

    def _stacked(self, room: float) -> bool:
        free = room - self.names_width - self.aside_width
        return sum(width(name) + 15 for name in self.groups) > free

    def _head_height(self, room: float) -> float:
        return (len(self.groups) if self._stacked(room) else 1) * BODY * LEADING + 3

    def height(self, room: float) -> float:
        """The panel's height below its heading."""
        return self._head_height(room) + self._rows_height + SCALE_BELOW


def draw_board(page: Sheet, board: Board, *, left: float, top: float, room: float) -> None:
    """Draw the rows with the groups' names over the first of them."""
    plot = board.plot(left, top, room)
    axes = page.axes(plot)
    dress_values_across(axes, board.scale)
    axes.set_ylim(plot.height, 0)
    axes.spines["bottom"].set_visible(False)
    _write_groups(page, board, plot, left, top, room)
    y = 0.0
    for row in board.rows:
        if row.after_break:
            _draw_break(page, board, plot, y + BREAK_ROW / 2)
            y += BREAK_ROW
        middle = y + board._row_height / 2
        _draw_row(page, board, row, plot, middle, left, room)
        y += board._row_height


def _x(board: Board, plot: Box, value: float) -> float:
    return plot.left + board.scale.fraction(value) * plot.width


def _draw_row(page: Sheet, board: Board, row: Row, plot: Box, middle: float, left: float, room: float) -> None:
    y = plot.top + middle
    page.text(left, y, wrap(row.name, board.name_room), va="center", color=INK)
    if row.aside:
        page.text(left + room, y, row.aside, va="center", ha="right", color=INK, weight="bold")
    drawn = [(i, value) for i, value in enumerate(row.values) if value is not None]
    places = {i: _x(board, plot, value) for i, value in drawn}
    if len(drawn) > 1:
        page.line([min(places.values()), max(places.values())], [y, y], color=PEER, linewidth=2.2, zorder=3)
    for i, place in places.items():
        marker, colour, _ = MARKS[i % len(MARKS)]
        page.line([place], [y], marker=marker, color=colour, mec="white", mew=0.7, markersize=7, zorder=4)
    _write_values(page, row, places, y, plot)


def _write_values(page: Sheet, row: Row, places: dict[int, float], y: float, plot: Box) -> None:
    """Two values stand left and right of their dots; more stand above them."""
    order = sorted(places, key=lambda i: (places[i], i))
    if len(row.values) < 3:
        for position, i in enumerate(order):
            left = position == 0 and len(order) == 2
            x = places[i] - HALF_MARK if left else places[i] + HALF_MARK
            page.text(x, y, row.printed[i], va="center", ha="right" if left else "left", color=MARKS[i][2])
        return
    sizes = [width(row.printed[i]) + 4 for i in order]
    centres = spread([places[i] for i in order], sizes, low=plot.left - 8, high=plot.right + 8)
    for i, centre in zip(order, centres, strict=True):
        page.text(centre, y - HALF_MARK, row.printed[i], va="bottom", ha="center", color=MARKS[i % len(MARKS)][2])


def _write_groups(page: Sheet, board: Board, plot: Box, left: float, top: float, room: float) -> None:
    """Each group's name with its mark, over the first dots: side by side, or one below the other where too wide."""
    low, high = left + board.names_width, left + room - board.aside_width
    wanted = _first_places(board, plot)
    sizes = [width(name) + 15 for name in board.groups]
    stacked = board._stacked(room)
    centres = wanted if stacked else spread(wanted, sizes, low=low, high=high)
    for i, (name, size, centre) in enumerate(zip(board.groups, sizes, centres, strict=True)):
        start = max(low, min(centre - size / 2, high - size))
        y = top + (i if stacked else 0) * BODY * LEADING
        marker, colour, ink = MARKS[i % len(MARKS)]
        page.line([start + 4], [y + BODY * 0.6], marker=marker, color=colour, mec="white", mew=0.7, markersize=7)
        page.text(start + 11, y, name, color=ink)
    if board.aside_head:
        page.text(left + room, top, board.aside_head, ha="right", color=MUTED)


def _first_places(board: Board, plot: Box) -> list[float]:
    """Where each group first has a dot; the middle of the scale if it has none."""
    firsts: Sequence[float | None] = [
        next((row.values[i] for row in board.rows if row.values[i] is not None), None) for i in range(len(board.groups))
    ]
    return [plot.left + plot.width / 2 if v is None else _x(board, plot, v) for v in firsts]


def _draw_break(page: Sheet, board: Board, plot: Box, middle: float) -> None:
    y = plot.top + middle
    left, right = plot.left - board.printed_width, plot.right + board.printed_width
    half = width(board.break_words) / 2 + 4
    centre = (left + right) / 2
    for start, end in ((left, centre - half), (centre + half, right)):
        page.line([start, end], [y, y], color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
    page.text(centre, y, board.break_words, ha="center", va="center", color=MUTED)
