"""The sheet a chart is laid out on: points from the top left, so that a layout is added up from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from analysis.present.figures.lettering import LEADING, fill, height
from analysis.present.theme import BODY, MUTED


@dataclass(frozen=True)
class Box:
    """A rectangle in points; ``top`` is measured downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Sheet:
    """A figure with its size in points."""

    figure: Figure
    width: float
    height: float

    def axes(self, box: Box) -> Axes:
        """Axes that fill ``box``, without ticks."""
        axes = self.figure.add_axes(
            (
                box.left / self.width,
                1 - box.bottom / self.height,
                box.width / self.width,
                box.height / self.height,
            )
        )
        axes.set_xticks([])
        axes.set_yticks([])
        return axes

    def text(self, x: float, y: float, text: str, **style: Any) -> Text:
        """``text`` with its anchor at ``x, y``; by default the left end of its top edge."""
        style = {"ha": "left", "va": "top", "linespacing": LEADING, "fontsize": BODY, **style}
        return self.figure.text(x / self.width, 1 - y / self.height, text, **style)

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> Line2D:
        """A line through points of the sheet."""
        line = Line2D(
            [x / self.width for x in xs], [1 - y / self.height for y in ys], transform=self.figure.transFigure, **style
        )
        self.figure.add_artist(line)
        return line


def sheet(width: float, height: float) -> Sheet:
    """An empty sheet. The figure is not known to pyplot, so there is nothing to close."""
    return Sheet(Figure(figsize=(width / 72, height / 72)), width, height)


NOTE_GAP = 8.0


def notes_height(notes: Sequence[str], room: float) -> float:
    """The height that :func:`write_notes` will take for these notes, nothing for none."""
    return sum(height(fill(note, room)) + 2 for note in notes) + (NOTE_GAP if notes else 0.0)


def write_notes(page: Sheet, notes: Sequence[str], *, top: float, left: float = 0.0) -> None:
    """What the marks mean, in muted lines below the panels."""
    y = top + NOTE_GAP
    for note in notes:
        lines = fill(note, page.width - left)
        page.text(left, y, lines, color=MUTED)
        y += height(lines) + 2
