"""One look for every chart: seaborn's white style and colour-blind palette, DejaVu Sans, the country as accent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from io import StringIO
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.figure import Figure

PALETTE = tuple(sns.color_palette("colorblind").as_hex())

ACCENT = PALETTE[0]
"""The country: 5.1 : 1 on white, so it serves for text too."""
SECOND = PALETTE[3]
"""The second of two groups, for marks."""
SECOND_TEXT = "#a84a00"
"""The same hue, dark enough for text (5.8 : 1)."""
INK = "#262626"
"""Titles and numbers."""
MUTED = "#595959"
"""Secondary text and the benchmark's line (7.0 : 1)."""
PEER = "#8c8c8c"
"""Lines and marks of the other peers: muted, yet 3.4 : 1 on white, as marks that carry meaning need."""
BAND = "#e6e6e6"
"""The benchmark's middle half."""
RULE = "#e0e0e0"
"""Grid lines."""

BODY = 8.6
"""Text size in points; in a narrow chart shown 328 CSS pixels wide it is 10.9 px."""
TITLE = 9.6

_SETTINGS: dict[Any, Any] = {
    **sns.axes_style("white"),
    "font.family": ["DejaVu Sans"],
    "font.size": BODY,
    "text.color": INK,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.edgecolor": PEER,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": True,
    "text.parse_math": False,
    "figure.dpi": 72.0,
    "savefig.dpi": 72.0,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "path.simplify": True,
    "svg.fonttype": "path",
    "svg.hashsalt": "analysis",
    "svg.id": None,
}


class Width(Enum):
    """The two widths a chart is drawn for, in inches: the page's column, and a phone."""

    WIDE = 7.2
    NARROW = 3.6

    @property
    def points(self) -> float:
        """The width in points, the unit of layout."""
        return float(self.value) * 72


@contextmanager
def applied() -> Iterator[None]:
    """Draw under the theme alone, whatever the caller's or a notebook's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def svg(figure: Figure) -> str:
    """The figure as one ``<svg>`` element: the same bytes on every build, text as outlines, no clock, no address.

    Prologue, metadata and comments are left out; width and height in points give way to the ``viewBox``, so that the
    page decides the size.
    """
    out = StringIO()
    with applied():
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _compact(out.getvalue())


def _compact(text: str) -> str:
    """The same drawing in half the bytes: a report holds dozens of charts, each in two widths."""
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text[text.index("<svg") :], flags=re.DOTALL)
    head, body = text.split(">", 1)
    head = re.sub(r'\s+(width|height)="[\d.]+pt"|\s+xmlns:xlink="[^"]+"', "", head)
    body = body.replace("DejaVuSans-Bold-", "b").replace("DejaVuSans-", "d").replace("xlink:href", "href")
    used = set(re.findall(r"#(\w+)", body))
    body = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in used else "", body)
    body = re.sub(r"scale\([^)]*\)|-?\d+\.\d+", _rounded, body)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", f"{head}>{body}")).strip()


def _rounded(match: re.Match[str]) -> str:
    """A coordinate to a hundredth of a point; scales stay as they are."""
    if match[0].startswith("scale"):
        return match[0]
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
