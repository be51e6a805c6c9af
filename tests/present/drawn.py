"""What the tests ask of a drawn figure: its words with their boxes in points, and its lines."""

from __future__ import annotations

from io import StringIO
from itertools import combinations

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.present import theme

EDGE = 0.3
"""Points by which a box may reach over the edge: glyph boxes are rounded to whole pixels of a point."""
TOUCH = 0.75
"""Points by which two boxes may run into each other: the boxes hold the line's full height, letters do not."""


def words(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every visible text with its box in points, measured by the renderer that writes it."""
    with theme.applied():
        figure.draw_without_rendering()
        width, height = figure.get_size_inches() * 72
        renderer = RendererSVG(width, height, StringIO())
        texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
        return [(t.get_text(), Text.get_window_extent(t, renderer, dpi=72)) for t in texts]


def clipped(figure: Figure) -> list[str]:
    """Texts that reach over the figure's edge."""
    width, height = figure.get_size_inches() * 72
    return [
        text
        for text, box in words(figure)
        if box.x0 < -EDGE or box.y0 < -EDGE or box.x1 > width + EDGE or box.y1 > height + EDGE
    ]


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes overlap."""
    return [
        (a, b)
        for (a, first), (b, second) in combinations(words(figure), 2)
        if min(first.x1, second.x1) - max(first.x0, second.x0) > TOUCH
        and min(first.y1, second.y1) - max(first.y0, second.y0) > TOUCH
    ]


def lines(figure: Figure, label: str) -> list[Line2D]:
    """The lines that carry a label, in the order they were drawn."""
    return [line for line in figure.findobj(Line2D) if line.get_label() == label]
